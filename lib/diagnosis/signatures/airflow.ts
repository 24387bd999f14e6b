import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONNECTIONS = "https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html";
const VARIABLES = "https://airflow.apache.org/docs/apache-airflow/stable/howto/variable.html";
const SENSORS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html";
const TASKS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html";
const TEMPLATES = "https://airflow.apache.org/docs/apache-airflow/stable/templates-ref.html";

export const airflowSignatures: Signature[] = [
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
      "The task asks for a connection by id and Airflow finds none under that id in the environment, the secrets backend or its database.",
    checks: [
      "`airflow connections get {connection}` where the task runs",
      "The spelling of the id in the DAG, and whether it is a placeholder from an example",
    ],
    fixes: [
      "Define the connection `{connection}` (UI, CLI, `AIRFLOW_CONN_…` or secrets backend)",
      "Use the id of a connection that exists",
    ],
    docs: [CONNECTIONS],
    examples: [
      {
        text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined",
        captures: { connection: "warehouse_main" },
      },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: CONNECTION_NOT_FOUND: {'conn_id': 'warehouse_main'}",
        captures: { connection: "warehouse_main" },
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" },
      { text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'region'}" },
    ],
  },
  {
    id: "airflow/connection-id-none",
    title: "Operator without a connection id",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/The conn_id `None` isn't defined/] },
    rootCause: "The operator was created without a connection id",
    explanation:
      "The connection id reached Airflow as None: the argument is missing, has another name in this version of the provider, or came from a setting that is not set.",
    checks: ["The operator's arguments in the DAG against the installed provider's signature"],
    fixes: ["Pass the connection id under the argument name the operator expects"],
    docs: [CONNECTIONS],
    examples: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `None` isn't defined" }],
    nearMisses: [
      { text: "airflow.exceptions.AirflowNotFoundException: The conn_id `warehouse_main` isn't defined" },
    ],
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
      ],
    },
    rootCause: "The Airflow variable `{variable}` is not defined",
    explanation: "The code reads a variable without a default, and Airflow has none of that name.",
    checks: ["`airflow variables get {variable}` in the environment that ran the task"],
    fixes: ["Define the variable `{variable}`, or give `Variable.get` a default"],
    docs: [VARIABLES],
    examples: [
      { text: "KeyError: 'Variable export_bucket does not exist'", captures: { variable: "export_bucket" } },
      {
        text: "airflow.sdk.exceptions.AirflowRuntimeError: VARIABLE_NOT_FOUND: {'key': 'export_bucket'}",
        captures: { variable: "export_bucket" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'export_bucket'" }],
  },
  {
    id: "airflow/template-not-found",
    title: "Template file not found",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { types: ["TemplateNotFound"], message: [/TemplateNotFound: (?<file>[^\n]{1,300})/] },
    rootCause: "The template file `{file}` is not in the DAG's template search path",
    explanation:
      "A templated argument that ends in `.sql`, `.sh` and the like is taken as a file name and looked for beside the DAG and in `template_searchpath`. A command that merely ends so is taken for a file too.",
    checks: [
      "Whether `{file}` lies beside the DAG file on the worker, with exactly that name",
      "`template_searchpath` of the DAG, blanks included",
    ],
    fixes: [
      "Put the file on the search path, or correct the path",
      'End a shell command with a blank (`"run.sh "`) so that it is not taken for a template',
    ],
    docs: [TEMPLATES],
    examples: [
      {
        text: "jinja2.exceptions.TemplateNotFound: sql/create_orders.sql",
        captures: { file: "sql/create_orders.sql" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'orders' is undefined" }],
  },
  {
    id: "airflow/template-undefined",
    title: "Template uses an unknown name",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["UndefinedError"],
      message: [
        /UndefinedError: '(?<name>[^'\n]{1,120})' is undefined/,
        /UndefinedError: '(?<owner>[^'\n]{1,120})' has no attribute '(?<name>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "A template uses `{name}`[[ of a {owner}]], which does not exist when it is rendered",
    explanation:
      "The name is not in the context of the task: misspelt, meant as a parameter that is not passed, or removed. Airflow 3 has no `execution_date`, `next_ds`, `prev_ds`, `tomorrow_ds` or `yesterday_ds`; runs without a logical date have no `ds` either.",
    checks: ["The template's names against the context of this Airflow version and kind of run"],
    fixes: [
      "Use a name the context has (`data_interval_start`, `logical_date`), or pass it through `params`",
    ],
    docs: [TEMPLATES],
    examples: [
      { text: "jinja2.exceptions.UndefinedError: 'next_ds' is undefined", captures: { name: "next_ds" } },
      {
        text: "jinja2.exceptions.UndefinedError: 'dict object' has no attribute 'region'",
        captures: { name: "region" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.TemplateNotFound: orders.sql" }],
  },
  {
    id: "airflow/template-syntax",
    title: "Template does not parse",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { types: ["TemplateSyntaxError"], message: [/TemplateSyntaxError: (?<message>[^\n]{1,200})/] },
    rootCause: "A Jinja template does not parse: {message}",
    explanation:
      "Text between double braces, or between `{%` and `%}`, is not a Jinja expression. Shell and JSON that use these marks themselves must be escaped.",
    checks: ["The templated arguments of the operator as they stand in the DAG"],
    fixes: ["Correct the expression, or wrap literal text in `raw` blocks"],
    docs: ["https://jinja.palletsprojects.com/en/stable/templates/"],
    examples: [
      {
        text: "jinja2.exceptions.TemplateSyntaxError: unexpected char '$' at 57",
        captures: { message: "unexpected char '$' at 57" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  {
    id: "airflow/template-not-rendered",
    title: "Template sent without being rendered",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /%7B%7B(?:%20|\+)?(?<name>\w{1,60})(?:%20|\+)?%7D%7D/,
        /(?:Error|Exception|failed|invalid|Invalid|does not exist|No such file)[^\n{]{0,200}\{\{ ?(?<name>[\w.]{1,60}) ?\}\}/,
      ],
    },
    rootCause: "The template `{name}` was used as plain text: it was not rendered",
    explanation:
      "Airflow renders only the arguments an operator lists in `template_fields`. Inside Python code, or in another argument, the braces stay as they are.",
    checks: ["Whether the argument is one of the operator's `template_fields`"],
    fixes: ["Pass the value through `op_kwargs` or a templated argument, or read it from the context"],
    docs: [TEMPLATES],
    examples: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=%7B%7B%20ds%20%7D%7D&limit=5",
        captures: { name: "ds" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 400 Client Error: Bad Request for url: https://api.example.com/v1/schedule?start=2024-01-01",
      },
    ],
  },
  {
    id: "airflow/xcom-not-found",
    title: "Value of an upstream task is missing",
    category: "upstream_missing_data",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /XComArg result from (?<task>[\w.-]+) at (?<dag>[\w.-]+) with key="(?<key>[^"\n]+)" is not found/,
      ],
    },
    rootCause: "Task `{task}` left no value `{key}` for this task",
    explanation:
      "The task reads a value that the one before it never pushed: it was skipped, returned None, or pushes under another key.",
    checks: ["What `{task}` pushed in this run"],
    fixes: ["Make `{task}` return the value, or handle its absence"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/xcoms.html"],
    examples: [
      {
        text: 'airflow.exceptions.XComNotFound: XComArg result from extract at orders_daily with key="return_value" is not found!',
        captures: { task: "extract", key: "return_value" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `x` isn't defined" }],
  },
  {
    id: "airflow/execution-timeout",
    title: "Task ran longer than execution_timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: { types: ["AirflowTaskTimeout"], message: [/AirflowTaskTimeout/] },
    rootCause: "The task ran longer than its `execution_timeout` and was stopped",
    explanation:
      "Airflow raised the timeout inside the task; the traceback shows where it was at that moment, which is mostly a call that hangs or a statement that takes longer than usual.",
    checks: [
      "The innermost frame of the traceback: what was waited for",
      "How long good runs take, and whether this run had more to do",
    ],
    fixes: [
      "Give the call that hangs a timeout of its own and retry it",
      "Raise `execution_timeout` if the run is merely slower now",
    ],
    fix: {
      templateId: "airflow/raise-execution-timeout",
      title: "Raise the task's execution_timeout",
      rationale: "The task was stopped by its own execution_timeout.",
      params: {},
    },
    docs: [TASKS],
    examples: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 61.0 seconds exceeds the specified timeout of 60.0.",
      },
    ],
  },
  {
    id: "airflow/process-timed-out",
    title: "Airflow ended work that took too long",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/Process timed out, PID: \d{1,9}/, /(?:failed|error): Timeout, PID: \d{1,9}/],
      not: [/AirflowTaskTimeout/],
    },
    rootCause: "The task ran longer than Airflow allows it and was stopped",
    explanation:
      "Airflow's timer raised an error inside the task: its `execution_timeout` had passed. Operators say so in their own words (`Pod Launching failed: Timeout`).",
    checks: ["How long good runs take, and what was waited for at that moment"],
    fixes: ["Raise `execution_timeout` if the work is merely slower now", "Find what hangs and limit that"],
    docs: [TASKS],
    examples: [
      { text: "Process timed out, PID: 3031" },
      { text: "airflow.exceptions.AirflowException: Pod Launching failed: Timeout, PID: 3031" },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  {
    id: "airflow/sensor-timeout",
    title: "Sensor waited in vain",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Sensor has timed out; run duration of (?<waited>[\d.]+) seconds exceeds the specified timeout of (?<timeout>\d+(?:\.\d+)?)/,
        /AirflowSensorTimeout: (?:Snap\. Time is OUT|[^\n]{0,80}timed out)/,
      ],
    },
    rootCause: "What the sensor waits for did not come[[ within {timeout} seconds]]",
    explanation:
      "The sensor asked again and again until its timeout. The thing it waits for (file, partition, other run) was late, never came, or is looked for under a wrong name.",
    checks: [
      "Whether the file, partition or run exists now, and under the name the sensor uses",
      "Whether the job that makes it ran",
    ],
    fixes: [
      "Rerun after the input is there; repair the job that makes it",
      "Raise the timeout if the input is merely later than before",
    ],
    docs: [SENSORS],
    examples: [
      {
        text: "airflow.exceptions.AirflowSensorTimeout: Sensor has timed out; run duration of 61.063 seconds exceeds the specified timeout of 60.0.",
        captures: { timeout: "60.0" },
      },
      { text: "airflow.exceptions.AirflowSensorTimeout: Snap. Time is OUT. DAG id: orders_daily" },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  {
    id: "airflow/task-killed-oom",
    title: "Task process killed, most likely for memory",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Task exited with return code (?:-9|Negsignal\.SIGKILL)/,
        /Process terminated by signal[^\n]{0,240}(?:-9|SIGKILL)/,
        /Likely out of memory error \(OOM\)/,
        /exit(?:ed with)?(?: return)? code:? -9\b/,
        /(?:likely|probably) due to running out of memory/,
        /pid:\d{1,9} exited with 'signal 9 \(SIGKILL\)'/,
      ],
    },
    rootCause: "The task's process was killed by SIGKILL, most likely because the worker ran out of memory",
    explanation:
      "A process that gets SIGKILL can say nothing: the log ends without a traceback. Mostly the kernel or the container's memory limit ended it; a stopped worker or node looks the same.",
    checks: [
      "Memory of the worker or pod at that time, and OOM events of the node",
      "Whether this run had more data than earlier ones",
    ],
    fixes: [
      "Give the worker or pod more memory, or read the data in pieces",
      "Run fewer tasks at once on that worker",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html"],
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
  {
    id: "airflow/sigterm",
    title: "Task stopped from outside",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Task received SIGTERM signal/,
        /State of this instance has been externally set to (?<state>\w+)\. (?:Terminating|Taking the poison pill)/,
        /Received SIGTERM\. Terminating subprocesses/,
      ],
    },
    rootCause: "The task was stopped from outside with SIGTERM[[: its state was set to {state}]]",
    explanation:
      "Something ended the task on purpose: its state was changed in the UI or by a run timeout, the scheduler took it for lost, or the worker was shut down.",
    checks: [
      "The audit log for who changed the state, and `dagrun_timeout` of the DAG",
      "Whether the worker, pod or node was restarted at that time",
    ],
    fixes: ["Clear the task to run it again", "Give workers time to finish before they are stopped"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html"],
    examples: [
      { text: "airflow.exceptions.AirflowException: Task received SIGTERM signal" },
      {
        text: "State of this instance has been externally set to failed. Terminating instance.",
        captures: { state: "failed" },
      },
    ],
    nearMisses: [{ text: "Task exited with return code Negsignal.SIGKILL" }],
  },
  {
    id: "airflow/no-longer-running",
    title: "Server told the task to stop",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: { message: [/Server indicated the task shouldn't be running anymore/] },
    rootCause: "Airflow's server no longer counted this task as running and ended it",
    explanation:
      "The task's heartbeat was refused because its state had changed meanwhile: set in the UI, cleared, timed out with its run, or taken over by another process after heartbeats were missed.",
    checks: [
      "The audit log of the task instance, and whether the same try ran twice",
      "Load and restarts of the API server and scheduler",
    ],
    fixes: ["Clear the task; if heartbeats were missed, look at the worker's and server's load"],
    examples: [{ text: "Server indicated the task shouldn't be running anymore. Terminating process" }],
    nearMisses: [{ text: "Task received SIGTERM signal" }],
  },
  {
    id: "airflow/heartbeat-lost",
    title: "Task lost its heartbeat",
    category: "infrastructure",
    alternatives: ["resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Detected (?:a )?zombie job/,
        /Detected a task instance without a heartbeat/,
        /Task instance(?:'s)? heartbeat timed out/i,
        /Heartbeat timeout/,
        /Heartbeat time limit exceeded/,
        /'Hostname': [^\n]{1,120}'External Executor Id'/,
      ],
    },
    rootCause: "The task stopped sending heartbeats, so Airflow declared it failed",
    explanation:
      "The process that watches the task was gone or could not reach the database or API server: the worker died or was overloaded, or the node went away. The task itself may have gone on.",
    checks: [
      "Whether the worker or pod restarted at that time, and its memory",
      "Whether several tasks of that host failed at the same moment",
    ],
    fixes: [
      "Clear the task; make sure it is safe to run twice",
      "Give the worker more memory or fewer tasks",
    ],
    docs: [TASKS],
    examples: [
      {
        text: "Detected zombie job: {'full_filepath': '/opt/airflow/dags/orders.py', 'processor_subdir': '/opt/airflow/dags', 'msg': \"{'DAG Id': 'orders_daily', 'Task Id': 'load'}\"}",
      },
      { text: "Task instance's heartbeat timed out" },
    ],
    nearMisses: [{ text: "INFO - sending heartbeat" }],
  },
  {
    id: "airflow/executor-state-mismatch",
    title: "Executor and task disagree on the state",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [/[Ee]xecutor [^\n]{0,200}report(?:s|ed) (?:that the )?task instance/],
      also: [/Was the task killed externally|state attribute is|although the (?:task|TaskInstance)/],
    },
    rootCause: "The executor reports the task as finished although it never started or ended properly",
    explanation:
      "The process or pod of the task ended before Airflow's own code in it could report: it was killed, could not start (image, import error, wrong settings), or the executor lost track of it.",
    checks: ["The worker's or pod's own log at that time: start-up errors and kills stand only there"],
    fixes: ["Repair what keeps the worker from starting the task, then clear it"],
    examples: [
      {
        text: "Executor reports task instance <TaskInstance: orders_daily.load manual__2024-05-01 [queued]> finished (failed) although the task says its queued. (Info: None) Was the task killed externally?",
      },
      {
        text: "Executor CeleryExecutor(parallelism=32) reported that the task instance <TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]> finished with state failed, but the task instance's state attribute is queued. Learn more: https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html#task-state-changed-externally",
      },
    ],
    nearMisses: [{ text: "Executor reports execution of orders_daily.load finished with state success" }],
  },
  {
    id: "airflow/stuck-in-queued",
    title: "Task never left the queue",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /[Tt]ask (?:instance )?(?:was )?stuck in queued/,
        /Marking task instance [^\n]{1,200} stuck in queued as failed/,
        /Task requeue attempts exceeded max/,
      ],
    },
    rootCause: "The task waited in the queue until Airflow gave up: no worker took it",
    explanation:
      "The executor accepted the task but nothing started it within `task_queued_timeout`: no worker on that queue, no free slots, or pods that cannot be scheduled.",
    checks: [
      "Whether workers listen on the task's queue and have free slots",
      "Pending pods and their events with a Kubernetes executor",
    ],
    fixes: ["Start or repair workers of that queue, or raise the number of slots"],
    examples: [
      {
        text: "Task stuck in queued; will try to requeue. task_instance=<TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]>",
      },
      {
        text: "Marking task instance <TaskInstance: orders_daily.load scheduled__2024-05-01 [queued]> stuck in queued as failed. If the task instance has available retries, it will be retried.",
      },
    ],
    nearMisses: [{ text: "Setting the state to queued" }],
  },
  {
    id: "airflow/dag-not-found",
    title: "DAG not found when the task starts",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Dag not found during start up/i,
        /D(?:AG|ag) '(?<dag>[\w.-]+)' could not be found; either it does not exist or it failed to parse/,
        /[Dd]ag_id could not be found: (?<dag>[\w.-]+)/,
        /Dag id (?<dag>[\w.-]+) not found in DagModel/,
        /The external DAG (?<dag>[\w.-]+) does not exist/,
      ],
    },
    rootCause: "The DAG[[ `{dag}`]] is not in the files that this worker reads",
    explanation:
      "The worker parses the DAG file again before it runs a task. The DAG was renamed or removed, the file does not parse there, or the worker has other files than the scheduler.",
    checks: [
      "Import errors of the file (`airflow dags list-import-errors`)",
      "Whether scheduler and worker have the same DAG files and packages",
    ],
    fixes: [
      "Repair the import error or deploy the same files everywhere",
      "Clear runs of a DAG id that no longer exists",
    ],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: DAG 'orders_daily' could not be found; either it does not exist or it failed to parse.",
        captures: { dag: "orders_daily" },
      },
      { text: "Dag not found during start up" },
      { text: "airflow.exceptions.DagNotFound: Dag id orders_export not found in DagModel" },
    ],
    nearMisses: [
      { text: "airflow.exceptions.DagRunNotFound: DagRun for orders_daily with run_id manual was not found" },
    ],
  },
  {
    id: "airflow/dag-import-timeout",
    title: "DAG file takes too long to parse",
    category: "configuration",
    alternatives: ["code_bug", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /DagBag import timeout for (?<file>[^\s]+) after (?<seconds>[\d.]+)s/,
        /Processor for (?<file>[^\s]+) with PID \d+ started at [^\n]{1,60} has timed out/,
      ],
    },
    rootCause: "Parsing `{file}` took longer than Airflow allows",
    explanation:
      "Code at the top level of a DAG file runs at every parse: queries, API calls and heavy imports there make it slow or hang.",
    checks: ["Calls and imports at the top level of `{file}`"],
    fixes: [
      "Move the work into tasks",
      "Raise `[core] dagbag_import_timeout` only if the imports alone need it",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html"],
    examples: [
      {
        text: "airflow.exceptions.AirflowTaskTimeout: DagBag import timeout for /opt/airflow/dags/orders.py after 30.0s.",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 3031" }],
  },
  {
    id: "airflow/dag-import-error",
    title: "DAG file cannot be imported",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/Broken DAG: \[(?<file>[^\]\n]{1,300})\]/, /Failed to import: (?<file>[^\s]{1,300})/],
    },
    rootCause: "The DAG file `{file}` cannot be imported",
    explanation:
      "The file raises an error while Airflow reads it, so none of its DAGs can run. The error that follows says why.",
    checks: ["The traceback that stands with this message", "`python {file}` in the worker's environment"],
    fixes: ["Repair the error; parse all DAG files in CI (`DagBag().import_errors`)"],
    examples: [
      {
        text: "Failed to import: /opt/airflow/dags/orders.py",
        captures: { file: "/opt/airflow/dags/orders.py" },
      },
      { text: "Broken DAG: [/opt/airflow/dags/orders.py] Traceback (most recent call last):" },
    ],
    nearMisses: [{ text: "Filling up the DagBag from /opt/airflow/dags/orders.py" }],
  },
  {
    id: "airflow/duplicate-task-id",
    title: "Two tasks with the same id",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Task id '(?<task>[^'\n]+)' has already been added to the DAG/,
        /group_id '(?<task>[^'\n]+)' has already been added to the DAG/,
      ],
    },
    rootCause: "The task id `{task}` is used twice in the DAG",
    explanation: "Ids must be unique within a DAG; loops and copied operators are the usual reason.",
    checks: ["Where `{task}` is created, loops included"],
    fixes: ["Give each task an id of its own"],
    examples: [
      {
        text: "airflow.exceptions.DuplicateTaskIdFound: Task id 'load' has already been added to the DAG",
        captures: { task: "load" },
      },
    ],
    nearMisses: [{ text: "Task load has already finished" }],
  },
  {
    id: "airflow/dag-cycle",
    title: "Tasks depend on each other in a circle",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Cycle detected in DAG:? ?(?<dag>[\w.-]*)/] },
    rootCause: "The dependencies of the DAG form a circle",
    explanation: "A task depends, over others, on itself; Airflow refuses such a DAG.",
    checks: ["The arrows (`>>`, `set_upstream`) between the tasks that the message names"],
    fixes: ["Remove the dependency that closes the circle"],
    examples: [
      {
        text: "airflow.exceptions.AirflowDagCycleException: Cycle detected in DAG: orders_daily. Faulty task: load",
      },
    ],
    nearMisses: [{ text: "RuntimeError: Found a cycle: model.shop.orders" }],
  },
  {
    id: "airflow/invalid-operator-arguments",
    title: "Operator created with wrong arguments",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid arguments were passed to (?<operator>\w+) \(task_id: (?<task>[\w.-]+)\)/,
        /missing keyword arguments? (?<argument>'[^\n]{1,120}')/,
        /Argument \['task_id'\] is required/,
      ],
    },
    rootCause:
      "An operator is created with arguments that do not fit[[: `{operator}`, task `{task}`]][[: {argument} missing]]",
    explanation:
      "The installed version of the operator does not know an argument, or needs one that is not passed. Arguments change between provider versions.",
    checks: ["The operator's parameters in the installed provider"],
    fixes: ["Correct the arguments, or pin the provider to the version the DAG was written for"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Invalid arguments were passed to BashOperator (task_id: load). Invalid arguments were:\n**kwargs: {'comand': 'ls'}",
        captures: { operator: "BashOperator", task: "load" },
      },
      {
        text: "airflow.exceptions.AirflowException: missing keyword argument 'bash_command'",
        captures: { argument: "'bash_command'" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() got an unexpected keyword argument 'tabel'" }],
  },
  {
    id: "airflow/branch-target",
    title: "Branch chose something that is no task",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'branch_task_ids' must (?:contain only valid task_ids|be either None, a task ID)/,
        /Branch callable must return either `?None`?, a task ID/,
        /Branch callable must return valid task_ids/i,
      ],
    },
    rootCause: "The branch function returned something that is not the id of a task in this DAG",
    explanation:
      "A branching task must return the id of a task directly behind it (with its group's prefix), a list of them, or None.",
    checks: ["What the branch function returned in this run, and the ids in the DAG, task groups included"],
    fixes: ["Return the full task id (`group.task`)"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must contain only valid task_ids. Invalid tasks found: {'load_eu'}.",
      },
      {
        text: "airflow.exceptions.AirflowException: 'branch_task_ids' must be either None, a task ID, or an Iterable of IDs, but got 'dict'",
      },
    ],
    nearMisses: [{ text: "Branch into load_eu" }],
  },
  {
    id: "airflow/unknown-hook-type",
    title: "Connection type without its provider",
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
    rootCause: "No installed provider knows connections of type `{type}`",
    explanation:
      "Each connection type belongs to a provider package; without it Airflow cannot make the hook.",
    checks: ["`airflow providers list` on the worker, and the connection's type"],
    fixes: ["Install the provider package for `{type}`, or correct the connection's type"],
    examples: [
      {
        text: 'airflow.exceptions.AirflowException: Unknown hook type "sqlite"',
        captures: { type: "sqlite" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowNotFoundException: The conn_id `x` isn't defined" }],
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
    rootCause: "The Airflow provider for `{module}` is not installed where the DAG is parsed or run",
    explanation:
      "Operators and hooks of other systems come in separate provider packages (`apache-airflow-providers-…`).",
    checks: ["`airflow providers list` in that image; scheduler, worker and web server need the same ones"],
    fixes: ["Install the provider package in the image, with Airflow's constraints file"],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers/"],
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.providers.snowflake'",
        captures: { provider: "snowflake" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'" }],
  },
  {
    id: "airflow/removed-module",
    title: "Import path that this Airflow no longer has",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["ModuleNotFoundError", "ImportError"],
      message: [
        /No module named '(?<module>airflow\.(?:contrib|operators|hooks|sensors|utils|decorators|models|macros|subdag|api|www)[\w.]*)'/,
        /cannot import name '(?<name>\w+)' from '(?<module>airflow(?:\.\w+){0,6})'/,
      ],
    },
    rootCause: "The DAG imports `{module}`[[`.{name}`]], which this version of Airflow does not have",
    explanation:
      "Import paths moved with Airflow 2 and again with Airflow 3 (`airflow.sdk`, `airflow.providers.standard`).",
    checks: ["The installed Airflow version against the one the DAG was written for"],
    fixes: ["Import from the new place, e.g. `airflow.providers.standard.operators.python` or `airflow.sdk`"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html"],
    examples: [
      {
        text: "ModuleNotFoundError: No module named 'airflow.operators.python_operator'",
        captures: { module: "airflow.operators.python_operator" },
      },
      {
        text: "ImportError: cannot import name 'days_ago' from 'airflow.utils.dates' (/usr/local/lib/python3.12/site-packages/airflow/utils/dates.py)",
        captures: { name: "days_ago" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'airflow.providers.amazon'" }],
  },
  {
    id: "airflow/removed-context-key",
    title: "Context key that this Airflow no longer has",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["KeyError", "AttributeError"],
      message: [
        /KeyError: '(?<name>execution_date|next_execution_date|prev_execution_date|prev_execution_date_success|next_ds|next_ds_nodash|prev_ds|prev_ds_nodash|tomorrow_ds|tomorrow_ds_nodash|yesterday_ds|yesterday_ds_nodash|logical_date)'/,
        /'(?:RuntimeTaskInstance|DagRun|DagRunProtocol)' object has no attribute '(?<name>\w+)'/,
      ],
    },
    rootCause: "The code reads `{name}` of the task's context, which this run does not have",
    explanation:
      "Airflow 3 removed `execution_date` and its relatives; runs without a logical date (asset-triggered, some manual ones) have no `logical_date` or `ds` either.",
    checks: ["Airflow's version, and how the run was started"],
    fixes: ["Use `logical_date` or `data_interval_start`, with a default for runs without one"],
    docs: [TEMPLATES],
    examples: [{ text: "KeyError: 'execution_date'", captures: { name: "execution_date" } }],
    nearMisses: [{ text: "KeyError: 'execution_dates'" }],
  },
  {
    id: "airflow/direct-database-access",
    title: "Task code uses Airflow's database directly",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Direct database access via the ORM is not allowed in Airflow 3/] },
    rootCause: "The task's code reads Airflow's own database, which Airflow 3 does not allow",
    explanation:
      "Tasks talk to Airflow only through the task SDK; sessions, models and `Variable`/`Connection` of `airflow.models` fail there.",
    checks: ["Uses of `provide_session`, `settings.Session` and `airflow.models` in task code"],
    fixes: ["Use `airflow.sdk` (Variable, Connection) or Airflow's REST API"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html"],
    examples: [{ text: "RuntimeError: Direct database access via the ORM is not allowed in Airflow 3.0" }],
    nearMisses: [{ text: "sqlalchemy.exc.InvalidRequestError: This session is closed" }],
  },
  {
    id: "airflow/run-deadlocked",
    title: "Run deadlocked",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [/(?:Task d|D)eadlock \(no runnable tasks\)/, /Deadlock; marking run/, /all_tasks_deadlocked/],
    },
    rootCause: "The run has unfinished tasks, but none of them can ever start",
    explanation:
      "Trigger rules, `depends_on_past`, `wait_for_downstream` or a pool without slots leave every remaining task waiting for another.",
    checks: ["Dependencies of the tasks that are left, and the state of the run before it"],
    fixes: ["Correct the trigger rules, or clear the earlier run the tasks wait for"],
    examples: [
      {
        text: "Task deadlock (no runnable tasks); marking run <DagRun orders_daily @ 2024-05-01 00:00:00+00:00: scheduled__2024-05-01, running> failed",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.DeadlockDetected: deadlock detected" }],
  },
  {
    id: "airflow/run-timeout",
    title: "Run longer than dagrun_timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    // The second is the reason that the callback of a DAG is given.
    match: { message: [/Run (?<run>[^\s]+) of (?<dag>[\w.-]+) has timed-out/, /(?:^|: )timed_out$/] },
    rootCause: "The whole run took longer than the DAG's `dagrun_timeout`",
    explanation:
      "Airflow ended the run and what was still running in it; the task that took the time is the one to look at.",
    checks: ["Durations of the run's tasks against earlier runs, waiting in the queue included"],
    fixes: ["Shorten the slow task, or raise `dagrun_timeout`"],
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
    explanation: "A task names a pool that was never created, so it cannot be scheduled.",
    checks: ["`airflow pools list`"],
    fixes: ["Create the pool `{pool}`, or use one that exists"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/administration-and-deployment/pools.html"],
    examples: [
      {
        text: "Tasks using non-existent pool 'warehouse' will not be scheduled",
        captures: { pool: "warehouse" },
      },
    ],
    nearMisses: [{ text: "Not scheduling since there are 0 open slots in pool warehouse" }],
  },
  {
    id: "airflow/upstream-failed",
    title: "Not run because an earlier task failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /requires all upstream tasks to have succeeded, but found (?<count>\d+) non-success/,
        /^Task did not run because upstream task/m,
      ],
    },
    rootCause: "The task was not run because a task before it did not succeed",
    explanation:
      "The trigger rule lets the task run only when all tasks before it succeeded. The cause lies in the task that failed first.",
    checks: ["The first failed task of the run"],
    fixes: ["Repair and clear the task that failed first; this one follows"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html"],
    examples: [
      {
        text: "Dependencies not met for <TaskInstance: orders_daily.load scheduled__2024-05-01 [scheduled]>, dependency 'Trigger Rule' FAILED: Task's trigger rule 'all_success' requires all upstream tasks to have succeeded, but found 1 non-success(es).",
        captures: { count: "1" },
      },
      { text: "Task did not run because upstream task(s) failed." },
    ],
    nearMisses: [
      {
        text: "Dependencies all met for dep_context=non-requeueable deps ti=<TaskInstance: orders_daily.load>",
      },
    ],
  },
  {
    id: "airflow/upstream-failed-state",
    title: "State upstream_failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: { states: ["upstream_failed"] },
    rootCause: "The task was not run because a task before it failed",
    explanation:
      "Airflow gave the task the state `upstream_failed` without starting it; there is no log of it.",
    checks: ["The first failed task of the run"],
    fixes: ["Repair and clear the task that failed first"],
    examples: [{ text: "The task did not start", state: "upstream_failed" }],
    nearMisses: [{ text: "The task did not start", state: "failed" }],
  },
  {
    id: "airflow/external-task-failed",
    title: "The DAG or task waited for has failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /The external DAG (?<dag>[\w.-]+) failed/,
        /Some of the external tasks [^\n]{1,200} in DAG (?<dag>[\w.-]+) failed/,
        /The external task [^\s]{1,120} in DAG (?<dag>[\w.-]+) failed/,
        /(?<dag>\b[\w-]{2,80}) failed with failed states? /,
      ],
    },
    rootCause: "The DAG `{dag}`, which this task waits for, failed",
    explanation: "The sensor or trigger follows another DAG's run, and that run failed.",
    checks: ["The failed run of `{dag}`"],
    fixes: ["Repair and rerun `{dag}`, then clear this task"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/external_task_sensor.html"],
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
  {
    id: "airflow/dag-run-exists",
    title: "Run already exists",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/A Dag Run already exists for dag id (?<dag>[\w.-]+)/i, /DagRunAlreadyExists/] },
    rootCause: "A run with that date or id already exists[[ for `{dag}`]]",
    explanation:
      "The trigger names a logical date or run id that was used before, typically on a retry or a cleared run.",
    checks: ["The run id or date the trigger passes, and whether this is a rerun"],
    fixes: ["Set `reset_dag_run=True`, or make the run id unique"],
    examples: [
      {
        text: "airflow.exceptions.DagRunAlreadyExists: A Dag Run already exists for dag id orders_export at 2024-05-01T00:00:00+00:00 with run id manual__2024-05-01",
        captures: { dag: "orders_export" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.DagNotFound: Dag id orders_export not found in DagModel" }],
  },
  {
    id: "airflow/trigger-failed",
    title: "Deferred task's trigger failed or timed out",
    category: "network_timeout",
    alternatives: ["code_bug", "infrastructure", "upstream_missing_data"],
    strength: "hint",
    transience: "intermittent",
    match: {
      types: ["TaskDeferralError", "TaskDeferralTimeout"],
      message: [
        /TaskDeferralError: (?<message>Trigger failure|[^\n]{1,120})/,
        /TaskDeferralTimeout: (?<message>Trigger (?:failure|timeout|\w+ timeout)|[^\n]{1,120})/,
      ],
    },
    rootCause: "The trigger that a deferred task waits for ended without an answer ({message})",
    explanation:
      "Deferred tasks wait in the triggerer; it failed there or the time allowed was over. The triggerer's own log has the traceback.",
    checks: ["The triggerer's log at that time, and whether the triggerer runs"],
    fixes: ["Repair what the triggerer's log shows; raise the trigger's timeout if the wait was too short"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/deferring.html"],
    examples: [
      {
        text: "airflow.exceptions.TaskDeferralError: Trigger failure",
        captures: { message: "Trigger failure" },
      },
      { text: "airflow.exceptions.TaskDeferralTimeout: Trigger timeout" },
    ],
    nearMisses: [{ text: "Pausing task as DEFERRED. dag_id=orders_daily" }],
  },
  {
    id: "airflow/unmappable-xcom",
    title: "Mapped task over a value that cannot be mapped",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unmappable return (?:type '(?<type>[^'\n]+)'|value length: (?<length>\d+) > (?<limit>\d+))/,
        /did not push XCom for task mapping/,
      ],
    },
    rootCause:
      "The value that the mapped task expands over does not fit[[: type {type}]][[: {length} items, {limit} allowed]]",
    explanation: "Dynamic task mapping needs a list or dictionary, of at most `[core] max_map_length` items.",
    checks: ["What the upstream task returned in this run"],
    fixes: ["Return a list, or split the work into fewer, larger pieces"],
    docs: [
      "https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/dynamic-task-mapping.html",
    ],
    examples: [
      {
        text: "airflow.exceptions.UnmappableXComTypePushed: unmappable return type 'str'",
        captures: { type: "str" },
      },
      {
        text: "airflow.exceptions.UnmappableXComLengthPushed: unmappable return value length: 2000 > 1024",
        captures: { limit: "1024" },
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type set is not JSON serializable" }],
  },
  {
    id: "airflow/param-validation",
    title: "Run started with invalid parameters",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid input for param (?<param>[\w.-]+)/,
        /No value passed and Param has no default value/,
      ],
    },
    rootCause: "A parameter of the run is missing or invalid[[: `{param}`]]",
    explanation: "The run's configuration is checked against the schema of the DAG's `params`.",
    checks: ["The configuration the run was started with"],
    fixes: ["Start the run with valid values, or give the parameter a default"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/params.html"],
    examples: [
      {
        text: "airflow.exceptions.ParamValidationError: Invalid input for param region: None is not of type 'string'",
        captures: { param: "region" },
      },
    ],
    nearMisses: [{ text: "botocore.exceptions.ParamValidationError: Parameter validation failed:" }],
  },
  {
    id: "airflow/config-value",
    title: "Airflow setting missing or not allowed",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /section\/key \[(?<key>[^[\]\n]+)\] not found in config/,
        /error: cannot use SQLite with the (?<key>\w+)/i,
        /AirflowConfigException: (?<key>[^\n]{1,160})/,
      ],
    },
    rootCause: "Airflow's configuration is wrong: {key}",
    explanation: "Airflow could not find or accept a setting when it started or when the code asked for it.",
    checks: ["`airflow config list` on that component, and `AIRFLOW__…` variables"],
    fixes: ["Set the option on every component that needs it"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/configurations-ref.html"],
    examples: [
      { text: "airflow.exceptions.AirflowConfigException: section/key [smtp/smtp_user] not found in config" },
    ],
    nearMisses: [{ text: "INFO - Reading the config from /opt/airflow/airflow.cfg" }],
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
        /relation "(?:dag|dag_run|task_instance|ab_permission|log|job|slot_pool)" does not exist/,
        /no such table: (?:dag|dag_run|task_instance|ab_permission|log|job|slot_pool)\b/,
      ],
    },
    rootCause: "Airflow's metadata database is not initialised or not migrated to this version",
    explanation: "The tables Airflow needs are missing or older than the code.",
    checks: ["`airflow db check-migrations`, and which database the component is pointed at"],
    fixes: ["Run `airflow db migrate` once with the new version"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/set-up-database.html"],
    examples: [
      {
        text: "ERROR: You need to initialize the database. Please run `airflow db init`. Make sure the command is run using Airflow version 2.6.3.",
      },
      { text: 'psycopg2.errors.UndefinedTable: relation "dag_run" does not exist' },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' }],
  },
  {
    id: "airflow/fernet-key",
    title: "Fernet key is not usable",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not create Fernet object: (?<reason>[^\n]{3,160})/,
        /Fernet key must be 32 url-safe base64-encoded bytes/,
      ],
    },
    rootCause: "Airflow's Fernet key is not valid[[: {reason}]]",
    explanation:
      "The key must be 32 bytes in URL-safe Base64; connections and variables are encrypted with it.",
    checks: ["`AIRFLOW__CORE__FERNET_KEY` as the worker has it: quotes, line ends or a cut value"],
    fixes: ["Set the key that scheduler and web server use, or make one with `Fernet.generate_key()`"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/security/secrets/fernet.html"],
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Could not create Fernet object: Incorrect padding",
        captures: { reason: "Incorrect padding" },
      },
    ],
    nearMisses: [{ text: "cryptography.fernet.InvalidToken" }],
  },
  {
    id: "airflow/api-token",
    title: "Task cannot authenticate to Airflow's API server",
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
    },
    rootCause: "Airflow's components do not share the same secret[[: {reason}]]",
    explanation:
      "Worker, API server and web server sign requests to each other. Different `jwt_secret` or `secret_key` values, or clocks that disagree, make them refuse each other.",
    checks: [
      "`[api_auth] jwt_secret` and `[api] secret_key` (2.x `[webserver] secret_key`) on every component, and their clocks",
    ],
    fixes: ["Set the same secret on all components and synchronise the clocks"],
    examples: [
      {
        text: "airflow.sdk.api.client.ServerResponseError: Invalid auth token: Signature verification failed",
        captures: { reason: "Signature verification failed" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/v1/orders",
      },
    ],
  },
  {
    id: "airflow/http-hook-status",
    title: "HTTP service refused the request",
    category: "network_timeout",
    alternatives: ["configuration", "code_bug", "upstream_missing_data"],
    strength: "hint",
    transience: "intermittent",
    match: {
      types: ["AirflowException"],
      message: [/AirflowException: (?<status>5\d\d):(?<reason>[^\n]{1,80})/],
    },
    rootCause: "The HTTP service answered {status} ({reason})",
    explanation:
      "Airflow's HTTP hook raises for every status from 400 on; 5xx means that the service itself failed.",
    checks: ["The service's own state at that time"],
    fixes: ["Retry with increasing waits; ask the service's owner if it lasts"],
    examples: [
      { text: "airflow.exceptions.AirflowException: 503:Service Unavailable", captures: { status: "503" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
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
      "The HTTP service answered {status} ({reason}): the credentials are not accepted or not allowed",
    explanation:
      "Airflow's HTTP hook raises for every status from 400 on; 401 and 403 speak of credentials and rights.",
    checks: ["The connection's login, password and headers", "Whether the key or token expired"],
    fixes: ["Renew the credential in the connection", "Ask for the missing right"],
    docs: [CONNECTIONS],
    examples: [
      { text: "airflow.exceptions.AirflowException: 401:Unauthorized", captures: { status: "401" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 503:Service Unavailable" }],
  },
  {
    id: "airflow/http-hook-not-found",
    title: "HTTP service has nothing at that address",
    category: "configuration",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { types: ["AirflowException"], message: [/AirflowException: 404:(?<reason>[^\n]{1,80})/] },
    rootCause: "The HTTP service has nothing at the address that was asked (404 {reason})",
    explanation:
      "The path is built from the connection's host and the task's endpoint. Either one of them is wrong, or what is asked for is not there (yet).",
    checks: ["Host and schema of the connection, and the endpoint as it was rendered"],
    fixes: ["Correct the endpoint or the connection", "Wait for the data with a sensor where it comes later"],
    examples: [
      { text: "airflow.exceptions.AirflowException: 404:Not Found", captures: { reason: "Not Found" } },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request" }],
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
    rootCause: "The HTTP service answered {status} ({reason}) to the request",
    explanation: "The address, parameters or body are not what the service expects.",
    checks: ["Endpoint, parameters and body as they were sent"],
    fixes: ["Correct the request"],
    examples: [{ text: "airflow.exceptions.AirflowException: 400:Bad Request", captures: { status: "400" } }],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: 401:Unauthorized" }],
  },
  {
    id: "airflow/decorated-callable",
    title: "python_callable is not callable",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/`python_callable` param must be callable/] },
    rootCause: "`python_callable` was given something that is not a function",
    explanation: "Usually the function is called (`python_callable=load()`) where it should only be named.",
    checks: ["The operator's `python_callable` argument"],
    fixes: ["Pass the function itself: `python_callable=load`"],
    examples: [{ text: "airflow.exceptions.AirflowException: `python_callable` param must be callable" }],
    nearMisses: [{ text: "TypeError: 'PythonOperator' object is not callable" }],
  },
  {
    id: "airflow/explicit-fail",
    title: "Pipeline's code failed the task on purpose",
    category: "data_quality",
    alternatives: ["code_bug", "upstream_missing_data", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: { types: ["AirflowFailException"], message: [/AirflowFailException: (?<message>[^\n]{1,200})/] },
    rootCause: "The pipeline's own check failed the task: {message}",
    explanation:
      "`AirflowFailException` is raised by the pipeline's code to fail at once, without retries; its message is the reason the author gave.",
    checks: ["The condition in the code that raises it, and the values of this run"],
    fixes: ["Correct what the message names"],
    examples: [
      {
        text: "airflow.exceptions.AirflowFailException: no orders for 2024-05-01",
        captures: { message: "no orders for 2024-05-01" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowSkipException: nothing to do" }],
  },
  {
    id: "airflow/s3-key-exists",
    title: "Object already exists in the bucket",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { types: ["ValueError"], message: [/The key (?<key>[^\s]{1,300}) already exists/] },
    rootCause: "The object `{key}` already exists and the upload does not replace it",
    explanation:
      "Airflow's S3 hook refuses to overwrite unless `replace=True`; a rerun therefore fails where the first run succeeded.",
    checks: ["Whether this is a rerun, and whether the key holds the run's date"],
    fixes: ["Pass `replace=True`, or put the run's date into the key"],
    examples: [
      {
        text: "ValueError: The key exports/orders.csv already exists.",
        captures: { key: "exports/orders.csv" },
      },
    ],
    nearMisses: [{ text: "ValueError: The key must be a string" }],
  },
  {
    id: "airflow/system-exit",
    title: "Task's code ended the process itself",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Task failed due to SystemExit\((?<code>[^)\n]{0,80})\)/,
        /^(?:builtins\.)?SystemExit: (?<code>[^\n]{1,80})/,
      ],
    },
    rootCause: "The task's code ended the process with exit code {code}",
    explanation:
      "`sys.exit()` inside a task fails it without a traceback. Programs that are written for the command line do so after printing what is wrong.",
    checks: ["What the task printed just before it ended"],
    fixes: ["Raise an exception with a message instead of `sys.exit()`"],
    examples: [{ text: "Task failed due to SystemExit(3)", captures: { code: "3" } }],
    nearMisses: [{ text: "Task exited with return code 1" }],
  },
  {
    id: "airflow/task-killed",
    title: "Task killed by its supervisor",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/^Task killed!/m, /^Current task is terminated/m] },
    rootCause: "The task was killed from outside, by a timeout of its run or by a person",
    explanation:
      "The supervisor ended the task because the run was over (`dagrun_timeout`) or its state was changed.",
    checks: ["`dagrun_timeout` of the DAG and the audit log of the run"],
    fixes: ["Raise the run's timeout if it merely takes longer; clear the task"],
    examples: [{ text: "Task killed!" }],
    nearMisses: [{ text: "the task killed no process" }],
  },
];
