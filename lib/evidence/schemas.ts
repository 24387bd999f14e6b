import { z } from "zod";
import { LOG_KINDS, type LogFindings } from "@/lib/logs/schemas";

export const EVIDENCE_KINDS = [
  "log",
  "code",
  "commit",
  "schema_change",
  "upstream",
  "run_history",
  "similar_incident",
  "runbook",
  "deploy",
  "no_log",
  "metric",
  "event",
] as const;
export const EvidenceKind = z.enum(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

export const EVIDENCE_STATUSES = ["ok", "empty", "denied", "timeout", "not_connected", "failed"] as const;
export const EvidenceStatus = z.enum(EVIDENCE_STATUSES);
export type EvidenceStatus = z.infer<typeof EvidenceStatus>;

/**
 * `fact`: read from the system that records it, such as the orchestrator, the repository or this database. `claim`:
 * what somebody said, such as the text that a webhook carried.
 */
export const Provenance = z.enum(["fact", "claim"]);
export type Provenance = z.infer<typeof Provenance>;

const Line = z.number().int();
/** A line that the text does not show is null. */
const ShownLine = Line.nullable();
const Span = { startLine: Line, endLine: Line };

const Frame = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  function: z.string().nullable(),
  source: z.string().nullable(),
  origin: z.enum(["user", "library", "orchestrator"]),
  logLine: ShownLine,
});

const Exception = z.object({
  ...Span,
  language: z.enum(["python", "java", "javascript", "go", "sql", "other"]),
  type: z.string().nullable(),
  message: z.string(),
  messageLine: Line,
  frames: z.array(Frame),
  chainId: z.number().int(),
  chainIndex: z.number().int(),
  link: z.enum(["cause", "context", "group_member"]).nullable(),
  isRoot: z.boolean(),
  isWrapper: z.boolean(),
  attempt: z.number().int().nullable(),
});

/**
 * `facts` of log evidence: what reading the log once has found (`LogFindings`), by 1-based line of the evidence's own
 * numbering: its text begins with line `startLine`. Nothing outside of that text is in it.
 */
export const LogFacts = z.object({
  schemaVersion: z.literal(2),
  /** `api`: read from the orchestrator; `webhook`: what the delivery itself carried. */
  origin: z.enum(["api", "webhook"]),
  /** Found in the stored text later on, because the row is older than what is found now; the log itself may have said more. */
  isReadAgain: z.boolean(),
  logKind: z.enum(LOG_KINDS),
  /** Of the whole log. */
  lineCount: z.number().int(),
  outcome: z.enum(["failure", "no_failure", "unknown"]),
  outcomeReason: z.object({ text: z.string(), line: ShownLine }),
  hasFailedRun: z.boolean(),
  exit: z.object({ code: z.number().int().nullable(), signal: z.string().nullable() }).nullable(),
  ending: z.object({ line: ShownLine, message: z.string(), logger: z.string().nullable() }).nullable(),
  failingLines: z.array(
    z.object({
      line: Line,
      text: z.string(),
      score: z.number(),
      reasons: z.array(z.string()),
      logger: z.string().nullable(),
      statement: z.string(),
      ownLength: z.number().int(),
    }),
  ),
  window: z.object(Span),
  exceptions: z.array(Exception),
  lastTime: z.string().nullable(),
}) satisfies z.ZodType<LogFindings>;
export type LogFacts = z.infer<typeof LogFacts>;

/** `facts` of the run's state as the orchestrator tells it. */
export const StateFacts = z.object({
  schemaVersion: z.literal(1),
  /** State of the failed try (or run), as the orchestrator names it. */
  state: z.string().nullish(),
  failedTasks: z.array(z.string()),
  /** Tasks that did not run because of this failure. */
  upstreamFailed: z.array(z.string()).nullish(),
  /** The run that started this one and waits for it. */
  parentRunId: z.string().nullish(),
  /** Runs that this one started and waited for; `task` is what stands for it among this run's tasks. */
  startedRuns: z.array(z.object({ runId: z.string(), task: z.string(), hasFailed: z.boolean() })).nullish(),
  /** Path of the file that defines the pipeline, on the orchestrator's machine or inside its bundle. */
  filePath: z.string().nullish(),
  /** Commit that ran, where the orchestrator knows it. */
  version: z.string().nullish(),
});
export type StateFacts = z.infer<typeof StateFacts>;

/** `facts` of commit evidence. */
export const CommitFacts = z.object({
  schemaVersion: z.literal(1),
  sha: z.string(),
  author: z.string(),
  date: z.string(),
  message: z.string(),
  files: z.array(z.object({ path: z.string(), status: z.string() })),
  url: z.string().nullable(),
  /** Points of the ranking of suspects; comparable within one analysis only. */
  score: z.number(),
  reasons: z.array(z.string()),
});
export type CommitFacts = z.infer<typeof CommitFacts>;

/** `facts` of the run history. */
export const HistoryFacts = z.object({
  schemaVersion: z.literal(1),
  knownRuns: z.number().int(),
  failedRuns: z.number().int(),
  /** With the run in question. */
  failuresInARow: z.number().int(),
  lastSuccessAt: z.string().nullable(),
});
export type HistoryFacts = z.infer<typeof HistoryFacts>;

/** `facts` of a similar incident. Links are followed by browsers, so only http ones are kept. */
export const SimilarFacts = z.object({
  schemaVersion: z.literal(1),
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

/** The kinds of evidence whose collectors say what they found in a form of its own. */
export const FACTS = {
  log: LogFacts,
  upstream: StateFacts,
  commit: CommitFacts,
  run_history: HistoryFacts,
  similar_incident: SimilarFacts,
} as const;
export type FactsKind = keyof typeof FACTS;
/** What evidence of a kind that was found says; null for kinds that are text alone. */
export type FactsOf<Kind extends EvidenceKind> = Kind extends FactsKind
  ? z.infer<(typeof FACTS)[Kind]>
  : null;

const COMMON = {
  id: z.string(),
  collector: z.string(),
  status: EvidenceStatus,
  title: z.string(),
  text: z.string(),
  provenance: Provenance,
  relevance: z.number().min(0).max(1),
  /** Why it is that relevant, in a few words; null for a gap. */
  relevanceReason: z.string().nullable(),
  /** Number of the text's first line in the original, where the text is a part of something longer. */
  startLine: z.number().int().nullable(),
  truncated: z.boolean(),
  collectedAt: z.string(),
  /** Set when a later reading found something else; still here because a diagnosis cites it. */
  supersededAt: z.string().nullable(),
  /** Set when the text was removed because the workspace keeps such texts no longer; then `text` is empty. */
  textRemovedAt: z.string().nullable(),
  durationMs: z.number().int(),
  /** Why there is nothing, or what to know of it, in a sentence. */
  message: z.string().nullable(),
};

/** A piece of evidence, with the facts of its kind; null where there is nothing, and in rows nobody understands. */
export const Evidence = z.discriminatedUnion("kind", [
  z.object({ ...COMMON, kind: z.literal("log"), facts: LogFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("upstream"), facts: StateFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("commit"), facts: CommitFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("run_history"), facts: HistoryFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("similar_incident"), facts: SimilarFacts.nullable() }),
  z.object({ ...COMMON, kind: EvidenceKind.exclude(Object.keys(FACTS) as FactsKind[]), facts: z.null() }),
]);
export type Evidence = z.infer<typeof Evidence>;
export type LogEvidence = Extract<Evidence, { kind: "log" }>;
export type EvidenceFacts = NonNullable<Evidence["facts"]>;

export const EvidencePage = z.object({ items: z.array(Evidence) });
export type EvidencePage = z.infer<typeof EvidencePage>;

type DraftText = Pick<
  Evidence,
  "title" | "text" | "provenance" | "relevance" | "relevanceReason" | "startLine" | "truncated" | "message"
> & {
  /** Tells apart several pieces of one collector, such as a commit's sha; `main` when there is one. */
  key: string;
};
type Found = { [Kind in EvidenceKind]: { kind: Kind; status: "ok"; facts: FactsOf<Kind> } }[EvidenceKind];

/** What a collector hands over where there is nothing. */
export type GapDraft = DraftText & {
  kind: EvidenceKind;
  status: Exclude<EvidenceStatus, "ok">;
  facts: null;
};

/**
 * What a collector hands over; the collecting verb adds identity, hash and timing. What was found has the facts of its
 * kind, a gap has none.
 */
export type EvidenceDraft = (DraftText & Found) | GapDraft;
