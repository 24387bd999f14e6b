import { gapLine } from "@/lib/logs/records/gap-line";

/** Maximum length of the part; a shorter text is returned unchanged. */
export const TELLING_CHARS = 64 * 1_024;
const TAIL_CHARS = 32 * 1_024;
/** Context before and after the last failure word; with the tail it fits into `TELLING_CHARS`. */
const AROUND_CHARS = 15 * 1_024;
/** How far back from the end failure words are searched for. */
const SEARCHED_CHARS = 8 * 2 ** 20;
const CHUNK_CHARS = 32 * 1_024;
/** Matches must not be longer than the overlap of two chunks. */
const FAILURE_WORDS =
  /Traceback \(most recent|[Ee]rror|ERROR|Exception|[Ff]ailed|FAILED|FATAL|CRITICAL|Caused by/g;
const OVERLAP_CHARS = 32;

/**
 * The part of a log most likely to show what failed, found quickly in a log of any size: its end and the context of the
 * last failure word before it. Complete lines, at most 64 KiB, with a marker line for a gap. Used to identify a failure
 * before its log has been read. Pure.
 */
export function tellingPart(log: string): string {
  if (log.length <= TELLING_CHARS) return log;
  const tail = nextLine(log, log.length - TAIL_CHARS);
  const words = lastWords(log, tail);
  if (words === null) return log.slice(nextLine(log, log.length - TELLING_CHARS));
  const from = words < AROUND_CHARS ? 0 : nextLine(log, words - AROUND_CHARS);
  const to = lineBefore(log, Math.min(tail, words + AROUND_CHARS), words);
  if (to >= tail) return log.slice(from);
  const missing = linesBetween(log, to, tail);
  return `${log.slice(from, to)}${gapLine(missing, false)}\n${log.slice(tail)}`;
}

/** The start of the next line after `at`, or `at` itself inside a very long line. */
function nextLine(log: string, at: number): number {
  const found = log.indexOf("\n", at);
  return found === -1 || found - at > AROUND_CHARS ? at : found + 1;
}

/** The end of the last complete line before `at`, after its line break, or `at` itself inside a very long line. */
function lineBefore(log: string, at: number, from: number): number {
  const found = log.lastIndexOf("\n", at - 1);
  return found < from ? at : found + 1;
}

function lastWords(log: string, before: number): number | null {
  const limit = Math.max(0, before - SEARCHED_CHARS);
  for (let end = before; end > limit; end -= CHUNK_CHARS) {
    const start = Math.max(limit, end - CHUNK_CHARS);
    const chunk = log.slice(start, Math.min(before, end + OVERLAP_CHARS));
    const last = [...chunk.matchAll(FAILURE_WORDS)].at(-1);
    if (last) return start + last.index;
  }
  return null;
}

function linesBetween(log: string, from: number, to: number): number {
  let count = 0;
  for (let at = log.indexOf("\n", from); at !== -1 && at < to; at = log.indexOf("\n", at + 1)) count += 1;
  return count;
}
