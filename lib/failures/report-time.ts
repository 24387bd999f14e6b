import type { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";

/** For this long, a delivery without an id counts as a resend of one with the same body (api.md). */
export const RESEND_WINDOW_MS = 5 * 60_000;

/** Breaks ties between reports of the same moment: the later stage of a run wins. */
const RANK: Record<FailureReport["event"], number> = {
  running: 0,
  will_retry: 1,
  cancelled: 2,
  failed: 3,
  succeeded: 4,
};

/** What was reported and when it happened, in milliseconds since the epoch; null if unknown. */
export interface Outcome {
  event: FailureReport["event"];
  at: number | null;
}

/**
 * When the reported event happened, in milliseconds since the epoch: the sender's timestamp if there is one, else the
 * time of receipt. Never later than the time of receipt, whatever the sender's clock says.
 */
export function reportTime(report: FailureReport, receivedAt: Date): number {
  const attempt = taskOf(report)?.attempt;
  const sent = report.occurredAt ?? (report.event === "running" ? attempt?.startedAt : attempt?.endedAt);
  const at = sent ? Date.parse(sent) : Number.NaN;
  return Number.isNaN(at) ? receivedAt.getTime() : Math.min(at, receivedAt.getTime());
}

/** Whether `next` supersedes `known`, in whichever order they were received. */
export function isNewer(next: Outcome, known: Outcome): boolean {
  const [a, b] = [next.at ?? -Infinity, known.at ?? -Infinity];
  return a === b ? RANK[next.event] >= RANK[known.event] : a > b;
}
