import { taskOf } from "@/lib/failures/subject";
import type { FailureReport } from "@/lib/failures/schemas";

/** When a run or an attempt started and ended, as far as any report said. */
interface KnownTimes {
  startedAt: Date | null;
  endedAt: Date | null;
}

/**
 * A report's subject, with the times that other reports of its run and attempt have added: the start, for one. Empty
 * without a report. Pure.
 */
export function subjectWithTimes(
  report: FailureReport | null,
  run: KnownTimes | null,
  attempt: KnownTimes | null,
): Partial<FailureReport["subject"]> {
  if (!report) return {};
  const task = taskOf(report);
  if (!task) return report.subject;
  return {
    ...task,
    run: task.run && { ...task.run, startedAt: task.run.startedAt ?? isoOf(run?.startedAt) },
    attempt: task.attempt && {
      ...task.attempt,
      startedAt: task.attempt.startedAt ?? isoOf(attempt?.startedAt),
      endedAt: task.attempt.endedAt ?? isoOf(attempt?.endedAt),
    },
  };
}

function isoOf(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}
