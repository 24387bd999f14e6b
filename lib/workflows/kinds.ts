import { EVENTS } from "@/lib/workflows/plans";

/** What people may do with the workflows of one type. */
interface WorkflowKind {
  /** The event that starts it. */
  event: string;
  /** Its steps keep their answers, so that it can go on from the failed one. */
  keepsAnswers: boolean;
  /** Why it cannot be cancelled; null if it can. */
  uncancellable: string | null;
  /** How it is started again if it cannot go on from the failed step. */
  again: string;
}

const KINDS: Readonly<Record<string, WorkflowKind>> = {
  INCIDENT_RESPONSE: {
    event: EVENTS.incidentResponseRequested,
    keepsAnswers: true,
    uncancellable: null,
    again: "Start it again for the incident.",
  },
  POSTMORTEM_PUBLISH: {
    event: EVENTS.postmortemRequested,
    keepsAnswers: true,
    uncancellable: null,
    again: "Start it again for the incident.",
  },
  KB_SYNC: {
    event: EVENTS.runbookSyncRequested,
    keepsAnswers: true,
    uncancellable: null,
    again: "Start another sync.",
  },
  "analyze-incident": {
    event: EVENTS.analysisRequested,
    keepsAnswers: false,
    uncancellable: null,
    again: "Analyze the incident again.",
  },
  "propose-fixes": {
    event: EVENTS.fixesRequested,
    keepsAnswers: false,
    uncancellable: null,
    again: "Ask for fixes again.",
  },
  "open-pull-request": {
    event: EVENTS.pullRequestRequested,
    keepsAnswers: false,
    uncancellable: "A pull request that is being opened cannot be stopped halfway. Close it on GitHub.",
    again: "Open the pull request again from its fix.",
  },
};

const NOT_KNOWN = "Workflows of this type are no longer known.";

interface Row {
  type: string;
  status: string;
  finalProgress: string | null;
}

/** Undefined for a type that is no longer known. */
export const workflowKind = (type: string): WorkflowKind | undefined => KINDS[type];

/** Why a workflow cannot be cancelled; null if it can. Pure. */
export function objectionToCancel({ type, status }: Pick<Row, "type" | "status">): string | null {
  if (status !== "PENDING" && status !== "RUNNING") return `The workflow is already ${status.toLowerCase()}.`;
  const kind = workflowKind(type);
  return kind ? kind.uncancellable : NOT_KNOWN;
}

/** Why a workflow cannot go on from its failed step; null if it can. Pure. */
export function objectionToRetry({ type, status, finalProgress }: Row): string | null {
  const kind = workflowKind(type);
  if (!kind) return NOT_KNOWN;
  if (status !== "FAILED" && status !== "CANCELLED")
    return `Only a failed or cancelled workflow can be retried; this one is ${status.toLowerCase()}.`;
  if (!kind.keepsAnswers) return `This workflow does not go on from a failed step. ${kind.again}`;
  if (finalProgress !== null)
    return `The answers of its steps were removed after their retention. ${kind.again}`;
  return null;
}

export const canCancel = (row: Row): boolean => objectionToCancel(row) === null;
export const canRetry = (row: Row): boolean => objectionToRetry(row) === null;
