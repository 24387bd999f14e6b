import { z } from "zod";

export const EVIDENCE_KINDS = [
  "log",
  "commit",
  "schema_change",
  "upstream",
  "run_history",
  "similar_incident",
  "runbook",
  "deploy",
  "no_log",
  "metric",
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

export const EVIDENCE_STATUSES = ["ok", "empty", "denied", "timeout", "not_connected", "failed"] as const;
export const EvidenceStatus = z.enum(EVIDENCE_STATUSES);
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

export const Evidence = z.object({
  id: z.string(),
  kind: EvidenceKind,
  collector: z.string(),
  status: EvidenceStatus,
  title: z.string(),
  text: z.string(),
  facts: z.record(z.string(), z.unknown()),
  relevance: z.number().min(0).max(1),
  /** Number of the text's first line in the original, where the text is a part of something longer. */
  startLine: z.number().int().nullable(),
  truncated: z.boolean(),
  collectedAt: z.string(),
  /** Set when a later reading found something else; still here because a diagnosis cites it. */
  supersededAt: z.string().nullable(),
  durationMs: z.number().int(),
  message: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

export const EvidencePage = z.object({ items: z.array(Evidence) });
export type EvidencePage = z.infer<typeof EvidencePage>;

/** What a collector hands over; the collecting verb adds identity, hash and timing. */
export const EvidenceDraft = z.object({
  kind: EvidenceKind,
  /** Tells apart several pieces of one collector, such as a commit's sha; `main` when there is one. */
  key: z.string(),
  status: EvidenceStatus,
  title: z.string(),
  text: z.string(),
  facts: z.record(z.string(), z.unknown()),
  relevance: z.number().min(0).max(1),
  startLine: z.number().int().nullable(),
  truncated: z.boolean(),
  /** Why there is nothing, in a sentence that says what to do. */
  message: z.string().nullable(),
});
export type EvidenceDraft = z.infer<typeof EvidenceDraft>;

/** `facts` of log evidence: what the log reader found, by 1-based line of the evidence's own numbering. */
export const LogFacts = z.object({
  failingLines: z.array(
    z.object({ line: z.number().int(), text: z.string(), score: z.number(), reasons: z.array(z.string()) }),
  ),
  window: z.object({ startLine: z.number().int(), endLine: z.number().int() }),
  chain: z.array(
    z.object({
      type: z.string().nullable(),
      message: z.string(),
      line: z.number().int(),
      isRoot: z.boolean(),
      /** Members of one chain share it; innermost first. Missing in what was stored before it was kept. */
      chainId: z.number().int().nullish(),
      /** How it led to the next, outer one. */
      link: z.enum(["cause", "context", "group_member"]).nullish(),
    }),
  ),
  lineCount: z.number().int(),
  /** What the log says of its run; older rows do not have it. */
  outcome: z.enum(["failure", "no_failure", "unknown"]).optional(),
  logKind: z.string(),
  /** `api`: read from the orchestrator; `webhook`: what the delivery itself carried. */
  origin: z.enum(["api", "webhook"]),
});
export type LogFacts = z.infer<typeof LogFacts>;

/** `facts` of the run's state, as far as runs are told apart by them. */
export const StateFacts = z.object({
  /** The run that started this one and waits for it. */
  parentRunId: z.string().nullish(),
  failedTasks: z.array(z.string()),
  /** Runs that this one started and waited for; `task` is what stands for it among this run's tasks. */
  startedRuns: z.array(z.object({ runId: z.string(), task: z.string(), hasFailed: z.boolean() })).nullish(),
});
export type StateFacts = z.infer<typeof StateFacts>;

/** `facts` of commit evidence. */
export const CommitFacts = z.object({
  sha: z.string(),
  author: z.string(),
  date: z.string(),
  message: z.string(),
  files: z.array(z.object({ path: z.string(), status: z.string() })),
  url: z.string().nullable(),
  score: z.number(),
  reasons: z.array(z.string()),
});
export type CommitFacts = z.infer<typeof CommitFacts>;

/** `facts` of the run history. */
export const HistoryFacts = z.object({
  knownRuns: z.number().int(),
  failedRuns: z.number().int(),
  /** With the run in question. */
  failuresInARow: z.number().int(),
  lastSuccessAt: z.string().nullable(),
});
export type HistoryFacts = z.infer<typeof HistoryFacts>;

/** `facts` of a similar incident. Links are followed by browsers, so only http ones are kept. */
export const SimilarFacts = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.string(),
  /** Missing in what was stored before causes had to be confirmed. */
  confirmed: z.object({ category: z.string(), rootCause: z.string() }).nullish(),
  signature: z.string().nullish(),
  similarity: z.number(),
  isSameFailure: z.boolean(),
  lastSeenAt: z.string(),
  fixTitle: z.string().nullable(),
  fixStatus: z.string().nullable(),
  pullRequestUrl: z
    .string()
    .nullable()
    .transform((url) => (url && /^https?:\/\//i.test(url) ? url : null)),
});
export type SimilarFacts = z.infer<typeof SimilarFacts>;
