import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowExamples: SignatureExamples = {
  "airflow/connection-not-defined": {
    examples: [
      {
        text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined",
        captures: { connection: "warehouse_main" },
      },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: CONNECTION_NOT_FOUND: {'conn_id': 'warehouse_main'}",
        captures: { connection: "warehouse_main" },
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" },
      { text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'region'}" },
    ],
  },
  "airflow/connection-id-none": {
    examples: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" }],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined" },
    ],
  },
  "airflow/variable-not-defined": {
    examples: [
      { text: "KeyError: 'Variable export_bucket does not exist'", captures: { variable: "export_bucket" } },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'export_bucket'}",
        captures: { variable: "export_bucket" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'export_bucket'" }],
  },
  "airflow/template-not-found": {
    examples: [
      {
        text: "jinja2.exceptions.TemplateNotFound: sql/create_orders.sql",
        captures: { file: "sql/create_orders.sql" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'orders' is undefined" }],
  },
  "airflow/template-undefined": {
    examples: [
      { text: "jinja2.exceptions.UndefinedError: 'next_ds' is undefined", captures: { name: "next_ds" } },
      {
        text: "jinja2.exceptions.UndefinedError: 'dict object' has no attribute 'region'",
        captures: { name: "region" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.TemplateNotFound: orders.sql" }],
  },
  "airflow/template-syntax": {
    examples: [
      {
        text: "jinja2.exceptions.TemplateSyntaxError: unexpected char '$' at 57",
        captures: { message: "unexpected char '$' at 57" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  "airflow/template-not-rendered": {
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=%7B%7B%20ds%20%7D%7D&limit=5",
        captures: { name: "ds" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=2024-01-01",
      },
    ],
  },
  "airflow/xcom-not-found": {
    examples: [
      {
        text: 'airflow.exceptions.XComNotFound: XComArg result from extract at orders_daily with key="return_value" is not found!',
        captures: { task: "extract", key: "return_value" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `x` isn't defined" }],
  },
  "airflow/execution-timeout": {
    examples: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 61.0 seconds exceeds the specified timeout of 60.0.",
      },
    ],
  },
  "airflow/process-timed-out": {
    examples: [
      { text: "Process timed out, PID: 3031" },
      { text: "airflow.exceptions.AirflowException: Pod Launching failed: Timeout, PID: 3031" },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  "airflow/sensor-timeout": {
    examples: [
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 61.063 seconds exceeds the specified timeout of 60.0.",
        captures: { timeout: "60.0" },
      },
      { text: "airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: orders_daily" },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  "airflow/task-killed-oom": {
    examples: [
      { text: "Task exited with return code Negsignal.SIGKILL" },
      { text: "Task exited with return code -9" },
      { text: "Process terminated by signal. Likely out of memory error (OOM)." },
      {
        text: 'Process terminated by signal. For more information, see https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html#TaskRunner-killed: signal=-9: signal_name="SIGKILL": source="task"',
      },
      { text: "Process 'ForkPoolWorker-4' pid:60 exited with 'signal 9 (SIGKILL)'" },
    ],
    nearMisses: [
      { text: "Task exited with return code 1" },
      { text: "Process terminated by signal SIGTERM" },
    ],
  },
  "airflow/sigterm": {
    examples: [
      { text: "airflow.exceptions.AirflowException: Task received SIGTERM signal" },
      {
        text: "State of this instance has been externally set to failed. Terminating instance.",
        captures: { state: "failed" },
      },
    ],
    nearMisses: [{ text: "Task exited with return code Negsignal.SIGKILL" }],
  },
  "airflow/no-longer-running": {
    examples: [{ text: "Server indicated the task shouldn't be running anymore. Terminating process" }],
    nearMisses: [{ text: "Task received SIGTERM signal" }],
  },
  "airflow/heartbeat-lost": {
    examples: [
      {
        text: "Detected zombie job: {'full_filepath': '/opt/airflow/dags/orders.py', 'processor_subdir': '/opt/airflow/dags', 'msg': \"{'DAG Id': 'orders_daily', 'Task Id': 'load'}\"}",
      },
      { text: "Task instance's heartbeat timed out" },
    ],
    nearMisses: [{ text: "INFO - sending heartbeat" }],
  },
  "airflow/executor-state-mismatch": {
    examples: [
      {
        text: "Executor reports task instance <TaskInstance: orders_daily.load manual__2024-05-01 [queued]> finished (failed) although the task says its queued. (Info: None) Was the task killed externally?",
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
      },
      {
        text: "Marking task instance <TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]> stuck in queued as failed. If the task instance has available retries, it will be retried.",
      },
    ],
    nearMisses: [{ text: "Setting the state to queued" }],
  },
  "airflow/dag-not-found": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: DAG 'orders_daily' could not be found; either it does not exist or it failed to parse.",
        captures: { dag: "orders_daily" },
      },
      { text: "Dag not found during start up" },
      { text: "airflow.exceptions.DagNotFound: Dag id orders_export not found in DagModel" },
    ],
    nearMisses: [
      { text: "airflow.exceptions.DagRunNotFound: DagRun for orders_daily with run_id manual was not found" },
    ],
  },
  "airflow/dag-import-timeout": {
    examples: [
      {
        text: "airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/airflow/dags/orders.py after 30.0s.",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  "airflow/dag-import-error": {
    examples: [
      {
        text: "Failed to import: /opt/airflow/dags/orders.py",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
      { text: "Broken DAG: [/opt/airflow/dags/orders.py] Traceback (most recent call last):" },
    ],
    nearMisses: [{ text: "Filling up the DagBag from /opt/airflow/dags/orders.py" }],
  },
  "airflow/duplicate-task-id": {
    examples: [
      {
        text: "airflow.exceptions.DuplicateTaskIdFound: Task id 'load' has already been added to the DAG",
        captures: { task: "load" },
      },
    ],
    nearMisses: [{ text: "Task load has already finished" }],
  },
  "airflow/dag-cycle": {
    examples: [
      {
        text: "airflow.exceptions.AirflowDagCycleException: Cycle detected in DAG: orders_daily. Faulty task: load",
      },
    ],
    nearMisses: [{ text: "RuntimeError: Found a cycle: model.shop.orders" }],
  },
  "airflow/invalid-operator-arguments": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Invalid arguments were passed to BashOperator (task_id: load). Invalid arguments were:\n**kwargs: {'comand': 'ls'}",
        captures: { operator: "BashOperator", task: "load" },
      },
      {
        text: "airflow.exceptions.AirflowException: missing keyword argument 'bash_command'",
        captures: { argument: "'bash_command'" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'tabel'" }],
  },
  "airflow/branch-target": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must contain only valid task_ids. Invalid tasks found: {'load_eu'}.",
      },
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must be either None, a task ID, or an Iterable of IDs, but got 'dict'",
      },
    ],
    nearMisses: [{ text: "Branch into load_eu" }],
  },
  "airflow/unknown-hook-type": {
    examples: [
      {
        text: 'airflow.exceptions.AirflowException: Unknown hook type "sqlite"',
        captures: { type: "sqlite" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `x` isn't defined" }],
  },
  "airflow/provider-not-installed": {
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.providers.snowflake'",
        captures: { provider: "snowflake" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'" }],
  },
  "airflow/removed-module": {
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'",
        captures: { module: "airflow.operators.python_operator" },
      },
      {
        text: "ImportError: cannot import name 'days_ago' from 'airflow.utils.dates' (/usr/local/lib/python3.12/site-packages/airflow/utils/dates.py)",
        captures: { name: "days_ago" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.providers.amazon'" }],
  },
  "airflow/removed-context-key": {
    examples: [{ text: "KeyError: 'execution_date'", captures: { name: "execution_date" } }],
    nearMisses: [{ text: "KeyError: 'execution_dates'" }],
  },
  "airflow/direct-database-access": {
    examples: [{ text: "RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0" }],
    nearMisses: [{ text: "sqlalchemy.exc.InvalidRequestError: This session is closed" }],
  },
  "airflow/run-deadlocked": {
    examples: [
      {
        text: "Task deadlock (no runnable tasks); marking run <DagRun orders_daily @ 2024-05-01 00:00:00+00:00: scheduled__2024-05-01, running> failed",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.DeadlockDetected: deadlock detected" }],
  },
  "airflow/run-timeout": {
    examples: [
      {
        text: "Run scheduled__2024-05-01T00:00:00+00:00 of orders_daily has timed-out",
        captures: { dag: "orders_daily" },
      },
      { text: "timed_out" },
    ],
    nearMisses: [
      { text: "status=timed_out after 3 tries" },
      { text: "Sensor has timed out; run duration of 61.0 seconds exceeds the specified timeout of 60.0." },
    ],
  },
  "airflow/pool-missing": {
    examples: [
      {
        text: "Tasks using non-existent pool 'warehouse' will not be scheduled",
        captures: { pool: "warehouse" },
      },
    ],
    nearMisses: [{ text: "Not scheduling since there are 0 open slots in pool warehouse" }],
  },
  "airflow/upstream-failed": {
    examples: [
      {
        text: "Dependencies not met for <TaskInstance: orders_daily.load scheduled__2024-05-01 [scheduled]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded, but found 1 non-success(es).",
        captures: { count: "1" },
      },
      { text: "Task did not run because upstream task(s) failed." },
    ],
    nearMisses: [
      {
        text: "Dependencies all met for dep_context=non-requeueable deps ti=<TaskInstance: orders_daily.load>",
      },
    ],
  },
  "airflow/upstream-failed-state": {
    examples: [{ text: "The task did not start", state: "upstream_failed" }],
    nearMisses: [{ text: "The task did not start", state: "failed" }],
  },
  "airflow/external-task-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: The external DAG raw_orders failed.",
        captures: { dag: "raw_orders" },
      },
      {
        text: "airflow.exceptions.AirflowException: raw_orders failed with failed states failed",
        captures: { dag: "raw_orders" },
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowException: The external DAG raw_orders does not exist." },
    ],
  },
  "airflow/dag-run-exists": {
    examples: [
      {
        text: "airflow.exceptions.DagRunAlreadyExists: A Dag Run already exists for dag id orders_export at 2024-05-01T00:00:00+00:00 with run id manual__2024-05-01",
        captures: { dag: "orders_export" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.DagNotFound: Dag id orders_export not found in DagModel" }],
  },
  "airflow/trigger-failed": {
    examples: [
      {
        text: "airflow.exceptions.TaskDeferralError: Trigger failure",
        captures: { message: "Trigger failure" },
      },
      { text: "airflow.exceptions.TaskDeferralTimeout: Trigger timeout" },
    ],
    nearMisses: [{ text: "Pausing task as DEFERRED. dag_id=orders_daily" }],
  },
  "airflow/unmappable-xcom": {
    examples: [
      {
        text: "airflow.exceptions.UnmappableXComTypePushed: unmappable return type 'str'",
        captures: { type: "str" },
      },
      {
        text: "airflow.exceptions.UnmappableXComLengthPushed: unmappable return value length: 2000 > 1024",
        captures: { limit: "1024" },
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type set is not JSON serializable" }],
  },
  "airflow/param-validation": {
    examples: [
      {
        text: "airflow.exceptions.ParamValidationError: Invalid input for param region: None is not of type 'string'",
        captures: { param: "region" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.ParamValidationError: Parameter validation failed:" }],
  },
  "airflow/config-value": {
    examples: [
      { text: "airflow.exceptions.AirflowConfigException: section/key [smtp/smtp_user] not found in config" },
    ],
    nearMisses: [{ text: "INFO - Reading the config from /opt/airflow/airflow.cfg" }],
  },
  "airflow/database-not-initialised": {
    examples: [
      {
        text: "ERROR: You need to initialize the database. Please run `airflow db init`. Make sure the command is run using Airflow version 2.6.3.",
      },
      { text: 'psycopg2.errors.UndefinedTable: relation "dag_run" does not exist' },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' }],
  },
  "airflow/fernet-key": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Could not create Fernet object: Incorrect padding",
        captures: { reason: "Incorrect padding" },
      },
    ],
    nearMisses: [{ text: "cryptography.fernet.InvalidToken" }],
  },
  "airflow/api-token": {
    examples: [
      {
        text: "airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature verification failed",
        captures: { reason: "Signature verification failed" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v1/orders",
      },
    ],
  },
  "airflow/http-hook-status": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 503:Service Unavailable", captures: { status: "503" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
  },
  "airflow/http-hook-denied": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 401:Unauthorized", captures: { status: "401" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 503:Service Unavailable" }],
  },
  "airflow/http-hook-not-found": {
    examples: [
      { text: "airflow.exceptions.AirflowException: 404:Not Found", captures: { reason: "Not Found" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request" }],
  },
  "airflow/http-hook-client-error": {
    examples: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request", captures: { status: "400" } }],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
  },
  "airflow/decorated-callable": {
    examples: [{ text: "airflow.exceptions.AirflowException: `python_callable` param must be callable" }],
    nearMisses: [{ text: "TypeError: 'PythonOperator' object is not callable" }],
  },
  "airflow/explicit-fail": {
    examples: [
      {
        text: "airflow.exceptions.AirflowFailException: no orders for 2024-05-01",
        captures: { message: "no orders for 2024-05-01" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowSkipException: nothing to do" }],
  },
  "airflow/s3-key-exists": {
    examples: [
      {
        text: "ValueError: The key exports/orders.csv already exists.",
        captures: { key: "exports/orders.csv" },
      },
    ],
    nearMisses: [{ text: "ValueError: The key must be a string" }],
  },
  "airflow/system-exit": {
    examples: [{ text: "Task failed due to SystemExit(3)", captures: { code: "3" } }],
    nearMisses: [{ text: "Task exited with return code 1" }],
  },
  "airflow/task-killed": {
    examples: [{ text: "Task killed!" }],
    nearMisses: [{ text: "the task killed no process" }],
  },
};
