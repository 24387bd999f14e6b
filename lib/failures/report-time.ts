import type { FailureReport } from "@/lib/failures/schemas";
import { taskOf } from "@/lib/failures/subject";

/** Without an id of its own, a delivery with the same body is a resend for this long (api.md). */
export const RESEND_WINDOW_MS = 5 * 60_000;

/** Of two reports of the same moment the one that comes later in a run's life counts. */
const RANK: Record<FailureReport["event"], number> = {
  running: 0,
  will_retry: 1,
  cancelled: 2,
  failed: 3,
  succeeded: 4,
};

/** What was reported, and when it happened in milliseconds since 1970; null when nothing tells. */
export interface Outcome {
  event: FailureReport["event"];
  at: number | null;
}

/**
 * When the reported event happened, in milliseconds since 1970: by the sender's clock where the report tells, else
 * when it was received. Nothing happens after it was reported, whatever the sender's clock says.
 */
export function reportTime(report: FailureReport, receivedAt: Date): number {
  const attempt = taskOf(report)?.attempt;
  const told = report.occurredAt ?? (report.event === "running" ? attempt?.startedAt : attempt?.endedAt);
  const at = told ? Date.parse(told) : Number.NaN;
  return Number.isNaN(at) ? receivedAt.getTime() : Math.min(at, receivedAt.getTime());
}

/** Whether `next` is what is known after both, whichever was received first. */
export function isNewer(next: Outcome, known: Outcome): boolean {
  const [a, b] = [next.at ?? -Infinity, known.at ?? -Infinity];
  return a === b ? RANK[next.event] >= RANK[known.event] : a > b;
}
