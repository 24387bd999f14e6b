import type { LineSpan, LogException, LogFindings } from "@/lib/logs/schemas";

/**
 * Restricts findings to one part of the log: lines and exceptions outside it are removed, so that everything left can be
 * cited from that part. The outcome and the ending are kept. Pure.
 */
export function clipFindings(findings: LogFindings, part: LineSpan): LogFindings {
  const shows = (line: number) => line >= part.startLine && line <= part.endLine;
  const shown = <Line extends number | null>(line: Line) => (line !== null && shows(line) ? line : null);
  const clamp = (line: number) => Math.min(Math.max(line, part.startLine), part.endLine);
  const span = <Part extends LineSpan>(whole: Part): Part => ({
    ...whole,
    startLine: clamp(whole.startLine),
    endLine: clamp(whole.endLine),
  });
  const { outcomeReason, ending } = findings;
  return {
    ...findings,
    outcomeReason: { ...outcomeReason, line: shown(outcomeReason.line) },
    ending: ending && { ...ending, line: shown(ending.line) },
    failingLines: findings.failingLines.filter(({ line }) => shows(line)),
    window: span(findings.window),
    exceptions: findings.exceptions
      .filter(({ messageLine }) => shows(messageLine))
      .map((exception): LogException => ({
        ...span(exception),
        frames: exception.frames.map((frame) => ({ ...frame, logLine: shown(frame.logLine) })),
      })),
  };
}
