import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Airflow tasks whose input is missing, and its scheduler and workers losing one another. */
export const airflowInputSignatures: Signature[] = [
  {
    id: "airflow/source-object-missing",
    title: "File to transfer does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The source key (?<object>[^\n]{1,300}?) does not exist/,
        /No objects found in (?<object>(?:gs|s3):\/\/[^\s]{1,200}(?: with prefix [^\s]{1,200})?)/,
        /No files at path (?<object>[^\s]{1,200})(?: matching pattern [^\s]{1,120})? found/,
      ],
    },
    rootCause: "`{object}`, which the task was to read, does not exist",
    explanation:
      "The operator looks for its source before it transfers or transforms anything. Nothing was there under this name at that moment.",
    checks: [
      "Whether the file is there now, and under which exact name, date and prefix",
      "Whether the job or partner that delivers it ran",
    ],
    fixes: [
      "Have the delivery made up for, then clear the task",
      "Wait for the file with a sensor in front of this task if it is sometimes late",
      "If it lies under another name, correct the key or the date in its template",
    ],
  },
  {
    id: "airflow/external-skipped",
    title: "Awaited DAG or task was skipped",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /The external DAG (?<dag>[\w.-]{1,200}) (?:was skipped|reached a state in our states-to-skip-on list)/,
        /Some of the external tasks [^\n]{1,200} in DAG (?<dag>[\w.-]{1,200}) reached a state in our states-to-skip-on list/,
        /The external task [^\s]{1,120} in DAG (?<dag>[\w.-]{1,200}) reached a state in our states-to-skip-on list/,
      ],
    },
    rootCause: "This task was skipped because the DAG `{dag}` that it waits for was skipped",
    explanation:
      "The sensor found the other run in one of its `skipped_states` (or uses `soft_fail`) and skipped itself, and with it what depends on it.",
    checks: [
      "Why `{dag}` was skipped for the same logical date: a branch, a short circuit, or its own missing input",
    ],
    fixes: [
      "Make the input of `{dag}` available, rerun it, then clear this task with “Downstream”",
      "If such days are normal, keep the skip and let the final task run with a trigger rule such as `none_failed`",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/external_task_sensor.html"],
  },
  {
    id: "airflow/external-not-found",
    title: "Awaited DAG or task does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The external task (?:group )?'?(?<task>[\w.-]{1,200})'? in DAG '?(?<dag>[\w.-]{1,200}?)'? does not exist/,
        /The external DAG (?<dag>[\w.-]{1,200}) (?:does not exist|was deleted)/,
      ],
    },
    rootCause: "The sensor waits for [[task `{task}` of ]]DAG `{dag}`, which does not exist",
    explanation:
      "With `check_existence=True` the sensor looks the other DAG up before waiting. It was renamed, deleted, is not parsed, or the id is misspelled.",
    checks: ["`airflow dags list | grep {dag}`, and import errors of that DAG's file"],
    fixes: [
      "Set `external_dag_id` and `external_task_id` to the current names",
      "Restore or repair the file of `{dag}` if it is missing or does not import",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/external_task_sensor.html"],
  },
  {
    id: "airflow/sql-sensor-criteria",
    title: "SQL sensor gave up on its query",
    category: "upstream_missing_data",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No rows returned, raising as per fail_on_empty flag/,
        /Failure criteria met\. self\.failure\((?<value>[^\n)]{1,80})\) returned True/,
      ],
    },
    rootCause: "The SQL sensor's query returned no row, or a value that means failure[[: `{value}`]]",
    explanation:
      "`SqlSensor` fails at once, without waiting on, if its `failure` function accepts the first cell, or if there is no row and `fail_on_empty` is set.",
    checks: [
      "What the sensor's query returns now",
      "Whether the load that it watches ran and wrote its status",
    ],
    fixes: [
      "Finish the load that the query looks for, then clear the sensor",
      "Drop `fail_on_empty` or `failure` if the sensor should keep waiting",
    ],
  },
  {
    id: "airflow/upload-session",
    title: "Watched upload did not complete",
    category: "upstream_missing_data",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Inactivity Period passed, not enough objects found in (?<path>[^\s]{1,300})/,
        /Illegal behavior: objects were deleted in (?<path>[^\s]{1,300}) between pokes/,
        /Illegal behavior: objects were deleted between pokes/,
      ],
    },
    rootCause:
      "The upload[[ to `{path}`]] ended with too few objects, or objects vanished while the sensor watched",
    explanation:
      "The sensor counts the objects under a prefix until the number stays the same for `inactivity_period`, expects at least `min_objects`, and fails if any disappear.",
    checks: [
      "What lies under the prefix now",
      "Whether another job cleans or rewrites the prefix at that time",
    ],
    fixes: [
      "Have the producer upload the rest, then clear the sensor",
      "Set `allow_delete=True` if the producer replaces objects; lower `min_objects` if fewer are normal",
    ],
  },
  {
    id: "airflow/scheduler-down",
    title: "Airflow scheduler or DAG processor stopped reporting",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The (?<process>scheduler|triggerer|dag processor) does not appear to be running\.(?: Last heartbeat was received (?<age>[^.\n]{1,40}?)(?: ago)?\.)?/i,
        /(?<process>DagFileProcessorManager) \(PID=\d{1,9}\) last sent a heartbeat (?<age>[\d.]{1,20} seconds) ago! Restarting it/,
      ],
    },
    rootCause: "Airflow's {process} stopped sending heartbeats[[; the last one is {age} old]]",
    explanation:
      "The process died, hangs in a DAG file that takes too long to parse, or cannot reach the metadata database. Until it is back, nothing new is scheduled.",
    checks: [
      "Whether the process runs and why it stopped: its log, restarts, OOMKilled",
      "Load and connections of the metadata database, and how long the DAG files take (`airflow dags report`)",
    ],
    fixes: [
      "Restart the scheduler (or the DAG processor)",
      "Give it more memory and CPU if it was killed or starved",
      "Move slow top-level code (queries, HTTP calls, Variable lookups) out of the DAG files",
    ],
  },
  {
    id: "airflow/task-owned-elsewhere",
    title: "Another process took over the task",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Recorded pid (?<pid>\d{1,9}) does not match the current pid (?<other>\d{1,9})/,
        /The (?:recorded )?hostname (?<pid>[\w.-]{1,200}) does not match this instance's hostname (?<other>[\w.-]{1,200})/,
      ],
    },
    rootCause: "The task is recorded for `{pid}`, but `{other}` is running it",
    explanation:
      "At each heartbeat a worker compares itself with what the metadata database holds for the task. Another process was started for it in between: a retry after a lost worker, or a redelivered queue message.",
    checks: [
      "Whether the task ran longer than the broker's `visibility_timeout` (Celery with Redis or SQS)",
      "Restarts of the worker, and whether its hostname changes while it runs",
    ],
    fixes: [
      "Clear the task so that a single instance runs; check what the first one already wrote",
      "Set `visibility_timeout` in `[celery_broker_transport_options]` above the longest task",
    ],
  },
  {
    id: "airflow/cron-invalid",
    title: "Schedule is not a valid cron expression",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Exactly 5(?:, 6)?(?: or 6|,? or 7)? columns ha(?:s|ve) to be specified for iterator expression/,
        /Crontab\w{0,30}Error: \[(?<expression>[^\]\n]{1,80})\] is not acceptable/,
        /\[(?<expression>[^\]\n]{1,80})\] is not acceptable, out of range/,
      ],
    },
    rootCause: "The DAG's schedule[[ `{expression}`]] is not a valid cron expression",
    explanation:
      "Airflow passes the schedule to `croniter`, which takes five fields (minute hour day month weekday) and refuses values outside of their range.",
    checks: ["The DAG's `schedule`, including the variable or environment setting that it is built from"],
    fixes: ["Write five fields with values in range, or a preset such as `@daily`"],
  },
  {
    id: "luigi/external-missing",
    title: "Luigi external input does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Task (?<task>[A-Z]\w{1,100}\([^)\n]{0,160}\)) is not complete and run\(\) is not implemented/,
        /This progress looks :\| because there were missing external dependencies/,
        /did not run because missing external dependencies: (?<task>\w{1,100}(?:\([^)\n]{0,160}\))?)/,
        /were left pending because of missing external dependencies/,
      ],
      names: [/missing external dependencies: ?(?:\d{1,6} )?(?<task>[A-Z]\w{1,100}\([^)\n]{1,160}\))/],
    },
    rootCause: "An input that Luigi does not produce itself is missing[[: `{task}`]]",
    explanation:
      "An `ExternalTask` has no `run()`; Luigi only checks whether its output exists and leaves everything that needs it pending.",
    checks: [
      "The `output()` of the external task for this date: path, bucket, naming",
      "Whether its producer ran",
    ],
    fixes: [
      "Get the external file or table delivered, then start Luigi again; finished tasks are not repeated",
      "Correct the path in `output()` if the data lies elsewhere",
    ],
    docs: ["https://luigi.readthedocs.io/en/stable/tasks.html"],
  },
  {
    id: "dagster/step-not-executed",
    title: "Dagster step not run because an upstream step failed or was skipped",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /Dependencies for step (?<step>[\w.[\]-]{1,200}) (?:failed|were skipped): \[(?<upstream>[^\]\n]{1,200})\]/,
      ],
    },
    rootCause: "Dagster did not run `{step}`: {upstream} before it failed or was skipped",
    explanation:
      "A step runs only if all its inputs were produced. The cause is in the step that failed first, or in an optional output that was not yielded.",
    checks: ["The first failed step of the run, or why the optional output was not yielded"],
    fixes: ["Fix {upstream}, then re-execute the run from failure"],
  },
  {
    id: "dagster/input-not-loaded",
    title: "Dagster could not load a step's input",
    category: "upstream_missing_data",
    alternatives: ["code_bug", "configuration"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /DagsterExecutionLoadInputError: Error occurred while loading input "(?<input>[^"\n]{1,120})"/,
        /DagsterExecutionLoadInputError: no materialization found for asset (?<input>[\w/.-]{1,120})/,
      ],
      names: [/of step "(?<step>[^"\n]{1,160})"/, /partition (?<partition>[\w.:|-]{1,80})/],
    },
    rootCause:
      "Dagster could not load the input `{input}`[[ of step `{step}`]][[ for partition {partition}]]",
    explanation:
      "The IO manager reads what an upstream asset stored. It is most often missing: the upstream asset was never materialized for this partition, or was stored elsewhere.",
    checks: [
      "Whether the upstream asset has a materialization for this partition",
      "The exception below this one, and the IO manager's path",
    ],
    fixes: [
      "Materialize the upstream asset for that partition, then rerun",
      "Point both to the same IO manager and storage",
    ],
  },
  {
    id: "dagster/asset-overdue",
    title: "Dagster asset is not fresh",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Asset is overdue for an update/,
        /Asset has not been materialized in the last (?<window>[^;,.\n]{1,40})/,
        /Freshness policy violated: asset (?<asset>[\w/.-]{1,160})/,
      ],
    },
    rootCause: "The asset[[ `{asset}`]] was not updated in time[[ (within {window})]]",
    explanation:
      "A freshness check compares the asset's last materialization or observation with its deadline. The job that should have updated it did not run, failed, or is late.",
    checks: [
      "The asset's last run and the schedule or sensor that starts it",
      "Whether its own source delivered",
    ],
    fixes: [
      "Start or repair the run that updates the asset",
      "Adjust the deadline if the source now arrives later",
    ],
  },
  {
    id: "dbt/node-skipped",
    title: "dbt skipped a model because one before it failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /\bSKIP relation (?<model>[\w."]{1,160}) (?:\.{2,80} ?\[SKIP\]|due to ephemeral model error)/,
        /Skipping relation (?<model>[\w."]{1,160}) due to (?:upstream failure|ephemeral model error)/,
      ],
    },
    rootCause: "dbt did not build `{model}` because a model that it reads failed",
    explanation:
      "After an error dbt skips everything downstream of the failed node. The cause is in the first ERROR.",
    checks: ["The first ERROR (or failed test in `dbt build`) above the skips"],
    fixes: ["Fix that node, then `dbt retry`, or `dbt build --select result:error+ --state PATH`"],
    docs: ["https://docs.getdbt.com/reference/commands/retry"],
  },
];
