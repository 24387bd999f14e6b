import { expect, it } from "vitest";
import { patternWeight, type PatternEvent } from "@/lib/knowledge/patterns/pattern-weight";

const NOW = new Date("2026-11-30T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);
const event = (kind: PatternEvent["kind"], days: number): PatternEvent => ({ kind, at: daysAgo(days) });
const many = (kind: PatternEvent["kind"], count: number, days = 1) =>
  Array.from({ length: count }, (_, n) => event(kind, days + n));

it.each<[string, PatternEvent[], boolean, number]>([
  ["nothing known", [], true, 0.5],
  ["confirmed once", many("cause_right", 1, 0), true, 0.67],
  ["confirmed five times", many("cause_right", 5, 0), true, 0.86],
  ["confirmed long ago", [event("cause_right", 720)], true, 0.52],
  ["confirmed once, then wrong", [event("cause_right", 2), event("cause_wrong", 1)], false, 0.4],
  ["wrong, then confirmed twice", [event("cause_wrong", 3), ...many("cause_right", 2)], true, 0.6],
  [
    "three times right, and twice wrong since",
    [...many("cause_right", 3, 30), ...many("cause_wrong", 2)],
    false,
    0.43,
  ],
])("%s", (_name, history, isUsable, success) => {
  const weight = patternWeight(history, NOW);
  expect(weight.isUsable).toBe(isUsable);
  expect(weight.cause.success).toBeCloseTo(success, 1);
});

it("counts the outcomes of the fix apart", () => {
  const weight = patternWeight([...many("fix_worked", 5, 10), ...many("fix_failed", 2, 20)], NOW);
  expect(weight.fix).toMatchObject({ worked: 5, tried: 7 });
  expect(weight).toMatchObject({ isUsable: true, isFixUsable: true });
  const stopped = patternWeight([...many("fix_worked", 5, 100), ...many("fix_failed", 3)], NOW);
  expect(stopped.isFixUsable).toBe(false);
  expect(patternWeight([], NOW).fix).toBeNull();
});
