/**
 * SQL for when a run happened, to order the runs of a pipeline: when it started, else when it was due, else when it was first
 * reported. Runs that were read together share the last. `table`: alias of `runs`. Matches the index `runs_recent`.
 */
export function ranAt(table: string): string {
  return `COALESCE(${table}.started_at, ${table}.due_at, ${table}.logical_date, ${table}.first_seen_at)`;
}

/**
 * SQL for the time a run stands for, by which the history of a pipeline is ordered: when it was due, else when it started, else
 * when it was first reported. A backfill is as old as its dates. `table`: alias of `runs`.
 */
export function wasDueAt(table: string): string {
  return `COALESCE(${table}.due_at, ${table}.started_at, ${table}.first_seen_at)`;
}
