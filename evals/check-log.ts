/** What must hold of the reading of any log, whatever its bytes. */
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { LogKeeper, type KeepBudget } from "@/lib/logs/retention/keep-log";
import { parseLog } from "@/lib/logs/parse-log";
import { understandKept, type StreamedLog } from "@/lib/logs/retention/read-log-stream";
import { redact } from "@/lib/redaction/redact";
import type { LineSpan, ParsedLog } from "@/lib/logs/schemas";
import { createTemplateMiner } from "@/lib/logs/templates/templates";

/** So small that a log of kilobytes is a large one. */
const TINY: KeepBudget = { whole: 6_000, head: 1_500, tail: 3_000, regions: 6_000 };
/** Processor time for all readings of a log: so much at all, and so much for each kilobyte. */
const BASE_MS = 400;
const MS_PER_KB = 12;

/** Throws an Error that says which promise the reading of these bytes breaks. `piece` cuts them for the stream. */
export function checkLog(bytes: Uint8Array, piece: number): void {
  const allowed = BASE_MS + (MS_PER_KB * bytes.length) / 1024;
  let ms = processorMs(() => readEveryWay(bytes, piece));
  // Compiling and collecting garbage count too: what is slow is slow twice.
  if (ms >= allowed)
    ms = Math.min(
      ms,
      processorMs(() => readEveryWay(bytes, piece)),
    );
  demand(
    ms < allowed,
    `${bytes.length} bytes are read in ${allowed.toFixed(0)} ms (it took ${ms.toFixed(0)})`,
  );
}

function processorMs(work: () => void): number {
  const started = process.cpuUsage();
  work();
  return process.cpuUsage(started).user / 1000;
}

function readEveryWay(bytes: Uint8Array, piece: number): void {
  const text = decodeLog(bytes);
  const parsed = parseLog(bytes);
  const lineCount = text.split("\n").length;
  checkSpans(parsed, lineCount);
  demand(JSON.stringify(parsed) === JSON.stringify(parseLog(bytes)), "reading twice gives the same");
  checkFingerprint(parsed);
  checkRedaction(text, lineCount);
  checkDiagnosis(text, parsed, lineCount);
  mine(text);
  checkStream(bytes, parsed, piece);
}

function demand(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`does not hold: ${promise}`);
}

function checkSpans(parsed: ParsedLog, lineCount: number): void {
  const isLine = (line: number) => Number.isInteger(line) && line >= 1 && line <= lineCount;
  const isSpan = (span: LineSpan) =>
    isLine(span.startLine) && isLine(span.endLine) && span.startLine <= span.endLine;
  demand(parsed.lineCount === lineCount, `the log has ${lineCount} lines, not ${parsed.lineCount}`);
  demand(isSpan(parsed.window), "the window lies within the log");
  demand(parsed.window.endLine - parsed.window.startLine < 30, "the window has at most 30 lines");
  demand(parsed.failingLines.length <= 10, "there are at most ten candidates");
  for (const ranked of parsed.failingLines) {
    demand(isLine(ranked.line) && Number.isFinite(ranked.score), "a candidate is a line of the log");
  }
  let before = 1;
  for (const record of parsed.records) {
    demand(isSpan(record) && record.startLine >= before, "records lie within the log, in order");
    before = record.startLine;
  }
  for (const exception of parsed.exceptions) {
    demand(isSpan(exception) && isLine(exception.messageLine), "an exception lies within the log");
    demand(
      exception.messageLine >= exception.startLine && exception.messageLine <= exception.endLine,
      "its message lies within it",
    );
    demand(
      exception.frames.every((frame) => frame.logLine === null || isLine(frame.logLine)),
      "frames are lines of the log",
    );
  }
  const stated = [parsed.outcomeReason.line, parsed.exit?.line ?? null];
  demand(
    stated.every((line) => line === null || isLine(line)),
    "what says the outcome is a line of the log",
  );
}

function checkFingerprint(parsed: ParsedLog): void {
  const print = fingerprintLog(parsed);
  demand(/^v1:[0-9a-f]{32}$/.test(print.value), "a fingerprint has its form");
  demand(print.value === fingerprintLog(parsed).value, "a fingerprint is the same twice");
}

function checkRedaction(text: string, lineCount: number): void {
  const once = redact(text).text;
  demand(once.split("\n").length === lineCount, "redaction keeps the number of lines");
  demand(redact(once).text === once, "redacting twice changes nothing");
}

function checkDiagnosis(text: string, parsed: ParsedLog, lineCount: number): void {
  const found = diagnoseFailure({
    evidence: [logPiece({ text, firstLine: 1, findings: logFindings(parsed, text.split("\n")) })],
    failure: { orchestrator: parsed.kind, pipeline: "p", task: null },
  });
  demand(found.confidence >= 0 && found.confidence <= 1, "confidence is between 0 and 1");
  const lines = text.split("\n");
  for (const { citations } of found.claims) {
    demand(citations.length > 0, "a claim cites");
    for (const { startLine, endLine, quote } of citations) {
      demand(
        startLine >= 1 && endLine <= lineCount && startLine <= endLine,
        "a citation lies within the log",
      );
      demand(
        lines
          .slice(startLine - 1, endLine)
          .join("\n")
          .includes(quote),
        "a quote stands where it is cited",
      );
    }
  }
}

function mine(text: string): void {
  const miner = createTemplateMiner();
  const lines = text.split("\n");
  for (const line of lines) miner.add(line);
  const counted = miner.list().reduce((sum, template) => sum + template.count, 0);
  demand(counted === lines.length, "templates count every line once");
}

function keep(bytes: Uint8Array, piece: number, budget?: KeepBudget): StreamedLog {
  const keeper = budget === undefined ? new LogKeeper() : new LogKeeper(budget);
  for (let at = 0; at < bytes.length; at += piece) keeper.push(bytes.subarray(at, at + piece));
  return understandKept(keeper.finish(), "auto");
}

function checkStream(bytes: Uint8Array, parsed: ParsedLog, piece: number): void {
  const whole = keep(bytes, piece);
  demand(JSON.stringify(whole.parsed) === JSON.stringify(parsed), "a stream reads as the whole text");
  const large = keep(bytes, piece, TINY);
  demand(large.parsed.lineCount === parsed.lineCount, "a large log has as many lines");
  checkSpans(large.parsed, parsed.lineCount);
  checkSpans(large.local, large.kept.text.split("\n").length);
  demand(
    JSON.stringify(large) === JSON.stringify(keep(bytes, bytes.length || 1, TINY)),
    "the stream's pieces do not matter",
  );
}
