import type { FixOutcome } from "@/lib/fixes/schemas";

/** An end of what had failed, in any run, after the fix was merged. Times are epoch ms. */
export interface RunEnding {
  outcome: "succeeded" | "failed";
  /** Null for what has no runs, such as a service. */
  runId: string | null;
  /** The orchestrator's id of the run. */
  run: string | null;
  /** When it started, by the attempt, else by its run. */
  startedAt: number;
  at: number;
  /** -1 for a task that is not mapped, and for a whole run. */
  mapIndex: number;
  /** The commit that ran, if the orchestrator knows it. */
  version: string | null;
  /** Of a failure: whether it is the one that the fix is for, by fingerprint. */
  isSame: boolean;
  /** Of a failure: its incident, if it has one. */
  incident: { id: string; number: number } | null;
}

/** What is known about a merged fix. */
export interface OutcomeFacts {
  mergedAt: number;
  mergeCommit: string | null;
  /** The commits that ran or were read before the fix. */
  oldVersions: readonly string[];
  rerunAt: number | null;
  mapIndex: number;
  endings: readonly RunEnding[];
}

export type OutcomeJudgement =
  | { outcome: Exclude<FixOutcome, "unknown">; ending: RunEnding; others: RunEnding[] }
  | { outcome: "unknown" | null; ending: null; others: RunEnding[] };

/**
 * Merged code takes a while to reach the workers. A run that starts sooner counts only if the orchestrator knows that it ran
 * another commit, or if a person asked for it.
 */
export const DEPLOY_MS = 5 * 60_000;
/** Clocks of the orchestrator and the product differ. */
const CLOCK_MS = 30_000;

/**
 * What became of a merged fix: the first run after the merge in which the task succeeded, or failed with the same failure,
 * decides. Another failure of the task decides nothing. Pure.
 * @param watchMs after this without a decision, the outcome is unknown
 */
export function judgeOutcome(facts: OutcomeFacts, now: number, watchMs: number): OutcomeJudgement {
  const counted = facts.endings.filter((ending) => ranTheFix(ending, facts)).toSorted((a, b) => a.at - b.at);
  const ending = counted.find((end) =>
    end.outcome === "succeeded" ? end.mapIndex === facts.mapIndex : end.isSame,
  );
  const isOther = (end: RunEnding) => end.outcome === "failed" && !end.isSame && end.incident !== null;
  const others = counted.filter((end) => isOther(end) && (ending === undefined || end.at <= ending.at));
  if (ending) {
    return { outcome: ending.outcome === "succeeded" ? "worked" : "did_not_work", ending, others };
  }
  return { outcome: now > facts.mergedAt + watchMs ? "unknown" : null, ending: null, others };
}

/** Whether what ended had started with the merged code, as far as that is known. */
function ranTheFix({ startedAt, version }: RunEnding, facts: OutcomeFacts): boolean {
  if (version !== null && version === facts.mergeCommit) return true;
  if (version !== null && facts.oldVersions.includes(version)) return false;
  if (startedAt <= facts.mergedAt) return false;
  if (version !== null || startedAt > facts.mergedAt + DEPLOY_MS) return true;
  return facts.rerunAt !== null && startedAt >= facts.rerunAt - CLOCK_MS;
}
