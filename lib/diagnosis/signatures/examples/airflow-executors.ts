import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowExecutorExamples: SignatureExamples = {
  "airflow/celery-command-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Celery command failed on host: worker-1 with celery_task_id 8f1c2d3e-0000-4000-8000-0123456789ab",
        captures: { host: "worker-1" },
      },
      {
        text: "[2026-03-04 05:06:07,123: ERROR/MainProcess] Task airflow.providers.celery.executors.celery_executor_utils.execute_command[8f1c2d3e-0000-4000-8000-0123456789ab] raised unexpected: AirflowException('boom')",
      },
    ],
    nearMisses: [{ text: "celery.exceptions.TimeLimitExceeded: TimeLimitExceeded(3600,)" }],
  },
  "airflow/celery-send-failed": {
    examples: [
      {
        text: "[2026-03-04T05:06:07.000+0000] {celery_executor.py:279} ERROR - Error sending Celery task: Timeout, PID: 33",
      },
      {
        text: "[Try 1 of 3] Task Timeout Error for Task: (TaskInstanceKey(dag_id='sales', task_id='load', run_id='manual', try_number=1, map_index=-1)).",
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: Celery command failed on host: worker-1" }],
  },
  "airflow/worker-pod-failed": {
    examples: [
      {
        text: "Task sales.load.1 failed in pod airflow/sales-load-x1. Pod phase: Failed, reason: Evicted, message: The node was low on resource: memory., container_type: main, container_state: terminated, container_reason: OOMKilled, exit_code: 137",
        captures: { reason: "Evicted", container: "OOMKilled" },
      },
      {
        text: "[2026-03-04T05:06:07.000+0000] {kubernetes_executor_utils.py:250} ERROR - Event: sales-load-x1 has container base with fatal reason ErrImagePull",
        captures: { pod: "sales-load-x1", reason: "ErrImagePull" },
      },
      {
        text: "{kubernetes_executor.py:372} ERROR - Event: Failed to start pod sales-load-x1, annotations: <omitted>",
        captures: { pod: "sales-load-x1" },
      },
      {
        text: "{kubernetes_executor_utils.py:269} ERROR - Event: sales-load-x1 Failed, task: sales.load.1, annotations: <omitted>",
        captures: { pod: "sales-load-x1" },
      },
    ],
    nearMisses: [{ text: "{kubernetes_executor.py:369} INFO - Event: sales-load-x1 Pending" }],
  },
  "airflow/worker-pod-not-created": {
    examples: [
      {
        text: "[2026-03-04 05:06:07] {kubernetes_executor.py:400} WARNING - ApiException when attempting to run task, re-queueing. Reason: 'Unprocessable Entity'. Message: Pod \"sales-load\" is invalid: spec.containers[0].resources.requests: Invalid value",
      },

      {
        text: "Pod creation failed with reason 'Forbidden'. Failing task",
        captures: { reason: "Forbidden" },
      },
    ],
    nearMisses: [{ text: "Event: sales-load-x1 Failed, task: sales.load.1" }],
  },
  "airflow/worker-pod-quota": {
    examples: [
      {
        text: "[2026-03-04 05:06:07] {kubernetes_executor.py:400} WARNING - ApiException when attempting to run task, re-queueing. Reason: 'Forbidden'. Message: pods \"sales-load\" is forbidden: exceeded quota: batch-compute, requested: limits.memory=12Gi, used: limits.memory=88Gi, limited: limits.memory=96Gi",
        captures: { quota: "batch-compute", limit: "limits.memory=96Gi" },
      },
    ],
    nearMisses: [{ text: "Pod creation failed with reason 'Forbidden'. Failing task" }],
  },
  "airflow/task-not-in-dag": {
    examples: [
      {
        text: "airflow.exceptions.TaskNotFound: Task load_orders not found",
        captures: { task: "load_orders" },
      },
      {
        text: "airflow.exceptions.AirflowException: Task 'load_orders' not found in dag 'sales'",
        captures: { task: "load_orders", dag: "sales" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.DagNotFound: Dag id sales not found in DagModel" }],
  },
  "airflow/xcom-not-serializable": {
    examples: [
      {
        text: "ERROR - Could not serialize the XCom value into JSON. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your *** config or make sure to decorate your object with attr.",
      },
      {
        text: "[2026-03-04, 05:06:07 UTC] {xcom.py:664} ERROR - Could not serialize the XCom value into JSON. If you are using pickle instead of JSON for XCom, then you need to enable pickle support for XCom in your airflow config or make sure to decorate your object with attr.",
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type Decimal is not JSON serializable" }],
  },
  "airflow/provider-incomplete": {
    examples: [
      {
        text: "airflow.exceptions.AirflowOptionalProviderFeatureException: No module named 'pandas'",
      },
      {
        text: "WARNING - Exception when importing 'airflow.providers.microsoft.mssql.hooks.mssql.MsSqlHook' from 'apache-airflow-providers-microsoft-mssql' package",
        captures: { package: "apache-airflow-providers-microsoft-mssql" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.providers.mysql'" }],
  },
  "airflow/heartbeat-lost": {
    examples: [
      {
        text: "Detected zombie job: {'full_filepath': '/opt/airflow/dags/orders.py', 'processor_subdir': '/opt/airflow/dags', 'msg': \"{'DAG Id': 'orders_daily', 'Task Id': 'load'}\"}",
        captures: { dag: "orders_daily", task: "load" },
      },
      { text: "Task instance's heartbeat timed out" },
    ],
    nearMisses: [{ text: "INFO - sending heartbeat" }],
  },
  "airflow/executor-state-mismatch": {
    examples: [
      {
        text: "Executor reports task instance <TaskInstance: orders_daily.load manual__2024-05-01 [queued]> finished (failed) although the task says its queued. (Info: None) Was the task killed externally?",
        captures: { task: "orders_daily.load" },
      },
      {
        text: "Executor CeleryExecutor(parallelism=32) reported that the task instance <TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html#task-state-changed-externally",
      },
    ],
    nearMisses: [{ text: "Executor reports execution of orders_daily.load finished with state success" }],
  },
  "airflow/stuck-in-queued": {
    examples: [
      {
        text: "Task stuck in queued; will try to requeue. task_instance=<TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]>",
        captures: { task: "orders_daily.load" },
      },
      {
        text: "Marking task instance <TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]> stuck in queued as failed. If the task instance has available retries, it will be retried.",
      },
    ],
    nearMisses: [{ text: "Setting the state to queued" }],
  },
  "airflow/failed-before-start": {
    examples: [
      {
        text: "Process ended without an exception (killed or heartbeat lost)",
        evidence: [
          {
            kind: "upstream",
            text: "event state mismatch on load: Executor LocalExecutor(parallelism=2) reported that the task instance <TaskInstance: orders_daily.load manual__2026-11-30 [queued] ti_id=01a2> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs/",
          },
        ],
      },
    ],
    nearMisses: [
      {
        text: "Process ended without an exception (killed or heartbeat lost)",
        evidence: [
          {
            kind: "upstream",
            text: "event state mismatch on load: Executor LocalExecutor(parallelism=2) reported that the task instance <TaskInstance: orders_daily.load> finished with state failed, but the task instance's state attribute is running.",
          },
        ],
      },
    ],
  },
};
