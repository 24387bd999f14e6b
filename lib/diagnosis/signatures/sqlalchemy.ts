import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS = "https://docs.sqlalchemy.org/en/20/errors.html";
const MIGRATION = "https://docs.sqlalchemy.org/en/20/changelog/migration_20.html";

/** What SQLAlchemy itself says, apart from what it relays of a driver. */
export const sqlalchemySignatures: Signature[] = [
  {
    id: "sqlalchemy/pool-limit",
    title: "SQLAlchemy connection pool exhausted",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /QueuePool limit of size (?<size>\d{1,6}) overflow (?<overflow>-?\d{1,6}) reached, connection timed out, timeout (?<seconds>[\d.]{1,12})/,
      ],
    },
    rootCause:
      "All {size} connections of the pool (and {overflow} more) were in use for {seconds} s, so none was free",
    explanation:
      "Each thread or session that works at the same time holds a connection until it closes it. Sessions are not closed, transactions stay open during long work, or more threads run than the pool allows.",
    checks: [
      "Sessions and connections opened without `with` or `close()`, and what they wait for",
      "Threads or tasks that share this engine, against `pool_size` + `max_overflow`",
    ],
    fixes: [
      "Close sessions after each unit of work (`with Session() as session`)",
      "Raise `pool_size` or `max_overflow` within what the server allows",
    ],
    docs: [ERRORS, "https://docs.sqlalchemy.org/en/20/core/pooling.html"],
  },
  {
    id: "sqlalchemy/postgres-scheme",
    title: "Database URL begins with postgres://",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Can't load plugin: sqlalchemy\.dialects:postgres(?![\w.])/] },
    rootCause: "The database URL begins with `postgres://`, which SQLAlchemy does not know since version 1.4",
    explanation: "The dialect is called `postgresql`. Hosting providers still hand out `postgres://` URLs.",
    checks: ["The scheme of the database URL in the environment"],
    fixes: ["Write `postgresql://` (or `postgresql+psycopg2://`) in the URL"],
    docs: ["https://docs.sqlalchemy.org/en/20/core/engines.html"],
  },
  {
    id: "sqlalchemy/dialect-missing",
    title: "SQLAlchemy dialect not installed",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Can't load plugin: sqlalchemy\.(?:dialects|plugins):(?<dialect>[\w.+-]{1,80})/],
      not: [/dialects:postgres(?![\w.])/],
    },
    rootCause: "No installed package brings the SQLAlchemy dialect `{dialect}`",
    explanation:
      "SQLAlchemy finds dialects of other databases through packages that register them (`snowflake-sqlalchemy`, `sqlalchemy-bigquery`, `duckdb-engine`). It is not installed where the task runs, or the URL misspells it.",
    checks: ["The scheme of the URL, and `pip list` of the image"],
    fixes: ["Install the package of the dialect in the image", "Correct the scheme of the URL"],
    docs: ["https://docs.sqlalchemy.org/en/20/dialects/index.html"],
  },
  {
    id: "sqlalchemy/url-invalid",
    title: "Database URL cannot be read",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not parse (?:SQLAlchemy|rfc1738) URL from (?:given URL string|string '(?<url>[^'\n]{0,300})')/,
        /Expected string or URL object, got (?<got>[^\n]{1,80})/,
      ],
    },
    rootCause: "The database URL is empty or cannot be read[[: got {got}]]",
    explanation:
      "SQLAlchemy got no `dialect://user:password@host:port/database`. Usually the setting is empty or was not read, a placeholder in it was not filled, or the password holds characters that must be escaped.",
    checks: ["Whether the variable of the URL is set where the task runs (do not print its password)"],
    fixes: [
      "Set the variable, or read it under its right name",
      "Build the URL with `URL.create(…)`, which escapes the password",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/core/engines.html"],
  },
  {
    id: "sqlalchemy/removed-api",
    title: "Code written for SQLAlchemy 1.x runs on 2.x",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AttributeError", "TypeError", "ArgumentError", "ImportError"],
      message: [
        /'(?:Engine|OptionEngine)' object has no attribute '(?<name>execute|table_names|has_table|scalar|run_callable|transaction|create|drop)'/,
        /Column expression, FROM clause, or other columns clause element expected, got \[/,
        /'(?:Query|Select)' object has no attribute '(?<name>from_self|from_statement_|append_whereclause|append_column)'/,
        /(?<name>immutabledict) is not a sequence/,
        /Row' object has no attribute '(?<name>keys|items|has_key)'/,
        /cannot import name '(?<name>RowProxy|LegacyRow|ResultProxy|_declarative_constructor)' from 'sqlalchemy/,
        /module 'sqlalchemy' has no attribute '(?<name>all_|any_|databases|processors)'/,
      ],
    },
    rootCause: "The code uses what SQLAlchemy 2.0 removed[[ (`{name}`)]]",
    explanation:
      "Version 2.0 took out the ways of 1.x: statements run on a connection, not on the engine; plain strings go through `text()`. An unpinned SQLAlchemy moved up, or a library expects the older one.",
    checks: [
      "`pip show sqlalchemy` in the image, and when its version changed",
      "Whether the line is of your code or of a library (pandas before 2.0)",
    ],
    fixes: [
      "Write it the 2.0 way: `with engine.begin() as conn: conn.execute(text(…))`",
      "Pin `sqlalchemy<2` until the code (or the library) is moved",
    ],
    docs: [MIGRATION],
  },
  {
    id: "sqlalchemy/pandas-version",
    title: "pandas does not accept this SQLAlchemy",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AttributeError"],
      message: [/'(?<owner>Engine|Connection)' object has no attribute '(?<name>cursor)'/],
    },
    rootCause: "pandas took the SQLAlchemy {owner} for a plain driver connection",
    explanation:
      "pandas asks for a cursor when it does not recognise the object: pandas 2.2 and later need SQLAlchemy 2.0, and quietly treat an older one like an unknown driver. Airflow 2 keeps SQLAlchemy at 1.4.",
    checks: ["`pip show pandas sqlalchemy` in the image"],
    fixes: [
      "Use pandas before 2.2 with SQLAlchemy 1.4, or SQLAlchemy 2.0 with newer pandas",
      "Hand pandas a driver connection (`engine.raw_connection()`)",
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/v2.2.0.html"],
  },
  {
    id: "sqlalchemy/plain-string-statement",
    title: "Plain string run as a statement (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Not an executable object: (?<statement>[^\n]{1,160})/,
        /Textual (?:SQL|column) expression (?<statement>'[^\n]{1,160}) should be explicitly declared/,
      ],
    },
    rootCause: "A plain string was given where SQLAlchemy 2.0 wants `text()`: {statement}",
    explanation:
      "Since 2.0 (for filters since 1.4) a string is not run as SQL unless it is wrapped in `text()`.",
    checks: ["The call at that line, and whether SQLAlchemy's version changed lately"],
    fixes: ["Wrap the statement: `conn.execute(text(sql), {…})`"],
    docs: [MIGRATION],
  },
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
    id: "sqlalchemy/bind-parameter",
    title: "Statement without one of its parameters (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/A value is required for bind parameter '(?<name>[^'\n]{1,100})'/] },
    rootCause: "No value was given for the parameter `:{name}` of the statement",
    explanation:
      "`text()` takes every `:word` as a parameter; a key is missing in the values, one row of a list lacks it, or a colon in the SQL (a time, a cast, JSON) was meant literally.",
    checks: ["The keys of the values handed over, and colons in the SQL"],
    fixes: ["Give the value", "Write `\\:` where a colon is meant literally"],
    docs: [ERRORS],
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
    id: "sqlalchemy/transaction-begun",
    title: "Transaction begun twice (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /can't call begin\(\) here unless rollback\(\) or commit\(\) is called first/,
        /A transaction is already begun on this Session/,
        /This session is provisioning a new connection; concurrent operations are not permitted/,
        /Method '(?<method>\w{1,60})\(\)' can't be called here; method '(?<other>\w{1,60})\(\)' is already in progress/,
      ],
    },
    rootCause: "The code begins or uses a transaction while another is in progress on the same session",
    explanation:
      "Since 2.0 the first statement begins a transaction by itself; a later `begin()` fails. One session (or connection) used by several threads or coroutines shows in the same way.",
    checks: ["Statements run before `begin()`, and sessions shared between threads or coroutines"],
    fixes: ["Use `with engine.begin()` around everything", "Give each thread or coroutine its own session"],
    docs: [ERRORS, MIGRATION],
  },
  {
    id: "sqlalchemy/closed-result",
    title: "Closed result or connection read (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>This result object does not return rows)\. It has been closed automatically/,
        /ResourceClosedError: (?<what>This Connection is closed|This result object is closed|This transaction is closed)/,
      ],
    },
    rootCause: "The code reads a result or uses a connection that gives nothing any more: {what}",
    explanation:
      "A statement without rows (`INSERT`, DDL, `to_sql`) was fetched from, or the connection's `with` block had ended. pandas shows it when `read_sql` is given a statement that returns nothing.",
    checks: ["The statement run there, and where the connection is closed"],
    fixes: ["Do not fetch from statements without rows", "Read the rows before the connection is closed"],
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
  {
    id: "sqlalchemy/sync-driver",
    title: "Synchronous driver in an asynchronous engine (SQLAlchemy)",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The asyncio extension requires an async driver to be used\. The loaded '(?<driver>[\w.]{1,60})' is not async/,
      ],
    },
    rootCause: "The asynchronous engine was given the synchronous driver `{driver}`",
    explanation:
      "`create_async_engine` needs an asynchronous driver in the URL (`asyncpg`, `aiomysql`, `aiosqlite`).",
    checks: ["The scheme of the database URL"],
    fixes: [
      "Name an asynchronous driver: `postgresql+asyncpg://…`",
      "Use `create_engine` where the code is synchronous",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"],
  },
  {
    id: "sqlalchemy/missing-greenlet",
    title: "Database read outside of await (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/greenlet_spawn has not been called; can't call await_(?:only)?\(\) here/] },
    rootCause: "Asynchronous SQLAlchemy was made to read the database where nothing awaits it",
    explanation:
      "A relation or an expired attribute was loaded by plain access, or an asynchronous driver is used with the synchronous `create_engine`.",
    checks: ["The attribute read at that line, and the driver in the URL against the kind of engine"],
    fixes: [
      "Load relations in the query (`selectinload`) and set `expire_on_commit=False`",
      "Use `create_async_engine` with an asynchronous driver, a synchronous driver with `create_engine`",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"],
  },
  {
    id: "sqlalchemy/greenlet-missing",
    title: "greenlet not installed (SQLAlchemy asyncio)",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /the greenlet library is required to use this function\.[^\n]{0,200}/,
        /The SQLAlchemy asyncio module requires that the Python 'greenlet' library is installed/,
      ],
    },
    rootCause: "The package `greenlet`, which SQLAlchemy's asynchronous part needs, is not installed",
    explanation: "It comes along on common platforms only; SQLAlchemy 2.1 no longer installs it by itself.",
    checks: ["`pip show greenlet` in the image"],
    fixes: ["Install `sqlalchemy[asyncio]`"],
    docs: ["https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"],
  },
];
