import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Databricks clusters, jobs, libraries and permissions; Spark's own errors are in `spark.ts`. */
export const databricksSignatures: Signature[] = [
  {
    id: "databricks/cluster-not-started",
    title: "Databricks cluster did not start",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration", "rate_limit"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Unexpected failure while waiting for the cluster \(?(?<cluster>[\w-]{3,80})\)? to be ready/,
        /(?<reason>(?:AWS|AZURE|GCP)_(?:INSUFFICIENT_INSTANCE_CAPACITY_FAILURE|MAX_SPOT_INSTANCE_COUNT_EXCEEDED_FAILURE|REQUEST_LIMIT_EXCEEDED|QUOTA_EXCEEDED_EXCEPTION|STOCKOUT|QUOTA_EXCEEDED))/,
        /(?<reason>CLOUD_PROVIDER_(?:LAUNCH_FAILURE|RESOURCE_STOCKOUT|SHUTDOWN)|SELF_BOOTSTRAP_FAILURE|BOOTSTRAP_TIMEOUT|INIT_SCRIPT_FAILURE|SPARK_STARTUP_FAILURE|GLOBAL_INIT_SCRIPT_FAILURE)\b/,
      ],
    },
    rootCause: "The cluster[[ `{cluster}`]] failed to start[[ ({reason})]]",
    explanation:
      "Databricks could not get working machines from the cloud: no capacity of that type, an account limit, a failing init script, or no network route to the control plane.",
    checks: [
      "The termination reason in the cluster's event log (`…_error_message`)",
      "Changes to init scripts or the instance type, and the cloud account's limits",
    ],
    fixes: [
      "Retry later, or allow other instance types or zones with a fallback to on-demand",
      "Raise the cloud account's quota; fix the init script if that is the reason",
    ],
    docs: ["https://docs.databricks.com/aws/en/compute/troubleshooting/cluster-error-codes"],
  },
  {
    id: "databricks/cluster-lost",
    title: "Databricks cluster or driver lost during the run",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Could not reach driver of cluster (?<cluster>[\w-]{3,80})/,
        /Cluster (?<cluster>[\w-]{3,80}) was terminated(?: during the run)?[^\n]{0,40}/,
        /SPOT_INSTANCE_TERMINATION|DRIVER_UNREACHABLE|DRIVER_NOT_RESPONDING|DRIVER_UNRESPONSIVE/,
        /Run result unavailable: (?:run failed with error message|job failed with error message)\s{0,3}(?:Cluster|Unexpected|Could not reach)/,
      ],
    },
    rootCause: "The cluster[[ `{cluster}`]] or its driver was lost while the job ran",
    explanation:
      "A spot instance was reclaimed, someone or a policy terminated the cluster, or the driver was too busy or out of memory and stopped responding.",
    checks: [
      "The cluster's event log at that time: who or what terminated it",
      "The driver's memory and garbage collection before it stopped responding",
    ],
    fixes: [
      "Retry the run; keep the driver on an on-demand instance",
      "Use a dedicated job cluster; give the driver more memory if it ran out",
    ],
  },
  {
    id: "databricks/driver-restarted",
    title: "Databricks driver stopped, most likely out of memory",
    category: "resource_exhausted",
    alternatives: ["code_bug", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The [Ss]park driver has stopped unexpectedly and is restarting/,
        /Driver is up but is not responsive, likely due to GC/,
      ],
    },
    rootCause: "The Spark driver stopped or stalled, most likely because it ran out of memory",
    explanation:
      "`collect()`, `toPandas()` or a large broadcast pulls all rows onto the driver; when its memory runs out, the process dies and Databricks starts a new one.",
    checks: [
      "What the code pulls to the driver, and how many rows that is now",
      "The driver's memory graph and its log",
    ],
    fixes: ["Keep the work in Spark, or pull fewer rows to the driver", "Use a driver with more memory"],
  },
  {
    id: "databricks/library-install",
    title: "Databricks library installation failed",
    category: "missing_dependency",
    alternatives: ["network_timeout", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /LIBRARY_INSTALLATION_(?:FAILURE|ERROR)/,
        /Library installation failed for library due to (?<side>user|infra|cloud)/,
        /Library installation attempted on the driver node of cluster (?<cluster>[\w-]{3,80}) and failed/,
        /Library installation failed: /,
      ],
    },
    rootCause: "A library of the job could not be installed on the cluster[[ `{cluster}`]]",
    explanation:
      "Databricks installs the job's libraries before the code runs. No version matches, the package index or storage is unreachable, or the file is gone; the rest of the message comes from the installer.",
    checks: [
      "The installer's output in the message: which package, which reason",
      "Whether versions are pinned, and whether something was released since the last success",
    ],
    fixes: [
      "Pin a version that supports the runtime's Python",
      "Give the cluster access to the package index or storage",
    ],
  },
  {
    id: "databricks/token",
    title: "Databricks rejected the token",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid access token\. ?(?:\[ReqId|$)/m,
        /Error during request to server[:.] (?:RequestError: )?Invalid access token/,
        /Credential was not sent or was of an unsupported type for this API/,
      ],
      also: [/databricks|Invalid access token|ReqId|for this API/i],
    },
    rootCause: "Databricks rejected the access token",
    explanation:
      "The token expired, was revoked along with its user, or belongs to a different workspace than the connection's.",
    checks: ["The token's expiry and owner, and the workspace URL in the connection"],
    fixes: [
      "Create a new token, preferably for a service principal, and put it into the connection or secret",
    ],
  },
  {
    id: "databricks/no-credentials",
    title: "No usable Databricks credentials",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /default auth: cannot configure default credentials/,
        /\b(?<method>[\w-]{3,30}) auth: (?:not configured|more than one authorization method configured)/,
        /validate: more than one authorization method configured/,
      ],
    },
    rootCause: "The Databricks client found no complete set of credentials, or more than one",
    explanation:
      "The client checks its arguments, `DATABRICKS_HOST`, `DATABRICKS_TOKEN` and the profile file; on the worker they are missing, or two auth methods are configured at once.",
    checks: ["Which of these variables the worker has, and the profile in use"],
    fixes: ["Give the task a host and credentials for one method", "Remove the other method's variables"],
    docs: ["https://docs.databricks.com/aws/en/dev-tools/auth/"],
  },
  {
    id: "databricks/permission",
    title: "Missing Databricks privilege",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PERMISSION_DENIED: (?<message>User does not have [A-Z][A-Za-z_ ]{2,60} on [^\n]{1,160})/,
        /User does not have (?<privilege>[A-Z][A-Za-z_ ]{2,60}) on (?<kind>[A-Z][A-Za-z ]{2,30}) '(?<object>[^'\n]{1,200})'/,
        /\[INSUFFICIENT_PERMISSIONS\] Insufficient privileges:\s{0,4}(?<message>[^\n]{1,160})/,
        /does not have (?<privilege>[A-Z][\w ]{2,50}) permissions on (?<object>[^\n"]{1,120})/,
      ],
    },
    rootCause: "The job's account lacks a privilege[[: {privilege} on `{object}`]][[: {message}]]",
    explanation:
      "Unity Catalog and the workspace check every access: catalogs and schemas need USE, tables SELECT or MODIFY, jobs and clusters their own permissions.",
    checks: [
      "Which user or service principal the job runs as, and `SHOW GRANTS` on the object, its schema and catalog",
    ],
    fixes: ["Grant the privilege to that principal or its group", "Run the job as the owner"],
    docs: ["https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/"],
  },
  {
    id: "databricks/rate-limit",
    title: "Databricks API or workspace limit reached",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /error_code['"]{1,2}: ?['"]REQUEST_LIMIT_EXCEEDED/,
        /Your request was rejected since your organization has exceeded the rate limit/,
        /(?:databricks|ReqId)[^\n]{0,60}QUOTA_EXCEEDED/,
        /The quota for the number of (?<what>[\w ]{3,60}) (?:has been reached|has been exceeded)/,
        /(?<what>MAX_CONCURRENT_RUNS_EXCEEDED|WORKSPACE_RUN_LIMIT_EXCEEDED|CLUSTER_REQUEST_LIMIT_EXCEEDED|MAX_JOB_QUEUE_SIZE_EXCEEDED)/,
      ],
    },
    rootCause: "A Databricks rate or count limit was reached[[ ({what})]]",
    explanation:
      "The workspace limits calls per second per endpoint, concurrent runs per job and per workspace, and the number of many objects.",
    checks: ["What else calls the API or starts runs at that time, and how often state is polled"],
    fixes: ["Retry with backoff, start fewer runs at once, and poll less often", "Request a higher limit"],
  },
  {
    id: "databricks/notebook-not-found",
    title: "Databricks notebook, file or job does not exist",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /"error_code": ?"(?:INVALID_PARAMETER_VALUE|RESOURCE_DOES_NOT_EXIST)", ?"message": ?"(?<path>[^"\n]{1,160}?) does not exist/,
        /Unable to access the notebook "(?<path>[^"\n]{1,300})"/,
        /Cannot read the python file (?<path>[^\s]{1,300})/,
        /RESOURCE_DOES_NOT_EXIST[:\s"',{}\w]{1,40}?(?<path>(?:Path|Cluster|Job|Run|Workspace|Notebook)[^\n"]{1,160})/,
        /(?:ResourceDoesNotExist|NotFound|InvalidParameterValue): (?<path>(?:Job|Cluster|Path|Run|Node) \(?[\w./ -]{1,160}\)?) does(?:n't| not) exist/,
      ],
    },
    rootCause: "`{path}` does not exist in the workspace, or the job's account cannot see it",
    explanation:
      "The job refers to a notebook, file, job or cluster that was moved, renamed or deleted, or is in another workspace or Git branch.",
    checks: [
      "The path in the workspace, and the account that the job runs as",
      "The branch used by the job's Git source",
    ],
    fixes: ["Fix the path or id in the job", "Give the job's account read permission on it"],
  },
  {
    id: "databricks/run-failed",
    title: "Databricks run failed",
    category: "code_bug",
    alternatives: ["unknown", "data_quality", "infrastructure", "resource_exhausted", "warehouse_sql"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /failed with terminal state: \{[^}\n]{0,400}\}(?: and with the error (?<error>[^\n]{1,120}))?/,
        /Workload failed, see run output for details/,
        /com\.databricks\.WorkflowException: com\.databricks\.NotebookExecutionException: (?<state>FAILED|CANCELED|TIMEDOUT|INTERNAL_ERROR)/,
      ],
      not: [/TIMEDOUT|Traceback|No module named/],
    },
    rootCause: "The Databricks run started by the task failed[[: {error}]]",
    explanation:
      "The orchestrator sees only the run's final state. The exception is in the run's output in Databricks.",
    checks: ["The run page (its URL is in the log): the failed task's output and the cluster log"],
    fixes: ["Fix the error in the run's output, then repair the run"],
  },
  {
    id: "databricks/run-module-missing",
    title: "Python module missing on the Databricks cluster",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /with the error (?:ModuleNotFoundError|ImportError): No module named '?(?<module>[\w.]{1,120})/,
      ],
      also: [/terminal state/],
    },
    rootCause: "Python module `{module}` is not installed on the run's cluster",
    explanation:
      "The run's code imports a module that is in neither the cluster's runtime nor the libraries of the job or cluster.",
    checks: ["Libraries of the task and of its cluster, and whether the runtime version changed"],
    fixes: ["Add the package to the task's libraries, with a pinned version"],
  },
  {
    id: "databricks/run-timeout",
    title: "Databricks run timed out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/'result_state': '(?:TIMEDOUT)'/, /NotebookExecutionException: TIMEDOUT/],
    },
    rootCause: "The Databricks run exceeded its `timeout_seconds`",
    explanation: "Databricks cancels a run that exceeds the timeout of the job or task.",
    checks: ["Which stage took long (Spark UI), and how long earlier runs took"],
    fixes: [
      "Speed up the slow stage or enlarge the cluster",
      "Raise `timeout_seconds` if the run time is legitimate",
    ],
  },
  {
    id: "databricks/api-unreachable",
    title: "Databricks API did not respond",
    category: "network_timeout",
    alternatives: ["infrastructure", "rate_limit", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /API requests to Databricks failed (?<count>\d{1,4}) times\. Giving up/,
        /Error during request to server[:.] ?(?<reason>HTTPSConnectionPool[^\n]{1,160})/,
      ],
    },
    rootCause: "The workspace API did not respond[[ in {count attempt|attempts}]]",
    explanation:
      "The client retries calls that time out or return 429 or 5xx; after its last attempt it gives up, even if the run itself continues.",
    checks: [
      "Whether the run continued in Databricks, and the workspace's status at that time",
      "The preceding lines: status or timeout of each attempt",
    ],
    fixes: ["Retry; raise `databricks_retry_limit` and the retry delay"],
  },
  {
    id: "databricks/unknown-fields",
    title: "Auto Loader found new columns",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[UNKNOWN_FIELD_EXCEPTION[.\w]{0,60}\] Encountered unknown fields during parsing: (?<columns>[^\n]{1,200}?), which can be fixed/,
        /UnknownFieldException: Encountered unknown field\(?s?\)? during parsing: (?<columns>[^\n]{1,160})/,
      ],
    },
    rootCause: "The files have columns that are new to the stream: {columns}",
    explanation:
      "With `schemaEvolutionMode` `addNewColumns`, the stream stops once, adds the columns to its schema, and continues when restarted.",
    checks: ["Whether the source added these columns on purpose"],
    fixes: [
      "Restart the stream (let the job retry)",
      "Use `rescue` or a fixed schema if new columns are not wanted",
    ],
  },
];
