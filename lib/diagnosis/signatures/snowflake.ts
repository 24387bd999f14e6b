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
    rootCause: "{kind}[[ `{object}`]] does not exist, or the role in use may not see it",
    explanation:
      "Snowflake answers alike for an object that is missing and for one that the role has no privilege on, so that names cannot be probed.",
    checks: [
      "Whether `SHOW OBJECTS LIKE …` finds it with an administrator's role",
      "Role, database and schema of the connection, and grants made or revoked since the last success",
    ],
    fixes: [
      "Grant the pipeline's role USAGE on database and schema and SELECT on the object",
      "Correct the name, or run the step that creates the object first",
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
    match: { message: [/invalid identifier '(?<column>[^'\n]{1,200})'/] },
    rootCause: "column `{column}` does not exist",
    explanation:
      'Snowflake compiled the statement and found no such column in the tables it names. Names in double quotes keep their case, so `"id"` and `ID` are two columns.',
    checks: [
      "The columns of the tables in the query (`DESCRIBE TABLE`), and the case of quoted names",
      "Commits and migrations that touched the table since the last success",
    ],
    fixes: [
      "Use the column's present name in the query",
      "Bring the column back, or take the quotes away that fix its case",
    ],
  },
  {
    id: "snowflake/syntax-error",
    title: "SQL that Snowflake cannot compile",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /syntax error line (?<line>\d{1,6}) at position (?<position>\d{1,6}) unexpected '(?<token>[^'\n]{0,120})'/,
        /SQL compilation error:(?: error line (?<line>\d{1,6}) at position \d{1,6})?\s{1,4}(?<message>(?:Invalid argument types for function|Unknown function|not enough arguments for function|too many arguments for function|ambiguous column name)[^\n]{1,160})/,
      ],
    },
    rootCause: "Snowflake cannot compile the SQL[[ near `{token}` (line {line})]][[: {message}]]",
    explanation:
      "The statement is not valid in Snowflake's dialect: a misspelt word, a missing comma or bracket, or a function that takes other arguments.",
    checks: ["The statement as it was sent, with every placeholder filled in"],
    fixes: ["Correct the statement there", "Use Snowflake's function in place of the other database's"],
  },
  {
    id: "snowflake/quota-exceeded",
    title: "Snowflake warehouse stopped by its credit quota",
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
      "Snowflake runs nothing more[[ on `{warehouse}`: resource monitor `{monitor}` has used up its credits]]",
    explanation:
      "A resource monitor suspends warehouses when their credits for the period are used up; a trial or an unpaid account is suspended as a whole.",
    checks: [
      "`SHOW RESOURCE MONITORS`: used credits and when the period starts anew",
      "What used the credits (`WAREHOUSE_METERING_HISTORY`)",
    ],
    fixes: [
      "Raise the monitor's quota, or run on a warehouse of another monitor",
      "Stop what uses the credits",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/resource-monitors"],
  },
  {
    id: "snowflake/statement-timeout",
    title: "Snowflake statement ran into its time limit",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "warehouse_sql", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [/Statement reached its statement or warehouse timeout of (?<seconds>[\d,]{1,12}) second/],
    },
    rootCause: "The statement ran longer than its limit[[ of {seconds} s]] and was cancelled",
    explanation:
      "`STATEMENT_TIMEOUT_IN_SECONDS` of account, user, session or warehouse (the smallest counts) cancels a statement; time in the queue counts too.",
    checks: [
      "Query profile: time in the queue, bytes spilled, rows of each join against earlier runs",
      "How many other statements ran on the warehouse then",
    ],
    fixes: [
      "Make the statement smaller (a join that multiplies rows, a missing filter), or the warehouse larger",
      "Raise the time limit where the run time is right",
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
    rootCause: "The statement was cancelled from outside while it ran",
    explanation:
      "Somebody cancelled the query, the client's own time-out ended it (`timeout=` of the cursor), or the session was closed while it ran.",
    checks: ["`QUERY_HISTORY` and the time-out the client sets; whether the task was killed at that moment"],
    fixes: ["Raise the client's time-out, or run the statement again if it was cancelled by hand"],
  },
  {
    id: "snowflake/already-exists",
    title: "Snowflake object exists already",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/(?<kind>Object|Table|View|Schema|Database|Stage) '(?<object>[^'\n]{1,300})' already exists/],
      also: [/SQL compilation error|snowflake/i],
    },
    rootCause: "{kind} `{object}` exists already, so it cannot be created",
    explanation:
      "A `CREATE` without `OR REPLACE` or `IF NOT EXISTS` fails when the name is taken, as it is after a run that stopped halfway.",
    checks: [
      "Whether an earlier attempt made it, and whether it is of the same kind (a view in place of a table)",
    ],
    fixes: ["Write `CREATE OR REPLACE` or `CREATE … IF NOT EXISTS`", "Drop what the earlier run left"],
  },
  {
    id: "snowflake/procedure-failed",
    title: "Code of a Snowflake procedure or function failed",
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
      "Snowflake ran the handler and it raised an error; what follows is that error, with lines of the handler's text.",
    checks: ["The handler's text at that line, and the arguments of the call"],
    fixes: ["Correct the handler, or handle that input in it"],
  },
  {
    id: "snowflake/internal-error",
    title: "Snowflake failed with an error of its own",
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
      "Snowflake broke off the statement because of a fault of its own[[ ({code})]][[, incident {incident}]]",
    explanation:
      "The message names no cause in the statement; now and then a particular plan triggers it again and again.",
    checks: ["Snowflake's status page for that time, and whether the same statement fails again"],
    fixes: [
      "Run the statement again",
      "Rewrite the part of it that triggers the fault, and open a case with the incident's number",
    ],
  },
  {
    id: "snowflake/lock",
    title: "Snowflake statement waited for a lock",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /has locked table '(?<table>[^'\n]{1,200})' in transaction \d{1,20} and this lock has not yet been released/,
        /the number of waiters for this lock exceeds the \d{1,6} statements? limit/,
      ],
    },
    rootCause: "Too many statements write[[ `{table}`]] at once, and one waited too long for the lock",
    explanation:
      "UPDATE, DELETE and MERGE lock the whole table; at most twenty statements wait for one lock, or wait as long as `LOCK_TIMEOUT` says.",
    checks: ["`SHOW LOCKS`, and transactions that were never committed"],
    fixes: [
      "Do not let several tasks write one table at once; gather small writes into one",
      "Retry after a while",
    ],
  },
];
