const TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/pipeline_debugger_test.py", line 21, in transform_orders
    customer = row["customer_id"]
               ~~~^^^^^^^^^^^^^^^
KeyError: 'customer_id'
`;

/** The exception of a test failure. */
export const TEST_EXCEPTION = {
  type: "builtins.KeyError",
  message: "'customer_id'",
  traceback: TRACEBACK,
};

/** The pipeline of a test failure. */
export const TEST_PIPELINE = "pipeline_debugger_test";
