import { describe, expect, it } from "vitest";
import { computeConfidence, type ConfidenceInput } from "@/lib/diagnosis/confidence/compute-confidence";
import { IDENTITY } from "@/lib/knowledge/reliability/recalibrate";

const INPUT: ConfidenceInput = {
  stated: 0.9,
  builtin: { isSameCause: true, confidence: 0.8, isDiagnosed: true },
  factKinds: 2,
  chain: { edges: 2, proven: 2 },
  claims: { total: 3, dropped: 0 },
  unsupportedNames: [],
  counterCheck: "stands",
  curve: IDENTITY,
  coverage: { cap: 0.97, text: null },
};
const confidence = (more: Partial<ConfidenceInput> = {}) =>
  computeConfidence({ ...INPUT, ...more }).confidence;

describe("the computed confidence", () => {
  it("is high if everything agrees", () => {
    expect(confidence()).toBeGreaterThan(0.9);
    expect(confidence()).toBeLessThanOrEqual(0.97);
  });

  it.each<[string, Partial<ConfidenceInput>]>([
    ["the model is less sure", { stated: 0.4 }],
    ["the built-in engine has nothing", { builtin: null }],
    [
      "the built-in engine contradicts",
      { builtin: { isSameCause: false, confidence: 0.8, isDiagnosed: true } },
    ],
    ["one kind of evidence is cited", { factKinds: 1 }],
    ["no fact is cited", { factKinds: 0 }],
    ["there is no chain", { chain: { edges: 0, proven: 0 } }],
    ["the chain is broken", { chain: { edges: 2, proven: 1 } }],
    ["claims were dropped", { claims: { total: 3, dropped: 1 } }],
    ["the cause names what is not in the evidence", { unsupportedNames: ["batch_881"] }],
    ["there was no counter-check", { counterCheck: null }],
    ["the counter-check weakens it", { counterCheck: "weakened" }],
    ["evidence is missing", { coverage: { cap: 0.67, text: "No log" } }],
  ])("falls if %s", (_, more) => {
    expect(confidence(more)).toBeLessThan(confidence());
  });

  it("is low after a refutation, whatever the model states", () => {
    expect(confidence({ stated: 1, counterCheck: "refuted" })).toBeLessThan(0.65);
    expect(
      confidence({
        stated: 1,
        counterCheck: "refuted",
        builtin: { isSameCause: false, confidence: 0.8, isDiagnosed: true },
      }),
    ).toBeLessThan(0.1);
  });

  it("hardly follows a model that only states a number", () => {
    const bare = { builtin: null, factKinds: 0, chain: { edges: 0, proven: 0 }, counterCheck: null };
    expect(confidence({ ...bare, stated: 1 })).toBeLessThan(0.55);
  });

  it("says what each factor did, and the parts add up", () => {
    const { confidence: total, factors } = computeConfidence({
      ...INPUT,
      coverage: { cap: 0.67, text: "No log" },
    });
    expect(factors.map(({ factor }) => factor)).toEqual([
      "stated",
      "agreement",
      "strength",
      "chain",
      "counter_check",
      "coverage",
    ]);
    expect(factors.reduce((sum, { effect }) => sum + effect, 0)).toBeCloseTo(total, 2);
    expect(factors.at(-1)).toMatchObject({ text: "No log" });
  });

  it("is corrected by the verdicts on earlier diagnoses, within the cap", () => {
    const curve = { judged: 40, slope: 1, intercept: -1 };
    const corrected = computeConfidence({ ...INPUT, curve });
    expect(corrected.confidence).toBeLessThan(confidence());
    expect(corrected.raw).toBeGreaterThan(corrected.confidence);
    expect(corrected.factors.at(-1)).toMatchObject({
      factor: "track_record",
      text: expect.stringContaining("40 earlier"),
    });
    expect(confidence({ curve: { ...curve, intercept: 3 }, coverage: { cap: 0.67, text: null } })).toBe(0.67);
  });

  it.each([-1, 0, 1, 7])("stays between 0 and 1 for a stated %d", (stated) => {
    expect(confidence({ stated })).toBeGreaterThan(0);
    expect(confidence({ stated })).toBeLessThan(1);
  });
});
