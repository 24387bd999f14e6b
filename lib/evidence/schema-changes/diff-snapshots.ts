import { schemaChanges, type SchemaChange } from "@/lib/lineage/schema-changes";
import type { SchemaColumn } from "@/lib/lineage/schemas";
import type { ColumnChange } from "@/lib/evidence/schemas";

/** The columns of a table as one origin saw them from one time to another. */
export interface TableSnapshot {
  columns: readonly SchemaColumn[];
  takenAt: Date;
  lastSeenAt: Date;
}

export interface Period {
  /** The last success, or the start of the period to look at. */
  since: Date;
  /** The failure. */
  failedAt: Date;
}

/** How far the clocks of the sender and of this server may differ. */
const CLOCK_SKEW_MS = 60_000;

/**
 * What changed in a table between the last success and the failure, oldest first. A change happened between the last sighting
 * of the old columns and the first one of the new: one that ended before the success or began after the failure is left out.
 * Pure.
 * @param snapshots of one table and origin, oldest first, from the one that was current at `since` on.
 * @param isWatched whether the origin would have seen the table before the first snapshot.
 */
export function diffSnapshots(
  snapshots: readonly TableSnapshot[],
  { since, failedAt }: Period,
  isWatched: boolean,
): ColumnChange[] {
  return snapshots.flatMap((snapshot, i) => {
    const before = snapshots[i - 1] ?? null;
    if (before === null && !isWatched) return [];
    const isOld = snapshot.takenAt <= since;
    const isLater = before !== null && before.lastSeenAt.getTime() > failedAt.getTime() + CLOCK_SKEW_MS;
    if (isOld || isLater) return [];
    const time = { after: before?.lastSeenAt.toISOString() ?? null, before: snapshot.takenAt.toISOString() };
    return changesBetween(before?.columns ?? [], snapshot.columns).map((change) => ({ ...change, ...time }));
  });
}

type Change = Omit<ColumnChange, "after" | "before">;

const NOTHING = {
  column: null,
  formerColumn: null,
  type: null,
  formerType: null,
  isLikely: false,
  isNamed: false,
};

function changesBetween(before: readonly SchemaColumn[], after: readonly SchemaColumn[]): Change[] {
  if (before.length === 0 && after.length === 0) return [];
  if (after.length === 0) return [{ kind: "table_dropped", ...NOTHING }];
  if (before.length === 0) return [{ kind: "table_created", ...NOTHING }];
  const isSameTable = tableId(before) === tableId(after);
  const [old, current] = [before, after].map((columns) =>
    columns.map((column) => (isSameTable ? column : { ...column, id: null })),
  ) as [SchemaColumn[], SchemaColumn[]];
  return schemaChanges(old, current).map(toChange);
}

/** Columns of a table that was made again have other ids, which say nothing about renames. */
function tableId(columns: readonly SchemaColumn[]): string | null {
  return columns[0]?.id?.split(".")[0] ?? null;
}

function toChange(change: SchemaChange): Change {
  switch (change.kind) {
    case "added":
      return { ...NOTHING, kind: "added", column: change.column.name, type: change.column.type };
    case "removed":
      return { ...NOTHING, kind: "removed", column: change.column.name, formerType: change.column.type };
    case "renamed": {
      const { before, after, isLikely } = change;
      return {
        kind: "renamed",
        column: after.name,
        formerColumn: before.name,
        type: after.type,
        formerType: before.type,
        isLikely,
        isNamed: false,
      };
    }
    case "type_changed":
      return {
        ...NOTHING,
        kind: "type_changed",
        column: change.after.name,
        type: change.after.type,
        formerType: change.before.type,
      };
  }
}
