import { seededRandom } from "@/evals/seeded-random";
import { prepareHistory, withHolidays } from "@/lib/pipelines/expectations/known-runs";
import { learnHolidays } from "@/lib/pipelines/expectations/learn-holidays";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import type { PastRun, RunHistory } from "@/lib/pipelines/expectations/run-history";

const PIPELINES = 2_000;
const RUNS = 25;
const ROUNDS = 3;
const HOUR_MS = 3_600_000;
const NOW = new Date("2026-11-18T07:30:00Z");

/** Schedules, the hours between two runs of each, and a zone. */
const SCHEDULES: readonly [string | null, number, string | null][] = [
  ["MINUTE 6 * * *", 24, "Europe/Berlin"],
  ["MINUTE * * * *", 1, null],
  ["MINUTE 5 * * 1-5", 24, "America/New_York"],
  ["@daily", 24, null],
  ["0:30:00", 0.5, null],
  [null, 24, "Europe/Berlin"],
  ["Asset", 6, null],
];

/**
 * CPU time to judge 2,000 pipelines with 25 runs each, every tenth of them in trouble, best of three: as a pass does it, which
 * learns holidays and judges from histories prepared once, and with each history prepared again for judging.
 */
export function benchJudgeRuns(): Promise<Record<string, number>> {
  const histories = Array.from({ length: PIPELINES }, (_, index) => historyOf(index));
  const judged = { findings: 0, findingsPreparedAgain: 0 };
  const pass = () => {
    const known = histories.map((history) => prepareHistory(history, NOW));
    const holidays = learnHolidays(known);
    judged.findings = sum(histories, (history, index) => {
      const prepared = known[index];
      return judgeRuns(history, NOW, prepared && withHolidays(prepared, holidays)).length;
    });
  };
  const passPreparedAgain = () => {
    const holidays = learnHolidays(histories.map((history) => prepareHistory(history, NOW)));
    judged.findingsPreparedAgain = sum(
      histories,
      (history) => judgeRuns({ ...history, holidays }, NOW).length,
    );
  };
  const rounds = Array.from({ length: ROUNDS }, () => ({
    pass: cpuMsOf(pass),
    preparedAgain: cpuMsOf(passPreparedAgain),
    prepare: cpuMsOf(() => void histories.map((history) => prepareHistory(history, NOW))),
  }));
  return Promise.resolve({
    pipelines: PIPELINES,
    runs: PIPELINES * RUNS,
    ...judged,
    // The first round also reads the schedules.
    firstMs: rounds[0]?.pass ?? 0,
    bestMs: Math.min(...rounds.map(({ pass: ms }) => ms)),
    preparedAgainMs: Math.min(...rounds.map(({ preparedAgain }) => preparedAgain)),
    prepareMs: Math.min(...rounds.map(({ prepare }) => prepare)),
  });
}

function sum<T>(items: readonly T[], valueOf: (item: T, index: number) => number): number {
  return items.reduce((total, item, index) => total + valueOf(item, index), 0);
}

function cpuMsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function historyOf(index: number): RunHistory {
  const random = seededRandom(index + 1);
  const [schedule, hours, zone] = SCHEDULES[index % SCHEDULES.length] ?? [null, 24, null];
  const isInTrouble = index % 10 === 0;
  const newest = NOW.getTime() - ((isInTrouble ? 3 : 0) + random()) * hours * HOUR_MS;
  const runs = Array.from({ length: RUNS }, (_, back): PastRun => {
    const dueAt = newest - back * hours * HOUR_MS;
    const startedAt = dueAt + random() * 60_000;
    const endedAt = startedAt + (0.8 + random() * 0.4) * Math.min(20, hours * 20) * 60_000;
    return {
      runId: `run-${index}-${back}`,
      type: schedule === "Asset" ? "asset" : "scheduled",
      state: endedAt > NOW.getTime() ? "running" : "succeeded",
      dueAt: schedule === null || schedule === "Asset" ? null : new Date(dueAt),
      startedAt: new Date(startedAt),
      endedAt: endedAt > NOW.getTime() ? null : new Date(endedAt),
      rowsWritten: index % 2 === 0 ? Math.round(1000 * (1 + random())) : null,
      hasChangedOutput: index % 3 === 0 ? random() > 0.1 : null,
    };
  });
  return {
    schedule: schedule?.replace("MINUTE", String(index % 60)) ?? null,
    zone,
    isPaused: false,
    changedAt: null,
    deadline: index % 4 === 0 ? { time: "08:00", zone: "Europe/Berlin", calendar: "daily" } : null,
    runs,
  };
}
