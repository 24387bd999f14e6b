import { describe, expect, it } from "vitest";
import { recoveryDue, runGap, placeInWindow, type RunGap } from "@/lib/cascades/cascade-window";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const every = (gap: number, count: number) => Array.from({ length: count }, (_, i) => i * gap);
/** Mondays to Fridays, four weeks. */
const WEEKDAYS = every(DAY, 28).filter((_time, day) => day % 7 < 5);

describe("the usual gap between runs", () => {
  it.each<[string, number[], number[], RunGap]>([
    ["of a daily pipeline", every(DAY, 10), [], { gapMs: DAY, basis: "consumer" }],
    ["of an hourly pipeline", every(HOUR, 20), every(DAY, 10), { gapMs: HOUR, basis: "consumer" }],
    ["covers the weekend", WEEKDAYS, [], { gapMs: 3 * DAY, basis: "consumer" }],
    ["of a monthly pipeline", every(30 * DAY, 4), [], { gapMs: 30 * DAY, basis: "consumer" }],
    ["ignores an outage", [...every(HOUR, 20), 400 * HOUR], [], { gapMs: HOUR, basis: "consumer" }],
    ["ignores two days without a run", [...every(DAY, 14), 16 * DAY], [], { gapMs: DAY, basis: "consumer" }],
    [
      "of an irregular pipeline is its median",
      [0, DAY, 3 * DAY, 9 * DAY],
      [],
      { gapMs: 2 * DAY, basis: "consumer" },
    ],
    ["does not depend on order", [2 * DAY, 0, DAY], [], { gapMs: DAY, basis: "consumer" }],
    ["counts a repeated time once", [0, 0, DAY, DAY, 2 * DAY], [], { gapMs: DAY, basis: "consumer" }],
    ["is the producer's for a new consumer", [0], every(HOUR, 5), { gapMs: HOUR, basis: "producer" }],
    ["of two new pipelines is assumed", [0, HOUR], [], { gapMs: DAY, basis: "default" }],
    ["is at most a month", every(365 * DAY, 4), [], { gapMs: 31 * DAY, basis: "consumer" }],
  ])("%s", (_name, consumer, producer, expected) => {
    expect(runGap(consumer, producer)).toEqual(expected);
  });
});

describe("a failed run of a daily consumer", () => {
  // The producer started at 2:00, was retried, and failed at 5:00.
  const producer = { startedAt: 2 * HOUR, isStartReported: true, failedAt: 5 * HOUR };
  const daily: RunGap = { gapMs: DAY, basis: "consumer" };
  it.each<[string, number, number, string]>([
    ["right after the producer", 6, 7, "fits"],
    ["before the producer's last try", 3, 4, "fits"],
    ["whose sensor had been waiting since before", 1, 6, "fits"],
    ["at its next due time, 20 hours later", 25, 26, "fits"],
    ["two days later", 53, 54, "after"],
    ["before the producer started", 0, 1, "before"],
  ])("%s", (_name, startedAt, failedAt, expected) => {
    const consumer = { startedAt: startedAt * HOUR, isStartReported: true, failedAt: failedAt * HOUR };
    expect(placeInWindow(consumer, producer, daily)).toBe(expected);
  });

  it("may have failed a little before a producer of which only the failure is known", () => {
    const failure = { startedAt: 5 * HOUR, isStartReported: false, failedAt: 5 * HOUR };
    const failedAt = (hours: number) => ({
      startedAt: hours * HOUR,
      isStartReported: false,
      failedAt: hours * HOUR,
    });
    expect(placeInWindow(failedAt(4.5), failure, daily)).toBe("fits");
    expect(placeInWindow(failedAt(3.5), failure, daily)).toBe("before");
  });

  it("has until its next run to recover", () => {
    expect(recoveryDue(10 * HOUR, daily)).toBeCloseTo(10 * HOUR + 1.1 * DAY);
  });
});
