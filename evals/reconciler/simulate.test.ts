import { describe, expect, it } from "vitest";
import { historyAt } from "@/evals/reconciler/replay";
import type { RunScenario } from "@/evals/reconciler/scenario";
import { simulate } from "@/evals/reconciler/simulate";

const DAILY: RunScenario = {
  id: "daily",
  start: "2026-11-02",
  days: 20,
  due: { cron: "0 6 * * *" },
  schedule: "0 6 * * *",
  minutes: { around: 30, sigma: 0 },
};

describe("simulate", () => {
  it("runs cleared runs once more under their ids, one after another", () => {
    const simulation = simulate({ ...DAILY, events: [{ what: "clear", at: 10.5, from: 8, to: 10 }] });
    const stateAt = (time: string) =>
      historyAt(simulation, Date.parse(time))
        .runs.filter(
          ({ dueAt }) => dueAt !== null && dueAt >= new Date("2026-11-10") && dueAt < new Date("2026-11-12"),
        )
        .map(({ runId, state }) => `${runId.slice(11, 21)} ${state}`);
    expect(stateAt("2026-11-12T11:59:00Z")).toEqual(["2026-11-11 succeeded", "2026-11-10 succeeded"]);
    expect(stateAt("2026-11-12T12:15:00Z")).toEqual(["2026-11-11 queued", "2026-11-10 running"]);
    expect(stateAt("2026-11-12T12:45:00Z")).toEqual(["2026-11-11 running", "2026-11-10 succeeded"]);
    expect(stateAt("2026-11-12T14:00:00Z")).toEqual(["2026-11-11 succeeded", "2026-11-10 succeeded"]);
  });

  it("resumes with the latest of the runs that a pause left out", () => {
    const pause = { what: "pause", from: 5, to: 9.5, resumesWithLatest: true } as const;
    const { runs } = simulate({ ...DAILY, events: [pause] });
    const resumed = runs.filter(({ createdAt }) =>
      new Date(createdAt).toISOString().startsWith("2026-11-11T12"),
    );
    expect(resumed.map(({ id }) => id)).toEqual(["scheduled__2026-11-11T06:00:00.000Z"]);
    expect(runs).toHaveLength(16);
  });

  it("lets files arrive in office hours of working days, about as many as asked for", () => {
    const { due } = simulate({ ...DAILY, days: 70, due: { arrivals: 12, fromHour: 8, toHour: 18 } });
    expect(due.length / 50).toBeGreaterThan(10);
    expect(due.length / 50).toBeLessThan(14);
    for (const at of due.map((time) => new Date(time))) {
      expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
      expect(at.getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(at.getUTCHours()).toBeLessThan(18);
    }
  });

  it("draws two modes, and more at the start of a month", () => {
    const modes = simulate({
      ...DAILY,
      days: 200,
      minutes: { around: 5, sigma: 0, mode: { share: 0.5, factor: 8 } },
    });
    const long = modes.runs.filter(({ startedAt, endedAt }) => endedAt - startedAt > 30 * 60_000);
    expect(long.length).toBeGreaterThan(70);
    expect(long.length).toBeLessThan(130);
    const { runs } = simulate({ ...DAILY, days: 60, rows: { around: 100, sigma: 0, monthStart: 6 } });
    const many = runs.filter(({ rows }) => rows === 600).map(({ id }) => id.slice(11, 21));
    expect(many).toEqual(["2026-12-01"]);
  });
});
