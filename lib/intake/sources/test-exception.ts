const TRACEBACK = `Traceback (most recent call last):
  File "/opt/airflow/dags/pipeline_debugger_test.py", line 21, in transform_orders
    customer = row["customer_id"]
               ~~~^^^^^^^^^^^^^^^
KeyError: 'customer_id'
`;

/** What a test failure fails with. */
export const TEST_EXCEPTION = {
  type: "builtins.KeyError",
  message: "'customer_id'",
  traceback: TRACEBACK,
};

/** Pipeline of a test failure, in the words of its kind. */
export const TEST_PIPELINE = "pipeline_debugger_test";
