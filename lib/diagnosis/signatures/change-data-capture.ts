import type { Signature } from "@/lib/diagnosis/signatures/signature";

const MYSQL = "https://debezium.io/documentation/reference/stable/connectors/mysql.html";
const ORACLE = "https://debezium.io/documentation/reference/stable/connectors/oracle.html";
const SQL_SERVER = "https://debezium.io/documentation/reference/stable/connectors/sqlserver.html";

/** Change data capture: Debezium and the logs it reads; PostgreSQL's are in `postgres-replication.ts`. */
export const changeDataCaptureSignatures: Signature[] = [
  {
    id: "cdc/binlog-purged",
    title: "MySQL binlog no longer has the connector's position",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The connector is trying to read binlog starting at binlog file '(?<file>[^'\n]{1,120})'/,
        /The connector is trying to read binlog starting at (?:Struct|SourceInfo|MySqlSourceInfo)[^\n]{0,300}?(?:currentBinlogFilename|file)=(?<file>[\w.-]{1,120})/,
        /The connector is trying to read binlog starting at /,
        /Could not find first log file name in binary log index file/,
        /(?:master|source) (?:has )?purged (?:required )?binary logs|purged binary logs containing GTIDs that the (?:slave|replica) requires/i,
        /Client requested (?:master|source) to start replication from (?:impossible position|position > file size)/i,
      ],
      namesAnywhere: [
        /requires binlog file '(?<file>[^'\n]{1,120})', but MySQL only has (?<first>[\w.-]{1,120})/,
      ],
    },
    rootCause:
      "MySQL has already purged the binlog[[ `{file}`]] from which the connector should continue[[; the oldest that is left is `{first}`]]",
    explanation:
      "Binlogs expire (`binlog_expire_logs_seconds`; on RDS after minutes unless retention is set). The connector was stopped or too slow for longer than that, or now connects to another server.",
    checks: [
      "`SHOW BINARY LOGS` against the file in the connector's offset",
      "How long the connector was stopped, and whether the host behind the address changed (failover)",
    ],
    fixes: [
      "Start again with a new snapshot: `snapshot.mode=when_needed` (Flink CDC: restart the job without the old checkpoint or savepoint)",
      "Keep binlogs longer than the longest stop: `SET PERSIST binlog_expire_logs_seconds = 604800`, or `CALL mysql.rds_set_configuration('binlog retention hours', 168)` on RDS",
      "Alert when the connector is down longer than the retention",
    ],
    docs: [MYSQL],
  },
  {
    id: "cdc/binlog-settings",
    title: "MySQL binlog is not set up for change data capture",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MySQL server is not configured to use a (?<setting>ROW binlog_format|FULL binlog_row_image|row-level binlog)/,
        /Cannot read the binlog filename and position/,
      ],
    },
    rootCause: "The MySQL server's binary log is not configured as the connector needs[[: {setting}]]",
    explanation:
      "Debezium needs the binlog on, with whole rows: `log_bin=ON`, `binlog_format=ROW`, `binlog_row_image=FULL`.",
    checks: ["`SHOW VARIABLES LIKE 'binlog%'` and `SHOW VARIABLES LIKE 'log_bin'` on that server"],
    fixes: [
      "Set `log_bin`, `binlog_format=ROW` and `binlog_row_image=FULL` and restart the server (parameter group and automated backups on RDS)",
      "Then take a new snapshot",
    ],
    docs: [MYSQL],
  },
  {
    id: "cdc/server-id-conflict",
    title: "Two MySQL replication clients use one server id",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /A (?:slave|replica) with the same server_(?<which>uuid\/server_id|uuid|id) as this (?:slave|replica) has connected to the (?:master|source)/,
      ],
      names: [/the first event '(?<file>[^'\n]{1,120})'/],
    },
    rootCause: "Another replication client connected to MySQL with the same server id and displaced this one",
    explanation:
      "Each binlog client needs its own `database.server.id`; MySQL disconnects the older of two with the same one, so they keep displacing each other.",
    checks: [
      "`SHOW REPLICAS` (`SHOW SLAVE HOSTS`) on the server, and `database.server.id` of every connector",
    ],
    fixes: [
      "Give every connector its own `database.server.id` (Flink CDC: a `server-id` range as large as the parallelism)",
      "Stop the duplicate if the same connector runs twice",
    ],
    docs: [MYSQL],
  },
  {
    id: "cdc/schema-history-lost",
    title: "Debezium's schema history is missing or incomplete",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The db history topic or its content is fully or partially missing/,
        /The database schema history couldn't be recovered/,
        /Encountered change event (?:'[^\n]{0,200}' at offset [^\n]{0,200} )?for table (?<table>[\w.$-]{1,200}) whose schema isn't known to this connector/,
      ],
    },
    rootCause:
      "Debezium's schema history topic is missing or incomplete[[: it does not have table `{table}`]]",
    explanation:
      "To read the log, the connector replays every DDL from `schema.history.internal.kafka.topic`. Retention deleted part of it (the topic must keep everything), two connectors share it, or a table was added to the include list later.",
    checks: [
      "`retention.ms` and `cleanup.policy` of the history topic (`kafka-configs --describe`): it must be -1 and `delete`",
      "Whether `table.include.list` changed, and whether another connector uses the same history topic",
    ],
    fixes: [
      "Rebuild the history: start the connector once with `snapshot.mode=recovery` (`schema_only_recovery` before 2.6), with `retention.ms=-1` and `cleanup.policy=delete` on the history topic",
      "If DDL ran in the meantime, take a new snapshot[[; for `{table}` alone an incremental snapshot will do]]",
      "Give each connector its own history topic",
    ],
    docs: [MYSQL],
  },
  {
    id: "cdc/oracle-redo-gone",
    title: "Oracle redo log no longer has the connector's position",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:Online REDO LOG files or archive log files do not contain the offset scn|None of (?:the )?log files contains? offset SCN:?) ?(?<scn>\d{1,20})/,
      ],
    },
    rootCause: "Oracle no longer has the redo or archive log with SCN {scn}, where the connector stopped",
    explanation:
      "Archive logs were deleted (by RMAN or a backup job) before the connector read them, because it was stopped or lagging, or a long transaction held its position back.",
    checks: [
      "`SELECT MIN(first_change#) FROM v$archived_log WHERE deleted = 'NO'` against the SCN",
      "The connector's lag and long transactions",
    ],
    fixes: [
      "Restore the archive log if it is in a backup, else take a new snapshot",
      "Keep archive logs longer than the longest outage; set `log.mining.transaction.retention.ms`",
    ],
    docs: [ORACLE],
  },
  {
    id: "cdc/oracle-supplemental-logging",
    title: "Oracle supplemental logging is off",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Supplemental logging not configured for table (?<table>[\w$#.]{1,200}?)\.{0,2} {1,3}Use/,
        /Supplemental logging not properly configured/,
      ],
      names: [/(?<command>ALTER (?:TABLE|DATABASE) [^\n]{3,160}ADD SUPPLEMENTAL LOG DATA[^\n]{0,40})/],
    },
    rootCause:
      "Supplemental logging is off[[ for the Oracle table `{table}`]], so the redo log lacks columns that the connector needs",
    explanation: "Without supplemental logging the redo log lacks the columns that a change did not touch.",
    checks: ["`all_log_groups` for the table"],
    fixes: [
      "Run as DBA what the connector asks for[[: `{command}`]]",
      "Database-wide: `ALTER DATABASE ADD SUPPLEMENTAL LOG DATA`; per table: `ALTER TABLE … ADD SUPPLEMENTAL LOG DATA (ALL) COLUMNS`",
    ],
    docs: [ORACLE],
  },
  {
    id: "cdc/sql-server-disabled",
    title: "SQL Server change data capture is not running",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /No maximum LSN recorded in the database; please ensure that the SQL Server Agent is running/,
        /No table has enabled CDC or security constraints prevents getting the list of change tables/,
        /An insufficient number of arguments were supplied for the procedure or function cdc\.fn_cdc_get_(?:all|net)_changes_/,
        /Database '?(?<database>[^'\n]{1,128}?)'? is not enabled for (?:CDC|Change Data Capture)/,
      ],
    },
    rootCause:
      "SQL Server records no changes for the connector: CDC or its capture job is not running[[ on database `{database}`]]",
    explanation:
      "CDC must be enabled on the database and on each table, and the SQL Server Agent's capture job fills the change tables; its cleanup job deletes them after three days by default.",
    checks: [
      "`SELECT name, is_cdc_enabled FROM sys.databases` and `sys.tables.is_tracked_by_cdc`",
      "Whether SQL Server Agent and the capture job are running (`sys.sp_cdc_help_jobs`)",
    ],
    fixes: [
      "`EXEC sys.sp_cdc_enable_db`, then `sys.sp_cdc_enable_table` per table, and start the Agent",
      "If the connector was stopped longer than the retention, take a new snapshot and raise it (`sys.sp_cdc_change_job`)",
    ],
    docs: [SQL_SERVER],
  },
  {
    id: "cdc/oplog-history-lost",
    title: "MongoDB oplog no longer has the resume point",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /resume point may no longer be in the oplog/,
        /Resume token was not found|ChangeStreamHistoryLost/,
      ],
    },
    rootCause: "MongoDB's oplog no longer contains the point from which the change stream should resume",
    explanation:
      "The oplog is a fixed-size ring. The reader was stopped or slower than the writes for longer than the oplog window.",
    checks: ["`rs.printReplicationInfo()`: the oplog's window against how long the reader was stopped"],
    fixes: [
      "Delete the stored resume token and start with a new snapshot (`snapshot.mode=when_needed`)",
      "Enlarge the oplog (`db.adminCommand({replSetResizeOplog: 1, size: 51200})`) or set `storage.oplogMinRetentionHours` above the longest stop",
    ],
    docs: ["https://www.mongodb.com/docs/manual/changeStreams/"],
  },
  {
    id: "cdc/ddl-unparsed",
    title: "Debezium cannot parse a DDL statement",
    category: "schema_change",
    alternatives: ["missing_dependency", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DDL statement couldn't be parsed\. Please open a Jira issue with the statement '(?<statement>[^\n]{1,150})/,
        /DDL statement couldn't be parsed/,
      ],
    },
    rootCause: "Debezium's parser does not understand a DDL statement of the source[[: {statement}]]",
    explanation:
      "The connector replays every DDL of the log; one uses syntax that this version of its parser does not know.",
    checks: [
      "Whether the statement concerns a captured table",
      "The release notes of newer Debezium versions",
    ],
    fixes: [
      "Upgrade the connector",
      "Set `schema.history.internal.skip.unparseable.ddl=true` if the statement does not change a captured table",
    ],
    docs: [MYSQL],
  },
];
