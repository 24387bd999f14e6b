import { shortType } from "@/lib/logs/exceptions/short-type";

/** One failed run, as far as it is known why it failed. */
export interface FailedRun {
  error: { type: string | null; message: string } | null;
  /** What the orchestrator said of the run's end, e.g. Prefect's state message. */
  reason: string | null;
  /** Name of the state it ended in. */
  state: string | null;
  /** Exceptions of its log, innermost first within a chain; `link` says how one led to the next. */
  chain: readonly ChainMember[];
  /** Names of its failed tasks; null while that is not known. */
  failedTasks: readonly string[] | null;
  /** Which of its tasks stand for runs that it started. */
  startedTasks: readonly string[];
}

export interface ChainMember {
  type: string | null;
  message: string;
  chainId?: number | null;
  link?: string | null;
}

export type Judgement =
  /** `because` completes "it is a symptom, because …". */
  | { kind: "symptom"; because: string }
  /** It failed for a reason of its own, whatever else failed inside of it. */
  | { kind: "own" }
  /** Not enough is known yet. */
  | { kind: "unknown" };

/** Shorter messages are found in others by accident. */
const MIN_QUOTED_LENGTH = 12;
/** How Prefect ends a run that returned the states of its tasks. */
const AGGREGATE = /^\d{1,6}\/\d{1,6} states (?:failed|are not final)\.?$/;
/** How Prefect ends a run without a limit of its own when what it waited for ran out of time. */
const OTHERS_TIMEOUT = /^Flow run exceeded timeout of None second/;

/**
 * Whether a run that failed (`outer`) failed because a run that it had started (`inner`) did. That one ran inside
 * the other is not enough: a flow may get over a failed subflow and then fail by itself. Pure.
 */
export function judgeSymptom(outer: FailedRun, inner: FailedRun): Judgement {
  if (AGGREGATE.test(outer.reason ?? "")) return judgeAggregate(outer);
  const innerWords = wordsOf(inner);
  const outerWords = wordsOf(outer);
  if (!innerWords || !outerWords) return { kind: "unknown" };
  if (outer.error && inner.error && isSameError(outer.error, inner.error)) {
    return { kind: "symptom", because: `both ended with ${name(inner.error)}` };
  }
  if (innerWords.length >= MIN_QUOTED_LENGTH && outerWords.includes(innerWords)) {
    return { kind: "symptom", because: `its error repeats this one's: ${cut(innerWords)}` };
  }
  if (OTHERS_TIMEOUT.test(outer.reason ?? "") && inner.state === "TimedOut") {
    return { kind: "symptom", because: "it has no time limit of its own, and this one ran into its limit" };
  }
  if (inner.error && outer.error && isRaisedFrom(outer.chain, outer.error, inner.error)) {
    return { kind: "symptom", because: `its ${name(outer.error)} was raised from ${name(inner.error)}` };
  }
  return { kind: "own" };
}

function judgeAggregate({ failedTasks, startedTasks }: FailedRun): Judgement {
  if (failedTasks === null || failedTasks.length === 0) return { kind: "unknown" };
  const started = new Set(startedTasks);
  return failedTasks.every((task) => started.has(task))
    ? { kind: "symptom", because: "nothing failed in it but what it had started" }
    : { kind: "own" };
}

function wordsOf({ error, reason }: FailedRun): string {
  return plain(error?.message || reason || "");
}

interface ErrorWords {
  type: string | null;
  message: string;
}

/** `builtins.KeyError` of a hook is the `KeyError` of a state's message. */
function isSameError(a: ErrorWords, b: ErrorWords): boolean {
  return shortType(a.type) === shortType(b.type) && plain(a.message) === plain(b.message);
}

/** Messages are kept at different lengths in different places. */
function plain(message: string): string {
  return message.replaceAll(/\s+/g, " ").trim().slice(0, 480);
}

/** A chain that leads from `inner` to `outer` by `raise … from …` alone; an error met while handling another is new. */
function isRaisedFrom(chain: readonly ChainMember[], outer: ErrorWords, inner: ErrorWords): boolean {
  const chainIds = new Set(chain.map((one) => one.chainId));
  return [...chainIds].some((id) => {
    const members = chain.filter((one) => one.chainId === id);
    const from = members.findIndex((one) => isSameError(one, inner));
    const to = members.findLastIndex((one) => isSameError(one, outer));
    return from >= 0 && to > from && members.slice(from, to).every((one) => one.link === "cause");
  });
}

function name(error: ErrorWords): string {
  const type = shortType(error.type);
  const message = cut(plain(error.message));
  return type && message ? `${type}: ${message}` : type || message;
}

function cut(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}
