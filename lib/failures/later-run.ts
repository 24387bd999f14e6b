/** A success of a task, or of a whole run, as far as it may end failures of earlier runs. Times are epoch ms. */
export interface KnownSuccess extends DatedRun {
  /** The orchestrator's run id. */
  run: string;
  pipelineId: string;
  /** Null for the success of a whole run. */
  taskId: string | null;
  mapIndex: number;
  tryNumber: number | null;
}

/** A run with the time at which it, or its task, failed or succeeded. */
export interface DatedRun {
  runId: string;
  /** As in a report: runs with the same value do the same work again; null if people started it, or if unknown. */
  routine: string | null;
  logicalDate: number | null;
  startedAt: number | null;
  at: number;
}

/** Clocks differ, and some timetables name a run by the end of its day. */
const MAX_AHEAD_MS = 24 * 3_600_000;

/** Causes in the data of the failed run, which a later run with other data does not prove to be repaired. */
const IN_THE_DATA = new Set(["data_quality", "upstream_missing_data"]);

/**
 * Whether the success of a later run ends a failure of an earlier one, which was not repeated: both are routine runs of the
 * same kind, the later one is for a later logical date, or started later where runs have none, and it succeeded after the
 * failure. Where no start is known either, succeeding later is enough. Not if its date had not come when it succeeded, which
 * no schedule does, or if the cause, by its diagnosis, is in the data. Pure.
 */
export function endsEarlierFailure(success: DatedRun, failed: DatedRun, category: string | null): boolean {
  if (success.runId === failed.runId || success.at <= failed.at) return false;
  if (category !== null && IN_THE_DATA.has(category)) return false;
  if (success.routine === null || success.routine !== failed.routine) return false;
  if ((success.logicalDate ?? 0) > success.at + MAX_AHEAD_MS) return false;
  const order = success.logicalDate !== null && failed.logicalDate !== null ? "logicalDate" : "startedAt";
  const [later, earlier] = [success[order], failed[order]];
  return later === null || earlier === null || later > earlier;
}
