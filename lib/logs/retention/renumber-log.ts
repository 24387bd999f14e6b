import { WINDOW_LINES } from "@/lib/logs/ranking/choose-window";
import type { LineNumbers } from "@/lib/logs/retention/kept-text";
import type { LineSpan, ParsedLog } from "@/lib/logs/schemas";

/** Converts the line numbers of a parsed text from the kept text to the original log. */
export function renumberLog(parsed: ParsedLog, kept: { numbers: LineNumbers; lineCount: number }): ParsedLog {
  const { numbers } = kept;
  const at = (line: number) => numbers.original(line);
  const span = <T extends LineSpan>(part: T): T => ({
    ...part,
    startLine: at(part.startLine),
    endLine: numbers.originalEnd(part.endLine),
  });
  const { outcomeReason, exit } = parsed;
  return {
    ...parsed,
    lineCount: kept.lineCount,
    outcomeReason: { ...outcomeReason, line: outcomeReason.line === null ? null : at(outcomeReason.line) },
    records: parsed.records.map(span),
    exceptions: parsed.exceptions.map((exception) => ({
      ...span(exception),
      messageLine: at(exception.messageLine),
      frames: exception.frames.map((frame) => ({
        ...frame,
        logLine: frame.logLine === null ? null : at(frame.logLine),
      })),
    })),
    failingLines: parsed.failingLines.map((ranked) => ({ ...ranked, line: at(ranked.line) })),
    window: span(windowWithoutGap(parsed, numbers)),
    exit: exit === null ? null : { ...exit, line: at(exit.line) },
    truncated: true,
  };
}

/** The part of the window around the failing line that is not interrupted by a gap. */
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
