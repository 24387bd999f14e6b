import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlalchemyExamples: SignatureExamples = {
  "sqlalchemy/pool-limit": {
    examples: [
      {
        text: "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00 (Background on this error at: https://sqlalche.me/e/20/3o7r)",
        captures: { size: "5", overflow: "10", seconds: "30.00" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.pool.PoolError: connection pool exhausted" },
      { text: "FATAL:  sorry, too many clients already" },
    ],
  },
  "sqlalchemy/postgres-scheme": {
    examples: [{ text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres" }],
    nearMisses: [
      {
        text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgresql.psycopg9",
      },
      { text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:snowflake" },
    ],
  },
  "sqlalchemy/dialect-missing": {
    examples: [
      {
        text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:snowflake",
        captures: { dialect: "snowflake" },
      },
      {
        text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgresql.psycopg9",
        captures: { dialect: "postgresql.psycopg9" },
      },
    ],
    nearMisses: [
      { text: "sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres" },
      { text: "ModuleNotFoundError: No module named 'MySQLdb'" },
    ],
  },
  "sqlalchemy/url-invalid": {
    examples: [
      { text: "sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from given URL string" },
      { text: "sqlalchemy.exc.ArgumentError: Could not parse rfc1738 URL from string ''" },
      {
        text: "sqlalchemy.exc.ArgumentError: Expected string or URL object, got None",
        captures: { got: "None" },
      },
    ],
    nearMisses: [
      {
        text: "sqlalchemy.exc.ArgumentError: Textual SQL expression 'select 1' should be explicitly declared as text('select 1')",
      },
      { text: "requests.exceptions.MissingSchema: Invalid URL '': No scheme supplied." },
    ],
  },
  "sqlalchemy/removed-api": {
    examples: [
      { text: "AttributeError: 'Engine' object has no attribute 'execute'", captures: { name: "execute" } },
      {
        text: "AttributeError: 'OptionEngine' object has no attribute 'execute'",
        captures: { name: "execute" },
      },
      {
        text: "sqlalchemy.exc.ArgumentError: Column expression, FROM clause, or other columns clause element expected, got [Column('id', Integer(), table=<orders>)]. Did you mean to say select(Column('id', Integer(), table=<orders>))?",
      },
      { text: "TypeError: immutabledict is not a sequence" },
    ],
    nearMisses: [
      { text: "AttributeError: 'Engine' object has no attribute 'cursor'" },
      { text: "AttributeError: 'NoneType' object has no attribute 'execute'" },
    ],
  },
  "sqlalchemy/pandas-version": {
    examples: [
      {
        text: "AttributeError: 'Engine' object has no attribute 'cursor'",
        captures: { owner: "Engine" },
      },
      { text: "AttributeError: 'Connection' object has no attribute 'cursor'" },
    ],
    nearMisses: [
      { text: "AttributeError: 'Engine' object has no attribute 'execute'" },
      { text: "AttributeError: 'NoneType' object has no attribute 'cursor'" },
    ],
  },
  "sqlalchemy/plain-string-statement": {
    examples: [
      {
        text: "sqlalchemy.exc.ObjectNotExecutableError: Not an executable object: 'select count(*) from orders'",
      },
      {
        text: "sqlalchemy.exc.ArgumentError: Textual SQL expression 'select 1' should be explicitly declared as text('select 1')",
      },
    ],
    nearMisses: [
      { text: "AttributeError: 'Engine' object has no attribute 'execute'" },
      { text: "OSError: [Errno 8] Exec format error: 'run.sh'" },
    ],
  },
  "sqlalchemy/bind-parameter": {
    examples: [
      {
        text: "sqlalchemy.exc.StatementError: (sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter 'run_date'\n[SQL: delete from orders where order_date = %(run_date)s]\n(Background on this error at: https://sqlalche.me/e/20/cd3x)",
        captures: { name: "run_date" },
      },
    ],
    nearMisses: [{ text: "click.exceptions.MissingParameter: Missing parameter: run_date" }],
  },
  "sqlalchemy/transaction-begun": {
    examples: [
      {
        text: "sqlalchemy.exc.InvalidRequestError: This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin; can't call begin() here unless rollback() or commit() is called first.",
      },
      { text: "sqlalchemy.exc.InvalidRequestError: A transaction is already begun on this Session." },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.InvalidRequestError: This transaction is inactive" }],
  },
  "sqlalchemy/closed-result": {
    examples: [
      {
        text: "sqlalchemy.exc.ResourceClosedError: This result object does not return rows. It has been closed automatically.",
      },
      {
        text: "sqlalchemy.exc.ResourceClosedError: This Connection is closed",
        captures: { what: "This Connection is closed" },
      },
    ],
    nearMisses: [{ text: "psycopg2.InterfaceError: connection already closed" }],
  },
  "sqlalchemy/sync-driver": {
    examples: [
      {
        text: "sqlalchemy.exc.InvalidRequestError: The asyncio extension requires an async driver to be used. The loaded 'psycopg2' is not async.",
        captures: { driver: "psycopg2" },
      },
    ],
    nearMisses: [
      {
        text: "sqlalchemy.exc.MissingGreenlet: greenlet_spawn has not been called; can't call await_() here. Was IO attempted in an unexpected place?",
      },
    ],
  },
  "sqlalchemy/missing-greenlet": {
    examples: [
      {
        text: "sqlalchemy.exc.MissingGreenlet: greenlet_spawn has not been called; can't call await_only() here. Was IO attempted in an unexpected place? (Background on this error at: https://sqlalche.me/e/20/xd2s)",
      },
    ],
    nearMisses: [
      {
        text: "ValueError: the greenlet library is required to use this function. No module named 'greenlet'",
      },
    ],
  },
  "sqlalchemy/greenlet-missing": {
    examples: [
      {
        text: "ValueError: the greenlet library is required to use this function. No module named 'greenlet'",
      },
      {
        text: "ImportError: The SQLAlchemy asyncio module requires that the Python 'greenlet' library is installed.  In order to ensure this dependency is available, use the 'sqlalchemy[asyncio]' install target:  'pip install sqlalchemy[asyncio]'",
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'gevent'" }],
  },
};
