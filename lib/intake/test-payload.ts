const TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/pipeline_debugger_test.py", line 21, in transform_orders
    customer = row["customer_id"]
               ~~~^^^^^^^^^^^^^^^
KeyError: 'customer_id'
`;

const EXCEPTION = { type: "builtins.KeyError", message: "'customer_id'", traceback: TRACEBACK };

/**
 * A failing task as the kind's own sender reports it, marked as a test. Null for kinds that are not understood yet.
 */
export function testPayload(kind: string, now: Date): Record<string, unknown> | null {
  const run = `manual__${now.toISOString()}`;
  switch (kind) {
    case "airflow":
      return {
        source: "airflow",
        event: "on_failure_callback",
        scope: "task",
        dag_id: "pipeline_debugger_test",
        task_id: "transform_orders",
        run_id: run,
        run_type: "manual",
        map_index: -1,
        try_number: 1,
        max_tries: 0,
        state: "failed",
        exception: EXCEPTION,
      };
    case "prefect":
      return {
        source: "prefect",
        event: "on_failure",
        scope: "flow",
        flow_name: "pipeline_debugger_test",
        flow_run_id: run,
        run_name: "test-run",
        run_count: 1,
        state: {
          type: "FAILED",
          name: "Failed",
          message: "Flow run encountered an exception: KeyError: 'customer_id'",
          timestamp: now.toISOString(),
        },
        exception: EXCEPTION,
      };
    case "generic":
      return {
        pipeline: "pipeline_debugger_test",
        task: "transform_orders",
        runId: run,
        tryNumber: 1,
        maxTries: 1,
        error: { type: EXCEPTION.type, message: EXCEPTION.message, traceback: EXCEPTION.traceback },
      };
    default:
      return null;
  }
}
