import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowSdkExamples: SignatureExamples = {
  "airflow/task-started-twice": {
    examples: [
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: API_SERVER_ERROR: {'status_code': 409, 'message': 'Server returned error', 'detail': {'detail': {'reason': 'invalid_state', 'message': 'TI was not in a state where it could be marked as running', 'previous_state': 'running'}}}",
        captures: { state: "running" },
      },
      {
        text: "airflow.sdk.exceptions.TaskAlreadyRunningError: Task instance 019a1250-48a0-756c-ab0b-9687289ef580 is already running",
      },
    ],
    nearMisses: [
      {
        text: "'message': 'TI was not in the running state so it cannot be updated', 'previous_state': 'success'",
      },
      { text: "Server indicated the task shouldn't be running anymore" },
    ],
  },
  "airflow/state-update-rejected": {
    examples: [
      {
        text: "AirflowRuntimeError: API_SERVER_ERROR: {'status_code': 409, 'message': 'Server returned error', 'detail': {'detail': {'reason': 'invalid_state', 'message': 'TI was not in the running state so it cannot be updated', 'previous_state': 'success'}}}",
        captures: { state: "success" },
      },
      {
        text: "2026-05-14T12:21:08Z [warning  ] Server error [airflow.sdk.api.client] detail={'detail': {'reason': 'invalid_state', 'message': 'TI was not in the running state so it cannot be updated', 'previous_state': 'failed'}}",
        captures: { state: "failed" },
      },
    ],
    nearMisses: [
      {
        text: "AirflowRuntimeError: API_SERVER_ERROR: {'status_code': 500, 'message': 'Server returned error'}",
      },
    ],
  },
  "airflow/api-server-unreachable": {
    examples: [
      {
        text: "httpx.ConnectError: [Errno 111] Connection refused",
        frames: ["/home/airflow/.local/lib/python3.12/site-packages/airflow/sdk/api/client.py"],
      },
      {
        text: "httpx.ReadTimeout: The read operation timed out",
        frames: [
          "/home/airflow/.local/lib/python3.12/site-packages/airflow/sdk/execution_time/supervisor.py",
        ],
      },
    ],
    nearMisses: [
      { text: "httpx.ConnectError: [Errno 111] Connection refused", frames: ["/opt/airflow/dags/load.py"] },
    ],
  },
  "airflow/api-server-error": {
    examples: [
      {
        text: "AirflowRuntimeError: API_SERVER_ERROR: {'status_code': 500, 'message': 'Server returned error', 'detail': {'message': 'Internal server error', 'correlation-id': '0195dede'}}",
        captures: { status: "500" },
      },
      {
        text: "airflow.sdk.api.client.ServerResponseError: Server returned error\nCorrelation-id=019a9827-d13d-7175-b0fb-b69a017a9ffd",
      },
    ],
    nearMisses: [{ text: "AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'bucket'}" }],
  },
  "airflow/api-token-expired": {
    examples: [
      { text: "airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature has expired" },
      {
        text: "[warning  ] JWT reissue middleware failed to refresh token [airflow.api_fastapi.execution_api.app] error='Signature has expired' loc=app.py:158",
      },
    ],
    nearMisses: [
      {
        text: "airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature verification failed",
      },
    ],
  },
  "airflow/bundle-not-configured": {
    examples: [
      {
        text: "ValueError: Requested bundle 'dags-folder' is not configured.",
        captures: { bundle: "dags-folder" },
      },
      {
        text: "[error    ] Error creating bundle 'shop-dags': The connection `github` is missing [airflow.dag_processing.bundles.manager.DagBundlesManager]",
        captures: { bundle: "shop-dags" },
      },
    ],
    nearMisses: [{ text: "DAG bundles loaded: dags-folder" }],
  },
  "airflow/worker-import-timeout": {
    examples: [
      {
        text: "[2026-05-31 18:00:31,415: ERROR/ForkPoolWorker-63] Process timed out, PID: 314",
        around:
          "[2026-05-31 18:00:01,335: INFO/ForkPoolWorker-63] Filling up the DagBag from /opt/airflow/dags/sales.py\n[2026-05-31 18:00:01,350: DEBUG/ForkPoolWorker-63] Importing /opt/airflow/dags/sales.py\n[2026-05-31 18:00:31,415: ERROR/ForkPoolWorker-63] Process timed out, PID: 314",
        captures: { file: "/opt/airflow/dags/sales.py" },
      },
      {
        text: "[2026-02-09 05:27:59,084] {timeout.py:36} ERROR - Process timed out, PID: 759",
        around:
          "[2026-02-09 05:27:59,084] {timeout.py:36} ERROR - Process timed out, PID: 759\n[2026-02-09 05:27:59,088] {dagbag.py:334} ERROR - Failed to import: /opt/airflow/dags/many_tasks.py",
        captures: { path: "/opt/airflow/dags/many_tasks.py" },
      },
    ],
    nearMisses: [
      {
        text: "[2026-02-09 06:27:59,084] {timeout.py:36} ERROR - Process timed out, PID: 759",
        around:
          "[2026-02-09 05:27:27,000] {dagbag.py:500} INFO - Filling up the DagBag from /opt/airflow/dags/sales.py\nRunning <TaskInstance: sales.load [queued]> on host worker-1\nINFO - Executing <Task(PythonOperator): load>\nINFO - Reading orders\n[2026-02-09 06:27:59,084] {timeout.py:36} ERROR - Process timed out, PID: 759",
      },
    ],
  },
  "airflow/import-timeout-frame": {
    examples: [
      {
        text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 7010",
        frames: [
          "/usr/local/lib/python3.11/site-packages/airflow/models/dagbag.py",
          "/opt/airflow/dags/sales.py",
        ],
      },
      {
        text: "airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/airflow/dags/sales.py after 30.0s.\nPlease take a look at these docs to improve your DAG import time:, PID: 7",
        frames: ["/home/airflow/.local/lib/python3.12/site-packages/airflow/models/dagbag.py"],
        captures: { file: "/opt/airflow/dags/sales.py" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 7010",
        frames: ["/opt/airflow/dags/sales.py"],
      },
    ],
  },
  "airflow/event-without-message": {
    examples: [
      {
        text: "KeyError: 'message'",
        frames: [
          "/usr/local/lib/python3.10/site-packages/airflow/providers/google/cloud/operators/bigquery.py",
        ],
        around:
          '  File "/usr/local/lib/python3.10/site-packages/airflow/providers/google/cloud/operators/bigquery.py", line 2874, in execute_complete\n    raise AirflowException(event["message"])',
        captures: { key: "message" },
      },
      {
        text: "KeyError: 'job_id'",
        frames: [
          "/usr/local/airflow/.local/lib/python3.11/site-packages/airflow/providers/amazon/aws/operators/emr.py",
        ],
        around:
          'File "/usr/local/airflow/.local/lib/python3.11/site-packages/airflow/providers/amazon/aws/operators/emr.py", line 618 in execute_complete',
      },
    ],
    nearMisses: [
      { text: "KeyError: 'message'", frames: ["/opt/airflow/dags/sales.py"], around: "in execute" },
      {
        text: "KeyError: 'message'",
        frames: ["/opt/airflow/dags/plugins/own_operator.py"],
        around: "line 40, in execute_complete",
      },
    ],
  },
};
