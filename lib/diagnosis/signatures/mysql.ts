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
        /(?:\(1054, ["']|\b1054 \(42S22\)[^:\n]{0,20}: |SQLSTATE\[42S22\]:[^\d\n]{0,60}1054 |\bER_BAD_FIELD_ERROR\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "column[[ `{column}`]] does not exist[[ (in the {clause})]]",
    explanation:
      "The server found no such column in the statement's tables: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Unquoted text counts as a column too.",
    checks: ["`show columns from` the statement's tables, and who changed them last"],
    fixes: ["Use the column's current name", "Restore the column, or run the migration that adds it"],
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
        /(?:\(1146, ["']|\b1146 \(42S02\)[^:\n]{0,20}: |SQLSTATE\[42S02\]:[^\d\n]{0,60}1146 |\bER_NO_SUCH_TABLE\b)(?:[^'\n]{0,120}'(?<table>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "table[[ `{table}`]] does not exist",
    explanation:
      "The server has no such table in that database: it was renamed or dropped, the step that creates it has not run, or the connection goes to another database. Table names are case-sensitive on Linux.",
    checks: ["`show tables` in that database, and the step or migration that creates `{table}`"],
    fixes: ["Run the step that creates the table first", "Fix the name, its case or the database"],
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
    fixes: ["Fix the name in the connection", "Create the database"],
    docs: [ERRORS],
  },
  {
    id: "mysql/duplicate-entry",
    title: "Duplicate key (MySQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Duplicate entry '(?<value>[^'\n]{0,300})' for key '?(?<key>[\w.-]{1,200})'?/,
        /(?:\(1062, ["']|\b1062 \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}1062 |\bER_DUP_ENTRY\b)(?:[^'\n]{0,120}'(?<value>[^'\n]{0,300})'[^'\n]{1,60}'(?<key>[\w.-]{1,200})')?/,
      ],
    },
    rootCause: "A row with the same key[[, {value},]] already exists[[ (unique key `{key}`)]]",
    explanation:
      "The statement would have written a second row with the same key. Usual reasons: a rerun that did not delete the first run's rows, or duplicates in the source; a collation can treat texts as equal that differ in case or accents.",
    checks: ["Duplicates of that key in the rows being written, and whether an earlier attempt wrote them"],
    fixes: [
      "Make the write idempotent: `INSERT … ON DUPLICATE KEY UPDATE`, or delete the run's rows first",
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
        /(?:\((?:1048|1364), ["']|\b(?:1048|1364) \((?:23000|HY000)\)[^:\n]{0,20}: |SQLSTATE\[(?:23000|HY000)\]:[^\d\n]{0,60}(?:1048|1364) |\b(?:ER_BAD_NULL_ERROR|ER_NO_DEFAULT_FOR_FIELD)\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "column[[ `{column}`]] requires a value but got none",
    explanation:
      "A row has a null for a column declared `NOT NULL`, or omits a column that has no default. The column may be new in the table.",
    checks: ["Where `{column}` should come from, and whether the table's definition changed recently"],
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
        /(?:\(145[12], ["']|\b145[12] \(23000\)[^:\n]{0,20}: |SQLSTATE\[23000\]:[^\d\n]{0,60}145[12] |\bER_(?:NO_REFERENCED_ROW|ROW_IS_REFERENCED)(?:_2)?\b)(?:[^(\n]{0,120}\((?<table>[^,\n]{1,200}), CONSTRAINT `?(?<constraint>[^`\s]{1,100})`?)?/,
      ],
    },
    rootCause: "A[[ {side}]] row violates the foreign key[[ {constraint}]][[ of {table}]]",
    explanation:
      "A child row references a parent that does not exist, or a parent is being deleted while children still reference it. Usually parents were loaded after their children or not at all.",
    checks: ["Whether the parent rows were loaded, and the order in which the tables are written"],
    fixes: ["Load the parent table first", "Hold back rows without a parent"],
    docs: [`${DOCS}/create-table-foreign-keys.html`],
  },
  {
    id: "mysql/invalid-value",
    title: "Invalid value for a column (MySQL)",
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
        /(?:\((?:1406|126[45]), ["']|\b(?:1406|126[45]) \((?:22001|22003|01000)\)[^:\n]{0,20}: |SQLSTATE\[(?:22001|22003|01000)\]:[^\d\n]{0,60}(?:1406|126[45]) |\bER_(?:DATA_TOO_LONG|WARN_DATA_OUT_OF_RANGE)\b)(?:[^'\n]{0,120}'(?<column>[^'\n]{1,200})'[^'\d\n]{1,40}(?<row>\d{1,12}))?/,
        /(?:\((?:1366|1292), ["']|\b(?:1366|1292) \((?:HY000|22007)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|22007)\]:[^\d\n]{0,60}(?:1366|1292) |\bER_TRUNCATED_WRONG_VALUE(?:_FOR_FIELD)?\b)(?<problem>[^\n"]{3,160})?/,
      ],
    },
    rootCause: "A value is invalid for its column[[ `{column}`]][[ in row {row}]][[: {problem}]]",
    explanation:
      "In strict mode, MySQL rejects values that are too long, out of range or invalid for the type. Text with emoji in a `utf8` (three-byte) column is reported as an incorrect string value.",
    checks: ["The value in the source, and the column's type and character set"],
    fixes: [
      "Widen or change the column (`utf8mb4` for any text)",
      "Convert, truncate or set aside such values before writing",
    ],
    docs: [`${DOCS}/sql-mode.html`],
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
        /Row (?<row>\d{1,12}) (?:doesn't contain data for all columns|was truncated; it contained more data than there were input columns)/,
        /(?:\(1136, ["']|\b1136 \(21S01\)[^:\n]{0,20}: |SQLSTATE\[21S01\]:[^\d\n]{0,60}1136 |\bER_WRONG_VALUE_COUNT_ON_ROW\b)/,
      ],
    },
    rootCause: "The statement has a different number of values than columns[[ (row {row})]]",
    explanation:
      "Columns are matched by position. A column was added to the table, the file or one of the queries.",
    checks: ["The target's current columns against those of the statement or file"],
    fixes: ["List the columns on both sides"],
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
        /You have an error in your SQL syntax; check the manual that corresponds to your (?:MySQL|MariaDB) server version for the right syntax to use near '(?<token>[^\n]{0,80})/,
        /You have an error in your SQL syntax/,
        /(?:\(1064, ["']|\b1064 \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}1064 |\bER_PARSE_ERROR\b)(?:[^'\n]{0,200}'(?<token>[^'\n]{0,80}))?/,
      ],
      not: [
        /Getting (?:analyzing|syntax) error|Unexpected exception|filtered data|detailMessage|exceed limit|reached its timeout|[Bb]ackends?\b/,
      ],
    },
    rootCause: "The SQL has a syntax error[[ near `{token}`]]",
    explanation:
      "The server could not parse the statement from there on: a misspelled or reserved word, a missing comma or bracket, an unquoted value, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: [
      "Fix the statement at that position",
      "Pass values as parameters; put reserved words in backticks",
    ],
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
    rootCause: "MySQL rejected the use of column `{column}`: it is ambiguous or not grouped",
    explanation:
      "With `only_full_group_by`, every selected column must be grouped or aggregated; a column that exists in two joined tables needs its table's name. A different `sql_mode`, or a new column, can break a query that used to work.",
    checks: ["The columns of the `SELECT` against the `GROUP BY`", "Which of the tables have `{column}`"],
    fixes: ["Group or aggregate the column", "Prefix the column with its table alias"],
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
        /(?:\((?:1050|106[01]), ["']|\b(?:1050|106[01]) \((?:42S01|42S21|42000)\)[^:\n]{0,20}: |SQLSTATE\[(?:42S01|42S21|42000)\]:[^\d\n]{0,60}(?:1050|106[01]) |\bER_(?:TABLE_EXISTS_ERROR|DUP_FIELDNAME|DUP_KEYNAME)\b)(?:[^'\n]{0,120}'(?<name>[^'\n]{1,200})')?/,
      ],
    },
    rootCause: "An object[[, `{name}`,]] already exists, so it cannot be created",
    explanation:
      "The statement creates something that already exists: an earlier attempt created it, two runs overlap, or a migration was applied by hand. MySQL commits DDL immediately, so a failed migration leaves its first half behind.",
    checks: ["Who created it: an earlier attempt, another run, or a migration"],
    fixes: ["Make the step idempotent (`IF NOT EXISTS`), or drop the leftovers first"],
    docs: [ERRORS],
  },
];
