import { WINDOW_LINES } from "@/lib/logs/ranking/choose-window";
import type { LineNumbers } from "@/lib/logs/retention/kept-text";
import type { LineSpan, ParsedLog } from "@/lib/logs/schemas";

/** The reading of a kept text with the line numbers of the log that it was kept of. */
export function renumberLog(parsed: ParsedLog, kept: { numbers: LineNumbers; lineCount: number }): ParsedLog {
  const { numbers } = kept;
  const at = (line: number) => numbers.original(line);
  const span = <T extends LineSpan>(one: T): T => ({
    ...one,
    startLine: at(one.startLine),
    endLine: numbers.originalEnd(one.endLine),
  });
  const { outcomeReason, exit } = parsed;
  return {
    ...parsed,
    lineCount: kept.lineCount,
    outcomeReason: { ...outcomeReason, line: outcomeReason.line === null ? null : at(outcomeReason.line) },
    records: parsed.records.map(span),
    exceptions: parsed.exceptions.map((one) => ({
      ...span(one),
      messageLine: at(one.messageLine),
      frames: one.frames.map((frame) => ({
        ...frame,
        logLine: frame.logLine === null ? null : at(frame.logLine),
      })),
    })),
    failingLines: parsed.failingLines.map((one) => ({ ...one, line: at(one.line) })),
    window: span(windowWithoutGap(parsed, numbers)),
    exit: exit === null ? null : { ...exit, line: at(exit.line) },
    truncated: true,
  };
}

/** The window's lines on the failing line's side of every gap. */
export function windowWithoutGap(
  parsed: Pick<ParsedLog, "window" | "failingLines">,
  numbers: LineNumbers,
): LineSpan {
  const { startLine, endLine } = parsed.window;
  const best = parsed.failingLines[0]?.line ?? endLine;
  const anchor = best >= startLine && best <= endLine ? best : endLine;
  const whole = numbers.stretchOf(anchor);
  const start = Math.max(startLine, whole.startLine);
  const end = Math.min(endLine, whole.endLine, start + WINDOW_LINES - 1);
  return { startLine: start, endLine: Math.max(start, end) };
}
