import { describe, expect, it } from "vitest";
import { learnDayPattern } from "@/lib/pipelines/expectations/day-pattern";
import { judgeRuns } from "@/lib/pipelines/expectations/judge-runs";
import type { RunHistory } from "@/lib/pipelines/expectations/run-history";
import { makeDailyRuns, makeHistory, makeRun } from "@/lib/pipelines/expectations/testing/make-history";

const DAY_MS = 86_400_000;
const NO_HOLIDAYS: ReadonlySet<number> = new Set();
const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const dateOf = (number: number) => new Date(number * DAY_MS).toISOString().slice(0, 10);
const wordsOf = (dates: readonly string[]) => learnDayPattern(dates.map(day), NO_HOLIDAYS)?.words ?? null;
const daysFrom = (date: string, count: number, step = 1) =>
  Array.from({ length: count }, (_, index) => day(date) + index * step);

describe("learnDayPattern", () => {
  it.each([
    ["every day", daysFrom("2026-11-02", 12)],
    ["on working days", daysFrom("2026-11-02", 12).filter((each) => ![2, 3].includes(each % 7))],
    [
      "on Monday, Tuesday, Wednesday, Thursday, Friday, Saturday",
      daysFrom("2026-11-02", 26).filter((each) => each % 7 !== 3),
    ],
    ["on Tuesday, Thursday", daysFrom("2026-10-06", 6, 7).flatMap((each) => [each, each + 2])],
    ["on Monday", daysFrom("2026-10-05", 5, 7)],
    ["every 14 days", daysFrom("2026-09-01", 5, 14)],
    ["every 3 days", daysFrom("2026-09-01", 9, 3)],
  ])("finds %s", (words, days) => {
    expect(learnDayPattern(days, NO_HOLIDAYS)?.words).toBe(words);
  });

  it.each([
    ["on the last day of the month", ["2026-08-31", "2026-09-30", "2026-10-31"]],
    ["on the 15th day of the month", ["2026-08-15", "2026-09-15", "2026-10-15"]],
    ["on the last working day of the month", ["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-30"]],
    ["on the third working day of the month", ["2026-07-03", "2026-08-05", "2026-09-03", "2026-10-05"]],
    ["on the second Friday of the month", ["2026-07-10", "2026-08-14", "2026-09-11", "2026-10-09"]],
    ["on the first day of every 3 months", ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]],
  ])("finds %s", (words, dates) => {
    expect(wordsOf(dates)).toBe(words);
  });

  it.each([
    [
      "a week that may end on Saturday",
      daysFrom("2026-11-02", 13)
        .filter((each) => each % 7 !== 3)
        .map(dateOf),
    ],
    ["too few days", ["2026-11-02", "2026-11-03", "2026-11-04"]],
    [
      "no rhythm",
      [
        "2026-09-01",
        "2026-09-04",
        "2026-09-05",
        "2026-09-11",
        "2026-09-24",
        "2026-09-25",
        "2026-10-09",
        "2026-10-30",
      ],
    ],
  ])("finds nothing in %s", (_, dates) => {
    expect(wordsOf(dates)).toBeNull();
  });
});

describe("rhythms learned from the history", () => {
  const learned = (changes: Partial<RunHistory>, now: string) =>
    judgeRuns(makeHistory({ schedule: null, ...changes }), new Date(now)).filter(
      ({ kind }) => kind === "missing",
    );
  const undated = (runs: ReturnType<typeof makeDailyRuns>) => runs.map((run) => ({ ...run, dueAt: null }));
  const workdays = undated(
    makeDailyRuns("2026-11-02", 19, (_, at) => ([0, 6].includes(new Date(at).getUTCDay()) ? null : {})),
  );

  it("expects no run on weekends and holidays", () => {
    expect(learned({ runs: workdays }, "2026-11-22T12:00:00Z")).toEqual([]);
    expect(learned({ runs: workdays, holidays: ["2026-11-23"] }, "2026-11-23T12:00:00Z")).toEqual([]);
    expect(learned({ runs: workdays }, "2026-11-23T12:00:00Z")).toMatchObject([
      {
        at: new Date("2026-11-23T06:00:05Z"),
        because:
          "No run has started; it was due at Mon 23 Nov 06:00 (UTC), 6 h ago, and the pipeline usually runs on working days at about that time",
      },
    ]);
  });

  it("learns from runs that an external scheduler starts", () => {
    const manual = workdays.map((run) => ({ ...run, type: "manual" as const }));
    expect(learned({ runs: manual }, "2026-11-23T12:00:00Z")).toHaveLength(1);
  });

  it("says nothing about what people start at will", () => {
    const hours = [9, 16, 11, 22, 8, 14, 19, 10, 17, 12];
    const runs = hours.map((hour, index) =>
      makeRun(`2026-11-${String(2 + index * 2).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00Z`, {
        type: "manual",
        dueAt: null,
      }),
    );
    expect(learned({ runs }, "2026-11-27T12:00:00Z")).toEqual([]);
  });

  it("follows the updates of the inputs where they are known", () => {
    const updates = (input: string, hour: string, days: number) =>
      Array.from({ length: days }, (_, index) => ({
        input,
        at: new Date(Date.parse(`2026-11-02T${hour}:00Z`) + index * DAY_MS),
      }));
    const runs = undated(makeDailyRuns("2026-11-02", 10)).map((run) => ({ ...run, type: "asset" as const }));
    const both = [...updates("orders", "04:00", 11), ...updates("customers", "05:58", 11)];
    expect(learned({ runs, inputUpdates: both, schedule: "Asset" }, "2026-11-12T09:00:00Z")).toMatchObject([
      {
        at: new Date("2026-11-12T05:58:00Z"),
        because: expect.stringContaining("No run has followed the update of all 2 inputs"),
      },
    ]);
    const waiting = [...updates("orders", "04:00", 11), ...updates("customers", "05:58", 10)];
    expect(learned({ runs, inputUpdates: waiting, schedule: "Asset" }, "2026-11-12T09:00:00Z")).toEqual([]);
  });

  it("knows the quiet hours of a pipeline that runs all day", () => {
    const runs = makeDailyRuns("2026-11-02", 8).flatMap((first) =>
      Array.from({ length: 10 }, (_, hour) => {
        const at = new Date(Number(first.dueAt) + hour * 3_600_000).toISOString();
        return makeRun(at, { dueAt: null });
      }),
    );
    expect(learned({ runs }, "2026-11-09T23:00:00Z")).toEqual([]);
    expect(learned({ runs }, "2026-11-10T06:20:00Z")).toEqual([]);
    expect(learned({ runs }, "2026-11-10T09:00:00Z")).toHaveLength(1);
  });
});

describe("silence of pipelines that run often, without a schedule", () => {
  const MINUTE_MS = 60_000;
  const runsAt = (times: readonly number[]) =>
    times
      .map((at) => makeRun(new Date(at).toISOString(), { dueAt: null, type: "other", minutes: 1 }))
      .reverse();
  const missing = (times: readonly number[], now: string) =>
    judgeRuns(makeHistory({ schedule: null, runs: runsAt(times) }), new Date(now)).filter(
      ({ kind }) => kind === "missing",
    );
  const hourly = (from: string, to: string, isDue: (date: Date) => boolean = () => true) =>
    Array.from(
      { length: (Date.parse(to) - Date.parse(from)) / (60 * MINUTE_MS) },
      (_, index) => Date.parse(from) + index * 60 * MINUTE_MS,
    ).filter((at) => isDue(new Date(at)));

  it("is told on a weekend that has been like other days, and not on one that the history does not know", () => {
    // Thursday 19 to Sunday 22 November.
    const saturday = hourly("2026-11-19T00:00:00Z", "2026-11-22T08:00:00Z");
    expect(missing(saturday, "2026-11-22T11:00:00Z")).toHaveLength(1);
    const friday = hourly("2026-11-17T23:00:00Z", "2026-11-21T02:00:00Z");
    expect(missing(friday, "2026-11-21T05:00:00Z")).toEqual([]);
  });

  it("compares a Monday with the Friday before", () => {
    const office = hourly("2026-11-19T12:00:00Z", "2026-11-23T11:00:00Z", (date) =>
      [1, 2, 3, 4, 5].includes(date.getUTCDay()),
    );
    expect(missing(office, "2026-11-23T13:30:00Z")).toHaveLength(1);
  });

  it("stays the same finding while the history moves on", () => {
    // Two minutes apart, with some jitter.
    const times = Array.from(
      { length: 3 * 720 },
      (_, index) =>
        Date.parse("2026-11-17T10:00:00Z") + index * 2 * MINUTE_MS + ((index * 7919) % 13) * 1_000,
    );
    const found = [15, 20, 30, 60].flatMap((minutes) =>
      missing(times.slice(minutes), new Date((times.at(-1) ?? 0) + minutes * MINUTE_MS).toISOString()),
    );
    expect(found).toHaveLength(4);
    expect(new Set(found.map(({ at }) => at.getTime())).size).toBe(1);
  });

  /** Files at irregular distances, about 36 on each of three working days from 7 to 17. */
  const arrivals = [17, 18, 19].flatMap((date) => {
    const times: number[] = [];
    let at = Date.UTC(2026, 10, date, 7);
    for (let index = date; at < Date.UTC(2026, 10, date, 17); index++) {
      times.push(at);
      at += (1 + ((index * 7919) % 31)) * MINUTE_MS;
    }
    return times;
  });
  const untilNoon = arrivals.filter((at) => at < Date.UTC(2026, 10, 19, 11));

  it("is told of files that arrive irregularly only when other days had many in the same hours", () => {
    expect(missing(untilNoon, "2026-11-19T12:30:00Z")).toEqual([]);
    expect(missing(untilNoon, "2026-11-19T16:30:00Z")).toMatchObject([
      {
        at: new Date((untilNoon.at(-1) ?? 0) + 5_000),
        because: expect.stringMatching(
          /^No run has started since .*; in the .* after that time 2 comparable days before had \d+ to \d+ runs$/,
        ),
      },
    ]);
    expect(missing(arrivals, "2026-11-20T04:00:00Z")).toEqual([]);
  });
});
