import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What Snowflake says through its Python connector, SQLAlchemy, dbt and JDBC. */
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
    id: "snowflake/insufficient-privileges",
    title: "Snowflake role lacks a privilege",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Insufficient privileges to operate on (?<kind>[a-z]{3,20}(?: [a-z]{3,20})?) '(?<object>[^'\n]{1,300})'/,
        /SQL access control error:\s{0,4}(?<reason>[^\n]{0,160})/,
      ],
    },
    rootCause: "The Snowflake role in use lacks a privilege[[ on {kind} `{object}`]]",
    explanation: "The object exists and the role may see it, but may not do what the statement does with it.",
    checks: [
      "`SHOW GRANTS ON …` and `SHOW GRANTS TO ROLE …` for the role of the connection",
      "Whether the object was created anew by another role, which drops its grants",
    ],
    fixes: [
      "Grant the missing privilege to the pipeline's role, also for future objects of the schema",
      "Use the role that owns the object",
    ],
  },
  {
    id: "snowflake/login-refused",
    title: "Snowflake refuses user name or password",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incorrect username or password was specified/,
        /User access disabled\. Contact your local system administrator/,
        /Multi-factor authentication is required for this account/,
        /Failed to authenticate: MFA with TOTP is required/,
      ],
      also: [/snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i],
    },
    rootCause:
      "Snowflake refused the login: wrong user or password, a disabled user, or a second factor is asked for",
    explanation:
      "The account was reached; the user may not log in this way. Users with a password alone are refused where the account asks for a second factor.",
    checks: [
      "User and password of the connection, and when the password was changed",
      "`SHOW USERS`: disabled, locked, type of user (`SERVICE` users cannot use passwords)",
    ],
    fixes: [
      "Put the present password or key into the connection",
      "Let pipelines log in with a key pair or a programmatic access token in place of a password",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth"],
  },
  {
    id: "snowflake/key-refused",
    title: "Snowflake refuses the key or token",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /JWT token is invalid/,
        /Authentication token has expired\. {1,2}The user must authenticate again/,
        /OAuth access token expired/,
        /Invalid OAuth access token/,
        /Programmatic access token is (?:invalid|expired|disabled)/,
      ],
      also: [/snowflake|(?:^|\D)25\d{4}(?:\D|$)|39\d{4}/i],
    },
    rootCause: "Snowflake does not accept the key or token of the connection",
    explanation:
      "The JWT is signed with a key that is not registered for the user, names another account or user, or the machine's clock is off; a token may simply have expired.",
    checks: [
      "`DESC USER`: `RSA_PUBLIC_KEY_FP` against the fingerprint of the key in use",
      "Account and user as written in the connection, and the worker's clock",
      "How long the session was idle (sessions end after four hours without `client_session_keep_alive`)",
    ],
    fixes: [
      "Register the public key for the user, or use the private key that belongs to it",
      "Renew the token; set `client_session_keep_alive` for long tasks",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/key-pair-auth-troubleshooting"],
  },
  {
    id: "snowflake/login-rejected",
    title: "Snowflake does not open a session",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Role '(?<role>[^'\n]{1,200})' specified in the connect string (?<reason>does not exist or not authorized|is not granted to this user)/,
        /(?<reason>The requested (?:role|warehouse|database|schema) does not exist or not authorized)/,
        /The (?<reason>role requested in the connection[^\n]{0,160}is not listed in the Access Token)/,
        /Failed to connect to DB: (?<host>[\w.-]{3,200})(?::\d{1,5})?\. (?<reason>[^\n]{1,160})/,
      ],
      not: [
        /JWT token is invalid|Incorrect username|locked|not allowed to access|MFA|[Mm]ulti-factor|User access disabled|Verify the account name/,
      ],
    },
    rootCause: "Snowflake does not open a session[[: role `{role}`]][[: {reason}]]",
    explanation:
      "The account was reached and answered the login with a refusal; what follows the address in the message is its reason. A role must exist and be granted to the user of the connection.",
    checks: [
      "`SHOW GRANTS TO USER …` for the role of the connection, and the user's default role",
      "`LOGIN_HISTORY` for the refused login",
    ],
    fixes: ["Grant the role to the user, or correct the role's name in the connection"],
  },
  {
    id: "snowflake/user-locked",
    title: "Snowflake user temporarily locked",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /User temporarily locked\. Try again later/,
        /Your user account has been temporarily locked due to too many failed attempts/,
      ],
    },
    rootCause: "The Snowflake user is locked after too many failed logins",
    explanation:
      "After several wrong logins Snowflake locks the user for fifteen minutes. The cause is whatever logs in with the wrong password, perhaps another task that retries.",
    checks: ["`LOGIN_HISTORY` for the client and address of the failed logins"],
    fixes: [
      "Correct the credentials of whatever logs in wrongly, then wait, or unlock with `ALTER USER … SET MINS_TO_UNLOCK = 0`",
    ],
  },
  {
    id: "snowflake/network-policy",
    title: "Snowflake refuses the caller's address",
    category: "auth_permission",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Incoming request with IP\/Token (?<address>[\w.:]{3,60}) is not allowed to access Snowflake/,
        /IP (?<address>[\d.]{7,15}) is not allowed to access Snowflake/,
      ],
    },
    rootCause: "A Snowflake network policy does not let the address `{address}` in",
    explanation:
      "The account or user has a network policy; the worker's outgoing address is not on its list, often after the worker moved or its gateway changed.",
    checks: ["The worker's outgoing address, and the policy's list (`DESC NETWORK POLICY`)"],
    fixes: ["Add the address to the policy, or send the worker's traffic through one that is on it"],
    docs: ["https://docs.snowflake.com/en/user-guide/network-policies"],
  },
  {
    id: "snowflake/unreachable",
    title: "Snowflake not reachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The certificate is revoked or could not be validated: hostname=(?<host>[\w.-]{3,200})/,
        /Could not connect to Snowflake backend after \d{1,4} attempt/,
        /25000[13](?: \(\w{5}\))?: (?:None: )?(?:Failed to (?:get the response|execute request)|Hanging\?)/,
      ],
      not: [
        /JWT token is invalid|Incorrect username|User temporarily locked|not allowed to access|token|User access disabled|[Mm]ulti-factor|MFA/,
      ],
    },
    rootCause: "No connection to Snowflake[[ ({host})]] could be made",
    explanation:
      "The connector tried several times and got no answer: the network or a proxy is in the way, the account's name is wrong, or the service did not answer in time.",
    checks: [
      "Whether the host `<account>.snowflakecomputing.com` resolves and answers from the worker",
      "Snowflake's status page for that time",
    ],
    fixes: [
      "Retry with increasing waits",
      "Correct the account identifier, or let the proxy pass Snowflake's and its stage's addresses",
    ],
  },
  {
    id: "snowflake/wrong-account",
    title: "Snowflake account identifier wrong or missing",
    category: "configuration",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to connect to DB\. Verify the account name is correct: (?<host>[\w.:-]{3,200})/,
        /29040[34](?: \(\w{5}\))?: (?:None: )?40[34] (?:Not Found|Forbidden): (?:post|get) (?<host>[\w.:/-]{5,120}snowflakecomputing\.\w{2,4})/i,
        /25100[1-6](?: \(\w{5}\))?: (?:None: )?(?<setting>Account|User|Password) (?:must be specified|is empty)/,
      ],
    },
    rootCause: "The connection names no valid Snowflake account[[ ({host})]][[: {setting} is empty]]",
    explanation:
      "The address is made from the account identifier. With a wrong one (a missing region or organisation) Snowflake's front end answers 403 or 404 before any login.",
    checks: [
      "The `account` of the connection against `SELECT CURRENT_ORGANIZATION_NAME(), CURRENT_ACCOUNT_NAME()`",
    ],
    fixes: ["Write the account as `organisation-account`, or as locator with region and cloud"],
    docs: ["https://docs.snowflake.com/en/user-guide/admin-account-identifier"],
  },
  {
    id: "snowflake/no-active-warehouse",
    title: "No Snowflake warehouse selected",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/No active warehouse selected in the current session/] },
    rootCause: "The session has no warehouse to run on",
    explanation:
      "The connection names no warehouse, names one that does not exist, or the role has no USAGE on it: Snowflake opens the session all the same, without a warehouse.",
    checks: ["`warehouse` of the connection, and `SHOW GRANTS ON WAREHOUSE …` for the role"],
    fixes: [
      "Set the warehouse in the connection or as the user's default",
      "Grant the role USAGE on the warehouse",
    ],
  },
  {
    id: "snowflake/no-current-database",
    title: "No Snowflake database or schema selected",
    category: "configuration",
    alternatives: ["auth_permission", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /This session does not have a current (?<kind>database|schema)/,
        /Cannot perform (?<statement>[A-Z ]{3,40})\. This session does not have a current (?<kind>database|schema)/,
      ],
    },
    rootCause: "The session has no current {kind}, and the statement does not name one",
    explanation:
      "The connection names no database or schema, or one that the role may not use; unqualified names then lead nowhere.",
    checks: ["Database and schema of the connection, and the role's USAGE on them"],
    fixes: ["Set them in the connection, or write `database.schema.table` in the query"],
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
    id: "snowflake/value-not-recognized",
    title: "Value does not fit the Snowflake column's type",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<type>Numeric value|Date|Timestamp|Time|Boolean value) '(?<value>[^'\n]{0,200})' is not recognized/,
        /Failed to cast variant value (?<value>[^\n]{1,120}?) to (?<type>[A-Z_]{3,20})/,
        /Can't parse '(?<value>[^'\n]{0,160})' as (?<type>date|timestamp|time|number) with format/,
      ],
    },
    rootCause: "The value `{value}` cannot be read as {type}",
    explanation:
      "A value that the statement casts or loads does not have the type's form: text in a number column, another date format, an empty string.",
    checks: [
      "Which rows hold such values (`TRY_CAST`, `TRY_TO_NUMBER`, `TRY_TO_DATE` give NULL for them)",
      "Whether the source changed its format, or the columns of a file their order",
    ],
    fixes: [
      "Clean the values at the source, or set bad ones aside with `TRY_CAST`",
      "Give the right `DATE_FORMAT`, `NULL_IF` or `EMPTY_FIELD_AS_NULL` in the file format",
    ],
  },
  {
    id: "snowflake/value-too-large",
    title: "Value too long or too large for the Snowflake column",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /String '(?<value>[^'\n]{0,400})' (?:is too long and )?would be truncated/,
        /Number out of representable range: type (?<type>[A-Z]{3,12}[^\n]{0,40}), value (?<value>[\w.+-]{1,60})/,
        /User character length limit \((?<limit>\d{1,9})\) exceeded by string '(?<value>[^'\n]{0,200})'/,
      ],
    },
    rootCause: "A value is too large for its column[[ ({type})]][[, which holds {limit} characters]]",
    explanation:
      "Snowflake refuses a value that is longer than the column's declared length or outside of its number range; nothing of the statement is stored.",
    checks: ["The longest value of that column in the new data, against the column's declared type"],
    fixes: [
      "Widen the column (`ALTER TABLE … MODIFY COLUMN`)",
      "Cut or clean the value, or load with `TRUNCATECOLUMNS`",
    ],
  },
  {
    id: "snowflake/null-or-duplicate",
    title: "Row that Snowflake may not store or merge",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NULL result in a non-nullable column/,
        /Duplicate row detected during DML action/,
        /Division by zero/,
      ],
      also: [/10007[02] \(|100090 \(|100051 \(|snowflake/i],
    },
    rootCause:
      "The data break a rule of the statement: a missing value, a key that is there twice, or a zero as divisor",
    explanation:
      "Snowflake stores no NULL in a NOT NULL column, and a MERGE must find at most one source row for each target row.",
    checks: ["Rows of the source with the key twice, or with no value in the column"],
    fixes: [
      "Deduplicate the source (`QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY …) = 1`)",
      "Fill or set aside rows without a value; divide with `DIV0NULL`",
    ],
  },
  {
    id: "snowflake/copy-columns",
    title: "File has other columns than the Snowflake table",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Number of columns in file \((?<found>\d{1,5})\) does not match that of the corresponding table \((?<expected>\d{1,5})\)/,
        /Insert value list does not match column list expecting (?<expected>\d{1,5}) but got (?<found>\d{1,5})/,
      ],
    },
    rootCause: "There are {found} columns where the table has {expected}",
    explanation:
      "COPY INTO and INSERT without names match columns by their place: one more or one less in the source no longer fits the table.",
    checks: ["The header of the file against the table's columns, and what changed since the last success"],
    fixes: [
      "Add or drop the column on the side that is behind, or load with `MATCH_BY_COLUMN_NAME`",
      "Correct delimiter or quoting in the file format if a value holds the delimiter",
    ],
  },
  {
    id: "snowflake/copy-parse",
    title: "File that Snowflake's COPY cannot read",
    category: "data_quality",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Found character '(?<found>[^'\n]{1,10})' instead of (?:field|record) delimiter/,
        /Field delimiter '(?<found>[^'\n]{1,10})' found while expecting record delimiter/,
        /End of record reached while expected to parse column '(?<column>[^\n]{1,160}?)'/,
        /Error parsing JSON: (?<found>[^\n]{1,120})/,
        /Invalid UTF8 detected in string '(?<found>[^'\n]{0,120})'/,
        /Invalid data encountered during decompression for file/,
      ],
    },
    rootCause: "Snowflake cannot read the file as its file format says[[: `{found}`]][[, column `{column}`]]",
    explanation:
      "The content does not follow the file format of the stage or COPY statement: another delimiter, quotes inside values, another encoding or compression, a cut-off file.",
    checks: [
      "The line that the message names, in the file itself",
      "`VALIDATE(table, JOB_ID => '_last')` for every rejected row",
    ],
    fixes: [
      "Correct `FIELD_DELIMITER`, `FIELD_OPTIONALLY_ENCLOSED_BY`, `ENCODING` or `COMPRESSION` of the file format",
      "Have the source write the file again if it is cut off",
    ],
  },
  {
    id: "snowflake/stage-access",
    title: "Snowflake cannot read the stage's files",
    category: "auth_permission",
    alternatives: ["upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Failure using stage area\. Cause: \[(?<reason>[^\]\n]{1,200})/,
        /Failed to access remote file: (?<reason>[^\n]{1,160})/,
        /Error assuming AWS_ROLE:?\s{0,4}(?<reason>[^\n]{0,160})/,
      ],
    },
    rootCause: "Snowflake cannot read the files behind the stage[[: {reason}]]",
    explanation:
      "Snowflake fetches the files itself with the stage's credentials or storage integration; the bucket refused it.",
    checks: [
      "`DESC INTEGRATION` against the trust policy of the role, and the bucket's policy",
      "Whether the path exists",
    ],
    fixes: [
      "Renew the stage's credentials, or let the integration's user assume the role",
      "Correct the stage's URL",
    ],
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
