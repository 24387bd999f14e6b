import { failureIdentity, type FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport, FieldIssue, Subject } from "@/lib/failures/schemas";
import type { Refused } from "@/lib/background/parse-body";
import type { DeclaredPipeline, ReportedPlace, ReportedPullRequest } from "@/lib/intake/sources/descriptor";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { relativeToSource, withPipelineOfEnvironment } from "@/lib/intake/sources/report-environment";
import { boundFacts } from "@/lib/lineage/bound-facts";
import type { LineageFact } from "@/lib/lineage/schemas";
import { showHiddenInLine } from "@/lib/platform/hidden-characters";

/** A report with the fingerprint of its failure. */
export interface UnderstoodReport {
  report: FailureReport;
  identity: FailureIdentity;
  /** The source that has the reported pipeline, if it is not the one that delivered the report. */
  home?: { sourceId: string; environment: string | null } | null;
  /** The sender's ids of the reported attempt. */
  attemptIds?: readonly string[];
}

/** What a body means, or why it was not understood. */
export type Meaning =
  | {
      ok: true;
      reports: readonly UnderstoodReport[];
      /** Within the limits. */
      lineage?: readonly LineageFact[];
      /** The source that has the pipelines of the lineage and of `declared`, if it is not the one that delivered them. */
      lineageSourceId?: string | null;
      /** What was left out because it exceeds a limit, here or where it was sent, in sentences. */
      notes?: readonly string[];
      place?: ReportedPlace | null;
      /** Of pipelines among those of the reports. */
      declared?: readonly DeclaredPipeline[];
      pullRequests?: readonly ReportedPullRequest[];
    }
  | Refused;

/** Parses a cleaned, redacted body of this kind into reports with fingerprints. Never throws. */
export function understandBody(
  source: { id: string; kind: string; environment: string | null },
  value: unknown,
  headers: Record<string, string>,
): Meaning {
  const { normalise, isForAnySender } = descriptorOf(source.kind);
  const result = normalise(value, headers);
  if (!result.ok) return refuse(result.issues);
  const { facts, notes } = boundFacts(result.lineage ?? []);
  const place = result.place ?? null;
  const reports = result.reports.map((read): UnderstoodReport => {
    const report = relativeToSource(withPlainNames(read), source.environment);
    return {
      report: isForAnySender ? withPipelineOfEnvironment(report) : report,
      identity: failureIdentity(source.id, report),
      attemptIds: place?.attemptIds ?? [],
    };
  });
  const allNotes = [...(result.notes ?? []), ...notes];
  const { declared = [], pullRequests = [] } = result;
  return { ok: true, reports, lineage: facts, notes: allNotes, place, declared, pullRequests };
}

/**
 * Strips control characters and terminal escapes from names, so that names that look the same are equal. Ids stay
 * unchanged, because they are used in requests to the orchestrator.
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
  const named = <Owned extends { name: string; owner: string | null }>(owned: Owned): Owned => ({
    ...owned,
    name: plain(owned.name),
    owner: plain(owned.owner),
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
