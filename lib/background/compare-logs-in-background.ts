import { compareLogInputs, type LogComparison } from "@/lib/background/compare-logs";
import { LARGE_BYTES, runJob } from "@/lib/background/run-job";

/**
 * Compares two logs of any size; large ones in a worker thread.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function compareLogsInBackground(
  comparison: LogComparison,
): Promise<ReturnType<typeof compareLogInputs>> {
  const size = comparison.failed.text.length + comparison.good.text.length;
  return size <= LARGE_BYTES ? compareLogInputs(comparison) : runJob("compare-logs", comparison);
}
