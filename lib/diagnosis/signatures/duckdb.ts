import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://duckdb.org/docs/stable";

/** What DuckDB says: `Kind Error: message`, through Python, dbt-duckdb or the CLI. */
export const duckdbSignatures: Signature[] = [
  {
    id: "duckdb/column-not-found",
    title: "Column does not exist (DuckDB)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Binder Error: Referenced column "(?<column>[^"\n]{1,200})" not found in FROM clause!(?:\s{1,4}Candidate bindings: (?<candidates>[^\n]{1,160}))?/,
        /Binder Error: Table "(?<table>[^"\n]{1,200})" does not have a column (?:named|with name) "(?<column>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "column `{column}`[[ of `{table}`]] does not exist[[; there is {candidates}]]",
    explanation:
      "DuckDB binds names when the query starts. The column was renamed or dropped in the table or in the file that is read; text in double quotes is read as a column.",
    checks: ["`describe` of the table or file now", "Commits to the query, and changes of the source file"],
    fixes: ["Use the column's present name", "Read files with `union_by_name = true` where they differ"],
    docs: [`${DOCS}/sql/introduction`],
  },
  {
    id: "duckdb/object-not-found",
    title: "Table, schema or function does not exist (DuckDB)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Catalog Error: (?<kind>Table|View|Schema|Type|Sequence|Macro|Scalar Function|Table Function|Aggregate Function|Index|Secret) with name "?(?<name>[^"\s!]{1,200})"? does not exist/,
      ],
    },
    rootCause: "{kind} `{name}` does not exist in the database that was opened",
    explanation:
      "DuckDB makes an empty database where the path has none, and an in-memory one when no path is given, so tables of an earlier step may be in another file. Functions can come from extensions that are not loaded.",
    checks: [
      "The path of the database, as the task sees it",
      "Whether the step that makes `{name}` has run on that file",
    ],
    fixes: ["Open the right file", "Run the step that makes it first, or load the extension"],
    docs: [`${DOCS}/connect/overview`],
  },
  {
    id: "duckdb/locked",
    title: "DuckDB file is open elsewhere",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Could not set lock on file "(?<file>[^"\n]{1,300})": (?:Conflicting lock is held in (?<holder>[^\n]{1,120}) \(PID (?<pid>\d{1,10})\)|Resource temporarily unavailable)?/,
        /Cannot open file "(?<file>[^"\n]{1,300})": The process cannot access the file because it is being used by another process/,
      ],
    },
    rootCause: "Another process[[ ({holder}, PID {pid})]] has the database file `{file}` open",
    explanation:
      "One process may write to a DuckDB file at a time; a second one fails at once, also a reader while someone writes.",
    checks: ["Tasks that open the same file at the same time, and notebooks or clients left open"],
    fixes: [
      "Do not let the tasks overlap (one slot in an orchestrator pool), and close connections",
      "Open with `read_only=True` where nothing is written",
    ],
    docs: [`${DOCS}/connect/concurrency`],
  },
  {
    id: "duckdb/out-of-memory",
    title: "DuckDB reached its memory limit",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Out of Memory Error: (?<what>(?:failed to|could not) (?:allocate|pin|offload)[^\n]{1,160})/,
        /Out of Memory Error: (?<what>[^\n]{1,160})/,
      ],
      not: [/CUDA|Java heap/],
    },
    rootCause: "DuckDB could not get memory for the query: {what}",
    explanation:
      "The query needs more than `memory_limit` (80 % of the machine by default, not of the container) and could not spill enough to `temp_directory`.",
    checks: [
      "The container's memory against `memory_limit`",
      "Sorts, joins and `list()` aggregates over all rows",
    ],
    fixes: [
      "Set `memory_limit` below the container's, a `temp_directory` with space, and fewer `threads`",
      "Set `preserve_insertion_order = false`, or work in parts",
    ],
    docs: [`${DOCS}/guides/performance/how_to_tune_workloads`],
  },
  {
    id: "duckdb/files-not-found",
    title: "No file for the path (DuckDB)",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /No files found that match the pattern "(?<path>[^"\n]{1,300})"/,
        /IO Error: Cannot open file "(?<path>[^"\n]{1,300})": No such file or directory/,
      ],
    },
    rootCause: "There is no file `{path}`",
    explanation:
      "The step that writes the files has not run or wrote elsewhere, the date in the path is another, or the path is relative to another folder.",
    checks: ["What lies under that path, as the task sees it", "Whether the step that writes it has run"],
    fixes: ["Run the step that writes the files first", "Correct the path"],
    docs: [`${DOCS}/data/multiple_files/overview`],
  },
  {
    id: "duckdb/conversion",
    title: "Value cannot be converted (DuckDB)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Conversion Error: Could not convert string ['"](?<value>[^'"\n]{0,200})['"] to '?(?<type>[\w(), ]{1,60})/,
        /Conversion Error: (?<reason>(?:date|timestamp|time|interval) field value out of range: "[^"\n]{1,80}"|invalid (?:date|timestamp|time) field format: "[^"\n]{1,80}")/,
        /Conversion Error: (?<reason>(?:Type|Casting value) [^\n]{1,160}out of range[^\n]{0,60})/,
        /Conversion Error: (?<reason>Unimplemented type for cast [^\n]{1,120})/,
        /Conversion Error: (?<reason>[^\n]{1,160})/,
      ],
      not: [/CSV Error on Line/],
    },
    rootCause: "A value cannot be converted[[: `{value}` to {type}]][[: {reason}]]",
    explanation:
      "A cast, comparison or insert met a value that is not valid for the type. In a file, a column may hold other values than the first rows from which DuckDB guessed its type.",
    checks: ["Rows in which `try_cast` gives null, and where they come from"],
    fixes: ["Use `try_cast` and set such rows aside", "State the column types when reading the file"],
    docs: [`${DOCS}/sql/expressions/cast`],
  },
  {
    id: "duckdb/csv",
    title: "CSV file that DuckDB cannot read",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /CSV Error on Line: (?<line>\d{1,12})\s{1,4}Original Line:? [^\n]{0,400}\s{1,4}(?<reason>Expected Number of Columns: \d{1,6} Found: \d{1,6}|Error when converting column "[^"\n]{1,200}"\. Could not convert string "[^"\n]{0,200}" to '[^'\n]{1,60}'|Value with unterminated quote found\.?|Invalid unicode[^\n]{0,60})/,
        /CSV Error on Line: (?<line>\d{1,12})/,
        /Error when sniffing file "(?<file>[^"\n]{1,300})"/,
      ],
    },
    rootCause: "The CSV file[[ `{file}`]] cannot be read[[ at line {line}]][[: {reason}]]",
    explanation:
      "DuckDB guesses delimiter, quotes and types from the first rows. A later row has more fields, a broken quote, another encoding or a value of another type.",
    checks: ["That line of the file, and the settings DuckDB lists as auto-detected"],
    fixes: [
      "State `delim`, `quote`, `header` and `columns`",
      "Read with `null_padding`, `ignore_errors` or `store_rejects` where bad rows may be set aside",
    ],
    docs: [`${DOCS}/data/csv/overview`, `${DOCS}/data/csv/reading_faulty_csv_files`],
  },
  {
    id: "duckdb/constraint",
    title: "Constraint violated (DuckDB)",
    category: "data_quality",
    alternatives: ["code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Constraint Error: (?<what>Duplicate key "[^"\n]{1,200}" violates (?:primary key|unique) constraint)/,
        /Constraint Error: (?<what>NOT NULL constraint failed: [\w."]{1,200})/,
        /Constraint Error: (?<what>CHECK constraint failed(?: on table "[^"\n]{1,100}")?[^\n]{0,160})/,
        /Constraint Error: (?<what>Violates foreign key constraint because key "[^"\n]{1,200}" [^\n]{1,120})/,
        /Constraint Error: (?<what>PRIMARY KEY or UNIQUE constraint violated: duplicate key "[^"\n]{1,200}")/,
      ],
    },
    rootCause: "A row breaks a constraint of the table: {what}",
    explanation:
      "The statement would have stored a row that the table's definition forbids, so DuckDB refused the whole statement.",
    checks: ["The rows to be written, and whether an earlier attempt already wrote them"],
    fixes: [
      "Write with `INSERT OR REPLACE` or `ON CONFLICT`, or delete the run's rows first",
      "Clean or deduplicate the rows before writing",
    ],
    docs: [`${DOCS}/sql/constraints`],
  },
  {
    id: "duckdb/sql-invalid",
    title: "SQL that DuckDB cannot read or bind",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Parser Error: (?<reason>syntax error at (?:or near "[^"\n]{0,200}"|end of input))/,
        /Parser Error: (?<reason>[^\n]{1,160})\s{1,4}LINE \d{1,6}:/,
        /Binder Error: (?<reason>column "[^"\n]{1,200}" must appear in the GROUP BY clause or must be part of an aggregate function)/,
        /Binder Error: (?<reason>Ambiguous reference to column name "[^"\n]{1,200}")/,
        /Binder Error: (?<reason>table "?[^"\n]{1,200}"? has \d{1,6} columns but \d{1,6} values were supplied)/i,
        /Binder Error: (?<reason>Set operations can only apply to expressions with the same number of result columns)/,
        /Binder Error: (?<reason>No function matches the given name and argument types '[^'\n]{1,200}')/,
        /Binder Error: (?<reason>Cannot (?:compare|mix|combine) [^\n]{1,160})/,
      ],
    },
    rootCause: "DuckDB refused the SQL: {reason}",
    explanation:
      "The statement is not valid SQL for DuckDB, or names and types in it do not fit together. Syntax of another warehouse is a usual reason.",
    checks: ["The statement as it was sent, with every template filled in"],
    fixes: ["Correct the statement there; cast where types differ; name the columns of an `INSERT`"],
    docs: [`${DOCS}/sql/introduction`],
  },
  {
    id: "duckdb/file-version",
    title: "File is no DuckDB database, or of another version",
    category: "missing_dependency",
    alternatives: ["configuration", "infrastructure", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Trying to read a database file with version number (?<found>\d{1,5}), but we can only read versions? (?<known>[\w ]{1,40})/,
        /The file "(?<file>[^"\n]{1,300})" exists, but it is not a valid DuckDB database file/,
        /The database file was created with (?:an older|a newer) version of DuckDB/,
      ],
    },
    rootCause:
      "The file[[ `{file}`]] is not a database of this DuckDB version[[: it has storage version {found}, readable is {known}]]",
    explanation:
      "The file was written by another version of DuckDB (newer files cannot be read by older ones), is another kind of file, or was cut off while it was copied.",
    checks: ["The DuckDB version that wrote the file and the one that reads it"],
    fixes: ["Use one version everywhere", "Export with the old version and import with the new one"],
    docs: [`${DOCS}/internals/storage`],
  },
  {
    id: "duckdb/extension",
    title: "DuckDB extension cannot be loaded",
    category: "network_timeout",
    alternatives: ["missing_dependency", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Failed to download extension "(?<extension>[^"\n]{1,60})" at URL "(?<url>[^"\n]{1,200})"/,
        /Extension "(?<extension>[^"\n]{1,300})" not found\./,
        /An error occurred while trying to automatically install the required extension '(?<extension>[\w-]{1,60})/,
      ],
    },
    rootCause: "The DuckDB extension `{extension}` could not be downloaded or loaded[[ from {url}]]",
    explanation:
      "DuckDB fetches extensions (`httpfs`, `postgres`, `iceberg`) from the internet at first use and keeps them in the home folder; the worker has no way out, or the folder cannot be written.",
    checks: ["Whether the worker may reach the address", "The home folder of the task's user"],
    fixes: [
      "Install the extensions when the image is built",
      "Open the way, or set a mirror (`custom_extension_repository`)",
    ],
    docs: [`${DOCS}/extensions/overview`],
  },
  {
    id: "duckdb/transaction-conflict",
    title: "DuckDB transactions in each other's way",
    category: "warehouse_sql",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /TransactionContext Error: (?<what>Conflict on [^\n]{1,120}|Catalog write-write conflict[^\n]{0,120}|Failed to commit: [^\n]{1,160})/,
        /TransactionContext Error: (?<what>Current transaction is aborted \(please ROLLBACK\))/,
      ],
    },
    rootCause: "Two connections changed the same rows or objects at once: {what}",
    explanation:
      "DuckDB lets threads of one process write at once, but the later change of the same row or table fails; after any failure the transaction takes no more statements until it is rolled back.",
    checks: [
      "Threads that write to the same table (dbt `threads`)",
      "An earlier error in the same transaction",
    ],
    fixes: ["Retry, or write from one thread", "Roll back after an error"],
    docs: [`${DOCS}/connect/concurrency`],
  },
  {
    id: "duckdb/connection-settings",
    title: "DuckDB file opened in two ways, or closed",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Can't open a connection to same database file with a different configuration than existing connections)/,
        /Connection Error: (?<what>Connection already closed|Connection has already been closed)/,
        /(?<what>Cannot execute statement of type "[^"\n]{1,40}" on database "[^"\n]{1,200}" which is attached in read-only mode)/,
      ],
    },
    rootCause: "The DuckDB connection does not allow what the code does: {what}",
    explanation:
      "Within a process a file is opened once; a second connection must ask for the same settings (`read_only`, `config`). A read-only connection cannot write, a closed one nothing.",
    checks: ["Each `duckdb.connect` to that file, and its arguments"],
    fixes: ["Share one connection (`cursor()` for threads), or use equal settings"],
    docs: [`${DOCS}/connect/concurrency`],
  },
];
