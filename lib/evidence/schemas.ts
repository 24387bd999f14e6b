import { z } from "zod";
import { DeployFacts } from "@/lib/evidence/deployments/schemas";
import { NoLogFacts } from "@/lib/evidence/endings/schemas";
import { BASELINE_FACTS } from "@/lib/evidence/history/schemas";
import { GoodRunComparison, TrySummary } from "@/lib/evidence/logs/schemas";
import { UPSTREAM_FACTS } from "@/lib/evidence/upstream/schemas";
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
 * `fact`: read from the system of record, such as the orchestrator, the repository or this database. `claim`: reported
 * by someone, such as the text in a webhook.
 */
export const Provenance = z.enum(["fact", "claim"]);
export type Provenance = z.infer<typeof Provenance>;

const Line = z.number().int();
/** Null if the text does not show the line. */
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
 * `facts` of log evidence: the findings of reading the log once (`LogFindings`). Line numbers are 1-based in the log; the
 * text begins at line `startLine`, and everything in the facts is within that text.
 */
export const LogFacts = z.object({
  schemaVersion: z.literal(2),
  /** `api`: read from the orchestrator; `webhook`: included in the delivery. */
  origin: z.enum(["api", "webhook"]),
  /** True if the facts were outdated and rebuilt from the stored text, which may lack parts of the log. */
  isReadAgain: z.boolean(),
  logKind: z.enum(LOG_KINDS),
  /** Number of lines in the complete log. */
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
  /** Which try wrote it; null or missing if not known. */
  tryNumber: z.number().int().nullish(),
  /** True for a try before the failed one. Diagnoses are made from the failed one. */
  isEarlierTry: z.boolean().nullish(),
  /** True for the error of an earlier try where nothing is known about the failed one, so that diagnoses are made from it. */
  isStandIn: z.boolean().nullish(),
  /** All tries, the failed one last; only on the failed one. */
  tries: z.array(TrySummary).nullish(),
  /** Missing if no earlier run succeeded or its log could not be read. */
  comparison: GoodRunComparison.nullish(),
}) satisfies z.ZodType<LogFindings>;
export type LogFacts = z.infer<typeof LogFacts>;

/** `facts` of the run state. */
export const StateFacts = z.object({
  schemaVersion: z.literal(1),
  /** State of the failed attempt or run, in the orchestrator's terms. */
  state: z.string().nullish(),
  failedTasks: z.array(z.string()),
  /** Tasks that did not run because of this failure. */
  upstreamFailed: z.array(z.string()).nullish(),
  /** The run that started this one and waits for it. */
  parentRunId: z.string().nullish(),
  /** Runs that this run started and waited for; `task` is the task that represents each of them. */
  startedRuns: z.array(z.object({ runId: z.string(), task: z.string(), hasFailed: z.boolean() })).nullish(),
  /** Path of the file that defines the pipeline, on the orchestrator's machine or in its bundle. */
  filePath: z.string().nullish(),
  /** The function in that file that is the pipeline (Prefect). */
  functionName: z.string().nullish(),
  /** The commit that ran, if the orchestrator knows it. */
  version: z.string().nullish(),
  ...UPSTREAM_FACTS,
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
  /** Score from the suspect ranking; comparable only within one analysis. */
  score: z.number(),
  reasons: z.array(z.string()),
});
export type CommitFacts = z.infer<typeof CommitFacts>;

/** Half-open range of 0-based columns in a line, in UTF-16 units. */
const Columns = z.object({ start: z.number().int(), end: z.number().int() });

const HttpUrl = z
  .string()
  .nullable()
  .transform((url) => (url && /^https?:\/\//i.test(url) ? url : null));

/** A line of code that a traceback names. */
const TracebackLine = z.object({
  /** Path as the traceback shows it. */
  file: z.string(),
  line: Line,
  function: z.string().nullable(),
  /** The text of the line. */
  text: z.string(),
  /** True for the innermost frame of the pipeline's own code. */
  isFailing: z.boolean(),
  /** False if the line is not the one in the traceback, because other code ran. */
  isSameCode: z.boolean(),
  /** The failing part of the line, if the traceback underlines it or the error names it. */
  expression: Columns.nullable(),
  /** The commit that last changed the line or, if that is not known, the file. */
  lastChange: z
    .object({
      scope: z.enum(["line", "file"]),
      sha: z.string(),
      author: z.string(),
      date: z.string(),
      subject: z.string(),
      url: HttpUrl,
    })
    .nullable(),
});
export type TracebackLine = z.infer<typeof TracebackLine>;

/** `facts` of code evidence: part of a file, with the lines of it that are in the traceback. */
export const CodeFacts = z.object({
  schemaVersion: z.literal(1),
  /** Path in the repository, or on the orchestrator's machine; of rendered code without a file the field or the node. */
  path: z.string(),
  /**
   * `orchestrator`: the orchestrator's own copy of the file; `rendered`: what the attempt ran, with its templates filled in.
   */
  origin: z.enum(["repository", "orchestrator", "rendered"]),
  /** The commit it was read at; null if it is not from the repository. */
  commit: z.string().nullable(),
  /** True if this is known to be the code that ran. */
  isVersionThatRan: z.boolean(),
  /** True if no traceback names a line of the pipeline's own code, so `frames` is where the task is defined. */
  isDefinition: z.boolean().default(false),
  /** The innermost first. */
  frames: z.array(TracebackLine),
});
export type CodeFacts = z.infer<typeof CodeFacts>;

/** `facts` of the run history. */
export const HistoryFacts = z.object({
  schemaVersion: z.literal(1),
  knownRuns: z.number().int(),
  failedRuns: z.number().int(),
  /** Including the failed run. */
  failuresInARow: z.number().int(),
  lastSuccessAt: z.string().nullable(),
  ...BASELINE_FACTS,
});
export type HistoryFacts = z.infer<typeof HistoryFacts>;

/** `facts` of a similar incident. Browsers follow the link, so only http URLs are kept. */
export const SimilarFacts = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  status: z.string(),
  /** Missing in rows stored before causes had to be confirmed. */
  confirmed: z.object({ category: z.string(), rootCause: z.string() }).nullish(),
  signature: z.string().nullish(),
  similarity: z.number(),
  isSameFailure: z.boolean(),
  lastSeenAt: z.string(),
  fixTitle: z.string().nullable(),
  fixStatus: z.string().nullable(),
  pullRequestUrl: HttpUrl,
  /** When and how it was resolved; null while open. Missing in rows stored before. */
  resolvedAt: z.string().nullish(),
  resolution: z.string().nullish(),
  /** What was said at the resolution. */
  comment: z.string().nullish(),
  /** `held`: the same failure did not come back within 14 days or 20 runs. */
  holding: z.enum(["held", "came_back", "too_early"]).nullish(),
  cameBackAt: z.string().nullish(),
  /** Successful runs of its pipeline from the resolution until it came back. */
  goodRuns: z.number().int().nullish(),
});
export type SimilarFacts = z.infer<typeof SimilarFacts>;

/** A change of a table or one of its columns, which happened after `after` and by `before`. */
const ColumnChange = z.object({
  kind: z.enum(["added", "removed", "renamed", "type_changed", "table_dropped", "table_created"]),
  /** Null if the whole table changed. */
  column: z.string().nullable(),
  /** Set for a rename. */
  formerColumn: z.string().nullable(),
  type: z.string().nullable(),
  formerType: z.string().nullable(),
  /** True for a rename concluded from position and type, because the database gives columns no ids. */
  isLikely: z.boolean(),
  /** Whether the error names the column that is gone or another now, or the table that was dropped. */
  isNamed: z.boolean(),
  /** When the former state was seen last (ISO 8601); null if it was never seen. */
  after: z.string().nullable(),
  /** When the new state was seen first (ISO 8601). */
  before: z.string(),
});
export type ColumnChange = z.infer<typeof ColumnChange>;

/** `facts` of a schema change: what changed in one table between the last success and the failure. */
export const SchemaChangeFacts = z.object({
  schemaVersion: z.literal(1),
  /** Named as in OpenLineage, such as `shop.raw.orders` in `postgres://db:5432`. */
  table: z.string(),
  namespace: z.string(),
  /** `openlineage`, `dbt` or the id of an integration. */
  origin: z.string(),
  originName: z.string(),
  /**
   * `column`: the error names a changed column of a table that is the task's, or the table that was dropped; `table`: only the
   * table is the task's; `name`: only the column's name matches the error, and nothing ties the table to the failure.
   */
  match: z.enum(["column", "table", "name"]),
  /** Oldest first. */
  changes: z.array(ColumnChange),
});
export type SchemaChangeFacts = z.infer<typeof SchemaChangeFacts>;

/** The facts schema of each kind of evidence that has one. */
export const FACTS = {
  log: LogFacts,
  code: CodeFacts,
  upstream: StateFacts,
  commit: CommitFacts,
  run_history: HistoryFacts,
  similar_incident: SimilarFacts,
  deploy: DeployFacts,
  no_log: NoLogFacts,
  schema_change: SchemaChangeFacts,
} as const;
export type FactsKind = keyof typeof FACTS;
/** The facts type of a kind; null for text-only kinds. */
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
  /** Short reason for the relevance; null for a gap. */
  relevanceReason: z.string().nullable(),
  /** Line number of the text's first line in the original, if the text is an excerpt. */
  startLine: z.number().int().nullable(),
  truncated: z.boolean(),
  collectedAt: z.string(),
  /** Set when newer evidence replaced it; kept because a diagnosis cites it. */
  supersededAt: z.string().nullable(),
  /** Set when retention removed the text; then `text` is empty. */
  textRemovedAt: z.string().nullable(),
  durationMs: z.number().int(),
  /** One sentence: why evidence is missing, or a note about it. */
  message: z.string().nullable(),
};

/** A piece of evidence with the facts of its kind; null for gaps and for unreadable rows. */
export const Evidence = z.discriminatedUnion("kind", [
  z.object({ ...COMMON, kind: z.literal("log"), facts: LogFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("code"), facts: CodeFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("upstream"), facts: StateFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("commit"), facts: CommitFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("run_history"), facts: HistoryFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("similar_incident"), facts: SimilarFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("deploy"), facts: DeployFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("no_log"), facts: NoLogFacts.nullable() }),
  z.object({ ...COMMON, kind: z.literal("schema_change"), facts: SchemaChangeFacts.nullable() }),
  z.object({ ...COMMON, kind: EvidenceKind.exclude(Object.keys(FACTS) as FactsKind[]), facts: z.null() }),
]);
export type Evidence = z.infer<typeof Evidence>;
export type LogEvidence = Extract<Evidence, { kind: "log" }>;
export type CodeEvidence = Extract<Evidence, { kind: "code" }>;
export type EvidenceFacts = NonNullable<Evidence["facts"]>;

/** How one collector fared. */
export const Coverage = z.object({
  collector: z.string(),
  title: z.string(),
  status: EvidenceStatus,
  /** The longest of its pieces. */
  durationMs: z.number().int(),
  /** Why something is missing; null if nothing is. */
  message: z.string().nullable(),
  /** The one thing to do to connect it; null if nothing has to be done. */
  connect: z.string().nullable(),
});
export type Coverage = z.infer<typeof Coverage>;

/** An incident's evidence, and how each collector fared. */
export const EvidencePage = z.object({ items: z.array(Evidence), coverage: z.array(Coverage) });
export type EvidencePage = z.infer<typeof EvidencePage>;

type DraftText = Pick<
  Evidence,
  "title" | "text" | "provenance" | "relevance" | "relevanceReason" | "startLine" | "truncated" | "message"
> & {
  /** Distinguishes a collector's pieces, such as by commit sha; `main` if there is only one. */
  key: string;
};
type Found = { [Kind in EvidenceKind]: { kind: Kind; status: "ok"; facts: FactsOf<Kind> } }[EvidenceKind];

/** A collector's result when evidence is missing. */
export type GapDraft = DraftText & {
  kind: EvidenceKind;
  status: Exclude<EvidenceStatus, "ok">;
  facts: null;
};

/**
 * A collector's result; the collecting verb adds id, hash and timing. A gap has no facts.
 */
export type EvidenceDraft = (DraftText & Found) | GapDraft;
