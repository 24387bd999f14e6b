import { endpointsIn, sharedEndpoint } from "@/lib/cascades/endpoints";
import { isSameError, type FailedRun } from "@/lib/cascades/symptom";

/** Failures further apart are not taken for one outage; one that lasts is followed from failure to failure. */
export const OUTAGE_WINDOW_MS = 30 * 60_000;

/** What fails differently for every client while a system is down. */
const UNREACHABLE = new Set(["network_timeout", "infrastructure"]);
/** What one account or quota causes, with the same error for everyone who uses it. */
const SAME_FOR_ALL = new Set(["auth_permission", "rate_limit", "resource_exhausted"]);
/** Categories of failures that may be the same outage. */
export const OUTAGE_CATEGORIES: readonly string[] = [...UNREACHABLE, ...SAME_FOR_ALL];

/** A failure with the category of its diagnosis. */
export interface FailedAt {
  category: string | null;
  rootCause: string | null;
  failed: Pick<FailedRun, "error" | "reason">;
  /** Messages of the exceptions that led to the failure, as its log has them; empty if it was not read. */
  chain: string;
  /** Epoch ms. */
  failedAt: number;
}

/**
 * Judges whether two failures that no lineage connects are the same outage: both errors name the same host, and they happened
 * at the same time. A refused login or a used-up quota has to be the same error as well, because one host serves many
 * accounts. Pure.
 * @returns the host, such as `dwh:5432`; null if they are not
 */
export function judgeOutage(a: FailedAt, b: FailedAt): string | null {
  if (a.category === null || b.category === null) return null;
  if (Math.abs(a.failedAt - b.failedAt) > OUTAGE_WINDOW_MS) return null;
  const areUnreachable = UNREACHABLE.has(a.category) && UNREACHABLE.has(b.category);
  if (!areUnreachable && !isSameRefusal(a, b)) return null;
  return sharedEndpoint(endpointsIn(textOf(a)), endpointsIn(textOf(b)));
}

function isSameRefusal(a: FailedAt, b: FailedAt): boolean {
  const [first, second] = [a.failed.error, b.failed.error];
  if (a.category !== b.category || !SAME_FOR_ALL.has(a.category ?? "")) return false;
  return first !== null && second !== null && isSameError(first, second);
}

function textOf({ failed: { error, reason }, rootCause, chain }: FailedAt): string {
  return [error?.message, reason, rootCause, chain].filter(Boolean).join("\n");
}
