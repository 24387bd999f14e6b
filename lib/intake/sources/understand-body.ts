import { failureIdentity, type FailureIdentity } from "@/lib/failures/identity";
import type { FailureReport, FieldIssue, Normalised } from "@/lib/failures/schemas";
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
  const plain = <Name extends string | null>(name: Name) => (name && showHiddenInLine(name)) as Name;
  const { pipeline, task, attempt, labels } = report;
  return {
    ...report,
    pipeline: { ...pipeline, name: plain(pipeline.name), owner: plain(pipeline.owner) },
    task: task && { ...task, name: plain(task.name), operator: plain(task.operator) },
    attempt: attempt && { ...attempt, hostname: plain(attempt.hostname) },
    environment: plain(report.environment),
    labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [plain(key), plain(value)])),
  };
}

function refuse(issues: FieldIssue[]): Refused {
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : "";
  return { ok: false, reason: `${where}${first?.message ?? "the body is not understood"}`, issues };
}
