import type { Signature } from "@/lib/diagnosis/signatures/signature";

const RAY_OOM = "https://docs.ray.io/en/latest/ray-core/scheduling/ray-oom-prevention.html";

/** MLflow, Papermill, Feast, Ray, Dask, SageMaker and Vertex AI. */
export const mlToolSignatures: Signature[] = [
  {
    id: "mlflow/database-outdated",
    title: "MLflow's database schema is out of date",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Detected out-of-date database schema \(found version (?<found>\w{3,40}), but expected (?<expected>\w{3,40})\)/,
      ],
    },
    rootCause: "MLflow's database has schema version {found}, but this MLflow expects {expected}",
    explanation: "The server was upgraded (or downgraded) without migrating its database.",
    checks: ["`mlflow --version` of the server, and which version ran before"],
    fixes: [
      "Back up the database, then run `mlflow db upgrade DATABASE_URI`",
      "If several servers share it, run one MLflow version everywhere",
    ],
    docs: ["https://mlflow.org/docs/latest/"],
  },
  {
    id: "mlflow/not-found",
    title: "MLflow run, model or experiment not found",
    category: "configuration",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["RestException", "MlflowException"],
      message: [
        /RESOURCE_DOES_NOT_EXIST: (?<what>[^\n]{3,200})/,
        /MlflowException: (?<what>(?:Run|Registered Model|Model Version|No Experiment|Could not find experiment)[^\n]{3,200}(?:not found|exists|with ID [^\n]{1,60}|does not exist))/,
      ],
      also: [/mlflow\.exceptions/],
    },
    rootCause: "MLflow does not know what the job asks for: {what}",
    explanation:
      "The name, version or alias does not exist on this tracking server, was deleted, or the job talks to another server than the one that stored it.",
    checks: [
      "`MLFLOW_TRACKING_URI` and `MLFLOW_REGISTRY_URI` of the job",
      "The registry: name, version, alias or stage",
    ],
    fixes: [
      "Point the job at the right tracking server",
      "Run the training that registers the model, or fix the name or alias",
    ],
    docs: ["https://mlflow.org/docs/latest/"],
  },
  {
    id: "mlflow/param-changed",
    title: "MLflow parameter logged twice with another value",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Changing param values is not allowed\. Param with key='(?<key>[^'\n]{1,120})' was already logged with value='(?<old>[^'\n]{0,160})'/,
        /Changing param values is not allowed\. Params? were already logged='(?<key>[^\n]{1,160})' for run ID/,
      ],
    },
    rootCause:
      "The run already has a parameter `{key}`[[ with the value `{old}`]], and MLflow parameters are fixed",
    explanation:
      "A retry or a second stage continues the same run and logs the parameter again with another value.",
    checks: ["Whether a retry reuses the run (`MLFLOW_RUN_ID`), and where the parameter is logged"],
    fixes: [
      "Start a new run for each attempt, or nested runs (`nested=True`)",
      "Log values that change as metrics or tags",
    ],
    docs: ["https://mlflow.org/docs/latest/"],
  },
  {
    id: "papermill/cell-failed",
    title: "Notebook cell failed (Papermill)",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "missing_dependency", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Exception encountered at "In \[(?<cell>\d{1,5})\]":/],
    },
    rootCause: "Cell {cell} of the notebook failed",
    explanation:
      "Papermill stops at the first cell that raises and prints its traceback; the last line is the error.",
    checks: ["The output notebook: the failed cell with its input and traceback"],
    fixes: ["Fix the error of that cell, then run the notebook again with the same parameters"],
    docs: ["https://papermill.readthedocs.io/en/latest/"],
  },
  {
    id: "jupyter/kernel-missing",
    title: "Notebook's kernel is not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No such kernel named (?<kernel>[\w.-]{1,80})/] },
    rootCause: "The kernel `{kernel}` that the notebook names is not installed here",
    explanation:
      "A notebook stores the name of the kernel it was saved with, often one of its author's machine.",
    checks: ["`jupyter kernelspec list` in the image", "`metadata.kernelspec.name` of the notebook"],
    fixes: [
      "Pass the kernel: `papermill -k python3 …`",
      "Install it: `python -m ipykernel install --user --name {kernel}`",
    ],
    docs: ["https://papermill.readthedocs.io/en/latest/"],
  },
  {
    id: "feast/join-keys-missing",
    title: "Join key missing in a Feast source",
    category: "schema_change",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The DataFrame from (?<source>[^\n]{1,200}?) being materialized must have at least \{[^}\n]{1,300}\} columns present, but these were missing: (?<columns>\{[^}\n]{1,200}\})/,
      ],
    },
    rootCause: "The source {source} of a feature view lacks the column {columns}",
    explanation:
      "Feast needs the entity's join keys and the timestamp in every source. The file or table no longer has the column, or it has another name.",
    checks: [
      "The columns of the source now and in the last good run",
      "`entities`, `join_keys` and `timestamp_field`",
    ],
    fixes: [
      "Bring the column back where the source is written",
      "If it was renamed, map it (`field_mapping`) and run `feast apply`",
      "Then run `feast materialize-incremental` again",
    ],
    docs: ["https://docs.feast.dev/"],
  },
  {
    id: "feast/entity-columns-missing",
    title: "Entity data frame lacks columns (Feast)",
    category: "code_bug",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The entity dataframe you have provided must contain columns \{[^}\n]{1,300}\}, but (?<columns>\{[^}\n]{1,200}\}) were missing/,
      ],
    },
    rootCause: "The entity data frame passed to Feast lacks {columns}",
    explanation: "`get_historical_features` joins on the entities' keys and needs a timestamp per row.",
    checks: ["The columns of the data frame before the call, and the join keys of the feature views"],
    fixes: ["Add the columns (`event_timestamp` in UTC), or rename them to the join keys"],
    docs: ["https://docs.feast.dev/"],
  },
  {
    id: "feast/object-missing",
    title: "Feast object is not registered",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>Feature view|Entity|Feature service|On demand feature view|Data source) (?<name>[\w.-]{1,120}) does not exist(?: in project (?<project>[\w-]{1,80}))?/,
      ],
      also: [/feast|in project/i],
    },
    rootCause: "{kind} `{name}` is not in the Feast registry[[ of project {project}]]",
    explanation:
      "It was never applied to this registry, was renamed, or the job reads another registry or project.",
    checks: ["`feast feature-views list`, and `registry` and `project` in feature_store.yaml"],
    fixes: ["Run `feast apply` for this project", "Fix the name or the registry's path"],
    docs: ["https://docs.feast.dev/"],
  },
  {
    id: "ray/out-of-memory",
    title: "Ray killed a task for memory",
    category: "resource_exhausted",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Task was killed due to the node running low on memory/,
        /(?<count>\d{1,5}) Workers \(tasks \/ actors\) killed due to memory pressure \(OOM\)/,
      ],
    },
    rootCause: "Ray killed[[ {count}]] workers because the node ran out of memory",
    explanation:
      "Ray's memory monitor kills workers when the node's use passes a threshold (95 %), before the kernel does.",
    checks: [
      "`ray logs raylet.out -ip …`: which tasks used the memory",
      "How many tasks run at once per node",
    ],
    fixes: [
      "Run fewer at once: request more CPUs or `memory=` per task",
      "Make blocks smaller (`override_num_blocks`), and do not hold large objects in the driver",
      "Use nodes with more memory",
    ],
    docs: [RAY_OOM],
  },
  {
    id: "ray/worker-died",
    title: "Ray worker or actor died",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /The (?<what>actor) died unexpectedly before finishing this task(?:\.\s{1,12}class_name: (?<name>[\w.<>]{1,160}))?/,
        /The (?<what>worker) died unexpectedly while executing this task/,
        /(?:ActorDiedError|RayActorError|WorkerCrashedError): (?<what>The actor is dead|The worker died)/,
      ],
      not: [/running low on memory/],
    },
    rootCause: "A Ray worker process died during its task[[ (actor `{name}`)]]",
    explanation:
      "The process ended without a Python exception: killed for memory, its node was lost, or native code crashed.",
    checks: [
      "`Worker exit type` and detail in the message",
      "`dmesg` of the node, and whether the node was reclaimed",
    ],
    fixes: [
      "Give the task or actor more memory, or run fewer per node",
      "Let Ray retry: `max_retries`, `max_restarts` and `max_task_retries`",
    ],
    docs: ["https://docs.ray.io/en/latest/ray-core/fault-tolerance.html"],
  },
  {
    id: "dask/killed-worker",
    title: "Dask workers died on a task",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "missing_dependency", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Attempted to run task (?<task>[^\n]{1,160}?) on (?<count>\d{1,3}) different workers, but all those workers died while running it/,
        /Worker (?<worker>(?:tcp|tls):\/\/[\w.:-]{3,80}) [^\n]{0,30}exceeded (?<percent>\d{1,3})% memory budget/,
      ],
    },
    rootCause:
      "Dask workers died, most likely out of memory[[: task {task} ended {count} of them]][[ ({worker} at {percent} % of its limit)]]",
    explanation:
      "The nanny restarts a worker at 95 % of its memory. After several workers died on the same task, the scheduler gives up.",
    checks: [
      "The workers' logs: `memory budget`, a crash, or a missing package",
      "The size of the partitions",
    ],
    fixes: [
      "Make partitions smaller (`repartition(partition_size='100MB')`), and do not collect inside a task",
      "Give each worker more memory or fewer threads (`--memory-limit`, `--nthreads`)",
      "Install the same packages on workers and client if the log shows an import error",
    ],
    docs: ["https://distributed.dask.org/en/stable/killed.html"],
  },
  {
    id: "sagemaker/job-failed",
    title: "SageMaker job failed",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "resource_exhausted", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Error for (?:Training|Processing|Transform|Tuning) job (?<job>[\w-]{1,120}): Failed\. Reason: (?<reason>AlgorithmError|ClientError|InternalServerError)/,
      ],
    },
    rootCause: "The SageMaker job `{job}` failed ({reason}); its own log says why",
    explanation:
      "AlgorithmError is an exception of the script, ClientError a problem with its input or settings (data not found, access denied), InternalServerError one of the service.",
    checks: ["The end of the message, and the log group `/aws/sagemaker/TrainingJobs` in CloudWatch"],
    fixes: [
      "Fix the script's error found there",
      "For ClientError: fix the S3 path, the role or the job's settings",
    ],
    docs: ["https://docs.aws.amazon.com/sagemaker/latest/dg/how-it-works-training.html"],
  },
  {
    id: "vertex/replica-failed",
    title: "Vertex AI training container failed",
    category: "code_bug",
    alternatives: ["unknown", "resource_exhausted", "configuration", "missing_dependency"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /The replica (?<replica>[\w -]{3,40}) exited with a non-zero status of (?<status>\d{1,3})(?:\. Termination reason: (?<reason>\w{3,40}))?/,
      ],
    },
    rootCause: "The container of replica {replica} ended with exit code {status}[[ ({reason})]]",
    explanation:
      "Vertex AI reports the container's exit code; the traceback is at the end of the message or in the job's log. OOMKilled and 137 mean memory, StartError that the command does not exist in the image.",
    checks: ["The traceback in the message, and the job's log in Cloud Logging"],
    fixes: [
      "Fix the error in the traceback",
      "For OOMKilled or 137: a machine type with more memory, or smaller batches",
    ],
    docs: ["https://cloud.google.com/vertex-ai/docs/training/monitor-debug-interactive-shell"],
  },
  {
    id: "torch/shared-memory",
    title: "Shared memory too small for data loaders",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /insufficient shared memory \(shm\)/,
        /DataLoader worker \(pid\(?s?\)? ?(?<pid>[\d, ]{1,60})\) (?:is killed by signal: Bus error|exited unexpectedly)/,
        /unable to (?:open|write to|allocate) shared memory (?:object|file) <?(?<object>[^>\s]{1,120})>?/,
      ],
    },
    rootCause: "The data loader's worker processes ran out of shared memory (`/dev/shm`)",
    explanation:
      "PyTorch passes batches between processes through shared memory. Containers get 64 MB of it unless told otherwise, which several workers or large batches exceed; the worker then dies with a bus error.",
    checks: ["`df -h /dev/shm` inside the container", "The number of workers and the size of a batch"],
    fixes: [
      "Give the container more shared memory: `docker run --shm-size=8g`, in Kubernetes an `emptyDir` with `medium: Memory` mounted at `/dev/shm`",
      "Use fewer workers (`num_workers`) or smaller batches, or `torch.multiprocessing.set_sharing_strategy('file_system')`",
    ],
  },
];
