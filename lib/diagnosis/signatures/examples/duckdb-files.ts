import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const duckdbFileExamples: SignatureExamples = {
  "duckdb/files-differ": {
    examples: [
      {
        text: '_duckdb.InvalidInputException: Invalid Input Error: Failed to read file "/data/q2.parquet": schema mismatch in glob: column "b" was read from the original file "/data/q1.parquet", but could not be found in file "/data/q2.parquet".\nCandidate names: a\nIf you are trying to read files with different schemas, try setting union_by_name=True',
        captures: { column: "b", file: "/data/q2.parquet", first: "/data/q1.parquet" },
      },
      {
        text: '_duckdb.ConversionException: Conversion Error: Error while reading file "/data/q3.parquet": failed to cast column "a" from type VARCHAR to INTEGER: : Could not convert string \'x\' to INT32',
        captures: { column: "a", given: "VARCHAR", type: "INTEGER" },
      },
    ],
    nearMisses: [{ text: "Conversion Error: Could not convert string 'x' to INT32" }],
  },
  "duckdb/not-parquet": {
    examples: [
      {
        text: "_duckdb.InvalidInputException: Invalid Input Error: No magic bytes found at end of file '/data/r.csv'",
        captures: { file: "/data/r.csv" },
      },
      {
        text: "duckdb.duckdb.InvalidInputException: Invalid Input Error: File '/data/empty.parquet' too small to be a Parquet file",
        captures: { file: "/data/empty.parquet" },
      },
    ],
    nearMisses: [{ text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer." }],
  },
  "duckdb/http": {
    examples: [
      {
        text: "duckdb.duckdb.HTTPException: HTTP Error: HTTP GET error on 'https://lake.s3.amazonaws.com/raw/orders.parquet' (HTTP 403)",
        captures: { status: "403" },
      },
      {
        text: "_duckdb.IOException: IO Error: Connection error for HTTP HEAD to 'https://lake.s3.amazonaws.com/raw/orders.parquet'",
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://api.example.com/",
      },
    ],
  },
  "duckdb/external-access": {
    examples: [
      {
        text: '_duckdb.PermissionException: Permission Error: Cannot access file "/data/r.csv" - file system operations are disabled by configuration',
      },
      {
        text: "duckdb.duckdb.PermissionException: Permission Error: Scanning CSV files is disabled through configuration",
      },
    ],
    nearMisses: [{ text: "PermissionError: [Errno 13] Permission denied: '/data/r.csv'" }],
  },
  "duckdb/parameters": {
    examples: [
      {
        text: "_duckdb.InvalidInputException: Invalid Input Error: Parameter argument/count mismatch, identifiers of the excess parameters: 2",
        captures: { what: "excess", names: "2" },
      },
      {
        text: "duckdb.duckdb.InvalidInputException: Invalid Input Error: Values were not provided for the following prepared statement parameters: 2",
        captures: { names: "2" },
      },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.StatementError: A value is required for bind parameter 'a'" }],
  },
  "duckdb/engine-failure": {
    examples: [
      {
        text: "duckdb.duckdb.InternalException: INTERNAL Error: Attempted to access index 3 within vector of size 3\nThis error signals an assertion failure within DuckDB.",
      },
      {
        text: "duckdb.duckdb.FatalException: FATAL Error: Failed: database has been invalidated because of a previous fatal error. The database must be restarted prior to being used again.",
      },
    ],
    nearMisses: [{ text: 'FATAL:  password authentication failed for user "etl"' }],
  },
  "duckdb/nested-transaction": {
    examples: [
      {
        text: "_duckdb.TransactionException: TransactionContext Error: cannot start a transaction within a transaction",
      },
      {
        text: "duckdb.duckdb.TransactionException: TransactionContext Error: cannot commit - no transaction is active",
      },
    ],
    nearMisses: [{ text: "TransactionContext Error: Current transaction is aborted (please ROLLBACK)" }],
  },
  "duckdb/motherduck-token": {
    examples: [
      {
        text: 'duckdb.duckdb.InvalidInputException: Invalid Input Error: Initialization function "motherduck_init" from file "motherduck.duckdb_extension" threw an exception: \'Your MotherDuck token has expired\'',
      },
      {
        text: "Invalid Input Error: Initialization function \"motherduck_duckdb_cpp_init\" threw an exception: 'Jwt is expired', used for md:shop",
      },
    ],
    nearMisses: [{ text: "JWT token is invalid" }],
  },
};
