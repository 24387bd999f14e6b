import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CELERY = "https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html";

const TASKS = "https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html";
/** Airflow: how the Celery and Kubernetes executors report tasks that they could not run. */
export const airflowExecutorSignatures: Signature[] = [
  {
    id: "airflow/celery-command-failed",
    title: "Task command failed on the Celery worker",
    category: "infrastructure",
    alternatives: ["configuration", "missing_dependency", "code_bug"],
    strength: "hint",
    transience: "intermittent",
    match: {
      message: [
        /Celery command failed on host: (?<host>[^\s]{1,120})(?: with celery_task_id (?<task>[\w-]{8,60}))?/,
        /(?:execute_command|execute_workload)\[[\w-]{8,60}\] raised unexpected: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause:
      "The task's process failed on the Celery worker[[ `{host}`]] before it could write its own log[[: {reason}]]",
    explanation:
      "The worker runs `airflow tasks run` in a child process and only sees that it failed. The reason is in the worker's log: the DAG could not be imported there, a package or connection is missing, or the process was killed.",
    checks: [
      "The worker's log on that host just before this line",
      "Whether the worker has the same DAG files, packages and settings as the scheduler",
    ],
    fixes: [
      "Read the log of the Celery worker[[ `{host}`]] at this time (the line before holds the exception) and fix that",
      "Deploy the same image, DAG folder and settings to all workers",
      "Clear the task if the worker was killed or restarted",
    ],
    docs: [CELERY],
  },
  {
    id: "airflow/celery-send-failed",
    title: "Scheduler could not send the task to Celery",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Error sending Celery task: ?(?<reason>[^\n]{0,160})/,
        /\[Try \d{1,3} of \d{1,3}\] Task Timeout Error for Task: \(/,
        /Error fetching Celery task state: ?(?<reason>[^\n]{0,160})/,
      ],
      names: [/TaskInstanceKey\(dag_id='(?<dag>[^'\n]{1,120})', task_id='(?<task>[^'\n]{1,120})'/],
    },
    rootCause:
      "The scheduler could not hand the task[[ `{dag}.{task}`]] to the Celery broker or read its state from the result backend in time[[: {reason}]]",
    explanation:
      "The message never reached a worker, or the scheduler could not read the task's state: Redis, RabbitMQ or the result database was slow, restarting or unreachable.",
    checks: [
      "Health, memory and connections of the broker at that time",
      "`[celery] broker_url` and `result_backend` on the scheduler",
    ],
    fixes: [
      "Restore the broker; the scheduler retries by itself",
      "Raise `[celery] operation_timeout` if the broker is only slow",
      "Set the same broker settings on scheduler and workers",
    ],
    docs: [CELERY],
  },
  {
    id: "airflow/worker-pod-failed",
    title: "The task's worker pod failed",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Pod phase: Failed, reason: (?<reason>[^,\n]{1,80})(?:[^\n]{0,300}container_reason: (?<container>[^,\n]{1,60}))?/,
        /Event: (?<pod>[\w.-]{3,120}) has container \S{1,80} with fatal reason (?<reason>\w{3,40})/,
        /Event: Failed to start pod (?<pod>[\w.-]{3,120}), annotations/,
        /Event: (?<pod>[\w.-]{3,120}) Failed, (?:task: |annotations: )/,
      ],
      names: [
        /failed in pod (?<pod>[\w./-]{3,200})\. Pod phase/,
        /reason: \w{1,40}, message: (?<detail>[^,\n]{3,160}),/,
      ],
    },
    rootCause:
      "Kubernetes could not run the task's worker pod[[ `{pod}`]][[: {reason}]][[ ({container})]][[: {detail}]]",
    explanation:
      "The pod ended or never started, so the task has no log of its own: its image could not be pulled, a secret or volume is missing, it ran out of memory, or its node was removed.",
    checks: [
      "`kubectl describe pod` and the events of the namespace at that time",
      "The pod template's image, secrets, volumes and resources",
    ],
    fixes: [
      "Run `kubectl describe pod[[ {pod}]]` (or `kubectl get events`) and fix what it reports: image name and pull secret for `ErrImagePull`, secret or volume for `CreateContainerConfigError`",
      "Raise the memory request and limit in the pod template or `executor_config` if it was OOMKilled or evicted for memory",
      "Clear the task if its node was removed",
    ],
    docs: [
      "https://airflow.apache.org/docs/apache-airflow-providers-cncf-kubernetes/stable/kubernetes_executor.html",
    ],
  },
  {
    id: "airflow/worker-pod-not-created",
    title: "Worker pod could not be created",
    category: "configuration",
    alternatives: ["auth_permission", "resource_exhausted", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Pod creation failed with reason '?"?(?<reason>[^'"\n]{1,120})'?"?\. (?:Failing task|Re-?queuing)/,
        /ApiException when attempting to run task, re-queueing\. Reason: '?(?<reason>[^'\n]{1,120})/,
        /Pod reconciliation failed, likely due to (?<reason>kubernetes library upgrade)/,
      ],
      names: [/Message: (?<detail>[^\n]{3,200})/],
      not: [/exceeded quota/],
    },
    rootCause: "Kubernetes refused to create the task's worker pod: {reason}[[: {detail}]]",
    explanation:
      "The executor asked the Kubernetes API to create the pod and got an error: the quota of the namespace is used up, the pod template is not valid, or the scheduler's service account may not create pods.",
    checks: [
      "The status and message that the scheduler logs with this line",
      "`kubectl auth can-i create pods --as=system:serviceaccount:NAMESPACE:SERVICEACCOUNT`",
    ],
    fixes: [
      "Grant the scheduler's service account `create`, `get`, `watch` and `delete` on pods if the reason is Forbidden",
      "Correct the pod template or `executor_config` if the reason is Invalid or Unprocessable",
    ],
  },
  {
    id: "airflow/worker-pod-quota",
    title: "Namespace quota leaves no room for the worker pod",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:Pod creation failed with reason|ApiException when attempting to run task)[^\n]{0,400}exceeded quota(?:: (?<quota>[\w.-]{1,120}))?/,
      ],
      names: [
        /requested: (?<asked>[^\s,]{3,60}), used: (?<used>[^\s,]{3,60}), limited: (?<limit>[^\s,]{3,60})/,
      ],
    },
    rootCause:
      "The task's worker pod does not fit into the namespace's ResourceQuota[[ `{quota}`]][[ ({asked} asked for, {used} of {limit} in use)]]",
    explanation:
      "Kubernetes answers 403 Forbidden when a ResourceQuota is used up; the service account's rights are fine.",
    checks: [
      "`kubectl describe resourcequota[[ {quota}]]`: used against hard limits",
      "Finished or stuck pods that still count",
    ],
    fixes: [
      "Remove finished or stuck pods, or let running tasks end; the executor tries again",
      "Lower the pod's requests and limits, or limit parallel tasks with a pool",
      "Raise the quota[[ `{quota}`]]",
    ],
  },
  {
    id: "airflow/task-not-in-dag",
    title: "Task no longer exists in its DAG",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /TaskNotFound: Task (?<task>[\w.-]{1,250}) not found/,
        /Task '?(?<task>[\w.-]{1,250})'? not found in dag '?(?<dag>[\w.-]{1,250})/i,
      ],
    },
    rootCause: "The DAG[[ `{dag}`]] has no task `{task}` when the worker imports it",
    explanation:
      "The scheduler queued a task that the DAG file on the worker does not define: it was renamed or removed, is created only under a condition or from data that changed, or the worker has another version of the file.",
    checks: [
      "Whether the task ids depend on variables, queries or the date",
      "The DAG file's version on the worker and the scheduler",
    ],
    fixes: [
      "Deploy the same version of the DAG file to scheduler and workers, then clear the task",
      "Make the id of `{task}` independent of variables, queries or the date, so that every import defines it",
    ],
  },
  {
    id: "airflow/xcom-not-serializable",
    title: "Return value cannot be stored as XCom",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Could not serialize the XCom value into JSON/],
    },
    rootCause: "The task's return value cannot be stored as XCom",
    explanation:
      "Airflow stores what a task returns or pushes in its database as JSON. Data frames, custom objects, decimals inside arrays and very large values do not fit.",
    checks: ["What the function returns, and whether anything downstream reads it"],
    fixes: [
      "Return a path or plain JSON values from the task and write the data itself to storage",
      "Set `do_xcom_push=False`, or return nothing, if no task reads the result",
      "Configure a custom XCom backend (`[core] xcom_backend`) if such objects must be passed",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/xcoms.html"],
  },
  {
    id: "airflow/provider-incomplete",
    title: "Airflow provider cannot be loaded completely",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /AirflowOptionalProviderFeatureException: (?<reason>[^\n]{3,200})/,
        /Exception when importing '(?<hook>[\w.]{3,160})' from '(?<package>apache-airflow-providers-[\w-]{2,60})' package/,
      ],
    },
    rootCause:
      "The provider package[[ `{package}`]] lacks a dependency[[: {reason}]][[ (its hook `{hook}` cannot be imported)]]",
    explanation:
      "The provider is installed, but an optional package that this hook or operator needs is not, or its version does not fit.",
    checks: [
      "The import error below this line",
      "The provider's extras and the constraints file of this Airflow version",
    ],
    fixes: [
      "Install the package[[ `{package}`]] into the image with its extra or the missing module[[ ({reason})]], using Airflow's constraints file",
      "Rebuild the image for all workers and restart them",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers/"],
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
      names: [
        /'DAG Id': '(?<dag>[\w.-]{1,250})', 'Task Id': '(?<task>[\w.-]{1,250})'/,
        /'Hostname': '(?<host>[\w.-]{1,120})'/,
      ],
    },
    rootCause:
      "The task[[ `{dag}.{task}`]] stopped sending heartbeats[[ from `{host}`]], so Airflow marked it failed",
    explanation:
      "The process that supervises the task died or could not reach the database or API server: the worker crashed or was overloaded, or the node went away. The task itself may have kept running.",
    checks: [
      "Whether the worker or pod restarted at that time, and its memory usage",
      "Whether several tasks on that host failed at the same moment",
    ],
    fixes: [
      "Look whether the worker[[ `{host}`]] or its pod restarted or ran out of memory at that time; then clear the task if it is safe to run twice",
      "Give the worker more memory, or run fewer tasks on it",
      "Raise `[scheduler] task_instance_heartbeat_timeout` (`scheduler_zombie_task_threshold` before 3.0) only if the worker was merely slow",
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
      names: [/<TaskInstance: (?<task>[\w.-]{3,250}) (?<run>[^\s\]]{3,160})/],
    },
    rootCause:
      "The executor reports the task[[ `{task}`]] as finished, but it never started or never ended properly",
    explanation:
      "The task's process or pod died before Airflow's code in it could report: it was killed, could not start (image, import error, bad settings), or the executor lost track of it.",
    checks: ["The log of the worker or pod at that time: startup errors and kills show up only there"],
    fixes: [
      "Read the log of the worker or pod at that time (startup errors and kills show up only there) and fix it: image, import error, memory, settings",
      "Clear the task[[ `{task}`]] afterwards",
    ],
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
      names: [/<TaskInstance: (?<task>[\w.-]{3,250}) (?<run>[^\s\]]{3,160})/],
    },
    rootCause: "The task[[ `{task}`]] stayed queued until Airflow gave up: no worker picked it up",
    explanation:
      "The executor accepted the task, but nothing started it within `task_queued_timeout`: no worker on that queue, no free slots, or pods that cannot be scheduled.",
    checks: [
      "Whether workers listen on the task's queue and have free slots",
      "Pending pods and their events, with a Kubernetes executor",
    ],
    fixes: [
      "Start or repair the workers that listen on the task's queue (`airflow celery worker -q QUEUE`), or look at pending pods (`kubectl get events`)",
      "Add slots: `[celery] worker_concurrency`, pool size, `[core] parallelism`",
      "Clear the task; raise `[scheduler] task_queued_timeout` if long waits are normal",
    ],
  },
  {
    id: "airflow/failed-before-start",
    title: "Task process failed before it could start",
    category: "infrastructure",
    alternatives: ["configuration", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [/Process ended without an exception/],
      evidence: [
        {
          kind: "upstream",
          text: /event state mismatch[^\n]{0,600}finished with state failed, but the task instance's state attribute is (?:queued|scheduled)/,
        },
      ],
    },
    rootCause: "The worker's process failed before it could start the task, so the task never ran",
    explanation:
      "The executor reported the task as failed while Airflow still had it as queued: the process could not reach the API server in time, its pod or image did not start, or it was killed at once. The task's own code is not the reason.",
    checks: [
      "The log of the scheduler or worker at that time: why the process failed shows up only there",
      "Load on and restarts of the API server at that time",
    ],
    fixes: [
      "Clear the task to rerun it",
      "Raise `[workers] execution_api_timeout`, or give the API server more resources, if requests to it timed out",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html"],
  },
];
