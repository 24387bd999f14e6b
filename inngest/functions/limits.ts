import { EVENTS } from "@/lib/workflows/plans";

/**
 * Concurrent steps per function, at most half of them for one workspace, so that a flood in one leaves room for others.
 * An engine allows two limits, so there is none per incident; verbs are safe to run concurrently.
 */
export const ANALYSIS_LIMITS = [{ key: "event.data.workspaceId", limit: 4 }, { limit: 8 }] as const;

/** Ends the run of a workflow that somebody cancelled. */
export const CANCEL_ON = [
  { event: EVENTS.workflowCancelled, if: "async.data.workflowId == event.data.workflowId" },
];
