import { TEST_EXCEPTION, TEST_PIPELINE } from "@/lib/intake/sources/test-exception";

const PRODUCER = "https://github.com/apache/airflow/tree/providers-openlineage/2.20.3";
const TASK = "transform_orders";

/** The event Airflow's provider would send for a task failing now. */
export function openLineageTestPayload(now: Date): Record<string, unknown> {
  const at = now.toISOString();
  const facet = (name: string) => ({
    _producer: PRODUCER,
    _schemaURL: `https://openlineage.io/spec/facets/1-0-1/${name}.json#/$defs/${name}`,
  });
  return {
    eventType: "FAIL",
    eventTime: at,
    producer: PRODUCER,
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: {
      runId: runIdOf(now),
      facets: {
        errorMessage: {
          ...facet("ErrorMessageRunFacet"),
          message: TEST_EXCEPTION.message,
          programmingLanguage: "python",
          stackTrace: TEST_EXCEPTION.traceback,
        },
        airflow: {
          _producer: PRODUCER,
          dag: { dag_id: TEST_PIPELINE, owner: "airflow", tags: "[]" },
          dagRun: { dag_id: TEST_PIPELINE, run_id: `manual__${at}`, run_type: "manual", clear_number: 0 },
          task: { task_id: TASK, operator_class: "PythonOperator", retries: 0, inlets: "[]", outlets: "[]" },
          taskInstance: { try_number: 1 },
        },
      },
    },
    job: {
      namespace: "pipeline-debugger-test",
      name: `${TEST_PIPELINE}.${TASK}`,
      facets: {
        jobType: {
          ...facet("JobTypeJobFacet"),
          integration: "AIRFLOW",
          jobType: "TASK",
          processingType: "BATCH",
        },
      },
    },
    inputs: [],
    outputs: [],
  };
}

/** A UUID version 7, as Airflow's provider makes them, from the time alone. */
function runIdOf(now: Date): string {
  const ms = now.getTime().toString(16).padStart(12, "0").slice(-12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
