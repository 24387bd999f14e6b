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
      {
        text: "psycopg2.errors.UndefinedColumn: no existe la columna «descuento» en la relación «pedidos»\nLINE 1: INSERT INTO pedidos (id, descuento) VALUES (1, 2)",
        captures: { column: "descuento", table: "pedidos" },
      },
      {
        text: "psycopg.errors.UndefinedColumn: la colonne « remise » de la relation « commandes » n'existe pas",
        captures: { column: "remise", table: "commandes" },
      },
      {
        text: "org.postgresql.util.PSQLException: FEHLER: Spalte »rabatt« existiert nicht\n  Position: 24",
        captures: { column: "rabatt" },
      },
      {
        text: '(psycopg2.errors.UndefinedColumn) coluna "desconto" da relação "pedidos" não existe',
        captures: { column: "desconto", table: "pedidos" },
      },
      {
        text: 'ОШИБКА:  столбец "discount" в таблице "orders" не существует',
        captures: { column: "discount", table: "orders" },
      },
      {
        text: 'psycopg2.errors.UndefinedColumn: 关系 "orders" 的 "discount" 字段不存在',
        captures: { column: "discount", table: "orders" },
      },
      {
        text: 'ERROR:  リレーション"orders"の列"discount"は存在しません',
        captures: { column: "discount", table: "orders" },
      },
      {
        text: 'psycopg2.errors.UndefinedColumn: "discount" 칼럼은 "orders" 릴레이션(relation)에 없음',
        captures: { column: "discount", table: "orders" },
      },
      {
        text: 'asyncpg.exceptions.UndefinedColumnError: sloupec "sleva" relace "objednavky" neexistuje',
        captures: { column: "sleva", table: "objednavky" },
      },
      {
        text: "error: kolumnen \"rabatt\" existerar inte\n    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:285:98) {\n  severity: 'FEL',\n  code: '42703',",
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' },
      { text: 'psycopg2.errors.AmbiguousColumn: column reference "id" is ambiguous' },
      { text: "sqlite3.OperationalError: no such column: customer_ref" },
      { text: "psycopg2.errors.AmbiguousColumn: la referencia a la columna «id» es ambigua" },
      { text: "FEHLER:  Relation »bestellungen« existiert nicht" },
      { text: "Neu: die Spalte »rabatt« ist von nun an Pflicht" },
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
      {
        text: "psycopg2.errors.UndefinedTable: no existe la relación «staging.pedidos»\nLINE 1: select * from staging.pedidos",
        captures: { table: "staging.pedidos" },
      },
      { text: "ERREUR:  la relation « commandes » n'existe pas", captures: { table: "commandes" } },
      {
        text: "psycopg2.errors.UndefinedTable: Relation »bestellungen« existiert nicht",
        captures: { table: "bestellungen" },
      },
      { text: 'ERROR:  relação "pedidos" não existe', captures: { table: "pedidos" } },
      { text: 'ОШИБКА:  отношение "orders" не существует', captures: { table: "orders" } },
      { text: '错误:  关系 "orders" 不存在', captures: { table: "orders" } },
      {
        text: 'psycopg2.errors.UndefinedTable: リレーション"orders"は存在しません',
        captures: { table: "orders" },
      },
      { text: 'FEL: relationen "ordrar" existerar inte (SQLSTATE 42P01)' },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UndefinedColumn: column "discount" of relation "orders" does not exist',
      },
      { text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' },
      { text: 'NOTICE:  table "orders_old" does not exist, skipping' },
      { text: "psycopg2.errors.UndefinedColumn: no existe la columna «x» en la relación «y»" },
      { text: "FEHLER:  Spalte »x« von Relation »y« existiert nicht" },
      { text: 'psycopg2.errors.UndefinedTable: missing FROM-clause entry for table "o"' },
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
      {
        text: "psycopg2.errors.UndefinedFunction: no existe la función date_part(unknown, text)\nLINE 1: select date_part(",
        captures: { function: "date_part(unknown, text)" },
      },
      {
        text: "FEHLER:  Funktion to_days(timestamp without time zone) existiert nicht",
        captures: { function: "to_days(timestamp without time zone)" },
      },
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
      {
        text: "psycopg2.errors.InvalidSchemaName: no existe el esquema «staging»",
        captures: { schema: "staging" },
      },
      { text: "FEHLER:  Schema »staging« existiert nicht", captures: { schema: "staging" } },
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
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedObject: role "etl" does not exist' },
      { text: 'column "type" does not exist' },
    ],
  },
  "postgres/extension-type": {
    examples: [
      {
        text: 'psycopg2.errors.UndefinedObject: type "public.geometry" does not exist\nLINE 4:     geom public.geometry(Point,4326)',
        captures: { type: "geometry" },
      },
      {
        text: 'asyncpg.exceptions.UndefinedObjectError: type "vector" does not exist',
        captures: { type: "vector" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedObject: type "datetime" does not exist' }],
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
      {
        text: "psycopg2.errors.UndefinedFunction: el operador no existe: character varying = integer",
        captures: { expression: "character varying = integer" },
      },
      {
        text: "psycopg2.errors.DatatypeMismatch: la columna «total» es de tipo integer pero la expresión es de tipo text",
        captures: { column: "total", type: "integer", given: "text" },
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
      {
        text: "psycopg2.errors.SyntaxError: error de sintaxis en o cerca de «form»\nLINE 1: select * form pedidos",
        captures: { token: "form" },
      },
      { text: "FEHLER:  Syntaxfehler bei »form«", captures: { token: "form" } },
      { text: 'psycopg2.errors.SyntaxError: "form"またはその近辺で構文エラー', captures: { token: "form" } },
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
      {
        text: "psycopg2.errors.AmbiguousColumn: la referencia a la columna «id» es ambigua",
        captures: { name: "id" },
      },
      { text: "FEHLER:  Spaltenverweis »id« ist nicht eindeutig", captures: { name: "id" } },
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
      {
        text: "psycopg2.errors.GroupingError: la columna «p.total» debe aparecer en la cláusula GROUP BY o ser usada en una función de agregación",
        captures: { column: "p.total" },
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
};
