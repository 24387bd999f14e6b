import type { RetryAdvice } from "@/lib/advice/schemas";
import type { BuiltinDiagnosis } from "@/lib/diagnosis/engine/diagnosis-input";
import type { Category } from "@/lib/failures/schemas";

/** What earlier retries of the same task after the same error achieved. Attempts still running do not count. */
export interface RetryHistory {
  succeeded: number;
  failedAgain: number;
}

export interface RetryCase {
  diagnosis: Pick<
    BuiltinDiagnosis,
    "outcome" | "category" | "confidence" | "transience" | "rootCause" | "signature"
  >;
  history: RetryHistory;
  message: string;
  tryNumber: number;
}

/** Causes that stay until a person changes code, settings or a schema. Data and rights may change by themselves. */
const STAYS: ReadonlySet<Category> = new Set([
  "code_bug",
  "missing_dependency",
  "configuration",
  "warehouse_sql",
  "schema_change",
]);

/** Failing a task early costs more than a useless retry, so a cause must be nearly certain. */
const MIN_CONFIDENCE = 0.8;
/** How often the same error must have come back before history alone speaks against a retry. */
const MIN_FAILED_AGAIN = 3;
const FIRST_WAIT_SECONDS = 60;
const MAX_WAIT_SECONDS = 15 * 60;

/**
 * Decides whether a retry can help: what earlier retries achieved counts first, then what kind of failure it is. In
 * doubt the pipeline's own setting holds, which is `retry: true` without `waitSeconds`. Pure.
 */
export function decideRetry({ diagnosis, history, message, tryNumber }: RetryCase): RetryAdvice {
  const { succeeded, failedAgain } = history;
  const known = succeeded + failedAgain;
  if (succeeded > 0) {
    const reason = `A retry helped in ${succeeded} of the last ${known} cases of this error.`;
    return { retry: true, reason, ...waitFor(diagnosis.category, message, tryNumber) };
  }
  const isTransient = diagnosis.transience === "transient" || diagnosis.transience === "intermittent";
  if (failedAgain >= MIN_FAILED_AGAIN && !isTransient) {
    return { retry: false, reason: `The last ${failedAgain} retries of this error failed the same way.` };
  }
  if (staysUntilChanged(diagnosis)) {
    return { retry: false, reason: `${sentence(diagnosis.rootCause)} A retry cannot change that.` };
  }
  if (isTransient) {
    const reason = `${sentence(diagnosis.rootCause)} This may pass.`;
    return { retry: true, reason, ...waitFor(diagnosis.category, message, tryNumber) };
  }
  return { retry: true, reason: "Nothing is known that speaks against a retry." };
}

function staysUntilChanged(diagnosis: RetryCase["diagnosis"]): boolean {
  return (
    diagnosis.outcome === "diagnosed" &&
    diagnosis.signature !== null &&
    diagnosis.transience === "permanent" &&
    diagnosis.confidence >= MIN_CONFIDENCE &&
    STAYS.has(diagnosis.category)
  );
}

/** A rate limit is not over sooner than the sender says, or than a doubling wait allows. */
function waitFor(category: Category, message: string, tryNumber: number): { waitSeconds?: number } {
  if (category !== "rate_limit") return {};
  const named = /\bretry.after["']?\s{0,3}[:=]?\s{0,3}(\d{1,5})\s{0,2}(ms|m\b|min)?/i.exec(message);
  const factor = named?.[2] === "ms" ? 0.001 : named?.[2] ? 60 : 1;
  const waited = FIRST_WAIT_SECONDS * 2 ** Math.min(Math.max(tryNumber - 1, 0), 10);
  const seconds = named ? Math.ceil(Number(named[1]) * factor) : waited;
  return { waitSeconds: Math.min(Math.max(seconds, 1), MAX_WAIT_SECONDS) };
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
