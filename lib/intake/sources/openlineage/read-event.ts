import { MAX_ID_LENGTH } from "@/lib/intake/sources/lenient";
import type { AirflowFacet, EventRunFacets, OpenLineageEvent } from "@/lib/intake/sources/openlineage/schema";

export const EVENT_TYPES = ["START", "RUNNING", "COMPLETE", "FAIL", "ABORT", "OTHER"] as const;

/** A run event with the parts that identify what it is about. */
export interface RunEvent {
  type: (typeof EVENT_TYPES)[number];
  at: string | null;
  /** OpenLineage's id of the run, or of the attempt if it is a task of Airflow. */
  runId: string;
  job: { namespace: string; name: string };
  /** Such as AIRFLOW, DBT, SPARK; upper case, empty if unknown. */
  integration: string;
  /** Such as DAG, TASK, MODEL, TEST, SQL, JOB, APPLICATION, SQL_JOB; upper case, empty if unknown. */
  jobType: string;
  facets: EventRunFacets | null;
  jobFacets: NonNullable<NonNullable<OpenLineageEvent["job"]>["facets"]> | null;
  /** Airflow's own facet; null for anything else, and for tasks that a person marked as failed. */
  airflow: AirflowFacet | null;
}

/** The run event in a parsed body, whose run and job are known. */
export function readRunEvent(
  event: OpenLineageEvent,
  ids: { runId: string; namespace: string; name: string },
): RunEvent {
  const type = EVENT_TYPES.find((known) => known === event.eventType?.toUpperCase()) ?? "OTHER";
  const facets = event.run?.facets ?? null;
  const jobFacets = event.job?.facets ?? null;
  const airflow = facets?.airflow ?? facets?.airflowDagRun ?? null;
  const kind = jobFacets?.jobType;
  const engine = airflow ? "Airflow" : facets?.processing_engine?.name;
  return {
    type,
    at: event.eventTime,
    runId: ids.runId,
    job: { namespace: ids.namespace, name: ids.name },
    integration: (kind?.integration ?? engine ?? "").toUpperCase(),
    jobType: (kind?.jobType ?? "").toUpperCase(),
    facets,
    jobFacets,
    airflow,
  };
}

/** The pipeline, task and run that an event is about, by the names of its sender. */
export interface EventPlace {
  pipeline: { externalId: string; name: string };
  task: { externalId: string; name: string } | null;
  run: string;
  /** Whether that identifies the run for certain; otherwise it may be known under another id. */
  isCertain: boolean;
}

/** Pure. */
export function placeOf(event: RunEvent): EventPlace {
  return event.integration === "AIRFLOW" ? airflowPlace(event) : jobPlace(event);
}

/**
 * Airflow: the DAG and the task. Job names are `dag_id.task_id`, but both ids may contain dots, so the facet is read; without
 * it the parent tells where the DAG's id ends.
 */
function airflowPlace({ job, airflow, facets, runId, jobType }: RunEvent): EventPlace {
  const parent = facets?.parent ?? null;
  const isDag = jobType === "DAG" || (jobType === "" && facets?.airflow == null && parent === null);
  const dag = dagIdOf(airflow) ?? parent?.job?.name ?? (isDag ? job.name : dagOf(job.name));
  const task = isDag ? null : (airflow?.task?.task_id ?? withoutPrefix(job.name, dag));
  const run = airflow?.dagRun?.run_id;
  return {
    pipeline: { externalId: idIn(job.namespace, dag), name: dag },
    task: task === null ? null : { externalId: task, name: task },
    run: run ?? parentRunOf(parent) ?? runId,
    isCertain: run != null,
  };
}

function parentRunOf(parent: EventRunFacets["parent"]): string | null {
  return parent?.run?.runId ?? null;
}

function dagIdOf(airflow: AirflowFacet | null): string | null {
  return airflow?.dag?.dag_id ?? airflow?.dagRun?.dag_id ?? null;
}

function dagOf(name: string): string {
  const dot = name.indexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/**
 * Anything else: a job without a parent is a pipeline, its runs are the pipeline's. A job with a parent is a task of it: a dbt
 * model in `dbt run`, a query in a Spark application.
 */
function jobPlace({ job, facets, runId, jobFacets, jobType }: RunEvent): EventPlace {
  const parent = facets?.parent;
  const pipeline = parent?.job?.name;
  const run = parent?.run?.runId;
  if (!pipeline || !run) {
    return {
      pipeline: { externalId: idIn(job.namespace, job.name), name: job.name },
      task: null,
      run: runId,
      isCertain: false,
    };
  }
  const node = jobFacets?.dbt_node ?? null;
  const name = node?.alias ?? withoutPrefix(job.name, pipeline);
  const id = node?.unique_id ?? withoutPrefix(job.name, pipeline);
  const isTest = jobType === "TEST";
  return {
    pipeline: { externalId: idIn(parent.job?.namespace ?? job.namespace, pipeline), name: pipeline },
    task: isTest ? { externalId: `tests of ${id}`, name: `tests of ${name}` } : { externalId: id, name },
    run,
    isCertain: false,
  };
}

/** A job's name is unique in its namespace only. */
export function idIn(namespace: string, name: string): string {
  const id = `${namespace}/${name}`;
  return id.length <= MAX_ID_LENGTH ? id : name.slice(0, MAX_ID_LENGTH);
}

function withoutPrefix(name: string, prefix: string): string {
  const rest = name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : name;
  return rest === "" ? name : rest;
}
