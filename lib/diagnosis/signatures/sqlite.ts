import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What SQLite says through Python's `sqlite3` and SQLAlchemy. */
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
    rootCause: "column `{column}`[[ of `{table}`]] does not exist",
    explanation:
      "SQLite prepared the statement and found no such column in the tables it names: the column was renamed or dropped, or the query misspells it.",
    checks: [
      "The columns of the tables in the query (`PRAGMA table_info`), and who changed them last",
      "Commits that touched the query or the table's definition since the last success",
    ],
    fixes: ["Use the column's new name in the query", "Bring the column back, or add it with a migration"],
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
    rootCause: "table `{table}` does not exist",
    explanation:
      "The database that was opened holds no such table: it was renamed or dropped, never made, or the path leads to another, perhaps new and empty, file.",
    checks: [
      "The path of the database file: SQLite makes an empty one where there is none",
      "Whether the step that makes the table has run",
    ],
    fixes: [
      "Run the step that makes the table first",
      "Correct the table's name or the path of the database",
    ],
  },
  {
    id: "sqlite/syntax-error",
    title: "SQL that SQLite cannot read",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [/near "(?<token>[^"\n]{0,200})": syntax error/],
    },
    rootCause: "The SQL is not valid near `{token}`",
    explanation:
      "SQLite could not parse the statement: a misspelt word, a missing comma or bracket, or syntax of another database.",
    checks: ["The statement as it was sent, with every placeholder filled in"],
    fixes: [
      "Correct the statement there",
      "Use what SQLite's dialect has in place of the other database's syntax",
    ],
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
    rootCause: "A row breaks the {kind} constraint[[ of `{columns}`]]",
    explanation:
      "The statement would have stored a row that the table's definition forbids, so SQLite refused the whole statement.",
    checks: ["The rows that were to be written, for duplicates or missing values in these columns"],
    fixes: [
      "Clean or deduplicate the rows before writing",
      "Write with `ON CONFLICT` where a repeat is meant to happen",
    ],
  },
  {
    id: "sqlite/locked",
    title: "SQLite database locked",
    category: "resource_exhausted",
    alternatives: ["configuration", "code_bug"],
    strength: "strong",
    transience: "transient",
    match: {
      types: ["sqlite3.OperationalError", "OperationalError"],
      message: [/database (?:table )?is locked/],
    },
    rootCause: "Another connection held the SQLite database longer than this one waited",
    explanation:
      "SQLite lets one writer in at a time; a second one waits for its time-out (5 s in Python) and then fails.",
    checks: ["What else writes to the same file at that time, and transactions that stay open"],
    fixes: [
      "Raise the connection's time-out, or switch to WAL mode",
      "Do not let several tasks write to one file",
    ],
  },
];
