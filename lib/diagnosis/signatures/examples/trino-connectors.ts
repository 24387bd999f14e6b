import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const trinoConnectorExamples: SignatureExamples = {
  "trino/storage-descriptor": {
    examples: [
      {
        text: "HIVE_METASTORE_ERROR: com.facebook.presto.spi.PrestoException: Required Table Storage Descriptor is not populated. (Service: null; Status Code: 0; Error Code: null; Request ID: null)",
      },
      { text: "HIVE_UNKNOWN_ERROR: Table storage descriptor is missing SerDe info" },
    ],
    nearMisses: [{ text: "HIVE_METASTORE_ERROR: Table raw.orders not found" }],
  },
  "trino/metastore": {
    examples: [
      {
        text: 'trino.exceptions.TrinoExternalError: TrinoExternalError(type=EXTERNAL, name=HIVE_METASTORE_ERROR, message="Failed connecting to Hive metastore: [hive-metastore:9083]", query_id=x)',
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=ICEBERG_CATALOG_ERROR, message="Failed to load table: orders in raw namespace", query_id=x)',
      },
    ],
    nearMisses: [
      {
        text: "HIVE_METASTORE_ERROR: com.facebook.presto.spi.PrestoException: Required Table Storage Descriptor is not populated.",
      },
    ],
  },
  "trino/column-type": {
    examples: [
      {
        text: "HIVE_BAD_DATA: Field amount's type BINARY in parquet file s3://acme/orders/day=2024-06-01/part-0.parquet is incompatible with type double defined in table schema",
        captures: {
          column: "amount",
          found: "BINARY",
          file: "s3://acme/orders/day=2024-06-01/part-0.parquet",
          type: "double",
        },
      },
      {
        text: 'TrinoQueryError(type=EXTERNAL, name=HIVE_BAD_DATA, message="Unsupported Trino column type (bigint) for Parquet column ([order_id] optional binary order_id (STRING))", query_id=x)',
        captures: { column: "order_id", type: "bigint" },
      },
      {
        text: "HIVE_BAD_DATA: Malformed ORC file. Cannot read SQL type 'varchar' from ORC stream '.order_id' of type LONG [s3://acme/orders/part-0.orc]",
        captures: { type: "varchar", column: ".order_id", found: "LONG" },
      },
    ],
    nearMisses: [{ text: "HIVE_BAD_DATA: Error parsing field value 'n/a' for field 4" }],
  },
  "trino/storage-denied": {
    examples: [
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=HIVE_FILESYSTEM_ERROR, message="Failed to list directory: s3://acme/orders: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)", query_id=x)',
      },
      {
        text: "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://acme/orders/part-0.parquet (offset=0, length=4096): Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)",
      },
    ],
    nearMisses: [
      {
        text: 'TrinoUserError(type=USER_ERROR, name=PERMISSION_DENIED, message="Access Denied: Cannot select from table raw.orders", query_id=x)',
      },
    ],
  },
  "trino/storage-failed": {
    examples: [
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=HIVE_WRITER_CLOSE_ERROR, message="Error committing write to Hive", query_id=x)',
        captures: { what: "Error committing write to Hive" },
      },
      { text: "ICEBERG_FILESYSTEM_ERROR: Failed to create file: s3://lake/orders/data/1.parquet" },
    ],
    nearMisses: [
      { text: "HIVE_FILESYSTEM_COUNTERS: 12" },
      { text: 'TrinoExternalError(type=EXTERNAL, name=HIVE_METASTORE_ERROR, message="Failed", query_id=x)' },
    ],
  },
  "trino/path-exists": {
    examples: [
      {
        text: "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'raw.orders' already exists: s3://acme/orders. You may need to manually clean the data at location",
        captures: { path: "s3://acme/orders" },
      },
      {
        text: "TrinoExternalError(type=EXTERNAL, name=HIVE_PATH_ALREADY_EXISTS, message=\"Unable to commit creation of table 'raw.orders': target directory already exists: s3://acme/orders\", query_id=x)",
      },
    ],
    nearMisses: [{ text: "FileExistsError: [Errno 17] File exists: '/data/orders'" }],
  },
  "trino/table-metadata": {
    examples: [
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=ICEBERG_INVALID_METADATA, message="Error processing metadata for table raw.orders", query_id=x)',
        captures: { what: "Error processing metadata for table raw.orders" },
      },
      { text: "HIVE_SERDE_NOT_FOUND: deserializer does not exist: org.openx.data.jsonserde.JsonSerDe" },
      {
        text: "TrinoQueryError(type=EXTERNAL, name=UNSUPPORTED_TABLE_TYPE, message=\"Not a Hive table 'raw.orders'\", query_id=x)",
      },
    ],
    nearMisses: [{ text: "HIVE_UNKNOWN_ERROR: Table storage descriptor is missing SerDe info" }],
  },
  "trino/remote-database": {
    examples: [
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=JDBC_ERROR, message="This connection has been closed by the pool", query_id=x)',
        captures: { what: "This connection has been closed by the pool" },
      },
      {
        text: 'TrinoExternalError(type=EXTERNAL, name=ELASTICSEARCH_CONNECTION_ERROR, message="Node sniffing failed", query_id=x)',
      },
    ],
    nearMisses: [{ text: "java.sql.SQLException: JDBC error" }],
  },
};
