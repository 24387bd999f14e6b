import { assessSeverity, type AssessedSeverity } from "@/lib/failures/severity";
import { incidentTitle } from "@/lib/failures/title";
import { failureIdentity } from "@/lib/failures/identity";
import { readReport } from "@/lib/failures/read-report";
import type { FailureReport, TaskSubject } from "@/lib/failures/schemas";
import { reportedSubjectKey, taskOf } from "@/lib/failures/subject";
import { AppError } from "@/lib/platform/errors";
import {
  findNewestFailure,
  findPipeline,
  findSubjectId,
  findTaskId,
  getIncidentPlace,
  listOccurrencesOfRun,
  type StoredOccurrence,
} from "@/lib/intake/split/data";
import { understandDeliveries, type StoredReport } from "@/lib/intake/understand-delivery";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** The failure a split incident is titled after, and where it happened. */
export type SplitOrigin = Pick<
  Prisma.IncidentUncheckedCreateInput,
  | "title"
  | "fingerprint"
  | "severity"
  | "severityReasons"
  | "environment"
  | "sourceId"
  | "subjectKind"
  | "subjectId"
  | "pipelineId"
  | "taskId"
  | "runId"
> & { report: FailureReport; fingerprintParts: Prisma.InputJsonValue };

/**
 * Describes the latest of these failures from its own delivery, because the original incident may be about something
 * else, even another pipeline. Null if none of the occurrences is a failure of the incident.
 */
export async function loadSplitOrigin(
  ctx: Context,
  incidentId: string,
  occurrenceIds: readonly string[],
): Promise<SplitOrigin | null> {
  const newest = await findNewestFailure(ctx, incidentId, occurrenceIds);
  if (!newest) return null;
  // The task and the flow may both have reported this run; use the more detailed report.
  const ofRun = newest.runId ? await listOccurrencesOfRun(ctx, incidentId, newest.runId) : [];
  const reports = [newest, ...ofRun];
  const told = await understandDeliveries(
    ctx,
    reports.flatMap((occurrence) => occurrence.deliveryId ?? []),
  );
  const delivery = mostDetailed(
    told.filter(({ report }) => report.event === "failed" && isOfRun(report, newest)),
  );
  const attempt = newest.attempt ?? reports.find((occurrence) => occurrence.attempt)?.attempt ?? null;
  const place = await findPlace(ctx, incidentId, newest, delivery);
  const report = delivery?.report ?? reportOf(newest, place, attempt);
  const fingerprint = (delivery?.identity ?? failureIdentity(place.source.id, report)).fingerprint;
  const environment = report.environment ?? place.source.environment;
  const { severity, reasons } = splitSeverity(report, environment);
  return {
    title: delivery ? incidentTitle(report) : newest.message,
    report,
    fingerprint: fingerprint.value,
    fingerprintParts: fingerprint.parts.map((part) => ({ ...part })),
    severity,
    severityReasons: reasons.map((reason) => ({ ...reason })),
    environment,
    sourceId: place.source.id,
    subjectKind: report.subject.kind,
    subjectId: place.subjectId,
    pipelineId: place.pipeline?.id ?? null,
    taskId: attempt?.taskId ?? (await findReportedTaskId(ctx, place, report)),
    runId: newest.runId,
  };
}

/** From the report alone; the analysis of the new incident assesses it with everything else. */
function splitSeverity({ severity: reported }: FailureReport, environment: string | null): AssessedSeverity {
  const unknown = { criticality: null, downstream: null, deadline: null };
  return assessSeverity({ reported, environment, ...unknown, occurrences: 1, failedRuns: 1 });
}

/** A delivery may contain reports of other runs too. */
function isOfRun(report: FailureReport, { run }: StoredOccurrence): boolean {
  const reported = taskOf(report)?.run;
  return !run || !reported || reported.externalId === run.externalId;
}

function mostDetailed(reports: readonly StoredReport[]): StoredReport | null {
  const telling = ({ report }: StoredReport) =>
    (report.exception?.traceback ? 4 : 0) + (report.exception ? 2 : 0) + (taskOf(report)?.task ? 1 : 0);
  return reports.toSorted((a, b) => telling(b) - telling(a))[0] ?? null;
}

/** Where a failure happened: in a pipeline, or at another subject. */
interface Place {
  source: { id: string; environment: string | null };
  pipeline: { id: string; externalId: string; name: string; owner: string | null } | null;
  subjectId: string | null;
  /** The original incident's report, for a failure known only from its rows. */
  reportOfIncident: FailureReport | null;
}

async function findPlace(
  ctx: Context,
  incidentId: string,
  { run }: StoredOccurrence,
  delivery: StoredReport | null,
): Promise<Place> {
  if (run) {
    const { source, ...pipeline } = run.pipeline;
    return { source, pipeline, subjectId: null, reportOfIncident: null };
  }
  return (
    (delivery && (await findReportedPlace(ctx, delivery))) ?? (await findPlaceOfIncident(ctx, incidentId))
  );
}

async function findReportedPlace(ctx: Context, { source, report }: StoredReport): Promise<Place | null> {
  const task = taskOf(report);
  if (task) {
    const pipeline = await findPipeline(ctx, source.id, task.pipeline.externalId);
    return pipeline && { source, pipeline, subjectId: null, reportOfIncident: null };
  }
  const { subject } = report;
  const key = reportedSubjectKey(report);
  const subjectId = await findSubjectId(ctx, source.id, { kind: subject.kind, key });
  return subjectId === null ? null : { source, pipeline: null, subjectId, reportOfIncident: null };
}

async function findPlaceOfIncident(ctx: Context, incidentId: string): Promise<Place> {
  const { source, pipeline, subjectId, report } = await getIncidentPlace(ctx, incidentId);
  return { source, pipeline, subjectId, reportOfIncident: readReport(report) };
}

async function findReportedTaskId(
  ctx: Context,
  { pipeline }: Place,
  report: FailureReport,
): Promise<string | null> {
  const task = taskOf(report)?.task;
  return task && pipeline ? findTaskId(ctx, pipeline.id, task.externalId) : null;
}

/** A report from the stored rows, if the delivery is gone or no longer understood. */
function reportOf(
  { message, run, at }: StoredOccurrence,
  { pipeline, reportOfIncident }: Place,
  attempt: StoredOccurrence["attempt"],
): FailureReport {
  const subject = pipeline ? taskSubject(pipeline, run, attempt) : reportOfIncident?.subject;
  if (!subject)
    throw new AppError("CONFLICT", "The failure's report can no longer be read, so it cannot be split.");
  return {
    version: 2,
    event: "failed",
    subject,
    episode: null,
    exception:
      attempt?.errorMessage || attempt?.errorType
        ? { type: attempt.errorType, message: attempt.errorMessage ?? "", traceback: null }
        : null,
    log: null,
    reason: message,
    title: null,
    severity: null,
    environment: null,
    labels: {},
    occurredAt: at.toISOString(),
    refs: {},
  };
}

function taskSubject(
  { externalId, name, owner }: NonNullable<Place["pipeline"]>,
  run: StoredOccurrence["run"],
  attempt: StoredOccurrence["attempt"],
): TaskSubject {
  return {
    kind: "task",
    scope: attempt ? "task" : "run",
    pipeline: { externalId, name, owner },
    task: attempt && {
      externalId: attempt.task.externalId,
      name: attempt.task.name,
      operator: attempt.task.operator,
    },
    run: run && {
      externalId: run.externalId,
      type: run.type,
      logicalDate: run.logicalDate?.toISOString() ?? null,
      startedAt: run.startedAt?.toISOString() ?? null,
      url: run.externalUrl,
      parentTaskRunId: null,
    },
    attempt: attempt && {
      tryNumber: attempt.tryNumber,
      maxTries: attempt.maxTries,
      mapIndex: attempt.mapIndex,
      state: attempt.state,
      hostname: attempt.hostname,
      startedAt: attempt.startedAt?.toISOString() ?? null,
      endedAt: attempt.endedAt?.toISOString() ?? null,
      logUrl: attempt.logUrl,
      version: attempt.version,
    },
  };
}
