import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://clickhouse.com/docs";

/** ClickHouse (`Code: n. DB::Exception: message. (ERROR_NAME)`), over HTTP or the native protocol. */
export const clickhouseSignatures: Signature[] = [
  {
    id: "clickhouse/unknown-identifier",
    title: "Column does not exist (ClickHouse)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unknown (?:expression |expression or function )?identifier:? ?[`'"](?<column>[^`'"\n]{1,200})[`'"]/,
        /DB::Exception: (?:Unknown identifier:|Missing columns:) '?(?<column>[\w.]{1,200})/,
        /Identifier '(?<column>[^'\n]{1,200})' cannot be resolved from table with name/,
        /Cannot find column `(?<column>[^`\n]{1,200})` to drop/,
        /No such column (?<column>[\w.`]{1,200}) in table (?<table>[\w.`]{1,200})/,
        /\((?:UNKNOWN_IDENTIFIER|NO_SUCH_COLUMN_IN_TABLE|NOT_FOUND_COLUMN_IN_BLOCK|THERE_IS_NO_COLUMN)\)/,
        /Code: (?:47|16|8|10)\.\s{1,4}DB::Exception/,
      ],
      also: [/DB::Exception|\((?:UNKNOWN_IDENTIFIER|NO_SUCH_COLUMN_IN_TABLE)\)/],
      names: [
        / in (?:scope|table) [^\n]{0,400}\bFROM (?<table>[\w.`]{1,200})/,
        /while processing query: '[^\n]{0,400}\bFROM (?<table>[\w.`]{1,200})/,
      ],
    },
    rootCause: "The column[[ `{column}`]][[ of `{table}`]] does not exist in ClickHouse",
    explanation:
      "ClickHouse found no such column or alias in what the query reads: it was renamed or dropped, or the query misspells it. Names are case-sensitive.",
    checks: ["`describe table` now, and who changed it last", "Materialized views that read the table"],
    fixes: ["Use the column's current name", "Add the column again, or run the migration that adds it"],
    docs: [`${DOCS}/sql-reference/statements/alter/column`],
  },
  {
    id: "clickhouse/unknown-table",
    title: "Table or database does not exist (ClickHouse)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unknown table expression identifier [`'](?<table>[^`'\n]{1,200})[`']/,
        /DB::Exception: Table (?<table>[\w.`]{1,200}) (?:does not|doesn't) exist/,
        /DB::Exception: Database (?<table>[\w.`]{1,100}) (?:does not|doesn't) exist/,
        /\((?:UNKNOWN_TABLE|UNKNOWN_DATABASE)\)/,
      ],
    },
    rootCause: "The table or database[[ `{table}`]] does not exist on the connected ClickHouse server",
    explanation:
      "The server has no such table: it was dropped or renamed, the step that creates it has not run, or it exists only on other nodes of the cluster (created without `ON CLUSTER`).",
    checks: [
      "`show tables from` the database on that node",
      "Whether the step or migration that creates it has run",
    ],
    fixes: [
      "Run the step or migration that creates the table[[ `{table}`]], on every node (`CREATE TABLE … ON CLUSTER …`)",
      "Correct the database in the connection or the query (`SHOW TABLES FROM …`)",
    ],
    docs: [`${DOCS}/sql-reference/distributed-ddl`],
  },
  {
    id: "clickhouse/login",
    title: "ClickHouse login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DB::Exception: (?<user>[\w.@-]{1,100}): Authentication failed: password is incorrect, or there is no user with such name/,
        /\((?:AUTHENTICATION_FAILED|REQUIRED_PASSWORD|WRONG_PASSWORD|UNKNOWN_USER|IP_ADDRESS_NOT_ALLOWED)\)/,
        /Code: (?:516|194|193|192|195)\.\s{1,4}DB::Exception/,
      ],
      names: [/for https?:\/\/(?<host>[\w.-]{1,200}:\d{1,5})/],
    },
    rootCause: "ClickHouse[[ at {host}]] rejected the login[[ of `{user}`]]",
    explanation:
      "The user does not exist, the password is wrong or missing, or the user may not connect from that address. Recent images reject remote logins of the user `default` without a password.",
    checks: [
      "User and password as the task receives them",
      "`users.xml` or `CREATE USER`, including password and hosts",
    ],
    fixes: [
      "Set the user[[ `{user}`]] and its current password in the connection",
      "Create it or allow the worker's network: `CREATE USER[[ {user}]] IDENTIFIED BY '…' HOST IP '…'`; recent images need `CLICKHOUSE_PASSWORD` for `default`",
    ],
    docs: [`${DOCS}/operations/access-rights`],
  },
  {
    id: "clickhouse/access-denied",
    title: "Missing grant (ClickHouse)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Not enough privileges\. To execute this query,? it's necessary to have (?:the )?grant (?<grant>[^\n]{1,100}) ON (?<object>[\w.*`]{1,200})/,
        /DB::Exception: [^\n]{0,100}Not enough privileges/,
        /Cannot execute query in (?<mode>readonly mode)/,
        /Cannot modify '(?<object>\w{1,100})' setting in readonly mode/,
      ],
      names: [/DB::Exception: (?<user>[\w.@-]{1,100}): (?:Not enough|Cannot execute)/],
    },
    rootCause: "The ClickHouse user[[ `{user}`]] lacks a privilege[[: {grant} on `{object}`]][[ ({mode})]]",
    explanation: "The login worked, but the user has no grant for this, or is read-only.",
    checks: ["`show grants` as the task's user, and its `readonly` setting"],
    fixes: [
      "Grant it as administrator[[: `GRANT {grant} ON {object} TO {user}`]]",
      "Remove `readonly` from the user's settings profile if it must write",
    ],
    docs: [`${DOCS}/sql-reference/statements/grant`],
  },
  {
    id: "clickhouse/syntax-error",
    title: "SQL syntax error (ClickHouse)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Syntax error(?: \([^()\n]{1,60}\))?: failed at position (?<position>\d{1,9}) \((?<token>[^()\n]{1,100})\)/,
        /Syntax error(?: \([^()\n]{1,60}\))?: failed at position (?<position>\d{1,9})/,
        /DB::Exception: Syntax error/,
      ],
    },
    rootCause: "The SQL has a syntax error[[ at {token}]][[ (position {position})]]",
    explanation:
      "The server could not parse the statement from there on: a typo, a missing comma or bracket, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: ["Fix the statement at that position"],
    docs: [`${DOCS}/sql-reference/syntax`],
  },
  {
    id: "clickhouse/query-invalid",
    title: "Invalid types, functions or columns (ClickHouse)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DB::Exception: (?<what>[^\n]{1,200}?)\s?\((?:TYPE_MISMATCH|ILLEGAL_TYPE_OF_ARGUMENT|NO_COMMON_TYPE|NUMBER_OF_ARGUMENTS_DOESNT_MATCH|UNKNOWN_FUNCTION|NOT_AN_AGGREGATE|NUMBER_OF_COLUMNS_DOESNT_MATCH|AMBIGUOUS_COLUMN_NAME|ILLEGAL_AGGREGATION|ILLEGAL_COLUMN|UNKNOWN_SETTING|MULTIPLE_EXPRESSIONS_FOR_ALIAS|INCOMPATIBLE_COLUMNS|BAD_ARGUMENTS|UNION_ALL_RESULT_STRUCTURES_MISMATCH)\)/,
        /\((?<what>TYPE_MISMATCH|ILLEGAL_TYPE_OF_ARGUMENT|NO_COMMON_TYPE|NUMBER_OF_ARGUMENTS_DOESNT_MATCH|NOT_AN_AGGREGATE|NUMBER_OF_COLUMNS_DOESNT_MATCH|AMBIGUOUS_COLUMN_NAME)\)/,
      ],
    },
    rootCause: "ClickHouse rejected the query: {what}",
    explanation:
      "Functions and columns in the query do not go together: ClickHouse casts few types implicitly, and every selected column must be grouped or aggregated.",
    checks: ["Types of the columns named there, and whether one changed recently"],
    fixes: ["Cast explicitly (`toInt64`, `toString`)", "List the columns of an `INSERT … SELECT`"],
    docs: [`${DOCS}/sql-reference/functions/type-conversion-functions`],
  },
  {
    id: "clickhouse/invalid-value",
    title: "Value not valid for its ClickHouse column",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Cannot convert NULL (?:to a non-nullable type|value to non-Nullable type))/,
        /(?<what>Cannot parse (?:input: expected|string|datetime|date|\w{1,20} from|input)[^\n(]{0,100}[^\s\n(:])/,
        /\((?<what>CANNOT_PARSE_\w{1,60}|INCORRECT_DATA|TOO_LARGE_STRING_SIZE|CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN|VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE|CANNOT_CONVERT_TYPE|UNKNOWN_ELEMENT_OF_ENUM|VIOLATED_CONSTRAINT)\)/,
        /clickhouse_driver\.errors\.TypeMismatchError: (?<what>[^\n]{1,160})/,
      ],
      also: [
        /DB::Exception|clickhouse|\((?:CANNOT_|INCORRECT_DATA|TOO_LARGE|VALUE_IS_OUT|UNKNOWN_ELEMENT|VIOLATED)/i,
      ],
      names: [
        /while converting source column `?(?<column>[\w.]{1,100})`?/,
        /\(at row (?<row>\d{1,12})\)/,
        /\n?Column \d{1,5},\s{1,4}name: (?<column>[\w.]{1,100}),/,
      ],
    },
    rootCause:
      "A row has a value that its ClickHouse column does not take: {what}[[ (column `{column}`)]][[ at row {row}]]",
    explanation:
      "An input row has a value that is invalid for its column: a different date format, a null in a column that is not `Nullable`, text for a number, or fields in another order.",
    checks: ["The row in the message, and the column's type"],
    fixes: [
      "Correct or convert the value before writing[[ (column `{column}`)]]",
      "Make the column `Nullable`, or give it a DEFAULT and set `input_format_null_as_default=1`",
      "For other date formats set `date_time_input_format='best_effort'`; to skip a few bad rows `input_format_allow_errors_num`",
    ],
    docs: [`${DOCS}/interfaces/formats`],
  },
  {
    id: "clickhouse/wrong-port",
    title: "Wrong ClickHouse port for the driver",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Port (?<port>\d{1,5}) is for clickhouse-client program/,
        /HTTPDriver for https?:\/\/(?<host>[\w.-]{1,200}):(?<port>9000|9440) returned response code 400/,
        /Unexpected packet from server (?<host>[\w.-]{1,200}):(?<port>\d{1,5}) \(expected Hello or Exception, got Unknown packet\)/,
      ],
      names: [/You must use port (?<right>\d{1,5})/],
    },
    rootCause: "The driver uses a different protocol than port {port}",
    explanation:
      "HTTP clients (clickhouse-connect, JDBC) need port 8123 (8443 with TLS), native clients (clickhouse-driver, clickhouse-client) port 9000 (9440 with TLS).",
    checks: ["Port and TLS setting of the connection against the driver in use"],
    fixes: [
      "Set the port for the driver's protocol[[ ({right})]]: 8123 or 8443 for HTTP and JDBC, 9000 or 9440 for clickhouse-driver and clickhouse-client",
    ],
    docs: [`${DOCS}/guides/sre/network-ports`],
  },
  {
    id: "clickhouse/unreachable",
    title: "ClickHouse unreachable or connection lost",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Code: 210\. (?<what>[^\n]{1,100}) \((?<host>[\w.-]{1,200}:\d{1,5})\)/,
        /Code: 209\. ?(?:\((?<host>[\w.-]{1,200}:\d{1,5})\)|(?<what>[^\n]{1,160}))/,
        /DB::(?:Net)?Exception: (?<what>All connection tries failed|Connection (?:refused|reset by peer|timed out)|Timeout: connect timed out|Connection loss)/,
        /\((?:NETWORK_ERROR|ALL_CONNECTION_TRIES_FAILED|KEEPER_EXCEPTION|SOCKET_TIMEOUT)\)/,
      ],
      not: [/localhost|127\.0\.0\.1/],
      names: [/connecting to socket \((?<host>[\w.-]{1,200}:\d{1,5})\)/],
    },
    rootCause: "The connection to ClickHouse[[ at {host}]] failed or was lost[[: {what}]]",
    explanation:
      "The server is down or starting, the host or port is wrong, the name does not resolve, or (for distributed tables) a node could not reach another node or Keeper.",
    checks: ["Whether the server was up at that time", "Host and port as the task sees them"],
    fixes: ["Wait until the server is healthy before the task starts, or retry", "Fix the host and port"],
  },
  {
    id: "clickhouse/already-exists",
    title: "Table or replica already exists (ClickHouse)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DB::Exception: (?:Table|Database) (?<name>[\w.`]{1,200}) already exists/,
        /DB::Exception: Replica (?<name>[^\s]{1,300}) already exists/,
        /Cannot add column [`']?(?<name>[\w.]{1,200})[`']?: column with this name already exists/,
        /\((?:TABLE_ALREADY_EXISTS|DATABASE_ALREADY_EXISTS|REPLICA_ALREADY_EXISTS)\)/,
      ],
    },
    rootCause: "The ClickHouse table or replica[[ `{name}`]] already exists",
    explanation:
      "An earlier attempt or another run created it. For replicated tables, a dropped table's path in Keeper can linger for a few minutes.",
    checks: ["Who created it: an earlier attempt, another run, or a migration"],
    fixes: [
      "Make the step safe to run twice: `CREATE TABLE IF NOT EXISTS …` or `CREATE OR REPLACE TABLE …`",
      "Drop with `DROP TABLE … SYNC` before creating it again; for a leftover replica `SYSTEM DROP REPLICA 'name' FROM ZKPATH '…'`",
    ],
    docs: [`${DOCS}/sql-reference/statements/create/table`],
  },
];
