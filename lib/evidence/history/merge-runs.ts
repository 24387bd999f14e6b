import type { HistoryRun } from "@/lib/evidence/history/baseline";
import type { RecordedRun } from "@/lib/evidence/history/data";
import type { OrchestratorRun } from "@/lib/evidence/orchestrators/reader";
import type { SourceDescriptor } from "@/lib/intake/sources/descriptor";

/**
 * The runs that the orchestrator knows and those recorded here, newest first. The orchestrator's word counts for states and
 * times; only the records know rows and tries. Pure.
 */
export function mergeRuns(
  past: readonly OrchestratorRun[],
  recorded: readonly RecordedRun[],
  meaningOf: SourceDescriptor["meaningOfState"],
): HistoryRun[] {
  const byId = new Map<string, HistoryRun>();
  for (const run of recorded) byId.set(run.runId, fromRecord(run));
  for (const run of past) {
    const known = byId.get(run.runId);
    byId.set(run.runId, {
      runId: run.runId,
      outcome: outcomeOf(meaningOf(run.state)),
      startedAt: run.startedAt ?? known?.startedAt ?? null,
      endedAt: run.endedAt ?? known?.endedAt ?? null,
      rows: known?.rows ?? null,
      tries: known?.tries ?? null,
    });
  }
  return [...byId.values()].toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

function fromRecord({ failedAt, succeededAt, ...run }: RecordedRun): HistoryRun {
  const hasFailed = failedAt !== null && failedAt > (succeededAt ?? "");
  return {
    runId: run.runId,
    outcome: hasFailed ? "failed" : succeededAt !== null ? "succeeded" : "other",
    startedAt: run.startedAt,
    endedAt: run.endedAt ?? (hasFailed ? failedAt : succeededAt),
    rows: run.rows,
    tries: run.tries,
  };
}

function outcomeOf(meaning: ReturnType<SourceDescriptor["meaningOfState"]>): HistoryRun["outcome"] {
  return meaning === "succeeded" || meaning === "failed" ? meaning : "other";
}

/** Runs without a start sort by their end. */
function timeOf({ startedAt, endedAt }: HistoryRun): string {
  return startedAt ?? endedAt ?? "";
}
