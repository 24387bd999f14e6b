import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Airbyte: what connectors report in TRACE messages, and what the platform reports about syncs. */
export const airbyteSignatures: Signature[] = [
  {
    id: "airbyte/token-expired",
    title: "Airbyte source must be authenticated again",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Refresh token is invalid or expired/,
        /Refresh token is invalid\/expired/,
        /Please re-authenticate (?:from Sources|to restore access)/,
        /Error while refreshing access token(?: and refresh token)?: (?<reason>[^\n"]{3,160})/,
      ],
    },
    rootCause: "The refresh token of the Airbyte source is no longer valid[[: {reason}]]",
    explanation:
      "The vendor rejected the token with which the connector renews its access: the user revoked it, changed the password or left, it expired (unverified Google apps: after 7 days), or a parallel sync already used a one-time token. Every sync fails until somebody authenticates again.",
    checks: [
      "The source's settings in Airbyte: which account authorized it",
      "Whether two connections share one source with single-use refresh tokens",
    ],
    fixes: [
      "Authenticate the source again in Airbyte (Sources, the source, Settings) with a service account",
      "Publish or verify the OAuth app so that its tokens do not expire",
    ],
    docs: ["https://docs.airbyte.com/integrations/sources"],
  },
  {
    id: "airbyte/config-error",
    title: "Airbyte connector: error in the configuration",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:"error": ?\{"message": ?"(?<problem>[^"\n]{3,240})"|"externalMessage" : "(?<outer>[^"\n]{3,240})"|externalMessage=(?<told>[^,\n]{3,240}))/,
        /(?:"failure_?[tT]ype"\s?: ?"|failureType=)config_error\b/,
      ],
      also: [/(?:"failure_?[tT]ype"\s?: ?"|failureType=)config_error\b/],
      not: [/[Rr]efresh token is invalid/, /Config validation error/],
    },
    rootCause: "The connector reports an error in its configuration[[: {problem}]][[: {outer}]][[: {told}]]",
    explanation:
      "`config_error` means that the connector blames its settings: credentials, permissions, a wrong name or date, a missing table. Airbyte does not retry these.",
    checks: [
      "The message and `internal_message` of the trace",
      "Test the source or destination in Airbyte with the same settings",
    ],
    fixes: [
      "Correct the setting that the message names and test the connector",
      "Grant the account what the message says it lacks",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
  {
    id: "airbyte/transient-error",
    title: "Airbyte connector: temporary error",
    category: "network_timeout",
    alternatives: ["rate_limit", "infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /(?:"error": ?\{"message": ?"(?<problem>[^"\n]{3,240})"|"externalMessage" : "(?<outer>[^"\n]{3,240})"|externalMessage=(?<told>[^,\n]{3,240}))/,
        /(?:"failure_?[tT]ype"\s?: ?"|failureType=)transient_error\b/,
      ],
      also: [/(?:"failure_?[tT]ype"\s?: ?"|failureType=)transient_error\b/],
    },
    rootCause:
      "The connector met an error that it considers temporary[[: {problem}]][[: {outer}]][[: {told}]]",
    explanation:
      "`transient_error`: the source or destination was unreachable, throttled or restarting. Airbyte retries these by itself.",
    checks: [
      "Whether the following attempts or syncs succeeded",
      "The status page or log of the source or destination",
    ],
    fixes: [
      "Wait for the next attempt or rerun the sync",
      "Schedule fewer parallel syncs if the source throttles",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
  {
    id: "airbyte/system-error",
    title: "Airbyte connector crashed",
    category: "code_bug",
    alternatives: ["infrastructure", "data_quality", "schema_change"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /(?:"error": ?\{"message": ?"(?<problem>[^"\n]{3,240})"|"externalMessage" : "(?<outer>[^"\n]{3,240})"|externalMessage=(?<told>[^,\n]{3,240}))/,
        /(?:"failure_?[tT]ype"\s?: ?"|failureType=)system_error\b/,
      ],
      also: [/(?:"failure_?[tT]ype"\s?: ?"|failureType=)system_error\b/],
    },
    rootCause: "The connector failed with an error it did not expect[[: {problem}]][[: {outer}]][[: {told}]]",
    explanation:
      "`system_error` is everything that the connector does not classify: a bug of the connector, unexpected data, or a lost process. The stack trace and `internal_message` say more than the message.",
    checks: [
      "The end of the stack trace in the trace message",
      "Whether the connector was upgraded since the last success",
    ],
    fixes: [
      "Upgrade the connector, or go back to the version that worked",
      "Exclude the stream or field that fails",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
  {
    id: "airbyte/connection-check",
    title: "Airbyte connection check failed",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /State code: (?<code>\w{5})(?:; Error code: \d{1,6})?; Message: (?<reason>[^\n"]{3,200})/,
        /Could not connect (?:to the (?:server|source|destination) )?with provided configuration\.?(?: Error: (?<reason>[^\n"]{3,200}))?/,
      ],
    },
    rootCause: "The check of the source or destination failed[[: {reason}]]",
    explanation:
      "Before a sync Airbyte connects with the saved settings. The database's own answer is in the message (class 28 is a rejected login, 08 an unreachable server).",
    checks: ["The reason in the message", "Host, port, user and SSH tunnel as Airbyte's network sees them"],
    fixes: [
      "Correct the settings and test the connector in Airbyte",
      "Allow Airbyte's addresses in the firewall",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/heartbeat",
    title: "Airbyte source or destination stopped responding",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted", "rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /activity Heartbeat timeout'?, timeoutType=TIMEOUT_TYPE_HEARTBEAT/,
        /Airbyte detected that the (?<side>Source|Destination) (?:didn't|did not) (?:send any records|make progress|respond)[^\n]{0,40}?in the last (?<minutes>[\d.]{1,8}) (?:minutes|seconds)/,
        /The (?<side>source|destination) is unresponsive/,
        /Airbyte could not track the sync progress/,
      ],
    },
    rootCause: "Airbyte stopped the sync because it made no progress[[; the {side} was silent]]",
    explanation:
      "Airbyte stops a sync when the source sends no record or the destination accepts none for too long, or when the worker itself disappears (`TIMEOUT_TYPE_HEARTBEAT`): a slow query or report of the source, throttling, a worker out of memory or a node that was removed.",
    checks: [
      "What the source was doing: a long query, an asynchronous report, a rate limit",
      "Restarts and OOM kills of the worker pods at that time",
    ],
    fixes: [
      "Rerun; Airbyte resumes from the last state",
      "Give the job more memory, or sync fewer streams per connection",
      "Speed up the source's query (index on the cursor, smaller chunks)",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/heartbeats"],
  },
  {
    id: "airbyte/connector-exited",
    title: "Airbyte connector process died",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<side>[Ss]ource|[Dd]estination) process exited with non-zero exit code (?<code>\d{1,3})/,
        /(?<side>[Ss]ource|[Dd]estination) (?:process )?(?:exit|exited) with code (?<code>\d{1,3})/,
      ],
    },
    rootCause: "The {side} connector's process ended with exit code {code}",
    explanation:
      "137 and 143 mean that it was killed from outside, usually out of memory or with its node; other codes mean that the connector itself failed, and its log lines above say why.",
    checks: ["The connector's last log lines", "Memory of the connector's pod at that time (exit code 137)"],
    fixes: [
      "Raise `JOB_MAIN_CONTAINER_MEMORY_LIMIT` or the connection's resources",
      "Fix what the connector logged",
      "Rerun if the node was removed",
    ],
    docs: ["https://docs.airbyte.com/"],
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
        /Failed to create pod [\w.-]{1,200}(?:, pre-existing pod exists)?/,
        /Workload failed, source: workload-(?:monitor|launcher)[^\n]{0,160}/,
      ],
    },
    rootCause: "Airbyte could not start the connector's pod in time",
    explanation:
      "The workload launcher created no running pod: the cluster has no free CPU or memory, the image could not be pulled, or the queue of workloads is too long.",
    checks: [
      "Events of the pods in Airbyte's namespace (`kubectl get events`)",
      "How many syncs started at the same time",
    ],
    fixes: [
      "Add nodes or lower the jobs' CPU and memory requests",
      "Spread the schedules of the connections",
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
    rootCause: "The step `{activity}` of the Airbyte sync failed",
    explanation:
      "Temporal reports which activity of the sync failed; its cause is in the nested exception or the connector's log.",
    checks: ["`Caused by` below this line, and the logs of source and destination of the same attempt"],
    fixes: ["Fix the nested cause, then rerun"],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/cdc-offset-lost",
    title: "Airbyte CDC position no longer available",
    category: "configuration",
    alternatives: ["infrastructure", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Saved offset (?:is before|no longer present|is not valid)[^\n]{0,160}/,
        /Incumbent CDC state is invalid, reason: (?<reason>[^\n"]{3,160})/,
        /Airbyte will trigger (?:a )?sync from scratch/,
      ],
    },
    rootCause: "The database no longer has the log position at which the last CDC sync stopped",
    explanation:
      "The binlog or WAL was purged before the next sync, the replication slot was dropped, or the source failed over. The stream must be loaded from the beginning.",
    checks: [
      "Whether the binlog or WAL is kept for longer than the longest pause between syncs",
      "Whether the replication slot still exists",
    ],
    fixes: [
      "Refresh the affected streams in Airbyte",
      "Raise the retention (`binlog_expire_logs_seconds`, `max_slot_wal_keep_size`) or sync more often",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/cdc"],
  },
  {
    id: "airbyte/operator-job-failed",
    title: "Airbyte job failed",
    category: "infrastructure",
    alternatives: ["configuration", "code_bug", "auth_permission"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [/Job failed:\s/, /Encountered unexpected state `(?<state>\w{1,30})` for job_id/],
      frames: ["airflow/providers/airbyte", "airbyte_provider"],
    },
    rootCause: "The Airbyte job failed[[ (state {state})]]; its own log has the reason",
    explanation: "The operator only knows the job's end state.",
    checks: ["The job's log in Airbyte: the failure reason of its last attempt"],
    fixes: ["Fix what the job's failure reason says, then rerun"],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/trace-token-expired",
    title: "Airbyte source must be authenticated again (trace)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/^(?:[\w.]{1,120}(?:Error|Exception))\b/],
      anywhere: [
        /"message": ?"[^"\n]{0,120}(?:[Rr]efresh token is invalid|[Rr]e-?authenticate)[^"\n]{0,120}"/,
      ],
      frames: ["airbyte_cdk/", "/airbyte/", "source_declarative_manifest/"],
    },
    rootCause:
      "The refresh token of the Airbyte source is no longer valid; somebody must authenticate the source again",
    explanation:
      "The exception is from the connector's trace; its message for users says that the vendor rejected the refresh token: revoked, expired, or used up by another sync. A retry cannot help.",
    checks: [
      "The source's settings in Airbyte: which account authorized it",
      "Whether two connections share one source with single-use refresh tokens",
    ],
    fixes: [
      "Authenticate the source again in Airbyte (Sources, the source, Settings) with a service account",
      "Publish or verify the OAuth app so that its tokens do not expire",
    ],
    docs: ["https://docs.airbyte.com/integrations/sources"],
  },
  {
    id: "airbyte/trace-config-error",
    title: "Airbyte connector: error in the configuration (trace)",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/^(?:[\w.]{1,120}(?:Error|Exception))\b/],
      not: [/Config validation error|AirbyteTracedException/],
      anywhere: [/"error": ?\{"message": ?"(?<problem>[^"\n]{3,240})"/, /"failure_type": ?"config_error"/],
      frames: ["airbyte_cdk/", "/airbyte/", "source_declarative_manifest/"],
    },
    rootCause: "The connector reports an error in its configuration: {problem}",
    explanation:
      "The exception is from the connector's trace. Its `failure_type` is `config_error`, so the connector blames its settings: credentials, permissions, a wrong name or date. Airbyte does not retry these.",
    checks: [
      "The trace's `message` and `internal_message`",
      "Test the source or destination in Airbyte with the same settings",
    ],
    fixes: [
      "Correct the setting that the message names and test the connector",
      "Grant the account what the message says it lacks",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
];
