import { TEST_EXCEPTION, TEST_PIPELINE } from "@/lib/intake/sources/test-exception";

/** The body our callback would send for a task failing now. */
export function airflowTestPayload(now: Date): Record<string, unknown> {
  return {
    source: "airflow",
    event: "on_failure_callback",
    scope: "task",
    dag_id: TEST_PIPELINE,
    task_id: "transform_orders",
    run_id: `manual__${now.toISOString()}`,
    run_type: "manual",
    map_index: -1,
    try_number: 1,
    max_tries: 0,
    state: "failed",
    exception: TEST_EXCEPTION,
  };
}
