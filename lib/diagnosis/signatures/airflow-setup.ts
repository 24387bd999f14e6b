import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECTIONS = "https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html";
const VARIABLES = "https://airflow.apache.org/docs/apache-airflow/stable/howto/variable.html";

/** An Airflow installation: connections, variables, providers, its database and API, HTTP and S3 hooks. */
export const airflowSetupSignatures: Signature[] = [
  {
    id: "airflow/connection-not-defined",
    title: "Airflow connection not defined",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The conn_id `(?<connection>[^`\n]+)` isn't defined/,
        /CONNECTION_NOT_FOUND[^\n]{0,40}'conn_id': '(?<connection>[^'\n]+)'/,
        /Connection with ID (?<connection>[^\s]+) not found/i,
      ],
      not: [/conn_id `None`/],
    },
    rootCause: "The Airflow connection `{connection}` is not defined",
    explanation:
      "The task asks for a connection by id, but Airflow cannot find that id in the environment, the secrets backend or its database.",
    checks: [
      "`airflow connections get {connection}` where the task runs",
      "The spelling of the id in the DAG, and whether it is a placeholder from an example",
    ],
    fixes: [
      "Create it: `airflow connections add {connection} --conn-uri '…'`, a secret of that name in the secrets backend, or `AIRFLOW_CONN_…` with the id in upper case",
      "Use the id of an existing connection in the DAG (`airflow connections list`)",
    ],
    docs: [CONNECTIONS],
  },
  {
    id: "airflow/connection-id-none",
    title: "Operator has no connection id",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/The conn_id `None` isn't defined/] },
    rootCause: "The operator was created without a connection id",
    explanation:
      "The connection id reached Airflow as None: the argument is missing, is named differently in this provider version, or comes from an unset setting.",
    checks: ["The operator's arguments in the DAG against the signature in the installed provider"],
    fixes: [
      "Pass the connection id under the name that the installed operator expects (`conn_id`, `aws_conn_id`, `snowflake_conn_id`)",
      "Set the variable or environment value from which the DAG takes the id",
    ],
    docs: [CONNECTIONS],
  },
  {
    id: "airflow/variable-not-defined",
    title: "Airflow variable not defined",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Variable (?<variable>[\w.-]+) does not exist/,
        /VARIABLE_NOT_FOUND[^\n]{0,40}'key': '(?<variable>[^'\n]+)'/,
        /VARIABLE_NOT_FOUND[^\n]{0,40}Variable (?<variable>[^'\s]{1,250}) not found/,
      ],
    },
    rootCause: "The Airflow variable `{variable}` is not defined",
    explanation: "The code reads a variable without a default, and Airflow has no variable by that name.",
    checks: ["`airflow variables get {variable}` in the environment that ran the task"],
    fixes: [
      "Create it: `airflow variables set {variable} VALUE` (or a secret of that name in the secrets backend)",
      'Give the read a default: `Variable.get("{variable}", default_var=…)`',
    ],
    docs: [VARIABLES],
  },
  {
    id: "airflow/unknown-hook-type",
    title: "Provider for the connection type not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unknown hook type "(?<type>[^"\n]+)"/,
        /The hook for connection type '?(?<type>[\w-]+)'? (?:is not found|could not be)/i,
      ],
    },
    rootCause: "No installed provider supports connections of type `{type}`",
    explanation:
      "Each connection type belongs to a provider package; without it, Airflow cannot create the hook.",
    checks: ["`airflow providers list` on the worker, and the connection's type"],
    fixes: [
      "Install the provider: `pip install apache-airflow-providers-{type}` with Airflow's constraints file, and restart the workers",
      "Correct the connection's type if `{type}` is a typo",
    ],
  },
  {
    id: "airflow/provider-not-installed",
    title: "Airflow provider not installed",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ModuleNotFoundError", "ImportError"],
      message: [/No module named '(?<module>airflow\.providers\.(?<provider>\w{1,60})[\w.]{0,160})'/],
    },
    rootCause:
      "The Airflow provider package for `{provider}` is not installed where the DAG is parsed or run (`{module}`)",
    explanation:
      "Operators and hooks for other systems ship as separate provider packages (`apache-airflow-providers-…`).",
    checks: [
      "`airflow providers list` in that image; the scheduler, worker and web server need the same providers",
    ],
    fixes: [
      "Add `apache-airflow-providers-{provider}` to the image's requirements with Airflow's constraints file (nested names take hyphens, such as `apache-airflow-providers-cncf-kubernetes`)",
      "Deploy the image to scheduler, DAG processor, workers and triggerer",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers/"],
  },
  {
    id: "airflow/direct-database-access",
    title: "Task code accesses Airflow's database directly",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Direct database access via the ORM is not allowed in Airflow 3/] },
    rootCause: "The task's code accesses Airflow's own database, which Airflow 3 does not allow",
    explanation:
      "Tasks may use Airflow only through the Task SDK; sessions, models, and `Variable`/`Connection` from `airflow.models` fail there.",
    checks: ["Uses of `provide_session`, `settings.Session` and `airflow.models` in task code"],
    fixes: ["Use `airflow.sdk` (Variable, Connection) or Airflow's REST API"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html"],
  },
  {
    id: "airflow/pool-missing",
    title: "Pool does not exist",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Tasks using non-existent pool '(?<pool>[^'\n]+)' will not be scheduled/,
        /Pool '?(?<pool>[\w-]+)'? (?:not found|doesn't exist|does not exist)/i,
      ],
    },
    rootCause: "The pool `{pool}` does not exist",
    explanation: "A task is assigned to a pool that was never created, so it cannot be scheduled.",
    checks: ["`airflow pools list`"],
    fixes: [
      "Create it: `airflow pools set {pool} SLOTS 'what it is for'`",
      "Or give the task an existing pool (`airflow pools list`)",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/pools.html"],
  },
  {
    id: "airflow/config-value",
    title: "Airflow setting missing or invalid",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /section\/key \[(?<key>[^[\]\n]+)\] not found in config/,
        /(?<key>error: cannot use SQLite with the \w+)/i,
        /AirflowConfigException: (?<key>[^\n]{1,160})/,
      ],
    },
    rootCause: "Airflow lacks the setting or does not accept it: {key}",
    explanation: "Airflow could not find or accept a setting, either at startup or when code read it.",
    checks: ["`airflow config list` on that component, and its `AIRFLOW__…` variables"],
    fixes: [
      "Set it in `airflow.cfg` or as `AIRFLOW__SECTION__KEY` on every component: {key}",
      "Compare `airflow config list` on the failing component with one that works",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html"],
  },
  {
    id: "airflow/database-not-initialised",
    title: "Airflow's database is not migrated",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You need to initialize the database\. Please run/,
        /There are still unapplied migrations/,
        /relation "(?<table>dag|dag_run|task_instance|ab_permission|log|job|slot_pool)" does not exist/,
        /no such table: (?<table>dag|dag_run|task_instance|ab_permission|log|job|slot_pool)\b/,
      ],
    },
    rootCause:
      "Airflow's metadata database is not initialized, or not migrated to this version[[: table `{table}` is missing]]",
    explanation: "The tables that Airflow needs are missing or older than the code.",
    checks: ["`airflow db check-migrations`, and which database the component points to"],
    fixes: [
      "Run `airflow db migrate` (before 2.7 `airflow db upgrade`) once with the deployed version",
      "If that was done, point `[database] sql_alchemy_conn` of this component to the migrated database",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html"],
  },
  {
    id: "airflow/fernet-key",
    title: "Invalid Fernet key",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not create Fernet object: (?<reason>[^\n]{3,160})/,
        /Fernet key must be 32 url-safe base64-encoded bytes/,
      ],
    },
    rootCause: "Airflow's Fernet key is invalid[[: {reason}]]",
    explanation: "The key must be 32 bytes in URL-safe Base64; it encrypts connections and variables.",
    checks: ["`AIRFLOW__CORE__FERNET_KEY` on the worker: quotes, line breaks or a truncated value"],
    fixes: [
      "Set `AIRFLOW__CORE__FERNET_KEY` on this component to the key of scheduler and web server, without quotes or line breaks",
      "Only if the key is lost: generate a new one (`Fernet.generate_key()`) and enter the passwords of all connections again",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html"],
  },
  {
    id: "airflow/api-token",
    title: "Task cannot authenticate with Airflow's API server",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid auth token: (?<reason>[^\n"']{1,120})/,
        /Could not read served logs[^\n]{0,200}403/,
        /The signature of the request was wrong/,
      ],
      not: [/Signature has expired/],
    },
    rootCause: "Airflow's components do not agree on a secret[[: {reason}]]",
    explanation:
      "Workers, API server and web server sign their requests to each other. With different `jwt_secret` or `secret_key` values, or clocks that are out of sync, they reject each other.",
    checks: [
      "`[api_auth] jwt_secret` and `[api] secret_key` (2.x `[webserver] secret_key`) on every component, and their clocks",
    ],
    fixes: [
      "Set the same `[api_auth] jwt_secret` and `[api] secret_key` (Airflow 2: `[webserver] secret_key`) on every component and restart them",
      "Synchronize the clocks (`chronyc tracking`)",
    ],
  },
  {
    id: "airflow/http-hook-status",
    title: "HTTP service returned an error",
    category: "network_timeout",
    alternatives: ["configuration", "code_bug", "upstream_missing_data"],
    strength: "hint",
    transience: "intermittent",
    match: {
      types: ["AirflowException"],
      message: [/AirflowException: (?<status>5\d\d):(?<reason>[^\n]{1,80})/],
    },
    rootCause: "The HTTP service that the task called failed with {status} ({reason})",
    explanation:
      "Airflow's HTTP hook raises on any status of 400 and above; 5xx means the service itself failed.",
    checks: ["The service's health at that time"],
    fixes: [
      "Run the task again once the service answers; set `retries` and `retry_exponential_backoff` on the task",
      "Tell the service's owner with the time and status {status} if it lasts",
    ],
  },
  {
    id: "airflow/http-hook-denied",
    title: "HTTP service denied access",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AirflowException"],
      message: [/AirflowException: (?<status>40[13]):(?<reason>[^\n]{1,80})/],
    },
    rootCause:
      "The HTTP service returned {status} ({reason}): the credentials were rejected or lack permission",
    explanation:
      "Airflow's HTTP hook raises on any status of 400 and above; 401 and 403 are about credentials and permissions.",
    checks: ["The connection's login, password and headers", "Whether the key or token has expired"],
    fixes: [
      "Enter the current password, key or token in the task's HTTP connection (`airflow connections get CONN_ID` shows which)",
      "On 403 ask the service's owner for the permission",
    ],
    docs: [CONNECTIONS],
  },
  {
    id: "airflow/http-hook-not-found",
    title: "HTTP service returned 404",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { types: ["AirflowException"], message: [/AirflowException: 404:(?<reason>[^\n]{1,80})/] },
    rootCause: "The HTTP service has nothing at the requested URL (404 {reason})",
    explanation:
      "The URL combines the connection's host with the task's endpoint. Either one of them is wrong, or the resource does not exist (yet).",
    checks: ["Host and schema of the connection, and the endpoint as rendered"],
    fixes: ["Fix the endpoint or the connection", "Wait for the data with a sensor if it arrives later"],
  },
  {
    id: "airflow/http-hook-client-error",
    title: "HTTP service rejected the request",
    category: "code_bug",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "hint",
    transience: "permanent",
    match: {
      types: ["AirflowException"],
      message: [/AirflowException: (?<status>40[025-8]|41\d|422):(?<reason>[^\n]{1,80})/],
    },
    rootCause: "The HTTP service rejected the request with {status} ({reason})",
    explanation: "The URL, parameters or body are not what the service expects.",
    checks: ["Endpoint, parameters and body as sent"],
    fixes: [
      "Compare endpoint, parameters and body as rendered (Rendered Template in the UI) with the service's API and correct the task",
      "Run the request with `curl -v` to see the service's own message",
    ],
  },
  {
    id: "airflow/s3-key-exists",
    title: "Object already exists in the bucket",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { types: ["ValueError"], message: [/The key (?<key>[^\s]{1,300}) already exists/] },
    rootCause: "The object `{key}` already exists, and the upload does not overwrite it",
    explanation:
      "Airflow's S3 hook does not overwrite unless `replace=True`, so a rerun fails where the first run succeeded.",
    checks: ["Whether this is a rerun, and whether the key contains the run's date"],
    fixes: [
      "Pass `replace=True` to the upload if the rerun may overwrite `{key}`",
      "Put the run's date into the key so that runs do not collide",
    ],
  },
];
