import { expect, it } from "vitest";
import { binLabel, brierSentence, reliabilityFinding } from "@/components/stats/reliability-words";
import type { Reliability } from "@/lib/knowledge/reliability/schemas";

const reliability = (part: Partial<Reliability>): Reliability => ({
  count: 40,
  isEnough: true,
  right: 0.8,
  interval: { low: 0.7, high: 0.88 },
  confidence: 0.82,
  brier: 0.1,
  baseline: 0.16,
  bins: [],
  ...part,
});

it.each<[Partial<Reliability>, string]>([
  [{}, "40 verdicts: said 82% on average, right 80%."],
  [{ count: 12, isEnough: false }, "12 verdicts: said 82% on average, right 80%. Too few to judge."],
  [{ confidence: 0.87 }, "40 verdicts: said 87% on average, right 80%."],
  [{ confidence: 0.95 }, "40 verdicts: said 95% on average, right 80% (overconfident)."],
  [{ confidence: 0.6 }, "40 verdicts: said 60% on average, right 80% (underconfident)."],
  [
    { count: 0, isEnough: false, right: null, confidence: null },
    "No diagnosis has been judged in this period. Answer “Was this right?” on an incident.",
  ],
])("%j", (part, sentence) => {
  expect(reliabilityFinding(reliability(part))).toBe(sentence);
});

it("explains the Brier score only where there is enough", () => {
  expect(brierSentence(reliability({}))).toBe(
    "Brier score 0.100, better than 0.160 for always stating the average. 0 is perfect.",
  );
  expect(brierSentence(reliability({ brier: 0.2 }))).toContain("no better than");
  expect(brierSentence(reliability({ isEnough: false }))).toBeNull();
  expect(binLabel({ from: 0.6, to: 0.8 })).toBe("60–80%");
});
