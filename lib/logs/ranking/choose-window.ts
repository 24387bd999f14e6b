/** Chooses the lines of a log to read first. */
import type { BuildReading } from "@/lib/logs/builds/read-build";
import type { LineSpan, LogException, RankedLine } from "@/lib/logs/schemas";

/** Maximum length of a window, in lines. */
export const WINDOW_LINES = 30;
const BEFORE = 4;
const AFTER_MESSAGE = 5;
const BEFORE_LINE = 17;
/** Minimum probability at which a build log line is taken to explain the failure. */
const SAYS_SOMETHING = 0.2;
/** The same threshold when nothing else stands out; below it the end of the log is an equally good guess. */
const SAYS_A_LITTLE = 0.05;

/**
 * At most 30 lines: for an exception its message, its deepest frames, as much of its chain as fits and the lines just
 * before; for a build the lines its scorer chose; otherwise the lines around the best candidate.
 */
export function chooseWindow(
  lineCount: number,
  failing: readonly RankedLine[],
  exceptions: readonly LogException[],
  build: BuildReading | null,
): LineSpan {
  if (lineCount <= WINDOW_LINES) return { startLine: 1, endLine: lineCount };
  const best = failing[0]?.line;
  const isBuild =
    build !== null &&
    (best === undefined
      ? explains(build, SAYS_A_LITTLE)
      : build.scores.has(best) || explains(build, SAYS_SOMETHING));
  if (isBuild) {
    return clamp(build.window.startLine, lineCount);
  }
  if (best === undefined) return clamp(lineCount - WINDOW_LINES + 1, lineCount);
  const exception =
    exceptions.find((candidate) => candidate.messageLine === best) ??
    exceptions.find((candidate) => holds(candidate, best));
  if (exception === undefined) return clamp(best - BEFORE_LINE, lineCount);
  return clamp(windowStart(exception, exceptions), lineCount);
}

/** Whether the build scorer found a line of at least this probability in its window. */
function explains({ window, scores }: BuildReading, least: number): boolean {
  for (let line = window.startLine; line <= window.endLine; line += 1) {
    if ((scores.get(line) ?? 0) >= least) return true;
  }
  return false;
}

function holds(exception: LogException, line: number): boolean {
  return exception.startLine <= line && exception.endLine >= line;
}

function windowStart(exception: LogException, exceptions: readonly LogException[]): number {
  const chain = exceptions.filter((other) => other.chainId === exception.chainId);
  const first = Math.min(...chain.map((other) => other.startLine));
  const last = Math.max(...chain.map((other) => other.endLine));
  if (last - first + 1 <= WINDOW_LINES - BEFORE)
    return Math.max(1, last - WINDOW_LINES + 1, first - BEFORE * 2);
  const frames = exception.frames.flatMap((frame) => (frame.logLine === null ? [] : [frame.logLine]));
  const framesBelow = frames.some((line) => line > exception.messageLine);
  if (framesBelow) return exception.messageLine - BEFORE * 2;
  const end = Math.max(
    exception.messageLine,
    Math.min(exception.endLine, exception.messageLine + AFTER_MESSAGE),
  );
  const own = end - exception.startLine + 1;
  return own < WINDOW_LINES - BEFORE ? exception.startLine - BEFORE : end - WINDOW_LINES + 1;
}

function clamp(start: number, lineCount: number): LineSpan {
  const startLine = Math.max(1, Math.min(start, lineCount - WINDOW_LINES + 1));
  return { startLine, endLine: Math.min(lineCount, startLine + WINDOW_LINES - 1) };
}
