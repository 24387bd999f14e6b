import type { FailureReport } from "@/lib/failures/schemas";
import type { Fingerprint } from "@/lib/logs/schemas";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";
import { sha256 } from "@/lib/platform/crypto";

export interface FailureIdentity {
  fingerprint: Fingerprint;
  /** One open incident per key: source, pipeline, task and what failed. */
  dedupKey: string;
}

/**
 * The identity of a failure as far as the report itself tells it. Two reports with the same key are the
 * same failure of the same task, whatever run, try, date or host they name.
 */
export function failureIdentity(sourceId: string, report: FailureReport): FailureIdentity {
  const { exception } = report;
  const fingerprint = fingerprintFailure({
    exceptionType: exception?.type ?? null,
    message: exception?.message ?? report.reason ?? report.title,
    traceback: exception?.traceback ?? null,
    failingLine: null,
    state: report.attempt?.state ?? null,
  });
  const parts = [
    sourceId,
    report.environment ?? "",
    report.pipeline.externalId,
    report.task?.externalId ?? `scope:${report.scope}`,
    fingerprint.value,
  ];
  return { fingerprint, dedupKey: sha256(JSON.stringify(parts)).slice(0, 40) };
}
