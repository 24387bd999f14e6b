import type { FailureReport } from "@/lib/failures/schemas";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { DbtCloudData } from "@/lib/intake/sources/dbt/schema";
import { dbtStateMeaning } from "@/lib/intake/sources/dbt/states";
import { identifier, lenientText, objectOf } from "@/lib/intake/sources/lenient";

/**
 * Normalizes a webhook of dbt Cloud: a run that started, errored or completed. A run with errors sends both
 * `job.run.errored` and, once its artifacts exist, `job.run.completed`. Pure.
 */
export function normaliseDbtCloud(object: Record<string, unknown>): Reports {
  const data = objectOf(object["data"]);
  if (!data) return { ok: false, issues: [{ path: "data", message: "expected the run's data (an object)" }] };
  const jobId = identifier(data, "jobId", "the id of the job");
  const runId = identifier(data, "runId", "the id of the run");
  if (!("value" in jobId) || !("value" in runId)) {
    const issues = [jobId, runId].flatMap((item) =>
      "issue" in item ? [{ ...item.issue, path: `data.${item.issue.path}` }] : [],
    );
    return { ok: false, issues };
  }
  const fields = DbtCloudData.parse(data);
  return {
    ok: true,
    reports: [
      reportOf(fields, {
        jobId: jobId.value,
        runId: runId.value,
        accountId: lenientText(object["accountId"]),
        event: eventOf(object, fields),
      }),
    ],
  };
}

/** Status codes of dbt Cloud's API. */
const CODES: Record<number, FailureReport["event"]> = {
  1: "running",
  2: "running",
  3: "running",
  10: "succeeded",
  20: "failed",
  30: "cancelled",
};

function eventOf({ eventType }: Record<string, unknown>, fields: DbtCloudData): FailureReport["event"] {
  if (eventType === "job.run.errored") return "failed";
  if (eventType === "job.run.started") return "running";
  return CODES[fields.runStatusCode ?? 0] ?? dbtStateMeaning(fields.runStatus) ?? "failed";
}

function reportOf(
  fields: DbtCloudData,
  {
    jobId,
    runId,
    accountId,
    event,
  }: { jobId: string; runId: string; accountId: string | null; event: FailureReport["event"] },
): FailureReport {
  const endedAt = fields.runErroredAt ?? fields.runFinishedAt;
  return {
    version: 2,
    event,
    subject: {
      kind: "task",
      scope: "run",
      pipeline: { externalId: jobId, name: fields.jobName ?? jobId, owner: null },
      task: null,
      run: {
        externalId: runId,
        type: fields.runReason,
        logicalDate: null,
        startedAt: fields.runStartedAt,
        url: null,
        parentTaskRunId: null,
        // A job has one environment and one list of commands.
        routine: fields.runReason?.toLowerCase() === "scheduled" ? "schedule" : null,
      },
      attempt: null,
    },
    episode: null,
    exception: null,
    log: null,
    reason: event === "failed" ? fields.runStatusMessage : null,
    title: null,
    severity: null,
    environment: fields.environmentName,
    labels: {
      ...(fields.projectName !== null && { project: fields.projectName }),
      ...(fields.dbtVersion !== null && { dbt_version: fields.dbtVersion }),
    },
    occurredAt: event === "running" ? fields.runStartedAt : endedAt,
    refs: { dbt_cloud_run: runId, dbt_cloud_account: accountId },
  };
}
