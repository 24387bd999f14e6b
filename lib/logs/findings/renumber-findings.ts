import type { LineNumbers } from "@/lib/logs/retention/kept-text";
import { windowWithoutGap } from "@/lib/logs/retention/renumber-log";
import type { LineSpan, LogFindings } from "@/lib/logs/schemas";

/** Converts the line numbers of findings from the kept text to the original log. Pure. */
export function renumberFindings(
  findings: LogFindings,
  kept: { numbers: LineNumbers; lineCount: number },
): LogFindings {
  const { numbers } = kept;
  const at = <Line extends number | null>(line: Line) => (line && numbers.original(line)) as Line;
  const span = <Part extends LineSpan>(part: Part): Part => ({
    ...part,
    startLine: at(part.startLine),
    endLine: numbers.originalEnd(part.endLine),
  });
  const { outcomeReason, ending } = findings;
  return {
    ...findings,
    lineCount: kept.lineCount,
    outcomeReason: { ...outcomeReason, line: at(outcomeReason.line) },
    ending: ending && { ...ending, line: at(ending.line) },
    failingLines: findings.failingLines.map((ranked) => ({ ...ranked, line: at(ranked.line) })),
    window: span(windowWithoutGap(findings, numbers)),
    exceptions: findings.exceptions.map((exception) => ({
      ...span(exception),
      messageLine: at(exception.messageLine),
      frames: exception.frames.map((frame) => ({ ...frame, logLine: at(frame.logLine) })),
    })),
  };
}
