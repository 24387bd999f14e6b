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
    rootCause:
      "Airflow takes `{file}` for a template file and does not find it in the DAG's folder or `template_searchpath`",
    explanation:
      "A templated argument that ends in `.sql`, `.sh` or the like is treated as a file name and looked up next to the DAG file and in `template_searchpath`. A command that happens to end that way is treated as a file too.",
    checks: [
      "Whether `{file}` is next to the DAG file on the worker, spelled exactly like that",
      "The DAG's `template_searchpath`, including stray spaces",
    ],
    fixes: [
      'If `{file}` is a command rather than a template, put a space after it (`bash_command="{file} "`) or call it as `bash {file} `',
      "Otherwise put the file next to the DAG, or add its folder to `template_searchpath` and pass the path relative to it",
      "Deploy the file to every worker, with the same spelling and case",
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
      "Pass `{name}` to the template (`params`, `user_defined_macros` or `op_kwargs`), or use a name that this Airflow version has: `data_interval_start` instead of `execution_date`, `data_interval_end | ds` instead of `next_ds`",
      "For runs without a logical date, give it a default: `{{ name | default('') }}` with `{name}` as the name",
    ],
    docs: [TEMPLATES],
  },
  {
    id: "airflow/template-syntax",
    title: "Template syntax error",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["TemplateSyntaxError"],
      message: [/TemplateSyntaxError: (?<message>[^\n]{1,200})/],
      names: [/\bline (?<line>\d{1,5}), in template/],
    },
    rootCause: "A Jinja template of the task has a syntax error[[ on line {line}]]: {message}",
    explanation:
      "Text between double braces, or between `{%` and `%}`, is not valid Jinja. Shell and JSON that use the same delimiters must be escaped.",
    checks: ["The operator's templated arguments as written in the DAG"],
    fixes: [
      "Correct the expression in the templated argument of the operator",
      "Enclose literal braces of shell or JSON in `{% raw %}` and `{% endraw %}`",
    ],
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
    fixes: [
      "Pass the value through an argument that the operator lists in `template_fields`, or through `op_kwargs`",
      'In Python code read it from the context (`get_current_context()["{name}"]`)',
    ],
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
      "Run `airflow dags list-import-errors` on the worker and fix the error it shows for[[ `{dag}`]] the DAG's file",
      "Deploy the same DAG files and packages to scheduler, DAG processor and workers",
      "Delete runs of DAG ids that no longer exist (`airflow dags delete[[ {dag}]]`)",
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
    rootCause: "Importing `{file}` took longer than[[ the {seconds} s that]] Airflow allows",
    explanation:
      "Top-level code in a DAG file runs on every parse: queries, API calls and heavy imports there make it slow or hang.",
    checks: ["`time python {file}` in the worker's environment", "Top-level calls and imports in `{file}`"],
    fixes: [
      "Move queries, API calls, `Variable.get` and heavy imports from the top level of `{file}` into the tasks",
      "Raise `[core] dagbag_import_timeout`[[ (now {seconds} s)]] and `[dag_processor] dag_file_processor_timeout` if the imports alone need the time",
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
      names: [
        /\n(?<error>(?:[A-Za-z_]\w{0,60}\.){0,6}[A-Z]\w{1,60}(?:Error|Exception|NotFound): [^\n]{1,200})/,
      ],
    },
    rootCause: "The DAG file `{file}` fails to import[[: {error}]]",
    explanation:
      "The file raises an error when Airflow imports it, so none of its DAGs can run. The error that follows says why.",
    checks: ["The traceback next to this message", "`python {file}` in the worker's environment"],
    fixes: [
      "Run `python {file}` in the worker's environment and fix the error it raises",
      "Import all DAG files in CI (`DagBag().import_errors`)",
    ],
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
    fixes: [
      "Give each task its own `task_id`: put the loop variable into the id of `{task}`, or rename the copy",
      "Put repeated tasks into a `TaskGroup`, which adds its name as a prefix",
    ],
  },
  {
    id: "airflow/dag-cycle",
    title: "DAG has a cycle",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Cycle detected in DAG:? ?(?<dag>[\w-]{1,250})?/],
      names: [/Faulty task: (?<task>[\w.-]{1,250})/],
    },
    rootCause: "The dependencies of the DAG[[ `{dag}`]] form a cycle[[ through the task `{task}`]]",
    explanation: "A task depends on itself through other tasks; Airflow rejects such a DAG.",
    checks: ["The dependencies (`>>`, `set_upstream`) between the tasks named in the message"],
    fixes: [
      "Remove the dependency (`>>`, `set_upstream`, an XCom passed back) that closes the cycle[[ at `{task}`]]",
    ],
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
      names: [/Invalid arguments were:\s{1,6}\*\*kwargs: \{(?<unknown>'[^'\n]{1,80}')/],
    },
    rootCause:
      "The operator[[ `{operator}` of task `{task}`]] does not accept its arguments[[: {argument} is missing]][[: it does not know {unknown}]]",
    explanation:
      "The installed version of the operator does not accept an argument, or requires one that was not passed. Arguments change between provider versions.",
    checks: ["The operator's parameters in the installed provider"],
    fixes: [
      "Rename or remove the argument[[ {unknown}]][[ (pass {argument})]] as the installed provider's operator expects it",
      "Pin the provider to the version that the DAG was written for",
    ],
  },
  {
    id: "airflow/branch-target",
    title: "Branch returned something that is not a task",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /'branch_task_ids' must contain only valid task_ids\.(?: Invalid tasks found: (?<found>\{[^\n]{1,160}\}))?/,
        /'branch_task_ids' must be either None, a task ID[^\n]{0,80}but got (?<found>'\w{1,40}')/,
        /'branch_task_ids' must (?:contain only valid task_ids|be either None, a task ID)/,
        /Branch callable must return either `?None`?, a task ID/,
        /Branch callable must return valid task_ids/i,
      ],
    },
    rootCause: "The branch function returned something that is not a task id in this DAG[[: {found}]]",
    explanation:
      "A branching task must return the id of a directly downstream task (with its group prefix), a list of ids, or None.",
    checks: ["What the branch function returned in this run, and the ids in the DAG, including task groups"],
    fixes: [
      "Return the full id of a directly downstream task, with its group (`group.task`)[[ instead of {found}]]",
      "Return a list of ids or None, not a dictionary or an operator",
    ],
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
    fixes: [
      "Import the name from its new place: `airflow.providers.standard.operators.*`, `airflow.sdk` (Airflow 3) instead of `{module}`; `ruff check --select AIR3 --fix` rewrites most imports",
      "Pin Airflow to the version that the DAG was written for until then",
    ],
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
    checks: [
      "Airflow's version, and what triggered the run (schedule, asset, by hand)",
      "`ruff check --select AIR3` for other names that Airflow 3 removed",
    ],
    fixes: [
      'Read `logical_date` or `data_interval_start` instead of `{name}`, with a fallback (`context.get("logical_date") or dag_run.run_after`)',
      "Trigger the run with a logical date if the task needs it",
    ],
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
      "The upstream task's result cannot be mapped over[[: it is a {type}, not a list or dict]][[: {length} items, {limit} are allowed]]",
    explanation:
      "Dynamic task mapping needs a list or dictionary with at most `[core] max_map_length` items.",
    checks: ["What the upstream task returned in this run"],
    fixes: [
      "Return a list or dict from the upstream task[[ instead of a {type}]]",
      "Batch the[[ {length}]] items into fewer, larger ones, or raise `[core] max_map_length`[[ (now {limit})]]",
    ],
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
        /Invalid input for param (?<param>[\w.-]+)(?:: (?<reason>[^\n]{1,160}))?/,
        /No value passed and Param has no default value/,
      ],
    },
    rootCause: "The run's parameter[[ `{param}`]] is missing or invalid[[: {reason}]]",
    explanation: "The run's conf is validated against the schema of the DAG's `params`.",
    checks: ["The conf the run was triggered with"],
    fixes: [
      "Trigger the run again with a valid value[[ for `{param}`]] in its conf",
      'Give the parameter[[ `{param}`]] a default in the DAG, or allow null in its schema (`type=["null", "string"]`)',
    ],
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
