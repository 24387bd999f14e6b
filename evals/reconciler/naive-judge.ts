import type { RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";

/** Runs that the naive rule wants to see before it says anything. */
const MIN_RUNS = 4;

/**
 * The rule that most teams write first: silent for more than one and a half intervals since the last success; duration or
 * rows more than three standard deviations from the mean. It spares paused pipelines.
 */
export function judgeNaively(history: RunHistory, now: Date): RunFinding[] {
  const ended = history.runs
    .filter((run) => run.state === "succeeded" && run.endedAt !== null && run.startedAt !== null)
    .toSorted((a, b) => Number(b.endedAt) - Number(a.endedAt));
  const newest = ended[0];
  if (newest?.endedAt == null || ended.length < MIN_RUNS) return [];
  const findings: RunFinding[] = [];
  const ends = ended.map((run) => Number(run.endedAt));
  const gaps = ends.slice(1).map((end, index) => (ends[index] ?? end) - end);
  const interval = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  if (!history.isPaused && now.getTime() - newest.endedAt.getTime() > 1.5 * interval)
    findings.push(finding("missing", null, newest.endedAt));
  const durations = ended.map((run) => Number(run.endedAt) - Number(run.startedAt));
  const { mean, deviation } = momentsOf(durations);
  for (const run of history.runs)
    if (
      run.state === "running" &&
      run.startedAt !== null &&
      Number(now) - Number(run.startedAt) > mean + 3 * deviation
    )
      findings.push(finding("late", run.runId, run.startedAt));
  if ((durations[0] ?? mean) < mean - 3 * deviation)
    findings.push(finding("short", newest.runId, newest.endedAt));
  const rows = ended.slice(1).flatMap((run) => run.rowsWritten ?? []);
  if (newest.rowsWritten !== null && rows.length >= MIN_RUNS) {
    const usual = momentsOf(rows);
    if (newest.rowsWritten === 0 || newest.rowsWritten < usual.mean - 3 * usual.deviation)
      findings.push(finding("empty", newest.runId, newest.endedAt));
  }
  return findings;
}

function finding(kind: RunFinding["kind"], runId: string | null, at: Date): RunFinding {
  return { kind, runId, at, count: 1, expectedAt: null, arrivalAt: null, deadlineAt: null, because: "naive" };
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) };
}
