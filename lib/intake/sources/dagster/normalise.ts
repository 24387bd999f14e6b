import { createHash } from "node:crypto";
import type { FailureReport, ReportException, TaskSubject } from "@/lib/failures/schemas";
import type { Reports } from "@/lib/intake/sources/descriptor";
import { DagsterBody, DagsterStep } from "@/lib/intake/sources/dagster/schema";
import { dagsterStateMeaning } from "@/lib/intake/sources/dagster/states";
import { identifier, intOf, lenientText, notAnObject, objectOf, timeOf } from "@/lib/intake/sources/lenient";

const MAX_STEPS = 50;
const MAX_LABELS = 50;

/**
 * Normalizes what our sensors send: a failed run with its failed steps, or a run that succeeded. A retried run is a new
 * run to Dagster; here it is another attempt of the run that was retried first. Pure; never throws.
 */
export function normaliseDagster(body: unknown): Reports {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const job = identifier(object, "job_name", "the name of the job");
  const runId = identifier(object, "run_id", "the id of the run");
  if (!("value" in job) || !("value" in runId)) {
    return { ok: false, issues: [job, runId].flatMap((item) => ("issue" in item ? [item.issue] : [])) };
  }
  const fields = DagsterBody.parse(object);
  const tags = objectOf(object["tags"]) ?? {};
  const run = { job: job.value, runId: runId.value, fields, tags };
  const event = eventOf(run);
  const whole = reportOf(run, event, null);
  if (event !== "failed" && event !== "will_retry") return { ok: true, reports: [whole] };
  const steps = stepsOf(object["steps"]).map((step) => reportOf(run, event, step));
  return { ok: true, reports: [...steps, whole] };
}

/** A run ends once: its id and event identify it for ever. */
export function dagsterDeliveryKey(body: unknown): string | null {
  const object = objectOf(body);
  const [runId, event] = [lenientText(object?.["run_id"]), lenientText(object?.["event"])];
  if (runId === null || event === null) return null;
  return `dagster-${digest([runId, event])}`;
}

interface DagsterRun {
  job: string;
  runId: string;
  fields: DagsterBody;
  tags: Record<string, unknown>;
}

interface FailedStep extends DagsterStep {
  step_key: string;
}

function stepsOf(value: unknown): FailedStep[] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [];
  return listed.slice(0, MAX_STEPS).flatMap((item) => {
    const step = DagsterStep.safeParse(item).data;
    return step && step.step_key !== null ? [{ ...step, step_key: step.step_key }] : [];
  });
}

function eventOf({ fields, tags }: DagsterRun): FailureReport["event"] {
  const event = dagsterStateMeaning(fields.event) ?? "failed";
  // Set by run retries, once Dagster has decided.
  return event === "failed" && tags["dagster/will_retry"] === "true" ? "will_retry" : event;
}

function reportOf(run: DagsterRun, event: FailureReport["event"], step: FailedStep | null): FailureReport {
  const { fields, tags } = run;
  return {
    version: 2,
    event,
    subject: {
      kind: "task",
      scope: step ? "task" : "run",
      pipeline: { externalId: run.job, name: run.job, owner: lenientText(tags["owner"]) },
      task: step && { externalId: step.step_key, name: step.step_key, operator: null },
      run: {
        externalId: lenientText(tags["dagster/root_run_id"]) ?? run.runId,
        type: runType(tags),
        logicalDate: partitionDate(fields.partition_key),
        startedAt: fields.start_time,
        url: runUrl(fields.url, run.runId),
        parentTaskRunId: null,
        routine: routineOf(run),
      },
      attempt: attemptOf(run, event),
    },
    episode: null,
    exception: step?.error ? exceptionOf(step.error) : null,
    log: null,
    reason: step || event === "succeeded" ? null : fields.message,
    title: null,
    severity: null,
    environment: fields.environment,
    labels: labelsOf(fields, tags),
    occurredAt: fields.end_time,
    refs: { run_id: run.runId, code_location: lenientText(tags["dagster/code_location"]) },
  };
}

function attemptOf({ fields, tags }: DagsterRun, event: FailureReport["event"]): TaskSubject["attempt"] {
  const retry = intOf(tags["dagster/retry_number"]) ?? 0;
  const retries = intOf(tags["dagster/max_retries"]);
  return {
    tryNumber: Math.max(retry, 0) + 1,
    maxTries: retries === null || retries < retry ? null : retries + 1,
    mapIndex: -1,
    state: event === "succeeded" ? "SUCCESS" : "FAILURE",
    hostname: null,
    startedAt: fields.start_time,
    endedAt: fields.end_time,
    logUrl: null,
    version: lenientText(tags["dagster/git_commit_hash"]) ?? lenientText(tags[".dagster/git_commit_hash"]),
  };
}

function runType(tags: Record<string, unknown>): string | null {
  if (tags["dagster/backfill"] !== undefined) return "backfill";
  if (tags["dagster/schedule_name"] !== undefined) return "scheduled";
  return tags["dagster/sensor_name"] === undefined ? null : "sensor";
}

/** The jobs behind runs of assets that belong to no job of their own. */
const ASSET_JOB = /^__ASSET_JOB(?:_\d{1,9})?$/;

/**
 * A schedule and a sensor request the same work again, as far as it is the same part of the job, and the same partition
 * unless partitions are dates. Null for runs that people or backfills started.
 */
function routineOf({ job, fields, tags }: DagsterRun): string | null {
  const { asset_selection: assets, step_selection: steps, environment, partition_key: partition } = fields;
  const type = runType(tags);
  if (type !== "scheduled" && type !== "sensor") return null;
  const by = lenientText(tags[type === "scheduled" ? "dagster/schedule_name" : "dagster/sensor_name"]);
  const isUnknownPart = assets === undefined && ASSET_JOB.test(job);
  if (by === null || isUnknownPart) return null;
  const parts = [
    environment,
    partitionDate(partition) === null ? partition : null,
    Array.isArray(assets) ? assets.toSorted() : null,
    Array.isArray(steps) ? steps.toSorted() : null,
  ];
  const isWhole = parts.every((part) => part === null);
  return isWhole ? `${type} ${by}` : `${type} ${by} ${digest(parts)}`;
}

/** Partitions by time are named after their start: `2026-11-20`, `2026-11-20-13:00`. */
function partitionDate(partition: string | null): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:-(\d{2}:\d{2}))?$/.exec(partition ?? "");
  return match ? timeOf(`${match[1]}T${match[2] ?? "00:00"}`) : null;
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function runUrl(base: string | null, runId: string): string | null {
  return base !== null && /^https?:\/\//i.test(base)
    ? `${base.replace(/\/{1,9}$/, "")}/runs/${encodeURIComponent(runId)}`
    : null;
}

/** Dagster's own tags, except those that people filter by, say nothing about a failure. */
function labelsOf({ partition_key }: DagsterBody, tags: Record<string, unknown>): Record<string, string> {
  const own = Object.entries(tags)
    .filter(([name]) => !/^\.?dagster\//.test(name))
    .slice(0, MAX_LABELS)
    .flatMap(([name, value]) => {
      const [key, text] = [lenientText(name, 100), lenientText(value)];
      return key === null || text === null ? [] : [[key, text] as const];
    });
  return { ...Object.fromEntries(own), ...(partition_key !== null && { partition: partition_key }) };
}

const CAUSED_BY = "The above exception was caused by the following exception:";

/**
 * The exception of a step. Dagster prints its own error first and what the code raised below it, each with its stack
 * trace; the last one that is named is the original.
 */
function exceptionOf(error: string): ReportException {
  const parts = error.split(CAUSED_BY);
  // The first below Dagster's own: what the step raised. The ones after it are its causes.
  const raised = (parts[1] ?? parts[0] ?? "").trim();
  const head = raised.split("\n\nStack Trace:", 1)[0] ?? "";
  const match = /^(?<type>[A-Za-z_][\w.]{0,199}): (?<message>[\s\S]*)$/.exec(head.trim());
  return {
    type: match?.groups?.["type"] ?? null,
    message: (match?.groups?.["message"] ?? head).trim().slice(0, 20_000) || "unknown error",
    traceback: error,
  };
}
