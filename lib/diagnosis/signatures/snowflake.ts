import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Snowflake: statements, through the Python connector, SQLAlchemy, dbt and JDBC. */
export const snowflakeSignatures: Signature[] = [
  {
    id: "snowflake/object-not-found",
    title: "Snowflake object does not exist or is not visible",
    category: "warehouse_sql",
    alternatives: ["auth_permission", "schema_change", "configuration", "upstream_missing_data"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /SQL compilation error:\s{0,4}(?<kind>Object) does not exist, or operation cannot be performed/,
        /(?<kind>Object|Table|View|Schema|Database|Stage|Sequence|File format|Warehouse|Role|Integration|Task|Stream|Pipe|Procedure) '(?<object>[^'\n]{1,300})' does not exist or not authorized/,
      ],
    },
    rootCause: "{kind}[[ `{object}`]] does not exist, or the connection's role may not see it",
    explanation:
      "Snowflake reports missing objects and objects without privileges the same way, so that names cannot be probed.",
    checks: [
      "Whether `SHOW OBJECTS LIKE …` finds it with an admin role",
      "The connection's role, database and schema, and grants made or revoked since the last success",
    ],
    fixes: [
      "If it exists, grant it: `GRANT USAGE ON SCHEMA … TO ROLE …` and `GRANT SELECT ON[[ {object}]] TO ROLE …`",
      "If it does not, run the step that creates it first, or correct the database, schema and name",
      "If it was dropped by mistake: `UNDROP TABLE[[ {object}]]`",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/security-access-control-overview"],
  },
  {
    id: "snowflake/invalid-identifier",
    title: "Snowflake column does not exist",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/invalid identifier '(?<column>[^'\n]{1,200})'/, /\b000904 \(42000\)/],
      also: [/error line (?<line>\d{1,6}) at position|$/],
    },
    rootCause: "Column[[ `{column}`]] does not exist[[ (line {line} of the statement)]]",
    explanation:
      'Snowflake compiled the statement and found no such column in its tables. Names in double quotes keep their case, so `"id"` and `ID` are two columns.',
    checks: [
      "The columns of the tables in the query (`DESCRIBE TABLE`), and the case of quoted names",
      "Commits and migrations that touched the table since the last success",
    ],
    fixes: [
      "Use the column's current name (`DESC TABLE …`)",
      "If it is new, run the migration that adds it (`ALTER TABLE … ADD COLUMN …`)",
      "If it was created in double quotes with lower case, write it the same way, or meant as text, put it in single quotes",
    ],
  },
  {
    id: "snowflake/syntax-error",
    title: "Invalid Snowflake SQL",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /syntax error line (?<line>\d{1,6}) at position (?<position>\d{1,6}) unexpected '(?<token>[^'\n]{0,120})'/,
        /SQL compilation error:(?: error line (?<line>\d{1,6}) at position \d{1,6})?\s{1,4}(?<message>(?:Invalid argument types for function|Unknown function|not enough arguments for function|too many arguments for function|ambiguous column name)[^\n]{1,160})/,
        /\b001003 \(42000\)/,
      ],
    },
    rootCause: "Snowflake cannot compile the SQL[[ near `{token}` (line {line})]][[: {message}]]",
    explanation:
      "The statement is not valid in Snowflake's dialect: a typo, a missing comma or bracket, or a function with different arguments.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Fix the statement at that position",
      "Use Snowflake's equivalent of the other database's function",
    ],
  },
  {
    id: "snowflake/quota-exceeded",
    title: "Snowflake credit quota exhausted",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Warehouse '(?<warehouse>[^'\n]{1,120})' (?:cannot be resumed because|was suspended by) resource monitor '(?<monitor>[^'\n]{1,120})'/,
        /Your account is suspended due to lack of payment method/,
        /Your free trial has ended and all of your virtual warehouses have been suspended/,
      ],
    },
    rootCause:
      "Snowflake refuses to run statements[[ on `{warehouse}`: resource monitor `{monitor}` has exhausted its credits]]",
    explanation:
      "A resource monitor suspends warehouses once their credits for the period are used up; a trial or unpaid account is suspended as a whole.",
    checks: [
      "`SHOW RESOURCE MONITORS`: used credits, and when the period resets",
      "What used the credits (`WAREHOUSE_METERING_HISTORY`)",
    ],
    fixes: [
      "Raise the quota:[[ `ALTER RESOURCE MONITOR {monitor} SET CREDIT_QUOTA = …`]] (as ACCOUNTADMIN)",
      "Or use another warehouse[[ than `{warehouse}`]] that the monitor does not cover",
      "Stop what uses the credits (`WAREHOUSE_METERING_HISTORY`)",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/resource-monitors"],
  },
  {
    id: "snowflake/statement-timeout",
    title: "Snowflake statement timed out",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Statement reached its statement or warehouse timeout of (?<seconds>[\d,]{1,12}) second/,
        /\b000630 \(57014\)/,
      ],
    },
    rootCause: "The statement exceeded its timeout[[ of {seconds} s]] and was cancelled",
    explanation:
      "`STATEMENT_TIMEOUT_IN_SECONDS` on the account, user, session or warehouse (the lowest applies) cancels a statement; time in the queue counts too.",
    checks: [
      "Query profile: time in the queue, bytes spilled, rows of each join against earlier runs",
      "How many other statements were running on the warehouse at that time",
    ],
    fixes: [
      "Open the query profile and reduce the statement: a join that multiplies rows, a missing filter, bytes spilled to remote storage",
      "If it waited in the queue, enlarge the warehouse or its cluster count: `ALTER WAREHOUSE … SET WAREHOUSE_SIZE = …`",
      "Raise the limit for this session: `ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = …`[[ (now {seconds})]]",
    ],
  },
  {
    id: "snowflake/cancelled",
    title: "Snowflake statement cancelled",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted", "configuration"],
    strength: "hint",
    transience: "unknown",
    match: {
      message: [
        /604 \(57014\): (?:[\w-]{36}: )?SQL execution canceled/,
        /SQL execution was cancelled by the client due to a timeout/,
      ],
    },
    rootCause: "The statement was cancelled from outside while it was running",
    explanation:
      "Someone cancelled the query, the client's own timeout ended it (the cursor's `timeout=`), or the session was closed while it was running.",
    checks: ["`QUERY_HISTORY` and the client's timeout; whether the task was killed at that moment"],
    fixes: ["Raise the client's timeout, or rerun the statement if it was cancelled by hand"],
  },
  {
    id: "snowflake/already-exists",
    title: "Snowflake object already exists",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/(?<kind>Object|Table|View|Schema|Database|Stage) '(?<object>[^'\n]{1,300})' already exists/],
      also: [/SQL compilation error|snowflake/i],
    },
    rootCause: "{kind} `{object}` already exists, so it cannot be created",
    explanation:
      "A `CREATE` without `OR REPLACE` or `IF NOT EXISTS` fails if the name is taken, for example after a run that stopped halfway.",
    checks: [
      "Whether an earlier attempt created it, and whether it is the same kind (a view instead of a table)",
    ],
    fixes: ["Use `CREATE OR REPLACE` or `CREATE … IF NOT EXISTS`", "Drop what the earlier run left behind"],
  },
  {
    id: "snowflake/procedure-failed",
    title: "Snowflake procedure or function code failed",
    category: "code_bug",
    alternatives: ["data_quality", "warehouse_sql"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?<language>JavaScript) execution error: (?<message>[^\n]{1,200})/,
        /(?<language>Python) Interpreter Error:\s{0,4}(?<message>[^\n]{0,200})/,
        /Uncaught exception of type '(?<message>[A-Z_]{3,60})' on line (?<line>\d{1,6})/,
      ],
      also: [/P0000|snowflake|100357|100132/i],
    },
    rootCause: "The procedure's or function's own code failed[[ (line {line})]]: {message}",
    explanation:
      "Snowflake ran the handler and it raised an error; the rest of the message is that error, with the handler's line numbers.",
    checks: ["The handler's source at that line, and the arguments of the call"],
    fixes: ["Fix the handler, or make it handle that input"],
  },
  {
    id: "snowflake/internal-error",
    title: "Snowflake internal error",
    category: "infrastructure",
    alternatives: ["warehouse_sql"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /SQL (?:execution|compilation) internal error/,
        /Processing aborted due to error (?<code>\d{6}(?::\d{1,12})?)(?:; incident (?<incident>\d{1,12}))?/,
      ],
    },
    rootCause:
      "Snowflake aborted the statement because of an internal error[[ ({code})]][[, incident {incident}]]",
    explanation:
      "The message points to nothing in the statement; occasionally a particular query plan triggers it every time.",
    checks: ["Snowflake's status page for that time, and whether the same statement fails again"],
    fixes: [
      "Rerun the statement",
      "Rewrite the part that triggers the error, and open a case with the incident number",
    ],
  },
  {
    id: "snowflake/lock",
    title: "Snowflake lock wait",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /has locked table '(?<table>[^'\n]{1,200})' in transaction \d{1,20} and this lock has not yet been released/,
        /the number of waiters for this lock exceeds the \d{1,6} statements? limit/,
        /\b000625 \(57014\)/,
      ],
    },
    rootCause: "Too many statements write to[[ `{table}`]] at once, and one waited too long for the lock",
    explanation:
      "UPDATE, DELETE and MERGE lock the whole table; at most twenty statements can wait for one lock, for no longer than `LOCK_TIMEOUT`.",
    checks: ["`SHOW LOCKS IN ACCOUNT` and `SHOW TRANSACTIONS IN ACCOUNT`: who holds the lock"],
    fixes: [
      "End a transaction that was left open: `SELECT SYSTEM$ABORT_TRANSACTION(id)`",
      "Let only one task at a time write to the table; gather small writes into one MERGE or use INSERT, which does not lock",
      "Retry with a delay, or raise `LOCK_TIMEOUT`",
    ],
  },
  {
    id: "snowflake/column-exists",
    title: "Column to be added already exists (Snowflake)",
    category: "warehouse_sql",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/\bcolumn '(?<column>[^'\n]{1,200})' already exists/i],
      also: [/001430|SQL compilation error|snowflake/i],
    },
    rootCause: "The column `{column}` that the statement adds is already in the table",
    explanation:
      "An `ALTER TABLE … ADD COLUMN` ran although the column was there: another run of the same model added it between the check and the change, the same statement ran twice, or the names differ only in case.",
    checks: [
      "Whether another run of the same model or migration was active at that time (`QUERY_HISTORY` for `ALTER TABLE`)",
      "The table's columns now: `DESC TABLE …`",
    ],
    fixes: [
      "Rerun: the column exists now, so the next run does not add it",
      "Keep two runs of the model from overlapping (one active run, a pool, or a lock), or write `ADD COLUMN IF NOT EXISTS {column} …`",
    ],
  },
];
