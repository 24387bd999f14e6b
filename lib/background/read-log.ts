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

/** What is stored of a log: enough to read, small enough for a page and a model. */
const MAX_EXCERPT_BYTES = 512 * 1_024;

/** A log to be read, as it can be sent to a worker. */
export interface LogInput {
  text: string | Uint8Array;
  kind: LogKind | "auto";
  /** Its lines are Airflow's structured messages, which are read as people see them. */
  isStructured: boolean;
  /** Which lines of the log the lines of the text are, where it is a part; null for a whole log. */
  part: { stretches: readonly Stretch[]; lineCount: number; omittedLines: number } | null;
}

/** A log that was read: the part to store, without secrets, with what was found. */
export interface LogReading extends ReadText {
  /** The text is not all of the log. */
  isCut: boolean;
  /** Lines that were not looked at closely. */
  omittedLines: number;
}

/** The input for a whole log that is in memory. */
export function textInput(text: string, kind: LogInput["kind"]): LogInput {
  return { text, kind, isStructured: false, part: null };
}

/** The input for a log of which a keeper kept this. */
export function keptInput(kept: KeptLog, kind: LogInput["kind"]): LogInput & { text: string } {
  const { text, isWhole, numbers, lineCount, omitted } = kept;
  const part = isWhole ? null : { stretches: numbers.stretches, lineCount, omittedLines: omitted.lines };
  return { text, kind, isStructured: false, part };
}

const BLANK_BYTES = 4_096;

/** Whether there is nothing to read. */
export function isBlankLog({ text }: LogInput): boolean {
  return text.length <= BLANK_BYTES && textOf(text).trim() === "";
}

function textOf(text: string | Uint8Array): string {
  return typeof text === "string" ? text : decodeLog(text);
}

/**
 * Reads a log: takes secrets out and writes hidden characters out, finds what failed, and keeps consecutive lines
 * around it of at most 512 KiB. Lines are numbered as in the log. Pure, up to some seconds for the largest log that is
 * kept: see `readLogInBackground`.
 */
export function readLog(input: LogInput): LogReading {
  const { text, kind, part } = input.part === null ? keepText(input) : input;
  // Before it is read: line numbers do not move, and what is found is what people see.
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

const WHOLE: readonly Stretch[] = [{ local: 1, original: 1, missing: 0 }];

/** What is kept of a log that came whole. */
function keepText({ text, kind, isStructured }: LogInput): LogInput {
  const keeper = new LogKeeper(TASK_LOG_BUDGET);
  if (isStructured) keeper.push(Buffer.from(renderAirflowLog(textOf(text))));
  else keeper.push(typeof text === "string" ? Buffer.from(text) : text);
  return keptInput(keeper.finish(), kind);
}

/** Consecutive lines around the window, whose lines are those of the text; `startLine` is the number in the log. */
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
