import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresExamples: SignatureExamples = {
  "postgres/undefined-column": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedColumn: column "customer_ref" does not exist\nLINE 1: select order_id, customer_ref from orders\n                         ^',
        captures: { column: "customer_ref" },
      },
      {
        text: 'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.UndefinedColumn) column o.customer_ref does not exist\nLINE 1: select o.customer_ref from orders o\n               ^\nHINT:  Perhaps you meant to reference the column "o.customer_id".\n\n[SQL: select o.customer_ref from orders o]',
        captures: { column: "o.customer_ref" },
      },
      {
        text: 'asyncpg.exceptions.UndefinedColumnError: column "discount" of relation "orders" does not exist',
        captures: { column: "discount", table: "orders" },
      },
      {
        text: 'Database Error in model fct_orders (models/marts/fct_orders.sql)\n  column "discount" does not exist\n  LINE 12:     discount,\n               ^\n  compiled code at target/run/shop/models/marts/fct_orders.sql',
        captures: { column: "discount" },
      },
      {
        text: 'org.postgresql.util.PSQLException: ERROR: column "discount" does not exist\n  Position: 24',
        captures: { column: "discount" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' },
      { text: 'psycopg2.errors.AmbiguousColumn: column reference "id" is ambiguous' },
      { text: "sqlite3.OperationalError: no such column: customer_ref" },
    ],
  },
  "postgres/undefined-table": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedTable: relation "staging.orders" does not exist\nLINE 1: select * from staging.orders\n                      ^',
        captures: { table: "staging.orders" },
      },
      {
        text: 'sqlalchemy.exc.ProgrammingError: (psycopg.errors.UndefinedTable) relation "orders" does not exist\nLINE 2: FROM orders\n             ^\n[SQL: SELECT count(*) \nFROM orders]',
        captures: { table: "orders" },
      },
      {
        text: 'Database Error in model stg_orders (models/staging/stg_orders.sql)\n  relation "raw.orders" does not exist\n  LINE 18: from "shop"."raw"."orders"',
        captures: { table: "raw.orders" },
      },
      {
        text: 'psql:/opt/sql/load.sql:4: ERROR:  relation "orders" does not exist',
        captures: { table: "orders" },
      },
      { text: 'psycopg2.errors.UndefinedTable: table "orders_old" does not exist' },
      {
        text: "redshift_connector.error.ProgrammingError: {'S': 'ERROR', 'C': '42P01', 'M': 'relation \"orders\" does not exist', 'F': '../src/pg/src/backend/catalog/namespace.c', 'L': '267', 'R': 'LocalRangeVarGetRelid'}",
        captures: { table: "orders" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UndefinedColumn: column "discount" of relation "orders" does not exist',
      },
      { text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' },
      { text: 'NOTICE:  table "orders_old" does not exist, skipping' },
    ],
  },
  "postgres/undefined-function": {
    examples: [
      {
        text: "psycopg2.errors.UndefinedFunction: function round(double precision, integer) does not exist\nLINE 1: select round(amount, 2) from orders\n               ^\nHINT:  No function matches the given name and argument types. You might need to add explicit type casts.",
        captures: { function: "round(double precision, integer)" },
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  function date_diff(unknown, timestamp without time zone, timestamp without time zone) does not exist\n  HINT:  No function matches the given name and argument types. You might need to add explicit type casts.",
      },
      { text: "ERROR:  function uuid_generate_v4() does not exist" },
    ],
    nearMisses: [
      { text: "psycopg2.errors.UndefinedFunction: operator does not exist: integer = character varying" },
      { text: "Catalog Error: Scalar Function with name date_diff2 does not exist!" },
    ],
  },
  "postgres/undefined-schema": {
    examples: [
      {
        text: 'psycopg2.errors.InvalidSchemaName: schema "staging" does not exist\nLINE 1: create table staging.orders (id int)\n                     ^',
        captures: { schema: "staging" },
      },
      {
        text: 'org.postgresql.util.PSQLException: ERROR: schema "staging" does not exist',
        captures: { schema: "staging" },
      },
      {
        text: "psycopg2.errors.InvalidSchemaName: no schema has been selected to create in\nLINE 1: create table orders (id int)",
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedTable: relation "staging.orders" does not exist' },
      { text: 'NOTICE:  schema "staging" already exists, skipping' },
    ],
  },
  "postgres/undefined-type": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedObject: type "datetime" does not exist\nLINE 3:     created_at datetime\n                       ^',
        captures: { type: "datetime" },
      },
      {
        text: 'asyncpg.exceptions.UndefinedObjectError: type "vector" does not exist',
        captures: { type: "vector" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedObject: role "etl" does not exist' },
      { text: 'column "type" does not exist' },
    ],
  },
  "postgres/extension-unavailable": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedFile: could not open extension control file "/usr/share/postgresql/15/extension/vector.control": No such file or directory',
        captures: { path: "/usr/share/postgresql/15/extension/vector.control" },
      },
      {
        text: 'ERROR:  extension "postgis" is not available\nDETAIL:  Could not open extension control file "/usr/share/postgresql/16/extension/postgis.control": No such file or directory.\nHINT:  The extension must first be installed on the system where PostgreSQL is running.',
      },
      {
        text: "psycopg2.errors.ObjectNotInPrerequisiteState: pg_stat_statements must be loaded via shared_preload_libraries",
        captures: { library: "pg_stat_statements" },
      },
    ],
    nearMisses: [
      { text: 'NOTICE:  extension "vector" already exists, skipping' },
      { text: 'psycopg2.errors.UndefinedObject: extension "vector" does not exist' },
    ],
  },
  "postgres/unique-violation": {
    examples: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (order_id)=(1042) already exists.',
        captures: { constraint: "orders_pkey", columns: "order_id", value: "1042" },
      },
      {
        text: 'sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (order_id, line)=(1042, 1) already exists.\n\n[SQL: INSERT INTO orders (order_id, line) VALUES (%(order_id)s, %(line)s)]',
        captures: { columns: "order_id, line" },
      },
      {
        text: 'org.postgresql.util.PSQLException: ERROR: duplicate key value violates unique constraint "orders_pkey"\n  Detail: Key (order_id)=(1042) already exists.',
        captures: { value: "1042" },
      },
      {
        text: 'asyncpg.exceptions.UniqueViolationError: duplicate key value violates unique constraint "orders_pkey"',
      },
      {
        text: 'ERROR:  could not create unique index "orders_pkey"\nDETAIL:  Key (order_id)=(1042) is duplicated.',
        captures: { constraint: "orders_pkey" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.CheckViolation: new row for relation "orders" violates check constraint "orders_amount_check"',
      },
      { text: "pymysql.err.IntegrityError: (1062, \"Duplicate entry '1042' for key 'orders.PRIMARY'\")" },
    ],
  },
  "postgres/conflict-row-twice": {
    examples: [
      {
        text: "psycopg2.errors.CardinalityViolation: ON CONFLICT DO UPDATE command cannot affect row a second time\nHINT:  Ensure that no rows proposed for insertion within the same command have duplicate constrained values.",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.CardinalityViolation: more than one row returned by a subquery used as an expression",
      },
    ],
  },
  "postgres/conflict-no-constraint": {
    examples: [
      {
        text: "psycopg2.errors.InvalidColumnReference: there is no unique or exclusion constraint matching the ON CONFLICT specification",
      },
      {
        text: "sqlalchemy.exc.ProgrammingError: (psycopg2.errors.InvalidColumnReference) there is no unique or exclusion constraint matching the ON CONFLICT specification\n\n[SQL: INSERT INTO orders (id) VALUES (%(id)s) ON CONFLICT (id) DO NOTHING]",
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.InvalidForeignKey: there is no unique constraint matching given keys for referenced table "customers"',
      },
    ],
  },
  "postgres/foreign-key-violation": {
    examples: [
      {
        text: 'psycopg2.errors.ForeignKeyViolation: insert or update on table "orders" violates foreign key constraint "orders_customer_id_fkey"\nDETAIL:  Key (customer_id)=(77) is not present in table "customers".',
        captures: { table: "orders", columns: "customer_id", value: "77", parent: "customers" },
      },
      {
        text: 'asyncpg.exceptions.ForeignKeyViolationError: update or delete on table "customers" violates foreign key constraint "orders_customer_id_fkey" on table "orders"\nDETAIL:  Key (id)=(77) is still referenced from table "orders".',
        captures: { table: "customers" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
      },
      { text: "sqlite3.IntegrityError: FOREIGN KEY constraint failed" },
    ],
  },
  "postgres/not-null-violation": {
    examples: [
      {
        text: 'psycopg2.errors.NotNullViolation: null value in column "customer_id" of relation "orders" violates not-null constraint\nDETAIL:  Failing row contains (1042, null, 12.50).',
        captures: { column: "customer_id", table: "orders" },
      },
      {
        text: 'sqlalchemy.exc.IntegrityError: (psycopg2.errors.NotNullViolation) null value in column "customer_id" violates not-null constraint\nDETAIL:  Failing row contains (1042, null, 12.50).',
        captures: { column: "customer_id" },
      },
      {
        text: 'ERROR:  column "customer_id" of relation "orders" contains null values',
        captures: { column: "customer_id", table: "orders" },
      },
    ],
    nearMisses: [
      { text: "sqlite3.IntegrityError: NOT NULL constraint failed: orders.customer_id" },
      {
        text: 'WARNING: null value in column "customer_id" was replaced by 0',
      },
    ],
  },
  "postgres/check-violation": {
    examples: [
      {
        text: 'psycopg2.errors.CheckViolation: new row for relation "orders" violates check constraint "orders_amount_check"\nDETAIL:  Failing row contains (1042, 7, -12.50).',
        captures: { table: "orders", constraint: "orders_amount_check" },
      },
      {
        text: 'org.postgresql.util.PSQLException: ERROR: new row for relation "orders" violates check constraint "orders_status_check"',
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.NotNullViolation: null value in column "amount" of relation "orders" violates not-null constraint',
      },
    ],
  },
  "postgres/no-partition": {
    examples: [
      {
        text: 'psycopg2.errors.CheckViolation: no partition of relation "orders" found for row\nDETAIL:  Partition key of the failing row contains (order_date) = (2024-06-01).',
        captures: { table: "orders", columns: "order_date", value: "2024-06-01" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.CheckViolation: new row for relation "orders" violates check constraint "orders_check"',
      },
    ],
  },
  "postgres/invalid-value": {
    examples: [
      {
        text: 'psycopg2.errors.InvalidTextRepresentation: invalid input syntax for type integer: "N/A"\nCONTEXT:  COPY orders, line 2, column amount: "N/A"',
        captures: { type: "integer", value: "N/A" },
      },
      {
        text: 'sqlalchemy.exc.DataError: (psycopg2.errors.InvalidTextRepresentation) invalid input syntax for type json\nLINE 1: INSERT INTO events (payload) VALUES (\'{"a": NaN}\')\nDETAIL:  Token "NaN" is invalid.',
        captures: { type: "json" },
      },
      {
        text: 'Database Error in model orders (models/orders.sql)\n  invalid input syntax for type double precision: ""',
        captures: { type: "double precision" },
      },
      {
        text: 'psycopg2.errors.DatetimeFieldOverflow: date/time field value out of range: "13/25/2024"\nHINT:  Perhaps you need a different "datestyle" setting.',
        captures: { value: "13/25/2024" },
      },
      {
        text: 'asyncpg.exceptions.InvalidTextRepresentationError: invalid input value for enum order_status: "returned"',
        captures: { type: "order_status", value: "returned" },
      },
    ],
    nearMisses: [
      { text: "ValueError: invalid literal for int() with base 10: 'N/A'" },
      { text: "psycopg2.errors.NumericValueOutOfRange: integer out of range" },
    ],
  },
  "postgres/value-too-long": {
    examples: [
      {
        text: "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(50)",
        captures: { type: "character varying(50)" },
      },
      {
        text: "asyncpg.exceptions.StringDataRightTruncationError: value too long for type character(2)",
        captures: { type: "character(2)" },
      },
    ],
    nearMisses: [
      { text: "pymysql.err.DataError: (1406, \"Data too long for column 'city' at row 1\")" },
      { text: "value too long to display" },
    ],
  },
  "postgres/numeric-overflow": {
    examples: [
      {
        text: "psycopg2.errors.NumericValueOutOfRange: numeric field overflow\nDETAIL:  A field with precision 10, scale 2 must round to an absolute value less than 10^8.",
        captures: {
          detail: "A field with precision 10, scale 2 must round to an absolute value less than 10^8",
        },
      },
      {
        text: "sqlalchemy.exc.DataError: (psycopg2.errors.NumericValueOutOfRange) integer out of range",
        captures: { type: "integer" },
      },
      {
        text: 'psycopg2.errors.NumericValueOutOfRange: value "4294967296" is out of range for type integer',
        captures: { value: "4294967296" },
      },
    ],
    nearMisses: [
      { text: "IndexError: list index out of range" },
      { text: "ValueError: integer out of range" },
    ],
  },
  "postgres/division-by-zero": {
    examples: [
      { text: "psycopg2.errors.DivisionByZero: division by zero" },
      {
        text: "sqlalchemy.exc.DataError: (psycopg2.errors.DivisionByZero) division by zero\n\n[SQL: select amount / quantity from orders]",
      },
      { text: "Database Error in model margins (models/margins.sql)\n  division by zero" },
      { text: "asyncpg.exceptions.DivisionByZeroError: division by zero" },
    ],
    nearMisses: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "google.api_core.exceptions.BadRequest: 400 division by zero: 10 / 0" },
    ],
  },
  "postgres/type-mismatch": {
    examples: [
      {
        text: 'psycopg2.errors.DatatypeMismatch: column "order_date" is of type date but expression is of type text\nLINE 1: insert into orders select id, order_date from raw_orders\nHINT:  You will need to rewrite or cast the expression.',
        captures: { column: "order_date", type: "date", given: "text" },
      },
      {
        text: "psycopg2.errors.UndefinedFunction: operator does not exist: integer = character varying\nLINE 1: ...from orders o join customers c on o.customer_id = c.id\nHINT:  No operator matches the given name and argument types. You might need to add explicit type casts.",
        captures: { expression: "integer = character varying" },
      },
      {
        text: "Database Error in model all_orders (models/all_orders.sql)\n  UNION types text and integer cannot be matched\n  LINE 14: select id from b",
        captures: { type: "text", given: "integer" },
      },
      {
        text: 'ERROR:  column "amount" cannot be cast automatically to type numeric\nHINT:  You might need to specify "USING amount::numeric(10,2)".',
        captures: { column: "amount" },
      },
    ],
    nearMisses: [
      { text: "TypeError: unsupported operand type(s) for +: 'int' and 'str'" },
      { text: "psycopg2.errors.UndefinedFunction: function round(double precision, integer) does not exist" },
    ],
  },
  "postgres/syntax-error": {
    examples: [
      {
        text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"\nLINE 1: select * form orders\n                 ^',
        captures: { token: "form" },
      },
      {
        text: 'Database Error in model orders (models/orders.sql)\n  syntax error at or near ")"\n  LINE 14: )\n           ^',
        captures: { token: ")" },
      },
      { text: "psycopg2.errors.SyntaxError: syntax error at end of input\nLINE 1: select * from" },
      {
        text: 'asyncpg.exceptions.PostgresSyntaxError: unterminated quoted string at or near "\'2024-01-01"',
      },
    ],
    nearMisses: [
      { text: 'duckdb.duckdb.ParserException: Parser Error: syntax error at or near "form"' },
      { text: 'sqlite3.OperationalError: near "form": syntax error' },
      { text: "SyntaxError: invalid syntax" },
    ],
  },
  "postgres/ambiguous-reference": {
    examples: [
      {
        text: 'psycopg2.errors.AmbiguousColumn: column reference "updated_at" is ambiguous\nLINE 1: select updated_at from orders o join customers c on ...',
        captures: { name: "updated_at" },
      },
      {
        text: 'Database Error in model orders (models/orders.sql)\n  column reference "id" is ambiguous',
        captures: { name: "id" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedColumn: column "updated_at" does not exist' }],
  },
  "postgres/grouping-error": {
    examples: [
      {
        text: 'psycopg2.errors.GroupingError: column "o.status" must appear in the GROUP BY clause or be used in an aggregate function\nLINE 1: select o.status, count(*) from orders o',
        captures: { column: "o.status" },
      },
      {
        text: "ERROR:  aggregate functions are not allowed in WHERE\nLINE 1: select 1 from orders where count(*) > 1",
        captures: { clause: "WHERE" },
      },
    ],
    nearMisses: [
      {
        text: 'duckdb.duckdb.BinderException: Binder Error: column "status" must appear in the GROUP BY clause or must be part of an aggregate function.',
      },
    ],
  },
  "postgres/from-clause-entry": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedTable: missing FROM-clause entry for table "c"\nLINE 1: select c.name from orders o',
        captures: { table: "c" },
      },
      {
        text: 'ERROR:  invalid reference to FROM-clause entry for table "orders"\nHINT:  Perhaps you meant to reference the table alias "o".',
        captures: { table: "orders" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "c" does not exist' }],
  },
  "postgres/column-count": {
    examples: [
      {
        text: "psycopg2.errors.SyntaxError: INSERT has more expressions than target columns\nLINE 1: insert into orders (id) select id, amount from raw_orders",
        captures: { what: "INSERT has more expressions than target columns" },
      },
      {
        text: "Database Error in model all_orders (models/all_orders.sql)\n  each UNION query must have the same number of columns\n  LINE 12: select id from b",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.BadCopyFileFormat: extra data after last expected column" }],
  },
  "postgres/subquery-rows": {
    examples: [
      {
        text: "psycopg2.errors.CardinalityViolation: more than one row returned by a subquery used as an expression",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.CardinalityViolation: ON CONFLICT DO UPDATE command cannot affect row a second time",
      },
    ],
  },
  "postgres/copy-columns": {
    examples: [
      {
        text: 'psycopg2.errors.BadCopyFileFormat: extra data after last expected column\nCONTEXT:  COPY orders, line 2: "1042,7,12.50,EUR"',
        captures: { table: "orders", line: "2" },
      },
      {
        text: 'ERROR:  missing data for column "amount"\nCONTEXT:  COPY staging.orders, line 17: "1042;7"',
        captures: { table: "staging.orders", line: "17" },
      },
      {
        text: 'asyncpg.exceptions.BadCopyFileFormatError: unterminated CSV quoted field\nCONTEXT:  COPY orders, line 900: "1042,""7"',
      },
    ],
    nearMisses: [
      { text: "WARNING: missing data for column amount, using 0" },
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 3 fields in line 2, saw 4",
      },
    ],
  },
  "postgres/invalid-encoding": {
    examples: [
      {
        text: 'psycopg2.errors.CharacterNotInRepertoire: invalid byte sequence for encoding "UTF8": 0xe9 0x20 0x42\nCONTEXT:  COPY customers, line 12',
        captures: { encoding: "UTF8", bytes: "0xe9 0x20 0x42" },
      },
      { text: "ValueError: A string literal cannot contain NUL (0x00) characters." },
      {
        text: "psycopg2.errors.UntranslatableCharacter: unsupported Unicode escape sequence\nDETAIL:  \\u0000 cannot be converted to text.",
      },
    ],
    nearMisses: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 4: invalid continuation byte",
      },
    ],
  },
  "postgres/already-exists": {
    examples: [
      {
        text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists',
        captures: { name: "orders", kind: "relation" },
      },
      {
        text: 'sqlalchemy.exc.ProgrammingError: (psycopg2.errors.DuplicateColumn) column "discount" of relation "orders" already exists\n\n[SQL: ALTER TABLE orders ADD COLUMN discount numeric]',
        captures: { name: "discount", table: "orders" },
      },
      {
        text: 'Database Error in model orders (models/orders.sql)\n  relation "orders__dbt_backup" already exists',
        captures: { name: "orders__dbt_backup" },
      },
      { text: 'psql:init.sql:1: ERROR:  schema "staging" already exists', captures: { name: "staging" } },
    ],
    nearMisses: [
      { text: 'NOTICE:  relation "orders" already exists, skipping' },
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"\nDETAIL:  Key (id)=(1) already exists.',
      },
    ],
  },
  "postgres/dependent-objects": {
    examples: [
      {
        text: "psycopg2.errors.DependentObjectsStillExist: cannot drop table orders because other objects depend on it\nDETAIL:  view daily_orders depends on table orders\nHINT:  Use DROP ... CASCADE to drop the dependent objects too.",
        captures: { object: "table orders" },
      },
      {
        text: 'Database Error in model daily_orders (models/daily_orders.sql)\n  cannot change name of view column "day" to "order_day"',
      },
      {
        text: 'ERROR:  cannot alter type of a column used by a view or rule\nDETAIL:  rule _RETURN on view daily_orders depends on column "amount"',
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: table "orders" does not exist' }],
  },
  "postgres/transaction-block": {
    examples: [
      {
        text: "psycopg2.errors.ActiveSqlTransaction: VACUUM cannot run inside a transaction block",
        captures: { statement: "VACUUM" },
      },
      {
        text: "sqlalchemy.exc.InternalError: (psycopg2.errors.ActiveSqlTransaction) CREATE INDEX CONCURRENTLY cannot run inside a transaction block\n\n[SQL: create index concurrently orders_ref on orders (ref)]",
        captures: { statement: "CREATE INDEX CONCURRENTLY" },
      },
      {
        text: "asyncpg.exceptions.ActiveSQLTransactionError: CREATE DATABASE cannot run inside a transaction block",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
    ],
  },
  "postgres/transaction-aborted": {
    examples: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
      {
        text: "asyncpg.exceptions.InFailedSQLTransactionError: current transaction is aborted, commands ignored until end of transaction block",
      },
    ],
    nearMisses: [{ text: "ERROR:  canceling statement due to statement timeout" }],
  },
  "postgres/generated-column": {
    examples: [
      {
        text: 'psycopg2.errors.GeneratedAlways: cannot insert a non-DEFAULT value into column "id"\nDETAIL:  Column "id" is an identity column defined as GENERATED ALWAYS.\nHINT:  Use OVERRIDING SYSTEM VALUE to override.',
        captures: { column: "id" },
      },
      {
        text: 'ERROR:  cannot insert into view "daily_orders"\nDETAIL:  Views containing GROUP BY are not automatically updatable.',
        captures: { view: "daily_orders" },
      },
    ],
    nearMisses: [
      {
        text: "Msg 544, Level 16, State 1, Line 1\nCannot insert explicit value for identity column in table 'orders' when IDENTITY_INSERT is set to OFF.",
      },
    ],
  },
};
