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
    fixes: ["Return the value from `{task}`, or handle the case where it is missing"],
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
      "Set a timeout on the hanging call and retry it",
      "Raise `execution_timeout` if runs have simply become slower",
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
    },
    rootCause: "The sensor's condition was not met[[ within {timeout} seconds]]",
    explanation:
      "The sensor kept checking until its timeout. What it waits for (file, partition, other run) was late, never arrived, or is checked under the wrong name.",
    checks: [
      "Whether the file, partition or run exists now, under the name that the sensor checks",
      "Whether the job that produces it ran",
    ],
    fixes: [
      "Rerun once the input is there; fix the job that produces it",
      "Raise the timeout if the input now simply arrives later",
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
    },
    rootCause: "The task process was killed with SIGKILL, most likely because the worker ran out of memory",
    explanation:
      "A process cannot handle SIGKILL, so the log ends without a traceback. Usually the kernel or the container's memory limit sends it; a worker or node going away looks the same.",
    checks: [
      "Memory of the worker or pod at that time, and OOM events on the node",
      "Whether this run processed more data than earlier ones",
    ],
    fixes: [
      "Give the worker or pod more memory, or process the data in chunks",
      "Run fewer tasks at a time on that worker",
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
    fixes: ["Clear the task to rerun it", "Give workers time to finish before they shut down"],
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
    id: "airflow/heartbeat-lost",
    title: "Task heartbeat lost",
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
    rootCause: "The task stopped sending heartbeats, so Airflow marked it failed",
    explanation:
      "The process that supervises the task died or could not reach the database or API server: the worker crashed or was overloaded, or the node went away. The task itself may have kept running.",
    checks: [
      "Whether the worker or pod restarted at that time, and its memory usage",
      "Whether several tasks on that host failed at the same moment",
    ],
    fixes: [
      "Clear the task; make sure it is safe to run twice",
      "Give the worker more memory or fewer tasks",
    ],
    docs: [TASKS],
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
    rootCause: "The executor reports the task as finished, but it never started or never ended properly",
    explanation:
      "The task's process or pod died before Airflow's code in it could report: it was killed, could not start (image, import error, bad settings), or the executor lost track of it.",
    checks: ["The log of the worker or pod at that time: startup errors and kills show up only there"],
    fixes: ["Fix what keeps the worker from starting the task, then clear it"],
  },
  {
    id: "airflow/stuck-in-queued",
    title: "Task stuck in queued",
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
    rootCause: "The task stayed queued until Airflow gave up: no worker picked it up",
    explanation:
      "The executor accepted the task, but nothing started it within `task_queued_timeout`: no worker on that queue, no free slots, or pods that cannot be scheduled.",
    checks: [
      "Whether workers listen on the task's queue and have free slots",
      "Pending pods and their events, with a Kubernetes executor",
    ],
    fixes: ["Start or fix the workers on that queue, or add slots"],
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
      "Trigger rules, `depends_on_past`, `wait_for_downstream` or a pool without slots leave every remaining task waiting.",
    checks: ["Dependencies of the remaining tasks, and the state of the previous run"],
    fixes: ["Fix the trigger rules, or clear the earlier run that the tasks wait for"],
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
    rootCause: "The whole run took longer than the DAG's `dagrun_timeout`",
    explanation:
      "Airflow stopped the run along with the tasks still running in it; find the task that took the time.",
    checks: ["Task durations against earlier runs, including time in the queue"],
    fixes: ["Speed up the slow task, or raise `dagrun_timeout`"],
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
    },
    rootCause: "The task did not run because an upstream task did not succeed",
    explanation:
      "The trigger rule lets the task run only if all upstream tasks succeeded. The cause is in the task that failed first.",
    checks: ["The first failed task of the run"],
    fixes: ["Fix and clear the task that failed first; this one will follow"],
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
    fixes: ["Fix and clear the task that failed first"],
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
    match: { message: [/A Dag Run already exists for dag id (?<dag>[\w.-]+)/i, /DagRunAlreadyExists/] },
    rootCause: "A DAG run with that date or id already exists[[ for `{dag}`]]",
    explanation:
      "The trigger passes a logical date or run id that was already used, typically on a retry or a cleared run.",
    checks: ["The run id or date that the trigger passes, and whether this is a rerun"],
    fixes: ["Set `reset_dag_run=True`, or make the run id unique"],
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
    rootCause: "The trigger of a deferred task ended without a result ({message})",
    explanation:
      "Deferred tasks wait in the triggerer; the trigger failed there or ran out of time. The traceback is in the triggerer's log.",
    checks: ["The triggerer's log at that time, and whether the triggerer is running"],
    fixes: ["Fix the error in the triggerer's log; raise the trigger's timeout if it was too short"],
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
    fixes: ["Raise the run's timeout if runs have simply become slower; clear the task"],
  },
];
