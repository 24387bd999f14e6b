/** Chooses the lines of a log that a person should read first. */
import type { BuildReading } from "@/lib/logs/builds/read-build";
import type { LineSpan, LogException, RankedLine } from "@/lib/logs/schemas";

/** No window is longer. */
export const WINDOW_LINES = 30;
const BEFORE = 4;
const AFTER_MESSAGE = 5;
const BEFORE_LINE = 17;
/** Probability from which a line of a build is taken to explain anything. */
const SAYS_SOMETHING = 0.2;
/** The same where nothing else in the log stands out: below it the end of the log is as good a guess. */
const SAYS_A_LITTLE = 0.05;

/**
 * At most 30 lines: for an exception its message, its deepest frames, its chain as far as it fits and what came
 * just before; for a build the lines its scorer chose; else the lines around the best candidate.
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

/** The scorer of builds looks at some thousand lines: true where it found a line of that probability in them. */
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
