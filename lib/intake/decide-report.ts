import type { FailureReport } from "@/lib/intake/schemas";

/** An open incident of the same pipeline, as far as the decision needs it. */
export interface KnownIncident {
  id: string;
  dedupKey: string;
  aliasKeys: readonly string[];
  taskId: string | null;
  /** The report it was opened with spoke of the whole run. */
  isRunScope: boolean;
  hasException: boolean;
  occurrenceCount: number;
  isOpen: boolean;
  /** The reported run is among its occurrences. */
  hasRun: boolean;
  /** Of the reported run nothing but the run as a whole was reported so far. */
  hasVagueRun: boolean;
  /** Of another pipeline; it holds this run because a failure of it was merged into that incident. */
  isElsewhere: boolean;
  /** The open incident that this one was merged into; a symptom's own identity lives on in it. */
  mergedInto: { incidentId: string; isSymptom: boolean } | null;
}

/** What is already known when a report arrives. */
export interface Known {
  /** The same try, if it was reported before. */
  attempt: { state: string | null; incidentId: string | null } | null;
  /** Earlier failed tries of the same task in the same run. */
  hasFailedTry: boolean;
  taskId: string | null;
  incidents: readonly KnownIncident[];
}

export type Decision =
  /** Recorded, opens nothing: a retry to come, a start, a success of something that never failed. */
  | { kind: "record" }
  | { kind: "open" }
  /** Another failure of an open incident. */
  | { kind: "fold"; incidentId: string }
  /** A run that failed with another one before, whose incident is open, has failed in the same way again. */
  | { kind: "echo"; incidentId: string }
  /** Another report of a failure that the incident already holds. */
  | { kind: "repeat"; incidentId: string }
  /** The incident was opened by a vaguer report of the same failure; this one says more. */
  | { kind: "enrich"; incidentId: string }
  /** `vagueId` was opened by a vaguer report of what turns out to be another failure of an open incident. */
  | { kind: "absorb"; incidentId: string; vagueId: string }
  /** A later try of the same run succeeded. */
  | { kind: "recover"; incidentId: string | null };

/**
 * Decides what a report means for incidents. Pure.
 * One failure of one run is one incident, however many callbacks report it (task and DAG level, the same
 * try twice after a lost heartbeat, Prefect's automation beside its hook); the same failure of the same
 * task in a later run folds into the open incident; a try that will be retried opens nothing.
 */
export function decideReport(report: FailureReport, dedupKey: string, known: Known): Decision {
  switch (report.event) {
    case "running":
    case "will_retry":
      return { kind: "record" };
    case "succeeded":
      return decideSuccess(known);
    case "failed":
      return report.scope === "run"
        ? decideRun(report, dedupKey, known)
        : decideTask(report, dedupKey, known);
  }
}

function decideSuccess(known: Known): Decision {
  if (!known.hasFailedTry) return { kind: "record" };
  const incident = known.incidents.find(
    (one) => one.isOpen && one.hasRun && !one.isElsewhere && one.taskId === known.taskId,
  );
  return { kind: "recover", incidentId: incident?.id ?? null };
}

function decideTask(report: FailureReport, dedupKey: string, known: Known): Decision {
  if (known.attempt?.incidentId) return { kind: "repeat", incidentId: known.attempt.incidentId };
  // A DAG-level report of this run came first and could not name the task.
  const vague = known.incidents.find(
    (one) => one.isOpen && one.hasRun && !one.isElsewhere && one.isRunScope && one.taskId === null,
  );
  const twin = known.incidents.find((one) => one.isOpen && one !== vague && hasKey(one, dedupKey));
  if (vague && twin) {
    // What holds earlier runs as well was not opened by this failure.
    return vague.occurrenceCount === 1
      ? { kind: "absorb", incidentId: twin.id, vagueId: vague.id }
      : { kind: "fold", incidentId: twin.id };
  }
  if (vague)
    return vague.hasException
      ? { kind: "repeat", incidentId: vague.id }
      : { kind: "enrich", incidentId: vague.id };
  // The same, in a later run: the run has been counted already, by its own report.
  const counted = known.incidents.find(
    (one) => one.isOpen && one.hasVagueRun && !one.isElsewhere && hasKey(one, dedupKey),
  );
  if (counted) return { kind: "repeat", incidentId: counted.id };
  return foldOrOpen(report, dedupKey, known);
}

function hasKey(one: KnownIncident, dedupKey: string): boolean {
  return one.dedupKey === dedupKey || one.aliasKeys.includes(dedupKey);
}

function decideRun(report: FailureReport, dedupKey: string, known: Known): Decision {
  const ofRun = known.incidents.filter((one) => one.hasRun);
  const same = ofRun.find((one) => one.isOpen) ?? ofRun[0];
  if (same) {
    const canLearn = same.isOpen && !same.isElsewhere && !same.hasException;
    const saysMore = canLearn && report.exception?.traceback != null;
    return { kind: saysMore ? "enrich" : "repeat", incidentId: same.id };
  }
  return foldOrOpen(report, dedupKey, known);
}

function foldOrOpen(report: FailureReport, dedupKey: string, known: Known): Decision {
  const same = known.incidents.filter((one) => hasKey(one, dedupKey));
  const open = same.find((one) => one.isOpen);
  if (open) return { kind: "fold", incidentId: open.id };
  const merged = same.find((one) => one.mergedInto)?.mergedInto;
  if (!merged) return { kind: "open" };
  if (!merged.isSymptom) return { kind: "fold", incidentId: merged.incidentId };
  // Without an error, as in "2/2 states failed", two failures look the same that are not; the analysis tells.
  return report.exception ? { kind: "echo", incidentId: merged.incidentId } : { kind: "open" };
}
