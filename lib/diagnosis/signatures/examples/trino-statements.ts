import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const trinoStatementExamples: SignatureExamples = {
  "trino/constraint": {
    examples: [
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=CONSTRAINT_VIOLATION, message="NULL value not allowed for NOT NULL column: order_id", query_id=20240601_060112_00017_abcde)',
        captures: { column: "order_id" },
      },
      { text: "Query 20240601_060112_00017_abcde failed: Check constraint violation: (amount > 0)" },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.CheckViolation: new row for relation "orders" violates check constraint "amount_positive"',
      },
    ],
  },
  "trino/too-many-matches": {
    examples: [
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=SUBQUERY_MULTIPLE_ROWS, message="Scalar sub-query has returned multiple rows", query_id=20240601_060112_00017_abcde)',
      },
      {
        text: "Query 20240601_060112_00017_abcde failed: One MERGE target table row matched more than one source row",
      },
    ],
    nearMisses: [
      { text: "sqlalchemy.exc.MultipleResultsFound: Multiple rows were found when exactly one was required" },
    ],
  },
  "trino/already-exists": {
    examples: [
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=TABLE_ALREADY_EXISTS, message=\"line 1:1: Destination table 'hive.raw.orders' already exists\", query_id=20240601_060112_00017_abcde)",
        captures: { name: "hive.raw.orders" },
      },
      {
        text: 'TrinoUserError(type=USER_ERROR, name=ALREADY_EXISTS, message="Table already exists: raw.orders", query_id=x)',
        captures: { message: "Table already exists: raw.orders" },
      },
    ],
    nearMisses: [
      {
        text: "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'raw.orders' already exists: s3://acme/orders",
      },
    ],
  },
  "trino/not-empty": {
    examples: [
      {
        text: "Query 20240601_060112_00017_abcde failed: line 1:1: Cannot drop non-empty schema 'staging'",
        captures: { schema: "staging" },
      },
      {
        text: 'TrinoUserError(type=USER_ERROR, name=SCHEMA_NOT_EMPTY, message="Schema not empty: staging", query_id=x)',
      },
    ],
    nearMisses: [{ text: "ERROR: cannot drop schema staging because other objects depend on it" }],
  },
  "trino/not-supported": {
    examples: [
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=USER_ERROR, name=NOT_SUPPORTED, message="This connector does not support modifying table rows", query_id=20240601_060112_00017_abcde)',
        captures: { what: "This connector does not support modifying table rows" },
      },
      {
        text: "NOT_SUPPORTED: Unsupported Hive type: timestamp(6)",
      },
    ],
    nearMisses: [{ text: "io.grpc.StatusRuntimeException: UNIMPLEMENTED: unknown service" }],
  },
  "trino/read-only": {
    examples: [
      {
        text: "TrinoUserError(type=USER_ERROR, name=HIVE_TABLE_READ_ONLY, message=\"Table 'raw.orders' is read-only\", query_id=x)",
      },
      {
        text: 'TrinoUserError(type=USER_ERROR, name=READ_ONLY_VIOLATION, message="Cannot execute write in a read-only transaction", query_id=x)',
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.ReadOnlySqlTransaction: cannot execute INSERT in a read-only transaction" },
    ],
  },
  "trino/property": {
    examples: [
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=INVALID_SESSION_PROPERTY, message=\"line 1:1: Session property 'join_reordering' does not exist\", query_id=x)",
        captures: { what: "Session property 'join_reordering' does not exist" },
      },
      { text: "line 1:40: Catalog 'iceberg' table property 'format_versions' does not exist" },
      {
        text: "TrinoUserError(type=USER_ERROR, name=INVALID_TABLE_PROPERTY, message=\"Invalid value for catalog 'hive' table property 'format': Invalid value [PARKET]. Valid values: [ORC, PARQUET]\", query_id=x)",
      },
    ],
    nearMisses: [{ text: "AttributeError: property 'format' of 'Table' object has no setter" }],
  },
  "trino/stale-view": {
    examples: [
      {
        text: "line 1:15: View 'hive.mart.daily' is stale or in invalid state: column [amount] of type double projected from query view at position 3 cannot be coerced to column [amount] of type bigint stored in view definition",
        captures: { view: "hive.mart.daily" },
      },
      {
        text: "TrinoUserError(type=USER_ERROR, name=INVALID_VIEW, message=\"line 1:15: Failed analyzing stored view 'hive.mart.daily': line 2:9: Column 'region' cannot be resolved\", query_id=x)",
        captures: { view: "hive.mart.daily" },
      },
    ],
    nearMisses: [{ text: "line 1:15: View 'hive.mart.daily' does not exist" }],
  },
  "trino/partition-filter": {
    examples: [
      {
        text: "Query 20240601_060112_00017_abcde failed: Filter required on raw.orders for at least one of the partition columns: day, hour",
        captures: { table: "raw.orders", columns: "day, hour" },
      },
      {
        text: 'TrinoUserError(type=USER_ERROR, name=QUERY_REJECTED, message="Filter required for raw.events on at least one partition column: ds", query_id=x)',
      },
    ],
    nearMisses: [
      {
        text: "Cannot query over table 'raw.orders' without a filter over column(s) 'day' that can be used for partition elimination",
      },
    ],
  },
  "trino/write-conflict": {
    examples: [
      {
        text: 'trino.exceptions.TrinoExternalError: TrinoExternalError(type=EXTERNAL, name=ICEBERG_COMMIT_ERROR, message="Failed to commit the transaction during insert: Metadata location [s3://lake/a.json] is not same as table metadata location [s3://lake/b.json] for raw.orders", query_id=x)',
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=TRANSACTION_CONFLICT, message="Conflicting concurrent writes found. Data files removed in the transaction log", query_id=x)',
      },
      { text: "ICEBERG_COMMIT_ERROR: Failed to commit Iceberg update to table: raw.orders" },
    ],
    nearMisses: [
      { text: "pyiceberg.exceptions.CommitFailedException: Requirement failed: branch main has changed" },
    ],
  },
  "trino/transaction": {
    examples: [
      {
        text: 'TrinoUserError(type=USER_ERROR, name=MULTI_CATALOG_WRITE_CONFLICT, message="Multi-catalog writes not supported in a single transaction. Already wrote to catalog hive", query_id=x)',
      },
      {
        text: "Query 20240601_060112_00017_abcde failed: Catalog only supports writes using autocommit: postgresql",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
    ],
  },
  "trino/cancelled": {
    examples: [
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=USER_CANCELED, message="Query was canceled", query_id=x)',
      },
      { text: "USER_CANCELED: Query was canceled" },
    ],
    nearMisses: [{ text: "asyncio.exceptions.CancelledError: Query was canceled" }],
  },
  "trino/partition-values": {
    examples: [
      { text: "GENERIC_INTERNAL_ERROR: Number of partition values does not match number of filters" },
      {
        text: "Final state of Athena job is FAILED, query_execution_id is 5f0e4c1c-0000-4000-8000-000000000000. Error: GENERIC_INTERNAL_ERROR: Number of partition values does not match number of filters",
      },
    ],
    nearMisses: [
      { text: "ValueError: Length mismatch: Expected axis has 3 elements, new values have 4 elements" },
    ],
  },
  "trino/internal-error": {
    examples: [
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=INTERNAL_ERROR, name=GENERIC_INTERNAL_ERROR, message="Index 3 out of bounds for length 3", query_id=x)',
        captures: { what: "Index 3 out of bounds for length 3" },
      },
      { text: "GENERIC_INTERNAL_ERROR: Multiple entries with same key: amount=amount and amount=amount" },
    ],
    nearMisses: [
      { text: "GENERIC_INTERNAL_ERROR: Number of partition values does not match number of filters" },
    ],
  },
};
