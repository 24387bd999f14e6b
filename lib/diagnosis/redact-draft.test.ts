import { expect, it } from "vitest";
import { redactDraft } from "@/lib/diagnosis/redact-draft";

const KEY = "AKIAQ7XN3PLM2VKD4RTZ";
const claim = { text: `uses ${KEY}`, citations: [] };

it("redacts every text that a model writes", () => {
  const draft = redactDraft({
    rootCause: `key ${KEY}`,
    explanation: `postgres://etl:mR8vT2kLq9Xw@db.example.com/shop and ${KEY}`,
    claims: [claim],
    causalChain: [KEY],
    ruledOut: [claim],
    gaps: [{ collector: "claude", text: KEY, penalty: 0 }],
    impact: { text: KEY, affected: [] },
    recommendedActions: [`rotate ${KEY}`],
    hypotheses: [{ category: "configuration", rootCause: KEY, confidence: 0.5, reasons: [KEY] }],
    chain: [{ ...claim, from: KEY, to: KEY, basis: "fact" }],
    counterCheck: { verdict: "stands", text: KEY, reasons: [claim] },
    agents: [{ agent: "log", status: "answered", message: KEY, findings: [{ ...claim, bearing: "cause" }] }],
    note: KEY,
  });
  expect(JSON.stringify(draft)).not.toMatch(/AKIAQ7XN3PLM2VKD4RTZ|mR8vT2kLq9Xw/);
  expect(draft.recommendedActions[0]).toMatch(/^rotate \[redacted:aws/);
});
