/** Passages shared by logs of one scheduler, and the timestamp format of each version. */
export const STAMPS: Readonly<Record<string, string>> = {
  "1.10": "[2020-02-03 04:05:06,789]",
  "2.0": "[2021-02-03 04:05:06,789]",
  "2.4": "[2022-10-03, 04:05:06 UTC]",
  "2.6": "[2023-05-03, 06:05:06 CEST]",
  "2.9": "[2024-07-03T04:05:06.789+0000]",
  "2.11": "[2025-07-03, 04:05:06 UTC]",
};

/** Passages that replace a line `@NAME`; `@T` in them is the timestamp. */
export const PASSAGES: Readonly<Record<string, string>> = {
  begin: `@T {taskinstance.py:1083} INFO - Dependencies all met for dep_context=non-requeueable deps ti=<TaskInstance: crate_sync.ship scheduled__2024-07-02T00:00:00+00:00 [queued]>
@T {taskinstance.py:1083} INFO - Dependencies all met for dep_context=requeueable deps ti=<TaskInstance: crate_sync.ship scheduled__2024-07-02T00:00:00+00:00 [queued]>
@T {taskinstance.py:1308} INFO - Starting attempt 1 of 1
@T {taskinstance.py:1327} INFO - Executing <Task(PythonOperator): ship> on 2024-07-02 00:00:00+00:00
@T {standard_task_runner.py:57} INFO - Started process 771 to run task
@T {standard_task_runner.py:84} INFO - Running: ['***', 'tasks', 'run', 'crate_sync', 'ship', 'scheduled__2024-07-02T00:00:00+00:00', '--job-id', '95', '--raw', '--subdir', 'DAGS_FOLDER/crate_sync.py']
@T {standard_task_runner.py:85} INFO - Job 95: Subtask ship
@T {task_command.py:410} INFO - Running <TaskInstance: crate_sync.ship scheduled__2024-07-02T00:00:00+00:00 [running]> on host 4fd0b1c6ae11
@T {taskinstance.py:1545} INFO - Exporting env vars: AIRFLOW_CTX_DAG_OWNER='***' AIRFLOW_CTX_DAG_ID='crate_sync' AIRFLOW_CTX_TASK_ID='ship' AIRFLOW_CTX_TRY_NUMBER='1'`,
  failed: `@T {taskinstance.py:1937} ERROR - Task failed with exception`,
  execute: `Traceback (most recent call last):
  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/python.py", line 192, in execute
    return_value = self.execute_callable()
  File "/home/airflow/.local/lib/python3.11/site-packages/airflow/operators/python.py", line 209, in execute_callable
    return self.python_callable(*self.op_args, **self.op_kwargs)`,
  end: `@T {taskinstance.py:1400} INFO - Marking task as FAILED. dag_id=crate_sync, task_id=ship, execution_date=20240702T000000, start_date=20240703T040506, end_date=20240703T040509
@T {standard_task_runner.py:104} ERROR - Failed to execute job 95 for task ship (see above; 771)
@T {local_task_job_runner.py:228} INFO - Task exited with return code 1
@T {taskinstance.py:2778} INFO - 0 downstream tasks scheduled from follow-on schedule check`,
  good: `@T {taskinstance.py:1400} INFO - Marking task as SUCCESS. dag_id=crate_sync, task_id=ship, execution_date=20240702T000000, start_date=20240703T040506, end_date=20240703T040509
@T {local_task_job_runner.py:228} INFO - Task exited with return code 0
@T {taskinstance.py:2778} INFO - 1 downstream tasks scheduled from follow-on schedule check`,
  begin3: `info[processors.manager]> DAG bundles loaded: dags-folder
info[airflow.models.dagbag.DagBag]> Filling up the DagBag from /opt/airflow/dags/crate_sync.py
info[task]> Task instance is in running state
info[task]> Previous state of the Task instance: queued
info[task]> Current task name:ship
info[task]> Dag name:crate_sync`,
};
