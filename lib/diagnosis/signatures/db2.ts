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
    fixes: ["Qualify the name with its schema", "Run the step that creates the object first"],
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
    rootCause: "column `{column}` does not exist in the statement's tables",
    explanation:
      "SQL0206N: the name is no column of these tables: renamed, dropped, not yet added, or text in double quotes.",
    checks: ["The table's columns in `SYSCAT.COLUMNS`", "Commits and migrations since the last success"],
    fixes: ["Use the column's current name", "Run the migration that adds the column before this task"],
  },
  {
    id: "db2/duplicate-key",
    title: "Duplicate key (Db2)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0803N[^"\n]{0,200}(?:"(?<index>\d{1,5})")?/,
        /SQLCODE[=:] ?-803, SQLSTATE[=:] ?23505(?:, SQLERRMC[=:] ?(?<key>[^\n]{1,100}?)(?:, DRIVER|$))?/,
      ],
    },
    rootCause: "A row with the same unique key already exists[[ ({key})]]",
    explanation:
      "SQL0803N: the insert or update would have written a second row with the same key of a unique index, so the statement was rejected.",
    checks: ["Duplicates of the key in the source", "Whether an earlier attempt had already loaded the rows"],
    fixes: [
      "Use `MERGE` or delete the run's rows first, so that a rerun is safe",
      "Remove duplicates from the source",
    ],
  },
  {
    id: "db2/constraint",
    title: "Null or foreign key violation (Db2)",
    category: "data_quality",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SQL0407N[^"\n]{0,160}"(?<column>[^"\n]{1,200})"/,
        /SQL053[0-2]N[^"\n]{0,160}"(?<constraint>[^"\n]{1,200})"/,
        /SQL0545N[^"\n]{0,160}"(?<constraint>[^"\n]{1,200})"/,
        /SQLCODE[=:] ?-(?:407|530|531|532|545), SQLSTATE[=:] ?235?\d{2,3}(?:, SQLERRMC[=:] ?(?<constraint>[^,;\s]{1,200}))?/,
      ],
    },
    rootCause: "A row violates the table's definition[[: null in `{column}`]][[: constraint `{constraint}`]]",
    explanation:
      "Db2 rejected the statement: a required column got a null (407), a parent row is missing (530) or still referenced (532), or a check failed (545).",
    checks: ["The offending rows in the source", "Whether parents are loaded before their children"],
    fixes: ["Fix or reject the rows before the load", "Load parent tables first"],
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
    },
    rootCause: "The SQL has a syntax error[[ near `{token}`]]",
    explanation:
      "Db2 could not parse the statement, found no fitting function (440), an ungrouped (119) or ambiguous (203) column, or a different number of values than columns (117).",
    checks: ["The rendered statement, and what changed in it"],
    fixes: ["Correct the statement", "Use Db2's function or syntax instead of another database's"],
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
    },
    rootCause: "The database user[[ `{user}`]] lacks a privilege[[: {operation}]][[ on `{object}`]]",
    explanation: "SQL0551N and SQL0552N: the user may log in, but has no privilege for this operation.",
    checks: ["The user's grants in `SYSCAT.TABAUTH`, and whether the table was recreated since"],
    fixes: ["Grant the privilege to the user or its role", "Repeat the grants after recreating the table"],
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
      message: [
        /SQL09(?:11|13)N[^"\n]{0,160}(?:"(?<code>\d{1,3})")?/,
        /SQLCODE[=:] ?-91[13], SQLSTATE[=:] ?(?:40001|57033)(?:, SQLERRMC[=:] ?(?<code>\d{1,3}))?/,
      ],
    },
    rootCause: "Another session held a lock that this one needed[[ (reason {code})]]",
    explanation:
      "SQL0911N: reason 2 is a deadlock, 68 a lock timeout. Db2 rolled this transaction back; it can simply be retried.",
    checks: ["What else wrote to the same tables at that time (`MON_LOCKWAITS`)"],
    fixes: ["Retry the transaction", "Commit more often, and avoid overlapping loads of the table"],
  },
  {
    id: "db2/limits",
    title: "Log, space or memory exhausted (Db2)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /SQL0(?<code>964C|289N|968C|955C|954C|1040N)/,
        /SQLCODE[=:] ?-(?<code>964|289|968|955|954|1040), SQLSTATE/,
      ],
    },
    rootCause: "The Db2 server ran out of log space, disk or memory (SQL{code})",
    explanation:
      "964: the transaction log is full, usually by one large or old open transaction. 289 and 968: no disk space. 954 and 955: no sort or statement heap. 1040: no more connections.",
    checks: [
      "The oldest open transaction and the size of the load",
      "Free space of the table space and log path",
    ],
    fixes: ["Commit in smaller batches", "Enlarge the log (`LOGPRIMARY`, `LOGSECOND`) or the table space"],
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
    },
    rootCause: "The connection to the Db2 server failed or was lost[[ (SQL{code})]]",
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
