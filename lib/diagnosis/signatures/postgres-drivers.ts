import type { Signature } from "@/lib/diagnosis/signatures/signature";

const PSYCOPG = "https://www.psycopg.org/docs";

/** PostgreSQL drivers: psycopg, asyncpg, JDBC. */
export const postgresDriverSignatures: Signature[] = [
  {
    id: "postgres/closed-handle",
    title: "Connection or cursor used after it was closed (PostgreSQL drivers)",
    category: "code_bug",
    alternatives: ["network_timeout", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /InterfaceError[:)] (?<what>connection already closed|cursor already closed)/,
        /OperationalError[:)] (?<what>the connection is closed)/,
        /InterfaceError: (?<what>the cursor is closed|connection is closed|pool is closed|pool is closing)/,
        /(?<what>cannot perform operation: another operation is in progress)/,
        /(?<what>cannot call \w{1,40}\.\w{1,40}\(\): connection (?:is closed|has been released back to the pool))/,
        /PSQLException: (?<what>This (?:connection|statement) has been closed)/,
      ],
    },
    rootCause: "The code used a database connection or cursor that was no longer usable: {what}",
    explanation:
      "The code closed it earlier (leaving a `with` block closes it), shares it between threads or coroutines, or the connection had dropped earlier and the first error was swallowed.",
    checks: [
      "Where the connection is opened, closed and shared, along the stack",
      "Whether an earlier database error in the log closed the connection",
    ],
    fixes: [
      "Open a connection (or take one from the pool) per unit of work and thread",
      "Open a new connection after an `OperationalError` before continuing",
    ],
    docs: [`${PSYCOPG}/connection.html`],
  },
  {
    id: "postgres/prepared-statement",
    title: "Prepared statement not valid on this connection (PostgreSQL)",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /prepared statement "(?<name>[^"\n]{1,100})" (?:does not exist|already exists)/,
        /cached plan must not change result type/,
        /cached statement plan is invalid due to a database schema or configuration change/,
      ],
    },
    rootCause: "The driver's prepared statement[[ `{name}`]] is not valid on the connection in use",
    explanation:
      "Prepared statements belong to one server session. Behind PgBouncer in transaction mode, the next statement may land in another session; after a table change, the cached plan is no longer valid.",
    checks: [
      "Whether a pooler (PgBouncer, Supavisor) is in between, and its mode",
      "Whether a migration ran while the program was connected",
    ],
    fixes: [
      "Turn off the driver's prepared statements (`prepare_threshold=None`, `statement_cache_size=0`)",
      "Use the pooler's session mode, or reconnect after migrations",
    ],
    docs: ["https://www.psycopg.org/psycopg3/docs/advanced/prepare.html"],
  },
  {
    id: "postgres/parameter-types",
    title: "Driver cannot pass a value to PostgreSQL",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /can't adapt type '(?<type>[^'\n]{1,100})'/,
        /cannot adapt type '(?<type>[^'\n]{1,100})' using placeholder/,
        /invalid input for query argument \$(?<argument>\d{1,5}): [^\n]{1,300}/,
        /the query has \d{1,5} placeholders? but \d{1,5} parameters? w(?:as|ere) passed/,
        /the server expects \d{1,5} arguments? for this query, \d{1,5} (?:was|were) passed/,
        /could not determine data type of parameter \$(?<argument>\d{1,5})/,
        /bind message supplies \d{1,5} parameters, but prepared statement [^\n]{1,80} requires \d{1,5}/,
      ],
    },
    rootCause:
      "The code passes invalid parameters to the statement[[: values of type `{type}`]][[: argument {argument}]]",
    explanation:
      "The driver must convert each Python value to a PostgreSQL value: it cannot convert this class (`dict`, `numpy.int64`), asyncpg expects exactly the column's type, or the number of values does not match the placeholders.",
    checks: ["The values passed on that line, and their classes"],
    fixes: [
      "Convert first: `int(x)` for numpy numbers, `Json(x)` for dicts, `date` objects for dates",
      "Pass as many values as there are placeholders",
    ],
    docs: [`${PSYCOPG}/usage.html`],
  },
  {
    id: "postgres/no-results",
    title: "Fetch without a result set (psycopg)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ProgrammingError:? ?(?:\(psycopg2\.ProgrammingError\) )?no results to fetch/,
        /the last operation didn't produce (?:a result|records)/,
        /named cursor isn't valid anymore/,
        /can't use a named cursor outside of transactions/,
      ],
    },
    rootCause: "The code fetches rows, but the last statement returned none",
    explanation:
      "`fetch…` follows a statement without a result set (`INSERT` without `RETURNING`, `COPY`, DDL), or reads a server-side cursor whose transaction has ended.",
    checks: ["The statement run right before the `fetch` on that line"],
    fixes: ["Add `RETURNING`, or do not fetch", "Keep the transaction open while reading a named cursor"],
    docs: [`${PSYCOPG}/cursor.html`],
  },
  {
    id: "postgres/libpq-missing",
    title: "libpq not installed for psycopg",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no pq wrapper available\.?(?:\s{1,4}Attempts made:\s{1,4}- couldn't import psycopg '\w{1,20}' implementation)?/,
        /Error: pg_config executable not found/,
        /libpq library not found/,
      ],
    },
    rootCause: "The image lacks libpq, which psycopg needs",
    explanation:
      "`psycopg` and `psycopg2` are bindings to PostgreSQL's client library. Unless their binary package is installed, they need libpq on the system (and its headers and `pg_config` to build).",
    checks: ["Which of `psycopg[binary]`, `psycopg2-binary` or `libpq5` the image installs"],
    fixes: [
      "Install `psycopg[binary]` or `psycopg2-binary`",
      "Install `libpq5` (to build, `libpq-dev` and a compiler) in the image",
    ],
    docs: ["https://www.psycopg.org/psycopg3/docs/basic/install.html", `${PSYCOPG}/install.html`],
  },
  {
    id: "postgres/connect-message-undecodable",
    title: "Failed PostgreSQL login with an unreadable message",
    category: "auth_permission",
    alternatives: ["configuration", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      types: ["UnicodeDecodeError"],
      message: [/'(?<codec>utf-?8)' codec can't decode bytes? (?:0x(?<byte>[0-9a-f]{2}) )?in position/],
      frames: ["psycopg2/__init__.py", "psycopg2\\__init__.py"],
    },
    rootCause:
      "The connection to PostgreSQL failed, and the driver could not decode the server's translated reason",
    explanation:
      "`psycopg2.connect` raised this while it read the reason for the failed connection. A server with translated messages (usual on Windows) sends them in its own encoding before the client encoding is agreed. The data has nothing to do with it: host, port, user, password or database name is wrong, or the settings themselves contain bytes that are not UTF-8.",
    checks: [
      "Host, port, database, user and password of the connection, with `psql` and the same values",
      "The server's log at that time, which has the reason in readable form",
      "Accents or other special characters in the password or the connection file",
    ],
    fixes: [
      "Correct the user, password, database or host of the connection",
      "Set `lc_messages = 'C'` in `postgresql.conf` and reload, so that the reason arrives in English",
      "Save the connection settings as UTF-8",
    ],
    docs: ["https://www.postgresql.org/docs/current/runtime-config-client.html"],
  },
];
