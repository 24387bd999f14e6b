import type { FailureReport, TaskSubject } from "@/lib/failures/schemas";
import type { LineageFact } from "@/lib/lineage/schemas";

/** An attempt that was reported before, with its pipeline, task and run. */
export interface ReportedAttempt {
  /** The id it is known by. */
  attemptId: string;
  /** Of the source that has its pipeline. */
  sourceId: string;
  environment: string | null;
  pipelineId: string;
  pipelineName: string;
  owner: string | null;
  taskId: string;
  taskName: string;
  operator: string | null;
  runId: string;
  runType: string | null;
  logicalDate: Date | null;
  startedAt: Date | null;
  url: string | null;
  mapIndex: number;
  tryNumber: number;
  maxTries: number | null;
  logUrl: string | null;
}

/**
 * The report as one of the attempt: of the attempt itself (`isOwn`), or of work inside it, such as a Spark application. The
 * failure of such work is the attempt's, unless the attempt will be retried; its success says nothing about the attempt, and
 * null is returned. Pure.
 */
export function reportInAttempt(
  report: FailureReport,
  attempt: ReportedAttempt,
  isOwn: boolean,
): FailureReport | null {
  if (report.subject.kind !== "task") return report;
  const subject = subjectOf(report.subject, attempt);
  if (isOwn) return { ...report, subject };
  const { event } = report;
  if (event === "succeeded" || event === "cancelled") return null;
  const isRetried = attempt.maxTries !== null && attempt.tryNumber < attempt.maxTries;
  const job = report.refs["openlineage_job"];
  return {
    ...report,
    event: event === "failed" && isRetried ? "will_retry" : event,
    subject: { ...subject, attempt: subject.attempt && { ...subject.attempt, endedAt: null, state: null } },
    labels: { ...report.labels, ...(job && { job: job.slice(0, 500) }) },
  };
}

function subjectOf({ attempt: reported }: TaskSubject, attempt: ReportedAttempt): TaskSubject {
  const {
    pipelineId,
    pipelineName,
    owner,
    taskId,
    taskName,
    operator,
    tryNumber,
    maxTries,
    mapIndex,
    logUrl,
  } = attempt;
  return {
    kind: "task",
    scope: "task",
    pipeline: { externalId: pipelineId, name: pipelineName, owner },
    task: { externalId: taskId, name: taskName, operator },
    run: {
      externalId: attempt.runId,
      type: attempt.runType,
      logicalDate: attempt.logicalDate?.toISOString() ?? null,
      startedAt: attempt.startedAt?.toISOString() ?? null,
      url: attempt.url,
      parentTaskRunId: null,
    },
    attempt: {
      tryNumber,
      maxTries,
      mapIndex,
      state: reported?.state ?? null,
      hostname: null,
      startedAt: reported?.startedAt ?? null,
      endedAt: reported?.endedAt ?? null,
      logUrl,
      version: null,
    },
  };
}

/** What the work in an attempt reads and writes, as read and written by its task. Pure. */
export function factInAttempt(fact: LineageFact, attempt: ReportedAttempt): LineageFact {
  return {
    ...fact,
    pipeline: { externalId: attempt.pipelineId, name: attempt.pipelineName },
    task: { externalId: attempt.taskId, name: attempt.taskName },
    run: attempt.runId,
  };
}
