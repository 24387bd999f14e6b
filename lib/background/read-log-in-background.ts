import { readLog, type LogInput, type LogReading } from "@/lib/background/read-log";
import { LARGE_BYTES, runJob } from "@/lib/background/run-job";

/**
 * Reads a log of any size; the server reads logs only through this function. A large log is read in a worker thread,
 * because that can take several seconds.
 * @throws AppError UNAVAILABLE when the queue is full.
 */
export async function readLogInBackground(log: LogInput): Promise<LogReading> {
  return log.text.length <= LARGE_BYTES ? readLog(log) : runJob("read-log", log);
}
