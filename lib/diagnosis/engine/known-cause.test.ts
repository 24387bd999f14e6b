import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { ruledOutPatterns, withKnownCause } from "@/lib/diagnosis/engine/known-cause";
import { readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { patternWeight } from "@/lib/knowledge/patterns/pattern-weight";

const LOG = readPiece(
  "Traceback (most recent call last):\n  File \"/opt/airflow/dags/load.py\", line 3, in load\n    import boto3\nModuleNotFoundError: No module named 'boto3'",
);
const input: DiagnosisInput = {
  evidence: [LOG],
  failure: { orchestrator: "airflow", pipeline: "orders", task: "load" },
};
const own = diagnoseFailure(input);
const at = new Date("2026-11-30T12:00:00Z");
const right = { kind: "cause_right", at } as const;
const citation = { evidenceId: LOG.id, startLine: 4, endLine: 4, quote: "No module named 'boto3'" };

const known = (
  category: string,
  times: number,
  cause: string | null = "The image was built from the wrong branch",
) => ({
  name: "Wrong image",
  category,
  confirmations: times,
  confirmedBy: "Ada",
  weight: patternWeight(
    Array.from({ length: times }, () => right),
    at,
  ),
  recheck: {
    result: "holds" as const,
    isSpecific: false,
    citations: [citation],
    reason: "",
    cause,
    slots: {},
  },
  reason: "The same line shows the failure",
  citations: [citation],
});

describe("a known cause", () => {
  it("leads, with what shows it now before what the engine saw", () => {
    const found = withKnownCause(own, known("configuration", 3), input);
    expect(found).toMatchObject({
      outcome: "diagnosed",
      category: "configuration",
      rootCause: "The image was built from the wrong branch",
      hypotheses: [{ category: "configuration" }, { category: "missing_dependency" }],
      fix: null,
    });
    expect(found.claims[0]?.citations).toEqual([citation]);
    expect(found.claims.slice(1)).toEqual(own.claims);
    expect(found.causalChain[0]).toBe(found.rootCause);
    expect(found.explanation).toContain("This cause was confirmed 3 times before, last by Ada");
  });

  it("is as sure as it was right, and never surer than the evidence allows", () => {
    const [once, often] = [1, 40].map(
      (times) => withKnownCause(own, known("configuration", times), input).confidence,
    );
    expect(once).toBeCloseTo(0.667, 2);
    expect(often).toBeGreaterThan(once ?? 1);
    const withoutLog = { ...input, evidence: [{ ...LOG, provenance: "claim" } as const] };
    expect(withKnownCause(own, known("configuration", 40), withoutLog).confidence).toBeLessThan(0.8);
  });

  it("keeps the engine's words if its own cannot be said", () => {
    const found = withKnownCause(own, known("missing_dependency", 2, null), input);
    expect(found.rootCause).toBe(own.rootCause);
    expect(found.confidence).toBeGreaterThanOrEqual(own.confidence);
    expect(found.recommendedActions).toEqual(own.recommendedActions);
  });
});

it("rules out what the evidence contradicts, if it shows what", () => {
  const match = { name: "Wrong image", reason: "No such line", citations: [citation] };
  expect(ruledOutPatterns([{ ...match, role: "ruled_out" }])).toEqual([
    { text: "Known cause “Wrong image”: No such line", citations: [citation] },
  ]);
  expect(
    ruledOutPatterns([
      { ...match, role: "shown" },
      { ...match, role: "ruled_out", citations: [] },
    ]),
  ).toEqual([]);
});
