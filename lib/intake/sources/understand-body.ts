import { failureIdentity, type FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport, FieldIssue, Normalised, Subject } from "@/lib/failures/schemas";
import type { Refused } from "@/lib/background/parse-body";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";

/** What a body says, or why it was not understood. */
export type Meaning = { ok: true; report: FailureReport; identity: FailureIdentity } | Refused;

/** What a cleaned, redacted body means for a source of this kind, and which failure it is. Never throws. */
export function understandBody(
  source: { id: string; kind: string },
  value: unknown,
  headers: Record<string, string>,
): Meaning {
  const normalised = onlyReport(descriptorOf(source.kind).normalise(value, headers));
  if (!normalised.ok) return refuse(normalised.issues);
  const report = withPlainNames(normalised.report);
  return { ok: true, report, identity: failureIdentity(source.id, report) };
}

/** A delivery is accepted with one report; one that holds more is quarantined rather than read in part. */
export function onlyReport(reports: Reports): Normalised {
  if (!reports.ok) return reports;
  const [report, ...others] = reports.reports;
  if (others.length === 0) return { ok: true, report };
  const message = `holds ${others.length + 1} reports; only one of a delivery is understood so far`;
  return { ok: false, issues: [{ path: "", message }] };
}

/**
 * A report whose names hold no control character, escapes of terminals included: two that look the same are the same.
 * Ids stay as they came, because they are asked for in the orchestrator.
 */
function withPlainNames(report: FailureReport): FailureReport {
  const plain: Plain = (name) => (name && showHiddenInLine(name)) as typeof name;
  return {
    ...report,
    subject: withPlainSubject(report.subject, plain),
    environment: plain(report.environment),
    labels: Object.fromEntries(
      Object.entries(report.labels).map(([key, value]) => [plain(key), plain(value)]),
    ),
  };
}

type Plain = <Name extends string | null>(name: Name) => Name;

function withPlainSubject(subject: Subject, plain: Plain): Subject {
  const named = <Thing extends { name: string; owner: string | null }>(thing: Thing): Thing => ({
    ...thing,
    name: plain(thing.name),
    owner: plain(thing.owner),
  });
  switch (subject.kind) {
    case "task": {
      const { pipeline, task, attempt } = subject;
      return {
        ...subject,
        pipeline: named(pipeline),
        task: task && { ...task, name: plain(task.name), operator: plain(task.operator) },
        attempt: attempt && { ...attempt, hostname: plain(attempt.hostname) },
      };
    }
    case "service": {
      const { service, endpoint, release, instance } = subject;
      return {
        ...subject,
        service: named(service),
        endpoint: plain(endpoint),
        release: plain(release),
        instance: plain(instance),
      };
    }
    case "workload": {
      const { cluster, namespace, workload, container } = subject;
      return {
        ...subject,
        cluster: plain(cluster),
        namespace: plain(namespace),
        workload: { ...named(workload), kind: plain(workload.kind) },
        container: plain(container),
      };
    }
    case "check":
      return { ...subject, check: named(subject.check), target: plain(subject.target) };
  }
}

function refuse(issues: FieldIssue[]): Refused {
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : "";
  return { ok: false, reason: `${where}${first?.message ?? "the body is not understood"}`, issues };
}
