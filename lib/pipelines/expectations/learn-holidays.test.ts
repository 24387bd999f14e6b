import { describe, expect, it } from "vitest";
import { prepareHistory } from "@/lib/pipelines/expectations/known-runs";
import { learnHolidays } from "@/lib/pipelines/expectations/learn-holidays";
import type { RunHistory } from "@/lib/pipelines/expectations/run-history";
import { makeDailyRuns, makeHistory } from "@/lib/pipelines/expectations/testing/make-history";

const now = new Date("2026-11-26T12:00:00Z");

/** A pipeline that ran on working days from 2 November, but for some dates. */
const business = (...without: string[]) =>
  makeHistory({
    schedule: null,
    runs: makeDailyRuns("2026-11-02", 25, (_, at) =>
      [0, 6].includes(new Date(at).getUTCDay()) || without.includes(at.slice(0, 10)) ? null : { dueAt: null },
    ),
  });
const learn = (histories: readonly RunHistory[]) =>
  learnHolidays(histories.map((history) => prepareHistory(history, now)));
const daily = makeHistory({ runs: makeDailyRuns("2026-11-02", 25) });

describe("learnHolidays", () => {
  it("finds the dates on which nearly all paused together", () => {
    const histories = [
      daily,
      business("2026-11-18"),
      business("2026-11-18"),
      business("2026-11-18", "2026-11-11"),
    ];
    expect(learn(histories)).toEqual(["2026-11-18"]);
  });

  it.each([
    ["only few did", [daily, business("2026-11-18"), business("2026-11-18"), business()]],
    ["nothing ran at all", [business("2026-11-18"), business("2026-11-18"), business("2026-11-18")]],
    ["they have not run since", [daily, ...Array.from({ length: 4 }, () => business("2026-11-26"))]],
  ])("finds none if %s", (_, histories) => {
    expect(learn(histories)).toEqual([]);
  });
});
