import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/**
 * What PostgreSQL says about statements and rows, through any driver. Redshift and other databases
 * that grew out of PostgreSQL report in the same words, so the texts here hold for them too.
 */
export const postgresSignatures: Signature[] = [
  {
    id: "postgres/undefined-column",
    title: "Column does not exist (PostgreSQL)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" of relation "(?<table>[^"\n]{1,200})" does not exist/,
        /column "(?<column>[^"\n]{1,200})" (?:named in key |referenced in foreign key constraint )?does not exist/,
        /column (?<column>[\w.]{1,200}) does not exist/,
      ],
      not: [/does not exist in \w{0,100}__dbt_tmp/],
    },
    rootCause: "column `{column}`[[ of `{table}`]] does not exist",
    explanation:
      "The server found no such column in the tables of the statement: it was renamed or dropped, a migration has not run yet, or the statement misspells it. Names in double quotes keep their upper case, names without become lower case; text in double quotes is read as a column.",
    checks: [
      "The columns of the table now (`\\d table`), and migrations since the last success",
      "Commits that touched the statement since the last success",
    ],
    fixes: [
      "Use the column's present name in the statement",
      "Bring the column back, or run the migration that adds it, before this task",
    ],
    docs: [`${DOCS}/errcodes-appendix.html`],
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
  {
    id: "postgres/undefined-table",
    title: "Table or view does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "upstream_missing_data", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /relation "(?<table>[^"\n]{1,200})" does not exist/,
        /(?:ERROR: {1,2}|'M': '|Invalid operation: |UndefinedTable: |UndefinedTable\) |UndefinedTableError: )(?:[Tt]able|view|materialized view|foreign table|sequence) "(?<table>[^"\n]{1,200})" does not exist/,
      ],
      not: [/of relation "[^"\n]{1,200}" does not exist/],
    },
    rootCause: "table `{table}` does not exist in the database that was asked",
    explanation:
      "The server knows no table or view of that name on the search path: it was renamed or dropped, the step that makes it has not run, it lies in another schema, or the connection leads to another database.",
    checks: [
      "Database, schema and `search_path` of the connection the task used",
      "Whether the step or migration that makes `{table}` has run, and who changed it last",
    ],
    fixes: ["Run the step that makes the table first", "Name the schema with the table, or correct the name"],
    docs: [`${DOCS}/ddl-schemas.html`],
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
  {
    id: "postgres/undefined-function",
    title: "Function does not exist for these arguments (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /function (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) does not exist/,
        /procedure (?<function>[\w."]{1,200}\([^()\n]{0,300}\)) does not exist/,
      ],
    },
    rootCause: "function `{function}` does not exist",
    explanation:
      "The server has no function of that name that takes arguments of these types. Often the function exists, but an argument has another type than before, or it belongs to an extension or schema that is not there.",
    checks: [
      "The functions of that name (`\\df name`) and the types of the arguments in the message",
      "Whether the extension that brings it is installed in this database",
    ],
    fixes: [
      "Cast the arguments to the types the function takes",
      "Create the function or its extension, or use what this database has in its place",
    ],
    docs: [`${DOCS}/typeconv-func.html`],
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
  {
    id: "postgres/undefined-schema",
    title: "Schema does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /schema "(?<schema>[^"\n]{1,200})" does not exist/,
        /no schema has been selected to create in/,
      ],
      not: [/Catalog Error/],
    },
    rootCause: "schema[[ `{schema}`]] does not exist in the database that was asked",
    explanation:
      "Statements that name a schema fail before anything else when it is not there. Either nobody has made it in this database, or the connection leads to another database than meant.",
    checks: ["The schemas of the database (`\\dn`), and which database the task connects to"],
    fixes: ["Create the schema with a migration", "Correct the schema's name or the connection's database"],
    docs: [`${DOCS}/ddl-schemas.html`],
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
  {
    id: "postgres/undefined-type",
    title: "Data type does not exist (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "missing_dependency", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/type "(?<type>[^"\n]{1,100})" does not exist/], not: [/Catalog Error/] },
    rootCause: "data type `{type}` does not exist in this database",
    explanation:
      "The type is one of another database (`datetime`, `string`), a type of the project that was not created here, or one that an extension brings (`vector`, `geometry`, `hstore`).",
    checks: ["Whether the type is PostgreSQL's own, the project's (`\\dT`) or an extension's (`\\dx`)"],
    fixes: [
      "Use PostgreSQL's name of the type (`timestamp`, `text`, `double precision`)",
      "Run `CREATE EXTENSION` or the migration that makes the type",
    ],
    docs: [`${DOCS}/datatype.html`],
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
  {
    id: "postgres/extension-unavailable",
    title: "PostgreSQL extension not installed on the server",
    category: "missing_dependency",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /could not open extension control file "(?<path>[^"\n]{1,300})"/i,
        /extension "(?<extension>[^"\n]{1,100})" is not available/,
        /could not access file "(?<path>\$libdir\/[^"\n]{1,200})": No such file or directory/,
        /could not load library "(?<path>[^"\n]{1,300})"/,
        /extension "(?<extension>[^"\n]{1,100})" must be preloaded|(?<library>\w{1,60}) (?:can only be loaded|must be loaded) via shared_preload_libraries/,
      ],
    },
    rootCause: "The database server lacks an extension[[ `{extension}`]][[ (`{path}`)]][[ (`{library}`)]]",
    explanation:
      "`CREATE EXTENSION` only switches on what is installed on the server's own disk; this server's image or plan does not bring the extension, or does not load it at its start.",
    checks: ["`select * from pg_available_extensions` on that server, and its image or plan"],
    fixes: [
      "Use a server image that has the extension, or install its package on the server",
      "Add it to `shared_preload_libraries` and restart, where it must be loaded at the start",
    ],
    docs: [`${DOCS}/sql-createextension.html`],
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
  {
    id: "postgres/unique-violation",
    title: "Row already exists: unique constraint (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"\s{1,8}(?:DETAIL|Detail): {1,2}Key \((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\) already exists/,
        /duplicate key value violates unique constraint "(?<constraint>[^"\n]{1,200})"/,
        /could not create unique index "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "A row breaks the unique constraint `{constraint}`[[: a row with `{columns}` = {value} is already there]]",
    explanation:
      "The statement would have stored a second row with the same key, so the server refused the whole statement. Usual reasons: a run repeated without deleting what the first one wrote, duplicates in the source, or a sequence that lags behind its table.",
    checks: [
      "Duplicates of that key in the rows to be written, and whether an earlier attempt already wrote them",
      "The sequence of the key (`select last_value`) after a bulk load or restore",
    ],
    fixes: [
      "Make the write repeatable: `INSERT … ON CONFLICT`, `MERGE`, or delete the run's rows first",
      "Deduplicate the rows before writing",
      "Set the sequence past the table's maximum with `setval`",
    ],
    docs: [`${DOCS}/sql-insert.html`],
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
  {
    id: "postgres/conflict-row-twice",
    title: "ON CONFLICT hits one row twice (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ON CONFLICT DO UPDATE command cannot affect row a second time/,
        /MERGE command cannot affect row a second time/,
      ],
    },
    rootCause: "The rows to be written hold the same key more than once, so one row would be changed twice",
    explanation:
      "One upsert may touch each row once. The batch itself has duplicates of the key that `ON CONFLICT` or `MERGE` goes by.",
    checks: ["Duplicates of the conflict key inside the batch or the source query"],
    fixes: ["Keep one row per key before writing (`select distinct on (key) … order by updated_at desc`)"],
    docs: [`${DOCS}/sql-insert.html`],
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
  {
    id: "postgres/conflict-no-constraint",
    title: "ON CONFLICT without a matching constraint (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/there is no unique or exclusion constraint matching the ON CONFLICT specification/],
    },
    rootCause: "The table has no unique constraint on the columns that `ON CONFLICT` names",
    explanation:
      "`ON CONFLICT (columns)` needs a unique index on exactly these columns. It was never made, was dropped, or is lost where the table is rebuilt (`CREATE TABLE AS`, pandas `to_sql` with `replace`).",
    checks: ["The indexes of the table now (`\\d table`), and what rebuilds the table"],
    fixes: ["Create the unique index with a migration", "Name the columns of the constraint that exists"],
    docs: [`${DOCS}/sql-insert.html`],
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
  {
    id: "postgres/foreign-key-violation",
    title: "Foreign key violated (PostgreSQL)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /insert or update on table "(?<table>[^"\n]{1,200})" violates foreign key constraint "(?<constraint>[^"\n]{1,200})"(?:\s{1,8}(?:DETAIL|Detail): {1,2}Key \((?<columns>[^()\n]{1,200})\)=\((?<value>[^()\n]{1,200})\) is not present in table "(?<parent>[^"\n]{1,200})")?/,
        /update or delete on table "(?<table>[^"\n]{1,200})" violates (?:RESTRICT setting of )?foreign key constraint "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "A row of `{table}` breaks the foreign key `{constraint}`[[: no row of `{parent}` has `{columns}` = {value}]]",
    explanation:
      "A row points to a parent row that is not there, or a parent is to be deleted while rows still point to it. Mostly parents were loaded after their children or not at all.",
    checks: [
      "Whether the parent rows were loaded by this run, and in which order the tables are written",
      "The key named in the DETAIL line in both tables",
    ],
    fixes: [
      "Load the parent table first, or hold rows without a parent back",
      "Delete children before parents, or declare `ON DELETE CASCADE`",
    ],
    docs: [`${DOCS}/ddl-constraints.html`],
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
  {
    id: "postgres/not-null-violation",
    title: "Null in a column that must have a value (PostgreSQL)",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /null value in column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? violates not-null constraint/,
        /column "(?<column>[^"\n]{1,200})"(?: of relation "(?<table>[^"\n]{1,200})")? contains null values/,
      ],
    },
    rootCause: "column `{column}`[[ of `{table}`]] got a null, but must have a value",
    explanation:
      "A row to be written has no value for a column declared `NOT NULL`: the source sent none, a join or a rename lost it, or the column is new and has no default.",
    checks: [
      "The row in the DETAIL line, and where its `{column}` should come from",
      "Whether the column became `NOT NULL` lately",
    ],
    fixes: [
      "Fill or drop rows without `{column}` before writing",
      "Give the column a default, or allow nulls if they are meant",
    ],
    docs: [`${DOCS}/ddl-constraints.html`],
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
  {
    id: "postgres/check-violation",
    title: "Check constraint violated (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /new row for relation "(?<table>[^"\n]{1,200})" violates check constraint "(?<constraint>[^"\n]{1,200})"/,
        /check constraint "(?<constraint>[^"\n]{1,200})" of relation "(?<table>[^"\n]{1,200})" is violated by some row/,
        /value for domain (?<table>[\w."]{1,200}) violates check constraint "(?<constraint>[^"\n]{1,200})"/,
        /conflicting key value violates exclusion constraint "(?<constraint>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "A row[[ of `{table}`]] breaks the rule `{constraint}`",
    explanation:
      "The table's definition has a rule for its values, and a row to be written does not hold it, so the server refused the whole statement.",
    checks: ["The rule (`\\d table`) and the row in the DETAIL line"],
    fixes: ["Correct or set aside such rows before writing", "Change the rule if the new values are right"],
    docs: [`${DOCS}/ddl-constraints.html`],
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
  {
    id: "postgres/no-partition",
    title: "No partition for the row (PostgreSQL)",
    category: "configuration",
    alternatives: ["data_quality", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no partition of relation "(?<table>[^"\n]{1,200})" found for row(?:\s{1,8}(?:DETAIL|Detail): {1,2}Partition key of the failing row contains \((?<columns>[^()\n]{1,200})\) = \((?<value>[^()\n]{1,200})\))?/,
      ],
    },
    rootCause: "The partitioned table `{table}` has no partition for a row[[ with `{columns}` = {value}]]",
    explanation:
      "A partitioned table stores only rows that fit one of its partitions. Mostly the job that makes the next day's or month's partition did not run, or the key holds an unexpected value.",
    checks: ["The partitions of the table (`\\d+ table`) against the key in the DETAIL line"],
    fixes: [
      "Create the missing partition, and repair what should have made it",
      "Add a default partition, or correct the key's value",
    ],
    docs: [`${DOCS}/ddl-partitioning.html`],
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
  {
    id: "postgres/invalid-value",
    title: "Value does not fit the type (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid input syntax for (?:type )?(?<type>[a-z][a-z ]{1,40}): "(?<value>[^"\n]{0,300})"/,
        /invalid input syntax for type (?<type>json)\b/,
        /invalid input value for enum (?<type>[\w."]{1,100}): "(?<value>[^"\n]{0,300})"/,
        /date\/time field value out of range: "(?<value>[^"\n]{0,100})"/,
        /malformed array literal: "(?<value>[^"\n]{0,300})"/,
        /time zone "(?<value>[^"\n]{1,80})" not recognized/,
      ],
    },
    rootCause: "A value[[ (`{value}`)]] cannot be read[[ as {type}]]",
    explanation:
      "The server could not read the text as the type asked for: an empty text for a number, `NaN` or `None` in JSON, a date in another order, columns that moved, or an enum that does not know the value yet.",
    checks: [
      "The value and the line in the CONTEXT, and the source file or column it came from",
      "Whether columns of the source changed their order or format",
    ],
    fixes: [
      "Convert or null such values before writing (`nullif(x, '')::int`)",
      "Name the columns explicitly, so that order does not matter",
    ],
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
  {
    id: "postgres/value-too-long",
    title: "Text longer than its column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/value too long for type (?<type>[a-z][a-z ]{1,30}\(\d{1,9}\))/],
    },
    rootCause: "A text is longer than its column of type `{type}` allows",
    explanation:
      "PostgreSQL counts characters, Redshift bytes; a longer text is refused, not cut. The source began to send longer texts, columns moved, or the limit was too tight from the start.",
    checks: ["Columns declared `{type}` in the target table, and the longest text in the source"],
    fixes: ["Widen the column (or use `text`)", "Cut or set aside such rows on purpose before writing"],
    docs: [`${DOCS}/datatype-character.html`],
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
  {
    id: "postgres/numeric-overflow",
    title: "Number out of range for its column (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /numeric field overflow(?:\s{1,8}(?:DETAIL|Detail): {1,2}(?<detail>A field with precision \d{1,4}, scale -?\d{1,4} [a-z ]{1,60}10\^\d{1,4}))?/,
        /(?:ERROR: {1,2}|NumericValueOutOfRange[:)] |NumericValueOutOfRangeError: |\n {2})(?<type>smallint|integer|bigint|real|double precision) out of range/,
        /value "(?<value>[^"\n]{1,100})" is out of range for type (?<type>[a-z][a-z ]{1,30})/,
        /(?:nextval: )?reached maximum value of sequence "(?<sequence>[^"\n]{1,100})"/,
      ],
    },
    rootCause:
      "A number[[ ({value})]] is out of range for its column[[ of type `{type}`]][[: {detail}]][[: the sequence `{sequence}` is used up]]",
    explanation:
      "The value needs more digits than the column's type holds. Keys outgrow `integer` at 2,147,483,647; `numeric(p, s)` holds p minus s digits before the point.",
    checks: ["The type of the target columns against the largest value in the source"],
    fixes: ["Widen the column (`bigint`, `numeric` with more digits)", "Correct the value at its source"],
    docs: [`${DOCS}/datatype-numeric.html`],
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
  {
    id: "postgres/division-by-zero",
    title: "Division by zero in SQL (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:ERROR: {1,2}|errors\.DivisionByZero[:)] |DivisionByZeroError: |Database Error in [^\n]{1,200}\n {2})division by zero(?!:)/,
      ],
      not: [/ZeroDivisionError|decimal\.DivisionByZero/],
    },
    rootCause: "The SQL divides by zero, most likely because a count or total is zero for some rows",
    explanation:
      "The server stops the whole statement at the first row whose divisor is zero; usually every row had a value there.",
    checks: ["The divisors of the statement, and rows in which they are zero"],
    fixes: ["Divide by `nullif(x, 0)`", "Correct the rows whose divisor should not be zero"],
    docs: [`${DOCS}/functions-conditional.html`],
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
  {
    id: "postgres/type-mismatch",
    title: "Types do not fit together (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" is of type (?<type>[a-z][\w .[\]()"]{1,60}) but expression is of type (?<given>[a-z][\w []{1,60})/,
        /operator does not exist: (?<expression>[^\n]{1,120})/,
        /(?:UNION|INTERSECT|EXCEPT|CASE|COALESCE|VALUES|JOIN\/USING) types (?<type>[a-z][\w ]{1,60}) and (?<given>[a-z][\w ]{1,60}) cannot be matched/,
        /argument of (?<clause>WHERE|HAVING|JOIN\/ON|AND|OR|NOT|CASE\/WHEN|FILTER|LIMIT) must be type (?<type>[a-z ]{1,30}), not type (?<given>[a-z][\w ]{1,60})/,
        /column "(?<column>[^"\n]{1,200})" cannot be cast automatically to type (?<type>[a-z][\w ]{1,60})/,
        /cannot cast type (?<given>[a-z][\w ]{1,60}) to (?<type>[a-z][\w ]{1,60})/,
      ],
      not: [/Binder Error|line \d+:\d+: /],
    },
    rootCause:
      "Types do not fit[[ at column `{column}`]][[: {type} is wanted]][[, {given} is given]][[: no operator for `{expression}`]]",
    explanation:
      "PostgreSQL converts only between related types by itself. A column's type changed, texts are compared with numbers, or the columns of an `INSERT … SELECT` are in another order than those of the table.",
    checks: [
      "The types on both sides, and whether one of the columns changed its type lately",
      "The order of columns where the `INSERT` names none",
    ],
    fixes: ["Cast explicitly (`x::integer`)", "Name the columns of the `INSERT`"],
    docs: [`${DOCS}/typeconv.html`],
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
  {
    id: "postgres/syntax-error",
    title: "SQL that the server cannot read (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /syntax error at or near "(?<token>[^"\n]{0,200})"/,
        /(?<what>syntax error at end of input)/,
        /unterminated (?:quoted string|quoted identifier|dollar-quoted string|\/\* comment) at or near "(?<token>[^"\n]{0,200})"/,
        /zero-length delimited identifier at or near "(?<token>[^"\n]{0,200})"/,
      ],
      not: [/Parser Error|PARSE_SYNTAX_ERROR|ParseException/],
    },
    rootCause: "The SQL is not valid[[ near `{token}`]][[: {what}]]",
    explanation:
      "The server could not parse the statement: a misspelt word, a missing comma or bracket, a value put in without quotes, a placeholder that was not filled, or syntax of another database.",
    checks: ["The statement as it was sent, with every placeholder and template filled in"],
    fixes: [
      "Correct the statement there",
      "Pass values as parameters in place of formatting them into the text",
    ],
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
  {
    id: "postgres/ambiguous-reference",
    title: "Ambiguous name in SQL (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column reference "(?<name>[^"\n]{1,200})" is ambiguous/,
        /table reference "(?<name>[^"\n]{1,200})" is ambiguous/,
        /function (?<name>[\w.]{1,100}\([^()\n]{0,200}\)) is not unique/,
      ],
    },
    rootCause: "`{name}` could mean more than one thing in the statement",
    explanation:
      "Two tables of the statement have a column of that name (or two functions fit). Often a column was added to one of the tables, and a query that was clear before is not any more.",
    checks: ["Which tables of the statement have `{name}`, and which of them got it lately"],
    fixes: ["Write the table's alias before the column", "Cast arguments where a function is meant"],
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
  {
    id: "postgres/grouping-error",
    title: "Column missing in GROUP BY (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<column>[^"\n]{1,200})" must appear in the GROUP BY clause or be used in an aggregate function/,
        /aggregate functions are not allowed in (?<clause>[A-Z][A-Z /]{1,40})/,
        /window functions are not allowed in (?<clause>[A-Z][A-Z /]{1,40})/,
      ],
    },
    rootCause:
      "The query's grouping is not valid[[: `{column}` is neither grouped nor aggregated]][[: an aggregate stands in {clause}]]",
    explanation:
      "Every selected column must be in `GROUP BY` or inside an aggregate; aggregates and window functions may not stand in `WHERE` or `GROUP BY`.",
    checks: ["Columns of the `SELECT` against those of the `GROUP BY`"],
    fixes: ["Add the column to `GROUP BY`, or aggregate it", "Move conditions on aggregates to `HAVING`"],
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
  {
    id: "postgres/from-clause-entry",
    title: "Table alias not in FROM (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /missing FROM-clause entry for table "(?<table>[^"\n]{1,200})"/,
        /invalid reference to FROM-clause entry for table "(?<table>[^"\n]{1,200})"/,
        /table name "(?<table>[^"\n]{1,200})" specified more than once/,
      ],
    },
    rootCause: "The statement uses `{table}`, which its `FROM` does not name so",
    explanation:
      "A table or alias is used that is not (or twice) in the `FROM`, or that cannot be seen from that place; once a table has an alias, only the alias counts.",
    checks: ["The `FROM` and the joins of the statement, and their aliases"],
    fixes: ["Join `{table}`, or use the alias it has"],
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
  {
    id: "postgres/column-count",
    title: "Number of columns does not fit (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>INSERT has more (?:target columns than expressions|expressions than target columns))/,
        /(?<what>each (?:UNION|INTERSECT|EXCEPT) query must have the same number of columns)/,
        /(?<what>VALUES lists must all be the same length)/,
        /(?<what>subquery has too (?:many|few) columns)/,
      ],
    },
    rootCause: "The two sides of the statement have different numbers of columns: {what}",
    explanation:
      "The `INSERT` (or `UNION`) pairs columns by position. A column was added to the table or to one of the queries, or `select *` now brings more.",
    checks: ["Columns of the target table now against those of the statement"],
    fixes: ["Name the columns on both sides, without `select *`"],
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
  {
    id: "postgres/subquery-rows",
    title: "Subquery returned more than one row (PostgreSQL)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: { message: [/more than one row returned by a subquery used as an expression/] },
    rootCause: "A subquery that should give one value gave several rows",
    explanation:
      "The subquery's key is not unique in the data: a duplicate appeared in the table it reads, or the condition is too wide.",
    checks: ["Duplicates in the table of the subquery for the key it filters by"],
    fixes: ["Remove the duplicates, or make the subquery choose (`limit 1` with `order by`, `max()`)"],
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
  {
    id: "postgres/copy-columns",
    title: "COPY: line with too many or too few fields (PostgreSQL)",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>extra data after last expected column)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>missing data for column "[^"\n]{1,200}")(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>unterminated CSV quoted field)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
        /(?<what>unquoted (?:newline|carriage return) found in data|literal (?:newline|carriage return) found in data|end-of-copy marker corrupt)(?:\s{1,8}(?:CONTEXT|Where): {1,2}COPY (?<table>[\w."]{1,200}), line (?<line>\d{1,12}))?/,
      ],
    },
    rootCause:
      "A line of the loaded file does not have the fields of the table: {what}[[ (`{table}`, line {line})]]",
    explanation:
      "`COPY` gives each field to one column, in order. The file gained or lost a column, uses another delimiter or quoting, or a text holds the delimiter or a line break without quotes.",
    checks: [
      "That line of the file, its delimiter and its quotes",
      "Columns of the file's header against those of the `COPY`",
    ],
    fixes: [
      "State the format (`FORMAT csv`, `HEADER`, `DELIMITER`, `QUOTE`) and the columns in the `COPY`",
      "Write the file with a CSV library that quotes",
    ],
    docs: [`${DOCS}/sql-copy.html`],
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
  {
    id: "postgres/invalid-encoding",
    title: "Bytes that are not valid text (PostgreSQL)",
    category: "data_quality",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid byte sequence for encoding "(?<encoding>[^"\n]{1,40})": (?<bytes>0x[0-9a-f]{2}(?: 0x[0-9a-f]{2}){0,5})/,
        /character with byte sequence (?<bytes>0x[0-9a-f]{2}(?: 0x[0-9a-f]{2}){0,5}) in encoding "(?<encoding>[^"\n]{1,40})" has no equivalent/,
        /A string literal cannot contain NUL \((?<bytes>0x00)\) characters/,
        /PostgreSQL text fields cannot contain NUL \((?<bytes>0x00)\) bytes/,
        /unsupported Unicode escape sequence/,
      ],
    },
    rootCause: "The data holds bytes that are no text[[ in {encoding}]][[ ({bytes})]]",
    explanation:
      "The file or value is in another encoding than the connection says (often Latin-1 or Windows-1252 read as UTF-8), or holds a NUL, which PostgreSQL cannot store in text.",
    checks: ["The real encoding of the source, and the line in the CONTEXT"],
    fixes: [
      "State the source's encoding (`ENCODING 'WIN1252'` in `COPY`) or convert it to UTF-8 first",
      "Remove NUL characters before writing",
    ],
    docs: [`${DOCS}/multibyte.html`],
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
  {
    id: "postgres/already-exists",
    title: "Object already exists (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /column "(?<name>[^"\n]{1,200})" of (?<kind>relation) "(?<table>[^"\n]{1,200})" already exists/,
        /(?:ERROR: {1,2}|'M': '|Invalid operation: |Duplicate[A-Z]\w{1,20}[:)] |Error in [^\n]{1,200}\n {2})(?<kind>[Rr]elation|schema|database|type|role|extension|table|view|policy|trigger|index|constraint|function|publication|replication slot) "(?<name>[^"\n]{1,200})"(?: for relation "(?<table>[^"\n]{1,200})")? already exists/,
        /(?<kind>constraint|trigger|policy) "(?<name>[^"\n]{1,200})" for (?:relation|table) "(?<table>[^"\n]{1,200})" already exists/,
      ],
      not: [/already exists, skipping/],
    },
    rootCause: "`{name}`[[ of `{table}`]] already exists, so it cannot be created",
    explanation:
      "The statement makes something that is already there: an earlier attempt made it and failed later, two runs work at once, or the statement was meant to run a single time.",
    checks: ["Who made it: an earlier attempt, another run, or a migration"],
    fixes: [
      "Make the step repeatable: `CREATE … IF NOT EXISTS`, or drop it first",
      "Do not let two runs of the step overlap",
    ],
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
  {
    id: "postgres/dependent-objects",
    title: "Other objects depend on it (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot drop (?<object>[a-z][^\n]{1,200}) because (?:other objects depend on it|(?:it|extension|default)[^\n]{1,120} requires? it)/,
        /cannot drop desired object\(s\) because other objects depend on them/,
        /cannot alter type of a column used (?:by|in) a (?<object>view or rule|generated column|policy definition|trigger definition|publication)/,
        /cannot drop columns from (?<object>view)/,
        /cannot change (?:name|data type) of (?<object>view column "[^"\n]{1,200}")/,
        /role "(?<object>[^"\n]{1,200})" cannot be dropped because some objects depend on it/,
      ],
    },
    rootCause: "The object[[ ({object})]] cannot be dropped or changed, because others are built on it",
    explanation:
      "Views, foreign keys or policies refer to the table or column. PostgreSQL refuses to change what others stand on unless they go too; `CREATE OR REPLACE VIEW` may only add columns at the end.",
    checks: ["The objects listed in the DETAIL line, and who owns them"],
    fixes: [
      "Drop and make the dependent views again in the same step, or add `CASCADE` on purpose",
      "Fill the table in place (`TRUNCATE` and insert) in place of dropping it",
    ],
    docs: [`${DOCS}/ddl-depend.html`],
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
  {
    id: "postgres/transaction-block",
    title: "Statement that may not run in a transaction (PostgreSQL)",
    category: "code_bug",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<statement>[A-Z][A-Z ]{2,60}) cannot (?:run inside a transaction block|be executed from a function)/,
        /set_session cannot be used inside a transaction/,
        /can't change '(?<statement>\w{1,40})' now: connection[^\n]{0,40} in transaction status/,
      ],
    },
    rootCause: "A statement[[, `{statement}`,]] was run inside a transaction, where it is not allowed",
    explanation:
      "Statements such as `VACUUM`, `CREATE DATABASE` or `CREATE INDEX CONCURRENTLY` must stand alone, but drivers begin a transaction by themselves before the first statement (also when several statements are sent as one).",
    checks: ["Whether the connection is in autocommit mode where the statement is run"],
    fixes: [
      'Switch the connection to autocommit for this statement (`isolation_level="AUTOCOMMIT"` in SQLAlchemy)',
      "Send the statement alone, not together with others",
    ],
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
  {
    id: "postgres/transaction-aborted",
    title: "Statement after a failed one in the same transaction (PostgreSQL)",
    category: "code_bug",
    alternatives: ["warehouse_sql", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: { message: [/current transaction is aborted, commands ignored until end of transaction block/] },
    rootCause:
      "An earlier statement of the same transaction failed, and the code went on without rolling it back",
    explanation:
      "Once a statement fails, PostgreSQL refuses all others until the transaction ends. The real failure was reported before this one, or was caught and not shown.",
    checks: ["The first database error above this line, and `except` blocks that hide one"],
    fixes: [
      "Repair the statement that failed first",
      "Roll back (or use a savepoint) where an error is caught",
    ],
    docs: [`${DOCS}/sql-savepoint.html`],
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
  {
    id: "postgres/generated-column",
    title: "Value for a column that the database fills (PostgreSQL)",
    category: "code_bug",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /cannot insert (?:a non-DEFAULT value )?into column "(?<column>[^"\n]{1,200})"/,
        /column "(?<column>[^"\n]{1,200})" can only be updated to DEFAULT/,
        /cannot (?:insert into|update|delete from|copy to) view "(?<view>[^"\n]{1,200})"/,
      ],
    },
    rootCause:
      "The statement writes to what the database fills itself[[: column `{column}`]][[: view `{view}`]]",
    explanation:
      "Columns `GENERATED ALWAYS` take no value from outside, and most views cannot be written to.",
    checks: ["The definition of the column or view (`\\d+ name`)"],
    fixes: [
      "Leave the column out of the statement, or add `OVERRIDING SYSTEM VALUE` where a key must be kept",
      "Write to the table behind the view",
    ],
    docs: [`${DOCS}/ddl-generated-columns.html`],
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
];
