/**
 * SQL conditions for what is open: in the list, in statistics and wherever else it is counted. `table` is the alias of
 * `incidents`, `now` a parameter with the current time.
 */

/** Open statuses. Spelled out so that the planner can match the partial index. */
const hasOpenStatus = (table: string) => `${table}.status IN ('triggered', 'acknowledged', 'investigating')`;

/** Neither resolved nor merged: open, or suppressed by a policy or a person. Spelled out for the same reason. */
export function isUnfinished(table: string): string {
  return `${table}.status IN ('triggered', 'acknowledged', 'investigating', 'suppressed')`;
}

/** Whether a snooze is over: the time has passed, it failed often enough, or it became more severe (an enum, worst first). */
const isAwake = (table: string, now: string) =>
  `(${table}.snoozed_until <= ${now} OR ${table}.occurrence_count >= ${table}.wake_at_count OR ${table}.severity < ${table}.snoozed_severity)`;

/** Needs attention now: the filter `status=open`. */
export function isOpenNow(table: string, now: string): string {
  return `${hasOpenStatus(table)} AND (${table}.snoozed_until IS NULL OR ${isAwake(table, now)})`;
}

/** Open, but hidden until later: the filter `status=snoozed`. */
export function isSnoozedNow(table: string, now: string): string {
  return `${hasOpenStatus(table)} AND ${table}.snoozed_until IS NOT NULL AND ${isAwake(table, now)} IS NOT TRUE`;
}

/** Its snooze is over and has not been cleared yet. */
export function isDueToWake(table: string, now: string): string {
  return `${hasOpenStatus(table)} AND ${table}.snoozed_until IS NOT NULL AND ${isAwake(table, now)}`;
}
