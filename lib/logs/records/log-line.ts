import type { LogLevel } from "@/lib/logs/schemas";

/**
 * A line prepared for analysis: prefixes and colors removed. Each line of a structured message is an entry, and all of
 * them share one `no`.
 */
export interface LogLine {
  /** 1-based line number in the log. */
  no: number;
  text: string;
  /** The innermost log level that applies to the line. */
  level: LogLevel | null;
  /** Index into the records. */
  record: number;
  /** True if the first prefix names a relay (BashOperator, spark-submit, pods …): a child process printed the line. */
  relayed: boolean;
  red: boolean;
  /** True if the line begins a record. */
  head: boolean;
}
