import type { FailureReport, Subject, TaskReport, TaskSubject } from "@/lib/failures/schemas";

/** The subject of a report of a task or run; null for every other report. */
export function taskOf({ subject }: Pick<FailureReport, "subject">): TaskSubject | null {
  return subject.kind === "task" ? subject : null;
}

export function isTaskReport(report: FailureReport): report is TaskReport {
  return report.subject.kind === "task";
}

/** Whether a report speaks of a whole run. */
export function isRunScope(report: FailureReport): boolean {
  return taskOf(report)?.scope === "run";
}

/** What a person calls the subject, for titles and lists. */
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

/** The person or team that the sender names as the owner. */
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
 * What makes two reports of one source speak of the same subject, whatever release, host or container they name. A
 * task is known by its pipeline and its own id; a report of a whole run by the pipeline alone.
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
