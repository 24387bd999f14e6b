/** The incidents selected in the list, by id. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** The one chosen last, from which a range extends. */
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

export type SelectionChange =
  | { type: "toggle"; id: string }
  /** Everything from the last selected row to `id`; `order`: the ids of the rows shown, top to bottom. */
  | { type: "extend"; id: string; order: readonly string[] }
  | { type: "select"; ids: readonly string[] }
  | { type: "deselect"; ids: readonly string[] }
  | { type: "clear" };

/** The selection after a change. */
export function changeSelection(selection: Selection, change: SelectionChange): Selection {
  const { ids, anchor } = selection;
  switch (change.type) {
    case "toggle":
      return ids.has(change.id)
        ? { ids: without(ids, [change.id]), anchor: change.id }
        : { ids: new Set([...ids, change.id]), anchor: change.id };
    case "extend": {
      const from = anchor === null ? -1 : change.order.indexOf(anchor);
      const to = change.order.indexOf(change.id);
      if (from < 0 || to < 0) return changeSelection(selection, { type: "toggle", id: change.id });
      const range = change.order.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { ids: new Set([...ids, ...range]), anchor: change.id };
    }
    case "select":
      return { ids: new Set([...ids, ...change.ids]), anchor };
    case "deselect":
      return { ids: without(ids, change.ids), anchor };
    case "clear":
      return NOTHING_SELECTED;
  }
}

function without(ids: ReadonlySet<string>, dropped: readonly string[]): ReadonlySet<string> {
  return new Set([...ids].filter((id) => !dropped.includes(id)));
}
