/** A change made in this tab, by which it can be undone. */
export interface RecentChange {
  /** The incident whose timeline has the entries. */
  incidentId: string;
  number: number;
  /** Timeline entries, oldest first. */
  changeIds: readonly string[];
}

const MAX = 20;
let changes: readonly RecentChange[] = [];

/** Remembers a change for the undo key. */
export function rememberChange(change: RecentChange): void {
  if (change.changeIds.length > 0) changes = [...changes, change].slice(-MAX);
}

/** Takes the latest change that was not undone, if any. */
export function takeLatestChange(): RecentChange | undefined {
  const latest = changes.at(-1);
  if (latest) forgetChange(latest);
  return latest;
}

/** Forgets a change that is undone in another way. */
export function forgetChange({ changeIds }: Pick<RecentChange, "changeIds">): void {
  changes = changes.filter((change) => !change.changeIds.some((id) => changeIds.includes(id)));
}
