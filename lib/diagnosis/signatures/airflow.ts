import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SENSORS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html";
const TASKS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html";

/** Airflow tasks and runs that time out, are killed, lose their heartbeat or depend on something that failed. */
export const airflowSignatures: Signature[] = [
  {
    id: "airflow/xcom-not-found",
    title: "XCom from an upstream task is missing",
    category: "upstream_missing_data",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /XComArg result from (?<task>[\w.-]+) at (?<dag>[\w.-]+) with key="(?<key>[^"\n]+)" is not found/,
      ],
    },
    rootCause: "Task `{task}` pushed no XCom `{key}` for this task",
    explanation:
      "The task pulls a value that the upstream task never pushed: it was skipped, returned None, or pushes under a different key.",
    checks: ["What `{task}` pushed in this run"],
    fixes: [
      "Return the value from `{task}` (or `xcom_push` it under `{key}`), or give the pull a default",
      "Check whether `{task}` was skipped in this run; then use a trigger rule or branch that fits",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/xcoms.html"],
  },
  {
    id: "airflow/execution-timeout",
    title: "Task exceeded execution_timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: { types: ["AirflowTaskTimeout"], message: [/AirflowTaskTimeout/] },
    rootCause: "The task ran longer than its `execution_timeout` and was stopped",
    explanation:
      "Airflow raised the timeout inside the task; the traceback shows where it was at that moment, usually in a hanging call or a statement that is slower than usual.",
    checks: [
      "The innermost frame of the traceback: what the task was waiting for",
      "How long successful runs take, and whether this run had more work",
    ],
    fixes: [
      "Look at the innermost frame of the traceback: set a timeout on that call and retry it",
      "Raise `execution_timeout` of the task if successful runs have become that long",
    ],
    fix: {
      templateId: "airflow/raise-execution-timeout",
      title: "Raise the task's execution_timeout",
      rationale: "The task was stopped by its own execution_timeout.",
      params: {},
    },
    docs: [TASKS],
  },
  {
    id: "airflow/process-timed-out",
    title: "Airflow timed the task out",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/Process timed out, PID: \d{1,9}/, /(?:failed|error): Timeout, PID: \d{1,9}/],
      not: [/AirflowTaskTimeout/],
    },
    rootCause: "The task ran longer than Airflow allows and was stopped",
    explanation:
      "Airflow's timer raised an error inside the task because its `execution_timeout` had passed. Some operators report this in their own words (`Pod Launching failed: Timeout`).",
    checks: ["How long successful runs take, and what the task was waiting for"],
    fixes: [
      "Raise `execution_timeout` if runs have simply become slower",
      "Find the hanging call and set a timeout on it",
    ],
    docs: [TASKS],
  },
  {
    id: "airflow/sensor-timeout",
    title: "Sensor timed out",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Sensor has timed out; run duration of (?<waited>[\d.]+) seconds exceeds the specified timeout of (?<timeout>\d+(?:\.\d+)?)/,
        /AirflowSensorTimeout: (?:Snap\. Time is OUT|[^\n]{0,80}timed out)/,
      ],
      names: [/DAG id: (?<dag>[\w.-]{1,250})/],
    },
    rootCause: "What the sensor[[ in the DAG `{dag}`]] waits for did not arrive[[ within {timeout} seconds]]",
    explanation:
      "The sensor kept checking until its timeout. What it waits for (file, partition, other run) was late, never arrived, or is checked under the wrong name.",
    checks: [
      "Whether the file, partition or run exists now, under the name that the sensor checks",
      "Whether the job that produces it ran",
    ],
    fixes: [
      "Check whether the file, partition or run exists now under the name that the sensor checks; if not, run the job that produces it, then clear the sensor",
      'Raise the sensor\'s `timeout`[[ (now {timeout} s)]] if the input simply arrives later now, with `mode="reschedule"`',
    ],
    docs: [SENSORS],
  },
  {
    id: "airflow/task-killed-oom",
    title: "Task process killed, most likely out of memory",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Task exited with return code (?:-9|Negsignal\.SIGKILL)/,
        /Process terminated by signal[^\n]{0,240}(?:-9|SIGKILL)/,
        /Likely out of memory error \(OOM\)/,
        /exit(?:ed with)?(?: return)? code:? -9\b/,
        /(?:likely|probably) due to running out of memory/,
        /pid:\d{1,9} exited with 'signal 9 \(SIGKILL\)'/,
      ],
      names: [/Process '(?<process>[\w-]{3,60})' pid:(?<pid>\d{1,10}) exited/],
    },
    rootCause: "The task process was killed with SIGKILL, most likely because the worker ran out of memory",
    explanation:
      "A process cannot handle SIGKILL, so the log ends without a traceback. Usually the kernel or the container's memory limit sends it; a worker or node going away looks the same.",
    checks: [
      "Memory of the worker or pod at that time, and OOM events on the node",
      "Whether this run processed more data than earlier ones",
    ],
    fixes: [
      "Confirm the kill (`kubectl describe pod`: OOMKilled; `dmesg -T | grep -i 'killed process'` on the worker), then give the worker or pod more memory",
      "Process the data in chunks, or push the work to the database",
      "Run fewer tasks at once on that worker (`[celery] worker_concurrency`, a pool)",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html"],
  },
  {
    id: "airflow/sigterm",
    title: "Task received SIGTERM",
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
    rootCause: "The task was terminated from outside with SIGTERM[[: its state was set to {state}]]",
    explanation:
      "Something stopped the task deliberately: its state was changed in the UI or by a run timeout, the scheduler considered it lost, or the worker was shut down.",
    checks: [
      "The audit log for who changed the state, and the DAG's `dagrun_timeout`",
      "Whether the worker, pod or node was restarted at that time",
    ],
    fixes: [
      "Look in the task's audit log and the DAG's `dagrun_timeout` for who or what stopped it, then clear the task",
      "Raise `dagrun_timeout` if the run was only slow",
      "Give workers time to finish before they shut down (`terminationGracePeriodSeconds`, warm shutdown)",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/troubleshooting.html"],
  },
  {
    id: "airflow/no-longer-running",
    title: "Server told the task to stop",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Server indicated the task shouldn't be running anymore(?:[^\n]{0,400}['"]current_state['"]: ?['"](?<state>\w{1,30})['"])?/,
        /TI is no longer in the running state and task should terminate(?:[^\n]{0,60}['"]current_state['"]: ?['"](?<state>\w{1,30})['"])?/,
      ],
    },
    rootCause:
      "The task's state was changed from outside[[ to {state}]] while it ran, so Airflow terminated it",
    explanation:
      "Airflow rejected the task's heartbeat (409 `not_running`) because its state had changed: marked or cleared in the UI, failed with its run, or delivered a second time because the broker's `visibility_timeout` passed. The task's own code is not the reason.",
    checks: [
      "The audit log of the task instance, and whether the same attempt ran twice",
      "Load on and restarts of the API server and scheduler",
    ],
    fixes: [
      "Clear the task if nobody stopped it on purpose",
      "Set `[celery_broker_transport_options] visibility_timeout` longer than the longest task",
      "If heartbeats were missed, look at the load on the worker and the API server",
    ],
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
      names: [/<DagRun (?<dag>[\w.-]{1,250}) @/],
    },
    rootCause: "The run[[ of `{dag}`]] has unfinished tasks, but none of them can ever start",
    explanation:
      "Trigger rules, `depends_on_past`, `wait_for_downstream` or a pool without slots leave every remaining task waiting.",
    checks: ["Dependencies of the remaining tasks, and the state of the previous run"],
    fixes: [
      "Look at the state of the remaining tasks' upstreams and of the previous run; clear the earlier run that `depends_on_past` or `wait_for_downstream` waits for",
      "Correct the trigger rule of the first waiting task",
    ],
  },
  {
    id: "airflow/run-timeout",
    title: "Run exceeded dagrun_timeout",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    // The second is the reason that Airflow passes to a DAG callback.
    match: { message: [/Run (?<run>[^\s]+) of (?<dag>[\w.-]+) has timed-out/, /(?:^|: )timed_out$/] },
    rootCause: "The whole run[[ of `{dag}`]] took longer than the DAG's `dagrun_timeout`",
    explanation:
      "Airflow stopped the run along with the tasks still running in it; find the task that took the time.",
    checks: ["Task durations against earlier runs, including time in the queue"],
    fixes: [
      "Find the task that took the time (Gantt chart of the run) and speed it up or unblock it",
      "Raise `dagrun_timeout`[[ of `{dag}`]] if runs have simply become longer",
    ],
  },
  {
    id: "airflow/upstream-failed",
    title: "Not run because an upstream task failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: {
      message: [
        /requires all upstream tasks to have succeeded, but found (?<count>\d+) non-success/,
        /^Task did not run because upstream task/m,
      ],
      names: [/<TaskInstance: (?<task>[\w.-]{3,250}) /, /upstream_task_ids=\{'(?<upstream>[\w.-]{1,250})'/],
    },
    rootCause:
      "The task[[ `{task}`]] did not run because an upstream task[[ (`{upstream}`)]] did not succeed",
    explanation:
      "The trigger rule lets the task run only if all upstream tasks succeeded. The cause is in the task that failed first.",
    checks: ["The first failed task of the run"],
    fixes: [
      "Fix the task of the run that failed first[[ (`{upstream}`)]] and clear it with “Downstream”; this one follows",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html"],
  },
  {
    id: "airflow/upstream-failed-state",
    title: "Task is upstream_failed",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "unknown",
    match: { states: ["upstream_failed"] },
    rootCause: "The task did not run because an upstream task failed",
    explanation: "Airflow marked the task `upstream_failed` without starting it, so it has no log.",
    checks: ["The first failed task of the run"],
    fixes: ["Fix the task of the run that failed first, and clear it with “Downstream”; this one follows"],
  },
  {
    id: "airflow/external-task-failed",
    title: "Awaited DAG or task failed",
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
    rootCause: "The DAG `{dag}` that this task waits for failed",
    explanation: "The sensor or trigger watches a run of another DAG, and that run failed.",
    checks: ["The failed run of `{dag}`"],
    fixes: ["Fix and rerun `{dag}`, then clear this task"],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/howto/operator/external_task_sensor.html"],
  },
  {
    id: "airflow/dag-run-exists",
    title: "DAG run already exists",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/A Dag Run already exists for dag id (?<dag>[\w.-]+)/i, /DagRunAlreadyExists/],
      names: [/ at (?<date>\d{4}-\d\d-\d\d[\w:+.]{0,30})/, /with run id (?<run>[\w:+.-]{3,120})/],
    },
    rootCause: "A run[[ of `{dag}`]][[ for {date}]] already exists[[ (`{run}`)]]",
    explanation:
      "The trigger passes a logical date or run id that was already used, typically on a retry or a cleared run.",
    checks: ["The run id or date that the trigger passes, and whether this is a rerun"],
    fixes: [
      "Set `reset_dag_run=True` on the trigger, or pass a run id that is unique per attempt (`trigger_run_id`)",
      "Clear the existing run[[ `{run}`]] instead of triggering a new one",
    ],
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
      namesAnywhere: [
        /\n(?<cause>(?:[a-z_]\w{0,40}\.){0,6}[A-Z]\w{1,60}(?:Error|Exception|Timeout): [^\n]{3,160})\n[^\n]{0,200}\n?[^\n]{0,80}TaskDeferralError/,
      ],
    },
    rootCause: "The trigger of a deferred task ended without a result ({message})[[: {cause}]]",
    explanation:
      "Deferred tasks wait in the triggerer; the trigger failed there or ran out of time. The traceback is in the triggerer's log.",
    checks: ["The triggerer's log at that time, and whether the triggerer is running"],
    fixes: [
      "Fix the error in the triggerer's log for this task instance (login, network or package missing in the triggerer's image)",
      "Restart the triggerer if it was not running (`airflow jobs check --job-type TriggererJob`)",
      "Raise the trigger's timeout if it was too short",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/authoring-and-scheduling/deferring.html"],
  },
  {
    id: "airflow/task-killed",
    title: "Task killed by its supervisor",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "hint",
    transience: "unknown",
    match: { message: [/^Task killed!/m, /^Current task is terminated/m] },
    rootCause: "The task was killed from outside, by its run's timeout or by a person",
    explanation:
      "The supervisor killed the task because the run was over (`dagrun_timeout`) or the task's state was changed.",
    checks: ["The DAG's `dagrun_timeout` and the run's audit log"],
    fixes: [
      "Raise `dagrun_timeout` if the run's timeout killed it, then clear the task",
      "If a person stopped it (audit log), ask before clearing",
    ],
  },
  {
    id: "airflow/explicit-fail",
    title: "Pipeline code failed the task on purpose",
    category: "data_quality",
    alternatives: ["code_bug", "upstream_missing_data", "configuration"],
    strength: "hint",
    transience: "permanent",
    match: { types: ["AirflowFailException"], message: [/AirflowFailException: (?<message>[^\n]{1,200})/] },
    rootCause: "The pipeline's own check failed the task: {message}",
    explanation:
      "Pipeline code raises `AirflowFailException` to fail right away without retries; the message is the author's reason.",
    checks: ["The condition in the code that raises it, and this run's values"],
    fixes: [
      "Look up what raises `AirflowFailException` with this text in the DAG and correct the data or setting it checks",
      "Clear the task afterwards; it does not retry by itself",
    ],
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
    fixes: [
      "Fix the error that the task printed just before it exited with {code}",
      "Raise an exception with a message instead of `sys.exit()`, so that the log names the reason",
    ],
  },
];
