/**
 * Types of a parsed log. Line numbers are 1-based and count `\n`-separated lines of the given text; spans are inclusive.
 */

export const LOG_KINDS = ["airflow", "prefect", "dbt", "spark", "generic"] as const;

/** Who wrote the log; determines how it is split into records. */
export type LogKind = (typeof LOG_KINDS)[number];

export const LOG_LEVELS = ["debug", "info", "warning", "error", "critical"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LineSpan {
  startLine: number;
  endLine: number;
}

/** A log message, possibly of several lines. */
export interface LogRecord extends LineSpan {
  /** ISO 8601 as read, or null if the line has no timestamp. */
  timestamp: string | null;
  level: LogLevel | null;
  logger: string | null;
  /** `file.py:123` of the logging call, if the format includes it. */
  location: string | null;
  /** The attempt this record belongs to in a log with several attempts, else null. */
  attempt: number | null;
  message: string;
}

export interface StackFrame {
  file: string;
  line: number | null;
  function: string | null;
  /** The source line printed under the frame, if any. */
  source: string | null;
  /** `user`: the pipeline's own code; `library`: installed packages and runtimes; `orchestrator`: the scheduler's own. */
  origin: "user" | "library" | "orchestrator";
  /** The log line that shows the frame; null for structured logs without such a line. */
  logLine: number | null;
}

/** How an exception relates to the next outer exception of its chain. */
export type ChainLink = "cause" | "context" | "group_member" | null;

export interface LogException extends LineSpan {
  language: "python" | "java" | "javascript" | "go" | "sql" | "other";
  /** Qualified name as printed, e.g. `sqlalchemy.exc.ProgrammingError`; null when only text is known. */
  type: string | null;
  message: string;
  /** The line that holds `Type: message`. */
  messageLine: number;
  /** Callers before callees, with the failing frame last, whatever order the language prints. */
  frames: StackFrame[];
  /** Shared by the members of one chain. */
  chainId: number;
  /** Position in the chain; 0 is the innermost, raised first. */
  chainIndex: number;
  link: ChainLink;
  /** True for the member of the chain that explains the failure (not always the innermost). */
  isRoot: boolean;
  /** True for exceptions that only wrap another failure, such as `AirflowException: Bash command failed`. */
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

/** `no_failure`: the run succeeded, however many errors its log mentions. */
export type LogOutcome = "failure" | "no_failure" | "unknown";

export interface ParsedLog {
  kind: LogKind;
  lineCount: number;
  sizeBytes: number;
  outcome: LogOutcome;
  /** The reason for `outcome`, with the line that states it, if any. */
  outcomeReason: { text: string; line: number | null };
  records: LogRecord[];
  exceptions: LogException[];
  /** Best first, at most 10. */
  failingLines: RankedLine[];
  /** At most 30 lines: the part to read first. */
  window: LineSpan;
  /** Exit code or signal of the task's process, if the log states it. */
  exit: { code: number | null; signal: string | null; line: number } | null;
  /** True if the log was too large to keep and lines were dropped. */
  truncated: boolean;
}

/** A failing line with its full statement. */
export interface FailingLine extends RankedLine {
  /** The logger of the line's record. */
  logger: string | null;
  /** The record's text from that line on, plus the same tool's output right after it, up to a blank line. */
  statement: string;
  /** Length of the part of `statement` that is the record itself. */
  ownLength: number;
}

/**
 * The findings of a log, bounded in size for a log of any size. A line number is null if the kept text does not show
 * the line.
 */
export interface LogFindings {
  logKind: LogKind;
  lineCount: number;
  outcome: LogOutcome;
  outcomeReason: { text: string; line: number | null };
  /** True if the log states that a run or attempt failed, whatever came later. */
  hasFailedRun: boolean;
  exit: { code: number | null; signal: string | null } | null;
  /** The record that states the exit, or else the run's failure. */
  ending: { line: number | null; message: string; logger: string | null } | null;
  /** Best first, at most 10. */
  failingLines: FailingLine[];
  window: LineSpan;
  /** In log order. If there are too many: those of the failing lines, then the last ones. */
  exceptions: LogException[];
  /** The last timestamp with a time zone, ISO 8601 as read. */
  lastTime: string | null;
}

/** A text with the findings of reading it as a log. */
export interface ReadText {
  text: string;
  /** The line number of its first line in the findings. */
  firstLine: number;
  findings: LogFindings;
}

/** A part of a fingerprint, kept to show people why two failures were grouped. */
export interface FingerprintPart {
  name: string;
  value: string;
}

export interface Fingerprint {
  /** `v1:` followed by 32 hex digits. */
  value: string;
  parts: FingerprintPart[];
}
