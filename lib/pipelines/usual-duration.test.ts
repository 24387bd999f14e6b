import { describe, expect, it } from "vitest";
import { failedInARow, usualDuration } from "@/lib/pipelines/usual-duration";

const run = (state: string | null, durationMs: number | null = 1_000) => ({
  id: "run",
  state,
  durationMs,
});

describe("usualDuration", () => {
  it.each([
    [[], null],
    [[run("succeeded", 60)], null],
    [[run("succeeded", 60), run("succeeded", 80)], 70],
    [[run("succeeded", 60), run("failed", 5), run("succeeded", 80), run("succeeded", 900)], 80],
    [[run("succeeded", 60), run("succeeded", null), run("succeeded", -5)], null],
  ])("of %j", (runs, expected) => {
    expect(usualDuration(runs)).toBe(expected);
  });
});

describe("failedInARow", () => {
  it.each([
    [[], 1],
    [["failed", "failed", "succeeded", "failed"], 3],
    [[null, "running", "failed", "succeeded"], 2],
    [["cancelled", "failed"], 2],
  ])("of %j", (states, expected) => {
    expect(failedInARow(states)).toBe(expected);
  });
});
