// The order of the rooms in `lib/`, top first. A room imports only from rooms below it; rooms in the same row do not
// import each other. `lib/vendors` and `lib/platform` are below all of them and have their own import rules.

export const ROOM_ORDER = [
  ["desk", "retention", "stats"],
  ["advice", "fixes"],
  ["diagnosis"],
  ["cascades"],
  ["evidence"],
  ["knowledge"],
  ["reconcile"],
  ["intake"],
  ["incidents"],
  ["pipelines"],
  ["lineage"],
  ["sources"],
  ["code", "workspaces"],
  ["integrations"],
  ["background"],
  ["failures"],
  ["logs"],
  ["model"],
  ["redaction", "workflows"],
];

/** @returns {number} the row of a room, 0 at the top; -1 if the folder is not a room */
export function rowOf(/** @type {string} */ room) {
  return ROOM_ORDER.findIndex((row) => row.includes(room));
}
