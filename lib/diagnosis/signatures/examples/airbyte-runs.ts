import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const airbyteRunExamples: SignatureExamples = {
  "airbyte/heartbeat": {
    examples: [
      {
        text: "Airbyte detected that the Source didn't send any records in the last 90 minutes, exceeding the configured 60 minutes threshold. Airbyte will try reading again on the next sync.",
        captures: { side: "Source", minutes: "90", limit: "60" },
      },
    ],
    nearMisses: [{ text: "Heartbeat timeout of the task instance" }],
  },
  "airbyte/worker-lost": {
    examples: [
      {
        text: "message='activity Heartbeat timeout', timeoutType=TIMEOUT_TYPE_HEARTBEAT",
        around: "io.airbyte.workers.temporal.sync.ReplicationActivityImpl",
      },
    ],
    nearMisses: [
      {
        text: "Airbyte detected that the Source didn't send any records in the last 90 minutes, exceeding the configured 60 minutes threshold.",
      },
    ],
  },
  "airbyte/connector-exited": {
    examples: [
      {
        text: "io.airbyte.workers.exception.WorkerException: Source process exited with non-zero exit code 1",
        captures: { code: "1" },
      },
      {
        text: "io.airbyte.workers.exception.WorkerException: Destination process exited with non-zero exit code 1",
        captures: { side: "Destination", code: "1" },
      },
    ],
    nearMisses: [
      {
        text: "io.airbyte.workers.exception.WorkerException: Source process exited with non-zero exit code 137",
      },
      { text: "Source process exited with exit code 0" },
    ],
  },
  "airbyte/connector-killed": {
    examples: [
      {
        text: "io.airbyte.workers.exception.WorkerException: Source process exited with non-zero exit code 137",
        captures: { side: "Source", code: "137" },
      },
    ],
    nearMisses: [
      {
        text: "io.airbyte.workers.exception.WorkerException: Source process exited with non-zero exit code 1",
      },
    ],
  },
  "airbyte/workload-not-started": {
    examples: [
      { text: "Airbyte could not start the process within time limit. The workload was never claimed." },
      { text: "Workload failed, source: workload-monitor-start. No claim" },
    ],
    nearMisses: [{ text: "Workload succeeded" }],
  },
  "airbyte/activity-failed": {
    examples: [
      {
        text: "io.temporal.failure.ActivityFailure: Activity with activityType='Replicate' failed: 'Activity task failed'. scheduledEventId=33, startedEventId=34, activityId=x, identity='1@airbyte-worker', retryState=RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED",
        captures: { activity: "Replicate" },
      },
      {
        text: "message='Activity task failed', activityType='RunWithWorkload', activityId='5f1', retryState=RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED",
        captures: { activity: "RunWithWorkload" },
      },
    ],
    nearMisses: [{ text: "io.temporal.client.WorkflowNotFoundException: workflow not found" }],
  },
  "airbyte/operator-job-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Job failed:\n{'job': {'id': 12, 'status': 'failed'}}",
        frames: [
          "/home/airflow/.local/lib/python3.12/site-packages/airflow/providers/airbyte/hooks/airbyte.py",
        ],
      },
      {
        text: "airflow.exceptions.AirflowException: Encountered unexpected state `incomplete` for job_id `12`",
        captures: { state: "incomplete" },
        frames: ["/site-packages/airflow/providers/airbyte/hooks/airbyte.py"],
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowException: Job failed:\n{'id': 1}",
        frames: ["/opt/airflow/dags/own.py"],
      },
    ],
  },
};
