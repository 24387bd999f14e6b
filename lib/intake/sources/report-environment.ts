import type { FailureReport } from "@/lib/failures/schemas";

/**
 * The report, naming its environment only if it is another than its source's: a report that names none is from there, so
 * both spellings are the same failure of the same subject. Pure.
 */
export function relativeToSource(report: FailureReport, sourceEnvironment: string | null): FailureReport {
  return report.environment === sourceEnvironment ? { ...report, environment: null } : report;
}

/**
 * The report about a pipeline of its environment. A sender that reports several environments to one source has a pipeline of
 * that name in each, and their runs often share their ids, such as a date. Pure.
 */
export function withPipelineOfEnvironment(report: FailureReport): FailureReport {
  const { subject, environment } = report;
  if (subject.kind !== "task" || environment === null) return report;
  const { pipeline } = subject;
  const externalId = `${environment}/${pipeline.externalId}`;
  return { ...report, subject: { ...subject, pipeline: { ...pipeline, externalId } } };
}
