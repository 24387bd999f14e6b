import type { Signature } from "@/lib/diagnosis/signatures/signature";

const POSTGRES = "https://debezium.io/documentation/reference/stable/connectors/postgresql.html";

/** Logical replication from PostgreSQL, by Debezium or any other reader of its WAL. */
export const postgresReplicationSignatures: Signature[] = [
  {
    id: "cdc/slot-exists",
    title: "Replication slot already exists",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/replication slot "(?<slot>[^"\n]{1,63})" already exists/] },
    rootCause: "Replication slot `{slot}` already exists on the PostgreSQL server",
    explanation:
      "A slot belongs to one consumer. An earlier connector left it behind (a deleted connector does not drop its slot), or two connectors use the same `slot.name`.",
    checks: [
      "`SELECT slot_name, plugin, database, active, active_pid FROM pg_replication_slots WHERE slot_name = '{slot}'`",
      "Which other connector has `slot.name={slot}`",
    ],
    fixes: [
      "If nothing uses it any more: `SELECT pg_drop_replication_slot('{slot}')`, then restart the connector",
      "If another connector uses it, give this one its own `slot.name`",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/slot-active",
    title: "Replication slot is in use",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /replication slot "(?<slot>[^"\n]{1,63})" is active for PID (?<pid>\d{1,10})/,
        /A logical replication slot named '(?<slot>[^'\n]{1,63})' for plugin '[^'\n]{1,63}' and database '[^'\n]{1,63}' is already active on the server/,
        /Failed to start replication stream at LSN\{[^}\n]{1,40}\}; when setting up multiple connectors for the same database host/,
      ],
    },
    rootCause: "Another connection[[ (PID {pid})]] is already reading the replication slot[[ `{slot}`]]",
    explanation:
      "Only one client at a time can read a slot. Two connectors share the `slot.name`, or the server has not noticed yet that the previous connection died (until `wal_sender_timeout`).",
    checks: [
      "`SELECT pid, application_name, client_addr, backend_start FROM pg_stat_replication` against the slot's `active_pid`",
      "Which connectors use that `slot.name`, also in other environments",
    ],
    fixes: [
      "Give each connector its own `slot.name`",
      "If it is a dead connection, wait for `wal_sender_timeout` or end it with `pg_terminate_backend`[[ (`SELECT pg_terminate_backend({pid})`)]], then restart the task",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/slot-missing",
    title: "Replication slot is gone",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /replication slot "(?<slot>[^"\n]{1,63})" does not exist/,
        /can(?: no longer|not) (?:get changes from|access|read from)(?: logical)? replication slot "(?<slot>[^"\n]{1,63})"/,
        /requested WAL segment (?<segment>[0-9A-F]{24}) has already been removed/,
        /The connector is trying to read change stream starting at PostgresOffsetContext/,
      ],
    },
    rootCause:
      "The WAL from where the connector stopped is gone[[: slot `{slot}` was dropped or invalidated]][[ (segment {segment})]]",
    explanation:
      "The slot keeps the WAL that its consumer has not confirmed. It was dropped, lost in a failover, or invalidated because it held more than `max_slot_wal_keep_size` while the connector was stopped.",
    checks: [
      "`SELECT slot_name, wal_status, restart_lsn, safe_wal_size FROM pg_replication_slots`",
      "How long the connector was stopped, and whether the server failed over or was restored",
    ],
    fixes: [
      "Take a new snapshot: reset the connector's offsets, drop the invalid slot, and start with `snapshot.mode=initial` or `when_needed`",
      "Raise `max_slot_wal_keep_size`, monitor lag, and use failover slots if the server fails over",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/no-free-slot",
    title: "No replication slot or WAL sender available",
    category: "configuration",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>all replication slots are in use)/,
        /(?<what>number of requested standby connections exceeds "?max_wal_senders"?)/,
      ],
    },
    rootCause: "The PostgreSQL server has no capacity for another replication client: {what}",
    explanation:
      "`max_replication_slots` and `max_wal_senders` limit replication clients; slots of deleted connectors still count, and hold WAL on disk.",
    checks: ["`SELECT slot_name, active, restart_lsn FROM pg_replication_slots`: which slots are inactive"],
    fixes: [
      "Drop slots nobody uses any more (`pg_drop_replication_slot`)",
      "Raise `max_replication_slots` and `max_wal_senders`, and restart the server",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/wal-level",
    title: "PostgreSQL is not set up for logical decoding",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Postgres server wal_level property must be ['"]logical['"] but is: '?(?<level>\w{1,20})/,
        /logical decoding requires "?wal_level"? >= "?logical/,
      ],
    },
    rootCause: "The PostgreSQL server runs with `wal_level`[[ = {level}]] below `logical`",
    explanation: "Logical decoding needs information in the WAL that only `wal_level=logical` writes.",
    checks: [
      "`SHOW wal_level` on the server that the connector connects to (the primary, not a proxy or replica)",
    ],
    fixes: [
      "`ALTER SYSTEM SET wal_level = logical` and restart the server",
      "On RDS, Aurora and Cloud SQL set the parameter (`rds.logical_replication=1`, `cloudsql.logical_decoding=on`) and reboot",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/publication-missing",
    title: "PostgreSQL publication is missing",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /publication "(?<publication>[^"\n]{1,63})" does not exist/,
        /Publication autocreation is disabled, please create one and restart the connector/,
        /Unable to create filtered publication (?<publication>[\w.-]{1,63})/,
        /must be superuser to create FOR ALL TABLES publication/,
        /No table filters found for filtered publication (?<publication>[\w.-]{1,63})/,
      ],
    },
    rootCause:
      "The publication[[ `{publication}`]] that the connector reads does not exist or cannot be created",
    explanation:
      "With `pgoutput`, the server sends only tables of a publication. The connector creates it only if `publication.autocreate.mode` allows and its user owns the tables; FOR ALL TABLES takes a superuser.",
    checks: [
      "`SELECT * FROM pg_publication_tables` in the connector's database",
      "`publication.name` and `publication.autocreate.mode` of the connector, and who owns the tables",
    ],
    fixes: [
      "Create it as the tables' owner: `CREATE PUBLICATION … FOR TABLE schema.table, …`, with the name in `publication.name`",
      "Set `publication.autocreate.mode=filtered` and give the connector's user ownership of the tables",
      "Recreate the slot if the error stays: a slot does not see publications created after it",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/replication-permission",
    title: "User may not replicate from PostgreSQL",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /must be superuser or replication role to (?:start walsender|use replication slots)/,
        /permission denied to (?:start WAL sender|use replication slots)/,
      ],
    },
    rootCause: "The connector's user lacks the REPLICATION attribute",
    explanation: "Reading the WAL takes the REPLICATION attribute; SELECT on the tables is not enough.",
    checks: ["`SELECT rolname, rolreplication FROM pg_roles` for the connector's user"],
    fixes: [
      "`ALTER ROLE … WITH REPLICATION`; on RDS and Aurora `GRANT rds_replication TO …`, on Cloud SQL `ALTER USER … WITH REPLICATION`",
    ],
    docs: [POSTGRES],
  },
  {
    id: "cdc/decoder-plugin",
    title: "Logical decoding plugin not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /could not access file "(?<plugin>decoderbufs|wal2json|pgoutput|wal2mongo)": No such file or directory/,
      ],
    },
    rootCause: "The PostgreSQL server has no decoding plugin `{plugin}`",
    explanation:
      "The plugin runs in the server. `pgoutput` is part of PostgreSQL 10 and later; `decoderbufs` (Debezium's default) and `wal2json` must be installed on the server.",
    checks: ["`plugin.name` of the connector, and the server's version"],
    fixes: ["Set `plugin.name=pgoutput`, which needs nothing installed", "Install the plugin on the server"],
    docs: [POSTGRES],
  },
];
