import { isOpen, type KnownHistory } from "@/lib/pipelines/expectations/known-runs";
import { isForgotten, toleranceOf, type Overdue } from "@/lib/pipelines/expectations/overdue";
import type { InputUpdate } from "@/lib/pipelines/expectations/run-history";
import { median } from "@/lib/pipelines/expectations/spread";
import { HOUR_MS, MINUTE_MS } from "@/lib/pipelines/expectations/zone-clock";

/** Runs that must have followed updates of all inputs before one is expected to. */
const MIN_FOLLOWED = 4;
/** Share of the complete sets of updates that a run must have followed. */
const MIN_SHARE = 0.8;

/**
 * Finds whether all inputs of a data-triggered pipeline have been updated since its last run, and no run followed as it
 * usually does. While an input is missing, its producer is what is late.
 */
export function findIgnoredInputs(known: KnownHistory, updates: readonly InputUpdate[]): Overdue | null {
  const sorted = updates
    .map(({ input, at }) => ({ input, at: at.getTime() }))
    .filter(({ at }) => at <= known.now)
    .sort((a, b) => a.at - b.at);
  const inputs = new Set(sorted.map(({ input }) => input));
  const starts = known.runs
    .filter((run) => run.type !== "backfill")
    .flatMap((run) => run.startedAt ?? (isOpen(run) ? known.now : []))
    .sort((a, b) => a - b);
  const firstStart = starts[0];
  if (inputs.size === 0 || firstStart === undefined) return null;

  const { lags, complete, completedAt } = followUpdates(sorted, inputs.size, starts);
  if (completedAt === null || (known.changedAt !== null && completedAt <= known.changedAt)) return null;
  if (lags.length < MIN_FOLLOWED || lags.length < MIN_SHARE * (complete - 1)) return null;
  const intervalMs = Math.max(10 * MINUTE_MS, median(gapsOf(starts)));
  const tolerance = toleranceOf(lags, intervalMs);
  if (known.now <= completedAt + tolerance.toleranceMs) return null;
  if (isForgotten(known.now, completedAt, starts.at(-1) ?? completedAt)) return null;
  return {
    firstDueAt: completedAt,
    count: 1,
    rhythm: { ...tolerance, words: null },
    inputs: inputs.size === 1 ? ([...inputs][0] ?? null) : `all ${inputs.size} inputs`,
  };
}

/**
 * Walks through time: a run consumes the updates so far, and a set of updates is complete once every input has a new one.
 *
 * @returns How long after completion runs followed, the number of complete sets, and when the unconsumed one was completed.
 */
function followUpdates(
  updates: readonly { input: string; at: number }[],
  inputs: number,
  starts: readonly number[],
): { lags: number[]; complete: number; completedAt: number | null } {
  const lags: number[] = [];
  const pending = new Set<string>();
  let complete = 0;
  let completedAt: number | null = null;
  let next = 0;
  const consumeBefore = (at: number) => {
    for (; next < starts.length && (starts[next] ?? 0) < at; next++) {
      if (completedAt !== null) lags.push((starts[next] ?? 0) - completedAt);
      completedAt = null;
      pending.clear();
    }
  };
  const firstStart = starts[0] ?? 0;
  for (const { input, at } of updates) {
    consumeBefore(at);
    if (at < firstStart - HOUR_MS) continue;
    pending.add(input);
    if (pending.size < inputs || completedAt !== null) continue;
    completedAt = at;
    complete++;
  }
  consumeBefore(Number.POSITIVE_INFINITY);
  return { lags, complete, completedAt };
}

function gapsOf(sorted: readonly number[]): number[] {
  return sorted.slice(1).map((at, index) => at - (sorted[index] ?? at));
}
