import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SQLite, through Python's `sqlite3` and SQLAlchemy. */
export const sqliteSignatures: Signature[] = [
  {
    id: "sqlite/no-such-column",
    title: "SQLite column does not exist",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [
        /no such column: (?<column>[^\s,;()]{1,200})/,
        /table (?<table>\S{1,200}) has no column named (?<column>[^\s,;()]{1,200})/,
      ],
    },
    rootCause: "Column `{column}`[[ of `{table}`]] does not exist",
    explanation:
      "SQLite found no such column in the query's tables: the column was renamed or dropped, or the query misspells it.",
    checks: [
      "The columns of the query's tables (`PRAGMA table_info`), and who changed them last",
      "Commits that touched the query or the table's definition since the last success",
    ],
    fixes: ["Use the column's new name in the query", "Restore the column, or add it with a migration"],
  },
  {
    id: "sqlite/no-such-table",
    title: "SQLite table does not exist",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [/no such table: (?<table>[^\s,;()]{1,200})/],
    },
    rootCause: "Table `{table}` does not exist",
    explanation:
      "The open database has no such table: it was renamed, dropped or never created, or the path points to another, perhaps new and empty, file.",
    checks: [
      "The path of the database file: SQLite creates an empty one if there is none",
      "Whether the step that creates the table has run",
    ],
    fixes: ["Run the step that creates the table first", "Fix the table name or the database path"],
  },
  {
    id: "sqlite/syntax-error",
    title: "SQL syntax error (SQLite)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [/near "(?<token>[^"\n]{0,200})": syntax error/],
    },
    rootCause: "The SQL has a syntax error near `{token}`",
    explanation:
      "SQLite could not parse the statement: a typo, a missing comma or bracket, or another database's syntax.",
    checks: ["The statement as sent, with every placeholder filled in"],
    fixes: ["Fix the statement there", "Use SQLite's equivalent of the other database's syntax"],
  },
  {
    id: "sqlite/constraint-failed",
    title: "SQLite constraint violated",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["sqlite3.IntegrityError", "IntegrityError"],
      message: [
        /(?<kind>UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (?<columns>[^\n]{1,200}))?/,
      ],
    },
    rootCause: "A row violates the {kind} constraint[[ on `{columns}`]]",
    explanation: "A row violates the table's definition, so SQLite rejected the whole statement.",
    checks: ["The rows being written, for duplicates or missing values in these columns"],
    fixes: [
      "UNIQUE: deduplicate, or write with `INSERT … ON CONFLICT DO UPDATE` if reruns are expected[[ (`{columns}`)]]",
      "NOT NULL or CHECK: fill or set aside such rows",
      "FOREIGN KEY: write the parent rows first",
    ],
  },
  {
    id: "sqlite/locked",
    title: "SQLite database locked",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "configuration", "code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [/database (?:table )?is locked/],
    },
    rootCause: "Another connection held the SQLite database for longer than this one waited",
    explanation:
      "SQLite allows one writer at a time; a second one waits until its timeout (5 s in Python) and then fails.",
    checks: ["What else writes to the same file at that time, and transactions left open"],
    fixes: [
      "Let only one task at a time write to the file",
      "Raise the wait: `sqlite3.connect(…, timeout=60)`, and switch to `PRAGMA journal_mode=WAL`",
      "For Airflow and other services with several workers, use PostgreSQL instead of SQLite",
    ],
  },
];
