import type { Signature } from "@/lib/diagnosis/signatures/signature";

const HELP = "https://docs.oracle.com/en/error-help/db";

/** Oracle's server: locks, space and limits. */
export const oracleServerSignatures: Signature[] = [
  {
    id: "oracle/locks",
    title: "Object locked by another session (Oracle)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/ORA-(?<code>00054|30006|02049|04021): (?<what>[^\n]{1,200})/],
      also: [/\[SQL: (?<statement>[A-Za-z]{4,10} [^\n]{3,80}?)(?:\]|\n)|$/],
    },
    rootCause: "Another session holds a lock that the statement needed[[ (`{statement}`)]]: {what}",
    explanation:
      "DDL, `LOCK TABLE … NOWAIT` and `SELECT … FOR UPDATE NOWAIT` do not wait (or only briefly) for a transaction that is still open on the object.",
    checks: [
      "Who holds it: `SELECT s.sid, s.serial#, s.username, o.object_name FROM v$locked_object l JOIN v$session s ON s.sid = l.session_id JOIN dba_objects o ON o.object_id = l.object_id`",
    ],
    fixes: [
      "Let the other transaction commit, or end it: `ALTER SYSTEM KILL SESSION 'sid,serial#'`; then rerun",
      "Let DDL wait: `ALTER SESSION SET ddl_lock_timeout = 60`",
      "Keep the jobs on that table from overlapping",
    ],
    docs: [`${HELP}/ora-00060/`, `${HELP}/ora-00054/`],
  },
  {
    id: "oracle/deadlock",
    title: "Deadlock (Oracle)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: { message: [/ORA-00060: (?<what>[^\n]{1,120})/, /ORA-(?:08177|12860): (?<what>[^\n]{1,120})/] },
    rootCause: "Two sessions blocked each other, and Oracle ended this statement: {what}",
    explanation:
      "Both changed the same rows in a different order. Oracle rolls back one statement; the transaction stays open. `ORA-08177`: a row changed after the serializable transaction began.",
    checks: ["The deadlock graph in the trace file that the alert log names: both statements and objects"],
    fixes: [
      "Roll back and rerun the transaction",
      "Write in one fixed order (sort by key), commit earlier, and index foreign key columns (without an index, deletes lock the child table)",
    ],
  },
  {
    id: "oracle/space",
    title: "Oracle tablespace is full",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ORA-(?<code>0165[0-9]|30036): (?<what>[^\n]{1,160}?\bin (?:undo )?tablespace ['"]?(?<tablespace>[\w$#]{1,60})['"]?)/,
        /ORA-(?<code>0165[0-9]|30036): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The Oracle tablespace[[ `{tablespace}`]] is full: {what}",
    explanation:
      "The tablespace's files cannot grow further. TEMP fills with sorts and hash joins, UNDO with a large transaction, others with data.",
    checks: [
      "`SELECT tablespace_name, used_percent FROM dba_tablespace_usage_metrics`",
      "For TEMP: which statement uses it (`v$tempseg_usage`)",
    ],
    fixes: [
      "Add space: `ALTER TABLESPACE[[ {tablespace}]] ADD DATAFILE SIZE 10G AUTOEXTEND ON` (`ADD TEMPFILE` for TEMP), or `ALTER DATABASE DATAFILE … RESIZE`",
      "For TEMP or UNDO, make the statement smaller: fewer rows per batch, commit in between, no needless sort",
      "Drop or purge what is no longer needed (`PURGE RECYCLEBIN`)",
    ],
    docs: [`${HELP}/ora-01652/`, `${HELP}/ora-01555/`],
  },
  {
    id: "oracle/snapshot-too-old",
    title: "Query outlived the undo data (Oracle)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/ORA-01555: (?<what>[^\n]{1,160})/] },
    rootCause: "The query ran longer than Oracle keeps undo data (ORA-01555)",
    explanation:
      "A query reads all rows as they were at its start. The old versions of changed rows were overwritten before it reached them.",
    checks: [
      "How long the query ran, against `undo_retention` (`SHOW PARAMETER undo_retention`) and `v$undostat`",
    ],
    fixes: [
      "Rerun when fewer writes are going on, and read in smaller ranges",
      "Speed the query up, and do not commit inside the loop that fetches from it",
      "Raise `undo_retention` and the size of the undo tablespace",
    ],
  },
  {
    id: "oracle/session-limit",
    title: "Oracle is out of sessions",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ORA-00(?:018|020): (?<what>[^\n]{1,120})/,
        /ORA-125(?:16|18|19|20): (?<what>[^\n]{1,120})/,
        /ORA-02391: (?<what>[^\n]{1,120})/,
        /DPY-4005: (?<what>[^\n]{1,160})/,
      ],
    },
    rootCause: "No further Oracle session is available: {what}",
    explanation:
      "The instance's `sessions` or `processes`, the profile's SESSIONS_PER_USER, or the client's pool is used up.",
    checks: [
      "`SELECT username, program, COUNT(*) FROM v$session GROUP BY username, program`",
      "`SELECT * FROM v$resource_limit WHERE resource_name IN ('processes','sessions')`",
    ],
    fixes: [
      "Close connections and run fewer tasks at once",
      "ORA-02391: `ALTER PROFILE … LIMIT SESSIONS_PER_USER …`; ORA-00018/00020: raise `processes` (restart needed); DPY-4005: raise the pool's `max` or `wait_timeout`",
    ],
  },
  {
    id: "oracle/memory",
    title: "Oracle server out of memory or archive space",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ORA-(?<code>0403[016]): (?<what>[^\n]{1,160})/,
        /ORA-(?<code>00257): (?<what>[^\n]{1,120})/,
        /ORA-(?<code>19809|19815): (?<what>[^\n]{1,160})/,
      ],
    },
    rootCause: "The Oracle server ran out of memory or archive space (ORA-{code}): {what}",
    explanation:
      "ORA-0403x: the shared pool or PGA is exhausted. ORA-00257: the recovery area is full, and nobody but SYSDBA can work until it has room.",
    checks: [
      "ORA-00257: `SELECT * FROM v$recovery_file_dest`",
      "ORA-0403x: `v$sgastat`, `pga_aggregate_limit`",
    ],
    fixes: [
      "ORA-00257: back up and delete archive logs (`RMAN> BACKUP ARCHIVELOG ALL DELETE INPUT`), or raise `db_recovery_file_dest_size`",
      "ORA-04036: make the query sort less, or raise `pga_aggregate_limit`; ORA-04031: raise `shared_pool_size`, use bind variables",
    ],
  },
  {
    id: "oracle/cancelled",
    title: "Statement timed out or was cancelled (Oracle)",
    category: "warehouse_sql",
    alternatives: ["network_timeout", "configuration", "infrastructure", "resource_exhausted"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /ORA-01013: (?<what>[Uu]ser requested cancel of current operation)/,
        /ORA-00028: (?<what>your session has been killed)/,
        /ORA-02396: (?<what>exceeded maximum idle time, please connect again)/,
        /ORA-02399: (?<what>exceeded maximum connect time, you are being logged off)/,
        /ORA-00040: (?<what>active time limit exceeded - call aborted)/,
        /DPY-4024: (?<what>call timeout of \d{1,10} ms exceeded)/,
        /DPI-1067: (?<what>call timeout of \d{1,10} ms[^\n]{0,60})/,
        /ORA-(?:01013|00028|02396|02399|00040): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The statement or session was stopped: {what}",
    explanation:
      "The client's call timeout, a limit in the user's profile, the resource manager or an administrator stopped it before it finished.",
    checks: [
      "The connection's `call_timeout`, and the limits in the user's profile",
      "How long the statement used to take",
    ],
    fixes: [
      "DPY-4024, DPI-1067: raise `connection.call_timeout` (milliseconds), or speed the statement up",
      "ORA-02396, ORA-02399, ORA-00040: raise the limit in the user's profile: `ALTER PROFILE … LIMIT IDLE_TIME …`, or in the resource plan",
      "ORA-01013, ORA-00028: rerun, if a person or a client timeout cancelled it",
    ],
    docs: [`${HELP}/ora-01013/`],
  },
  {
    id: "oracle/not-open",
    title: "Oracle database is not open",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: { message: [/ORA-(?<code>01033|01034|01089|12528|01109): (?<what>[^\n]{1,160})/] },
    rootCause: "The Oracle database is not open (ORA-{code}): {what}",
    explanation:
      "The instance is starting, stopping or down, or hit an internal error; its alert log says why.",
    checks: ["`SELECT status FROM v$instance`, the alert log and planned maintenance"],
    fixes: [
      "Retry once the database is open",
      "If nobody stopped it, start it: `STARTUP`, or `ALTER DATABASE OPEN` (in a container database, `ALTER PLUGGABLE DATABASE … OPEN`)",
    ],
    docs: [`${HELP}/ora-01033/`],
  },
  {
    id: "oracle/internal-error",
    title: "Internal error of the Oracle server",
    category: "infrastructure",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "unknown",
    match: { message: [/ORA-(?<code>00600|07445): (?<what>[^\n]{1,160})/] },
    rootCause: "The Oracle server hit an internal error (ORA-{code}): {what}",
    explanation:
      "A bug or corruption in the server; the arguments in brackets identify it in Oracle's knowledge base.",
    checks: ["The alert log and trace file of that time"],
    fixes: [
      "Rerun once; if it repeats, look up the first argument at My Oracle Support (ORA-600 lookup tool) and open a request",
      "Try the statement in another form, or without parallel execution",
    ],
  },
];
