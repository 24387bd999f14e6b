import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS = "https://docs.sqlalchemy.org/en/20/errors.html";

/** SQLAlchemy's sessions, mapped tables and results. */
export const sqlalchemyOrmSignatures: Signature[] = [
  {
    id: "sqlalchemy/name-for-table",
    title: "Name given where SQLAlchemy wants a table",
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
    rootCause: "The code hands SQLAlchemy {got} where a `Table` object is expected",
    explanation: "`insert()`, `update()` and `delete()` take a `Table` or a mapped class, not its name.",
    checks: ["What is handed over at that line"],
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
    rootCause: "table `{table}` does not exist in the database or schema that was asked",
    explanation:
      "SQLAlchemy was told to read the table's definition from the database and found none: it was renamed or dropped, its step has not run, it lies in another schema, or the user may not see it.",
    checks: ["The table in that database and schema, as the task's user sees it"],
    fixes: ["Name the schema (`schema=`)", "Run the step or migration that makes the table first"],
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
    rootCause: "The models refer to[[ `{table}`,]] something SQLAlchemy does not know[[ (at `{column}`)]]",
    explanation:
      "The module with the other model is not imported, its metadata is another one, or the name or schema in the foreign key is wrong.",
    checks: ["Whether the module of the other model is imported before this point"],
    fixes: ["Import all models in one place", "Correct table name or schema in `ForeignKey(…)`"],
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
    rootCause: "column `{column}` is not in the result of the query",
    explanation:
      "The code reads a column by name that the query did not return: it was renamed in the query or table, or it has another alias or case.",
    checks: ["The columns the query returns now, and commits to the query"],
    fixes: ["Read the column by its present name, or give it that alias in the query"],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/unconsumed-columns",
    title: "Columns that the table does not have (SQLAlchemy)",
    category: "schema_change",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Unconsumed column names: (?<columns>[^\n]{1,200})/] },
    rootCause: "The rows have columns that the table does not have: `{columns}`",
    explanation:
      "SQLAlchemy compared the keys of the rows to be written with the table's definition. The source has new or renamed columns, or the table's definition in the code is older.",
    checks: ["The table's columns against those of the rows", "What changed in the source lately"],
    fixes: ["Add the columns to the table, or drop them before writing"],
  },
  {
    id: "sqlalchemy/value-type",
    title: "Value of the wrong class for its column (SQLAlchemy)",
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
    rootCause: "A value could not be prepared for its column: {reason}",
    explanation:
      "SQLAlchemy converts each value for the column's declared type before it is sent; this one is of another class (a text for a date, a dict for a number, a value the enum does not have).",
    checks: ["The value in the `[parameters: …]` line and the column's declared type"],
    fixes: ["Convert the value before writing", "Correct the column's type in the model"],
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
    rootCause: "An object `{instance}` was read after its session had ended ({operation})",
    explanation:
      "Attributes expire at commit and relations load when first read; both need the session the object came from, which was closed already or is in another task or thread.",
    checks: ["Where the session ends and where the object is read afterwards"],
    fixes: [
      "Read what is needed inside the session (`selectinload`), or set `expire_on_commit=False`",
      "Hand plain values, not objects, from task to task",
    ],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/pending-rollback",
    title: "Session used after a failed statement (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["warehouse_sql", "data_quality", "network_timeout"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /This Session's transaction has been rolled back due to a previous exception during flush/,
        /Can't reconnect until invalid (?:savepoint )?transaction is rolled back/,
        /This connection is on an inactive (?:savepoint )?transaction\. {1,2}Please rollback\(\) fully before proceeding/,
      ],
    },
    rootCause: "An earlier statement of the session failed, and the code went on without rolling it back",
    explanation:
      "After a failure the session refuses work until `rollback()`. The real failure is the one before: it stands after `Original exception was:` or further up in the log.",
    checks: ["The original exception, and the `except` block that swallowed it"],
    fixes: ["Repair what failed first", "Call `session.rollback()` where the error is caught"],
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
    rootCause: "A query that must find exactly one row found none",
    explanation: "The code asked with `one()`; the row was never written, was deleted, or the key is wrong.",
    checks: ["The key it looked for, and the step that should have written the row"],
    fixes: ["Write the row first, or use `one_or_none()` where it may be missing"],
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
    rootCause: "A query that must find one row found several",
    explanation: "The key is not unique in the data: duplicates were written, or the condition is too wide.",
    checks: ["Duplicates of that key in the table"],
    fixes: ["Remove the duplicates and add a unique constraint", "Narrow the condition"],
  },
  {
    id: "sqlalchemy/stale-data",
    title: "Row changed or gone meanwhile (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?<kind>UPDATE|DELETE) statement on table '(?<table>[^'\n]{1,200})' expected to (?:update|delete) (?<expected>\d{1,9}) row\(s\); (?:Only )?(?<found>\d{1,9}) (?:were|was) matched/,
      ],
    },
    rootCause: "{kind} of `{table}` should have matched {expected} rows, but matched {found}",
    explanation:
      "Between reading and writing another session deleted or changed the rows, or the model's primary key is not unique.",
    checks: ["What else writes to `{table}` at the same time", "Whether the model's key is the table's key"],
    fixes: ["Do not let the jobs overlap, or lock the rows (`with_for_update`)", "Retry the unit of work"],
  },
  {
    id: "sqlalchemy/table-defined-twice",
    title: "Table declared twice (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/Table '(?<table>[^'\n]{1,200})' is already defined for this MetaData instance/] },
    rootCause: "The model of `{table}` is declared twice",
    explanation:
      "The module was imported under two names (`models` and `app.models`), or two classes use one table name. Orchestrators that import pipeline files again and again trip over it too.",
    checks: ["Under which names the module is imported"],
    fixes: ["Import the module under one name only", "Use `extend_existing=True` where a repeat is meant"],
  },
];
