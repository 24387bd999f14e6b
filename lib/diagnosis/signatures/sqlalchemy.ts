import type { Signature } from "@/lib/diagnosis/signatures/signature";

const ERRORS = "https://docs.sqlalchemy.org/en/20/errors.html";
const MIGRATION = "https://docs.sqlalchemy.org/en/20/changelog/migration_20.html";

/** SQLAlchemy's engines, URLs, statements and versions; errors it wraps belong to the driver's table. */
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
      "The connection pool is exhausted: all {size} connections (plus {overflow} overflow) were in use for {seconds} s",
    explanation:
      "Each thread or session holds a connection until it closes it. Sessions are not closed, transactions stay open during long work, or more threads run than the pool allows.",
    checks: [
      "Sessions and connections opened without `with` or `close()`, and what they wait for",
      "Threads or tasks that share this engine, compared with `pool_size` + `max_overflow`",
    ],
    fixes: [
      "Close sessions and connections after each unit of work (`with Session() as session`)",
      "Run fewer threads, or raise `pool_size` and `max_overflow`, within the server's `max_connections`",
    ],
    docs: [ERRORS, "https://docs.sqlalchemy.org/en/20/core/pooling.html"],
  },
  {
    id: "sqlalchemy/postgres-scheme",
    title: "Database URL starts with postgres://",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Can't load plugin: sqlalchemy\.dialects:postgres(?![\w.])/] },
    rootCause:
      "The database URL starts with `postgres://`, which SQLAlchemy no longer accepts since version 1.4",
    explanation: "The dialect is named `postgresql`. Hosting providers still hand out `postgres://` URLs.",
    checks: ["The scheme of the database URL in the environment"],
    fixes: ["Use `postgresql://` (or `postgresql+psycopg2://`) in the URL"],
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
    rootCause: "No installed package provides the SQLAlchemy dialect `{dialect}`",
    explanation:
      "Dialects for other databases come from separate packages (`snowflake-sqlalchemy`, `sqlalchemy-bigquery`, `duckdb-engine`). The package is not installed where the task runs, or the URL misspells the dialect.",
    checks: ["The URL's scheme, and `pip list` in the image"],
    fixes: [
      "Install the dialect's package: `pip install snowflake-sqlalchemy`, `sqlalchemy-bigquery`, `sqlalchemy-redshift`, `trino[sqlalchemy]`, `duckdb-engine`, `psycopg2-binary` (here for `{dialect}`)",
      "Or correct the URL's scheme (`postgresql+psycopg2://`, `mysql+pymysql://`)",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/dialects/index.html"],
  },
  {
    id: "sqlalchemy/url-invalid",
    title: "Invalid database URL",
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
    rootCause: "The database URL is empty or invalid[[: got {got}]]",
    explanation:
      "SQLAlchemy expects `dialect://user:password@host:port/database`. Usually the setting is empty or was not read, a placeholder in it was not filled, or the password has characters that must be escaped.",
    checks: ["Whether the URL's variable is set where the task runs (do not print its password)"],
    fixes: [
      "Set the variable that holds the URL where the task runs (it is empty or not a URL)",
      "Write it as `dialect+driver://user:password@host:port/database`, with `@`, `/` and `:` in the password percent-encoded (`urllib.parse.quote_plus`)",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/core/engines.html"],
  },
  {
    id: "sqlalchemy/removed-api",
    title: "SQLAlchemy 1.x code running on 2.x",
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
    rootCause: "The code uses an API that SQLAlchemy 2.0 removed[[ (`{name}`)]]",
    explanation:
      "Version 2.0 removed 1.x usage: statements run on a connection, not on the engine; plain strings need `text()`. An unpinned SQLAlchemy was upgraded, or a library expects the older version.",
    checks: [
      "`pip show sqlalchemy` in the image, and when its version changed",
      "Whether the line is in your code or in a library (pandas before 2.0)",
    ],
    fixes: [
      "Write it the 2.0 way: `with engine.begin() as conn: conn.execute(text(…))`",
      "Pin `sqlalchemy<2` until the code (or the library) is migrated",
    ],
    docs: [MIGRATION],
  },
  {
    id: "sqlalchemy/pandas-version",
    title: "pandas does not support this SQLAlchemy version",
    category: "missing_dependency",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      types: ["AttributeError"],
      message: [/'(?<owner>Engine|Connection)' object has no attribute '(?<name>cursor)'/],
    },
    rootCause: "pandas treated the SQLAlchemy {owner} as a plain driver connection",
    explanation:
      "pandas asks for a cursor if it does not recognize the object: pandas 2.2 and later need SQLAlchemy 2.0, and silently treat an older one as an unknown driver. Airflow 2 pins SQLAlchemy to 1.4.",
    checks: ["`pip show pandas sqlalchemy` in the image"],
    fixes: [
      "Use pandas before 2.2 with SQLAlchemy 1.4, or SQLAlchemy 2.0 with newer pandas",
      "Pass pandas a driver connection (`engine.raw_connection()`)",
    ],
    docs: ["https://pandas.pydata.org/docs/whatsnew/v2.2.0.html"],
  },
  {
    id: "sqlalchemy/plain-string-statement",
    title: "Plain string executed as a statement (SQLAlchemy)",
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
    rootCause: "A plain string was passed where SQLAlchemy 2.0 requires `text()`: {statement}",
    explanation:
      "Since 2.0 (since 1.4 for filters), SQLAlchemy does not run a string as SQL unless it is wrapped in `text()`.",
    checks: ["The call on that line, and whether SQLAlchemy's version changed recently"],
    fixes: ["Wrap the statement: `conn.execute(text(sql), {…})`"],
    docs: [MIGRATION],
  },
  {
    id: "sqlalchemy/bind-parameter",
    title: "Missing bind parameter (SQLAlchemy)",
    category: "code_bug",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/A value is required for bind parameter '(?<name>[^'\n]{1,100})'/] },
    rootCause: "The statement's parameter `:{name}` has no value",
    explanation:
      "`text()` treats every `:word` as a parameter; a key is missing from the values, one row of a list lacks it, or a colon in the SQL (a time, a cast, JSON) was meant literally.",
    checks: ["The keys of the values passed, and colons in the SQL"],
    fixes: ["Pass the value", "Write `\\:` for a literal colon"],
    docs: [ERRORS],
  },
  {
    id: "sqlalchemy/transaction-begun",
    title: "Transaction already begun (SQLAlchemy)",
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
      "Since 2.0, the first statement begins a transaction implicitly; a later `begin()` fails. Sharing one session (or connection) between threads or coroutines looks the same.",
    checks: ["Statements run before `begin()`, and sessions shared between threads or coroutines"],
    fixes: ["Wrap everything in `with engine.begin()`", "Give each thread or coroutine its own session"],
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
    rootCause: "The code reads a closed result or uses a closed connection: {what}",
    explanation:
      "The statement returned no rows (`INSERT`, DDL, `to_sql`), or the connection's `with` block had ended. pandas reports it when `read_sql` gets a statement that returns nothing.",
    checks: ["The statement that was run there, and where the connection is closed"],
    fixes: ["Do not fetch from statements without rows", "Read the rows before closing the connection"],
  },
  {
    id: "sqlalchemy/sync-driver",
    title: "Sync driver in an async engine (SQLAlchemy)",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The asyncio extension requires an async driver to be used\. The loaded '(?<driver>[\w.]{1,60})' is not async/,
      ],
    },
    rootCause: "The async engine was given the sync driver `{driver}`",
    explanation:
      "`create_async_engine` needs an async driver in the URL (`asyncpg`, `aiomysql`, `aiosqlite`).",
    checks: ["The scheme of the database URL"],
    fixes: [
      "Use an async driver: `postgresql+asyncpg://…`",
      "Use `create_engine` if the code is synchronous",
    ],
    docs: ["https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"],
  },
  {
    id: "sqlalchemy/missing-greenlet",
    title: "Database I/O outside of await (SQLAlchemy)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: { message: [/greenlet_spawn has not been called; can't call await_(?:only)?\(\) here/] },
    rootCause: "Async SQLAlchemy had to read the database outside of an await",
    explanation:
      "A relationship or an expired attribute was loaded by plain attribute access, or an async driver is used with the sync `create_engine`.",
    checks: ["The attribute read on that line, and the driver in the URL against the kind of engine"],
    fixes: [
      "Load relationships in the query (`selectinload`) and set `expire_on_commit=False`",
      "Use `create_async_engine` with an async driver, or a sync driver with `create_engine`",
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
    rootCause: "The package `greenlet`, which async SQLAlchemy needs, is not installed",
    explanation:
      "It is installed along with SQLAlchemy on common platforms only; SQLAlchemy 2.1 no longer installs it by default.",
    checks: ["`pip show greenlet` in the image"],
    fixes: ["Install `sqlalchemy[asyncio]`"],
    docs: ["https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html"],
  },
];
