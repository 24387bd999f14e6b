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
  "sqlalchemy/name-for-table": {
    examples: [
      {
        text: "sqlalchemy.exc.ArgumentError: subject table for an INSERT, UPDATE or DELETE expected, got 'orders'.",
        captures: { got: "'orders'" },
      },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.NoSuchTableError: orders" }],
  },
  "sqlalchemy/no-such-table": {
    examples: [{ text: "sqlalchemy.exc.NoSuchTableError: orders", captures: { table: "orders" } }],
    nearMisses: [
      { text: "sqlite3.OperationalError: no such table: orders" },
      {
        text: "sqlalchemy.exc.NoReferencedTableError: Foreign key associated with column 'orders.customer_id' could not find table 'customers' with which to generate a foreign key to target column 'id'",
      },
    ],
  },
  "sqlalchemy/no-referenced-table": {
    examples: [
      {
        text: "sqlalchemy.exc.NoReferencedTableError: Foreign key associated with column 'orders.customer_id' could not find table 'customers' with which to generate a foreign key to target column 'id'",
        captures: { column: "orders.customer_id", table: "customers" },
      },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.NoSuchTableError: customers" }],
  },
  "sqlalchemy/no-such-column": {
    examples: [
      {
        text: "sqlalchemy.exc.NoSuchColumnError: Could not locate column in row for column 'customer_ref'",
        captures: { column: "customer_ref" },
      },
      { text: "AttributeError: Could not locate column in row for column 'customer_ref'" },
    ],
    nearMisses: [{ text: "KeyError: 'customer_ref'" }],
  },
  "sqlalchemy/unconsumed-columns": {
    examples: [
      {
        text: "sqlalchemy.exc.CompileError: Unconsumed column names: discount, coupon",
        captures: { columns: "discount, coupon" },
      },
    ],
    nearMisses: [
      { text: "sqlalchemy.exc.NoSuchColumnError: Could not locate column in row for column 'discount'" },
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
  "sqlalchemy/value-type": {
    examples: [
      {
        text: "sqlalchemy.exc.StatementError: (builtins.TypeError) SQLite DateTime type only accepts Python datetime and date objects as input.\n[SQL: INSERT INTO orders (ordered_at) VALUES (?)]\n[parameters: [{'ordered_at': '2024-06-01'}]]",
      },
      {
        text: "sqlalchemy.exc.StatementError: (builtins.LookupError) 'returned' is not among the defined enum values. Enum name: order_status. Possible values: open, shipped\n[SQL: INSERT INTO orders (status) VALUES (%(status)s)]",
        captures: { reason: "'returned' is not among the defined enum values" },
      },
    ],
    nearMisses: [
      { text: 'TypeError: can only concatenate str (not "int") to str' },
      {
        text: "sqlalchemy.exc.StatementError: (sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter 'a'\n[SQL: select ?]",
      },
    ],
  },
  "sqlalchemy/detached-instance": {
    examples: [
      {
        text: "sqlalchemy.orm.exc.DetachedInstanceError: Instance <Order at 0x7f655031e210> is not bound to a Session; attribute refresh operation cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)",
        captures: { instance: "Order" },
      },
      {
        text: "sqlalchemy.orm.exc.DetachedInstanceError: Parent instance <Order at 0x7f65500b3390> is not bound to a Session; lazy load operation of attribute 'lines' cannot proceed (Background on this error at: https://sqlalche.me/e/20/bhk3)",
      },
    ],
    nearMisses: [{ text: "sqlalchemy.orm.exc.UnmappedInstanceError: Class 'builtins.int' is not mapped" }],
  },
  "sqlalchemy/pending-rollback": {
    examples: [
      {
        text: 'sqlalchemy.exc.PendingRollbackError: This Session\'s transaction has been rolled back due to a previous exception during flush. To begin a new transaction with this Session, first issue Session.rollback(). Original exception was: (pymysql.err.OperationalError) (2006, "MySQL server has gone away")',
      },
      {
        text: "sqlalchemy.exc.PendingRollbackError: Can't reconnect until invalid transaction is rolled back.  Please rollback() fully before proceeding (Background on this error at: https://sqlalche.me/e/20/8s2b)",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
    ],
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
  "sqlalchemy/no-row": {
    examples: [{ text: "sqlalchemy.exc.NoResultFound: No row was found when one was required" }],
    nearMisses: [
      { text: "sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when exactly one was required" },
    ],
  },
  "sqlalchemy/multiple-rows": {
    examples: [
      { text: "sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when exactly one was required" },
      { text: "sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when one or none was required" },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.NoResultFound: No row was found when one was required" }],
  },
  "sqlalchemy/stale-data": {
    examples: [
      {
        text: "sqlalchemy.orm.exc.StaleDataError: UPDATE statement on table 'orders' expected to update 1 row(s); 0 were matched.",
        captures: { table: "orders", expected: "1", found: "0" },
      },
    ],
    nearMisses: [{ text: "INFO - UPDATE statement on table 'orders' changed 12 rows" }],
  },
  "sqlalchemy/table-defined-twice": {
    examples: [
      {
        text: "sqlalchemy.exc.InvalidRequestError: Table 'orders' is already defined for this MetaData instance.  Specify 'extend_existing=True' to redefine options and columns on an existing Table object.",
        captures: { table: "orders" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' }],
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
