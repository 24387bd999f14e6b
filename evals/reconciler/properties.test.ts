import { describe, expect, it } from "vitest";
import { OPEN_OUTPUTS } from "@/evals/reconciler/open-outputs";
import { OPEN_RHYTHMS } from "@/evals/reconciler/open-rhythms";
import { OPEN_SCHEDULES } from "@/evals/reconciler/open-schedules";
import { historyAt } from "@/evals/reconciler/replay";
import type { RunScenario } from "@/evals/reconciler/scenario";
import { simulate } from "@/evals/reconciler/simulate";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import type { PastRun, RunFinding, RunHistory } from "@/lib/pipelines/expectations/run-history";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The Gregorian calendar repeats after this many days, weekdays included. */
const CALENDAR_CYCLE_DAYS = 146_097;
const KATHMANDU_MS = 345 * MINUTE_MS;
const SAMPLES = 3;

/** Scenarios in UTC, which can be moved without crossing a change of the clocks. */
const SCENARIOS = [...OPEN_SCHEDULES, ...OPEN_RHYTHMS, ...OPEN_OUTPUTS].filter(
  ({ zone, days, deadline }) => !zone && days <= 60 && (deadline === undefined || deadline.zone === "UTC"),
);

interface Sample {
  history: RunHistory;
  now: Date;
}

const samples = new Map<string, Sample[]>();

/** Histories of a scenario at times spread over its second half. */
function samplesOf(scenario: RunScenario): Sample[] {
  const known = samples.get(scenario.id);
  if (known !== undefined) return known;
  const taken = takeSamples(scenario);
  samples.set(scenario.id, taken);
  return taken;
}

function takeSamples(scenario: RunScenario): Sample[] {
  const simulation = simulate(scenario);
  const half = (simulation.end - simulation.start) / 2;
  return Array.from({ length: SAMPLES }, (_, index) => {
    const now = simulation.end - half + (half * (index + 0.37)) / SAMPLES;
    return { history: historyAt(simulation, now), now: new Date(now) };
  });
}

function moveRun(run: PastRun, ms: number): PastRun {
  return {
    ...run,
    dueAt: move(run.dueAt, ms),
    queuedAt: move(run.queuedAt ?? null, ms),
    startedAt: move(run.startedAt, ms),
    endedAt: move(run.endedAt, ms),
  };
}

function moveHistory(history: RunHistory, ms: number): RunHistory {
  return {
    ...history,
    changedAt: move(history.changedAt, ms),
    ...(history.nextRunAt === undefined ? {} : { nextRunAt: move(history.nextRunAt, ms) }),
    ...(history.inputUpdates
      ? {
          inputUpdates: history.inputUpdates.map(({ input, at }) => ({
            input,
            at: new Date(at.getTime() + ms),
          })),
        }
      : {}),
    holidays: (history.holidays ?? []).map((date) =>
      new Date(Date.parse(date) + Math.round(ms / DAY_MS) * DAY_MS).toISOString().slice(0, 10),
    ),
    runs: history.runs.map((run) => moveRun(run, ms)),
  };
}

function move(at: Date | null, ms: number): Date | null {
  return at === null ? null : new Date(at.getTime() + ms);
}

/** Findings without their texts, moved. */
function shapeOf(findings: readonly RunFinding[], ms = 0): unknown[] {
  return findings.map(({ kind, runId, count, at, expectedAt, arrivalAt, deadlineAt }) => ({
    kind,
    runId,
    count,
    at: move(at, ms),
    expectedAt: move(expectedAt, ms),
    arrivalAt: move(arrivalAt ?? null, ms),
    deadlineAt: move(deadlineAt, ms),
  }));
}

describe("judgeRuns", () => {
  it("finds something in the samples", () => {
    const kinds = new Set(
      SCENARIOS.flatMap((scenario) =>
        samplesOf(scenario).flatMap(({ history, now }) => judgeRuns(history, now).map(({ kind }) => kind)),
      ),
    );
    expect([...kinds].sort()).toEqual(expect.arrayContaining(["empty", "missing"]));
  });

  it.each(SCENARIOS.map((scenario) => [scenario.id, scenario] as const))(
    "judges %s the same in any order, with duplicates, in another zone and 400 years on",
    (_, scenario) => {
      for (const { history, now } of samplesOf(scenario)) {
        const expected = judgeRuns(history, now);
        const shuffled = [...history.runs].sort((a, b) =>
          a.runId.split("").reverse().join("") < b.runId.split("").reverse().join("") ? 1 : -1,
        );
        expect(judgeRuns({ ...history, runs: shuffled }, now)).toEqual(expected);
        const stale = history.runs
          .slice(0, 5)
          .map((run) => ({ ...run, state: "running" as const, endedAt: null, rowsWritten: null }));
        const ended = new Set(history.runs.filter((run) => run.endedAt !== null).map(({ runId }) => runId));
        const repeated = [...history.runs, ...history.runs, ...stale.filter(({ runId }) => ended.has(runId))];
        expect(judgeRuns({ ...history, runs: repeated }, now)).toEqual(expected);

        const cycle = CALENDAR_CYCLE_DAYS * DAY_MS;
        expect(shapeOf(judgeRuns(moveHistory(history, cycle), new Date(now.getTime() + cycle)))).toEqual(
          shapeOf(expected, cycle),
        );

        // Holidays are dates, which the zone does not move.
        const inKathmandu = {
          ...moveHistory(history, -KATHMANDU_MS),
          holidays: history.holidays ?? [],
          zone: "Asia/Kathmandu",
          deadline: history.deadline === null ? null : { ...history.deadline, zone: "Asia/Kathmandu" },
        };
        expect(shapeOf(judgeRuns(inKathmandu, new Date(now.getTime() - KATHMANDU_MS)))).toEqual(
          shapeOf(expected, -KATHMANDU_MS),
        );
      }
    },
  );

  it.each(
    OPEN_SCHEDULES.filter(({ schedule, zone }) => schedule !== null && !zone && !/L|\/3/.test(schedule)).map(
      (scenario) => [scenario.id, scenario] as const,
    ),
  )("finds the same runs of %s missing when it all happens weeks later", (_, scenario) => {
    const missing = (findings: readonly RunFinding[]) =>
      findings.filter(({ kind }) => kind === "missing").map(({ at, count }) => ({ at, count }));
    for (const { history, now } of samplesOf(scenario)) {
      const ms = 15 * 7 * DAY_MS;
      const later = missing(judgeRuns(moveHistory(history, ms), new Date(now.getTime() + ms)));
      expect(later).toEqual(
        missing(judgeRuns(history, now)).map(({ at, count }) => ({ at: move(at, ms), count })),
      );
    }
  });
});
