import type { Category } from "@/lib/failures/schemas";
import { raisedOn } from "@/lib/diagnosis/inference/deliberate-line";
import { weighType } from "@/lib/diagnosis/inference/exception-taxonomy";
import { CATEGORY_NOUN } from "@/lib/diagnosis/engine/describe-cause";
import { weighWords as weighSingleWords, type WordEvidence } from "@/lib/diagnosis/inference/message-words";
import { readComplaint } from "@/lib/diagnosis/inference/read-complaint";
import { MESSAGE_CUES } from "@/lib/diagnosis/inference/message-cues";
import type { Weights } from "@/lib/diagnosis/inference/weights";
import { BESIDE_WORDS, FRAME_WEIGHT, UNKNOWN_WEIGHT, WORDS_SHARE } from "@/lib/diagnosis/inference/weights";
import { boundText, errorTypesIn } from "@/lib/diagnosis/engine/failure-text";
import { lineEvidence } from "@/lib/logs/ranking/line-evidence";
import { messageOfSubject, type ObservedSubject } from "@/lib/diagnosis/engine/log-subjects";

/** An observation and the categories it points to. */
export interface Reason {
  text: string;
  weights: Weights;
  /** Its weight, 0..1. */
  share: number;
  /** Read from single words; its share already takes the signatures into account. */
  isFromWords?: boolean;
}

/** The first subject counts in full, later ones less. */
const SHARE_BY_RANK = [1, 0.4, 0.2, 0.1];
const NETWORK_LIBRARY =
  /site-packages\/(?:requests|urllib3|httpx|httpcore|aiohttp|websockets?|paramiko|grpc)\/|\/(?:socket|ssl|ftplib|smtplib)\.py$|\/http\/client\.py$/;
const DATABASE_LIBRARY =
  /site-packages\/(?:psycopg2?|sqlalchemy|pymysql|MySQLdb|mysql|pyodbc|oracledb|snowflake|google\/cloud\/bigquery|clickhouse_\w+|duckdb|trino|redshift_connector)\//;

/**
 * Weighs the exception types, messages and frames of the subjects; and, unless the failure `isExplained` by a signature,
 * the form of messages without a known phrase. Single words count by `wordsShare`, 0 to 1. Pure.
 */
export function weighSubjects(
  subjects: readonly ObservedSubject[],
  isExplained: boolean,
  wordsShare: number,
): Reason[] {
  return subjects.slice(0, SHARE_BY_RANK.length).flatMap((subject, rank) => {
    const share = (SHARE_BY_RANK[rank] ?? 0) * subject.weight;
    const words = wordsShare > 0 && isComplaint(subject) ? weighSingleWords(ownText(subject)) : [];
    const beside = words.length === 0 ? WHOLE : BESIDE_WORDS;
    const reasons = [
      ...weighTypes(subject).map((reason) => scaled(reason, beside.type)),
      ...weighWords(subject, isExplained).map((reason) => scaled(reason, beside.phrase)),
      ...weighFrames(subject),
    ];
    const isInformative = reasons.some(({ weights }) => weightEntries(weights).length > 0);
    return [
      ...(isInformative ? reasons : guess(subject)).map((reason) => ({ ...reason, share })),
      ...weighVocabulary(words, isInformative, (SHARE_BY_RANK[rank] ?? 0) * share * wordsShare),
    ];
  });
}

type Unshared = Omit<Reason, "share">;

/** A first guess for an unhandled exception that nothing else matches. */
function guess({ role, type }: ObservedSubject): Unshared[] {
  if (role !== "root") return [];
  return [{ text: `unhandled error of unknown type \`${type}\``, weights: UNKNOWN_WEIGHT }];
}

function weighTypes(subject: ObservedSubject): Unshared[] {
  // The driver's type is more specific than its wrapper; only one of them may count.
  const narrowest = errorTypesIn(subject.type, subject.text).slice(-1);
  return narrowest.map((type) => ({
    text: `exception type \`${asWritten(type, subject)}\``,
    weights: sumWeights(weighType(type)),
  }));
}

/** A lower-case type as the failure spells it. */
function asWritten(type: string, { type: own, text }: ObservedSubject): string {
  if (own?.toLowerCase() === type) return own;
  const at = text.toLowerCase().indexOf(type);
  return at < 0 ? type : text.slice(at, at + type.length);
}

function weighWords(subject: ObservedSubject, isExplained: boolean): Unshared[] {
  // The type is weighed separately, so leave it out of the message.
  const text = boundText(messageOfSubject(subject), 1_500);
  const cued = MESSAGE_CUES.flatMap((cue) => {
    const hit = cue.pattern.exec(text);
    return hit === null
      ? []
      : [{ text: `the message says ${cue.says} (“${hit[0].trim()}”)`, weights: cue.weights }];
  });
  if (isExplained) return cued;
  return cued.length === 0 || FOREIGN.test(text) ? [...cued, ...weighComplaint(text)] : cued;
}

/** Letters that English does not use; the cues know only English. */
const FOREIGN = /[^\P{L}A-Za-z]/u;

/** For messages without a known phrase: the form of the sentence. */
function weighComplaint(text: string): Unshared[] {
  const complaint = readComplaint(text);
  if (complaint === null) return [];
  return [{ text: `the message says “${complaint.quote.slice(0, 120)}”`, weights: complaint.weights }];
}

const WHOLE = { type: 1, phrase: 1 } as const;

/** Below this share single words cannot change anything. */
const MIN_WORDS_SHARE = 0.05;

/** What the single words of the message say, whatever its form. */
function weighVocabulary(words: readonly WordEvidence[], isKnown: boolean, share: number): Reason[] {
  if (share < MIN_WORDS_SHARE) return [];
  return words.map(({ category, weight, words: quoted }, rank) => ({
    text: describeWords(quoted, category, rank),
    weights: { [category]: weight },
    share: share * (isKnown ? WORDS_SHARE.besideReasons : WORDS_SHARE.alone),
    isFromWords: true,
  }));
}

/** The failing record. What follows it is often the output of something else. */
function ownText({ text, ownLength }: ObservedSubject): string {
  return text.slice(0, ownLength);
}

/** Whether the subject's words are about the failure: not a wrapper's, nor a line that reports no error. */
function isComplaint(subject: ObservedSubject): boolean {
  if (subject.role !== "line") return subject.role !== "wrapper";
  const evidence = lineEvidence(ownText(subject));
  return evidence === null ? subject.isLoggedAsError : evidence.weight >= REPORTS_ERROR;
}

function scaled(reason: Unshared, factor: number): Unshared {
  if (factor === 1) return reason;
  const weights = Object.fromEntries(
    weightEntries(reason.weights).map(([category, weight]) => [category, weight * factor]),
  );
  return { ...reason, weights };
}

/** In points of `lineEvidence`: from lines that mention an error upwards. */
const REPORTS_ERROR = 30;

function describeWords(words: readonly string[], category: Category, rank: number): string {
  const meaning = `${rank === 0 ? "usually" : "sometimes"} mean ${CATEGORY_NOUN[category]}`;
  if (words.length === 0) return `the words of the message ${meaning}`;
  const quoted = words.map((word) => `“${word}”`).join(", ");
  return words.length === 1
    ? `the word ${quoted} ${meaning.replace("mean", "means")}`
    : `the words ${quoted} ${meaning}`;
}

function weighFrames(subject: ObservedSubject): Unshared[] {
  const frames = subject.exception?.frames ?? [];
  const deepest = frames.at(-1);
  if (deepest === undefined) return [];
  if (deepest.origin === "user" && isDeliberate(subject.type, deepest.source)) {
    return [
      {
        text: `raised deliberately by a check in the pipeline's code (${deepest.file})`,
        weights: FRAME_WEIGHT.check,
      },
    ];
  }
  if (deepest.origin === "user") {
    return [{ text: `raised in the pipeline's own code (${deepest.file})`, weights: FRAME_WEIGHT.user }];
  }
  if (NETWORK_LIBRARY.test(deepest.file)) {
    return [{ text: "raised inside a network library", weights: FRAME_WEIGHT.network }];
  }
  if (DATABASE_LIBRARY.test(deepest.file)) {
    return [{ text: "raised inside a database driver", weights: FRAME_WEIGHT.database }];
  }
  if (frames.every((frame) => frame.origin === "orchestrator")) {
    return [
      {
        text: "raised inside the orchestrator, before the pipeline's code ran",
        weights: FRAME_WEIGHT.orchestrator,
      },
    ];
  }
  return [];
}

/** Structured logs have no source lines, but these types only ever come from a `raise`. */
const RAISED_ONLY = new Set(["RuntimeError", "Exception", "AirflowException", "AirflowFailException"]);

/** Code that fails deliberately: the cause is what it detected, not a bug in it. */
function isDeliberate(type: string | null, source: string | null): boolean {
  return source === null ? RAISED_ONLY.has(type?.split(".").at(-1) ?? "") : raisedOn(source) !== null;
}

/** Sums weights by category. */
export function sumWeights(parts: readonly Weights[]): Weights {
  const sum: Weights = {};
  for (const part of parts) {
    for (const [category, weight] of weightEntries(part)) sum[category] = (sum[category] ?? 0) + weight;
  }
  return sum;
}

export function weightEntries(weights: Weights): [Category, number][] {
  // Object.entries loses the key type.
  return Object.entries(weights) as [Category, number][];
}
