import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS = "https://docs.sqlalchemy.org/en/20/errors.html";

/** SQLAlchemy's sessions, mapped tables and results. */
export const sqlalchemyOrmSignatures: Signature[] = [
  {
    id: "sqlalchemy/name-for-table",
    title: "SQLAlchemy expects a Table, not its name",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /subject table for an INSERT, UPDATE or DELETE expected, got (?<got>[^\n]{1,120})/,
        /FROM expression, such as a Table or alias\(\) object expected, got (?<got>[^\n]{1,120})/,
      ],
    },
    rootCause: "The code passes SQLAlchemy {got} where a `Table` object is expected",
    explanation: "`insert()`, `update()` and `delete()` take a `Table` or a mapped class, not its name.",
    checks: ["What is passed on that line"],
    fixes: ["Load the table first: `Table(name, MetaData(), autoload_with=engine)`"],
    docs: ["https://docs.sqlalchemy.org/en/20/core/reflection.html"],
  },
  {
    id: "sqlalchemy/no-such-table",
    title: "Table to reflect does not exist (SQLAlchemy)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/NoSuchTableError: (?<table>[^\s,;()]{1,200})/] },
    rootCause: "Table `{table}` does not exist in the connected database or schema",
    explanation:
      "SQLAlchemy was asked to reflect the table from the database and found none: it was renamed or dropped, the step that creates it has not run, it is in another schema, or the user may not see it.",
    checks: ["The table in that database and schema, as the task's user sees it"],
    fixes: ["Specify the schema (`schema=`)", "Run the step or migration that creates the table first"],
    docs: ["https://docs.sqlalchemy.org/en/20/core/reflection.html"],
  },
  {
    id: "sqlalchemy/no-referenced-table",
    title: "Foreign key to an unknown table (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Foreign key associated with column '(?<column>[^'\n]{1,200})' could not find table '(?<table>[^'\n]{1,200})'/,
        /expression '(?<table>[^'\n]{1,100})' failed to locate a name/,
        /Could not determine join condition between parent\/child tables on relationship (?<column>[\w.]{1,100})/,
      ],
    },
    rootCause:
      "The models refer to[[ `{table}`,]] something that SQLAlchemy does not know[[ (at `{column}`)]]",
    explanation:
      "The module with the other model is not imported, uses different metadata, or the name or schema in the foreign key is wrong.",
    checks: ["Whether the other model's module is imported before this point"],
    fixes: ["Import all models in one place", "Fix the table name or schema in `ForeignKey(…)`"],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/no-such-column",
    title: "Result has no such column (SQLAlchemy)",
    category: "schema_change",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/Could not locate column in row for column '(?<column>[^'\n]{1,200})'/] },
    rootCause: "Column `{column}` is not in the query's result",
    explanation:
      "The code reads a column by name that the query did not return: it was renamed in the query or table, or has a different alias or case.",
    checks: ["The columns the query returns now, and commits to the query"],
    fixes: ["Read the column by its current name, or alias it to that name in the query"],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/unconsumed-columns",
    title: "Columns not in the table (SQLAlchemy)",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Unconsumed column names: (?<columns>[^\n]{1,200})/] },
    rootCause: "The rows have columns that the table does not have: `{columns}`",
    explanation:
      "SQLAlchemy compared the keys of the rows with the table's definition. The source has new or renamed columns, or the table definition in the code is outdated.",
    checks: ["The table's columns against those of the rows", "What recently changed in the source"],
    fixes: [
      "If the source gained them, add the columns {columns} to the table and the model",
      "Otherwise drop them before writing",
    ],
  },
  {
    id: "sqlalchemy/value-type",
    title: "Wrong value type for its column (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["data_quality", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\((?:builtins\.)?(?:TypeError|ValueError)\) (?<reason>[^\n]{1,200})\n\[SQL: /,
        /\(builtins\.LookupError\) (?<reason>'[^'\n]{1,100}' is not among the defined enum values)/,
      ],
    },
    rootCause: "A value could not be converted for its column: {reason}",
    explanation:
      "SQLAlchemy converts each value to the column's declared type before sending it; this one has the wrong type (text for a date, a dict for a number, a value that the enum does not have).",
    checks: ["The value in the `[parameters: …]` line and the column's declared type"],
    fixes: ["Convert the value before writing", "Fix the column's type in the model"],
  },
  {
    id: "sqlalchemy/detached-instance",
    title: "Object read after its session was closed (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Ii]nstance <(?<instance>[\w.]{1,100}) at 0x[0-9a-f]{1,16}> is not bound to a Session; (?<operation>[a-z ]{1,60})/,
      ],
    },
    rootCause: "`{instance}` was read after its session ended ({operation})",
    explanation:
      "Attributes expire at commit and relationships load on first access; both need the session that the object came from, which is already closed or belongs to another task or thread.",
    checks: ["Where the session ends, and where the object is read afterwards"],
    fixes: [
      "Load what is needed inside the session (`selectinload`), or set `expire_on_commit=False`",
      "Pass plain values, not objects, between tasks",
    ],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/pending-rollback",
    title: "Session used after a failed statement (SQLAlchemy)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "data_quality", "network_timeout"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /This Session's transaction has been rolled back due to a previous exception during flush/,
        /Can't reconnect until invalid (?:savepoint )?transaction is rolled back/,
        /This connection is on an inactive (?:savepoint )?transaction\. {1,2}Please rollback\(\) fully before proceeding/,
      ],
    },
    rootCause: "An earlier statement in the session failed, and the code continued without a rollback",
    explanation:
      "After a failure, the session rejects work until `rollback()`. The real failure came first: it follows `Original exception was:` or is further up in the log.",
    checks: ["The original exception, and the `except` block that swallowed it"],
    fixes: ["Fix what failed first", "Call `session.rollback()` wherever the error is caught"],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/no-row",
    title: "No row where one was required (SQLAlchemy)",
    category: "upstream_missing_data",
    alternatives: ["data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/No row was found (?:when one was required|for one\(\))/] },
    rootCause: "A query that must return exactly one row returned none",
    explanation:
      "The code asked for `one()`, but the row was never written, was deleted, or the key is wrong.",
    checks: ["The key it looked for, and the step that should have written the row"],
    fixes: ["Write the row first, or use `one_or_none()` if it may be missing"],
  },
  {
    id: "sqlalchemy/multiple-rows",
    title: "Several rows where one was expected (SQLAlchemy)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Multiple rows were found (?:when (?:exactly )?one(?: or none)? was required|for one(?:_or_none)?\(\))/,
      ],
    },
    rootCause: "A query that must return one row returned several",
    explanation: "The key is not unique in the data: duplicates were written, or the condition is too broad.",
    checks: ["Duplicates of that key in the table"],
    fixes: ["Deduplicate and add a unique constraint", "Narrow the condition"],
  },
  {
    id: "sqlalchemy/stale-data",
    title: "Row changed or deleted concurrently (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<kind>UPDATE|DELETE) statement on table '(?<table>[^'\n]{1,200})' expected to (?:update|delete) (?<expected>\d{1,9}) row\(s\); (?:Only )?(?<found>\d{1,9}) (?:were|was) matched/,
      ],
    },
    rootCause: "{kind} on `{table}` should have matched {expected row|rows}, but matched {found}",
    explanation:
      "Another session deleted or changed the rows between reading and writing, or the model's primary key is not unique.",
    checks: ["What else writes to `{table}` at the same time", "Whether the model's key is the table's key"],
    fixes: ["Keep the jobs from overlapping, or lock the rows (`with_for_update`)", "Retry the unit of work"],
  },
  {
    id: "sqlalchemy/table-defined-twice",
    title: "Table declared twice (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Table '(?<table>[^'\n]{1,200})' is already defined for this MetaData instance/] },
    rootCause: "The model for `{table}` is declared twice",
    explanation:
      "The module was imported under two names (`models` and `app.models`), or two classes use the same table name. Orchestrators that import pipeline files repeatedly hit it too.",
    checks: ["The names under which the module is imported"],
    fixes: [
      "Import the module under one name only",
      "Use `extend_existing=True` if the redefinition is intended",
    ],
  },
];
