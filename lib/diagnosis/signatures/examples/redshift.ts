import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const redshiftExamples: SignatureExamples = {
  "redshift/serializable": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: 1023\nDETAIL:  Serializable isolation violation on table - 1256109, transactions forming the cycle are: 15749004, 15748971 (pid:8238)",
        captures: { table: "1256109" },
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  1023\n  DETAIL:  Serializable isolation violation on table - 108724, transactions forming the cycle are: 4321, 4322 (pid:212)",
        captures: { table: "108724" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update" },
    ],
  },
  "redshift/table-dropped-meanwhile": {
    examples: [
      {
        text: "Database Error in model daily_orders (models/daily_orders.sql)\n  table 108724 dropped by concurrent transaction",
        captures: { table: "108724" },
      },
      { text: "psycopg2.errors.InternalError_: could not open relation with OID 108724" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "orders" does not exist' }],
  },
  "redshift/copy-source": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: The specified S3 prefix 'raw/orders/2024-06-01/' does not exist\nDETAIL:  \n  -----------------------------------------------\n  error:  The specified S3 prefix 'raw/orders/2024-06-01/' does not exist\n  code:      8001",
        captures: { prefix: "raw/orders/2024-06-01/" },
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InternalError_: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.",
      },
    ],
  },
  "redshift/s3-access": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid 7F2A,ExtRid abc,CanRetry 1\nDETAIL:  \n  error:  S3ServiceException:Access Denied,Status 403,Error AccessDenied\n  code:      8001",
        captures: { reason: "Access Denied" },
      },
      {
        text: "psycopg2.errors.InternalError_: User arn:aws:redshift:eu-west-1:123456789012:dbuser:dwh/etl is not authorized to assume IAM Role arn:aws:iam::123456789012:role/redshift-copy",
        captures: { role: "arn:aws:iam::123456789012:role/redshift-copy" },
      },
    ],
    nearMisses: [
      {
        text: "botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
      },
    ],
  },
  "redshift/disk-full": {
    examples: [
      {
        text: "psycopg2.errors.DiskFull: Disk Full\nDETAIL:  \n  -----------------------------------------------\n  error:  Disk Full\n  code:      1016\n  context:   node: 1",
      },
      {
        text: "redshift_connector.error.ProgrammingError: {'S': 'ERROR', 'C': '53100', 'M': 'Disk Full', 'D': 'error:  Disk Full'}",
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.DiskFull: could not extend file "base/16384/16421": No space left on device' },
    ],
  },
  "redshift/query-cancelled": {
    examples: [
      {
        text: 'psycopg2.errors.InternalError_: Query (812345) cancelled by WLM abort action of Query Monitoring Rule "no_long_runs".',
        captures: { query: "812345", rule: "no_long_runs" },
      },
      { text: "psycopg2.errors.QueryCanceled: Query (812345) cancelled on user's request" },
    ],
    nearMisses: [{ text: "psycopg2.errors.QueryCanceled: canceling statement due to user request" }],
  },
  "redshift/not-supported": {
    examples: [
      {
        text: "psycopg2.errors.FeatureNotSupported: Specified types or functions (one per INFO message) not supported on Redshift tables.",
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  This type of correlated subquery pattern is not supported due to internal error",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.UndefinedFunction: function string_agg(text) does not exist" }],
  },
  "redshift/invalid-value": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Invalid digit, Value 'N', Pos 0, Type: Integer\nDETAIL:  \n  -----------------------------------------------\n  error:  Invalid digit, Value 'N', Pos 0, Type: Integer\n  code:      1207",
        captures: { what: "Invalid digit, Value 'N', Pos 0, Type: Integer" },
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  Numeric data overflow (result precision)",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.NumericValueOutOfRange: numeric field overflow" },
      { text: "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(50)" },
    ],
  },
  "redshift/division-by-zero": {
    examples: [{ text: "ERROR:  Divide by zero\nDETAIL:\n  error:  Divide by zero\n  code:      1202" }],
    nearMisses: [{ text: "Numeric data overflow (result precision)" }],
  },
  "redshift/spectrum-schema": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Spectrum Scan Error. File 'https://s3.eu-west-1.amazonaws.com/acme/orders/part-0.parquet' has an incompatible Parquet schema for column 's3://acme/orders.amount'. Column type: DOUBLE, Parquet schema:\noptional int64 amount",
        captures: { type: "DOUBLE" },
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InternalError_: Load into table 'orders' failed.  Check 'stl_load_errors' system table for details.",
      },
    ],
  },
  "redshift/unload-not-empty": {
    examples: [
      {
        text: "psycopg2.errors.FeatureNotSupported: Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, manually removing the target files in S3, or using the ALLOWOVERWRITE option.",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 39] Directory not empty: '/data/out'" }],
  },
  "redshift/connection-limit": {
    examples: [
      {
        text: 'psycopg2.OperationalError: FATAL:  connection limit "500" exceeded for non-bootstrap users',
        captures: { limit: "500" },
      },
    ],
    nearMisses: [{ text: "FATAL:  sorry, too many clients already" }],
  },
  "redshift/copy-no-table": {
    examples: [
      {
        text: "psycopg2.errors.InternalError_: Cannot COPY into nonexistent table crates",
        captures: { table: "crates" },
      },
    ],
    nearMisses: [
      { text: "Load into table 'crates' failed.  Check 'stl_load_errors' system table for details." },
    ],
  },
};
