import type { PastRun, RunHistory } from "@/lib/pipelines/expectations/run-history";

/** A run of ten minutes that started five seconds after it was due and succeeded. */
export function makeRun(dueAt: string, changes: Partial<PastRun> & { minutes?: number } = {}): PastRun {
  const { minutes = 10, ...rest } = changes;
  const startedAt = rest.startedAt === undefined ? new Date(Date.parse(dueAt) + 5000) : rest.startedAt;
  return {
    runId: `scheduled__${dueAt}`,
    type: "scheduled",
    state: "succeeded",
    dueAt: new Date(dueAt),
    startedAt,
    endedAt: startedAt === null ? null : new Date(startedAt.getTime() + minutes * 60_000),
    rowsWritten: null,
    hasChangedOutput: null,
    ...rest,
  };
}

/** One run a day at a UTC time, on consecutive days from a date. Durations and rows vary a little, always the same way. */
export function makeDailyRuns(
  from: string,
  days: number,
  changes: (index: number, dueAt: string) => Parameters<typeof makeRun>[1] | null = () => ({}),
  time = "06:00",
): PastRun[] {
  return Array.from({ length: days }, (_, index) => {
    const at = new Date(Date.parse(`${from}T${time}:00Z`) + index * 86_400_000).toISOString();
    const change = changes(index, at);
    return change === null ? [] : [makeRun(at, { minutes: 10 + (index % 3), ...change })];
  })
    .flat()
    .reverse();
}

export function makeHistory(changes: Partial<RunHistory>): RunHistory {
  return {
    schedule: "0 6 * * *",
    zone: null,
    isPaused: false,
    changedAt: null,
    deadline: null,
    runs: [],
    ...changes,
  };
}
