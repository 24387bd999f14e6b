import type { Incident } from "@/lib/desk/schemas";
import { Subject } from "@/lib/failures/schemas";

/** Reports take a moment; beyond that people wonder what happened in between. */
const NOTICED_MS = 2 * 60_000;

/** Whether a failure was found clearly later than it happened. */
export function wasFoundLater({ failedAt, lastSeenAt }: Pick<Incident, "failedAt" | "lastSeenAt">): boolean {
  return Date.parse(lastSeenAt) - Date.parse(failedAt) > NOTICED_MS;
}

/** Whether it is about a run that did not happen or is late, which was due rather than failed. */
export function isAboutDueRun({ subject }: Pick<Incident, "subject">): boolean {
  const parsed = Subject.safeParse(subject).data;
  return parsed?.kind === "check" && /^(?:missing|late):/.test(parsed.check.externalId);
}
