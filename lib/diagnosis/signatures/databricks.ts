import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Databricks clusters, jobs, libraries and permissions; Spark's own errors are in `spark.ts`. */
export const databricksSignatures: Signature[] = [
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
      names: [
        /(?<host>[\w-]{3,60}(?:\.[\w-]{1,30}){0,2}\.(?:cloud\.databricks\.com|azuredatabricks\.net|gcp\.databricks\.com))/,
      ],
    },
    rootCause: "Databricks[[ ({host})]] rejected the access token",
    explanation:
      "The token expired, was revoked along with its user, or belongs to a different workspace than the connection's.",
    checks: ["The token's expiry and owner, and the workspace URL in the connection"],
    fixes: [
      "Create a new token for the service principal (`databricks tokens create`, or OAuth M2M) and put it into the connection or secret",
      "Check that the connection's host is the workspace that issued the token",
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
        /\b(?<method>[\w-]{3,30}) auth: not configured/,
      ],
    },
    rootCause: "The Databricks client found no complete set of credentials[[ ({method} auth)]]",
    explanation:
      "The client checks its arguments, `DATABRICKS_HOST`, `DATABRICKS_TOKEN` and the profile file; on the worker they are missing.",
    checks: ["Which of these variables the worker has, and the profile in use"],
    fixes: [
      "Set `DATABRICKS_HOST` and `DATABRICKS_TOKEN` (or `DATABRICKS_CLIENT_ID` and `DATABRICKS_CLIENT_SECRET`) where the task runs",
      "Or pass the profile (`DATABRICKS_CONFIG_PROFILE`) and ship its `~/.databrickscfg`",
    ],
    docs: ["https://docs.databricks.com/aws/en/dev-tools/auth/"],
  },
  {
    id: "databricks/several-credentials",
    title: "Databricks client has several sets of credentials",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:validate|auth): more than one authorization method configured(?:: (?<methods>[\w -]{3,80}))?/,
      ],
    },
    rootCause: "The Databricks client is configured with more than one way to log in[[: {methods}]]",
    explanation:
      "Variables and profile together describe two login methods, and the client refuses to guess.",
    checks: ["`env | grep -E 'DATABRICKS|ARM_|AZURE_'` where the task runs, and the profile in use"],
    fixes: [
      "Unset the variables of the method that is not wanted",
      "Or name the method: `DATABRICKS_AUTH_TYPE=oauth-m2m` (or `pat`, `azure-client-secret`)",
    ],
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
        /User does not have (?<privilege>[A-Z][A-Za-z_ ]{2,60}?) on (?<kind>[A-Z][A-Za-z ]{2,30}) '(?<object>[^'\n]{1,200})'/,
        /User does not have permission (?<privilege>[A-Z_ ]{3,40}) on (?<kind>\w{3,30}) (?<object>[\w.`]{1,200})/,
        /PERMISSION_DENIED: (?<message>User does not have [A-Z][A-Za-z_ ]{2,60} on [^\n]{1,160})/,
        /\[INSUFFICIENT_PERMISSIONS\] Insufficient privileges:\s{0,4}(?<message>[^\n]{1,160})/,
        /does not have (?<privilege>[A-Z][\w ]{2,50}) permissions on (?<object>[^\n"]{1,120})/,
      ],
    },
    rootCause: "The job's account lacks a Databricks privilege[[: {privilege} on {object}]][[: {message}]]",
    explanation:
      "Unity Catalog and the workspace check every access: catalogs and schemas need USE, tables SELECT or MODIFY, jobs and clusters their own permissions.",
    checks: [
      "Which user or service principal the job runs as, and `SHOW GRANTS` on the object, its schema and catalog",
    ],
    fixes: [
      "As owner or metastore admin grant it to the job's service principal or its group[[: `GRANT {privilege} ON {kind} … TO …`]], with `USE CATALOG` and `USE SCHEMA` above it",
      "Run the job as a principal that has it (`run_as`)",
    ],
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
      names: [
        /'run_page_url': '(?<url>https:\/\/[^'\n]{3,200})'/,
        /'state_message': '(?<message>[^'\n]{3,160})'/,
      ],
    },
    rootCause: "The Databricks run started by the task failed[[: {error}]]",
    explanation:
      "The orchestrator sees only the run's final state. The exception is in the run's output in Databricks.",
    checks: ["The run page (its URL is in the log): the failed task's output and the cluster log"],
    fixes: [
      "Open the run page[[ {url}]], fix the error of the failed task, then repair the run (`databricks jobs repair-run RUN_ID --rerun-all-failed-tasks`)",
    ],
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
    fixes: [
      "Add the package of `{module}` with a pinned version to the task's libraries or the cluster's `requirements.txt`",
      "Check whether the runtime version changed: it no longer ships every package",
    ],
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
      "Restart the stream (give the job retries): it adds {columns} and goes on",
      "Set `cloudFiles.schemaEvolutionMode` to `rescue` or `none` if new columns are not wanted",
    ],
  },
];
