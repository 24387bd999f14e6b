import type { FailureReport } from "@/lib/failures/schemas";

/** A failed last try of `orders_daily.transform`, as Airflow's task callback reports it. */
export function failureReport(part: Partial<FailureReport> = {}): FailureReport {
  return {
    event: "failed",
    scope: "task",
    pipeline: { externalId: "orders_daily", name: "orders_daily", owner: "data" },
    task: { externalId: "transform", name: "transform", operator: "PythonOperator" },
    run: {
      externalId: "scheduled__2026-11-20",
      type: "scheduled",
      logicalDate: "2026-11-20T00:00:00Z",
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
    attempt: {
      tryNumber: 2,
      maxTries: 2,
      mapIndex: -1,
      state: "failed",
      hostname: "worker-1",
      startedAt: null,
      endedAt: null,
      logUrl: null,
      version: null,
    },
    exception: {
      type: "builtins.KeyError",
      message: "'customer_id'",
      traceback:
        'Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 21, in transform\n    row["customer_id"]\nKeyError: \'customer_id\'\n',
    },
    log: null,
    reason: null,
    title: null,
    severity: null,
    environment: null,
    labels: {},
    occurredAt: null,
    refs: {},
    ...part,
  };
}
