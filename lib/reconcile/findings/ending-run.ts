import type { PastRun } from "@/lib/pipelines/expectations/run-history";
import type { ReportedFinding } from "@/lib/reconcile/schemas";

/**
 * The run that ended what was found about a pipeline: the one that was missing, or the success of the one that was late or of
 * one after a run that did less than usual. Null if none is known. `runs`: newest first. Pure.
 */
export function endingRun(key: string, alert: ReportedFinding, runs: readonly PastRun[]): string | null {
  if (alert.isAboutEndedRun) return latestSuccess(runs)?.runId ?? null;
  switch (key.slice(0, key.indexOf(":"))) {
    case "missing":
      return runs.findLast((run) => run.startedAt !== null && wasMissing(run, alert))?.runId ?? null;
    case "late":
      return runs.find(({ runId, state }) => runId === alert.run && state === "succeeded")?.runId ?? null;
    default:
      return null;
  }
}

/** Whether it is the run that was missing, or the first one that came since it was due. */
function wasMissing({ runId, dueAt, startedAt }: PastRun, { run, episode }: ReportedFinding): boolean {
  if (run !== null) return runId === run;
  const at = dueAt ?? startedAt;
  return at !== null && at.getTime() >= Date.parse(episode);
}

/** The latest success that is not of a backfill. */
export function latestSuccess(runs: readonly PastRun[]): PastRun | undefined {
  return runs.find(({ state, type }) => state === "succeeded" && type !== "backfill");
}
