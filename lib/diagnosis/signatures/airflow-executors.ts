import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CELERY = "https://airflow.apache.org/docs/apache-airflow-providers-celery/stable/celery_executor.html";

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
      "The task's process failed on the Celery worker[[ {host}]] before it could write its own log[[: {reason}]]",
    explanation:
      "The worker runs `airflow tasks run` in a child process and only sees that it failed. The reason is in the worker's log: the DAG could not be imported there, a package or connection is missing, or the process was killed.",
    checks: [
      "The worker's log on that host just before this line",
      "Whether the worker has the same DAG files, packages and settings as the scheduler",
    ],
    fixes: ["Fix the error in the worker's log", "Deploy the same image and DAG folder to all workers"],
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
    },
    rootCause: "The scheduler could not reach the Celery broker or result backend in time[[: {reason}]]",
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
    },
    rootCause: "Kubernetes could not run the task's worker pod[[ {pod}]][[: {reason}]][[, {container}]]",
    explanation:
      "The pod ended or never started, so the task has no log of its own: its image could not be pulled, a secret or volume is missing, it ran out of memory, or its node was removed.",
    checks: [
      "`kubectl describe pod` and the events of the namespace at that time",
      "The pod template's image, secrets, volumes and resources",
    ],
    fixes: [
      "Fix what the pod's events report",
      "Raise the memory request and limit if it was OOMKilled",
      "Clear the task if the node was removed",
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
    },
    rootCause: "Kubernetes refused to create the task's worker pod: {reason}",
    explanation:
      "The executor asked the Kubernetes API to create the pod and got an error: the quota of the namespace is used up, the pod template is not valid, or the scheduler's service account may not create pods.",
    checks: [
      "The status and message that the scheduler logs with this line",
      "Resource quotas of the namespace, and the role of the scheduler's service account",
    ],
    fixes: [
      "Correct the pod template or `executor_config`",
      "Raise the quota, or grant the service account `create` on pods",
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
    rootCause: "The DAG has no task `{task}` when the worker imports it",
    explanation:
      "The scheduler queued a task that the DAG file on the worker does not define: it was renamed or removed, is created only under a condition or from data that changed, or the worker has another version of the file.",
    checks: [
      "Whether the task ids depend on variables, queries or the date",
      "The DAG file's version on the worker and the scheduler",
    ],
    fixes: [
      "Make the task ids the same on every import",
      "Deploy the same DAG files everywhere, then clear the run",
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
      "Return a path or plain JSON values, and write the data to storage",
      "Return nothing, or set `do_xcom_push=False`",
      "Configure a custom XCom backend if such objects are needed",
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
    rootCause: "A provider package lacks a dependency[[: `{hook}` of `{package}`]][[: {reason}]]",
    explanation:
      "The provider is installed, but an optional package that this hook or operator needs is not, or its version does not fit.",
    checks: [
      "The import error below this line",
      "The provider's extras and the constraints file of this Airflow version",
    ],
    fixes: [
      'Install the provider with its extra (`pip install "apache-airflow-providers-X[extra]"`) into the image',
      "Install with Airflow's constraints so that the versions fit",
    ],
    docs: ["https://airflow.apache.org/docs/apache-airflow-providers/"],
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
