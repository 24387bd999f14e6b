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
    rootCause:
      "The vendor no longer accepts the refresh token of the Airbyte source[[ ({reason})]], so the source must be authenticated again",
    explanation:
      "The vendor rejected the token with which the connector renews its access: the user revoked it, changed the password or left, it expired (unverified Google apps: after 7 days), or a parallel sync already used a one-time token. Every sync fails until somebody authenticates again.",
    checks: [
      "The source's settings in Airbyte: which account authorized it",
      "Whether two connections share one source with single-use refresh tokens",
    ],
    fixes: [
      "Authenticate the source again in Airbyte (Sources, the source, Settings, Re-authenticate) with a service account",
      "Give connections that share the source one source each if the vendor's refresh tokens are single-use",
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
      names: [/"stream_descriptor": ?\{"name": ?"(?<stream>[^"\n]{1,120})"/],
    },
    rootCause:
      "Airbyte's connector rejects its own settings[[ for the stream `{stream}`]][[: {problem}]][[: {outer}]][[: {told}]]",
    explanation:
      "`config_error` means that the connector blames its settings: credentials, permissions, a wrong name or date, a missing table. Airbyte does not retry these.",
    checks: [
      "The message and `internal_message` of the trace",
      "Test the source or destination in Airbyte with the same settings",
    ],
    fixes: [
      "Correct this in the connector's settings in Airbyte and press “Test and save”[[: {problem}]][[: {outer}]][[: {told}]]",
      "If it names a permission, grant it to the account that the connector logs in with; if it names a stream or table, refresh the source schema (Connection, Schema, Refresh)",
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
      names: [/"stream_descriptor": ?\{"name": ?"(?<stream>[^"\n]{1,120})"/],
    },
    rootCause:
      "Airbyte's connector gave up on an error that it considers temporary[[ in the stream `{stream}`]][[: {problem}]][[: {outer}]][[: {told}]]",
    explanation:
      "`transient_error`: the source or destination was unreachable, throttled or restarting. Airbyte retries these by itself.",
    checks: [
      "Whether the following attempts or syncs succeeded",
      "The status page or log of the source or destination",
    ],
    fixes: [
      "Wait for Airbyte's next attempt, or run the sync again when the other side answers",
      "If the message is about throttling, run fewer connections on this source at once or lower `num_workers` in its settings",
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
        /(?:"error": ?\{"message": ?"[^"\n]{3,240}"|"externalMessage" : "[^"\n]{3,240}"|externalMessage=[^,\n]{3,240})/,
        /(?:"failure_?[tT]ype"\s?: ?"|failureType=)system_error\b/,
      ],
      also: [/(?:"failure_?[tT]ype"\s?: ?"|failureType=)system_error\b/],
      names: [
        /"stream_descriptor": ?\{"name": ?"(?<stream>[^"\n]{1,120})"/,
        /"internal_message": ?"(?<cause>(?!see the stack trace)[^"\n]{3,200})"/,
        /"internalMessage" : "(?<cause>[^"\n]{3,200})"/,
        /internalMessage=(?<cause>[^,\n]{3,200})/,
        /"error": ?\{"message": ?"(?<cause>[^"\n]{3,240})"/,
        /"externalMessage" : "(?<cause>[^"\n]{3,240})"/,
        /externalMessage=(?<cause>[^,\n]{3,240})/,
      ],
    },
    rootCause: "Airbyte's connector crashed[[ in the stream `{stream}`]][[: {cause}]]",
    explanation:
      "`system_error` is everything that the connector does not classify: a bug of the connector, unexpected data, or a lost process. `internal_message` and the end of the stack trace name the exception; the message for users does not.",
    checks: [
      "The last frames of `stack_trace`: a file below `/airbyte/integration_code` is the connector's own",
      "Whether the connector was upgraded since the last success (Settings, Sources or Destinations)",
    ],
    fixes: [
      "Set the connector back to the version that worked (Settings, Sources or Destinations), or upgrade it if the release notes name this error",
      "Deselect the stream[[ `{stream}`]] or field that fails so that the other streams load",
      "Refresh the stream's schema if the source changed a field's type",
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
      not: [/State code: (?:28|08)\w{3}/],
    },
    rootCause:
      "Airbyte cannot connect to the source or destination with the saved settings[[ (SQLSTATE {code})]][[: {reason}]]",
    explanation:
      "Before a sync Airbyte connects with the saved settings; the database's own answer is in the message.",
    checks: ["The reason in the message", "Host, port, user and SSH tunnel as Airbyte's network sees them"],
    fixes: [
      "Correct the setting that the reason is about in Airbyte and press “Test and save”",
      "Allow Airbyte's addresses in the firewall and check the SSH tunnel's host and user",
    ],
    docs: ["https://docs.airbyte.com/"],
  },
  {
    id: "airbyte/login-refused",
    title: "Database refused the login of Airbyte",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/State code: (?<code>28\w{3})(?:; Error code: \d{1,6})?; Message: (?<reason>[^\n"]{3,200})/],
    },
    rootCause: "The database refused Airbyte's login (SQLSTATE {code})[[: {reason}]]",
    explanation:
      "Class 28 of SQLSTATE is a rejected login: a wrong or rotated password, an unknown user, or a host that the user may not log in from.",
    checks: [
      "User and password in the settings of the source or destination",
      "`pg_hba.conf` or the host part of the MySQL user (`'etl'@'%'`) for Airbyte's addresses",
    ],
    fixes: [
      "Enter the current password in Airbyte and press “Test and save”",
      "Allow the user from Airbyte's addresses (`pg_hba.conf`, `CREATE USER 'etl'@'%'`)",
    ],
  },
  {
    id: "airbyte/database-unreachable",
    title: "Airbyte cannot reach the database",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/State code: (?<code>08\w{3})(?:; Error code: \d{1,6})?; Message: (?<reason>[^\n"]{3,200})/],
    },
    rootCause: "Airbyte cannot reach the database (SQLSTATE {code})[[: {reason}]]",
    explanation:
      "Class 08 of SQLSTATE is a connection that was never made or broke off: a wrong host or port, a firewall, a stopped server or a broken SSH tunnel.",
    checks: [
      "Host and port in the settings, resolved and reached from Airbyte's network (`nc -vz HOST PORT`)",
      "Whether the server was restarted at that time",
    ],
    fixes: [
      "Run the sync again once the server answers",
      "Allow Airbyte's addresses in the firewall or security group",
      "Correct host, port or SSH tunnel in the settings",
    ],
  },
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
    id: "airbyte/cdc-offset-lost",
    title: "Airbyte CDC position no longer available",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incumbent CDC state is invalid, reason: (?<reason>[^\n".]{3,160})/,
        /(?<reason>Saved offset (?:is before|no longer present|is not valid)[^\n,.]{0,120})/,
        /Airbyte will trigger (?:a )?sync from scratch/,
      ],
    },
    rootCause:
      "The database no longer has the log position from which Airbyte's CDC sync should continue[[: {reason}]]",
    explanation:
      "The binlog or WAL was purged before the next sync, the replication slot was dropped, or the source failed over. The stream must be loaded from the beginning.",
    checks: [
      "Whether the binlog or WAL is kept for longer than the longest pause between syncs",
      "Whether the replication slot still exists",
    ],
    fixes: [
      "Refresh the affected streams in Airbyte (Connection, Status, Refresh): they are loaded from the beginning",
      "Keep the log longer than the longest pause between syncs: `binlog_expire_logs_seconds`, `CALL mysql.rds_set_configuration('binlog retention hours', 168)`, `max_slot_wal_keep_size`",
      "Run the sync more often, and do not drop the replication slot while it is paused",
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
      "Authenticate the source again in Airbyte (Sources, the source, Settings, Re-authenticate) with a service account",
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
    rootCause: "Airbyte's connector rejects its own settings: {problem}",
    explanation:
      "The exception is from the connector's trace. Its `failure_type` is `config_error`, so the connector blames its settings: credentials, permissions, a wrong name or date. Airbyte does not retry these.",
    checks: [
      "The trace's `message` and `internal_message`",
      "Test the source or destination in Airbyte with the same settings",
    ],
    fixes: [
      "Correct this in the connector's settings in Airbyte and press “Test and save”: {problem}",
      "If it names a permission, grant it to the account that the connector logs in with",
    ],
    docs: ["https://docs.airbyte.com/understanding-airbyte/airbyte-protocol"],
  },
];
