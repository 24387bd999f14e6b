import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";

/** A claim with one citation. */
export function cited(text: string, quote: string, evidence = "E1", line = 1) {
  return { text, citations: [{ evidence, startLine: line, endLine: line, quote }] };
}

/** A model's diagnosis that blames the data and cites this quote. */
export function modelDiagnosis(quote: string, more: Partial<ModelDiagnosis> = {}): ModelDiagnosis {
  return {
    outcome: "diagnosed",
    rootCause: "rows lack customer_id",
    category: "data_quality",
    confidence: 0.8,
    transience: "permanent",
    explanation: "A row came without it.",
    claims: [cited("it failed", quote)],
    chain: [{ ...cited("a row lacks the key", quote), from: "transform", to: "row without customer_id" }],
    ruledOut: [],
    gaps: [],
    impact: { text: "", citations: [] },
    recommendedActions: ["Look at the rows"],
    hypotheses: [],
    ...more,
  };
}
