import { readLog, type LogInput, type LogReading } from "@/lib/background/read-log";
import { LARGE_BYTES, runJob } from "@/lib/background/run-job";

/**
 * Reads a log of any size: the one way in which the server does so. A large one is read in a worker thread, since that
 * takes up to some seconds.
 * @throws AppError UNAVAILABLE when too much waits already.
 */
export async function readLogInBackground(log: LogInput): Promise<LogReading> {
  return log.text.length <= LARGE_BYTES ? readLog(log) : runJob("read-log", log);
}
