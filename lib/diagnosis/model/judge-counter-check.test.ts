import { describe, expect, it } from "vitest";
import { piece } from "@/lib/diagnosis/engine/testing/piece";
import type { ModelCounterCheck } from "@/lib/diagnosis/model/answers";
import { citedIds, judgeCounterCheck, nothingToCheck } from "@/lib/diagnosis/model/judge-counter-check";
import { cited, modelDiagnosis } from "@/lib/diagnosis/model/testing/answers";

const USED = "orders.py reads client_id";
const UNUSED = "client_id has been there since May";
const EVIDENCE = [piece("commit", USED, { id: "used" }), piece("runbook", UNUSED, { id: "unused" })];
const NAMES = { E1: "used", E2: "unused" };

function judge(more: Partial<ModelCounterCheck>) {
  const used = citedIds(modelDiagnosis(USED), NAMES);
  const answer = { verdict: "refuted" as const, text: "It was there.", reasons: [], ...more };
  return judgeCounterCheck(answer, NAMES, used, EVIDENCE);
}

describe("the verdict of a counter-check", () => {
  it.each([
    ["cites evidence that the diagnosis does not", cited("it was there", UNUSED, "E2"), "refuted", 1],
    ["cites only evidence that the diagnosis uses", cited("it reads it", USED), "cannot_tell", 1],
    ["quotes what no evidence contains", cited("it was there", "since April", "E2"), "cannot_tell", 0],
  ])("if it objects and %s", (_, reason, verdict, kept) => {
    const result = judge({ reasons: [reason] });
    expect(result.verdict).toBe(verdict);
    expect(result.reasons).toHaveLength(kept);
  });

  it("needs no new evidence to let the diagnosis stand", () => {
    expect(judge({ verdict: "stands" }).verdict).toBe("stands");
  });

  it("is cleaned and bounded", () => {
    const reason = cited("it was there", UNUSED, "E2");
    const { text, reasons } = judge({
      text: `password=hunter22-long ${"x".repeat(2_000)}`,
      reasons: Array.from({ length: 20 }, () => reason),
    });
    expect(text).not.toContain("hunter22");
    expect(text.length).toBeLessThanOrEqual(600);
    expect(reasons).toHaveLength(6);
  });
});

it("counts the citations of the chain as used", () => {
  const edge = { ...cited("the column came late", UNUSED, "E2"), from: "load", to: "client_id" };
  expect(citedIds(modelDiagnosis(USED, { chain: [edge] }), NAMES)).toEqual(new Set(["used", "unused"]));
});

it.each([
  ["no cause", { outcome: "inconclusive" as const }, EVIDENCE, true, /no cause/],
  ["neither evidence nor tools", {}, [], false, /all the evidence/],
  ["only evidence that was not collected", {}, [piece("commit", "", { status: "failed" })], false, /all the/],
  ["tools", {}, [], true, null],
  ["unused evidence", {}, EVIDENCE, false, null],
])("with %s", (_, more, unused, hasTools, why) => {
  const message = nothingToCheck(modelDiagnosis(USED, more), unused, hasTools);
  if (why === null) expect(message).toBeNull();
  else expect(message).toMatch(why);
});
