/** Events that start workflows. Payloads are ids. */
export const EVENTS = {
  analysisRequested: "incident/analysis.requested",
  fixesRequested: "incident/fixes.requested",
  pullRequestRequested: "fix/pull-request.requested",
} as const;

/** Steps of an analysis in order; asking the model is planned only where one is configured. */
export function analysisSteps(options: { hasModel: boolean }): string[] {
  return [
    "collect-evidence",
    "diagnose",
    ...(options.hasModel ? ["join-symptoms", "ask-claude"] : []),
    ...fixStepNames(options),
    "wrap-up",
  ];
}

/** Steps that propose fixes, in order. */
export function fixStepNames(options: { hasModel: boolean }): string[] {
  return ["propose-fixes", ...(options.hasModel ? ["ask-claude-for-fix"] : [])];
}
