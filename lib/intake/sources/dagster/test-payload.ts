import { TEST_PIPELINE } from "@/lib/intake/sources/test-exception";

const ERROR = `dagster._core.errors.DagsterExecutionStepExecutionError: Error occurred while executing op "transform_orders":

Stack Trace:
  File "dagster/_core/execution/plan/utils.py", line 87, in op_execution_error_boundary
    raise error_cls(

The above exception was caused by the following exception:
KeyError: 'customer_id'

Stack Trace:
  File "/app/orders.py", line 21, in transform_orders
    customer = row["customer_id"]
`;

/** What our sensor would send for a run that fails now. */
export function dagsterTestPayload(now: Date): Record<string, unknown> {
  return {
    event: "run_failure",
    run_id: `test-${now.getTime()}`,
    job_name: TEST_PIPELINE,
    tags: {},
    message: `Execution of run for "${TEST_PIPELINE}" failed. Steps failed: ['transform_orders'].`,
    steps: [{ step_key: "transform_orders", error: ERROR }],
    end_time: now.toISOString(),
  };
}
