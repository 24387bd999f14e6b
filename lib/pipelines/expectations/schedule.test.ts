import { describe, expect, it } from "vitest";
import { nextDue, previousDue, readSchedule } from "@/lib/pipelines/expectations/schedule";

/** The next due times as ISO text. */
function nextDues(text: string, zone: string | null, after: string, count: number): string[] {
  const schedule = readSchedule(text, zone);
  if (schedule.kind !== "times") return [];
  const dues: string[] = [];
  let at: number | null = Date.parse(after);
  while (dues.length < count) {
    at = nextDue(schedule, at);
    if (at === null) return dues;
    dues.push(new Date(at).toISOString().slice(0, 16));
  }
  return dues;
}

describe("readSchedule", () => {
  it.each([
    ["0 6 * * 1-5", ["2026-11-20T06:00", "2026-11-23T06:00"]],
    ["0 6 * * MON-FRI", ["2026-11-20T06:00", "2026-11-23T06:00"]],
    ["30 15 4 * * *", ["2026-11-20T04:15", "2026-11-21T04:15"]],
    ["0 0 6 ? * 2-6", ["2026-11-20T06:00", "2026-11-23T06:00"]],
    ["0 22 L * *", ["2026-11-30T22:00", "2026-12-31T22:00"]],
    ["0 6 * * 5#2", ["2026-12-11T06:00", "2027-01-08T06:00"]],
    ["@daily", ["2026-11-20T00:00", "2026-11-21T00:00"]],
    ["@weekly", ["2026-11-22T00:00", "2026-11-29T00:00"]],
    ["@quarterly", ["2027-01-01T00:00", "2027-04-01T00:00"]],
    ["0 6 * * *, 30 18 * * *", ["2026-11-20T06:00", "2026-11-20T18:30"]],
    ["Asset or 0 6 * * *", ["2026-11-20T06:00", "2026-11-21T06:00"]],
    ["TZ=Europe/Berlin 0 6 * * *", ["2026-11-20T05:00", "2026-11-21T05:00"]],
  ])("reads %s", (text, dues) => {
    expect(nextDues(text, null, "2026-11-19T23:30:00Z", 2)).toEqual(dues);
  });

  it.each([
    ["1 day, 0:00:00", 86_400_000],
    ["7 days, 1:30:00", 7 * 86_400_000 + 5_400_000],
    ["0:05:00", 300_000],
    ["PT1H", 3_600_000],
    ["P1D", 86_400_000],
  ])("reads the interval %s", (text, everyMs) => {
    expect(readSchedule(text, null)).toEqual({ kind: "interval", everyMs });
  });

  it.each([
    null,
    "",
    "None",
    "Asset",
    "Never, external triggers only",
    "AfterWorkdayTimetable",
    "@continuous",
    "61 * * * *",
    "0:00:00",
    "P",
    "x".repeat(600),
  ])("knows nothing of %s", (text) => {
    expect(readSchedule(text, null)).toEqual({ kind: "unknown" });
  });

  it("takes an unknown zone for UTC", () => {
    expect(nextDues("0 6 * * *", "Mars/Olympus", "2026-11-19T23:30:00Z", 1)).toEqual(["2026-11-20T06:00"]);
  });
});

describe("due times when the clocks change", () => {
  it("runs once a day where the time is skipped or repeated", () => {
    expect(nextDues("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3)).toEqual([
      "2026-03-28T01:30",
      "2026-03-29T01:30",
      "2026-03-30T00:30",
    ]);
    expect(nextDues("30 2 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", 3)).toEqual([
      "2026-10-24T00:30",
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  it("runs every hour through a repeated or skipped one", () => {
    expect(nextDues("15 * * * *", "Europe/Berlin", "2026-10-24T23:20:00Z", 4)).toEqual([
      "2026-10-25T00:15",
      "2026-10-25T01:15",
      "2026-10-25T02:15",
      "2026-10-25T03:15",
    ]);
    expect(nextDues("15 * * * *", "Europe/Berlin", "2026-03-28T23:20:00Z", 4)).toEqual([
      "2026-03-29T00:15",
      "2026-03-29T01:15",
      "2026-03-29T02:15",
      "2026-03-29T03:15",
    ]);
  });

  it.each(["*/15 * * * *", "0 6 * * 1-5", "30 2 * * *", "0 22 L * *", "0 8-18 * * 1-5"])(
    "finds with %s backwards what it finds forwards",
    (text) => {
      for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"]) {
        const schedule = readSchedule(text, zone);
        if (schedule.kind !== "times") throw new Error("not a schedule");
        let at = Date.parse("2026-10-22T00:00:00Z");
        for (let steps = 0; steps < 400; steps++) {
          const next: number | null = nextDue(schedule, at);
          if (next === null || next > Date.parse("2026-11-04T00:00:00Z")) break;
          expect(next).toBeGreaterThan(at);
          // Within a repeated hour the second pass hides what was due later on the first.
          if (zone === "UTC" || zone === "Asia/Kathmandu")
            expect(previousDue(schedule, next + 59_000)).toBe(next);
          expect(previousDue(schedule, next)).toBe(next);
          at = next;
        }
      }
    },
  );
});
