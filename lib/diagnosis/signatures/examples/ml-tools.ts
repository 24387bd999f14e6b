import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mlToolExamples: SignatureExamples = {
  "mlflow/database-outdated": {
    examples: [
      {
        text: "mlflow.exceptions.MlflowException: Detected out-of-date database schema (found version cc1f77228345, but expected 97727af70f4d). Take a backup of your database, then run 'mlflow db upgrade <database_uri>' to migrate your database to the latest schema. NOTE: schema migration may result in database downtime - please consult your database's documentation for more detail.",
        captures: { found: "cc1f77228345", expected: "97727af70f4d" },
      },
    ],
    nearMisses: [{ text: "INFO mlflow.store.db.utils: Creating initial MLflow database tables..." }],
  },
  "mlflow/not-found": {
    examples: [
      {
        text: "mlflow.exceptions.RestException: RESOURCE_DOES_NOT_EXIST: Registered Model with name=churn not found",
        captures: { what: "Registered Model with name=churn not found" },
      },
      {
        text: "mlflow.exceptions.MlflowException: Run 'b0f1c2d3' not found",
        captures: { what: "Run 'b0f1c2d3' not found" },
      },
    ],
    nearMisses: [{ text: "Error: RESOURCE_DOES_NOT_EXIST: Job 42 does not exist." }],
  },
  "mlflow/param-changed": {
    examples: [
      {
        text: "mlflow.exceptions.MlflowException: Changing param values is not allowed. Param with key='max_depth' was already logged with value='6' for run ID='b0f1c2d3'. Attempted logging new value '8'.",
        captures: { key: "max_depth", old: "6" },
      },
    ],
    nearMisses: [{ text: "Logged param max_depth" }],
  },
  "papermill/cell-failed": {
    examples: [
      {
        text: 'Exception encountered at "In [7]":\n---------------------------------------------------------------------------',
        captures: { cell: "7" },
      },
    ],
    nearMisses: [{ text: "Executing: 100%|██████████| 12/12 [00:41<00:00]" }],
  },
  "jupyter/kernel-missing": {
    examples: [
      {
        text: "jupyter_client.kernelspec.NoSuchKernel: No such kernel named conda-env-ml-py",
        captures: { kernel: "conda-env-ml-py" },
      },
    ],
    nearMisses: [{ text: "Kernel started: python3" }],
  },
  "feast/join-keys-missing": {
    examples: [
      {
        text: "feast.errors.FeastJoinKeysDuringMaterialization: The DataFrame from FileSource at s3://features/driver_stats.parquet being materialized must have at least {'driver_id'} columns present, but these were missing: {'driver_id'}",
        captures: { columns: "{'driver_id'}", source: "FileSource at s3://features/driver_stats.parquet" },
      },
    ],
    nearMisses: [{ text: "Materializing 3 feature views into the redis online store." }],
  },
  "feast/entity-columns-missing": {
    examples: [
      {
        text: "feast.errors.FeastEntityDFMissingColumnsError: The entity dataframe you have provided must contain columns {'event_timestamp', 'driver_id'}, but {'driver_id'} were missing.",
        captures: { columns: "{'driver_id'}" },
      },
    ],
    nearMisses: [{ text: "The dataframe must contain columns" }],
  },
  "feast/object-missing": {
    examples: [
      {
        text: "feast.errors.FeatureViewNotFoundException: Feature view driver_hourly_stats does not exist in project rides",
        captures: { kind: "Feature view", name: "driver_hourly_stats", project: "rides" },
      },
    ],
    nearMisses: [{ text: "Entity orders does not exist" }],
  },
  "ray/out-of-memory": {
    examples: [
      {
        text: "ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.\nMemory on the node (IP: 10.0.1.7, ID: 208ebdd0) where the task (task ID: 1, name=embed) was running was 30.1GB / 31.0GB (0.97), which exceeds the memory usage threshold of 0.95.",
      },
      {
        text: "(raylet) node_manager.cc:3277: 2 Workers (tasks / actors) killed due to memory pressure (OOM), 0 Workers crashed due to other reasons at node (ID: 8289f87b, IP: 10.0.1.7) over the last time period.",
        captures: { count: "2" },
      },
    ],
    nearMisses: [{ text: "torch.OutOfMemoryError: CUDA out of memory." }],
  },
  "ray/worker-died": {
    examples: [
      {
        text: "ray.exceptions.ActorDiedError: The actor died unexpectedly before finishing this task.\n\tclass_name: Trainer\n\tactor_id: 1109",
        captures: { name: "Trainer" },
      },
      {
        text: "ray.exceptions.WorkerCrashedError: The worker died unexpectedly while executing this task. Check python-core-worker-*.log files for more information.",
      },
    ],
    nearMisses: [
      { text: "ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory." },
    ],
  },
  "dask/killed-worker": {
    examples: [
      {
        text: "distributed.scheduler.KilledWorker: Attempted to run task ('merge-chunk-d80b45ae', 20) on 4 different workers, but all those workers died while running it. The last worker that attempt to run the task was tcp://10.0.0.7:33455.",
        captures: { count: "4" },
      },
      {
        text: "distributed.nanny - WARNING - Worker tcp://10.0.0.7:33455 (pid=481) exceeded 95% memory budget. Restarting...",
        captures: { worker: "tcp://10.0.0.7:33455", percent: "95" },
      },
    ],
    nearMisses: [{ text: "distributed.worker - INFO - Starting Worker plugin shuffle" }],
  },
  "sagemaker/job-failed": {
    examples: [
      {
        text: "sagemaker.exceptions.UnexpectedStatusException: Error for Training job churn-2024-05-01-03-00: Failed. Reason: AlgorithmError: ExecuteUserScriptError:",
        captures: { job: "churn-2024-05-01-03-00", reason: "AlgorithmError" },
      },
    ],
    nearMisses: [{ text: "Training job completed" }],
  },
  "vertex/replica-failed": {
    examples: [
      {
        text: "The replica workerpool0-0 exited with a non-zero status of 1. Termination reason: Error.",
        captures: { replica: "workerpool0-0", status: "1", reason: "Error" },
      },
    ],
    nearMisses: [{ text: "The replica workerpool0-0 started" }],
  },
  "torch/shared-memory": {
    examples: [
      {
        text: "ERROR: Unexpected bus error encountered in worker. This might be caused by insufficient shared memory (shm).",
      },
      { text: "RuntimeError: DataLoader worker (pid 88) is killed by signal: Bus error." },
    ],
    nearMisses: [{ text: "RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB" }],
  },
};
