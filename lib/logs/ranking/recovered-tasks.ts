import type { LogRecord } from "@/lib/logs/schemas";

/** Spark names each attempt of a task: index, attempt, stage. */
const LOST = /^Lost task (\d+)\.(\d+) in stage ([\d.]+)/;
const FINISHED = /^Finished task (\d+)\.(\d+) in stage ([\d.]+)/;

/** Which records tell of a task that a later attempt finished, so that it did not end the job. Pure; linear in the records. */
export function findRecovered(records: readonly Pick<LogRecord, "message">[]): (message: string) => boolean {
  const finished = new Map<string, number>();
  for (const { message } of records) {
    const [, task, attempt, stage] = FINISHED.exec(message) ?? [];
    if (task !== undefined) finished.set(`${stage}/${task}`, Number(attempt));
  }
  return (message) => {
    const [, task, attempt, stage] = LOST.exec(message) ?? [];
    return task !== undefined && (finished.get(`${stage}/${task}`) ?? -1) > Number(attempt);
  };
}
