import { expect, it } from "vitest";
import { budgetObjection, maxTokensOf, monthStart } from "@/lib/model/budget";

const LIMITS = { perAnalysisUsd: 0.25, perAnalysisMs: 120_000, perMonthUsd: 50 };
const SPENT = { analysisUsd: 0.1, analysisMs: 20_000, monthUsd: 12 };

it.each([
  ["within all limits", {}, 0.1, null],
  ["just within", {}, 0.15, null],
  ["beyond the analysis", {}, 0.16, /\$0\.25 that one analysis may cost .+; it has cost \$0\.10 so far/],
  ["beyond the month", { monthUsd: 49.95 }, 0.1, /\$50\.00 per month; \$49\.95 has been spent/],
  ["out of time", { analysisMs: 120_000 }, 0.01, /120 s that one analysis may take/],
])("%s", (_, spent, estimate, objection) => {
  const found = budgetObjection(LIMITS, { ...SPENT, ...spent }, estimate);
  if (objection === null) expect(found).toBeNull();
  else expect(found).toMatch(objection);
});

it("has no monthly limit by default", () => {
  expect(budgetObjection({ ...LIMITS, perMonthUsd: null }, { ...SPENT, monthUsd: 9_999 }, 0.1)).toBeNull();
});

it("bounds the tokens of any text from above", () => {
  expect(maxTokensOf("a".repeat(1_000))).toBe(400);
  // Scripts other than Latin take more tokens than characters at times.
  expect(maxTokensOf("エラー")).toBe(6);
});

it("begins months in UTC", () => {
  expect(monthStart(new Date("2026-11-30T23:59:59-05:00")).toISOString()).toBe("2026-12-01T00:00:00.000Z");
});

it("makes no call at all with a limit of $0, whatever was booked before and whatever the call costs", () => {
  const limits = { ...LIMITS, perMonthUsd: 0 };
  expect(budgetObjection(limits, { ...SPENT, monthUsd: -11 }, 0)).toMatch(/\$0 per month/);
});
