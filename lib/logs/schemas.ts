/**
 * Shapes of an understood log. All line numbers are 1-based and count `\n`-separated lines of the
 * text as given; all spans are inclusive.
 */

export const LOG_KINDS = ["airflow", "prefect", "dbt", "spark", "generic"] as const;

/** Who wrote the log; decides which reader splits it into records. */
export type LogKind = (typeof LOG_KINDS)[number];

export const LOG_LEVELS = ["debug", "info", "warning", "error", "critical"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LineSpan {
  startLine: number;
  endLine: number;
}

/** One message of a log, possibly of several lines. */
export interface LogRecord extends LineSpan {
  /** ISO 8601 as read, or null where the line carries none. */
  timestamp: string | null;
  level: LogLevel | null;
  logger: string | null;
  /** `file.py:123` of the call that logged, where the format carries it. */
  location: string | null;
  /** The try this record belongs to in a file of several tries, else null. */
  attempt: number | null;
  message: string;
}

export interface StackFrame {
  file: string;
  line: number | null;
  function: string | null;
  /** The source text printed under the frame, where there is one. */
  source: string | null;
  /** `user`: the pipeline's own code; `library`: installed packages and runtimes; `orchestrator`: the scheduler's own. */
  origin: "user" | "library" | "orchestrator";
  /** The log line that shows the frame, or null for structured logs without one. */
  logLine: number | null;
}

/** How an exception relates to the next outer one of its chain. */
export type ChainLink = "cause" | "context" | "group_member" | null;

export interface LogException extends LineSpan {
  language: "python" | "java" | "javascript" | "go" | "sql" | "other";
  /** Qualified name as printed, e.g. `sqlalchemy.exc.ProgrammingError`; null when only text is known. */
  type: string | null;
  message: string;
  /** The line that holds `Type: message`. */
  messageLine: number;
  /** Calls before what they call, the place that failed last; whatever order the language prints. */
  frames: StackFrame[];
  /** Identifies the chain; members of one chain share it. */
  chainId: number;
  /** Position in the chain: 0 is the innermost (first raised). */
  chainIndex: number;
  link: ChainLink;
  /** True for the member of the chain that explains the failure (not always the innermost). */
  isRoot: boolean;
  /** True for exceptions that only relay another one, such as `AirflowException: Bash command failed`. */
  isWrapper: boolean;
  attempt: number | null;
}

/** A candidate for the line that says what failed. */
export interface RankedLine {
  line: number;
  text: string;
  score: number;
  /** Readable reasons, the heaviest first, such as `root exception of the last chain`. */
  reasons: string[];
}

/** `no_failure`: the log of a run that succeeded, however many errors it mentions. */
export type LogOutcome = "failure" | "no_failure" | "unknown";

export interface ParsedLog {
  kind: LogKind;
  lineCount: number;
  sizeBytes: number;
  outcome: LogOutcome;
  /** Why `outcome` is what it is, with the line that says so where there is one. */
  outcomeReason: { text: string; line: number | null };
  records: LogRecord[];
  exceptions: LogException[];
  /** Best first, at most 10. */
  failingLines: RankedLine[];
  /** At most 30 lines: the chunk a person should read. */
  window: LineSpan;
  /** Exit code or signal of the task's process where the log states it. */
  exit: { code: number | null; signal: string | null; line: number } | null;
  /** True when the log was too large to keep whole and middle records were dropped. */
  truncated: boolean;
}

/** A failing line with what the log says there. */
export interface FailingLine extends RankedLine {
  /** Of the record that the line is part of. */
  logger: string | null;
  /** The record's text from that line on, with what the same tool printed right after it, up to a blank line. */
  statement: string;
  /** Length of the part of `statement` that is the record itself. */
  ownLength: number;
}

/**
 * What was found in a log, small enough to be stored with it however large the log is. A line is null where the text
 * that is kept does not show it.
 */
export interface LogFindings {
  logKind: LogKind;
  lineCount: number;
  outcome: LogOutcome;
  outcomeReason: { text: string; line: number | null };
  /** True where the log states the failure of a run or try, whatever came later. */
  hasFailedRun: boolean;
  exit: { code: number | null; signal: string | null } | null;
  /** The record that states the exit, or else the failure of the run. */
  ending: { line: number | null; message: string; logger: string | null } | null;
  /** Best first, at most 10. */
  failingLines: FailingLine[];
  window: LineSpan;
  /** In the order of the log; of very many those that the failing lines belong to, then the last ones. */
  exceptions: LogException[];
  /** Latest time that the log states with its zone, ISO 8601 as read. */
  lastTime: string | null;
}

/** A text that was read as a log. */
export interface ReadText {
  text: string;
  /** Number of its first line in what was found. */
  firstLine: number;
  findings: LogFindings;
}

/** A part the fingerprint was made from, kept so that a person can see why two failures were grouped. */
export interface FingerprintPart {
  name: string;
  value: string;
}

export interface Fingerprint {
  /** `v1:` and 32 hex digits. */
  value: string;
  parts: FingerprintPart[];
}
