import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airflowInputExamples: SignatureExamples = {
  "airflow/source-object-missing": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: The source key in/crates/2024/05/20/full.gz does not exist",
        captures: { object: "in/crates/2024/05/20/full.gz" },
      },
      {
        text: "airflow.exceptions.AirflowException: No objects found in gs://harbour-raw with prefix crates/dt=2024-03-09/",
        captures: { object: "gs://harbour-raw with prefix crates/dt=2024-03-09/" },
      },
    ],
    nearMisses: [
      { text: "ValueError: The key crates/full.gz already exists." },
      { text: "INFO - No objects found in the cache, reading from source" },
    ],
  },
  "airflow/external-skipped": {
    examples: [
      {
        text: "airflow.exceptions.AirflowSkipException: The external DAG harbour_import reached a state in our states-to-skip-on list. Skipping.",
        captures: { dag: "harbour_import" },
      },
      { text: "airflow.exceptions.AirflowSkipException: The external DAG harbour_import was skipped" },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: The external DAG harbour_import failed." }],
  },
  "airflow/external-not-found": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: The external task export_crates in DAG harbour_pull does not exist.",
        captures: { task: "export_crates", dag: "harbour_pull" },
      },
      {
        text: "airflow.exceptions.AirflowException: The external DAG harbour_pull was deleted.",
        captures: { dag: "harbour_pull" },
      },
    ],
    nearMisses: [{ text: "The external DAG harbour_pull failed." }],
  },
  "airflow/sql-sensor-criteria": {
    examples: [
      { text: "airflow.exceptions.AirflowException: No rows returned, raising as per fail_on_empty flag" },
      {
        text: "airflow.exceptions.AirflowException: Failure criteria met. self.failure(0) returned True",
        captures: { value: "0" },
      },
    ],
    nearMisses: [{ text: "INFO - Success criteria met. Exiting." }],
  },
  "airflow/upload-session": {
    examples: [
      {
        text: "FAILURE: Inactivity Period passed, not enough objects found in harbour-drop/2024/07/11",
        captures: { path: "harbour-drop/2024/07/11" },
      },
      {
        text: "airflow.exceptions.AirflowException: Illegal behavior: objects were deleted in harbour-drop/batch_17 between pokes.",
      },
    ],
    nearMisses: [{ text: "SUCCESS: Sensor found 12 objects at harbour-drop/2024/07/11" }],
  },
  "airflow/scheduler-down": {
    examples: [
      {
        text: "The scheduler does not appear to be running. Last heartbeat was received 17 minutes ago. The DAGs list may not update, and new tasks will not be scheduled.",
        captures: { process: "scheduler", age: "17 minutes" },
      },
      {
        text: "DagFileProcessorManager (PID=77) last sent a heartbeat 51.9 seconds ago! Restarting it",
        captures: { process: "DagFileProcessorManager" },
      },
    ],
    nearMisses: [{ text: "INFO - Starting the scheduler" }],
  },
  "airflow/task-owned-elsewhere": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: PID of job runner does not match\nRecorded pid 4412 does not match the current pid 187",
        captures: { pid: "4412", other: "187" },
      },
      {
        text: "The recorded hostname worker-3f9c does not match this instance's hostname worker-77ab",
        captures: { pid: "worker-3f9c", other: "worker-77ab" },
      },
    ],
    nearMisses: [
      {
        text: "ssl.SSLCertVerificationError: Hostname mismatch, certificate is not valid for 'crates.internal'",
      },
    ],
  },
  "airflow/cron-invalid": {
    examples: [
      {
        text: "airflow.exceptions.AirflowTimetableInvalid: Exactly 5, 6 or 7 columns has to be specified for iterator expression.",
      },
      {
        text: "airflow.exceptions.AirflowTimetableInvalid: [0 25 * * *] is not acceptable, out of range",
        captures: { expression: "0 25 * * *" },
      },
    ],
    nearMisses: [{ text: "ValueError: expected 5 columns, found 6" }],
  },
  "luigi/external-missing": {
    examples: [
      {
        text: "WARNING: Task HarbourFeed(date=2024-01-19) is not complete and run() is not implemented. Probably a missing external dependency.",
        captures: { task: "HarbourFeed(date=2024-01-19)" },
      },
      { text: "This progress looks :| because there were missing external dependencies" },
    ],
    nearMisses: [
      { text: "This progress looks :) because there were no failed tasks or missing dependencies" },
    ],
  },
  "dagster/step-not-executed": {
    examples: [
      {
        text: "Dependencies for step build_crates failed: ['load_harbours']. Not executing.",
        captures: { step: "build_crates", upstream: "'load_harbours'" },
      },
      { text: "Dependencies for step publish_crates were skipped: ['check_new_files.result']. Skipping." },
    ],
    nearMisses: [{ text: "Resolving dependencies for step build_crates" }],
  },
  "dagster/input-not-loaded": {
    examples: [
      {
        text: 'dagster._core.errors.DagsterExecutionLoadInputError: Error occurred while loading input "crates" of step "build_crates":',
        captures: { input: "crates", step: "build_crates" },
      },
    ],
    nearMisses: [
      {
        text: 'dagster._core.errors.DagsterExecutionStepExecutionError: Error occurred while executing op "build_crates":',
      },
    ],
  },
  "dagster/asset-overdue": {
    examples: [
      {
        text: "Asset is overdue for an update. Deadline 2024-08-14 06:00 UTC passed; latest observed materialization at 2024-08-12 05:41 UTC",
      },
      { text: "Asset has not been materialized in the last 24 hours", captures: { window: "24 hours" } },
    ],
    nearMisses: [{ text: "Asset crates was materialized 2 hours ago" }],
  },
  "dbt/node-skipped": {
    examples: [
      {
        text: "12 of 40 SKIP relation marts.crates_daily ....................................... [SKIP]",
        captures: { model: "marts.crates_daily" },
      },
      { text: "SKIP relation prod.dim_harbour due to ephemeral model error" },
    ],
    nearMisses: [{ text: "12 of 40 START sql table model marts.crates_daily ........ [RUN]" }],
  },
};
