import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://dev.mysql.com/doc/refman/8.4/en";
const ERRORS = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";

/** MySQL's limits and locks. */
export const mysqlLimitSignatures: Signature[] = [
  {
    id: "mysql/lock",
    title: "Lock wait timeout (MySQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<what>Lock wait timeout exceeded); try restarting transaction/,
        /Record has changed since last read in table '(?<table>[^'\n]{1,100})'/,
        /(?:\(1205, ["']|\b1205 \((?:HY000|40001)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|40001)\]:[^\d\n]{0,60}1205 |\bER_LOCK_WAIT_TIMEOUT\b)/,
      ],
      also: [
        /\[SQL: (?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|ALTER TABLE|insert into|update|delete from) (?<target>[\w.`]{1,120})|$/,
      ],
    },
    rootCause:
      "Another transaction kept rows[[ of `{table}`]][[ of {target}]] locked for longer than `innodb_lock_wait_timeout`",
    explanation:
      "A transaction that wrote the same rows was not committed in time (50 s by default). Only the waiting statement fails; its transaction stays open.",
    checks: [
      "Who holds the lock: `SELECT * FROM sys.innodb_lock_waits` (or `SHOW ENGINE INNODB STATUS`)",
      "Transactions left open: `SELECT * FROM information_schema.innodb_trx ORDER BY trx_started`",
    ],
    fixes: [
      "End the blocking session (`KILL` the `blocking_pid` of `sys.innodb_lock_waits`), then rerun",
      "Commit earlier and in smaller batches, and keep jobs on the same table from overlapping",
      "Raise `innodb_lock_wait_timeout` for the session only if the wait is legitimate",
    ],
    docs: [`${DOCS}/innodb-deadlocks.html`],
  },
  {
    id: "mysql/deadlock",
    title: "Deadlock (MySQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<what>Deadlock found) when trying to get lock; try restarting transaction/,
        /(?:\(1213, ["']|\b1213 \((?:HY000|40001)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|40001)\]:[^\d\n]{0,60}1213 |\bER_LOCK_DEADLOCK\b)/,
      ],
      also: [
        /\[SQL: (?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|insert into|update|delete from) (?<target>[\w.`]{1,120})|$/,
      ],
    },
    rootCause:
      "Two transactions waited for each other's rows, and MySQL rolled this one back (deadlock)[[ while writing {target}]]",
    explanation:
      "Both wrote the same rows or ranges in a different order. InnoDB ends one of them at once; nothing of its transaction is kept.",
    checks: ["Both statements: `SHOW ENGINE INNODB STATUS`, section LATEST DETECTED DEADLOCK"],
    fixes: [
      "Rerun the transaction; retry error 1213 in the code",
      "Write rows in one fixed order (sort by primary key) and in smaller transactions; do not run the two jobs at once",
      "Give the statement an index, so that it locks fewer rows",
    ],
  },
  {
    id: "mysql/limits",
    title: "Statement larger than max_allowed_packet (MySQL)",
    category: "configuration",
    alternatives: ["resource_exhausted", "data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<limit>Got a packet bigger than 'max_allowed_packet' bytes)/,
        /Packet for query is too large \((?<size>[\d,]{1,20}) > (?<maximum>[\d,]{1,20})\)/,
        /(?:\(1153, ["']|\b1153 \(08S01\)[^:\n]{0,20}: |SQLSTATE\[08S01\]:[^\d\n]{0,60}1153 |\bER_NET_PACKET_TOO_LARGE\b)/,
      ],
    },
    rootCause: "The statement is larger than `max_allowed_packet`[[: {size} of {maximum} bytes]]",
    explanation:
      "Client and server each limit the size of one packet, which must hold a whole statement with its values.",
    checks: ["`SHOW VARIABLES LIKE 'max_allowed_packet'`, and the size of one batch or of its largest value"],
    fixes: [
      "Insert in smaller batches (`chunksize` of `to_sql`, fewer rows per `executemany`)",
      "Raise it: `SET GLOBAL max_allowed_packet = 268435456`, and on the client too (`maxAllowedPacket`, `--max-allowed-packet`); then reconnect",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/server-full",
    title: "MySQL table or disk is full",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The table '(?<table>[^'\n]{1,200})' is full(?!: No more room)\b/,
        /Error writing file '(?<file>[^'\n]{1,200})' \((?:Errcode|OS errno):? 28/,
        /(?:\(1114, ["']|\b1114 \(HY000\)[^:\n]{0,20}: |SQLSTATE\[HY000\]:[^\d\n]{0,60}1114 |\bER_RECORD_FILE_FULL\b)/,
      ],
    },
    rootCause: "The MySQL server has no room left[[ for table `{table}`]][[ for file `{file}`]]",
    explanation:
      "The data or temporary disk is full, or an in-memory temporary table (`/tmp/#sql…`) reached `tmp_table_size` or `max_heap_table_size`.",
    checks: [
      "`df -h` on the server (data folder and `tmpdir`), free storage of a managed instance",
      "Whether the table is a MEMORY table",
    ],
    fixes: [
      "Free disk: `PURGE BINARY LOGS BEFORE …`, drop old tables; or enlarge the volume",
      "For a MEMORY table, raise `max_heap_table_size` or use InnoDB; for `#sql` tables, make the query sort or join less",
    ],
  },
  {
    id: "mysql/statement-timeout",
    title: "MySQL statement exceeded its time limit",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Query execution was interrupted, (?<limit>maximum statement execution time|max_statement_time) exceeded/,
        /(?:\((?:3024|1969), ["']|\b(?:3024|1969) \((?:HY000|70100)\)[^:\n]{0,20}: |\bER_QUERY_TIMEOUT\b)/,
      ],
    },
    rootCause: "The query ran longer than the server's time limit for statements and was stopped",
    explanation:
      "`max_execution_time` (MySQL, milliseconds, SELECT only) or `max_statement_time` (MariaDB, seconds) ends statements that run too long.",
    checks: [
      "`EXPLAIN` of the query: full scans, missing index",
      "`SHOW VARIABLES LIKE 'max_%_time'`; whether the tables grew",
    ],
    fixes: [
      "Make the query cheaper: add an index, limit the range it reads",
      "Raise the limit for this session: `SET SESSION max_execution_time = …` (ms) or, on MariaDB, `SET SESSION max_statement_time = …` (s)",
    ],
  },
  {
    id: "mysql/row-size",
    title: "MySQL row too large",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Row size too large(?: \((?:> ?)?(?<limit>\d{1,7})\))?/,
        /(?:\(1118, ["']|\b1118 \(42000\)[^:\n]{0,20}: |\bER_TOO_BIG_ROWSIZE\b)/,
      ],
    },
    rootCause: "The table's columns add up to more than one MySQL row may hold[[ ({limit} bytes)]]",
    explanation:
      "A row may have 65,535 bytes without TEXT and BLOB, and about half a page (8,126 bytes) inside an InnoDB page; wide VARCHAR columns count with their maximum.",
    checks: ["`SHOW CREATE TABLE`: the VARCHAR columns and the row format"],
    fixes: [
      "Turn wide `VARCHAR(n)` columns into `TEXT`, or shorten them",
      "Use `ROW_FORMAT=DYNAMIC`, or split the table",
    ],
  },
];
