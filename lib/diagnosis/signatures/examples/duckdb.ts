import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const duckdbExamples: SignatureExamples = {
  "duckdb/column-not-found": {
    examples: [
      {
        text: 'duckdb.duckdb.BinderException: Binder Error: Referenced column "customer_ref" not found in FROM clause!\nCandidate bindings: "customer_id", "order_id"\n\nLINE 1: select customer_ref from orders\n               ^',
        captures: { column: "customer_ref", candidates: '"customer_id", "order_id"' },
      },
      {
        text: '_duckdb.BinderException: Binder Error: Table "o" does not have a column named "customer_ref"\n\nCandidate bindings: : "customer_id", "order_id"',
        captures: { column: "customer_ref", table: "o" },
      },
      {
        text: 'Runtime Error in model orders (models/orders.sql)\n  Binder Error: Table "orders" does not have a column with name "discount"',
        captures: { column: "discount" },
      },
    ],
    nearMisses: [
      { text: "Binder Error: Ambiguous reference to column name \"id\" (use: 'a.id' or 'b.id')" },
      { text: "polars.exceptions.ColumnNotFoundError: customer_ref" },
    ],
  },
  "duckdb/object-not-found": {
    examples: [
      {
        text: 'duckdb.duckdb.CatalogException: Catalog Error: Table with name raw_orders does not exist!\nDid you mean "orders"?\n\nLINE 1: select * from raw_orders\n                      ^',
        captures: { kind: "Table", name: "raw_orders" },
      },
      {
        text: '_duckdb.CatalogException: Catalog Error: Table with name "raw.orders" does not exist because schema "raw" does not exist.',
        captures: { name: "raw.orders" },
      },
    ],
    nearMisses: [
      { text: "Catalog Error: Scalar Function with name date_diff2 does not exist!" },

      { text: 'Catalog Error: Table with name "orders" already exists!' },
      { text: 'psycopg2.errors.UndefinedTable: relation "raw_orders" does not exist' },
    ],
  },
  "duckdb/function-not-found": {
    examples: [
      {
        text: 'Runtime Error in model orders (models/orders.sql)\n  Catalog Error: Scalar Function with name date_diff2 does not exist!\n  Did you mean "date_diff"?',
        captures: { name: "date_diff2", suggestion: "date_diff" },
      },
    ],
    nearMisses: [{ text: "Catalog Error: Table with name raw_orders does not exist!" }],
  },
  "duckdb/locked": {
    examples: [
      {
        text: 'duckdb.duckdb.IOException: IO Error: Could not set lock on file "/data/shop.duckdb": Conflicting lock is held in /usr/local/bin/python3.11 (PID 212). See also https://duckdb.org/docs/stable/connect/concurrency',
        captures: { file: "/data/shop.duckdb", pid: "212" },
      },
    ],
    nearMisses: [
      { text: "sqlite3.OperationalError: database is locked" },
      { text: 'IO Error: Cannot open file "/data/shop.duckdb": No such file or directory' },
    ],
  },
  "duckdb/out-of-memory": {
    examples: [
      {
        text: "duckdb.duckdb.OutOfMemoryException: Out of Memory Error: failed to allocate data of size 16.0 MiB (1.8 GiB/1.8 GiB used)\n\nPossible solutions:\n* Reducing the number of threads (SET threads=X)\n* Disabling insertion-order preservation (SET preserve_insertion_order=false)\n* Increasing the memory limit (SET memory_limit='...GB')",
        captures: { what: "failed to allocate data of size 16.0 MiB (1.8 GiB/1.8 GiB used)" },
      },
      {
        text: "duckdb.duckdb.OutOfMemoryException: Out of Memory Error: could not allocate block of size 256.0 KiB (3.7 GiB/3.7 GiB used)",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "duckdb/files-not-found": {
    examples: [
      {
        text: 'duckdb.duckdb.IOException: IO Error: No files found that match the pattern "/data/raw/orders/2024-06-01/*.parquet"',
        captures: { path: "/data/raw/orders/2024-06-01/*.parquet" },
      },
      {
        text: 'duckdb.duckdb.IOException: IO Error: Cannot open file "/data/shop.duckdb": No such file or directory',
        captures: { path: "/data/shop.duckdb" },
      },
    ],
    nearMisses: [
      { text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/in/orders.csv'" },
      { text: "INFO - No files found that match, nothing to load" },
    ],
  },
  "duckdb/conversion": {
    examples: [
      {
        text: "duckdb.duckdb.ConversionException: Conversion Error: Could not convert string 'N/A' to INT32\n\nLINE 1: select cast(amount as int) from orders\n               ^",
        captures: { value: "N/A", type: "INT32" },
      },
      {
        text: 'duckdb.duckdb.ConversionException: Conversion Error: date field value out of range: "2024-13-01"',
      },
    ],
    nearMisses: [
      { text: "ValueError: could not convert string to float: 'N/A'" },
      {
        text: "Invalid Input Error: CSV Error on Line: 30002\nOriginal Line: 1,2,3\nExpected Number of Columns: 2 Found: 3",
      },
    ],
  },
  "duckdb/csv": {
    examples: [
      {
        text: "duckdb.duckdb.InvalidInputException: Invalid Input Error: CSV Error on Line: 30002\nOriginal Line: 1,2,3\nExpected Number of Columns: 2 Found: 3\nPossible fixes:\n* Enable null padding (null_padding=true) to replace missing values with NULL",
        captures: { line: "30002", reason: "Expected Number of Columns: 2 Found: 3" },
      },
      {
        text: 'duckdb.duckdb.ConversionException: Conversion Error: CSV Error on Line: 30002\nOriginal Line: N/A,2\nError when converting column "amount". Could not convert string "N/A" to \'BIGINT\'',
        captures: { line: "30002" },
      },
      {
        text: 'duckdb.duckdb.InvalidInputException: Invalid Input Error: Error when sniffing file "orders.csv".\nIt was not possible to automatically detect the CSV parsing dialect',
        captures: { file: "orders.csv" },
      },
    ],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 2 fields in line 30002, saw 3",
      },
    ],
  },
  "duckdb/constraint": {
    examples: [
      {
        text: 'duckdb.duckdb.ConstraintException: Constraint Error: Duplicate key "order_id: 1042" violates primary key constraint.',
        captures: { key: "order_id: 1042" },
      },
    ],
    nearMisses: [
      {
        text: "duckdb.duckdb.ConstraintException: Constraint Error: NOT NULL constraint failed: orders.amount",
      },
      { text: "sqlite3.IntegrityError: NOT NULL constraint failed: orders.amount" },
    ],
  },
  "duckdb/row-rule": {
    examples: [
      {
        text: "duckdb.duckdb.ConstraintException: Constraint Error: NOT NULL constraint failed: orders.amount",
        captures: { column: "orders.amount" },
      },
    ],
    nearMisses: [
      {
        text: 'duckdb.duckdb.ConstraintException: Constraint Error: Duplicate key "order_id: 1042" violates primary key constraint.',
      },
    ],
  },
  "duckdb/sql-invalid": {
    examples: [
      {
        text: 'duckdb.duckdb.ParserException: Parser Error: syntax error at or near "form"\n\nLINE 1: select * form orders\n                 ^',
        captures: { reason: 'syntax error at or near "form"' },
      },
      {
        text: 'duckdb.duckdb.BinderException: Binder Error: column "status" must appear in the GROUP BY clause or must be part of an aggregate function.\nEither add it to the GROUP BY list, or use ANY_VALUE("status") if the exact value of "status" is not important.',
      },
      {
        text: 'duckdb.duckdb.BinderException: Binder Error: table "orders" has 3 columns but 2 values were supplied',
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"' },
      { text: "yaml.parser.ParserError: while parsing a block mapping" },
    ],
  },
  "duckdb/file-version": {
    examples: [
      {
        text: "duckdb.duckdb.IOException: IO Error: Trying to read a database file with version number 64, but we can only read version 51.\nThe database file was created with a newer version of DuckDB.",
        captures: { found: "64", known: "51" },
      },
      {
        text: 'duckdb.duckdb.IOException: IO Error: The file "shop.duckdb" exists, but it is not a valid DuckDB database file!',
        captures: { file: "shop.duckdb" },
      },
    ],
    nearMisses: [{ text: "sqlite3.DatabaseError: file is not a database" }],
  },
  "duckdb/extension": {
    examples: [
      {
        text: 'duckdb.duckdb.IOException: IO Error: Failed to download extension "httpfs" at URL "http://extensions.duckdb.org/v1.2.0/linux_amd64/httpfs.duckdb_extension.gz"\n (ERROR Could not establish connection)',
        captures: { extension: "httpfs" },
      },
      {
        text: 'duckdb.duckdb.IOException: IO Error: Extension "/root/.duckdb/extensions/v1.2.0/linux_amd64/postgres_scanner.duckdb_extension" not found.',
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedFile: extension "postgis" is not available' }],
  },
  "duckdb/transaction-conflict": {
    examples: [
      { text: "duckdb.duckdb.TransactionException: TransactionContext Error: Conflict on update!" },
      {
        text: 'duckdb.duckdb.TransactionException: TransactionContext Error: Catalog write-write conflict on create with "orders"',
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update" },
    ],
  },
  "duckdb/connection-settings": {
    examples: [
      {
        text: "duckdb.duckdb.ConnectionException: Connection Error: Can't open a connection to same database file with a different configuration than existing connections",
      },
      {
        text: 'duckdb.duckdb.InvalidInputException: Invalid Input Error: Cannot execute statement of type "CREATE" on database "shop" which is attached in read-only mode!',
      },
    ],
    nearMisses: [{ text: "psycopg2.InterfaceError: connection already closed" }],
  },
};
