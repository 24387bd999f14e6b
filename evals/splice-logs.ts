/** Makes labeled build logs harder: splices in output of other builds, as a command does that runs several tools. */

/** A labeled log and the part of it that the failing command printed; all lines are 1-based. */
export interface LabeledLog {
  lines: readonly string[];
  /** The first and last line of the part that explains the failure. */
  start: number;
  end: number;
  /** The line that echoes the failing command, and the one that reports its end; null if none does. */
  commandLine: number;
  endLine: number | null;
}

const LENGTHS = [60, 120, 250, 400] as const;
const COUNTS = [0, 1, 1, 2] as const;
/** Lines that would be mistaken for a CI system's own markers. */
const CI_LINE = /travis_(?:fold|time)|exited with/;
const SHORTEST = 20;
/** The first lines of a log describe the machine. */
const HEAD = 60;

/**
 * The log with up to two pieces of `donor` before its failure and up to two after it, inside the failing command, and the
 * label moved along. The pieces come from what the donor printed before its own failure.
 */
export function spliceLog(log: LabeledLog, donor: LabeledLog, random: () => number): LabeledLog {
  const pieces = (count: number) =>
    Array.from({ length: count }, () => ["", ...cutPiece(donor, random)]).flat();
  const before = pieces(pick(COUNTS, random));
  const after = pieces(pick(COUNTS, random));
  const first = Math.min(log.commandLine, log.start - 1);
  const last = log.endLine !== null && log.endLine > log.end ? log.endLine - 1 : log.lines.length;
  const { lines } = log;
  return {
    lines: [...lines.slice(0, first), ...before, ...lines.slice(first, last), ...after, ...lines.slice(last)],
    start: log.start + before.length,
    end: log.end + before.length,
    commandLine: log.commandLine,
    endLine: log.endLine === null ? null : log.endLine + before.length + after.length,
  };
}

/** Some lines that the donor printed before its failure, most often in the failing command. */
function cutPiece({ lines, start, commandLine }: LabeledLog, random: () => number): string[] {
  const inside = lines.slice(commandLine, start - 1);
  const isInside = inside.length > 2 * SHORTEST && random() < 0.7;
  const source = isInside ? inside : lines.slice(Math.min(HEAD, commandLine), commandLine);
  const length = pick(LENGTHS, random);
  const from = Math.floor(random() * Math.max(1, source.length - length));
  return source.slice(from, from + length).filter((line) => !CI_LINE.test(line));
}

function pick<T>(items: readonly [T, ...T[]], random: () => number): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
