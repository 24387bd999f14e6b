import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowExamples: SignatureExamples = {
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
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: orders_daily",
        captures: { dag: "orders_daily" },
      },
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
    examples: [
      { text: "Server indicated the task shouldn't be running anymore. Terminating process" },
      {
        text: 'Server indicated the task shouldn\'t be running anymore. Terminating process detail={"reason":"not_running","message":"TI is no longer in the running state and task should terminate","current_state":"failed"}',
        captures: { state: "failed" },
      },
      {
        text: "2026-11-18T18:09:01Z [error    ] Server indicated the task shouldn't be running anymore [supervisor] detail={'detail': {'reason': 'not_running', 'message': 'TI is no longer in the running state and task should terminate', 'current_state': 'failed'}} loc=supervisor.py:1109 status_code=409",
        captures: { state: "failed" },
      },
    ],
    nearMisses: [{ text: "Task received SIGTERM signal" }],
  },
  "airflow/run-deadlocked": {
    examples: [
      {
        text: "Task deadlock (no runnable tasks); marking run <DagRun orders_daily @ 2024-05-01 00:00:00+00:00: scheduled__2024-05-01, running> failed",
        captures: { dag: "orders_daily" },
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
  "airflow/upstream-failed": {
    examples: [
      {
        text: "Dependencies not met for <TaskInstance: orders_daily.load scheduled__2024-05-01 [scheduled]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded, but found 1 non-success(es).",
        captures: { task: "orders_daily.load" },
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
        captures: { dag: "orders_export", run: "manual__2024-05-01" },
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
  "airflow/task-killed": {
    examples: [{ text: "Task killed!" }],
    nearMisses: [{ text: "the task killed no process" }],
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
  "airflow/system-exit": {
    examples: [{ text: "Task failed due to SystemExit(3)", captures: { code: "3" } }],
    nearMisses: [{ text: "Task exited with return code 1" }],
  },
};
