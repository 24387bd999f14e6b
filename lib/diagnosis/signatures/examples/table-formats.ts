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
  "hive/object-not-found": {
    examples: [
      {
        text: "pyhive.exc.OperationalError: Error while compiling statement: FAILED: SemanticException [Error 10001]: Line 1:14 Table not found 'orders'",
        captures: { message: "Table not found 'orders'" },
      },
      {
        text: "pyiceberg.exceptions.NoSuchTableError: Table does not exist: raw.orders",
        captures: { message: "Table does not exist: raw.orders" },
      },
    ],
    nearMisses: [
      {
        text: "Error while compiling statement: FAILED: ParseException line 1:7 cannot recognize input near 'form'",
      },
    ],
  },
  "hive/statement": {
    examples: [
      {
        text: "pyhive.exc.OperationalError: Error while compiling statement: FAILED: ParseException line 1:7 cannot recognize input near 'form' 'orders' '<EOF>' in select clause",
      },
      {
        text: "Error: Error while processing statement: FAILED: Execution Error, return code 2 from org.apache.hadoop.hive.ql.exec.mr.MapRedTask",
        captures: { code: "2" },
      },
    ],
    nearMisses: [{ text: "Task exited with return code 2" }],
  },
  "hive/metastore": {
    examples: [
      {
        text: "MetaException(message:Could not connect to meta store using any of the URIs provided. Most recent failure: org.apache.thrift.transport.TTransportException: java.net.ConnectException: Connection refused (Connection refused))",
      },
      { text: "thrift.transport.TTransport.TTransportException: TSocket read 0 bytes" },
    ],
    nearMisses: [{ text: "NoSuchObjectException(message:raw.orders table not found)" }],
  },
  "hdfs/unavailable": {
    examples: [
      {
        text: "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.hdfs.server.namenode.SafeModeException): Cannot create file /raw/orders.csv. Name node is in safe mode.",
      },
      {
        text: "org.apache.hadoop.ipc.RemoteException(java.io.IOException): File /raw/orders.csv could only be written to 0 of the 1 minReplication nodes. There are 3 datanode(s) running and 3 node(s) are excluded in this operation.",
        captures: { written: "0" },
      },
    ],
    nearMisses: [
      {
        text: 'org.apache.hadoop.security.AccessControlException: Permission denied: user=etl, access=WRITE, inode="/raw":hdfs:hdfs:drwxr-xr-x',
      },
    ],
  },
  "hdfs/quota": {
    examples: [
      {
        text: "org.apache.hadoop.hdfs.protocol.DSQuotaExceededException: The DiskSpace quota of /user/etl is exceeded: quota = 1099511627776 B = 1 TB but diskspace consumed = 1099780063232 B = 1.00 TB",
        captures: { kind: "DiskSpace", path: "/user/etl" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 122] Disk quota exceeded: '/data'" }],
  },
  "hadoop/kerberos": {
    examples: [
      {
        text: "javax.security.sasl.SaslException: GSS initiate failed [Caused by GSSException: No valid credentials provided (Mechanism level: Failed to find any Kerberos tgt)]",
      },
      {
        text: "kinit: Password incorrect while getting initial credentials",
        captures: { reason: "Password incorrect while getting initial credentials" },
      },
    ],
    nearMisses: [{ text: "INFO - kerberos renewer started" }],
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
