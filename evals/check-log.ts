/** Checks invariants of log parsing that hold for any bytes. */
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { decodeLog } from "@/lib/logs/records/decode-log";
import { logFindings } from "@/lib/logs/findings/log-findings";
import { fingerprintLog } from "@/lib/logs/fingerprints/fingerprint";
import { LogKeeper, type KeepBudget } from "@/lib/logs/retention/keep-log";
import { parseLog } from "@/lib/logs/parse-log";
import { parseKeptLog, type StreamedLog } from "@/lib/logs/retention/read-log-stream";
import { redact } from "@/lib/redaction/redact";
import type { LineSpan, ParsedLog } from "@/lib/logs/schemas";
import { createTemplateMiner } from "@/lib/logs/templates/templates";

/** So small that a few kilobytes count as a large log. */
const TINY: KeepBudget = { whole: 6_000, head: 1_500, tail: 3_000, regions: 6_000 };
/** CPU time limit for all checks of a log: a base plus an amount per kilobyte. */
const BASE_MS = 400;
const MS_PER_KB = 12;

/** @throws Error naming the violated invariant. `piece`: chunk size for the stream. */
export function checkLog(bytes: Uint8Array, piece: number): void {
  const allowed = BASE_MS + (MS_PER_KB * bytes.length) / 1024;
  let ms = processorMs(() => readEveryWay(bytes, piece));
  // JIT compilation and garbage collection count too, so a slow run must be slow twice.
  if (ms >= allowed)
    ms = Math.min(
      ms,
      processorMs(() => readEveryWay(bytes, piece)),
    );
  assert(
    ms < allowed,
    `${bytes.length} bytes are parsed in ${allowed.toFixed(0)} ms (took ${ms.toFixed(0)})`,
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
  assert(JSON.stringify(parsed) === JSON.stringify(parseLog(bytes)), "parsing is deterministic");
  checkFingerprint(parsed);
  checkRedaction(text, lineCount);
  checkDiagnosis(text, parsed, lineCount);
  mine(text);
  checkStream(bytes, parsed, piece);
}

function assert(holds: boolean, invariant: string): asserts holds {
  if (!holds) throw new Error(`violated invariant: ${invariant}`);
}

function checkSpans(parsed: ParsedLog, lineCount: number): void {
  const isLine = (line: number) => Number.isInteger(line) && line >= 1 && line <= lineCount;
  const isSpan = (span: LineSpan) =>
    isLine(span.startLine) && isLine(span.endLine) && span.startLine <= span.endLine;
  assert(parsed.lineCount === lineCount, `the log has ${lineCount} lines, not ${parsed.lineCount}`);
  assert(isSpan(parsed.window), "the window is within the log");
  assert(parsed.window.endLine - parsed.window.startLine < 30, "the window has at most 30 lines");
  assert(parsed.failingLines.length <= 10, "there are at most ten candidates");
  for (const ranked of parsed.failingLines) {
    assert(isLine(ranked.line) && Number.isFinite(ranked.score), "a candidate is within the log");
  }
  let before = 1;
  for (const record of parsed.records) {
    assert(isSpan(record) && record.startLine >= before, "records are within the log and in order");
    before = record.startLine;
  }
  for (const exception of parsed.exceptions) {
    assert(isSpan(exception) && isLine(exception.messageLine), "an exception is within the log");
    assert(
      exception.messageLine >= exception.startLine && exception.messageLine <= exception.endLine,
      "an exception contains its message",
    );
    assert(
      exception.frames.every((frame) => frame.logLine === null || isLine(frame.logLine)),
      "frames are within the log",
    );
  }
  const stated = [parsed.outcomeReason.line, parsed.exit?.line ?? null];
  assert(
    stated.every((line) => line === null || isLine(line)),
    "the outcome's line is in the log",
  );
}

function checkFingerprint(parsed: ParsedLog): void {
  const print = fingerprintLog(parsed);
  assert(/^v1:[0-9a-f]{32}$/.test(print.value), "a fingerprint is well-formed");
  assert(print.value === fingerprintLog(parsed).value, "a fingerprint is deterministic");
}

function checkRedaction(text: string, lineCount: number): void {
  const once = redact(text).text;
  assert(once.split("\n").length === lineCount, "redaction keeps the number of lines");
  assert(redact(once).text === once, "redacting twice changes nothing");
}

function checkDiagnosis(text: string, parsed: ParsedLog, lineCount: number): void {
  const found = diagnoseFailure({
    evidence: [logPiece({ text, firstLine: 1, findings: logFindings(parsed, text.split("\n")) })],
    failure: { orchestrator: parsed.kind, pipeline: "p", task: null },
  });
  assert(found.confidence >= 0 && found.confidence <= 1, "confidence is between 0 and 1");
  const lines = text.split("\n");
  for (const { citations } of found.claims) {
    assert(citations.length > 0, "a claim has citations");
    for (const { startLine, endLine, quote } of citations) {
      assert(startLine >= 1 && endLine <= lineCount && startLine <= endLine, "a citation is within the log");
      assert(
        lines
          .slice(startLine - 1, endLine)
          .join("\n")
          .includes(quote),
        "a quote is in its cited lines",
      );
    }
  }
}

function mine(text: string): void {
  const miner = createTemplateMiner();
  const lines = text.split("\n");
  for (const line of lines) miner.add(line);
  const counted = miner.list().reduce((sum, template) => sum + template.count, 0);
  assert(counted === lines.length, "templates count every line once");
}

function keep(bytes: Uint8Array, piece: number, budget?: KeepBudget): StreamedLog {
  const keeper = budget === undefined ? new LogKeeper() : new LogKeeper(budget);
  for (let at = 0; at < bytes.length; at += piece) keeper.push(bytes.subarray(at, at + piece));
  return parseKeptLog(keeper.finish(), "auto");
}

function checkStream(bytes: Uint8Array, parsed: ParsedLog, piece: number): void {
  const whole = keep(bytes, piece);
  assert(JSON.stringify(whole.parsed) === JSON.stringify(parsed), "a stream is parsed like the whole text");
  const large = keep(bytes, piece, TINY);
  assert(large.parsed.lineCount === parsed.lineCount, "a large log keeps its line count");
  checkSpans(large.parsed, parsed.lineCount);
  checkSpans(large.local, large.kept.text.split("\n").length);
  assert(
    JSON.stringify(large) === JSON.stringify(keep(bytes, bytes.length || 1, TINY)),
    "chunk sizes do not affect the result",
  );
}
