import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresRowExamples: SignatureExamples = {
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
      {
        text: "psycopg2.errors.UniqueViolation: llave duplicada viola restricción de unicidad «pedidos_pkey»\nDETAIL:  Ya existe la llave (id)=(5).",
        captures: { constraint: "pedidos_pkey", columns: "id", value: "5" },
      },
      {
        text: "FEHLER:  doppelter Schlüsselwert verletzt Unique-Constraint »bestellungen_pkey«\nDETAIL:  Schlüssel »(id)=(5)« existiert bereits.",
        captures: { constraint: "bestellungen_pkey", columns: "id", value: "5" },
      },
      {
        text: 'asyncpg.exceptions.UniqueViolationError: повторяющееся значение ключа нарушает ограничение уникальности "orders_pkey"',
        captures: { constraint: "orders_pkey" },
      },
      {
        text: 'HATA:  tekrar eden kayıt, "users_email_key" tekil kısıtlamasını ihlal etmektedir',
        captures: { constraint: "users_email_key" },
      },
      {
        text: 'ERROR:  重複したキー値は一意性制約"orders_pkey"違反となります',
        captures: { constraint: "orders_pkey" },
      },
      { text: '错误:  重复键违反唯一约束"orders_pkey"', captures: { constraint: "orders_pkey" } },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.CheckViolation: new row for relation "orders" violates check constraint "orders_amount_check"',
      },
      { text: "pymysql.err.IntegrityError: (1062, \"Duplicate entry '1042' for key 'orders.PRIMARY'\")" },
      {
        text: "psycopg2.errors.ForeignKeyViolation: inserción o actualización en la tabla «lineas» viola la llave foránea «f»",
      },
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
      {
        text: "psycopg2.errors.ForeignKeyViolation: inserción o actualización en la tabla «lineas» viola la llave foránea «lineas_pedido_fkey»",
        captures: { table: "lineas", constraint: "lineas_pedido_fkey" },
      },
      {
        text: "ERREUR:  une instruction insert ou update sur la table « lignes » viole la contrainte de clé\nétrangère « lignes_commande_fkey »",
        captures: { table: "lignes", constraint: "lignes_commande_fkey" },
      },
      {
        text: 'psycopg2.errors.ForeignKeyViolation: テーブル"lines"への挿入、更新は外部キー制約"lines_order_fkey"に違反しています',
        captures: { table: "lines", constraint: "lines_order_fkey" },
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
      {
        text: "psycopg2.errors.NotNullViolation: el valor nulo en la columna «total» de la relación «pedidos» viola la restricción de no nulo",
        captures: { column: "total", table: "pedidos" },
      },
      {
        text: "FEHLER:  NULL-Wert in Spalte »summe« von Relation »bestellungen« verletzt Not-Null-Constraint",
        captures: { column: "summe", table: "bestellungen" },
      },
      {
        text: 'psycopg2.errors.NotNullViolation: リレーション"orders"の列"total"のNULL値が非NULL制約に違反しています',
        captures: { column: "total", table: "orders" },
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
      {
        text: "psycopg2.errors.CheckViolation: el nuevo registro para la relación «pedidos» viola la restricción «check» «pedidos_total_check»",
        captures: { table: "pedidos", constraint: "pedidos_total_check" },
      },
      {
        text: "FEHLER:  neue Zeile für Relation »bestellungen« verletzt Check-Constraint »summe_check«",
        captures: { table: "bestellungen", constraint: "summe_check" },
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
      {
        text: "psycopg2.errors.InvalidTextRepresentation: la sintaxis de entrada no es válida para tipo integer: «abc»",
        captures: { type: "integer", value: "abc" },
      },
      {
        text: "ERREUR:  syntaxe en entrée invalide pour le type numeric : « N/A »",
        captures: { type: "numeric", value: "N/A" },
      },
      {
        text: 'psycopg2.errors.InvalidDatetimeFormat: неверный синтаксис для типа date: "31.02"',
        captures: { type: "date", value: "31.02" },
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
      {
        text: "psycopg2.errors.StringDataRightTruncation: el valor es demasiado largo para el tipo character varying(20)",
        captures: { type: "character varying(20)" },
      },
      {
        text: "FEHLER:  Wert zu lang für Typ character varying(20)",
        captures: { type: "character varying(20)" },
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
      { text: "psycopg2.errors.NumericValueOutOfRange: desbordamiento de campo numeric" },
      { text: "FEHLER:  integer ist außerhalb des gültigen Bereichs" },
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
      { text: "psycopg2.errors.DivisionByZero: división por cero" },
      { text: "FEHLER:  Division durch Null" },
    ],
    nearMisses: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "google.api_core.exceptions.BadRequest: 400 division by zero: 10 / 0" },
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
      {
        text: "psycopg2.errors.CharacterNotInRepertoire: secuencia de bytes no válida para codificación «UTF8»: 0xe9",
        captures: { encoding: "UTF8", bytes: "0xe9" },
      },
    ],
    nearMisses: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 4: invalid continuation byte",
      },
    ],
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
