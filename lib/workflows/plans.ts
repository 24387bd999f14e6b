/** Events that start workflows. Payloads are ids. */
export const EVENTS = {
  analysisRequested: "incident/analysis.requested",
  fixesRequested: "incident/fixes.requested",
  pullRequestRequested: "fix/pull-request.requested",
} as const;

/** Analysis steps in order; the model step is included only if a model is configured. */
export function analysisSteps(options: { hasModel: boolean }): string[] {
  return [
    "collect-evidence",
    "assess-impact",
    "diagnose",
    "reassess-severity",
    ...(options.hasModel ? ["join-symptoms", "ask-claude"] : []),
    ...fixStepNames(options),
    "wrap-up",
  ];
}

/** Fix proposal steps in order. */
export function fixStepNames(options: { hasModel: boolean }): string[] {
  return ["propose-fixes", ...(options.hasModel ? ["ask-claude-for-fix"] : [])];
}
