import { expect, it } from "vitest";
import { piece } from "@/lib/diagnosis/engine/testing/piece";
import { chooseRoute, escalationReason, whyEscalate } from "@/lib/diagnosis/model/choose-route";
import { modelDiagnosis } from "@/lib/diagnosis/model/testing/answers";

const builtin = { isDiagnosed: true, confidence: 0.8, nextConfidence: 0.2 };

it.each([
  [
    "a known cause needs no model",
    { builtin, patternId: "p", evidenceChars: 90_000 },
    "known",
    "small",
    /confirmed cause/,
  ],
  [
    "a clear lead",
    { builtin, patternId: null, evidenceChars: 90_000 },
    "single-call",
    "small",
    /leads clearly \(80%, next 20%\)/,
  ],
  [
    "two causes close to each other",
    { builtin: { ...builtin, nextConfidence: 0.7 }, patternId: null, evidenceChars: 90_000 },
    "agents",
    "large",
    /does not lead clearly/,
  ],
  [
    "a lead that is not sure",
    { builtin: { ...builtin, confidence: 0.5 }, patternId: null, evidenceChars: 90_000 },
    "agents",
    "large",
    /does not lead clearly \(50%/,
  ],
  [
    "no cause, but little to read",
    { builtin: { ...builtin, isDiagnosed: false }, patternId: null, evidenceChars: 9_000 },
    "single-call",
    "large",
    /little evidence/,
  ],
  [
    "no cause and much to read",
    { builtin: null, patternId: null, evidenceChars: 90_000 },
    "agents",
    "large",
    /found no cause/,
  ],
] as const)("%s", (_, input, way, size, why) => {
  expect(chooseRoute(input)).toEqual({ way, size, why: expect.stringMatching(why) });
});

const answer = { outcome: "diagnosed" as const, confidence: 0.8, isSameCause: true, kept: 3, dropped: 0 };

it.each([
  ["a proven answer that agrees", {}, null],
  ["nothing verified", { kept: 0, dropped: 3 }, /none of its claims/],
  ["little verified", { kept: 1, dropped: 2 }, /most of its claims/],
  ["an inconclusive answer", { outcome: "inconclusive" as const }, /inconclusive/],
  ["a contradiction", { isSameCause: false }, /contradicted the built-in engine/],
  ["doubt", { confidence: 0.3 }, /not sure \(30%\)/],
])("after one call: %s", (_, more, reason) => {
  const found = escalationReason({ ...answer, ...more }, { isDiagnosed: true, confidence: 0.7 });
  if (reason === null) expect(found).toBeNull();
  else expect(found).toMatch(reason);
});

it("does not mind another category than that of a weak guess", () => {
  const guess = { isDiagnosed: true, confidence: 0.3 };
  expect(escalationReason({ ...answer, isSameCause: false }, guess)).toBeNull();
});

it.each([
  ["quotes the evidence and agrees", "null in customer_id", "data_quality" as const, null],
  ["quotes what no evidence contains", "null in order_id", "data_quality" as const, /none of its claims/],
  ["contradicts", "null in customer_id", "code_bug" as const, /contradicted/],
])("checks the claims of an answer that %s", (_, quote, category, reason) => {
  const evidence = [piece("runbook", "null in customer_id", { id: "r" })];
  const guess = { outcome: "diagnosed" as const, rootCause: "a bug", category, confidence: 0.6 };
  const found = whyEscalate(modelDiagnosis(quote), { E1: "r" }, evidence, guess, []);
  if (reason === null) expect(found).toBeNull();
  else expect(found).toMatch(reason);
});

it("sees no contradiction in the same commit and rename under a neighbouring category", () => {
  const quote = "commit 6c3d7650 renamed buyer_id to purchaser_id";
  const evidence = [piece("commit", quote, { id: "r" })];
  const rootCause = "Commit `6c3d7650` renamed `buyer_id` to `purchaser_id`";
  const builtin = {
    outcome: "diagnosed" as const,
    rootCause,
    category: "code_bug" as const,
    confidence: 0.8,
  };
  const answer = (cause: string) => modelDiagnosis(quote, { category: "schema_change", rootCause: cause });
  const escalate = (cause: string) => whyEscalate(answer(cause), { E1: "r" }, evidence, builtin, ["orders"]);
  expect(escalate("The column buyer_id was renamed purchaser_id in 6c3d7650a1b2")).toBeNull();
  expect(escalate("The table raw.buyers was dropped")).toMatch(/contradicted/);
});
