import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://duckdb.org/docs/stable";

/** DuckDB (`Kind Error: message`), through Python, dbt-duckdb or the CLI. */
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
      names: [/Candidate bindings: :? ?(?<candidates>[^\n]{1,160})/],
    },
    rootCause:
      "The column `{column}`[[ of `{table}`]] does not exist in what the query reads[[; DuckDB knows {candidates}]]",
    explanation:
      "DuckDB resolves names before the query runs. The column was renamed or dropped in the table or in the file being read; text in double quotes counts as a column.",
    checks: ["`describe` of the table or file now", "Commits to the query, and changes to the source file"],
    fixes: ["Use the column's current name", "Read files with `union_by_name = true` if they differ"],
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
      not: [/(?:Type|Scalar Function|Table Function|Aggregate Function|Macro) with name/],
    },
    rootCause: "{kind} `{name}` does not exist in the open database",
    explanation:
      "DuckDB creates an empty database if the path has none, and an in-memory one if no path is given, so an earlier step's tables may be in another file. Functions can come from extensions that are not loaded.",
    checks: [
      "The database path as the task sees it",
      "Whether the step that creates `{name}` ran against that file",
    ],
    fixes: [
      "Run the step that creates `{name}` against this database file, or open the right file (check path and working directory of `duckdb.connect`)",
      "For a missing function `INSTALL` and `LOAD` its extension",
    ],
    docs: [`${DOCS}/connect/overview`],
  },
  {
    id: "duckdb/function-not-found",
    title: "DuckDB knows no such function or type",
    category: "warehouse_sql",
    alternatives: ["missing_dependency", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Catalog Error: (?<kind>Type|Macro|Scalar Function|Table Function|Aggregate Function) with name "?(?<name>[^"\s!]{1,200})"? does not exist/,
      ],
      names: [/Did you mean "(?<suggestion>[^"\n]{1,80})"/],
    },
    rootCause: "DuckDB knows no {kind} `{name}`[[ (it suggests {suggestion})]]",
    explanation:
      "The name is misspelled, belongs to another database's SQL, or comes from an extension (such as `spatial` or `icu`) that is not installed and loaded.",
    checks: [
      "`SELECT * FROM duckdb_functions() WHERE function_name LIKE …`",
      "`SELECT extension_name, loaded FROM duckdb_extensions()`",
    ],
    fixes: [
      "Use DuckDB's own name for it[[ ({suggestion})]]",
      "If it comes from an extension: `INSTALL name; LOAD name;` in the image and the session",
    ],
  },
  {
    id: "duckdb/locked",
    title: "DuckDB file is locked by another process",
    category: "warehouse_sql",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
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
      "Only one process can write to a DuckDB file at a time; a second one fails immediately, even a reader while someone writes.",
    checks: ["Tasks that open the same file at the same time, and notebooks or clients left open"],
    fixes: [
      "End the process that holds it[[ (`kill {pid}`, {holder})]], or close the notebook or client",
      "Keep the tasks from overlapping (one slot in an orchestrator pool), and close connections",
      "Open with `read_only=True` where nothing is written",
    ],
    docs: [`${DOCS}/connect/concurrency`],
  },
  {
    id: "duckdb/out-of-memory",
    title: "DuckDB out of memory",
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
    rootCause: "DuckDB ran out of memory for the query: {what}",
    explanation:
      "The query needs more than `memory_limit` (80 % of the machine by default, not of the container) and could not spill enough to `temp_directory`.",
    checks: [
      "The container's memory against `memory_limit`",
      "Sorts, joins and `list()` aggregates over all rows",
    ],
    fixes: [
      "Set `memory_limit` below the container's limit, a `temp_directory` with space, and fewer `threads`",
      "Set `preserve_insertion_order = false`, or process in chunks",
    ],
    docs: [`${DOCS}/guides/performance/how_to_tune_workloads`],
  },
  {
    id: "duckdb/files-not-found",
    title: "No files match the path (DuckDB)",
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
    rootCause: "No file matches `{path}`",
    explanation:
      "The step that writes the files has not run or wrote somewhere else, the date in the path is different, or the path is relative to another folder.",
    checks: ["What exists under that path, as the task sees it", "Whether the step that writes it has run"],
    fixes: ["Run the step that writes the files first", "Fix the path"],
    docs: [`${DOCS}/data/multiple_files/overview`],
  },
  {
    id: "duckdb/conversion",
    title: "Value conversion failed (DuckDB)",
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
      names: [/LINE \d{1,6}: (?<line>[^\n]{3,100})/, /(?:column|Column) "(?<column>[^"\n]{1,120})"/],
    },
    rootCause: "A value cannot be converted[[: `{value}` to {type}]][[: {reason}]][[ (column `{column}`)]]",
    explanation:
      "A cast, comparison or insert hit a value that is invalid for the type. In a file, later values may differ from the first rows, from which DuckDB infers the type.",
    checks: ["Rows where `try_cast` returns null, and where they come from"],
    fixes: ["Use `try_cast` and set such rows aside", "Specify the column types when reading the file"],
    docs: [`${DOCS}/sql/expressions/cast`],
  },
  {
    id: "duckdb/csv",
    title: "CSV parsing failed (DuckDB)",
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
    rootCause: "The CSV file[[ `{file}`]] cannot be parsed[[ at line {line}]][[: {reason}]]",
    explanation:
      "DuckDB detects delimiter, quotes and types from the first rows. A later row has more fields, a broken quote, another encoding or a value of another type.",
    checks: ["That line of the file, and the settings DuckDB lists as auto-detected"],
    fixes: [
      "Specify `delim`, `quote`, `header` and `columns`",
      "Read with `null_padding`, `ignore_errors` or `store_rejects` if bad rows may be set aside",
    ],
    docs: [`${DOCS}/data/csv/overview`, `${DOCS}/data/csv/reading_faulty_csv_files`],
  },
  {
    id: "duckdb/constraint",
    title: "Duplicate key in DuckDB",
    category: "data_quality",
    alternatives: ["code_bug", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Constraint Error: Duplicate key "(?<key>[^"\n]{1,200})" violates (?<kind>primary key|unique) constraint/,
        /Constraint Error: PRIMARY KEY or UNIQUE constraint violated: duplicate key "(?<key>[^"\n]{1,200})"/,
      ],
      not: [/NOT NULL constraint failed|CHECK constraint failed|Violates foreign key/],
    },
    rootCause: "The DuckDB table already has a row with the key `{key}`",
    explanation:
      "A second row with the same key was rejected, and with it the whole statement: the source has duplicates, or an earlier attempt already wrote the rows.",
    checks: ["The rows being written, and whether an earlier attempt already wrote them"],
    fixes: [
      "Write with `INSERT OR REPLACE` or `ON CONFLICT … DO UPDATE`, or delete the run's rows first",
      "Deduplicate the rows before writing (`QUALIFY row_number() OVER (PARTITION BY key) = 1`)",
    ],
    docs: [`${DOCS}/sql/constraints`],
  },
  {
    id: "duckdb/row-rule",
    title: "Row violates a rule of a DuckDB table",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Constraint Error: NOT NULL constraint failed: (?<column>[\w."]{1,200})/,
        /Constraint Error: (?<what>CHECK constraint failed(?: on table "[^"\n]{1,100}")?[^\n]{0,160})/,
        /Constraint Error: (?<what>Violates foreign key constraint because key "[^"\n]{1,200}" [^\n]{1,120})/,
      ],
    },
    rootCause: "A row violates a rule of the DuckDB table[[: `{column}` must not be null]][[: {what}]]",
    explanation:
      "DuckDB rejects the whole statement if one row has a null in a required column, fails a CHECK or has no parent row.",
    checks: [
      "The rows being written that break the rule",
      "Definition of the table (`DESCRIBE`, `duckdb_constraints()`)",
    ],
    fixes: [
      "Correct, fill or filter such rows[[ (`{column}`)]] before the insert",
      "Load parent tables first, or drop the rule if it no longer holds",
    ],
  },
  {
    id: "duckdb/sql-invalid",
    title: "Invalid SQL (DuckDB)",
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
      names: [/LINE (?<line>\d{1,6}): /],
    },
    rootCause: "DuckDB rejected the SQL: {reason}",
    explanation:
      "The statement is not valid DuckDB SQL, or its names and types do not match. Another warehouse's syntax is a common reason.",
    checks: ["The statement as sent, with every template filled in"],
    fixes: [
      "Correct the statement[[ at line {line}]]; cast mismatched types, and list the columns of an INSERT",
      "Use DuckDB's own function or syntax where it was written for another warehouse",
    ],
    docs: [`${DOCS}/sql/introduction`],
  },
  {
    id: "duckdb/file-version",
    title: "Not a DuckDB file, or a different version",
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
      "The file[[ `{file}`]] is not a database for this DuckDB version[[: it has storage version {found}, supported is {known}]]",
    explanation:
      "The file was written by a different DuckDB version (older versions cannot read newer files), is another kind of file, or was truncated while being copied.",
    checks: ["The DuckDB version that wrote the file, and the one reading it"],
    fixes: ["Use the same version everywhere", "Export with the old version and import with the new one"],
    docs: [`${DOCS}/internals/storage`],
  },
  {
    id: "duckdb/extension",
    title: "DuckDB extension failed to load",
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
      "DuckDB downloads extensions (`httpfs`, `postgres`, `iceberg`) from the internet on first use and caches them in the home folder; the worker has no internet access, or the folder is not writable.",
    checks: ["Whether the worker can reach that address", "The home folder of the task's user"],
    fixes: [
      "Install the extensions at image build time",
      "Open the network path, or set a mirror (`custom_extension_repository`)",
    ],
    docs: [`${DOCS}/extensions/overview`],
  },
  {
    id: "duckdb/transaction-conflict",
    title: "DuckDB transaction conflict",
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
    rootCause: "Two connections modified the same rows or objects at once: {what}",
    explanation:
      "Threads of one process can write at once, but the later change to the same row or table fails; after any error, the transaction accepts no statements until it is rolled back.",
    checks: [
      "Threads that write to the same table (dbt `threads`)",
      "Whether an earlier statement in the same transaction failed",
    ],
    fixes: ["Retry, or write from one thread", "Roll back after an error"],
    docs: [`${DOCS}/connect/concurrency`],
  },
  {
    id: "duckdb/connection-settings",
    title: "DuckDB connection closed or opened differently",
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
      "A process opens a file once; a second connection must use the same settings (`read_only`, `config`). A read-only connection cannot write, and a closed one can do nothing.",
    checks: ["Each `duckdb.connect` to that file, and its arguments"],
    fixes: ["Share one connection (`cursor()` for threads), or use identical settings"],
    docs: [`${DOCS}/connect/concurrency`],
  },
];
