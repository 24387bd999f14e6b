import { readableLog, type LogInput } from "@/lib/background/read-log";
import { compareLogs, type FailureLines, type LogDifference } from "@/lib/logs/templates/compare-logs";
import { versionChanges, type VersionChange } from "@/lib/logs/templates/log-versions";

/** The logs of a failed and a good run, in a form that can be sent to a worker. */
export interface LogComparison {
  failed: LogInput;
  good: LogInput;
  failure: FailureLines;
}

/** The difference of two logs, redacted. Pure, but takes seconds for large logs: see `compareLogsInBackground`. */
export function compareLogInputs({ failed, good, failure }: LogComparison): LogDifference & {
  versions: VersionChange[];
  /** True if only parts of a log were compared, so that a line that seems new may have been left out of the other. */
  isPartial: boolean;
} {
  const failedLog = readableLog(failed);
  const goodLog = readableLog(good);
  return {
    ...compareLogs(failedLog, goodLog, failure),
    versions: versionChanges(goodLog.lines, failedLog.lines),
    isPartial: failedLog.isCut || goodLog.isCut,
  };
}
