import { z } from "zod";
import { Category, Transience } from "@/lib/failures/schemas";
import { ConfidenceParts } from "@/lib/knowledge/reliability/schemas";

export const DIAGNOSIS_ENGINES = ["builtin", "claude"] as const;
export const DIAGNOSIS_OUTCOMES = ["diagnosed", "inconclusive"] as const;

/** A reference to evidence: `quote` is a substring of the evidence's text at those lines (inclusive). */
export const Citation = z.object({
  evidenceId: z.string(),
  startLine: z.number().int().positive(),
  endLine: z.number().int().positive(),
  quote: z.string(),
});
export type Citation = z.infer<typeof Citation>;

export const Claim = z.object({ text: z.string(), citations: z.array(Citation) });
export type Claim = z.infer<typeof Claim>;

/** Missing evidence, the confidence it costs (0..1) and the highest confidence without it. */
export const Gap = z.object({
  collector: z.string(),
  text: z.string(),
  penalty: z.number().min(0).max(1),
  /** Missing in diagnoses of older versions, and for gaps that Claude names. */
  cap: z.number().min(0).max(1).nullish(),
});
export type Gap = z.infer<typeof Gap>;

export const Hypothesis = z.object({
  category: Category,
  rootCause: z.string(),
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.string()),
});
export type Hypothesis = z.infer<typeof Hypothesis>;

/** The observed impact; never an estimate. */
export const Impact = z.object({ text: z.string(), affected: z.array(z.string()) });
export type Impact = z.infer<typeof Impact>;

export const TokenUse = z.object({
  input: z.number().int().nonnegative(),
  output: z.number().int().nonnegative(),
  cacheRead: z.number().int().nonnegative(),
  cacheWrite: z.number().int().nonnegative(),
});
export type TokenUse = z.infer<typeof TokenUse>;

/** A diagnosis as the browser and the API see it. */
export const Diagnosis = z.object({
  id: z.string(),
  engine: z.enum(DIAGNOSIS_ENGINES),
  outcome: z.enum(DIAGNOSIS_OUTCOMES),
  rootCause: z.string(),
  category: Category,
  confidence: z.number().min(0).max(1),
  transience: Transience,
  explanation: z.string(),
  claims: z.array(Claim),
  causalChain: z.array(z.string()),
  ruledOut: z.array(Claim),
  gaps: z.array(Gap),
  impact: Impact,
  recommendedActions: z.array(z.string()),
  hypotheses: z.array(Hypothesis),
  /** Id of the matching signature, if any. */
  signature: z.string().nullable(),
  model: z.string().nullable(),
  promptVersion: z.string().nullable(),
  tokens: TokenUse.nullable(),
  costUsd: z.number().nonnegative().nullable(),
  latencyMs: z.number().int().nonnegative(),
  /** A note on how the diagnosis came about. */
  note: z.string().nullable(),
  /** The known pattern whose cause it took; null if none. */
  patternId: z.string().nullable().default(null),
  /** How its confidence came about; null for diagnoses of older versions. */
  confidenceParts: ConfidenceParts.nullable().default(null),
  createdAt: z.string(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

export const DiagnosisPage = z.object({ items: z.array(Diagnosis) });
export type DiagnosisPage = z.infer<typeof DiagnosisPage>;
