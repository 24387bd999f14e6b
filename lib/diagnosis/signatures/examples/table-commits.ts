import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const tableCommitExamples: SignatureExamples = {
  "delta/table-changed": {
    examples: [
      {
        text: "io.delta.exceptions.MetadataChangedException: The metadata of the Delta table has been changed by a concurrent update. Please try the operation again.",
        captures: { what: "metadata" },
      },
      {
        text: "io.delta.exceptions.ProtocolChangedException: The protocol version of the Delta table has been changed by a concurrent update. This happens when multiple writers are writing to an empty directory. Creating the table ahead of time will avoid this conflict. Please try the operation again.",
        captures: { what: "protocol version" },
      },
      {
        text: "io.delta.exceptions.MetadataChangedException: [DELTA_METADATA_CHANGED] MetadataChangedException: The metadata of the Delta table has been changed by a concurrent update.",
      },
    ],
    nearMisses: [
      {
        text: "io.delta.exceptions.ConcurrentAppendException: [DELTA_CONCURRENT_APPEND] ConcurrentAppendException: Files were added to the root of the table by a concurrent update.",
      },
    ],
  },
  "iceberg/commit-conflict": {
    examples: [
      {
        text: "org.apache.iceberg.exceptions.CommitFailedException: Cannot commit: Base metadata location 's3://lake/orders/metadata/00012.json' is not same as the current table metadata location 's3://lake/orders/metadata/00013.json' for raw.orders",
        captures: { table: "raw.orders" },
      },
      {
        text: "org.apache.iceberg.exceptions.CommitFailedException: Cannot commit glue.raw.orders because Glue detected concurrent update",
        captures: { table: "glue.raw.orders" },
      },
      {
        text: "org.apache.iceberg.exceptions.ValidationException: Cannot commit, missing data files: [s3://lake/orders/data/00000-1.parquet]",
      },
    ],
    nearMisses: [
      {
        text: "pyiceberg.exceptions.CommitFailedException: Requirement failed: branch main has changed: expected id 1, found 2",
      },
      {
        text: "org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group",
      },
    ],
  },
  "iceberg/commit-unknown": {
    examples: [
      {
        text: "org.apache.iceberg.exceptions.CommitStateUnknownException: Read timed out\nCannot determine whether the commit was successful or not, the underlying data files may or may not be needed. Manual intervention via the Remove Orphan Files Action can remove these files when a connection to the Catalog can be re-established if the commit was actually unsuccessful.",
      },
      { text: "pyiceberg.exceptions.CommitStateUnknownException: InternalServerError: 500" },
    ],
    nearMisses: [
      {
        text: "org.apache.iceberg.exceptions.CommitFailedException: Cannot commit: Base metadata location 'a' is not same as the current table metadata location 'b' for raw.orders",
      },
    ],
  },
  "iceberg/snapshot-gone": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: Cannot find snapshot with ID 5781947118336215154",
        captures: { snapshot: "5781947118336215154" },
      },
      {
        text: "java.lang.IllegalArgumentException: Cannot find a snapshot older than 2024-05-01T00:00:00+00:00",
      },
      {
        text: "java.lang.IllegalStateException: Cannot load current offset at snapshot 5781947118336215154, the snapshot was expired or removed",
        captures: { snapshot: "5781947118336215154" },
      },
    ],
    nearMisses: [{ text: "INFO Expired snapshot 5781947118336215154" }],
  },
  "hudi/write-conflict": {
    examples: [
      {
        text: "org.apache.hudi.exception.HoodieWriteConflictException: java.util.ConcurrentModificationException: Cannot resolve conflicts for overlapping writes",
      },
      {
        text: "org.apache.hudi.exception.HoodieEarlyConflictDetectionException: java.util.ConcurrentModificationException: Early conflict detected but cannot resolve conflicts for overlapping writes",
      },
    ],
    nearMisses: [{ text: "java.util.ConcurrentModificationException" }],
  },
  "hudi/lock": {
    examples: [
      {
        text: "org.apache.hudi.exception.HoodieLockException: Unable to acquire the lock. Current lock owner information : null",
        captures: { reason: "Unable to acquire the lock. Current lock owner information : null" },
      },
      {
        text: "org.apache.hudi.exception.HoodieLockException: Unable to acquire lock, lock object LockResponse(lockid:12, state:WAITING)",
      },
    ],
    nearMisses: [{ text: "INFO LockManager: Acquired lock for table orders" }],
  },
  "hudi/key": {
    examples: [
      {
        text: 'org.apache.hudi.exception.HoodieKeyException: recordKey value: "null" for field: "order_id" cannot be null or empty.',
        captures: { field: "order_id" },
      },
      {
        text: "org.apache.hudi.exception.HoodieException: The value of updated_at can not be null",
        captures: { field: "updated_at" },
      },
    ],
    nearMisses: [
      { text: "org.apache.hudi.exception.HoodieException: Commit 20240601060112 failed and rolled-back !" },
    ],
  },
  "hudi/schema": {
    examples: [
      {
        text: "org.apache.hudi.exception.SchemaCompatibilityException: Incoming batch schema is not compatible with the table's one.",
      },
      {
        text: "org.apache.hudi.exception.MissingSchemaFieldException: Schema validation failed due to missing field. Fields missing from incoming schema: {discount}",
        captures: {
          reason:
            "Schema validation failed due to missing field. Fields missing from incoming schema: {discount}",
        },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.spark.sql.AnalysisException: A schema mismatch detected when writing to the Delta table",
      },
    ],
  },
  "iceberg/lock-timeout": {
    examples: [
      {
        text: "org.apache.iceberg.exceptions.CommitFailedException: Timed out after 180098 ms waiting for lock on sales.crates",
        captures: { table: "sales.crates", ms: "180098" },
      },
    ],
    nearMisses: [
      { text: "java.util.concurrent.TimeoutException: Timed out after 180098 ms waiting for a reply" },
    ],
  },
};
