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
  /** SHA-256 of the evidence's text as it was cited (hex); missing in diagnoses of older versions. */
  sha256: z.string().optional(),
});
export type Citation = z.infer<typeof Citation>;

export const Claim = z.object({
  text: z.string(),
  citations: z.array(Citation),
  /**
   * `fact`: it cites the system of record; `claim`: only what someone reported. Missing in diagnoses of older versions, and
   * without citations.
   */
  basis: z.enum(["fact", "claim"]).optional(),
});
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

export const ROUTE_WAYS = ["known", "single-call", "agents"] as const;
/** Which way an analysis went beyond the built-in engine, and why. */
export const Route = z.object({
  way: z.enum(ROUTE_WAYS),
  why: z.string(),
  /** Why one call was not enough, if it was tried first. */
  escalatedBecause: z.string().nullable(),
});
export type Route = z.infer<typeof Route>;

/** `fact`: cites the system of record; `claim`: cites what someone reported; `unproven`: its citations did not hold. */
export const EDGE_BASES = ["fact", "claim", "unproven"] as const;
/** A step from the failing asset towards the cause. */
export const ChainEdge = z.object({
  from: z.string(),
  to: z.string(),
  text: z.string(),
  basis: z.enum(EDGE_BASES),
  citations: z.array(Citation),
});
export type ChainEdge = z.infer<typeof ChainEdge>;

export const COUNTER_CHECK_VERDICTS = ["stands", "weakened", "refuted", "cannot_tell"] as const;
/** What came of trying to falsify the leading cause with evidence that it does not cite. */
export const CounterCheck = z.object({
  verdict: z.enum(COUNTER_CHECK_VERDICTS),
  text: z.string(),
  reasons: z.array(Claim),
});
export type CounterCheck = z.infer<typeof CounterCheck>;

export const FINDING_BEARINGS = ["cause", "symptom", "excluded", "context"] as const;
export const AgentFinding = Claim.extend({ bearing: z.enum(FINDING_BEARINGS) });
export type AgentFinding = z.infer<typeof AgentFinding>;

export const AGENTS = ["log", "commit", "runbook"] as const;
export const AgentName = z.enum(AGENTS);
export type AgentName = z.infer<typeof AgentName>;
/** What an agent found in its slice of the evidence. */
export const AgentReport = z.object({
  agent: AgentName,
  status: z.enum(["answered", "nothing_to_read", "failed"]),
  /** Why it found nothing or failed. */
  message: z.string().nullable(),
  findings: z.array(AgentFinding),
});
export type AgentReport = z.infer<typeof AgentReport>;

/** How the note of a built-in diagnosis begins if the model was asked and failed. */
export const MODEL_FAILED = "Claude returned no diagnosis: ";
/** The same if the model answered and its answer is not used. */
export const MODEL_UNUSED = "Claude's answer is not used: ";

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
  /** Null in diagnoses of older versions. */
  route: Route.nullable(),
  /** From the failing asset to the cause; empty for the built-in engine. */
  chain: z.array(ChainEdge),
  /** Null if there was none. */
  counterCheck: CounterCheck.nullable(),
  agents: z.array(AgentReport),
  /** The known pattern whose cause it took; null if none. */
  patternId: z.string().nullable().default(null),
  /** How its confidence came about; null for diagnoses of older versions. */
  confidenceParts: ConfidenceParts.nullable().default(null),
  createdAt: z.string(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** A diagnosis made again from the stored answers, and the fields that differ from the stored one. */
export const DiagnosisReplay = z.object({
  isSame: z.boolean(),
  changed: z.array(z.string()),
  diagnosis: Diagnosis,
});
export type DiagnosisReplay = z.infer<typeof DiagnosisReplay>;

export const DiagnosisPage = z.object({ items: z.array(Diagnosis) });
export type DiagnosisPage = z.infer<typeof DiagnosisPage>;
