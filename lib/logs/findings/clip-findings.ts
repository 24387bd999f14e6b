import type { LineSpan, LogException, LogFindings } from "@/lib/logs/schemas";

/**
 * What was found in a log as far as a part of it shows it: lines and exceptions outside of the part are left out, so
 * that everything that is left can be looked up and cited there. How the log ended is still known. Pure.
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
