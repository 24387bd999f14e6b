/**
 * How many steps of one function run at once: half of them at most for one workspace, so that a flood in one leaves
 * room for the others. An engine takes two limits, so there is none per incident: verbs are safe beside each other.
 */
export const ANALYSIS_LIMITS = [{ key: "event.data.workspaceId", limit: 4 }, { limit: 8 }] as const;
