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
  isOpen: boolean;
  /** The reported run is among its occurrences. */
  hasRun: boolean;
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
  /** Another report of a failure that the incident already holds. */
  | { kind: "repeat"; incidentId: string }
  /** The incident was opened by a vaguer report of the same failure; this one says more. */
  | { kind: "enrich"; incidentId: string }
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
      return report.scope === "run" ? decideRun(report, dedupKey, known) : decideTask(dedupKey, known);
  }
}

function decideSuccess(known: Known): Decision {
  if (!known.hasFailedTry) return { kind: "record" };
  const incident = known.incidents.find((one) => one.isOpen && one.hasRun && one.taskId === known.taskId);
  return { kind: "recover", incidentId: incident?.id ?? null };
}

function decideTask(dedupKey: string, known: Known): Decision {
  if (known.attempt?.incidentId) return { kind: "repeat", incidentId: known.attempt.incidentId };
  // A DAG-level report of this run came first and could not name the task.
  const vague = known.incidents.find(
    (one) => one.isOpen && one.hasRun && one.isRunScope && one.taskId === null,
  );
  if (vague)
    return vague.hasException
      ? { kind: "repeat", incidentId: vague.id }
      : { kind: "enrich", incidentId: vague.id };
  return foldOrOpen(dedupKey, known);
}

function decideRun(report: FailureReport, dedupKey: string, known: Known): Decision {
  const ofRun = known.incidents.filter((one) => one.hasRun);
  const same = ofRun.find((one) => one.isOpen) ?? ofRun[0];
  if (same) {
    const saysMore = same.isOpen && !same.hasException && report.exception?.traceback != null;
    return { kind: saysMore ? "enrich" : "repeat", incidentId: same.id };
  }
  return foldOrOpen(dedupKey, known);
}

function foldOrOpen(dedupKey: string, known: Known): Decision {
  const open = known.incidents.find(
    (one) => one.isOpen && (one.dedupKey === dedupKey || one.aliasKeys.includes(dedupKey)),
  );
  return open ? { kind: "fold", incidentId: open.id } : { kind: "open" };
}
