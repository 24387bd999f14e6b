import type { FailureReport } from "@/lib/failures/schemas";
import { subjectKey, taskOf } from "@/lib/failures/subject";
import type { Fingerprint } from "@/lib/logs/schemas";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";
import { sha256 } from "@/lib/platform/crypto";

export interface FailureIdentity {
  fingerprint: Fingerprint;
  /** At most one open incident per key: source, environment (unless it is the source's), subject, branch and fingerprint. */
  dedupKey: string;
}

/**
 * The identity of a failure, derived from the report alone. Two reports with the same key describe the same failure of
 * the same subject, regardless of run, attempt, date or host.
 */
export function failureIdentity(sourceId: string, report: FailureReport): FailureIdentity {
  const { exception } = report;
  const fingerprint = fingerprintFailure({
    exceptionType: exception?.type ?? null,
    message: exception?.message ?? report.reason ?? report.title,
    traceback: exception?.traceback ?? null,
    failingLine: null,
    state: taskOf(report)?.attempt?.state ?? null,
  });
  const branch = taskOf(report)?.run?.branch ?? null;
  const parts = [
    sourceId,
    report.environment ?? "",
    ...subjectKey(report.subject),
    ...(branch === null ? [] : [{ branch }]),
    fingerprint.value,
  ];
  return { fingerprint, dedupKey: sha256(JSON.stringify(parts)).slice(0, 40) };
}
