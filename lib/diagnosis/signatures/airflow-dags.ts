import type { Signature } from "@/lib/diagnosis/signatures/signature";

const TEMPLATES = "https://airflow.apache.org/docs/apache-airflow/stable/templates-ref.html";

/** What Airflow says of a DAG's code: files that do not load, operators, templates, parameters. */
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
  },
];
