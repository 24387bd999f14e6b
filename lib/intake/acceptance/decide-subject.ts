import {
  foldOrOpen,
  hasFailedSince,
  isOpenHere,
  recover,
  type Decision,
  type Known,
  type KnownIncident,
} from "@/lib/intake/acceptance/decide-report";
import type { FailureReport } from "@/lib/failures/schemas";

/**
 * Decides what a report of a service, workload or check means. These have no runs or attempts: the same failure folds
 * into the open incident, a report of the same episode only repeats it, and it ends when the sender says so. Pure.
 */
export function decideSubject(report: FailureReport, dedupKey: string, known: Known): Decision {
  switch (report.event) {
    case "running":
    case "will_retry":
    case "cancelled":
      return { kind: "record" };
    case "succeeded":
      return decideRecovery(report, known);
    case "failed":
      return decideFailure(report, dedupKey, known);
  }
}

function decideFailure(report: FailureReport, dedupKey: string, known: Known): Decision {
  const { subject } = known;
  const isOver = subject?.state === "succeeded" && (subject.stateAt ?? known.at) >= known.at;
  if (isOver) return { kind: "record" };
  const same = known.incidents.find((incident) => isOpenHere(incident) && isSameEpisode(incident, report));
  if (same && report.episode !== null) return { kind: "repeat", incidentId: same.id };
  return foldOrOpen(report, dedupKey, known);
}

/**
 * A recovery ends its episode, or everything open for the subject if it names none. A late one ends nothing: after a newer
 * failure of its episode, or, if it names none, of the subject.
 */
function decideRecovery(report: FailureReport, known: Known): Decision {
  const { subject } = known;
  const isLate = subject?.state === "failed" && (subject.stateAt ?? known.at) > known.at;
  if (isLate && report.episode === null) return { kind: "record" };
  const open = known.incidents.filter(isOpenHere);
  if (report.episode === null) return recover(open);
  return recover(
    open.filter((incident) => isSameEpisode(incident, report) && !hasFailedSince(incident, known.at)),
  );
}

function isSameEpisode(incident: KnownIncident, { episode }: FailureReport): boolean {
  return incident.episode === episode;
}
