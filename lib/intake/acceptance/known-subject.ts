import { isNewer } from "@/lib/failures/report-time";
import type { FailureReport } from "@/lib/failures/schemas";

/** What was reported of a service, workload or check. Times are milliseconds since 1970, by the sender's clock. */
export interface KnownSubject {
  id: string;
  state: FailureReport["event"] | null;
  stateAt: number | null;
}

/** What is known of a subject after one more report, in whatever order reports arrive. */
export function withSubjectReport(subject: KnownSubject, { event }: FailureReport, at: number): KnownSubject {
  const isCurrent =
    subject.state === null || isNewer({ event, at }, { event: subject.state, at: subject.stateAt });
  return isCurrent ? { ...subject, state: event, stateAt: at } : subject;
}
