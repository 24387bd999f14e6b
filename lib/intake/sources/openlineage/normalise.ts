import { createHash } from "node:crypto";
import type { FailureReport, TaskSubject } from "@/lib/failures/schemas";
import { declaredByTags } from "@/lib/intake/sources/airflow/declared";
import { airflowRoutine, airflowRunUrl } from "@/lib/intake/sources/airflow/normalise";
import type { ReportedPlace, Reports } from "@/lib/intake/sources/descriptor";
import {
  identifier,
  intOf,
  lenientText,
  listOf,
  MAX_ID_LENGTH,
  notAnObject,
  objectOf,
} from "@/lib/intake/sources/lenient";
import { failedAssertions } from "@/lib/intake/sources/openlineage/assertions";
import { textsOf } from "@/lib/intake/sources/openlineage/python-repr";
import {
  idIn,
  placeOf,
  readRunEvent,
  type EventPlace,
  type RunEvent,
} from "@/lib/intake/sources/openlineage/read-event";
import { ownerOf } from "@/lib/intake/sources/openlineage/read-datasets";
import { eventFailure } from "@/lib/intake/sources/openlineage/read-failure";
import { datasetLineage, jobLineage, runLineage } from "@/lib/intake/sources/openlineage/read-lineage";
import { OpenLineageEvent } from "@/lib/intake/sources/openlineage/schema";

/**
 * Normalizes an OpenLineage event (specification 2-0-2) of Airflow's provider, dbt-ol, Spark or any other producer. A run
 * event becomes a report and lineage; job and dataset events only lineage. Pure; never throws.
 */
export function normaliseOpenLineage(body: unknown): Reports {
  const object = objectOf(body);
  if (!object) return { ok: false, issues: [notAnObject(body)] };
  const event = OpenLineageEvent.parse(object);
  const job = objectOf(object["job"]);
  const run = objectOf(object["run"]);
  if (!job && !run) return datasetReports(object, event);
  const name = identifier(job ?? {}, "name", "the name of the job");
  const runId = run ? identifier(run, "runId", "the id of the run") : { value: "" };
  if (!("value" in name) || !("value" in runId)) {
    const issues = [
      "issue" in name ? [{ ...name.issue, path: "job.name" }] : [],
      "issue" in runId ? [{ ...runId.issue, path: "run.runId" }] : [],
    ];
    return { ok: false, issues: issues.flat() };
  }
  const namespace = lenientText(job?.["namespace"], MAX_ID_LENGTH) ?? "default";
  if (!run) {
    const pipeline = { externalId: idIn(namespace, name.value), name: name.value };
    return { ok: true, reports: [], lineage: [jobLineage(pipeline, event)] };
  }
  const read = readRunEvent(event, { runId: runId.value, namespace, name: name.value });
  const place = placeOf(read);
  const report = reportOf(read, place, event.inputs);
  return {
    ok: true,
    reports: report ? [report] : [],
    lineage: [runLineage(read, event, place)],
    place: reportedPlace(read, place),
    declared: declaredByTags(place.pipeline.externalId, read.airflow?.dag?.tags),
  };
}

function datasetReports(object: Record<string, unknown>, event: OpenLineageEvent): Reports {
  const lineage = datasetLineage(event);
  if (lineage) return { ok: true, reports: [], lineage: [lineage] };
  const message =
    "dataset" in object
      ? "expected a dataset with namespace and name"
      : "expected run and job, job, or dataset";
  return { ok: false, issues: [{ path: "dataset" in object ? "dataset" : "", message }] };
}

/**
 * A key unique to an event: run, type, attempt and time. The time, because Airflow derives run ids from the logical date, so
 * that a deleted and recreated run has the same ones. Null for events without a run.
 */
export function openLineageDeliveryKey(body: unknown): string | null {
  const event = objectOf(body);
  const run = objectOf(event?.["run"]);
  const runId = lenientText(run?.["runId"]);
  const type = lenientText(event?.["eventType"]);
  // In the original precision: events of one millisecond may differ.
  const time = lenientText(event?.["eventTime"], 60);
  if (runId === null || type === null || time === null) return null;
  const airflow = objectOf(objectOf(run?.["facets"])?.["airflow"]);
  const tryNumber = intOf(objectOf(airflow?.["taskInstance"])?.["try_number"]);
  const job = objectOf(event?.["job"]);
  const parts = [runId, type, tryNumber, time, lenientText(job?.["namespace"]), lenientText(job?.["name"])];
  return `openlineage-${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`;
}

function reportedPlace(event: RunEvent, place: EventPlace): ReportedPlace {
  const parent = event.facets?.parent;
  const parents = [parent?.run?.runId, parent?.root?.run?.runId].filter((id) => id != null);
  const isAirflow = event.integration === "AIRFLOW";
  const isTask = place.task !== null;
  return {
    sameAs: isAirflow
      ? {
          kind: "airflow",
          externalId: place.pipeline.name,
          namespace: event.job.namespace,
          url: event.airflow?.taskInstance?.log_url ?? null,
        }
      : null,
    attemptIds: isAirflow && !isTask ? [] : [event.runId],
    partOf: place.isCertain ? [] : [...new Set(isAirflow ? [event.runId] : parents)],
  };
}

/** The report of a run event; null if it says nothing about the run's state. */
function reportOf(event: RunEvent, place: EventPlace, inputs: unknown): FailureReport | null {
  // dbt's queries repeat the failure of their model.
  if (event.integration === "DBT" && event.jobType === "SQL") return null;
  const assertion = event.type === "COMPLETE" || event.type === "FAIL" ? failedAssertions(inputs) : null;
  const outcome = eventOf(event, assertion !== null);
  if (outcome === null) return null;
  const hasFailed = outcome === "failed" || outcome === "will_retry";
  const failure = hasFailed ? eventFailure(event) : { exception: null, reason: null, log: null };
  return {
    version: 2,
    event: outcome,
    subject: subjectOf(event, place, outcome),
    episode: null,
    ...failure,
    reason: failure.exception === null ? (failure.reason ?? (hasFailed ? assertion : null)) : failure.reason,
    title: null,
    severity: null,
    environment: null,
    labels: labelsOf(event),
    occurredAt: event.at,
    refs: refsOf(event),
  };
}

function eventOf(event: RunEvent, hasFailedAssertion: boolean): FailureReport["event"] | null {
  switch (event.type) {
    case "START":
    case "RUNNING":
      return "running";
    case "COMPLETE":
      return hasFailedAssertion ? "failed" : "succeeded";
    case "ABORT":
      return "cancelled";
    case "FAIL":
      return willRetry(event) ? "will_retry" : "failed";
    case "OTHER":
      return null;
  }
}

/**
 * Airflow sends FAIL for every failed try. Tries go on counting when a task is cleared while `retries` stays as written, so
 * a try above `retries` is the last one only before the first clear; after it, a further try cannot be foretold and the
 * failure counts. Some failures are never retried, whatever is left.
 */
function willRetry({ airflow, facets }: RunEvent): boolean {
  const tryNumber = airflow?.taskInstance?.try_number ?? null;
  const retries = airflow?.task?.retries ?? null;
  if (tryNumber === null || retries === null || tryNumber > retries) return false;
  const { message, stackTrace } = facets?.errorMessage ?? { message: null, stackTrace: null };
  if (message?.startsWith("TaskInstance's state was manually set to")) return false;
  return !NEVER_RETRIED.test(lastLines(stackTrace ?? ""));
}

const NEVER_RETRIED =
  /^(?:[\w.]{1,100}\.)?(?:AirflowFailException|AirflowSensorTimeout|AirflowTaskTerminated)(?::|$)/m;

function lastLines(text: string): string {
  return text.slice(-4_000);
}

function subjectOf(event: RunEvent, place: EventPlace, outcome: FailureReport["event"]): TaskSubject {
  const { airflow } = event;
  const logUrl = airflow?.taskInstance?.log_url ?? null;
  const owner = airflow?.dag?.owner ?? ownerOf(event.jobFacets?.ownership);
  const node = event.jobFacets?.dbt_node;
  const operator = airflow?.task?.operator_class ?? (node ? event.jobType.toLowerCase() : null);
  return {
    kind: "task",
    scope: place.task ? "task" : "run",
    pipeline: { ...place.pipeline, owner },
    task: place.task && { ...place.task, operator },
    run: runOf(event, place, logUrl),
    attempt: place.task && attemptOf(event, outcome, logUrl),
  };
}

function runOf(event: RunEvent, place: EventPlace, logUrl: string | null): TaskSubject["run"] {
  const { airflow, facets } = event;
  const dagRun = airflow?.dagRun;
  // The START of a task says that its run had started, but not when.
  const started = place.task === null ? startOf(event) : null;
  return {
    externalId: place.run,
    type: dagRun?.run_type ?? null,
    routine: airflowRoutine(dagRun?.run_type ?? null),
    logicalDate: dagRun?.logical_date ?? facets?.nominalTime?.nominalStartTime ?? null,
    startedAt: dagRun?.start_date ?? started,
    url: airflowRunUrl(logUrl),
    parentTaskRunId: null,
  };
}

function attemptOf(
  event: RunEvent,
  outcome: FailureReport["event"],
  logUrl: string | null,
): TaskSubject["attempt"] {
  const { airflow, facets, at } = event;
  const tryNumber = airflow?.taskInstance?.try_number ?? null;
  const retries = airflow?.task?.retries ?? null;
  const mapIndex = airflow?.taskInstance?.map_index ?? facets?.airflow_mappedTask?.mapIndex ?? -1;
  return {
    tryNumber: tryNumber === null || tryNumber < 1 ? null : tryNumber,
    maxTries: retries === null || tryNumber === null || tryNumber > retries + 1 ? null : retries + 1,
    mapIndex: Math.max(mapIndex, -1),
    state: event.integration === "AIRFLOW" ? AIRFLOW_STATES[outcome] : null,
    hostname: null,
    startedAt: startOf(event),
    endedAt: outcome === "running" ? null : at,
    logUrl,
    version: versionOf(event),
  };
}

function startOf({ type, at }: RunEvent): string | null {
  return type === "START" ? at : null;
}

const AIRFLOW_STATES: Record<FailureReport["event"], string | null> = {
  running: "running",
  will_retry: "up_for_retry",
  failed: "failed",
  succeeded: "success",
  cancelled: "skipped",
};

function versionOf({ airflow }: RunEvent): string | null {
  return airflow?.taskInstance?.dag_bundle_version ?? airflow?.dagRun?.dag_bundle_version ?? null;
}

function labelsOf(event: RunEvent): Record<string, string> {
  const { airflow, facets, integration } = event;
  const tags = listOf(textsOf(airflow?.dag?.tags));
  const version = facets?.processing_engine?.version ?? null;
  const engine = integration === "" ? null : integration.toLowerCase();
  return {
    ...(tags === null ? {} : { tags }),
    ...(engine === null || version === null ? {} : { [`${engine}_version`.slice(0, 60)]: version }),
  };
}

function refsOf(event: RunEvent): FailureReport["refs"] {
  const { airflow, facets, jobFacets } = event;
  const dagRun = airflow?.dagRun ?? null;
  return {
    openlineage_run_id: event.runId,
    openlineage_job: `${event.job.namespace}/${event.job.name}`,
    ...parentRefs(facets),
    fileloc: airflow?.dag?.fileloc ?? jobFacets?.dbt_node?.original_file_path ?? null,
    bundle_version: versionOf(event),
    dag_version_id: dagRun && dagRun.dag_version_id,
    run_after: dagRun && dagRun.run_after,
    clear_number: dagRun && dagRun.clear_number !== null ? String(dagRun.clear_number) : null,
  };
}

function parentRefs(facets: RunEvent["facets"]): FailureReport["refs"] {
  const parent = facets?.parent;
  return { parent_run_id: parent?.run?.runId ?? null, root_run_id: parent?.root?.run?.runId ?? null };
}
