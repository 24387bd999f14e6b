import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const trinoExamples: SignatureExamples = {
  "trino/column-not-found": {
    examples: [
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=COLUMN_NOT_FOUND, message=\"line 1:8: Column 'customer_ref' cannot be resolved\", query_id=20240601_060112_00017_abcde)",
        captures: { column: "customer_ref" },
      },
      {
        text: "Query 20240601_060112_00017_abcde failed: line 1:8: Column 'o.customer_ref' cannot be resolved",
        captures: { column: "o.customer_ref" },
      },
      {
        text: "COLUMN_NOT_FOUND: line 3:5: Column 'discount' cannot be resolved or requester is not authorized to access requested resources",
        captures: { column: "discount" },
      },
    ],
    nearMisses: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `customer_ref` cannot be resolved.",
      },
      {
        text: "TrinoUserError(type=USER_ERROR, name=TABLE_NOT_FOUND, message=\"line 1:15: Table 'hive.raw.orders' does not exist\", query_id=20240601_060112_00017_abcde)",
      },
    ],
  },
  "trino/object-not-found": {
    examples: [
      {
        text: 'TrinoUserError(type=USER_ERROR, name=PROCEDURE_NOT_FOUND, message="Procedure not registered: system.sync_partitions", query_id=20240601_060112_00017_abcde)',
      },
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=TABLE_NOT_FOUND, message=\"line 1:15: Table 'hive.raw.orders' does not exist\", query_id=20240601_060112_00017_abcde)",
        captures: { kind: "Table", name: "hive.raw.orders" },
      },
      {
        text: "java.sql.SQLException: Query failed (#20240601_060112_00017_abcde): line 1:15: Schema 'raw' does not exist",
        captures: { kind: "Schema", name: "raw" },
      },
      {
        text: "SCHEMA_NOT_FOUND: line 1:15: Schema 'raw' does not exist",
      },
    ],
    nearMisses: [{ text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.raw_orders' doesn't exist\")" }],
  },
  "trino/syntax-error": {
    examples: [
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=SYNTAX_ERROR, message=\"line 1:10: mismatched input 'form'. Expecting: ',', 'EXCEPT', 'FROM', 'GROUP', <EOF>\", query_id=20240601_060112_00017_abcde)",
        captures: { what: "mismatched input 'form'" },
      },
      {
        text: "An error occurred (InvalidRequestException) when calling the StartQueryExecution operation: line 1:10: mismatched input 'form'. Expecting: ','",
      },
    ],
    nearMisses: [
      {
        text: "pyspark.errors.exceptions.captured.ParseException: \n[PARSE_SYNTAX_ERROR] Syntax error at or near 'form'.(line 1, pos 9)",
      },
    ],
  },
  "trino/query-invalid": {
    examples: [
      {
        text: "TrinoUserError(type=USER_ERROR, name=DUPLICATE_COLUMN_NAME, message=\"line 3:5: Column name 'day' specified more than once\", query_id=20240601_060112_00017_abcde)",
        captures: { what: "line 3:5: Column name 'day' specified more than once" },
      },
      {
        text: "TrinoUserError(type=USER_ERROR, name=INVALID_LITERAL, message=\"line 1:40: '2024-06-31' is not a valid date literal\", query_id=20240601_060112_00017_abcde)",
      },
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=TYPE_MISMATCH, message="line 1:44: Cannot apply operator: varchar = integer", query_id=20240601_060112_00017_abcde)',
        captures: { what: "Cannot apply operator: varchar = integer" },
      },
      {
        text: "TYPE_MISMATCH: Insert query has mismatched column types: Table: [bigint, date], Query: [bigint, varchar(10)]",
      },
      {
        text: "Query 20240601_060112_00017_abcde failed: line 1:8: 'status' must be an aggregate expression or appear in GROUP BY clause",
      },
    ],
    nearMisses: [{ text: "Code: 53. DB::Exception: Type mismatch in IN or VALUES section. (TYPE_MISMATCH)" }],
  },
  "trino/invalid-value": {
    examples: [
      {
        text: "INVALID_FUNCTION_ARGUMENT: Invalid format: 2024-06-31 is malformed at -31",
        captures: { what: "Invalid format: 2024-06-31 is malformed at -31" },
      },
      {
        text: "trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=INVALID_CAST_ARGUMENT, message=\"Cannot cast 'N/A' to INT\", query_id=20240601_060112_00017_abcde)",
        captures: { what: "Cannot cast 'N/A' to INT" },
      },
      { text: "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2024-13-01" },
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=DIVISION_BY_ZERO, message="Division by zero", query_id=20240601_060112_00017_abcde)',
      },
    ],
    nearMisses: [
      { text: "ZeroDivisionError: division by zero" },
      { text: "java.lang.ClassCastException: Cannot cast java.lang.String to java.lang.Integer" },
    ],
  },
  "trino/memory": {
    examples: [
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=INSUFFICIENT_RESOURCES, name=EXCEEDED_LOCAL_MEMORY_LIMIT, message="Query exceeded per-node memory limit of 1GB [Allocated: 1GB, Delta: 5.2MB]", query_id=20240601_060112_00017_abcde)',
        captures: { what: "Query exceeded per-node memory limit of 1GB" },
      },
      {
        text: "java.sql.SQLException: Query failed (#20240601_060112_00017_abcde): Query killed because the cluster is out of memory. Please try again in a few minutes.",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "trino/limits": {
    examples: [
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=INSUFFICIENT_RESOURCES, name=EXCEEDED_TIME_LIMIT, message="Query exceeded the maximum execution time limit of 30.00m", query_id=20240601_060112_00017_abcde)',
        captures: { what: "Query exceeded the maximum execution time limit of 30.00m" },
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" }],
  },
  "trino/query-too-complex": {
    examples: [
      {
        text: "trino.exceptions.TrinoQueryError: TrinoQueryError(type=INSUFFICIENT_RESOURCES, name=QUERY_HAS_TOO_MANY_STAGES, message=\"Number of stages in the query (182) exceeds the allowed maximum (150). If the query contains multiple aggregates with DISTINCT over different columns, please set the 'mark_distinct_strategy' session property to 'none'.\", query_id=20240601_060112_00017_abcde)",
        captures: { stages: "182", limit: "150" },
      },
    ],
    nearMisses: [
      {
        text: 'TrinoQueryError(type=INSUFFICIENT_RESOURCES, name=EXCEEDED_TIME_LIMIT, message="Query exceeded the maximum execution time limit of 30.00m")',
      },
    ],
  },
  "trino/queue-full": {
    examples: [
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=INSUFFICIENT_RESOURCES, name=QUERY_QUEUE_FULL, message="Too many queued queries for "global.etl"", query_id=20240601_060112_00017_abcde)',
      },
    ],
    nearMisses: [{ text: "Query exceeded the maximum execution time limit of 30.00m" }],
  },
  "trino/too-many-partitions": {
    examples: [
      {
        text: "Query 20240601_060112_00017_abcde failed: Query over table 'raw.events' can potentially read more than 1000000 partitions",
      },
      {
        text: "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets",
      },
    ],
    nearMisses: [{ text: "Query exceeded the maximum execution time limit of 30.00m" }],
  },
  "trino/access-denied": {
    examples: [
      {
        text: 'trino.exceptions.TrinoUserError: TrinoUserError(type=USER_ERROR, name=PERMISSION_DENIED, message="Access Denied: Cannot select from columns [amount] in table or view hive.raw.orders", query_id=20240601_060112_00017_abcde)',
        captures: { what: "Cannot select from columns [amount] in table or view hive.raw.orders" },
      },
      { text: "trino.exceptions.HttpError: error 401: b'Unauthorized'", captures: { what: "Unauthorized" } },
    ],
    nearMisses: [
      {
        text: "google.api_core.exceptions.Forbidden: 403 Access Denied: Table acme:raw.orders: User does not have permission to query table acme:raw.orders",
      },
    ],
  },
  "trino/files-unreadable": {
    examples: [
      {
        text: 'trino.exceptions.TrinoExternalError: TrinoExternalError(type=EXTERNAL, name=HIVE_CANNOT_OPEN_SPLIT, message="Error opening Hive split s3://acme/orders/part-0.parquet (offset=0, length=4096): Status Code: 404", query_id=20240601_060112_00017_abcde)',
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=ICEBERG_CANNOT_OPEN_SPLIT, message="Error opening Iceberg split s3://acme/orders/data/00000-0.parquet (offset=4, length=4096): File does not exist", query_id=20240601_060112_00017_abcde)',
      },
    ],
    nearMisses: [{ text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer." }],
  },
  "trino/cluster-unavailable": {
    examples: [
      {
        text: "Query 20240601_060112_00017_abcde failed: Could not communicate with the remote task. The node may have crashed or be under too much load. This is probably a transient issue, so please retry your query in a few minutes.",
      },
      {
        text: 'trino.exceptions.TrinoQueryError: TrinoQueryError(type=INTERNAL_ERROR, name=PAGE_TRANSPORT_TIMEOUT, message="Encountered too many errors talking to a worker node. The node may have crashed or be under too much load. This is probably a transient issue, so please retry your query in a few minutes.", query_id=20240601_060112_00017_abcde)',
      },
      {
        text: "java.sql.SQLException: Query failed (#20240601_060112_00017_abcde): No nodes available to run query",
      },
    ],
    nearMisses: [{ text: "0/12 nodes are available: 12 Insufficient memory." }],
  },
  "trino/client-connection": {
    examples: [
      {
        text: "trino.exceptions.TrinoConnectionError: failed to fetch: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
      },
      {
        text: "trino.exceptions.Http503Error: error 503: service unavailable",
        captures: { what: "error 503: service unavailable" },
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ConnectionError: HTTPConnectionPool(host='api', port=8080): Max retries exceeded",
      },
    ],
  },
};
