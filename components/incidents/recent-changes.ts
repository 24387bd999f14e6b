/** A change made in this tab, by which it can be undone. */
export interface RecentChange {
  /** The incident whose timeline has the entries. */
  incidentId: string;
  number: number;
  /** Timeline entries, oldest first. */
  changeIds: readonly string[];
}

/** One action: what it changed, and how to withdraw the offer to undo it. */
interface RecentAction {
  changes: readonly RecentChange[];
  withdraw: () => void;
}

const MAX = 20;
let actions: readonly RecentAction[] = [];

/** Remembers the changes of one action for the undo key. `withdraw` runs once they are undone in any way. */
export function rememberChanges(changes: readonly RecentChange[], withdraw: () => void): void {
  const undoable = changes.filter(({ changeIds }) => changeIds.length > 0);
  if (undoable.length > 0) actions = [...actions, { changes: undoable, withdraw }].slice(-MAX);
}

/** Takes the changes of the latest action that was not undone, if any. */
export function takeLatestChanges(): readonly RecentChange[] | undefined {
  const latest = actions.at(-1);
  if (latest) forgetChanges(latest.changes);
  return latest?.changes;
}

/** Drops changes that were undone elsewhere; other changes made by the same action can still be undone. */
export function forgetChanges(undone: readonly Pick<RecentChange, "changeIds">[]): void {
  const ids = new Set(undone.flatMap(({ changeIds }) => changeIds));
  const isUndone = ({ changeIds }: RecentChange) => changeIds.some((id) => ids.has(id));
  actions = actions.flatMap((action) => {
    const left = action.changes.filter((change) => !isUndone(change));
    if (left.length === action.changes.length) return [action];
    action.withdraw();
    return left.length > 0 ? [{ ...action, changes: left }] : [];
  });
}
