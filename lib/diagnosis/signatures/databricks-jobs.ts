import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://docs.databricks.com/aws/en";

/** Databricks jobs and notebooks: parameters, secrets, storage credentials, pipelines, Auto Loader. */
export const databricksJobSignatures: Signature[] = [
  {
    id: "databricks/widget",
    title: "Notebook parameter not passed",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /InputWidgetNotDefined(?:: No input widget named (?<parameter>[\w.-]{1,120}) is defined)?/,
        /No input widget named (?<parameter>[\w.-]{1,120}) is defined/,
      ],
    },
    rootCause: "The run did not pass the notebook parameter[[ `{parameter}`]]",
    explanation:
      "`dbutils.widgets.get` only knows parameters of the run and widgets created in the notebook.",
    checks: ["Parameters of the task and of the job, and their spelling"],
    fixes: [
      "Pass the parameter in the task",
      "Create the widget with a default (`dbutils.widgets.text`) at the top of the notebook",
    ],
    docs: [`${DOCS}/notebooks/widgets`],
  },
  {
    id: "databricks/secret",
    title: "Databricks secret or scope does not exist",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Secret does not exist with scope: (?<scope>[\w.@-]{1,128}) and key: (?<key>[\w.@-]{1,128})/,
        /Scope (?<scope>[\w.@-]{1,128}) does not exist!?/,
      ],
      not: [/permission to perform/],
    },
    rootCause: "This workspace has no secret scope `{scope}`[[ with the key `{key}`]]",
    explanation: "Scopes belong to one workspace; a Key Vault scope shows what the vault has at the moment.",
    checks: ["`databricks secrets list-scopes` and `list-secrets`, in the workspace of the run"],
    fixes: [
      "Create it: `databricks secrets create-scope {scope}`, `databricks secrets put-secret {scope}[[ {key}]]`",
      "Correct scope or key in the code if another name is meant (`databricks secrets list-secrets {scope}`)",
    ],
    docs: [`${DOCS}/security/secrets/`],
  },
  {
    id: "databricks/storage-credentials",
    title: "Spark has no credentials for the storage account",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failure to initialize configuration for storage account (?<account>[\w.-]{3,120})[^\n]{0,40}: Invalid configuration value detected for (?<setting>fs\.azure\.account\.key)/,
        /Invalid configuration value detected for (?<setting>fs\.azure\.[\w.]{3,80})/,
        /Configuration property (?<setting>(?:[\w-]{2,40}\.){1,6}dfs\.core\.windows\.net) not found/,
      ],
    },
    rootCause:
      "The session has no credentials for the storage account[[ `{account}`]] (`{setting}` is not set)",
    explanation:
      "For an `abfss://` path without a Unity Catalog external location, Spark falls back to an account key, and there is none: the setting was made on another cluster or session, or the path is not covered by an external location.",
    checks: [
      "Whether an external location covers the path, and `SHOW GRANTS` on it",
      "`spark.hadoop.fs.azure.…` settings of the cluster",
    ],
    fixes: [
      "Use a Unity Catalog external location or volume for the path and `GRANT READ FILES ON EXTERNAL LOCATION … TO` the run's account",
      "Or set `{setting}` (better: the OAuth settings) of the account[[ `{account}`]] in the cluster's Spark config, with the secret from a scope",
    ],
    docs: [`${DOCS}/connect/unity-catalog/cloud-storage/`],
  },
  {
    id: "databricks/access-mode",
    title: "Not allowed on this Databricks compute",
    category: "configuration",
    alternatives: ["code_bug", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Py4JSecurityException: (?:Method|Constructor) (?<what>[^\n]{1,160}) is not whitelisted on class/,
        /\[(?<what>UC_COMMAND_NOT_SUPPORTED[\w.]{0,60})\]/,
        /(?<what>Your administrator has forbidden Scala UDFs from being run on this cluster)/,
        /\[(?<what>CONFIG_NOT_AVAILABLE|NOT_SUPPORTED_WITH_SERVERLESS)\]/,
      ],
    },
    rootCause: "The compute's access mode does not allow it: {what}",
    explanation:
      "Shared (standard) and serverless compute isolate users from each other and block RDDs, many JVM classes, and settings of the cluster.",
    checks: ["Access mode of the cluster, and whether the job was moved to another compute"],
    fixes: [
      "Run the task on a cluster with dedicated (single user) access mode",
      "Or replace the blocked call ({what}): DataFrames instead of RDDs, volumes instead of DBFS mounts, Python UDFs in Unity Catalog",
    ],
    docs: [`${DOCS}/compute/access-mode-limitations`],
  },
  {
    id: "databricks/expectation",
    title: "Rows violate a pipeline expectation",
    category: "data_quality",
    alternatives: ["schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[EXPECTATION_VIOLATION[\w.]{0,60}\] Flow '(?<flow>[^'\n]{1,160})' failed to meet the expectation\. Violated expectations: (?<expectation>[^\n.]{1,160})/,
        /ExpectationViolationException/,
      ],
      names: [/Flow '(?<flow>[^'\n]{1,160})' failed to meet the expectation/],
    },
    rootCause: "Rows violate the pipeline's expectation[[ {expectation}]][[ in the flow `{flow}`]]",
    explanation:
      "An expectation with `expect_or_fail` stops the update at the first violating record, and nothing of it is committed.",
    checks: ["The record in the message, and where it comes from"],
    fixes: [
      "Fix the rows at the source, then restart the update",
      "Use `expect_or_drop` or quarantine such rows if they are tolerable",
    ],
    docs: [`${DOCS}/dlt/expectations`],
  },
  {
    id: "databricks/empty-input",
    title: "Auto Loader or COPY INTO found no files to infer a schema from",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE\][^\n]{0,60}input path `?(?<path>[^`\s]{1,300})`? is empty/,
        /\[COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED\]/,
        /Cannot infer schema when the input path `?(?<path>[^`\s]{1,300})`? is empty/,
      ],
    },
    rootCause: "There are no files[[ under `{path}`]] to infer the schema from",
    explanation: "The stream starts before anything has arrived, or the path is wrong.",
    checks: ["What exists under the path, and which job writes it"],
    fixes: [
      "Start it after the first files are there, or fix the path",
      "Specify the schema (`.schema(…)` or `cloudFiles.schemaHints`)",
    ],
    docs: [`${DOCS}/ingestion/cloud-object-storage/auto-loader/schema`],
  },
  {
    id: "databricks/copy-into-schema",
    title: "COPY INTO does not match the table's schema",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE\](?:[^\n]{0,120}\(Table: (?<table>[\w.`-]{1,200})\))?/,
      ],
      names: [/\(Table: (?<table>[\w.`-]{1,200})\)/],
    },
    rootCause: "The files' columns do not match the table[[ `{table}`]]",
    explanation:
      "COPY INTO enforces the table's schema; new or differently typed columns in the files are refused.",
    checks: ["Both schemas, which the message prints"],
    fixes: [
      "Set `COPY_OPTIONS ('mergeSchema' = 'true')` if the new columns are wanted",
      "Cast in the `SELECT` of COPY INTO, or restore the columns at the source",
    ],
    docs: [`${DOCS}/ingestion/cloud-object-storage/copy-into/`],
  },
  {
    id: "databricks/cluster-settings",
    title: "Databricks rejected the cluster's settings",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Cluster validation error: [^\n"]{1,160})/,
        /(?<what>Validation failed for [\w.]{2,80}[^\n"]{0,120}(?:must be|is required|policy)[^\n"]{0,40})/,
        /(?<what>(?:Node type|Spark version|Instance pool) '?[\w.-]{2,80}'? (?:is not supported|does not exist|cannot be used)[^\n"]{0,80})/,
        /(?<what>The field '[\w.]{2,80}' cannot be supplied when [^\n"]{1,120})/,
      ],
      not: [/pydantic|django|Validation failed for (?:the|your) /],
      names: [
        /Validation failed for (?<setting>[\w.]{2,80}),/,
        /(?:Node type|Spark version|Instance pool) (?<setting>[\w.-]{2,80}) (?:is not|does not|cannot)/,
      ],
    },
    rootCause: "The cluster's definition is not valid here: {what}",
    explanation:
      "The cluster policy, the workspace's region or the runtime does not allow the setting; node types and runtime versions get retired.",
    checks: [
      "The job cluster's definition against its policy",
      "Whether the runtime version or node type is still offered (`databricks clusters list-node-types`)",
    ],
    fixes: [
      "Change the setting[[ `{setting}`]] in the job cluster's definition to a value that policy and workspace allow (`databricks clusters list-node-types`, `databricks clusters spark-versions`)",
      "Use another cluster policy, or have an administrator extend it",
    ],
    docs: [`${DOCS}/admin/clusters/policies`],
  },
  {
    id: "databricks/run-skipped",
    title: "Databricks skipped the run",
    category: "configuration",
    alternatives: ["resource_exhausted", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<reason>MAXIMUM_CONCURRENT_RUNS_REACHED|EXCLUDED)['"]?[,}: ]/,
        /Skipping this run because the limit of (?<limit>\d{1,5}) maximum concurrent runs has been reached/,
      ],
      anywhere: [/databricks|result_state|life_cycle_state|termination_details|concurrent runs/i],
      not: [/UPSTREAM_|Upstream task /],
    },
    rootCause:
      "Databricks skipped the run: the job already had its maximum[[ of {limit}]] concurrent runs[[ ({reason})]]",
    explanation:
      "An earlier run of the same job was still going when this one was due, and the job has no queue.",
    checks: ["Runs of the job at that time: one that is stuck or slower than the schedule"],
    fixes: [
      "Turn on queueing for the job (`queue: {enabled: true}`), or raise `max_concurrent_runs`",
      "Cancel the run that hangs: `databricks runs cancel RUN_ID`",
      "Run the job less often than it takes",
    ],
    docs: [`${DOCS}/jobs/`],
  },
  {
    id: "databricks/upstream-task-failed",
    title: "An upstream task of the Databricks job failed",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /(?:UPSTREAM_FAILED|UPSTREAM_CANCELED)['"]?[,}: ]/,
        /Upstream task (?<task>[\w-]{1,100}) (?:failed|was (?:skipped|cancell?ed))/,
      ],
      anywhere: [/databricks|result_state|life_cycle_state|termination_details/i],
    },
    rootCause: "Databricks did not run the task because the task[[ `{task}`]] before it failed",
    explanation:
      "The task depends on another one of the same job, which failed or was cancelled; the error to fix is in that one.",
    checks: ["The failed task[[ `{task}`]] in the run's graph and its output"],
    fixes: [
      "Fix the task[[ `{task}`]] that failed first, then repair the run (`databricks jobs repair-run RUN_ID --rerun-all-failed-tasks`)",
    ],
  },
  {
    id: "airflow/databricks-unknown-state",
    title: "Databricks run state that the Airflow provider does not know",
    category: "missing_dependency",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Unexpected (?<kind>life cycle|result) state: (?<state>[A-Z_]{2,40})/] },
    rootCause: "The installed Databricks provider does not know the run state `{state}`",
    explanation:
      "Databricks reports a state that was introduced after this version of the provider. The operator gives up, while the run itself goes on.",
    checks: [
      "The run in Databricks: it may still be running or queued",
      "The version of `apache-airflow-providers-databricks`",
    ],
    fixes: [
      "Upgrade `apache-airflow-providers-databricks` to a version that knows `{state}`",
      "Until then avoid the state: for `QUEUED`, switch off the job's queueing or raise its maximum of concurrent runs",
      "Check the run in Databricks before running the task again, so that it does not run twice",
    ],
  },
];
