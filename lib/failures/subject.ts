import type { CheckSubject, FailureReport, Subject, TaskReport, TaskSubject } from "@/lib/failures/schemas";

/** The task subject of a report; null for every other subject. */
export function taskOf({ subject }: Pick<FailureReport, "subject">): TaskSubject | null {
  return subject.kind === "task" ? subject : null;
}

/** The check that a report is about; null for every other subject. */
export function checkOf({ subject }: Pick<FailureReport, "subject">): CheckSubject | null {
  return subject.kind === "check" ? subject : null;
}

export function isTaskReport(report: FailureReport): report is TaskReport {
  return report.subject.kind === "task";
}

/** Whether a report is about a whole run. */
export function isRunScope(report: FailureReport): boolean {
  return taskOf(report)?.scope === "run";
}

/** The subject's display name, for titles and lists. */
export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case "task":
      return subject.task?.name ?? subject.pipeline.name;
    case "service":
      return subject.endpoint ? `${subject.service.name} ${subject.endpoint}` : subject.service.name;
    case "workload":
      return [subject.namespace, subject.workload.name].filter(Boolean).join("/");
    case "check":
      return subject.check.name;
  }
}

/** The person or team the sender names as owner. */
export function subjectOwner(subject: Subject): string | null {
  switch (subject.kind) {
    case "task":
      return subject.pipeline.owner;
    case "service":
      return subject.service.owner;
    case "workload":
      return subject.workload.owner;
    case "check":
      return subject.check.owner;
  }
}

/**
 * Identifies the subject of a report among those of its source, as text: the same service in another environment is another
 * subject.
 */
export function reportedSubjectKey({ subject, environment }: FailureReport): string {
  const place = environment === null ? [] : [`environment:${environment}`];
  return JSON.stringify([...subjectKey(subject), ...place]);
}

/**
 * Identifies a subject within its source, regardless of release, host or container. A task is identified by its
 * pipeline and task id, a whole run by its pipeline alone.
 */
export function subjectKey(subject: Subject): string[] {
  switch (subject.kind) {
    case "task":
      return [subject.pipeline.externalId, subject.task?.externalId ?? `scope:${subject.scope}`];
    case "service":
      return ["service", subject.service.externalId];
    case "workload": {
      const { cluster, namespace, workload } = subject;
      return ["workload", cluster ?? "", namespace ?? "", workload.kind, workload.name];
    }
    case "check":
      return ["check", subject.check.externalId];
  }
}
