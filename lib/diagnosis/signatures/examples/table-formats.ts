import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const tableFormatExamples: SignatureExamples = {
  "delta/not-a-table": {
    examples: [
      { text: "deltalake._internal.TableNotFoundError: no log files", captures: { message: "no log files" } },
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [DELTA_MISSING_DELTA_TABLE] `main`.`raw`.`orders` is not a Delta table.",
        captures: { message: "`main`.`raw`.`orders` is not a Delta table" },
      },
      {
        text: "deltalake.exceptions.TableNotFoundError: Generic delta kernel error: No files in log segment",
      },
    ],
    nearMisses: [
      { text: "[TABLE_OR_VIEW_NOT_FOUND] The table or view `main`.`raw`.`orders` cannot be found." },
      { text: "INFO - orders is a Delta table" },
    ],
  },
  "delta/file-missing": {
    examples: [
      {
        text: "org.apache.spark.SparkFileNotFoundException: [DELTA_FILE_NOT_FOUND_DETAILED] File s3://acme-lake/orders/part-00000-1.snappy.parquet referenced in the transaction log cannot be found. This occurs when data has been manually deleted from the file system rather than using the table `DELETE` statement.",
        captures: { file: "s3://acme-lake/orders/part-00000-1.snappy.parquet" },
      },
      {
        text: "java.io.FileNotFoundException: File does not exist: hdfs://nn/warehouse/orders/part-00000.parquet\nIt is possible the underlying files have been updated. You can explicitly invalidate the cache in Spark by running 'REFRESH TABLE tableName' command in SQL or by recreating the Dataset/DataFrame involved.",
      },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/orders.parquet'" }],
  },
  "object-store/file-missing": {
    examples: [
      {
        text: "FileNotFoundError: acme-raw/orders/2024-05-01.csv",
        captures: { path: "acme-raw/orders/2024-05-01.csv" },
      },
      {
        text: "FileNotFoundError: gs://acme-raw/orders/2024-05-01.csv",
        captures: { path: "gs://acme-raw/orders/2024-05-01.csv" },
      },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: 'orders/2024-05-01.csv'" }],
  },
  "delta/merge-duplicates": {
    examples: [
      {
        text: "com.databricks.sql.transaction.tahoe.DeltaUnsupportedOperationException: [DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same target row in the Delta table in possibly conflicting ways.",
      },
    ],
    nearMisses: [
      {
        text: "pandas.errors.MergeError: Merge keys are not unique in right dataset; not a one-to-one merge",
      },
    ],
  },
  "delta/constraint": {
    examples: [
      {
        text: "org.apache.spark.sql.delta.schema.DeltaInvariantViolationException: [DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: customer_id.",
        captures: { column: "customer_id" },
      },
      {
        text: "com.databricks.sql.transaction.tahoe.schema.DeltaInvariantViolationException: [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint amount_positive (amount > 0) violated by row with values:\n - amount : -1",
        captures: { constraint: "amount_positive (amount > 0)" },
      },
    ],
    nearMisses: [{ text: "sqlite3.IntegrityError: NOT NULL constraint failed: orders.customer_id" }],
  },
  "delta/protocol": {
    examples: [
      {
        text: "deltalake.exceptions.DeltaProtocolError: The table has set these reader features: {'deletionVectors'} but these are not yet supported by the deltalake reader.",
      },
    ],
    nearMisses: [
      {
        text: "urllib3.exceptions.ProtocolError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
      },
    ],
  },
  "delta/schema-mismatch": {
    examples: [
      {
        text: "deltalake.exceptions.SchemaMismatchError: Cannot cast schema, number of fields does not match: 5 vs 4",
        captures: { message: "Cannot cast schema, number of fields does not match: 5 vs 4" },
      },
      {
        text: "ValueError: PyArrow table contains more columns: discount. Update the schema first (hint, use union_by_name).",
        captures: {},
      },
    ],
    nearMisses: [{ text: "pandas.errors.MergeError: No common columns to perform merge on." }],
  },
  "delta/commit-conflict": {
    examples: [
      {
        text: "deltalake.exceptions.CommitFailedError: Commit failed: a concurrent transactions added new data.",
      },
      {
        text: "pyiceberg.exceptions.CommitFailedException: Requirement failed: branch main has changed: expected id 1, found 2",
      },
    ],
    nearMisses: [
      {
        text: "kafka.errors.CommitFailedError: CommitFailedError: Commit cannot be completed since the group has already rebalanced",
      },
    ],
  },
  "delta/source-changed": {
    examples: [
      {
        text: "org.apache.spark.sql.streaming.StreamingQueryException: [DELTA_SOURCE_TABLE_IGNORE_CHANGES] Detected a data update (for example part-00000-1.snappy.parquet) in the source table at version 12. This is currently not supported.",
      },
    ],
    nearMisses: [{ text: "INFO - source table at version 12" }],
  },
  "avro/record": {
    examples: [
      {
        text: "fastavro._write_common.ValidationError: None (type <class 'NoneType'>) do not match 'string' on field customer_id",
      },
      {
        text: "fastavro._read_common.SchemaResolutionError: No default value for field discount in orders",
        captures: { message: "No default value for field discount in orders" },
      },
    ],
    nearMisses: [{ text: "INFO - see the example of the schema" }],
  },
  "parquet/corrupt": {
    examples: [
      {
        text: "OSError: Couldn't deserialize thrift: TProtocolException: Invalid data\nDeserializing page header failed.",
      },
      { text: "EOFError: Compressed file ended before the end-of-stream marker was reached" },
      { text: "gzip.BadGzipFile: CRC check failed 0x1a2b3c4d != 0x5e6f7a8b" },
    ],
    nearMisses: [
      {
        text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file.",
      },
    ],
  },
};
