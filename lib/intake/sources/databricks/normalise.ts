import { createHash } from "node:crypto";
import { z } from "zod";
import type { FailureReport } from "@/lib/failures/schemas";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { databricksEventMeaning } from "@/lib/intake/sources/databricks/states";
import { identifier, lenientText, notAnObject, objectOf, Text, Url } from "@/lib/intake/sources/lenient";

const Job = z.object({ name: Text });
const Task = z.object({ task_key: Text });
const Run = z.object({ run_page_url: Url });

/**
 * Normalizes job notifications of Databricks, of a job or of one of its tasks. They carry no error text. Ids may be strings
 * or numbers. Pure; never throws.
 */
export function normaliseDatabricks(body: unknown): Reports {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const event = identifier(object, "event_type", "the event, such as jobs.on_failure");
  const job = objectOf(object["job"]) ?? {};
  const run = objectOf(object["run"]) ?? {};
  const jobId = identifier(job, "job_id", "the id of the job");
  const runId = identifier(run, "run_id", "the id of the run");
  if (!("value" in event) || !("value" in jobId) || !("value" in runId)) {
    return {
      ok: false,
      issues: [
        ...("issue" in event ? [event.issue] : []),
        ...("issue" in jobId ? [{ ...jobId.issue, path: "job.job_id" }] : []),
        ...("issue" in runId ? [{ ...runId.issue, path: "run.run_id" }] : []),
      ],
    };
  }
  const meaning = databricksEventMeaning(event.value);
  // Warnings about duration and backlog are no change of the run.
  if (meaning === null) return { ok: true, reports: [] };
  const task = Task.safeParse(object["task"]).data?.task_key ?? null;
  const parentRunId = lenientText(run["parent_run_id"]);
  const report = reportOf({
    event: meaning,
    jobId: jobId.value,
    job: Job.parse(job).name ?? jobId.value,
    task,
    // A task has a run of its own, inside the job's.
    runId: (task === null ? null : parentRunId) ?? runId.value,
    taskRunId: task === null ? null : runId.value,
    url: Run.parse(run).run_page_url,
    workspaceId: lenientText(object["workspace_id"]),
  });
  return { ok: true, reports: [report] };
}

/** A run ends once, but a repaired run ends again under the same id, so the day is not part of any key: resends only. */
export function databricksDeliveryKey(body: unknown): string | null {
  const object = objectOf(body);
  const id = lenientText(object?.["event_id"]);
  return id === null ? null : `databricks-${createHash("sha256").update(id).digest("hex")}`;
}

interface Notification {
  event: FailureReport["event"];
  jobId: string;
  job: string;
  task: string | null;
  runId: string;
  taskRunId: string | null;
  url: string | null;
  workspaceId: string | null;
}

function reportOf(notification: Notification): FailureReport {
  const { event, task } = notification;
  return {
    version: 2,
    event,
    subject: {
      kind: "task",
      scope: task === null ? "run" : "task",
      pipeline: { externalId: notification.jobId, name: notification.job, owner: null },
      task: task === null ? null : { externalId: task, name: task, operator: null },
      run: {
        externalId: notification.runId,
        type: null,
        logicalDate: null,
        startedAt: null,
        url: notification.url,
        parentTaskRunId: null,
      },
      attempt: null,
    },
    episode: null,
    exception: null,
    log: null,
    reason: null,
    title: null,
    severity: null,
    environment: null,
    labels: notification.workspaceId === null ? {} : { workspace: notification.workspaceId },
    occurredAt: null,
    refs: { job_id: notification.jobId, task_run_id: notification.taskRunId },
  };
}
