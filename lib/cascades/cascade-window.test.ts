import { describe, expect, it } from "vitest";
import { recoveryDue, runGap, usesFailedRun, type RunGap } from "@/lib/cascades/cascade-window";

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
  const producer = { startedAt: 2 * HOUR, failedAt: 5 * HOUR };
  const daily: RunGap = { gapMs: DAY, basis: "consumer" };
  it.each<[string, number, number, boolean]>([
    ["right after the producer", 6, 7, true],
    ["before the producer's last try", 3, 4, true],
    ["whose sensor had been waiting since before", 1, 6, true],
    ["at its next due time, 20 hours later", 25, 26, true],
    ["two days later", 53, 54, false],
    ["before the producer started", 0, 1, false],
  ])("%s", (_name, startedAt, failedAt, expected) => {
    const consumer = { startedAt: startedAt * HOUR, failedAt: failedAt * HOUR };
    expect(usesFailedRun(consumer, producer, daily)).toBe(expected);
  });

  it("has until its next run to recover", () => {
    expect(recoveryDue(10 * HOUR, daily)).toBeCloseTo(10 * HOUR + 1.1 * DAY);
  });
});
