/** Features from how often similar lines occur in the log, and from a line's words. */
import { LINE_KINDS } from "@/lib/logs/builds/build-shapes";
import { stepOf, type AddFeature, type BuildView } from "@/lib/logs/builds/build-view";
import type { LogLine } from "@/lib/logs/records/log-line";

const START_STEPS = [1, 2, 4, 10, 40, 200] as const;
const FORM_STEPS = [1, 3, 10, 40, 200] as const;
const ALIKE_STEPS = [1, 2, 3, 6, 20] as const;
const WORDS = ["no", "few", "most", "all"] as const;
/** A line stands out if at most `RARE` lines start like it and at least `COMMON` lines start like its neighbor. */
const RARE = 6;
const COMMON = 15;
/** A word in more lines than this is not a name. */
const NAME_LINES = 6;
const LAST_LINES = 15;
/** At most this many lines before the failing command are read. */
const BEFORE_LINES = 6000;

export const REPETITION_FEATURES: readonly string[] = [
  ...START_STEPS.map((step) => `starts-alike-${step}`),
  ...FORM_STEPS.map((step) => `same-form-${step}`),
  ...ALIKE_STEPS.map((step) => `alike-${step}`),
  "seen-before-command",
  ...LINE_KINDS.map((name) => `${name}-stands-out`),
  "named-at-end",
  "strong-named-at-end",
  ...WORDS.flatMap((share) => [`${share}-new-words`, `strong-${share}-new-words`]),
];

/** Returns a function that calls `add` with the name of each feature of the line at a position. */
export function repetitionFeatures(
  lines: readonly LogLine[],
  view: BuildView,
): (at: number, add: AddFeature) => void {
  const { commandStart } = view.region;
  const before = lines.slice(Math.max(0, commandStart - BEFORE_LINES), commandStart).map((line) => line.text);
  const counts = countAlike(before, view);
  const words = readWords(view);
  return (at, add) => {
    const line = view.lines[at];
    if (line === undefined || line.blank) return;
    const starts = counts.starts[at] ?? 1;
    add(`starts-alike-${stepOf(starts, START_STEPS)}`);
    add(`same-form-${stepOf(counts.forms[at] ?? 1, FORM_STEPS)}`);
    add(`alike-${stepOf(counts.alike[at] ?? 1, ALIKE_STEPS)}`);
    if (counts.isSeenBefore(at)) add("seen-before-command");
    if (starts <= RARE && besideCommon(view, counts.starts, at)) {
      for (const kind of line.kinds) add(`${kind}-stands-out`);
    }
    if (words.isNamedAtEnd(at)) {
      add("named-at-end");
      if (line.strong) add("strong-named-at-end");
    }
    const share = words.newShare[at];
    if (share === undefined || share === null) return;
    add(`${share}-new-words`);
    if (line.strong) add(`strong-${share}-new-words`);
  };
}

const startOf = (text: string) => text.slice(0, 40).replace(/\d+/g, "0").slice(0, 14);
/** `Error in a1` and `Warning at b22` are both `A a a0`. */
const formOf = (text: string) =>
  text.slice(0, 24).replace(/[A-Z][A-Za-z]*/g, "A").replace(/[a-z]+/g, "a").replace(/\d+/g, "0").replace(/\s+/g, " ").slice(0, 9); // prettier-ignore
const maskOf = (text: string) => text.slice(0, 160).replace(/\d+/g, "0").trim();

interface Counts {
  starts: number[];
  forms: number[];
  alike: number[];
  isSeenBefore: (at: number) => boolean;
}

function countAlike(before: readonly string[], view: BuildView): Counts {
  const texts = view.lines.map((line) => line.text);
  const masks = texts.map(maskOf);
  const seen = new Set(before.map(maskOf));
  return {
    starts: countKeys(texts.map(startOf)),
    forms: countKeys(texts.map(formOf)),
    alike: countKeys(masks),
    isSeenBefore: (at) => seen.has(masks[at] ?? ""),
  };
}

/** How often each key occurs. */
function countKeys(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key) => counts.get(key) ?? 1);
}

function besideCommon(view: BuildView, starts: readonly number[], at: number): boolean {
  let above = at - 1;
  while (above >= 0 && view.lines[above]?.blank === true) above -= 1;
  let below = at + 1;
  while (below < view.lines.length && view.lines[below]?.blank === true) below += 1;
  return (starts[above] ?? 0) >= COMMON || (starts[below] ?? 0) >= COMMON;
}

const WORD = /[A-Za-z_][\w./-]{6,}/g;

interface LineWords {
  /** The share of the line's long words that are new in the log; null if it has no long words. */
  newShare: ((typeof WORDS)[number] | null)[];
  /** Whether a rare long word of the line recurs in the command's last lines. */
  isNamedAtEnd: (at: number) => boolean;
}

function readWords(view: BuildView): LineWords {
  const words = view.lines.map((line) => [...new Set(line.text.slice(0, 300).match(WORD))]);
  const lineCounts = new Map<string, number>();
  for (const own of words) for (const word of own) lineCounts.set(word, (lineCounts.get(word) ?? 0) + 1);
  const { region } = view;
  const isLast = (at: number) => {
    const distance = region.end - (region.indexes[at] ?? 0);
    return distance >= 0 && distance <= LAST_LINES;
  };
  const last = new Set<string>();
  for (const [at, own] of words.entries()) {
    const ends = region.endKnown && region.indexes[at] === region.end;
    if (isLast(at) && !ends) for (const word of own) last.add(word);
  }
  const isName = (word: string) => last.has(word) && (lineCounts.get(word) ?? 0) <= NAME_LINES;
  return {
    newShare: shareNew(words),
    isNamedAtEnd: (at) => view.inside[at] === true && !isLast(at) && (words[at] ?? []).some(isName),
  };
}

function shareNew(words: readonly string[][]): LineWords["newShare"] {
  const known = new Set<string>();
  return words.map((own) => {
    if (own.length === 0) return null;
    const fresh = own.filter((word) => !known.has(word)).length;
    for (const word of own) known.add(word);
    if (fresh === 0) return "no";
    return fresh === own.length ? "all" : fresh * 2 < own.length ? "few" : "most";
  });
}
