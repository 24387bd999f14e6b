import { createHash } from "node:crypto";
import type { FailureReport, Normalised, ReportException, TaskSubject } from "@/lib/failures/schemas";
import { KILLED_REASON } from "@/lib/failures/unreported";
import { AirflowBody, AirflowException } from "@/lib/intake/sources/airflow/schema";
import { airflowStateMeaning } from "@/lib/intake/sources/airflow/states";
import { identifier, notAnObject, objectOf, lenientText } from "@/lib/intake/sources/lenient";

/**
 * Normalizes Airflow callbacks: task and DAG level, Airflow 2 and 3, and `HttpNotifier`, whose values are all strings.
 * Only `dag_id` and `run_id` are required. Pure; never throws.
 * `attempt.maxTries` is the total number of attempts (Airflow's `max_tries` counts retries).
 */
export function normaliseAirflow(body: unknown): Normalised {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const dagId = identifier(object, "dag_id", "the id of the DAG");
  const runKey =
    object["run_id"] === undefined && object["dag_run_id"] !== undefined ? "dag_run_id" : "run_id";
  const runId = identifier(object, runKey, "the id of the DAG run");
  if (!("value" in dagId) || !("value" in runId)) {
    return { ok: false, issues: [dagId, runId].flatMap((item) => ("issue" in item ? [item.issue] : [])) };
  }
  const fields = withOwnTryNumber(AirflowBody.parse(object));
  const isRun = isDagLevel(fields);
  const exception = isRun ? null : exceptionOf(object);
  return {
    ok: true,
    report: {
      version: 2,
      event: eventOf(fields),
      subject: {
        kind: "task",
        scope: isRun ? "run" : "task",
        pipeline: { externalId: dagId.value, name: dagId.value, owner: fields.owner },
        task:
          isRun || !fields.task_id
            ? null
            : { externalId: fields.task_id, name: fields.task_id, operator: fields.operator },
        run: {
          externalId: runId.value,
          type: fields.run_type,
          logicalDate: fields.logical_date ?? fields.execution_date,
          startedAt: null,
          url: airflowRunUrl(fields.log_url ?? fields.last_task?.log_url ?? null),
          parentTaskRunId: null,
          routine: airflowRoutine(fields.run_type),
        },
        attempt: isRun ? null : attemptOf(fields),
      },
      episode: null,
      exception,
      log: null,
      reason:
        fields.reason ?? (exception === null && !isRun && wasKilled(object, fields) ? KILLED_REASON : null),
      title: null,
      severity: null,
      environment: fields.environment,
      labels: labelsOf(fields),
      occurredAt: isRun ? null : fields.end_date,
      refs: refsOf(fields),
    },
  };
}

/**
 * A key unique to an Airflow event: the task attempt and its start. The start is needed because a deleted and recreated
 * run counts attempts from 1 again. Null for anything else: a DAG callback is identical when a cleared run fails again.
 */
export function airflowDeliveryKey(body: unknown): string | null {
  const object = objectOf(body);
  if (!object) return null;
  const fields = AirflowBody.parse(object);
  const dagId = lenientText(object["dag_id"]);
  const runId = lenientText(object["run_id"] ?? object["dag_run_id"]);
  if (dagId === null || runId === null || isDagLevel(fields)) return null;
  const { task_id, map_index, try_number, start_date } = fields;
  if (task_id === null || try_number === null || start_date === null) return null;
  const parts = [eventOf(fields), dagId, runId, task_id, map_index ?? -1, try_number, start_date];
  return `airflow-${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}

const ROUTINES = new Map([
  ["scheduled", "schedule"],
  ["asset_triggered", "assets"],
  // Airflow 2
  ["dataset_triggered", "assets"],
]);

/** What starts runs of this `run_type`, if they do the same work each time. People start others for a purpose. */
export function airflowRoutine(runType: string | null): string | null {
  return ROUTINES.get(runType ?? "") ?? null;
}

function isDagLevel(fields: AirflowBody): boolean {
  if (fields.scope === "dag" || fields.scope === "run") return true;
  return fields.scope === "task"
    ? fields.task_id === null
    : fields.task_id === null || fields.last_task !== null;
}

/**
 * Before Airflow 2.10, `ti.try_number` is one too high once the try has ended. Our callback, which always names its event,
 * corrects that itself.
 */
function withOwnTryNumber(fields: AirflowBody): AirflowBody {
  const { event, state, try_number: tryNumber, airflow_version: version } = fields;
  const [major = Number.NaN, minor = Number.NaN] = version?.split(".").map(Number) ?? [];
  const isOld = major < 2 || (major === 2 && minor < 10);
  if (!isOld || event !== null || tryNumber === null || airflowStateMeaning(state) === null) return fields;
  return { ...fields, try_number: Math.max(tryNumber - 1, 1) };
}

/** The event from the callback's name, or from the state and the tries for a plain notifier. */
function eventOf(fields: AirflowBody): FailureReport["event"] {
  const meaning = airflowStateMeaning(fields.state);
  if (meaning === "will_retry") return "will_retry";
  switch (fields.event) {
    case "on_retry_callback":
      return "will_retry";
    case "on_success_callback":
      return "succeeded";
    case "on_execute_callback":
      return "running";
    case "on_skipped_callback":
      return "cancelled";
    case "on_failure_callback":
      // A DAG-level callback has the state of a task that Airflow picked.
      return fields.state === "upstream_failed" && !isDagLevel(fields) ? "cancelled" : "failed";
    default:
      return meaning ?? (hasTriesLeft(fields) ? "will_retry" : "failed");
  }
}

/** Against `max_tries`, which grows with every clear, not the retries in the DAG. */
function hasTriesLeft({ try_number: tryNumber, max_tries: maxTries }: AirflowBody): boolean {
  return tryNumber !== null && maxTries !== null && tryNumber <= maxTries;
}

function attemptOf(fields: AirflowBody): TaskSubject["attempt"] {
  return {
    tryNumber: fields.try_number,
    maxTries: maxTriesOf(fields),
    mapIndex: Math.max(fields.map_index ?? -1, -1),
    state: fields.state,
    hostname: fields.hostname,
    startedAt: fields.start_date,
    endedAt: fields.end_date,
    logUrl: fields.log_url,
    version: fields.bundle_version,
  };
}

/** Total attempts. Contexts from the DAG processor (without a state) always say 0 retries, so prefer the DAG's value. */
function maxTriesOf(fields: AirflowBody): number | null {
  const lies = fields.state === null && fields.max_tries === 0;
  const retries = lies ? fields.retries : fields.max_tries;
  if (retries === null || retries < 0) return null;
  return fields.try_number !== null && retries + 1 < fields.try_number ? null : retries + 1;
}

function exceptionOf(object: Record<string, unknown>): ReportException | null {
  const raw = object["exception"] ?? object["error"];
  const nested = objectOf(raw);
  const parsed = AirflowException.parse(nested ?? { message: raw, traceback: object["traceback"] });
  const message = parsed.message ?? (parsed.traceback ? lastLine(parsed.traceback) : parsed.type ? "" : null);
  if (message === null || isKilledText(message)) return null;
  const type = parsed.type === "str" ? null : parsed.type;
  return { type, message, traceback: parsed.traceback };
}

function lastLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf("\n") + 1).trim();
}

/** Airflow 2 passes a killed task's callback a stringified dict of ids instead of an exception. */
function isKilledText(message: string): boolean {
  return message.startsWith("{'DAG Id':");
}

/** Our callback sends `exception: null` without a state only if the DAG processor called it for a dead task. */
function wasKilled(object: Record<string, unknown>, fields: AirflowBody): boolean {
  const text = objectOf(object["exception"])?.["message"] ?? object["exception"];
  if (typeof text === "string" && isKilledText(text)) return true;
  return (
    fields.scope === "task" && object["exception"] === null && "state" in object && fields.state === null
  );
}

/** `…/dags/d/runs/r/tasks/t?…` (Airflow 3) → the run's page; Airflow 2's grid links the run itself. */
export function airflowRunUrl(logUrl: string | null): string | null {
  if (logUrl === null || !/^https?:\/\//i.test(logUrl)) return null;
  const tasks = logUrl.indexOf("/tasks/");
  if (tasks > 0 && logUrl.slice(0, tasks).includes("/runs/")) return logUrl.slice(0, tasks);
  const grid = /^([^?]{1,1000}\/grid\?dag_run_id=[^&]{1,900})/.exec(logUrl)?.[1];
  return grid ?? null;
}

function labelsOf(fields: AirflowBody): Record<string, string> {
  return {
    ...(fields.tags === null ? {} : { tags: fields.tags }),
    ...(fields.airflow_version === null ? {} : { airflow_version: fields.airflow_version }),
  };
}

function refsOf(fields: AirflowBody): FailureReport["refs"] {
  return {
    ti_id: fields.ti_id,
    dag_version_id: fields.dag_version_id,
    bundle_version: fields.bundle_version ?? fields.last_task?.bundle_version ?? null,
    fileloc: fields.fileloc,
    run_after: fields.run_after,
    clear_number: fields.clear_number?.toString() ?? null,
    // The task Airflow picked for a DAG-level callback, often not the failed one.
    last_task_id: fields.last_task?.task_id ?? null,
    last_task_try: fields.last_task?.try_number?.toString() ?? null,
    ...failedTaskRefs(fields),
  };
}

/** The task that Airflow picked, if that one failed. */
function failedTaskRefs({ last_task: task }: AirflowBody): FailureReport["refs"] {
  if (task?.task_id == null || task.state !== "failed") return {};
  return {
    failed_task: task.task_id,
    failed_task_try: task.try_number?.toString() ?? null,
    failed_task_map_index: Math.max(task.map_index ?? -1, -1).toString(),
  };
}
