import { EVENTS } from "@/lib/workflows/plans";

/** What people may do with the workflows of one type. */
interface WorkflowKind {
  /** The event that starts it. */
  event: string;
  /** Its steps keep their results, so that it can resume from the failed one. */
  canResume: boolean;
  /** Why it cannot be cancelled; null if it can. */
  uncancellable: string | null;
  /** How to start it again if it cannot resume from the failed step. */
  again: string;
}

const KINDS: Readonly<Record<string, WorkflowKind>> = {
  INCIDENT_RESPONSE: {
    event: EVENTS.incidentResponseRequested,
    canResume: true,
    uncancellable: null,
    again: "Start it again from the incident.",
  },
  POSTMORTEM_PUBLISH: {
    event: EVENTS.postmortemRequested,
    canResume: true,
    uncancellable: null,
    again: "Start it again from the incident.",
  },
  KB_SYNC: {
    event: EVENTS.runbookSyncRequested,
    canResume: true,
    uncancellable: null,
    again: "Start another sync.",
  },
  "analyze-incident": {
    event: EVENTS.analysisRequested,
    canResume: false,
    uncancellable: null,
    again: "Analyze the incident again.",
  },
  "propose-fixes": {
    event: EVENTS.fixesRequested,
    canResume: false,
    uncancellable: null,
    again: "Propose fixes again.",
  },
  "open-pull-request": {
    event: EVENTS.pullRequestRequested,
    canResume: false,
    uncancellable: "A pull request that is being opened cannot be stopped halfway. Close it on GitHub.",
    again: "Open the pull request again from its fix.",
  },
};

const NOT_KNOWN = "This type of workflow no longer exists.";

interface Row {
  type: string;
  status: string;
  finalProgress: string | null;
}

/** Undefined for a type that no longer exists. */
export const workflowKind = (type: string): WorkflowKind | undefined => KINDS[type];

/** Why a workflow cannot be cancelled; null if it can. Pure. */
export function objectionToCancel({ type, status }: Pick<Row, "type" | "status">): string | null {
  if (status !== "PENDING" && status !== "RUNNING") return `The workflow is already ${status.toLowerCase()}.`;
  const kind = workflowKind(type);
  return kind ? kind.uncancellable : NOT_KNOWN;
}

/** Why a workflow cannot resume from its failed step; null if it can. Pure. */
export function objectionToRetry({ type, status, finalProgress }: Row): string | null {
  const kind = workflowKind(type);
  if (!kind) return NOT_KNOWN;
  if (status !== "FAILED" && status !== "CANCELLED")
    return `Only a failed or cancelled workflow can be retried; this one is ${status.toLowerCase()}.`;
  if (!kind.canResume) return `This workflow cannot resume from a failed step. ${kind.again}`;
  if (finalProgress !== null)
    return `The results of its steps have passed their retention and were removed. ${kind.again}`;
  return null;
}

export const canCancel = (row: Row): boolean => objectionToCancel(row) === null;
export const canRetry = (row: Row): boolean => objectionToRetry(row) === null;
