/**
 * SQL conditions for what is open: in the list, in statistics and wherever else it is counted. `table` is the alias of
 * `incidents`, `now` a parameter with the current time.
 */

/** Open statuses. Spelled out so that the planner can match the partial index. */
const hasOpenStatus = (table: string) => `${table}.status IN ('triggered', 'acknowledged', 'investigating')`;

/** Needs attention now: the filter `status=open`. */
export function isOpenNow(table: string, now: string): string {
  return `${hasOpenStatus(table)} AND (${table}.snoozed_until IS NULL OR ${table}.snoozed_until <= ${now})`;
}

/** Open, but hidden until later: the filter `status=snoozed`. */
export function isSnoozedNow(table: string, now: string): string {
  return `${hasOpenStatus(table)} AND ${table}.snoozed_until > ${now}`;
}
