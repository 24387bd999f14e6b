/** Events that start workflows. Payloads are ids. */
export const EVENTS = {
  analysisRequested: "incident/analysis.requested",
  fixesRequested: "incident/fixes.requested",
  pullRequestRequested: "fix/pull-request.requested",
  incidentResponseRequested: "workflow/incident-response.requested",
  postmortemRequested: "workflow/postmortem.requested",
  runbookSyncRequested: "workflow/runbook-sync.requested",
  /** Stops the run of the workflow it names. */
  workflowCancelled: "workflow/cancelled",
} as const;

/**
 * Analysis steps in order. If a model is configured, the steps that ask it follow `join-symptoms`: which ones is decided
 * then.
 */
export function analysisSteps(options: { hasModel: boolean }): string[] {
  return [
    "collect-evidence",
    "assess-impact",
    "diagnose",
    "reassess-severity",
    ...(options.hasModel ? ["join-symptoms"] : []),
    ...fixStepNames(options),
    "wrap-up",
  ];
}

/** Fix proposal steps in order. */
export function fixStepNames(options: { hasModel: boolean }): string[] {
  return ["propose-fixes", ...(options.hasModel ? ["ask-claude-for-fix"] : [])];
}
