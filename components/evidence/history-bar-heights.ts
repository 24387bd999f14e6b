import type { HistoryFacts } from "@/lib/evidence/schemas";

type Run = NonNullable<HistoryFacts["runs"]>[number];

/** The least height of a bar, so that short runs and runs of unknown duration are seen. */
const LEAST = 6;

/** The runs with the heights of their bars in percent of the longest; one odd run does not flatten the others. */
export function historyBars(runs: readonly Run[]): (Run & { height: number })[] {
  const durations = runs.flatMap(({ durationMs }) => durationMs ?? []).toSorted((a, b) => a - b);
  const usual = durations[Math.floor(durations.length / 2)] ?? 0;
  const top = Math.max(1, Math.min(durations.at(-1) ?? 0, 4 * usual));
  return runs.map((run) => {
    const share = run.durationMs === null ? 0 : Math.min(1, run.durationMs / top);
    return { ...run, height: Math.max(LEAST, Math.round(share * 100)) };
  });
}
