import type { LogLevel } from "@/lib/logs/schemas";

/**
 * A line as the analysis sees it: heads and colours removed, one entry per line of text inside a structured
 * message (those share `no`).
 */
export interface LogLine {
  /** 1-based line of the log as given. */
  no: number;
  text: string;
  /** The innermost level that applies to this line. */
  level: LogLevel | null;
  /** Index into the records. */
  record: number;
  /** Where the first head names a relay (BashOperator, spark-submit, pods …), the output came from a child process. */
  relayed: boolean;
  red: boolean;
  /** True where the line begins a record of its own. */
  head: boolean;
}
