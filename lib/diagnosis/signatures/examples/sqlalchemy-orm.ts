import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlalchemyOrmExamples: SignatureExamples = {
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
};
