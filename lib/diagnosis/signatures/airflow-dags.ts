import type { Signature } from "@/lib/diagnosis/signatures/signature";

const TEMPLATES = "https://airflow.apache.org/docs/apache-airflow/stable/templates-ref.html";

/** Airflow DAG code: files that do not import, operators, templates, parameters. */
export const airflowDagSignatures: Signature[] = [
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
      "A templated argument that ends in `.sql`, `.sh` or the like is treated as a file name and looked up next to the DAG file and in `template_searchpath`. A command that happens to end that way is treated as a file too.",
    checks: [
      "Whether `{file}` is next to the DAG file on the worker, spelled exactly like that",
      "The DAG's `template_searchpath`, including stray spaces",
    ],
    fixes: [
      "Put the file on the search path, or correct the path",
      'End the shell command with a space (`"run.sh "`) so it is not treated as a template file',
    ],
    docs: [TEMPLATES],
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
    rootCause: "A template uses `{name}`[[ of a {owner}]], which is undefined when it renders",
    explanation:
      "The name is not in the task's context: it is misspelled, is a parameter nobody passed, or was removed. Airflow 3 dropped `execution_date`, `next_ds`, `prev_ds`, `tomorrow_ds` and `yesterday_ds`; runs without a logical date have no `ds` either.",
    checks: ["The names in the template against the context of this Airflow version and run type"],
    fixes: [
      "Use a name that is in the context (`data_interval_start`, `logical_date`), or pass it through `params`",
    ],
    docs: [TEMPLATES],
  },
  {
    id: "airflow/template-syntax",
    title: "Template syntax error",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { types: ["TemplateSyntaxError"], message: [/TemplateSyntaxError: (?<message>[^\n]{1,200})/] },
    rootCause: "A Jinja template has a syntax error: {message}",
    explanation:
      "Text between double braces, or between `{%` and `%}`, is not valid Jinja. Shell and JSON that use the same delimiters must be escaped.",
    checks: ["The operator's templated arguments as written in the DAG"],
    fixes: ["Fix the expression, or wrap literal text in `raw` blocks"],
    docs: ["https://jinja.palletsprojects.com/en/stable/templates/"],
  },
  {
    id: "airflow/template-not-rendered",
    title: "Template was not rendered",
    category: "code_bug",
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /%7B%7B(?:%20|\+)?(?<name>\w{1,60})(?:%20|\+)?%7D%7D/,
        /(?:Error|Exception|failed|invalid|Invalid|does not exist|No such file)[^\n{]{0,200}\{\{ ?(?<name>[\w.]{1,60}) ?\}\}/,
      ],
    },
    rootCause: "The template `{name}` was never rendered and used as plain text",
    explanation:
      "Airflow renders only the arguments that an operator lists in `template_fields`. In Python code, or in any other argument, the braces are left as they are.",
    checks: ["Whether the argument is one of the operator's `template_fields`"],
    fixes: ["Pass the value through `op_kwargs` or a templated argument, or read it from the context"],
    docs: [TEMPLATES],
  },
  {
    id: "airflow/dag-not-found",
    title: "DAG not found at task start",
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
    rootCause: "The DAG[[ `{dag}`]] is not in the files this worker parses",
    explanation:
      "The worker parses the DAG file again before it runs a task. Either the DAG was renamed or removed, the file does not import on the worker, or the worker has different files than the scheduler.",
    checks: [
      "Import errors of the file (`airflow dags list-import-errors`)",
      "Whether the scheduler and the worker have the same DAG files and packages",
    ],
    fixes: [
      "Fix the import error, or deploy the same files everywhere",
      "Clear runs of DAG ids that no longer exist",
    ],
  },
  {
    id: "airflow/dag-import-timeout",
    title: "DAG file import timed out",
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
      "Top-level code in a DAG file runs on every parse: queries, API calls and heavy imports there make it slow or hang.",
    checks: ["Top-level calls and imports in `{file}`"],
    fixes: [
      "Move that work into tasks",
      "Raise `[core] dagbag_import_timeout` only if the imports alone need the time",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html"],
  },
  {
    id: "airflow/dag-import-error",
    title: "DAG import error",
    category: "code_bug",
    alternatives: ["missing_dependency", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [/Broken DAG: \[(?<file>[^\]\n]{1,300})\]/, /Failed to import: (?<file>[^\s]{1,300})/],
    },
    rootCause: "The DAG file `{file}` fails to import",
    explanation:
      "The file raises an error when Airflow imports it, so none of its DAGs can run. The error that follows says why.",
    checks: ["The traceback next to this message", "`python {file}` in the worker's environment"],
    fixes: ["Fix the error, and import all DAG files in CI (`DagBag().import_errors`)"],
  },
  {
    id: "airflow/duplicate-task-id",
    title: "Duplicate task id",
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
    explanation: "Task ids must be unique within a DAG; loops and copied operators are the usual culprits.",
    checks: ["Where `{task}` is created, including in loops"],
    fixes: ["Give each task a unique id"],
  },
  {
    id: "airflow/dag-cycle",
    title: "DAG has a cycle",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Cycle detected in DAG:? ?(?<dag>[\w.-]*)/] },
    rootCause: "The DAG's dependencies form a cycle",
    explanation: "A task depends on itself through other tasks; Airflow rejects such a DAG.",
    checks: ["The dependencies (`>>`, `set_upstream`) between the tasks named in the message"],
    fixes: ["Remove the dependency that closes the cycle"],
  },
  {
    id: "airflow/invalid-operator-arguments",
    title: "Invalid operator arguments",
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
    rootCause: "An operator got invalid arguments[[: `{operator}`, task `{task}`]][[: {argument} missing]]",
    explanation:
      "The installed version of the operator does not accept an argument, or requires one that was not passed. Arguments change between provider versions.",
    checks: ["The operator's parameters in the installed provider"],
    fixes: ["Fix the arguments, or pin the provider to the version the DAG was written for"],
  },
  {
    id: "airflow/branch-target",
    title: "Branch returned something that is not a task",
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
    rootCause: "The branch function returned something that is not a task id in this DAG",
    explanation:
      "A branching task must return the id of a directly downstream task (with its group prefix), a list of ids, or None.",
    checks: ["What the branch function returned in this run, and the ids in the DAG, including task groups"],
    fixes: ["Return the full task id (`group.task`)"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html"],
  },
  {
    id: "airflow/removed-module",
    title: "Import path removed from this Airflow version",
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
    rootCause: "The DAG imports[[ `{name}` from]] `{module}`, which this version of Airflow no longer has",
    explanation:
      "Import paths moved in Airflow 2 and again in Airflow 3 (`airflow.sdk`, `airflow.providers.standard`).",
    checks: ["The installed Airflow version against the one the DAG was written for"],
    fixes: ["Import from the new path, e.g. `airflow.providers.standard.operators.python` or `airflow.sdk`"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/installation/upgrading_to_airflow3.html"],
  },
  {
    id: "airflow/removed-context-key",
    title: "Context key missing in this Airflow run",
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
    rootCause: "The code reads `{name}` from the task context, which does not have it in this run",
    explanation:
      "Airflow 3 removed `execution_date` and related keys; runs without a logical date (asset-triggered, some manual runs) have no `logical_date` or `ds` either.",
    checks: ["Airflow's version, and what triggered the run"],
    fixes: ["Use `logical_date` or `data_interval_start`, with a fallback for runs without one"],
    docs: [TEMPLATES],
  },
  {
    id: "airflow/unmappable-xcom",
    title: "Mapped task cannot expand its input",
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
      "The mapped task cannot expand over this value[[: type {type}]][[: {length} items, {limit} allowed]]",
    explanation:
      "Dynamic task mapping needs a list or dictionary with at most `[core] max_map_length` items.",
    checks: ["What the upstream task returned in this run"],
    fixes: ["Return a list, or batch the work into fewer, larger items"],
    docs: [
      "https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/dynamic-task-mapping.html",
    ],
  },
  {
    id: "airflow/param-validation",
    title: "Invalid run parameters",
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
    rootCause: "A run parameter is missing or invalid[[: `{param}`]]",
    explanation: "The run's conf is validated against the schema of the DAG's `params`.",
    checks: ["The conf the run was triggered with"],
    fixes: ["Trigger the run with valid values, or give the parameter a default"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/params.html"],
  },
  {
    id: "airflow/decorated-callable",
    title: "python_callable is not callable",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/`python_callable` param must be callable/] },
    rootCause: "`python_callable` was given something that is not callable",
    explanation: "Usually the function was called (`python_callable=load()`) instead of passed.",
    checks: ["The operator's `python_callable` argument"],
    fixes: ["Pass the function itself: `python_callable=load`"],
  },
  {
    id: "airflow/explicit-fail",
    title: "Pipeline code failed the task on purpose",
    category: "data_quality",
    alternatives: ["code_bug", "upstream_missing_data", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: { types: ["AirflowFailException"], message: [/AirflowFailException: (?<message>[^\n]{1,200})/] },
    rootCause: "The pipeline failed the task on purpose: {message}",
    explanation:
      "Pipeline code raises `AirflowFailException` to fail right away without retries; the message is the author's reason.",
    checks: ["The condition in the code that raises it, and this run's values"],
    fixes: ["Fix the problem described in the message"],
  },
  {
    id: "airflow/system-exit",
    title: "Task code called sys.exit()",
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
    rootCause: "The task's code exited the process with code {code}",
    explanation:
      "`sys.exit()` inside a task fails it without a traceback. Command-line programs do this after printing the error.",
    checks: ["What the task printed just before it exited"],
    fixes: ["Raise an exception with a message instead of `sys.exit()`"],
  },
  {
    id: "airflow/input-sensor-timeout",
    title: "Sensor waited for an input that did not arrive",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Sensor has timed out; run duration of (?<waited>[\d.]+) seconds exceeds the specified timeout of (?<timeout>\d+(?:\.\d+)?)/,
        /AirflowSensorTimeout: (?:Snap\. Time is OUT|[^\n]{0,80}timed out)/,
      ],
      anywhere: [
        /Poking for (?:file|key|files|prefix|object|blob|partition|path)s?\s?:? ?(?<input>[^\s,][^\n]{0,300})/,
      ],
    },
    rootCause: "`{input}`, which the sensor waits for, did not arrive[[ within {timeout} seconds]]",
    explanation:
      "The sensor checked for this input until its timeout. It was late, never written, or is written under another name.",
    checks: ["Whether `{input}` exists now", "Whether the job that produces it ran"],
    fixes: [
      "Rerun once the input is there; fix the job that produces it",
      "Raise the timeout if the input now simply arrives later",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html"],
  },
];
