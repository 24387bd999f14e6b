import type { Signature } from "@/lib/diagnosis/signatures/signature";

const SENSORS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/sensors.html";
const TASKS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html";

/** Airflow tasks and runs that time out, are killed, lose their heartbeat or depend on something that failed. */
export const airflowSignatures: Signature[] = [
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
  },
];
