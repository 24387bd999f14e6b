import { expect, it } from "vitest";
import { historyBars } from "@/components/evidence/history-bar-heights";

const run = (durationMs: number | null) => ({
  runId: String(durationMs),
  outcome: "succeeded" as const,
  startedAt: null,
  durationMs,
  rows: null,
});
const heights = (...durations: (number | null)[]) =>
  historyBars(durations.map(run)).map(({ height }) => height);

it("scales to the longest run", () => expect(heights(100, 50, 100)).toEqual([100, 50, 100]));
it("keeps the others visible beside one very long run", () =>
  expect(heights(100, 100, 100, 10_000)).toEqual([25, 25, 25, 100]));
it("shows runs without a duration", () => expect(heights(null, 100, 0)).toEqual([6, 100, 6]));
it("has nothing to show without runs", () => expect(heights()).toEqual([]));
