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
        /Can't DROP '(?<column>[^'\n]{1,200})'; check that column\/key exists/,
      ],
    },
    rootCause: "column `{column}` does not exist[[ (in the {clause})]]",
    explanation:
      "The server found no such column in the tables of the statement: it was renamed or dropped, a migration has not run yet, or the statement misspells it. An unquoted text is read as a column too.",
    checks: ["`show columns from` the tables of the statement, and who changed them last"],
    fixes: ["Use the column's present name", "Bring the column back, or run the migration that adds it"],
    docs: [ERRORS],
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
      ],
    },
    rootCause: "table `{table}` does not exist",
    explanation:
      "The server has no such table in that database: it was renamed or dropped, the step that makes it has not run, or the connection leads to another database. Names of tables are case-sensitive on Linux.",
    checks: ["`show tables` of that database, and the step or migration that makes `{table}`"],
    fixes: ["Run the step that makes the table first", "Correct the name, its case or the database"],
    docs: [ERRORS],
  },
  {
    id: "mysql/unknown-database",
    title: "Database does not exist (MySQL)",
    category: "configuration",
    alternatives: ["warehouse_sql", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Unknown database '(?<database>[^'\n]{1,100})'/] },
    rootCause: "The server has no database `{database}`",
    explanation:
      "The connection or statement names a database that was never made on that server or was dropped.",
    checks: ["`show databases` on that server, and the name in the connection"],
    fixes: ["Correct the name in the connection", "Create the database"],
    docs: [ERRORS],
  },
  {
    id: "mysql/duplicate-entry",
    title: "Row already exists: unique key (MySQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Duplicate entry '(?<value>[^'\n]{0,300})' for key '?(?<key>[\w.-]{1,200})'?/] },
    rootCause: "A row with the key {value} is already there (unique key `{key}`)",
    explanation:
      "The statement would have stored a second row with the same key. Usual reasons: a run repeated without deleting what the first one wrote, or duplicates in the source; a collation can make texts equal that differ in case or accents.",
    checks: ["Duplicates of that key in the rows to be written, and whether an earlier attempt wrote them"],
    fixes: [
      "Make the write repeatable: `INSERT … ON DUPLICATE KEY UPDATE`, or delete the run's rows first",
      "Deduplicate the rows before writing",
    ],
    docs: [`${DOCS}/insert-on-duplicate.html`],
  },
  {
    id: "mysql/null-or-default",
    title: "Column without a value (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column '(?<column>[^'\n]{1,200})' cannot be null/,
        /Field '(?<column>[^'\n]{1,200})' doesn't have a default value/,
      ],
    },
    rootCause: "column `{column}` got no value, but must have one",
    explanation:
      "A row to be written holds a null for a column declared `NOT NULL`, or leaves out a column that has no default. The column may be new in the table.",
    checks: ["Where `{column}` should come from, and whether the table's definition changed lately"],
    fixes: ["Fill or set aside such rows before writing", "Give the column a default"],
    docs: [ERRORS],
  },
  {
    id: "mysql/foreign-key",
    title: "Foreign key violated (MySQL)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot add or update a (?<side>child) row: a foreign key constraint fails \((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?/,
        /Cannot delete or update a (?<side>parent) row: a foreign key constraint fails(?: \((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
      ],
    },
    rootCause: "A {side} row breaks the foreign key[[ {constraint}]][[ of {table}]]",
    explanation:
      "A child points to a parent that is not there, or a parent is to go while children still point to it. Mostly parents were loaded after their children or not at all.",
    checks: ["Whether the parent rows were loaded, and in which order the tables are written"],
    fixes: ["Load the parent table first", "Hold rows without a parent back"],
    docs: [`${DOCS}/create-table-foreign-keys.html`],
  },
  {
    id: "mysql/invalid-value",
    title: "Value does not fit its column (MySQL)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<problem>Data too long) for column '(?<column>[^'\n]{1,200})' at row (?<row>\d{1,12})/,
        /(?<problem>Out of range value) for column '(?<column>[^'\n]{1,200})' at row (?<row>\d{1,12})/,
        /(?<problem>Data truncated) for column '(?<column>[^'\n]{1,200})' at row (?<row>\d{1,12})/,
        /(?<problem>Incorrect (?:integer|decimal|double|float|datetime|date|time|string|DECIMAL) value: '[^'\n]{0,200}') for column '?(?<column>[^'\n]{1,200}?)'? at row (?<row>\d{1,12})/,
        /(?<problem>Truncated incorrect \w{1,20} value: '[^'\n]{0,200}')/,
        /(?<problem>Invalid JSON text: "[^"\n]{1,100}")/,
      ],
    },
    rootCause: "A value does not fit its column[[ `{column}`]][[ in row {row}]]: {problem}",
    explanation:
      "In strict mode MySQL refuses values that are too long, out of range or no value of the type. Text with emoji into a `utf8` (three-byte) column shows as an incorrect string value.",
    checks: ["The value in the source, and the column's type and character set"],
    fixes: [
      "Widen or change the column (`utf8mb4` for any text)",
      "Convert, cut or set aside such values before writing",
    ],
    docs: [`${DOCS}/sql-mode.html`],
  },
  {
    id: "mysql/column-count",
    title: "Number of columns does not fit (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column count doesn't match value count at row (?<row>\d{1,12})/,
        /The used SELECT statements have a different number of columns/,
        /Row (?<row>\d{1,12}) (?:doesn't contain data for all columns|was truncated; it contained more data than there were input columns)/,
      ],
    },
    rootCause: "The statement gives another number of values than there are columns[[ (row {row})]]",
    explanation:
      "Columns are paired by position. A column was added to the table, the file or one of the queries.",
    checks: ["Columns of the target now against those of the statement or file"],
    fixes: ["Name the columns on both sides"],
    docs: [ERRORS],
  },
  {
    id: "mysql/syntax-error",
    title: "SQL that MySQL cannot read",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You have an error in your SQL syntax; check the manual that corresponds to your (?:MySQL|MariaDB) server version for the right syntax to use near '(?<token>[^\n]{0,80})/,
        /You have an error in your SQL syntax/,
      ],
    },
    rootCause: "The SQL is not valid[[ near `{token}`]]",
    explanation:
      "The server could not parse the statement from there on: a misspelt or reserved word, a missing comma or bracket, a value put in without quotes, or syntax of another database.",
    checks: ["The statement as it was sent, with every placeholder filled in"],
    fixes: ["Correct the statement there", "Pass values as parameters; put reserved words in backticks"],
    docs: [ERRORS],
  },
  {
    id: "mysql/group-by",
    title: "GROUP BY or ambiguous column (MySQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Expression #\d{1,4} of (?:SELECT list|ORDER BY clause|HAVING clause) is not in GROUP BY clause and contains nonaggregated column '(?<column>[^'\n]{1,200})'/,
        /Column '(?<column>[^'\n]{1,200})' in (?:'?[a-z ]{1,30}'?) is ambiguous/,
      ],
    },
    rootCause: "The query's use of column `{column}` is not clear to the server",
    explanation:
      "With `only_full_group_by` every selected column must be grouped or aggregated; a column that two joined tables have needs its table's name. A server with another `sql_mode`, or a new column, can break a query that ran before.",
    checks: ["The columns of the `SELECT` against the `GROUP BY`", "Which of the tables have `{column}`"],
    fixes: ["Group or aggregate the column", "Write the table's alias before it"],
    docs: [`${DOCS}/group-by-handling.html`],
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
        /Table '(?<name>[^'\n]{1,200})' already exists/,
        /Duplicate (?:column|key|foreign key constraint) name '(?<name>[^'\n]{1,200})'/,
        /Can't create database '(?<name>[^'\n]{1,200})'; database exists/,
      ],
    },
    rootCause: "`{name}` already exists, so it cannot be created",
    explanation:
      "The statement makes something that is already there: an earlier attempt made it, two runs overlap, or a migration was applied by hand. DDL is committed at once in MySQL, so a failed migration leaves its first half.",
    checks: ["Who made it: an earlier attempt, another run, or a migration"],
    fixes: ["Make the step repeatable (`IF NOT EXISTS`), or drop the remains first"],
    docs: [ERRORS],
  },
];
