import type { Incident, IncidentSummary } from "@/lib/desk/schemas";
import { Subject } from "@/lib/failures/schemas";

/** Where it failed: `orders_daily / transform`, or the name of the service, workload or check. */
export function whereFailed({
  pipeline,
  task,
  subject,
}: Pick<IncidentSummary, "pipeline" | "task" | "subject">): string {
  if (pipeline === null) return `${subject.kind} ${subject.name}`;
  return task ? `${pipeline} / ${task}` : pipeline;
}

/** Facts about a service, workload or check as name and value; empty for a task. */
export function subjectFacts(subject: Incident["subject"]): [name: string, value: string][] {
  const parsed = Subject.safeParse(subject).data;
  return factsOf(parsed).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
}

function factsOf(subject: Subject | undefined): [string, string | null][] {
  switch (subject?.kind) {
    case "service":
      return [
        ["Service", subject.service.name],
        ["Endpoint", subject.endpoint],
        ["Release", subject.release],
        ["Instance", subject.instance],
      ];
    case "workload":
      return [
        [subject.workload.kind, subject.workload.name],
        ["Container", subject.container],
        ["Namespace", subject.namespace],
        ["Cluster", subject.cluster],
      ];
    case "check":
      return [
        ["Check", subject.check.name],
        ["Target", subject.target],
      ];
    default:
      return [];
  }
}
