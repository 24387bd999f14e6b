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
