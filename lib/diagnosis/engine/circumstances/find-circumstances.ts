import { candidateLines, type CandidateLine } from "@/lib/diagnosis/engine/circumstances/candidate-lines";
import { topicsOf, type Topic } from "@/lib/diagnosis/engine/circumstances/topics";
import { distinctNames, wordsOfNames } from "@/lib/diagnosis/engine/circumstances/distinct-names";
import type { FoundSignature } from "@/lib/diagnosis/engine/find-signatures";
import { logOfSubject, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import type { EvidenceReason } from "@/lib/diagnosis/engine/weigh-evidence";

/** A line of the evidence about the same thing as the failure: a change since it last worked, or a measurement. */
export interface Circumstance extends EvidenceReason {
  /** A change of code or configuration, rather than something that was measured or happened. */
  isChange: boolean;
  /** Strong enough to stand beside the cause. */
  isTelling: boolean;
  /** What completes the sentence of a cause: `; since the last good run …` or `. Title: “…”`. */
  ending: string;
}

const POINTS = {
  topic: 2,
  word: 0.75,
  name: 1.5,
  nameWord: 0.75,
  /** A peculiar name in the lines above the failure. */
  nameAbove: 1,
  change: 1,
  failingFile: 1.5,
  failingLine: 1.5,
  replacing: 0.5,
  sameThing: 1,
  /** An input that its collector found unusual, or an event of the attempt that reports a failure. */
  unusual: 2,
};
const MAX_WORDS = 3;
const MAX_NAMES = 2;
/** A patch has many lines, so that a word alone would often fit by chance. */
const NEEDED = { commit: 4.5, other: 3, sameThing: 2 };
/** What was changed where it runs needs no name to be telling. */
const TELLING: Readonly<Partial<Record<string, number>>> = { deploy: 3, no_log: 3, commit: 4.5 };
const TELLING_OTHERWISE = 4;
const MAX_OF_PIECE = 3;
/** What changed where it runs comes first, then what happened there, then what was committed. */
const RANK: Readonly<Partial<Record<string, number>>> = {
  deploy: 0,
  event: 1,
  metric: 1,
  no_log: 1,
  commit: 2,
};
const MAX_CIRCUMSTANCES = 5;

/**
 * Changes and measurements about what failed: its names, or the words that such failures are about (`topics.ts`). They say what is
 * known around the cause, each with the line that shows it; they move no weight. Lines from before the last good run count only
 * if a later one names the same thing. The most telling come first, and what happened comes before what was committed. `cause` is the
 * sentence that names the cause. Pure; linear in the evidence.
 */
export function findCircumstances(
  observed: Observed,
  { signature, cause }: { signature: FoundSignature | null; cause: string },
): Circumstance[] {
  const failure = failureOf(observed, signature, cause);
  const lines = candidateLines(observed).map((line): Chosen => {
    const names = distinctNames(line.text);
    return { line, names, points: pointsOf(line, names, failure), hasSame: false };
  });
  const first = choose(lines.filter(({ line }) => !line.isOld));
  const seenLater = piecesByName(first);
  const counting = lines.filter((own) => !own.line.isOld || isNamedElsewhere(own, seenLater));
  const named = piecesByName([...first, ...counting.filter(({ line }) => isChangeBesideCode(line))]);
  const pieces = new Set(first.map(({ line }) => line.piece.id));
  return choose(counting.map((own) => beside(own, named, pieces)))
    .sort((a, b) => rankOf(a) - rankOf(b) || b.points - a.points || b.line.number - a.line.number)
    .slice(0, MAX_CIRCUMSTANCES)
    .map(({ line, points }) => toCircumstance(line, points));
}

const rankOf = ({ line }: Chosen): number => RANK[line.piece.kind] ?? Number.POSITIVE_INFINITY;

interface Failure {
  topics: readonly Topic[];
  names: ReadonlySet<string>;
  /** Of which the names consist. */
  words: ReadonlySet<string>;
  /** Peculiar names in the last lines before the failure. */
  above: ReadonlySet<string>;
}

function failureOf(observed: Observed, signature: FoundSignature | null, cause: string): Failure {
  const subject = signature?.subject ?? observed.subjects[0];
  const { task, pipeline, orchestrator } = observed.input.failure;
  const text = `${cause}\n${subject?.text.slice(0, 2_000) ?? ""}`;
  const captures = Object.values(signature?.captures ?? {}).join("\n");
  const names = distinctNames(`${text}\n${captures}\n${task ?? ""} ${pipeline}`);
  names.delete(orchestrator.toLowerCase());
  return {
    topics: topicsOf(`${text}\n${task ?? ""}`),
    names,
    words: wordsOfNames(names),
    above: namesAbove(observed, subject),
  };
}

const LINES_ABOVE = 15;

function namesAbove({ logs }: Observed, subject: ObservedSubject | undefined): ReadonlySet<string> {
  const log = logOfSubject(logs, subject);
  if (log === null || subject === undefined) return new Set();
  const end = subject.startLine - log.firstLine;
  const above = log.lines.slice(Math.max(0, end - LINES_ABOVE), end).map((line) => line.slice(0, 500));
  return new Set([...distinctNames(above.join("\n"))].filter((name) => isPeculiar(name) && /\d/.test(name)));
}

interface Chosen {
  line: CandidateLine;
  /** The names in its text. */
  names: ReadonlySet<string>;
  points: number;
  /** Whether it is about the same thing as a circumstance in another piece. */
  hasSame: boolean;
}

/** Something was changed where it runs, which is known to have taken effect; a commit may not have been deployed. */
const isChangeBesideCode = (line: CandidateLine): boolean => line.isChange && !isCommit(line);

const isCommit = ({ piece }: CandidateLine): boolean => piece.kind === "commit";

/** The best lines of each piece, with enough points. */
function choose(lines: readonly Chosen[]): Chosen[] {
  const enough = lines
    .filter(({ line, points, hasSame }) => {
      if (isCommit(line)) return points >= NEEDED.commit;
      return points >= (hasSame ? NEEDED.sameThing : NEEDED.other);
    })
    .sort((a, b) => b.points - a.points);
  const taken = new Map<string, number>();
  return enough.filter(({ line }) => {
    const count = taken.get(line.piece.id) ?? 0;
    taken.set(line.piece.id, count + 1);
    return count < (isCommit(line) ? 1 : MAX_OF_PIECE);
  });
}

/** The pieces whose lines have each peculiar name. */
function piecesByName(lines: readonly Chosen[]): Map<string, Set<string>> {
  const pieces = new Map<string, Set<string>>();
  for (const { line, names } of lines)
    for (const name of names)
      if (isPeculiar(name)) pieces.set(name, (pieces.get(name) ?? new Set()).add(line.piece.id));
  return pieces;
}

/** Whether a line of another piece has one of its peculiar names. */
const isNamedElsewhere = (
  { line, names }: Chosen,
  named: ReadonlyMap<string, ReadonlySet<string>>,
): boolean =>
  [...names].some((name) => [...(named.get(name) ?? [])].some((other) => other !== line.piece.id));

/**
 * The same line, with what it gains from a line in another piece that names the same thing, and whether it belongs to a piece
 * that says something about the failure in any case.
 */
function beside(
  own: Chosen,
  named: ReadonlyMap<string, ReadonlySet<string>>,
  pieces: ReadonlySet<string>,
): Chosen {
  if (isCommit(own.line)) return own;
  const isNamedBeside = isNamedElsewhere(own, named);
  const gain = isNamedBeside
    ? POINTS.sameThing + (own.points === 0 && own.line.isChange ? POINTS.change : 0)
    : 0;
  return { ...own, hasSame: isNamedBeside || pieces.has(own.line.piece.id), points: own.points + gain };
}

function pointsOf(
  line: CandidateLine,
  own: ReadonlySet<string>,
  { topics, names, words, above }: Failure,
): number {
  const found = new Set(
    topics.flatMap(({ why }) => [...line.text.matchAll(why)].map(([word]) => word.toLowerCase())),
  );
  const unusual = line.isUnusual ? POINTS.unusual : 0;
  const topic =
    found.size === 0 ? unusual : POINTS.topic + (Math.min(found.size, MAX_WORDS) - 1) * POINTS.word;
  // A patch to a file that failed shares its names in any case.
  if (isCommit(line) && topic === 0) return 0;
  const shared = [...own].filter((name) => names.has(name)).length;
  const sharedWords = shared > 0 ? 0 : [...wordsOfNames(own)].filter((word) => words.has(word)).length;
  const sharedAbove = isCommit(line)
    ? 0
    : [...own].filter((name) => above.has(name) && !names.has(name)).length;
  const named =
    Math.min(shared, MAX_NAMES) * POINTS.name +
    Math.min(sharedWords, MAX_NAMES) * POINTS.nameWord +
    Math.min(sharedAbove, MAX_NAMES) * POINTS.nameAbove;
  if (topic + named === 0) return 0;
  return (
    topic +
    named +
    unusual +
    (line.isChange ? POINTS.change : 0) +
    (line.isFailingFile ? POINTS.failingFile : 0) +
    (line.isFailingLine ? POINTS.failingLine : 0) +
    (line.isReplacing ? POINTS.replacing : 0)
  );
}

/** A name that no other thing is likely to have. */
function isPeculiar(name: string): boolean {
  return name.length >= 5 && /[_\d./-]/.test(name);
}

function toCircumstance(line: CandidateLine, points: number): Circumstance {
  return {
    piece: line.piece,
    line: line.number,
    claim: line.claim,
    text: line.claim,
    weights: {},
    share: 1,
    isChange: line.isChange,
    isTelling: !line.isOld && points >= (TELLING[line.piece.kind] ?? TELLING_OTHERWISE),
    ending: line.ending,
  };
}
