import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** IBM Db2: `SQLnnnnN` messages and the JDBC driver's `SQLCODE=-nnn`, the same in every language. */
export const db2Signatures: Signature[] = [
  {
    id: "db2/no-such-object",
    title: "Table or object does not exist (Db2)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0204N {1,2}"(?<object>[^"\n]{1,200})"/,
        /SQLCODE[=:] ?-204, SQLSTATE[=:] ?42704(?:, SQLERRMC[=:] ?(?<object>[^,;\s]{1,200}))?/,
      ],
    },
    rootCause: "`{object}` does not exist in the connected Db2 database",
    explanation:
      "SQL0204N: the name is undefined for this schema. Db2 folds unquoted names to upper case and adds the current schema, which by default is the user's name.",
    checks: ["`CURRENT SCHEMA` of the connection, and the table in `SYSCAT.TABLES`"],
    fixes: [
      "Run the step that creates `{object}`, or qualify the name with its schema (`SET CURRENT SCHEMA …`)",
      "Look it up: `SELECT TABSCHEMA, TABNAME FROM SYSCAT.TABLES WHERE TABNAME = …`",
    ],
  },
  {
    id: "db2/no-such-column",
    title: "Column does not exist (Db2)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0206N {1,2}"(?<column>[^"\n]{1,200})"/,
        /SQLCODE[=:] ?-206, SQLSTATE[=:] ?42703(?:, SQLERRMC[=:] ?(?<column>[^,;\s]{1,200}))?/,
      ],
    },
    rootCause: "The column `{column}` does not exist in the tables of the Db2 statement",
    explanation:
      "SQL0206N: the name is no column of these tables: renamed, dropped, not yet added, or text in double quotes.",
    checks: ["The table's columns in `SYSCAT.COLUMNS`", "Commits and migrations since the last success"],
    fixes: [
      "Use the column's current name (`SELECT COLNAME FROM SYSCAT.COLUMNS WHERE TABNAME = …`); text belongs in single quotes",
      "Run the migration that adds `{column}` before this task",
    ],
  },
  {
    id: "db2/duplicate-key",
    title: "Duplicate key (Db2)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/SQL0803N/, /SQLCODE[=:] ?-803, SQLSTATE[=:] ?23505/],
      names: [
        /identified by "(?<index>\d{1,5})" constrains table "(?<table>[^"\n]{1,200})"/,
        /SQLERRMC[=:] ?(?<index>\d{1,5});(?<table>[^\s,;]{1,200})/,
      ],
    },
    rootCause: "The Db2 table[[ `{table}`]] already has a row with the same unique key[[ (index {index})]]",
    explanation:
      "SQL0803N: the insert or update would have written a second row with the same key of a unique index, so the statement was rejected.",
    checks: [
      "`SELECT INDNAME, COLNAMES FROM SYSCAT.INDEXES WHERE IID =[[ {index}]] AND TABNAME = …` names the key's columns",
      "Duplicates of that key in the source, and whether an earlier attempt already loaded the rows",
    ],
    fixes: [
      "Use `MERGE`, or delete the run's rows first, so that a rerun is safe",
      "Remove the duplicates from the source",
    ],
  },
  {
    id: "db2/constraint",
    title: "Null in a required Db2 column",
    category: "data_quality",
    alternatives: ["schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0407N[^"\n]{0,160}"(?<column>[^"\n]{1,200})"/,
        /SQLCODE[=:] ?-407, SQLSTATE[=:] ?23502(?:, SQLERRMC[=:] ?(?<column>[^;\n]{1,200}?)(?:, DRIVER|$))?/,
      ],
    },
    rootCause: "A row has a null in the required Db2 column `{column}`",
    explanation:
      "SQL0407N: the column is NOT NULL. Db2 may name it by numbers (table space, table and column); `SYSCAT.COLUMNS` resolves them.",
    checks: [
      "`SELECT C.TABSCHEMA, C.TABNAME, C.COLNAME FROM SYSCAT.TABLES T, SYSCAT.COLUMNS C WHERE T.TBSPACEID = … AND T.TABLEID = … AND C.COLNO = … AND C.TABNAME = T.TABNAME` for the numbers in the message",
      "The rows of the source without that value",
    ],
    fixes: [
      "Fill the value at the source, or reject such rows before the load",
      "Give the column a default or make it nullable if a missing value is legitimate",
    ],
  },
  {
    id: "db2/foreign-key",
    title: "Db2 foreign key or check violated",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL053[0-2]N[^"\n]{0,160}"(?<constraint>[^"\n]{1,200})"/,
        /SQL0545N[^"\n]{0,160}"(?<constraint>[^"\n]{1,200})"/,
        /SQLCODE[=:] ?-(?<kind>530|531|532|545), SQLSTATE[=:] ?235?\d{2,3}(?:, SQLERRMC[=:] ?(?<constraint>[^,;\s]{1,200}))?/,
      ],
    },
    rootCause: "A row violates the Db2 constraint[[ `{constraint}`]][[ ({kind})]]",
    explanation:
      "530: the parent row is missing. 531 and 532: a parent row that children still refer to would change or go. 545: a check constraint failed.",
    checks: [
      "Definition of the constraint in `SYSCAT.REFERENCES` or `SYSCAT.CHECKS`",
      "The keys in the source that have no parent row",
    ],
    fixes: [
      "Load the parent table first, then run this step again",
      "Correct or set aside the rows that break the rule[[ `{constraint}`]] at the source",
    ],
  },
  {
    id: "db2/invalid-value",
    title: "Value does not fit its column (Db2)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0433N[^"\n]{0,120}"(?<value>[^"\n]{0,200})"/,
        /SQL(?:0302|0420|0413|0180|0181|0802|0408)N/,
        /SQLCODE[=:] ?-(?:433|302|420|413|180|181|802), SQLSTATE/,
      ],
    },
    rootCause: "A value[[ (`{value}`)]] does not fit its column or cannot be converted",
    explanation:
      "Text is too long (433), a number overflows (413, 802), or a string is no valid number (420) or date (180, 181).",
    checks: ["The value in the source, and the column's type and length"],
    fixes: ["Clean or truncate the value", "Widen the column"],
  },
  {
    id: "db2/syntax-error",
    title: "SQL syntax error (Db2)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0104N[^"\n]{0,120}"(?<token>[^"\n]{0,200})"/,
        /SQLCODE[=:] ?-104, SQLSTATE[=:] ?42601(?:, SQLERRMC[=:] ?(?<token>[^;\n]{1,100}))?/,
        /SQL0(?:007|010|440|119|203|117)N/,
      ],
      names: [/SQL0440N[^"\n]{0,80}"(?<function>[^"\n]{1,100})"/],
    },
    rootCause:
      "The Db2 statement is not valid[[ near `{token}`]][[: there is no fitting function `{function}`]]",
    explanation:
      "Db2 could not parse the statement, found no fitting function (440), an ungrouped (119) or ambiguous (203) column, or a different number of values than columns (117).",
    checks: ["The rendered statement, and what changed in it"],
    fixes: [
      "Correct the statement[[ near `{token}`]]",
      "Use Db2's own function or syntax where it was written for another database",
    ],
  },
  {
    id: "db2/permission-denied",
    title: "Privilege missing (Db2)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0551N[^"\n]{0,200}"(?<user>[^"\n]{1,100})"(?:[^"\n]{0,160}"(?<operation>[^"\n]{1,100})"[^"\n]{0,60}"(?<object>[^"\n]{1,200})")?/,
        /SQL0552N[^"\n]{0,120}"(?<user>[^"\n]{1,100})"/,
        /SQLCODE[=:] ?-55[12], SQLSTATE[=:] ?425\d{2}/,
      ],
      names: [
        /SQLCODE[=:] ?-551, SQLSTATE[=:] ?425\d{2}, SQLERRMC[=:] ?(?<user>[^;\s]{1,100});(?<operation>[^;\n]{1,60});(?<object>[^\s,;]{1,200})/,
        /Operation: "(?<operation>[^"\n]{1,60})"\. Object: "(?<object>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "The database user[[ `{user}`]] lacks a privilege[[: {operation}]][[ on `{object}`]]",
    explanation: "SQL0551N and SQL0552N: the user may log in, but has no privilege for this operation.",
    checks: ["The user's grants in `SYSCAT.TABAUTH`, and whether the table was recreated since"],
    fixes: [
      "Grant it to the user or its role[[: `GRANT {operation} ON {object} TO USER {user}`]]",
      "Repeat the grants if the table was recreated",
    ],
  },
  {
    id: "db2/login",
    title: "Login rejected (Db2)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL30082N(?:[^"\n]{0,120}"(?<code>\d{1,3})" \("(?<reason>[^"\n]{1,80})"\))?/,
        /SQLCODE[=:] ?-30082, SQLSTATE/,
        /ERRORCODE=-4214, SQLSTATE=28000/,
      ],
    },
    rootCause: "Db2 rejected the login[[: reason {code}, {reason}]]",
    explanation:
      "SQL30082N names the reason: 24 is a wrong user or password, 1 an expired password, 15 and 17 an authentication type that the server does not accept.",
    checks: ["The reason code in the message", "Expiry of the password and the secret in use"],
    fixes: [
      "Renew the password and update the connection",
      "Use the authentication type that the server requires",
    ],
  },
  {
    id: "db2/locks",
    title: "Deadlock or lock timeout (Db2)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/SQL09(?:11|13)N/, /SQLCODE[=:] ?-91[13], SQLSTATE[=:] ?(?:40001|57033)/],
      names: [/Reason code "(?<code>\d{1,3})"/, /SQLERRMC[=:] ?(?<code>\d{1,3})\b/],
    },
    rootCause: "Another session held a lock that this one needed[[ (reason {code})]]",
    explanation:
      "SQL0911N: reason 2 is a deadlock, 68 a lock timeout. Db2 rolled this transaction back; it can simply be retried.",
    checks: ["What else wrote to the same tables at that time (`MON_LOCKWAITS`)"],
    fixes: [
      "Run the transaction again (68 is a lock timeout, 2 a deadlock); add retries",
      "Find the holder at such times: `SELECT * FROM SYSIBMADM.MON_LOCKWAITS`",
      "Commit more often, and keep loads of the same table from overlapping",
    ],
  },
  {
    id: "db2/limits",
    title: "Log, space or memory exhausted (Db2)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/SQL0(?<code>964C|955C|954C)/, /SQLCODE[=:] ?-(?<code>964|955|954), SQLSTATE/],
      not: [/SQL1040N|SQLCODE[=:] ?-1040|SQL0?(?:289|968)|SQLCODE[=:] ?-(?:289|968)/],
    },
    rootCause: "The Db2 server ran out of transaction log or heap space (SQL{code})",
    explanation:
      "964: the transaction log is full, usually by one large or old open transaction. 954 and 955: no application or sort heap.",
    checks: [
      "The oldest open transaction: `SELECT * FROM TABLE(MON_GET_TRANSACTION_LOG(-1))`",
      "How many rows the load writes per commit",
    ],
    fixes: [
      "Commit in smaller batches, and end the oldest open transaction (`FORCE APPLICATION`)",
      "Enlarge the log: `UPDATE DB CFG USING LOGPRIMARY … LOGSECOND …`, or `SORTHEAP` and `APPLHEAPSZ` for 955 and 954",
    ],
  },
  {
    id: "db2/disk-full",
    title: "Db2 table space or disk is full",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/SQL0(?<code>289N|968C)/, /SQLCODE[=:] ?-(?<code>289|968), SQLSTATE/],
      names: [
        /table space "(?<space>[^"\n]{1,120})"/,
        /SQLCODE[=:] ?-289, SQLSTATE[=:] ?57011, SQLERRMC[=:] ?(?<space>[^,;\s]{1,120})/,
      ],
    },
    rootCause: "The Db2 table space[[ `{space}`]] or its file system is full (SQL{code})",
    explanation: "SQL0289N: the table space cannot take more pages. SQL0968C: the file system is full.",
    checks: [
      "`SELECT TBSP_NAME, TBSP_FREE_SIZE_KB, TBSP_UTILIZATION_PERCENT FROM SYSIBMADM.TBSP_UTILIZATION`",
      "Free space of the container's file system (`df -h`)",
    ],
    fixes: [
      "Enlarge it: `ALTER TABLESPACE[[ {space}]] EXTEND (ALL …)`, or give automatic storage a new path",
      "Free space: drop old partitions or tables, `REORG … RECLAIM EXTENTS`",
    ],
  },
  {
    id: "db2/too-many-connections",
    title: "Db2 has no free connections",
    category: "resource_exhausted",
    alternatives: ["configuration", "rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/SQL1040N/, /SQLCODE[=:] ?-1040, SQLSTATE/],
    },
    rootCause: "The Db2 database has reached its maximum number of connections",
    explanation: "SQL1040N: `MAXAPPLS` connections are open; connections that are never closed count too.",
    checks: ["`LIST APPLICATIONS`: which users and hosts hold connections"],
    fixes: [
      "Close idle connections (`FORCE APPLICATION (handle)`), and shrink the pools of the jobs",
      "Raise `MAXAPPLS` (`UPDATE DB CFG USING MAXAPPLS AUTOMATIC`)",
    ],
  },
  {
    id: "db2/unreachable",
    title: "Db2 server unreachable",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /SQL(?<code>30081N|1224N|1024N|1032N|30108N)/,
        /ERRORCODE=-4499, SQLSTATE=08001/,
        /SQLCODE[=:] ?-30081, SQLSTATE/,
      ],
      names: [
        /Location where the error was detected: "(?<host>[\w.:-]{3,120})"/,
        /error code\(s\): "(?<errno>\d{1,6})"/,
        /server (?<host>[\w./-]{3,120}) on port (?<port>\d{2,5})/,
      ],
    },
    rootCause:
      "The connection to the Db2 server[[ `{host}`]] failed or was lost[[ (SQL{code})]][[, error {errno}]]",
    explanation:
      "30081 is a communication error with the protocol's own code, 1224 and 1032 mean that the database manager stopped or was not started.",
    checks: [
      "Whether the instance runs (`db2pd -`), and the port in the connection",
      "Firewall and idle timeouts in between",
    ],
    fixes: [
      "Start the instance or correct host and port",
      "Retry; enable keepalive for long idle connections",
    ],
  },
];
