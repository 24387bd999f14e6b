/** Compares the log of a failed run with that of a good one by the templates of their lines. */
import { createTemplateMiner, type Template } from "@/lib/logs/templates/templates";
import type { LineSpan } from "@/lib/logs/schemas";

/** A line of the failed log whose template the good log lacks, or has far less often. */
export interface NewLine {
  /** 1-based, in the failed log: the first line of the template. */
  line: number;
  text: string;
  /** How often the template occurs in each log. */
  count: number;
  goodCount: number;
}

/** A line of the good log whose template the failed log lacks. */
export interface MissingLine {
  text: string;
  goodCount: number;
}

/** What a failed run's log has that the good run's has not, and the other way round; the most telling first. */
export interface LogDifference {
  new: NewLine[];
  missing: MissingLine[];
  /** Far more frequent than in the good log. */
  frequent: NewLine[];
}

export interface ComparedLog {
  lines: readonly string[];
  /** The log's number of a line, given its index; lines may have been left out. */
  lineNumber: (index: number) => number;
}

/** Where the failed log shows the failure, by its line numbers. */
export interface FailureLines {
  /** Exceptions: only their messages are compared, because frames and source lines say nothing by themselves. */
  exceptions: readonly (LineSpan & { messageLine: number })[];
  /** Lines that were found to explain the failure, the best first. */
  failing: readonly number[];
}

const MAX_NEW = 20;
const MAX_MISSING = 10;
const MAX_FREQUENT = 5;
const MAX_TEXT = 500;
/** How much more often a template must occur to count as far more frequent: by factor, and by number. */
const FREQUENT_FACTOR = 5;
const FREQUENT_MORE = 10;
/** How many lines before the failure count as near it. */
const NEAR_LINES = 60;

const IS_WARNING =
  /\b(?:warn(?:ing)?|error|fail(?:ed|ure)?|fatal|critical|exception|denied|refused|timed? ?out|retry(?:ing)?|missing|not found|skipp(?:ed|ing))\b/i;
/** Group marks, and paths of log files, which differ in every run. */
const IS_CHATTER = /::(?:end)?group::|\*\*\* |attempt=\d+\.log|log_id=/;
/** The shortest text that says something. */
const MIN_LETTERS = 3;

/** Pure and linear in the size of both logs; about a million lines in a few seconds, so large logs belong in a worker. */
export function compareLogs(failed: ComparedLog, good: ComparedLog, failure: FailureLines): LogDifference {
  // One miner for both, so that equal lines share a template.
  const miner = createTemplateMiner();
  const goodUse = new Map<number, Use>();
  const failedUse = new Map<number, Use>();
  good.lines.forEach((text, index) => count(goodUse, miner.add(text), index));
  failed.lines.forEach((text, index) => count(failedUse, miner.add(text), index));
  const inGood = byRoot(goodUse, (id) => miner.get(id));
  const inFailed = byRoot(failedUse, (id) => miner.get(id));
  const places = placesOf(failure);
  const changed = [...inFailed].flatMap(([id, use]) => {
    const text = failed.lines[use.first] ?? "";
    const line = failed.lineNumber(use.first);
    if (!isTelling(text) || places.isInsideException(line)) return [];
    const goodCount = inGood.get(id)?.count ?? 0;
    return [{ line, text: text.trim().slice(0, MAX_TEXT), count: use.count, goodCount }];
  });
  const score = (row: NewLine) => scoreOf(row, places);
  return {
    new: changed
      .filter((row) => row.goodCount === 0)
      .toSorted((a, b) => score(b) - score(a) || a.line - b.line)
      .slice(0, MAX_NEW),
    frequent: changed
      .filter(
        ({ count, goodCount }) =>
          goodCount > 0 && count >= FREQUENT_FACTOR * goodCount && count - goodCount >= FREQUENT_MORE,
      )
      .toSorted((a, b) => b.count / b.goodCount - a.count / a.goodCount)
      .slice(0, MAX_FREQUENT),
    missing: [...inGood]
      .filter(([id, use]) => !inFailed.has(id) && isTelling(good.lines[use.first] ?? ""))
      // The first thing that did not happen says most.
      .toSorted(([, a], [, b]) => a.first - b.first)
      .slice(0, MAX_MISSING)
      .map(([, use]) => ({
        text: (good.lines[use.first] ?? "").trim().slice(0, MAX_TEXT),
        goodCount: use.count,
      })),
  };
}

interface Use {
  count: number;
  /** Index of its first line. */
  first: number;
}

function count(uses: Map<number, Use>, id: number, index: number): void {
  const use = uses.get(id);
  if (use === undefined) uses.set(id, { count: 1, first: index });
  else use.count += 1;
}

/** Adds up templates that have been merged since their lines were added. */
function byRoot(
  uses: ReadonlyMap<number, Use>,
  find: (id: number) => Template | undefined,
): Map<number, Use> {
  const roots = new Map<number, Use>();
  for (const [id, use] of uses) {
    const root = find(id)?.id ?? id;
    const known = roots.get(root);
    roots.set(root, {
      count: use.count + (known?.count ?? 0),
      first: Math.min(use.first, known?.first ?? use.first),
    });
  }
  return roots;
}

function isTelling(text: string): boolean {
  if (IS_CHATTER.test(text.slice(0, MAX_TEXT))) return false;
  const letters = text.slice(0, MAX_TEXT).match(/\p{L}{2,}/gu);
  return (letters?.join("").length ?? 0) >= MIN_LETTERS;
}

interface Places {
  isInsideException: (line: number) => boolean;
  isFailing: (line: number) => boolean;
  /** The line that explains the failure best. */
  best: number | null;
  /** The first line that shows the failure; null if none does. */
  start: number | null;
}

function placesOf({ exceptions, failing }: FailureLines): Places {
  const failingLines = new Set([...failing, ...exceptions.map((exception) => exception.messageLine)]);
  const starts = [...failing, ...exceptions.map((exception) => exception.startLine)];
  return {
    isInsideException: (line) =>
      !failingLines.has(line) &&
      exceptions.some(({ startLine, endLine }) => line >= startLine && line <= endLine),
    isFailing: (line) => failingLines.has(line),
    best: failing[0] ?? null,
    start: starts.length === 0 ? null : Math.min(...starts),
  };
}

/** The failure itself, then what came shortly before it, warnings first; what follows from it says least. */
function scoreOf({ line, text, count }: NewLine, { isFailing, best, start }: Places): number {
  const isBefore = start !== null && line < start;
  return (
    (line === best ? 5 : 0) +
    (isFailing(line) ? 4 : 0) +
    (IS_WARNING.test(text) ? 2 : 0) +
    (isBefore ? 1 : 0) +
    (isBefore && start - line <= NEAR_LINES ? 1 : 0) -
    (count > FREQUENT_MORE ? 0.5 : 0)
  );
}
