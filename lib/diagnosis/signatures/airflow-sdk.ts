import type { Signature } from "@/lib/diagnosis/signatures/signature";

const BEST_PRACTICES = "https://airflow.apache.org/docs/apache-airflow/stable/best-practices.html";

/** Airflow 3: the task SDK and the API server that it reports to; DAG imports on the worker. */
export const airflowSdkSignatures: Signature[] = [
  {
    id: "airflow/task-started-twice",
    title: "The same attempt was started twice",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /TI was not in a state where it could be marked as running(?:[^\n]{0,60}'previous_state': '(?<state>\w{1,30})')?/,
        /TaskAlreadyRunningError/,
        /TI is already running elsewhere/,
        /'reason': 'running_elsewhere'/,
      ],
      names: [/Task instance (?<ti>[\w-]{8,60}) is already running/],
    },
    rootCause:
      "Airflow delivered the task to a worker although the attempt had already started[[ (state {state})]]",
    explanation:
      "The API server answered 409: another worker runs or ran this attempt. With Celery the broker redelivers a message that is not acknowledged within `visibility_timeout`, so a task that waits or runs longer is started a second time; a restarted scheduler can also queue it twice.",
    checks: [
      "Whether the first start succeeded: the logs of both workers for this attempt",
      "`[celery_broker_transport_options] visibility_timeout` against the longest wait plus run time",
      "Restarts of the scheduler and the broker at that time",
    ],
    fixes: [
      "Set `visibility_timeout` longer than the longest task (SQS: also the queue's own)",
      "Upgrade Airflow and the Celery provider, where later releases ignore such redeliveries",
    ],
  },
  {
    id: "airflow/state-update-rejected",
    title: "Airflow rejected the task's final state",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /TI was not in the running state so it cannot be updated(?:[^\n]{0,60}'previous_state': '(?<state>\w{1,30})')?/,
      ],
    },
    rootCause: "The task's state had been changed[[ to {state}]] before the task could report its result",
    explanation:
      "The API server answered 409 `invalid_state`: somebody marked or cleared the task, a second delivery of the same attempt ended first, or the scheduler failed it after missed heartbeats. The task's own work may have succeeded.",
    checks: ["The audit log of the task instance", "Whether the same attempt ran on two workers"],
    fixes: [
      "Check the task's output, then mark it as success or clear it",
      "If it ran twice, set the broker's `visibility_timeout` longer than the longest task",
    ],
  },
  {
    id: "airflow/api-server-unreachable",
    title: "Worker cannot reach Airflow's API server",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      types: ["ConnectError", "ConnectTimeout", "ReadTimeout", "RemoteProtocolError", "ReadError"],
      message: [
        /httpx\.(?:ConnectError|ConnectTimeout|ReadTimeout|RemoteProtocolError|ReadError)(?:: (?<reason>[^\n]{1,160}))?/,
      ],
      not: [/CERTIFICATE_VERIFY_FAILED|SSL: |certificate/],
      frames: ["airflow/sdk/api/client.py", "airflow/sdk/execution_time/"],
    },
    rootCause: "The worker could not reach Airflow's API server[[: {reason}]]",
    explanation:
      "In Airflow 3 a worker starts, reports and finishes tasks through the API server. It was down, restarting or overloaded, or `[core] execution_api_server_url` names an address that this worker cannot reach (`localhost` inside a container).",
    checks: [
      "`[core] execution_api_server_url` as the worker sees it, and `curl` to its `/execution/health`",
      "Restarts and load of the API server at that time",
    ],
    fixes: [
      "Check from the worker that `[core] execution_api_server_url` answers (`curl -f http://API_SERVER:8080/execution/health`) and correct it if it does not (never `localhost` in a container)",
      "Restart the API server, or give it more workers or replicas if it is overloaded",
      "Clear the task",
    ],
  },
  {
    id: "airflow/api-server-error",
    title: "Airflow's API server returned an error",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /API_SERVER_ERROR: \{'status_code': (?<status>\d{3})/,
        /airflow\.sdk\.api\.client\.ServerResponseError: (?:Server returned error|Internal [Ss]erver [Ee]rror)/,
      ],
      not: [/'reason': '(?:invalid_state|not_running|running_elsewhere)'|Invalid auth token/],
      names: [/[Cc]orrelation-id(?:=|': ')(?<id>[\w-]{6,60})/],
    },
    rootCause:
      "Airflow's API server failed to answer the task[[ (status {status})]][[; correlation id {id}]]",
    explanation:
      "The task asked the API server for a connection, variable, XCom or state and got an error. The reason is in the API server's log under the same correlation id, often its own database.",
    checks: [
      "The API server's log at that time[[ for the correlation id {id}]]",
      "Load and connections of Airflow's metadata database",
    ],
    fixes: [
      "Fix what the API server's log reports, then clear the task",
      "Give the API server and its database more capacity",
    ],
  },
  {
    id: "airflow/api-token-expired",
    title: "The task's token expired",
    category: "infrastructure",
    alternatives: ["configuration", "auth_permission"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Invalid auth token: Signature has expired/,
        /JWT reissue middleware failed to refresh token[^\n]{0,120}Signature has expired/,
        /API_SERVER_ERROR[^\n]{0,200}Signature has expired/,
      ],
    },
    rootCause: "The token that Airflow issued for the task expired before the task used it",
    explanation:
      "The scheduler issues a token when it queues the task. A task that waits in the queue longer than the token is valid, or clocks that differ between machines, make the API server reject it.",
    checks: [
      "How long the task was queued, against `[execution_api] jwt_expiration_time`",
      "The clocks of scheduler, worker and API server",
    ],
    fixes: [
      "Raise `[execution_api] jwt_expiration_time` above the longest wait in the queue",
      "Add workers or pool slots so that tasks do not wait that long",
      "Synchronize the clocks",
    ],
  },
  {
    id: "airflow/bundle-not-configured",
    title: "DAG bundle is not configured",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Requested bundle '(?<bundle>[^'\n]{1,100})' is not configured/,
        /Error creating bundle '(?<bundle>[^'\n]{1,100})': (?<reason>[^\n[]{1,160})/,
      ],
    },
    rootCause: "The DAG bundle `{bundle}` is not available on this component[[: {reason}]]",
    explanation:
      "`[dag_processor] dag_bundle_config_list` must define the same bundles on the DAG processor, the workers and the API server. The bundle was renamed or removed, or one of them has other settings.",
    checks: ["`airflow config get-value dag_processor dag_bundle_config_list` on every component"],
    fixes: [
      "Define the bundle with the same name everywhere",
      "Let the DAG processor parse again after renaming a bundle",
    ],
  },
  {
    id: "airflow/worker-import-timeout",
    title: "Importing the DAG file on the worker timed out",
    category: "configuration",
    alternatives: ["code_bug", "resource_exhausted", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Process timed out, PID: \d{1,9}/, /AirflowTaskTimeout: Timeout, PID: \d{1,9}/],
      anywhere: [
        /(?:Filling up the DagBag from (?<file>[^\s"]{1,300})[^\n]{0,200}\n(?:[^\n]{0,400}\n){0,2}[^\n]{0,200}Process timed out, PID|Process timed out, PID: \d{1,9}[^\n]{0,200}\n[^\n]{0,200}Failed to import: (?<path>[^\s"]{1,300}))/,
      ],
    },
    rootCause:
      "Importing the DAG file[[ `{file}`]][[ `{path}`]] on the worker took longer than `dagbag_import_timeout`, so the task never started",
    explanation:
      "Each task first imports its DAG file. Queries, API calls, `Variable.get` or heavy imports at the top level, a slow shared file system or a busy worker make that slow. It is not the task's `execution_timeout`, because the task's code had not begun.",
    checks: [
      "Top-level calls and imports in the DAG file (`time python <file>` on the worker)",
      "Load of the worker and speed of the DAG folder's volume at that time",
    ],
    fixes: [
      "Move queries, API calls, `Variable.get` and heavy imports from the top level[[ of `{file}`]][[ of `{path}`]] into the tasks",
      "Raise `[core] dagbag_import_timeout` (30 s by default) if the imports alone need the time",
      "Lower `[celery] worker_concurrency` if the worker is overloaded",
    ],
    docs: [BEST_PRACTICES],
  },
  {
    id: "airflow/import-timeout-frame",
    title: "Timeout while the DAG file was imported",
    category: "configuration",
    alternatives: ["code_bug", "resource_exhausted", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      types: ["AirflowTaskTimeout"],
      message: [/AirflowTaskTimeout: (?:Timeout|DagBag import timeout for (?<file>[^\s]{1,300}))/],
      frames: [
        "airflow/models/dagbag.py",
        "airflow/dag_processing/dagbag.py",
        "airflow/dag_processing/importers/",
      ],
      names: [/ after (?<seconds>[\d.]{1,8})s\b/],
    },
    rootCause:
      "Importing the DAG file[[ `{file}`]] took longer than `[core] dagbag_import_timeout`[[ ({seconds} s)]]",
    explanation:
      "The traceback passes through Airflow's DAG import, so the limit for imports was exceeded, not the task's `execution_timeout`. Its last frames show the top-level statement that was running.",
    checks: ["The last frames in the DAG file: what its top level was doing"],
    fixes: [
      "Move the top-level statement that the last frames show into a task",
      "Raise `[core] dagbag_import_timeout`[[ above {seconds} s]] if the imports alone need the time",
    ],
    docs: [BEST_PRACTICES],
  },
  {
    id: "airflow/event-without-message",
    title: "Provider hides why the remote job failed",
    category: "code_bug",
    alternatives: ["infrastructure", "warehouse_sql", "missing_dependency", "resource_exhausted"],
    strength: "strong",
    transience: "unknown",
    match: {
      types: ["KeyError"],
      message: [/KeyError: '(?<key>[a-z_]{2,40})'/],
      frames: ["airflow/providers/"],
      anywhere: [/\bin execute_complete\b|"name": ?"execute_complete"/],
    },
    rootCause:
      "The remote job did not succeed, and the provider's operator failed while reporting it: the event has no `{key}`",
    explanation:
      "A deferred operator resumes in `execute_complete` with the trigger's event. This provider version reads `{key}` from the event even where the trigger does not send it, usually when the job was cancelled or failed, so its `KeyError` hides the job's own error.",
    checks: [
      "The remote job itself, by the id that the task logged before it deferred: its state and error are there",
      "The triggerer's log for this task instance",
      "The provider's changelog for a fix of `execute_complete`",
    ],
    fixes: [
      "Look up the remote job by the id in this log, fix its own error and run the task again",
      "Upgrade the provider package to a release whose `execute_complete` reads events without `{key}`",
    ],
  },
];
