import { isNewer } from "@/lib/failures/report-time";
import type { FailureReport } from "@/lib/failures/schemas";

/** The state of a service, workload or check. Times are epoch ms by the sender's clock. */
export interface KnownSubject {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: number | null;
}

/** A subject's state after another report, in any order of arrival. */
export function withSubjectReport(subject: KnownSubject, { event }: FailureReport, at: number): KnownSubject {
  const isCurrent =
    subject.state === null || isNewer({ event, at }, { event: subject.state, at: subject.stateAt });
  return isCurrent ? { ...subject, state: event, stateAt: at } : subject;
}
