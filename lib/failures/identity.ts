import { hasErrorText } from "@/lib/failures/error-text";
import type { FailureReport, Subject } from "@/lib/failures/schemas";
import { subjectKey, taskOf } from "@/lib/failures/subject";
import type { Fingerprint, FingerprintPart } from "@/lib/logs/schemas";
import { fingerprintFailure, scopeFingerprint } from "@/lib/logs/fingerprints/fingerprint";
import { sha256 } from "@/lib/platform/crypto";

export interface FailureIdentity {
  fingerprint: Fingerprint;
  /** At most one open incident per key: source, environment (unless it is the source's), subject, branch and fingerprint. */
  dedupKey: string;
}

/**
 * The identity of a failure, derived from the report alone. Two reports with the same key describe the same failure of
 * the same subject, regardless of run, attempt, date or host. Without an error text the fingerprint is that of the subject:
 * that two tasks failed without a word does not make it one failure.
 */
export function failureIdentity(sourceId: string, report: FailureReport): FailureIdentity {
  const { exception } = report;
  const failure = fingerprintFailure({
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
    failure.value,
  ];
  const fingerprint = hasErrorText(report)
    ? failure
    : scopeFingerprint(failure, sourceId, placeOf(report.subject));
  return { fingerprint, dedupKey: sha256(JSON.stringify(parts)).slice(0, 40) };
}

/** What failed, as a part of a fingerprint that people see. */
function placeOf(subject: Subject): FingerprintPart {
  if (subject.kind !== "task") return { name: subject.kind, value: subjectKey(subject).slice(1).join(" / ") };
  const { pipeline, task } = subject;
  return task === null
    ? { name: "pipeline", value: pipeline.externalId }
    : { name: "task", value: `${pipeline.externalId} / ${task.externalId}` };
}
