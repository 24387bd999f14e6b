/** A run as far as durations and outcomes matter; newest first in lists. */
export interface RunOutcome {
  id: string;
  /** As in the newest report on the run; null while only its tasks were reported. */
  state: string | null;
  /** From start to end; null if either is unknown. */
  durationMs: number | null;
}

/** A single run may be an exception. */
const MIN_RUNS = 2;

/** The median duration of successful runs; null if too few are known. */
export function usualDuration(runs: readonly RunOutcome[]): number | null {
  const durations = runs
    .filter((run) => run.state === "succeeded" && run.durationMs !== null && run.durationMs >= 0)
    .map((run) => run.durationMs ?? 0)
    .toSorted((a, b) => a - b);
  if (durations.length < MIN_RUNS) return null;
  const middle = Math.floor(durations.length / 2);
  const upper = durations[middle] ?? 0;
  return durations.length % 2 === 1 ? upper : Math.round(((durations[middle - 1] ?? 0) + upper) / 2);
}

/**
 * How many runs failed in a row: the current one, and those before it. Runs without an outcome do not count.
 * @param states of the other runs, newest first
 */
export function failedInARow(states: readonly (string | null)[]): number {
  let failed = 1;
  for (const state of states) {
    if (state === "failed") failed += 1;
    else if (state === "succeeded") break;
  }
  return failed;
}
