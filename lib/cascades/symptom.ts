import { shortType } from "@/lib/logs/exceptions/short-type";

/** A failed run with what is known about why it failed. */
export interface FailedRun {
  error: { type: string | null; message: string } | null;
  /** The orchestrator's explanation of how the run ended, e.g. Prefect's state message. */
  reason: string | null;
  /** Name of its final state. */
  state: string | null;
  /** The exceptions in its log, innermost first within a chain; `link` is how each led to the next. */
  chain: readonly ChainMember[];
  /** Names of its failed tasks; null if unknown. */
  failedTasks: readonly string[] | null;
  /** The tasks that represent runs it started. */
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
  /** It failed for its own reason, whatever else failed inside it. */
  | { kind: "own" }
  /** Its error fits, but it failed before the other one had started, or started only after its next run was due. */
  | { kind: "other_time"; timing: "before" | "after" }
  /** Not enough information yet. */
  | { kind: "unknown" };

/** Shorter messages may occur in others by accident. */
const MIN_QUOTED_LENGTH = 12;
/** Prefect's message for a run that returned its tasks' states. */
const AGGREGATE = /^\d{1,6}\/\d{1,6} states (?:failed|are not final)\.?$/;
/** Prefect's message for a run without its own timeout when a run it waited for timed out. */
const INHERITED_TIMEOUT = /^Flow run exceeded timeout of None second/;

/**
 * Judges whether a failed run (`outer`) failed because a run it had started (`inner`) failed. Nesting alone is not
 * enough: a flow may recover from a failed subflow and then fail for its own reason. Pure.
 */
export function judgeSymptom(outer: FailedRun, inner: FailedRun): Judgement {
  if (AGGREGATE.test(outer.reason ?? "")) return judgeAggregate(outer);
  const innerWords = wordsOf(inner);
  const outerWords = wordsOf(outer);
  if (!innerWords || !outerWords) return { kind: "unknown" };
  if (outer.error && inner.error && isSameError(outer.error, inner.error)) {
    return { kind: "symptom", because: `both ended with ${nameError(inner.error)}` };
  }
  if (innerWords.length >= MIN_QUOTED_LENGTH && outerWords.includes(innerWords)) {
    return { kind: "symptom", because: `its error repeats this one's: ${cut(innerWords)}` };
  }
  if (INHERITED_TIMEOUT.test(outer.reason ?? "") && inner.state === "TimedOut") {
    return { kind: "symptom", because: "it has no timeout of its own, and this run timed out" };
  }
  if (inner.error && outer.error && isRaisedFrom(outer.chain, outer.error, inner.error)) {
    return {
      kind: "symptom",
      because: `its ${nameError(outer.error)} was raised from ${nameError(inner.error)}`,
    };
  }
  return { kind: "own" };
}

function judgeAggregate({ failedTasks, startedTasks }: FailedRun): Judgement {
  if (failedTasks === null || failedTasks.length === 0) return { kind: "unknown" };
  const started = new Set(startedTasks);
  return failedTasks.every((task) => started.has(task))
    ? { kind: "symptom", because: "only runs it had started failed in it" }
    : { kind: "own" };
}

function wordsOf({ error, reason }: FailedRun): string {
  return comparable(error?.message || reason || "");
}

interface ErrorWords {
  type: string | null;
  message: string;
}

/** Treats a hook's `builtins.KeyError` and a state message's `KeyError` as equal. */
export function isSameError(a: ErrorWords, b: ErrorWords): boolean {
  return shortType(a.type) === shortType(b.type) && comparable(a.message) === comparable(b.message);
}

/** Normalizes whitespace and length, because messages are stored with different limits. */
function comparable(message: string): string {
  return message.replaceAll(/\s+/g, " ").trim().slice(0, 480);
}

/** Whether a chain leads from `inner` to `outer` only by `raise … from …`; errors raised during handling are new. */
function isRaisedFrom(chain: readonly ChainMember[], outer: ErrorWords, inner: ErrorWords): boolean {
  const chainIds = new Set(chain.map((exception) => exception.chainId));
  return [...chainIds].some((id) => {
    const members = chain.filter((exception) => exception.chainId === id);
    const from = members.findIndex((member) => isSameError(member, inner));
    const to = members.findLastIndex((member) => isSameError(member, outer));
    return from >= 0 && to > from && members.slice(from, to).every((member) => member.link === "cause");
  });
}

/** `KeyError: 'customer_id'`; empty for no error. */
export function nameError(error: ErrorWords | null): string {
  if (!error) return "";
  const type = shortType(error.type);
  const message = cut(comparable(error.message));
  return type && message ? `${type}: ${message}` : type || message;
}

function cut(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 159)}…`;
}
