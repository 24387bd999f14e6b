import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Airbyte: how syncs, their pods and the orchestrators that start them fail. */
export const airbyteRunSignatures: Signature[] = [
  {
    id: "airbyte/heartbeat",
    title: "Airbyte source or destination stopped responding",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted", "rate_limit", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Airbyte detected that the (?<side>Source|Destination) (?:didn't|did not) (?:send any records|make progress|respond)[^\n]{0,40}?in the last (?<minutes>[\d.]{1,8}) (?:minutes|seconds)(?:, exceeding the configured (?<limit>[\d.]{1,8}) minutes)?/,
        /The (?<side>source|destination) is unresponsive/,
        /Airbyte could not track the sync progress/,
      ],
    },
    rootCause:
      "Airbyte stopped the sync because the[[ {side}]] connector made no progress[[ for {minutes} minutes]][[ (limit {limit} minutes)]]",
    explanation:
      "Airbyte stops a sync when the source sends no record or the destination accepts none for too long: a slow query or report of the source, throttling, or a connector that hangs.",
    checks: [
      "What the source was doing at that time: a long query, an asynchronous report, a rate limit",
      "CPU and memory of the connector's pod (`kubectl top pod`)",
    ],
    fixes: [
      "Run the sync again; Airbyte goes on from the last state",
      "Speed up the source's query: an index on the cursor column, fewer or smaller streams per connection",
      "Give the connector more CPU and memory, or raise the heartbeat threshold (`heartbeat-max-seconds-between-messages`)",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/heartbeats"],
  },
  {
    id: "airbyte/worker-lost",
    title: "Airbyte worker disappeared",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/activity Heartbeat timeout'?, timeoutType=TIMEOUT_TYPE_HEARTBEAT/],
      anywhere: [/airbyte/i],
    },
    rootCause: "The Airbyte worker that ran this sync disappeared, so its heartbeats stopped",
    explanation:
      "Temporal reports `TIMEOUT_TYPE_HEARTBEAT` when the worker or its pod no longer reports: it ran out of memory, was restarted by a deployment, or its node was removed.",
    checks: [
      "Restarts and OOM kills at that time (`kubectl get pods` and `kubectl get events` in Airbyte's namespace)",
      "Whether Airbyte was deployed or nodes were drained then",
    ],
    fixes: [
      "Run the sync again; Airbyte goes on from the last state",
      "Raise memory requests and limits of the worker if it was OOMKilled",
      "Keep long syncs off preemptible nodes",
    ],
  },
  {
    id: "airbyte/connector-exited",
    title: "Airbyte connector process died",
    category: "code_bug",
    alternatives: ["infrastructure", "resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<side>[Ss]ource|[Dd]estination) process exited with non-zero exit code (?<code>\d{1,3})/,
        /(?<side>[Ss]ource|[Dd]estination) (?:process )?(?:exit|exited) with code (?<code>\d{1,3})/,
      ],
      not: [/code (?:137|143)\b/],
    },
    rootCause:
      "The {side} connector failed and exited with code {code}; its own log lines above name the error",
    explanation:
      "Any code other than 137 and 143 means that the connector itself ended with an error and logged it before it exited.",
    checks: ["The last ERROR or TRACE line of the connector before this one"],
    fixes: [
      "Fix what the {side} connector logged last",
      "Set the connector back to the version that worked if it was upgraded",
      "Run the sync again",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/connector-killed",
    title: "Airbyte connector was killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<side>[Ss]ource|[Dd]estination) process exited with non-zero exit code (?<code>137|143)\b/,
        /(?<side>[Ss]ource|[Dd]estination) (?:process )?(?:exit|exited) with code (?<code>137|143)\b/,
      ],
    },
    rootCause:
      "The {side} connector was killed from outside (exit code {code}), most likely for lack of memory",
    explanation:
      "137 is SIGKILL, which the kernel sends when the container exceeds its memory limit; 143 is SIGTERM, which a removed node or a cancelled sync sends.",
    checks: [
      "`kubectl describe pod` of the connector: `OOMKilled` or an eviction",
      "Whether the rows or files of this sync are larger than usual",
    ],
    fixes: [
      "Raise the connector's memory (`JOB_MAIN_CONTAINER_MEMORY_LIMIT`, or the connection's `resource_requirements`)",
      "Sync fewer streams per connection, or exclude very wide columns",
      "Run the sync again if the node was removed",
    ],
  },
  {
    id: "airbyte/workload-not-started",
    title: "Airbyte could not start the connector",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Airbyte could not start the (?:sync|process|check|discover)[\w ]{0,60}within (?:time|the) limit/,
        /Init container of [^\n]{0,120}pod failed to start/,
        /Failed to create pod (?<pod>[\w.-]{1,200})(?:, pre-existing pod exists)?/,
        /Workload failed, source: workload-(?:monitor|launcher)[^\n]{0,160}/,
      ],
    },
    rootCause: "Airbyte's cluster did not start the connector's pod[[ `{pod}`]] in time",
    explanation:
      "The workload launcher created no running pod: the cluster has no free CPU or memory, the image could not be pulled, or the queue of workloads is too long.",
    checks: [
      "Events of the pods in Airbyte's namespace (`kubectl get events`)",
      "How many syncs started at the same time",
    ],
    fixes: [
      "Look at why the pod waits (`kubectl get events -n airbyte --sort-by=.lastTimestamp`) and add nodes or lower `JOB_MAIN_CONTAINER_CPU_REQUEST` and `JOB_MAIN_CONTAINER_MEMORY_REQUEST`",
      "Spread the schedules of the connections so that fewer start at once",
      "Pull the connector's image once on the node, or check the registry's credentials, if the event is `ImagePullBackOff`",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/activity-failed",
    title: "Airbyte workflow activity failed",
    category: "infrastructure",
    alternatives: ["code_bug", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /activityType='(?<activity>\w{3,60})'[^\n]{0,200}(?:failed|retryState=)/,
        /Workflow[^\n]{0,120}activity (?<activity>\w{3,60}) failed/,
      ],
      not: [/TIMEOUT_TYPE_HEARTBEAT/],
    },
    rootCause:
      "The step `{activity}` of the Airbyte sync failed; the error that made it fail is in the nested exception",
    explanation:
      "Temporal reports which activity of the sync failed; its cause is in the nested exception or the connector's log.",
    checks: ["`Caused by` below this line, and the logs of source and destination of the same attempt"],
    fixes: [
      "Fix what the last `Caused by` or the connector's log of the same attempt reports, then run the sync again",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/operator-job-failed",
    title: "Airbyte job failed",
    category: "infrastructure",
    alternatives: ["configuration", "code_bug", "auth_permission"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /Job failed:\s/,
        /Encountered unexpected state `(?<state>\w{1,30})` for job_id `?(?<job>\d{1,12})?/,
      ],
      frames: ["airflow/providers/airbyte", "airbyte_provider"],
      names: [/Job failed:\s{1,4}\{'job': \{'id': (?<job>\d{1,12})/],
    },
    rootCause:
      "The Airbyte job[[ {job}]] ended[[ in state `{state}`]] with a failure; the reason is in the job's own log",
    explanation: "The operator only knows the job's end state.",
    checks: ["Failure reason of the job's last attempt in Airbyte"],
    fixes: [
      "Open the job[[ {job}]] in Airbyte (Connection, Timeline), fix the failure reason of its last attempt and run the sync again",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
];
