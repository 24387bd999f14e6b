import { readableText } from "@/lib/background/readable";
import { clipFindings } from "@/lib/logs/findings/clip-findings";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { renumberFindings } from "@/lib/logs/findings/renumber-findings";
import { parseLog } from "@/lib/logs/parse-log";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { excerptAround, type Excerpt } from "@/lib/logs/retention/excerpt";
import { LogKeeper, TASK_LOG_BUDGET, type KeptLog } from "@/lib/logs/retention/keep-log";
import { LineNumbers, type Stretch } from "@/lib/logs/retention/kept-text";
import { windowWithoutGap } from "@/lib/logs/retention/renumber-log";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import type { LineSpan, LogKind, ReadText } from "@/lib/logs/schemas";

/** The most of a log that is stored: enough to read, small enough for a page and a model. */
const MAX_EXCERPT_BYTES = 512 * 1_024;

/** A log to read, in a form that can be sent to a worker. */
export interface LogInput {
  text: string | Uint8Array;
  kind: LogKind | "auto";
  /** The lines are Airflow's structured messages, which are rendered first. */
  isStructured: boolean;
  /** Maps the text's lines to those of the log if only part was kept; null for a complete log. */
  part: { stretches: readonly Stretch[]; lineCount: number; omittedLines: number } | null;
}

/** The part of a log to store, redacted, and the findings. */
export interface LogReading extends ReadText {
  /** True if the text is not the whole log. */
  isCut: boolean;
  /** Lines that were skipped. */
  omittedLines: number;
}

/** The input for a complete log in memory. */
export function textInput(text: string, kind: LogInput["kind"]): LogInput {
  return { text, kind, isStructured: false, part: null };
}

/** The input for a log that a `LogKeeper` has read. */
export function keptInput(kept: KeptLog, kind: LogInput["kind"]): LogInput & { text: string } {
  const { text, isWhole, numbers, lineCount, omitted } = kept;
  const part = isWhole ? null : { stretches: numbers.stretches, lineCount, omittedLines: omitted.lines };
  return { text, kind, isStructured: false, part };
}

const BLANK_BYTES = 4_096;

/** Whether the log is empty or whitespace. */
export function isBlankLog({ text }: LogInput): boolean {
  return text.length <= BLANK_BYTES && textOf(text).trim() === "";
}

function textOf(text: string | Uint8Array): string {
  return typeof text === "string" ? text : decodeLog(text);
}

/**
 * Reads a log: redacts it, writes out hidden characters, finds what failed and keeps up to 512 KiB of consecutive lines
 * around the failure. Line numbers are those of the log. Pure, but takes several seconds for the largest logs: see
 * `readLogInBackground`.
 */
export function readLog(input: LogInput): LogReading {
  const { text, kind, part } = input.part === null ? keepText(input) : input;
  // Before parsing, so that the findings quote exactly what people see; line numbers do not change.
  const clean = readableText(textOf(text));
  const lines = clean.split("\n");
  const numbers = new LineNumbers(part?.stretches ?? WHOLE);
  const found = logFindings(parseLog(clean, { kind }), lines);
  const excerpt = excerptOf(clean, numbers, windowWithoutGap(found, numbers));
  const findings = renumberFindings(found, { numbers, lineCount: part?.lineCount ?? lines.length });
  const endLine = excerpt.startLine + excerpt.text.split("\n").length - 1;
  return {
    text: excerpt.text,
    firstLine: excerpt.startLine,
    findings: clipFindings(findings, { startLine: excerpt.startLine, endLine }),
    isCut: excerpt.isCut,
    omittedLines: part?.omittedLines ?? 0,
  };
}

/** The redacted lines of what is kept of a log. Pure, but slow for large logs, like `readLog`. */
export function readableLog(input: LogInput): {
  lines: string[];
  /** The log's line number of a line, given its index. */
  lineNumber: (index: number) => number;
  /** True if lines of the log are missing. */
  isCut: boolean;
} {
  const { text, part } = input.part === null ? keepText(input) : input;
  const numbers = new LineNumbers(part?.stretches ?? WHOLE);
  return {
    lines: readableText(textOf(text)).split("\n"),
    lineNumber: (index) => numbers.original(index + 1),
    isCut: (part?.omittedLines ?? 0) > 0,
  };
}

const WHOLE: readonly Stretch[] = [{ local: 1, original: 1, missing: 0 }];

/** Keeps the relevant part of a complete log. */
function keepText({ text, kind, isStructured }: LogInput): LogInput {
  const keeper = new LogKeeper(TASK_LOG_BUDGET);
  if (isStructured) keeper.push(Buffer.from(renderAirflowLog(textOf(text))));
  else keeper.push(typeof text === "string" ? Buffer.from(text) : text);
  return keptInput(keeper.finish(), kind);
}

/** Consecutive lines around `window` (line numbers of the text); the returned `startLine` is a line number of the log. */
function excerptOf(text: string, numbers: LineNumbers, window: LineSpan): Excerpt {
  const stretch = numbers.stretchOf(window.endLine);
  const isAll = stretch.startLine === 1 && stretch.endLine === Number.MAX_SAFE_INTEGER;
  const shift = stretch.startLine - 1;
  const excerpt = excerptAround(
    isAll ? text : text.split("\n").slice(shift, stretch.endLine).join("\n"),
    { startLine: window.startLine - shift, endLine: window.endLine - shift },
    MAX_EXCERPT_BYTES,
  );
  return {
    ...excerpt,
    startLine: numbers.original(excerpt.startLine + shift),
    isCut: excerpt.isCut || !isAll,
  };
}
