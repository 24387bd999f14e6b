import { z } from "zod";
import { Int, LongText, Obj, Text, Time, Url } from "@/lib/intake/sources/lenient";

/** A value that is read where it is used. */
const Raw = z.unknown().optional();

const JobFacets = z.object({
  jobType: Obj(z.object({ integration: Text, jobType: Text })),
  ownership: Raw,
  dbt_node: Obj(z.object({ unique_id: Text, alias: Text, original_file_path: Text })),
});

const JobRef = z.object({ namespace: Text, name: Text });
const RunRef = z.object({ runId: Text });

/** Facets of Airflow's provider: `airflow` on task events, `airflowDagRun` on DAG events. */
const AirflowFacet = z.object({
  dag: Obj(
    z.object({
      dag_id: Text,
      fileloc: Text,
      owner: Text,
      /** A Python literal. */
      tags: Raw,
      timetable: Raw,
    }),
  ),
  dagRun: Obj(
    z.object({
      dag_id: Text,
      run_id: Text,
      run_type: Text,
      logical_date: Time,
      start_date: Time,
      run_after: Time,
      /** How often the run, or tasks of it, were cleared. */
      clear_number: Int,
      dag_version_id: Text,
      dag_bundle_version: Text,
    }),
  ),
  task: Obj(
    z.object({
      task_id: Text,
      operator_class: Text,
      /** As written in the DAG; does not grow when a task is cleared, unlike Airflow's `max_tries`. */
      retries: Int,
      /** Python literals. */
      inlets: Raw,
      outlets: Raw,
    }),
  ),
  taskInstance: Obj(
    z.object({ try_number: Int, map_index: Int, log_url: Url, dag_bundle_version: Text, duration: Raw }),
  ),
});
export type AirflowFacet = z.output<typeof AirflowFacet>;

const RunFacets = z.object({
  airflow: Obj(AirflowFacet),
  airflowDagRun: Obj(AirflowFacet),
  airflow_mappedTask: Obj(z.object({ mapIndex: Int })),
  airflowState: Obj(z.object({ tasksState: Raw })),
  jobDependencies: Raw,
  /** Either may hold a whole traceback. */
  errorMessage: Obj(z.object({ message: LongText, stackTrace: LongText })),
  parent: Obj(
    z.object({
      job: Obj(JobRef),
      run: Obj(RunRef),
      root: Obj(z.object({ job: Obj(JobRef), run: Obj(RunRef) })),
    }),
  ),
  nominalTime: Obj(z.object({ nominalStartTime: Time })),
  processing_engine: Obj(z.object({ name: Text, version: Text })),
});

/**
 * An OpenLineage event of any kind (https://openlineage.io/spec/2-0-2/OpenLineage.json): with a `run` it is a run event, with
 * a `dataset` a dataset event, otherwise a job event. Unknown facets are ignored.
 */
export const OpenLineageEvent = z.object({
  eventType: Text,
  eventTime: Time,
  producer: Url,
  run: Obj(z.object({ runId: Text, facets: Obj(RunFacets) })),
  job: Obj(JobRef.extend({ facets: Obj(JobFacets) })),
  inputs: Raw,
  outputs: Raw,
  dataset: Raw,
});
export type OpenLineageEvent = z.output<typeof OpenLineageEvent>;
export type EventRunFacets = z.output<typeof RunFacets>;
