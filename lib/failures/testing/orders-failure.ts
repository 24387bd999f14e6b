import { failureReport } from "@/lib/failures/testing/report";

/** A DAG file whose task fails on rows without a customer id. */
export const ORDERS = 'def transform(rows):\n    return [row["customer_id"] for row in rows]\n';

/** The failure of `ORDERS`, with its file and line. */
export const ORDERS_FAILURE = failureReport({
  exception: {
    type: "builtins.KeyError",
    message: "'customer_id'",
    traceback:
      'Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 2, in transform\n    return [row["customer_id"] for row in rows]\nKeyError: \'customer_id\'\n',
  },
  refs: { fileloc: "/opt/airflow/dags/orders.py" },
});
