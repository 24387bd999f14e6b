import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://dev.mysql.com/doc/refman/8.4/en";
const ERRORS = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";

/** MySQL and MariaDB: statements and rows, through PyMySQL, mysqlclient and Connector/J. */
export const mysqlSignatures: Signature[] = [
  {
    id: "mysql/unknown-column",
    title: "Column does not exist (MySQL)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unknown column '(?<column>[^'\n]{1,200})' in '(?<clause>[^'\n]{1,60})'/,
        /(?:\(1054, ["']|\b1054 \(42S22\)[^:\n]{0,20}: |SQLSTATE\[42S22\]:[^\d\n]{0,60}1054 |\bER_BAD_FIELD_ERROR\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "Column[[ `{column}`]] does not exist[[ (in the {clause})]]",
    explanation:
      "The server found no such column in the statement's tables: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Unquoted text counts as a column too.",
    checks: ["`SHOW COLUMNS FROM …` of the statement's tables, and which migration changed them last"],
    fixes: [
      "If the column was renamed, use its current name instead of[[ `{column}`]] in the statement",
      "If it is new, run the migration that adds it (`ALTER TABLE … ADD COLUMN …`) before this task",
      "If it is meant as text, quote it with single quotes",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/drop-missing",
    title: "Column or key to drop does not exist (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Can't DROP (?:COLUMN |INDEX |FOREIGN KEY )?['`](?<column>[^'`\n]{1,200})['`]; check that (?:column\/key|it) exists/,
      ],
    },
    rootCause: "The migration drops `{column}`, which does not exist (any more)",
    explanation:
      "The column or key was already dropped, often by an earlier attempt of the same migration: MySQL commits each DDL statement at once.",
    checks: ["`SHOW CREATE TABLE` of the migration's table, and the tool's table of applied migrations"],
    fixes: [
      "If an earlier attempt dropped `{column}`, mark that step as applied and continue after it",
      "Otherwise correct the name; MariaDB also has `DROP COLUMN IF EXISTS`",
    ],
  },
  {
    id: "mysql/no-such-table",
    title: "Table does not exist (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table '(?<table>[^'\n]{1,200})' doesn't exist/,
        /Unknown table '(?<table>[^'\n]{1,200})'(?! in )/,
        /(?:\(1146, ["']|\b1146 \(42S02\)[^:\n]{0,20}: |SQLSTATE\[42S02\]:[^\d\n]{0,60}1146 )(?:[^'\n]{0,120}'(?<table>[^'\n]{1,200})')?/,
        /\bER_NO_SUCH_TABLE\b/,
      ],
      also: [/sqlMessage: ["'`][^'\n]{0,40}'(?<quoted>[^'\n]{1,200})'|$/],
    },
    rootCause: "Table[[ `{table}`]][[ `{quoted}`]] does not exist",
    explanation:
      "The server has no such table in that database: it was renamed or dropped, the step that creates it has not run, or the connection goes to another database. Table names are case-sensitive on Linux.",
    checks: ["`SHOW TABLES` in that database, and the step or migration that creates the table"],
    fixes: [
      "Run the step or migration that creates[[ `{table}`]] the table first",
      "If it is there under another name, correct the database or the name's case (names are case-sensitive on Linux)",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/unknown-database",
    title: "Database does not exist (MySQL)",
    category: "configuration",
    alternatives: ["warehouse_sql", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unknown database '(?<database>[^'\n]{1,100})'/,
        /(?:\(1049, ["']|\b1049 \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}1049 |\bER_BAD_DB_ERROR\b)(?:[^'\n]{0,120}'(?<database>[^'\n]{1,100})')?/,
      ],
    },
    rootCause: "The database[[ `{database}`]] does not exist on the server",
    explanation:
      "The connection or statement names a database that was never created on that server or was dropped.",
    checks: ["`show databases` on that server, and the name in the connection"],
    fixes: [
      "Correct the database in the connection[[ (now `{database}`)]]",
      "Or create it: `CREATE DATABASE[[ {database}]]`",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/column-count",
    title: "Column count mismatch (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column count doesn't match value count at row (?<row>\d{1,12})/,
        /The used SELECT statements have a different number of columns/,
        /(?:\(1136, ["']|\b1136 \(21S01\)[^:\n]{0,20}: |SQLSTATE\[21S01\]:[^\d\n]{0,60}1136 |\bER_WRONG_VALUE_COUNT_ON_ROW\b)/,
      ],
      also: [/\[SQL: [^\n]{0,40}?\b(?:into|INTO) (?<table>[\w.`]{1,120})|$/],
    },
    rootCause: "The statement[[ on {table}]] has a different number of values than columns[[ (row {row})]]",
    explanation:
      "Columns are matched by position. A column was added to the table, the file or one of the queries.",
    checks: ["`SHOW COLUMNS FROM[[ {table}]]` against the statement's list of values"],
    fixes: [
      "List the columns: `INSERT INTO[[ {table}]] (a, b) SELECT a, b …` instead of relying on their order",
      "If a column was added to the table, add it to the statement or give it a default",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/syntax-error",
    title: "SQL syntax error (MySQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You have an error in your SQL syntax; check the manual that corresponds to your (?:MySQL|MariaDB) server version for the right syntax to use near '(?<token>[^\n]{0,80}?)' at line (?<line>\d{1,6})/,
        /You have an error in your SQL syntax; check the manual that corresponds to your (?:MySQL|MariaDB) server version for the right syntax to use near '(?<token>[^'\n]{0,80})/,
        /You have an error in your SQL syntax/,
        /(?:\(1064, ["']|\b1064 \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}1064 |\bER_PARSE_ERROR\b)(?:[^'\n]{0,200}'(?<token>[^'\n]{0,80}))?/,
      ],
      not: [
        /Getting (?:analyzing|syntax) error|Unexpected exception|filtered data|detailMessage|exceed limit|reached its timeout|[Bb]ackends?\b/,
      ],
    },
    rootCause: "The SQL has a syntax error[[ near `{token}`]][[ in line {line}]]",
    explanation:
      "The server could not parse the statement from there on: a misspelled or reserved word, a missing comma or bracket, an unquoted value, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Correct the statement just before the quoted text: a missing comma or bracket, an empty list, a misspelled keyword",
      "Put reserved words in backticks, and pass values as parameters instead of formatting them in",
      "If the statement was written for another database, use MySQL's syntax",
    ],
    docs: [ERRORS],
  },
  {
    id: "mysql/group-by",
    title: "Column neither grouped nor aggregated (MySQL)",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Expression #(?<position>\d{1,4}) of (?<clause>SELECT list|ORDER BY clause|HAVING clause) is not in GROUP BY clause and contains nonaggregated column '(?<column>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "Column `{column}` (expression {position} of the {clause}) is neither grouped nor aggregated",
    explanation:
      "With `ONLY_FULL_GROUP_BY`, every selected column must be grouped or aggregated. A server with another `sql_mode` accepted the query.",
    checks: ["`SELECT @@sql_mode` on this server and on the one where the query worked"],
    fixes: [
      "Add `{column}` to `GROUP BY`, or select `ANY_VALUE({column})` or an aggregate of it",
      "Only if many queries rely on it: remove ONLY_FULL_GROUP_BY from the session's `sql_mode`",
    ],
    docs: [`${DOCS}/group-by-handling.html`],
  },
  {
    id: "mysql/ambiguous-column",
    title: "Ambiguous column (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Column '(?<column>[^'\n]{1,200})' in (?:'?(?<clause>[a-z ]{1,30}?)'?) is ambiguous/],
    },
    rootCause: "Column `{column}` exists in more than one of the joined tables[[ ({clause})]]",
    explanation:
      "The statement names a column without its table, and several of its tables have it; often one of them has just gained that column.",
    checks: ["Which of the joined tables have `{column}`, and which gained it last"],
    fixes: ["Write it with its table's alias, such as `t.{column}`, wherever the statement uses it"],
  },
  {
    id: "mysql/already-exists",
    title: "Object already exists (MySQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<kind>Table) '(?<name>[^'\n]{1,200})' already exists/,
        /Duplicate (?<kind>column|key|foreign key constraint) name '(?<name>[^'\n]{1,200})'/,
        /Can't create (?<kind>database) '(?<name>[^'\n]{1,200})'; database exists/,
        /(?:\((?:1050|106[01]), ["']|\b(?:1050|106[01]) \((?:42S01|42S21|42000)\)[^:\n]{0,20}: |SQLSTATE\[(?:42S01|42S21|42000)\]:[^\d\n]{0,60}(?:1050|106[01]) |\bER_(?:TABLE_EXISTS_ERROR|DUP_FIELDNAME|DUP_KEYNAME)\b)(?:[^'\n]{0,120}'(?<name>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "The statement creates an object[[ `{name}`]][[ ({kind})]], which already exists",
    explanation:
      "The statement creates something that already exists: an earlier attempt created it, two runs overlap, or a migration was applied by hand. MySQL commits DDL immediately, so a failed migration leaves its first half behind.",
    checks: ["`SHOW CREATE TABLE`, and whether an earlier attempt, another run or a person created it"],
    fixes: [
      "If an earlier attempt of the migration created it, mark that step as applied and continue after it",
      "Make the step repeatable: `CREATE TABLE IF NOT EXISTS`, or `DROP TABLE IF EXISTS[[ {name}]]` before it if nobody needs it",
    ],
    docs: [ERRORS],
  },
];
