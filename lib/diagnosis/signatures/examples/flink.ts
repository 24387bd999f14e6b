import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const flinkExamples: SignatureExamples = {
  "flink/no-resources": {
    examples: [
      {
        text: "org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Could not acquire the minimum required resources.",
        captures: { reason: "Could not acquire the minimum required resources" },
      },
      {
        text: "java.util.concurrent.CompletionException: org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException: Slot request bulk is not fulfillable! Could not allocate the required slot within slot request timeout",
      },
    ],
    nearMisses: [
      { text: "WARN TaskSchedulerImpl: Initial job has not accepted any resources; check your cluster UI" },
    ],
  },
  "flink/taskmanager-lost": {
    examples: [
      {
        text: "org.apache.flink.util.FlinkException: TaskManager with ID 10.0.3.4:6122-a1b2c3 was unexpectedly removed. The TaskExecutor is shutting down.",
        captures: { worker: "10.0.3.4:6122-a1b2c3" },
      },
      {
        text: "java.util.concurrent.TimeoutException: The heartbeat of TaskManager with id 10.0.3.4:6122-a1b2c3 timed out.",
        captures: { worker: "10.0.3.4:6122-a1b2c3" },
      },
      {
        text: "org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException: Connection unexpectedly closed by remote task manager '10.0.3.4/10.0.3.4:6121'. This might indicate that the remote task manager was lost.",
        captures: { worker: "10.0.3.4/10.0.3.4:6121" },
      },
    ],
    nearMisses: [{ text: "Executor heartbeat timed out after 131072 ms" }],
  },
  "flink/checkpoint-failures": {
    examples: [
      {
        text: "org.apache.flink.util.FlinkRuntimeException: Exceeded checkpoint tolerable failure threshold.",
      },
      {
        text: "org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.",
        captures: { reason: "Checkpoint expired before completing" },
      },
    ],
    nearMisses: [{ text: "INFO CheckpointCoordinator: Completed checkpoint 12 for job" }],
  },
  "flink/savepoint-missing": {
    examples: [
      {
        text: "java.io.FileNotFoundException: Cannot find checkpoint or savepoint file/directory 's3://acme/savepoints/savepoint-1' on file system 's3'.",
        captures: { path: "s3://acme/savepoints/savepoint-1" },
      },
      {
        text: "java.io.FileNotFoundException: Cannot find meta data file '_metadata' in directory 's3://acme/checkpoints/a1/chk-12'. Please try to load the checkpoint/savepoint directly from the metadata file instead of the directory.",
        captures: { path: "s3://acme/checkpoints/a1/chk-12" },
      },
    ],
    nearMisses: [{ text: "FileNotFoundError: [Errno 2] No such file or directory: '/data/checkpoint'" }],
  },
  "flink/state-incompatible": {
    examples: [
      {
        text: "java.lang.IllegalStateException: Failed to rollback to checkpoint/savepoint s3://acme/savepoints/1. Cannot map checkpoint/savepoint state for operator cbc357ccb763df2852fee8c4fc7d55f2 to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.",
        captures: { operator: "cbc357ccb763df2852fee8c4fc7d55f2" },
      },
      {
        text: "org.apache.flink.util.StateMigrationException: The new state serializer (org.apache.flink.api.java.typeutils.runtime.PojoSerializer@1) must not be incompatible with the old state serializer (org.apache.flink.api.java.typeutils.runtime.PojoSerializer@2).",
      },
    ],
    nearMisses: [{ text: "INFO Restoring job from savepoint s3://acme/savepoints/1" }],
  },
  "flink/connector-missing": {
    examples: [
      {
        text: "org.apache.flink.table.api.ValidationException: Could not find any factory for identifier 'kafka' that implements 'org.apache.flink.table.factories.DynamicTableFactory' in the classpath.",
        captures: { connector: "kafka" },
      },
      {
        text: "org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Could not find a file system implementation for scheme 's3'. The scheme is directly supported by Flink through the following plugin(s): flink-s3-fs-hadoop, flink-s3-fs-presto.",
        captures: { connector: "s3" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.spark.SparkClassNotFoundException: [DATA_SOURCE_NOT_FOUND] Failed to find the data source: kafka.",
      },
    ],
  },
  "flink/options": {
    examples: [
      {
        text: "org.apache.flink.table.api.ValidationException: Unsupported options found for 'kafka'.\n\nUnsupported options:\n\nscan.startup",
        captures: { option: "scan.startup" },
      },
      {
        text: "org.apache.flink.table.api.ValidationException: One or more required options are missing.\n\nMissing required options are:\n\nproperties.bootstrap.servers",
        captures: { option: "properties.bootstrap.servers" },
      },
    ],
    nearMisses: [{ text: "load.py: error: the following arguments are required: --day" }],
  },
  "flink/sql-invalid": {
    examples: [
      {
        text: "org.apache.calcite.runtime.CalciteContextException: From line 1, column 8 to line 1, column 12: Column 'amont' not found in any table; did you mean 'amount'?",
        captures: { problem: "Column 'amont' not found in any table; did you mean 'amount'?" },
      },
      {
        text: "org.apache.flink.table.api.ValidationException: SQL validation failed. From line 1, column 15 to line 1, column 20: Object 'orders' not found",
        captures: { problem: "Object 'orders' not found" },
      },
    ],
    nearMisses: [{ text: "line 1:8: Column 'amont' cannot be resolved" }],
  },
  "flink/sink-schema": {
    examples: [
      {
        text: "org.apache.flink.table.api.ValidationException: Column types of query result and sink for 'default_catalog.default_database.orders_sink' do not match.\nCause: Different number of columns.\n\nQuery schema: [id: BIGINT]\nSink schema:  [id: BIGINT, day: DATE]",
        captures: {
          table: "default_catalog.default_database.orders_sink",
          cause: "Different number of columns",
        },
      },
      {
        text: "Column types of query result and sink for 'hive.mart.daily' do not match.\nCause: Incompatible types for sink column 'amount' at position 2.",
        captures: { table: "hive.mart.daily" },
      },
    ],
    nearMisses: [{ text: "Insert query has mismatched column types: Table: [bigint], Query: [varchar]" }],
  },
  "flink/changelog-sink": {
    examples: [
      {
        text: "org.apache.flink.table.api.TableException: Table sink 'default_catalog.default_database.orders_out' doesn't support consuming update and delete changes which is produced by node GroupAggregate(groupBy=[day], select=[day, COUNT(*) AS n])",
        captures: {
          table: "default_catalog.default_database.orders_out",
          changes: "update and delete",
          node: "GroupAggregate",
        },
      },
      {
        text: "Table sink 'hive.mart.daily' doesn't support consuming update changes which is produced by node Rank(strategy=[AppendFastStrategy])",
        captures: { node: "Rank" },
      },
    ],
    nearMisses: [{ text: "This connector does not support modifying table rows" }],
  },
  "flink/network-buffers": {
    examples: [
      {
        text: "java.io.IOException: Insufficient number of network buffers: required 33, but only 8 available. The total number of network buffers is currently set to 2048 of 32768 bytes each. You can increase this number by setting the configuration keys 'taskmanager.memory.network.fraction', 'taskmanager.memory.network.min', and 'taskmanager.memory.network.max'.",
        captures: { required: "33", free: "8" },
      },
      { text: "Insufficient number of network buffers: required 512, but only 128 available." },
    ],
    nearMisses: [{ text: "No buffer space available" }],
  },
  "flink/memory-config": {
    examples: [
      {
        text: "org.apache.flink.configuration.IllegalConfigurationException: TaskManager memory configuration failed: Sum of configured Framework Heap Memory (128.000mb), Framework Off-Heap Memory (128.000mb), Task Off-Heap Memory (0 bytes), Managed Memory (512.000mb) and Network Memory (64.000mb) exceed configured Total Flink Memory (512.000mb).",
      },
      {
        text: "org.apache.flink.configuration.IllegalConfigurationException: JobManager memory configuration failed: Either required fine-grained memory (jobmanager.memory.heap.size), or Total Flink Memory size, or Total Process Memory size need to be configured explicitly.",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "flink/kafka-transaction-timeout": {
    examples: [
      {
        text: "org.apache.kafka.common.KafkaException: Unexpected error in InitProducerIdResponse; The transaction timeout is larger than the maximum value allowed by the broker (as configured by transaction.max.timeout.ms).",
      },
      {
        text: "org.apache.kafka.common.errors.InvalidTxnTimeoutException: The transaction timeout is larger than the maximum value allowed by the broker (as configured by transaction.max.timeout.ms).",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Timeout expired while initializing transactional state in 60000ms.",
      },
    ],
  },
  "flink/restarts-exhausted": {
    examples: [
      {
        text: "org.apache.flink.runtime.JobException: Recovery is suppressed by FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=3, backoffTimeMS=10000)",
        captures: {
          strategy: "FixedDelayRestartBackoffTimeStrategy",
          settings: "maxNumberRestartAttempts=3, backoffTimeMS=10000",
        },
      },
      {
        text: "org.apache.flink.runtime.JobException: Recovery is suppressed by NoRestartBackoffTimeStrategy",
        captures: { strategy: "NoRestartBackoffTimeStrategy" },
      },
    ],
    nearMisses: [{ text: "INFO Job orders switched from state RESTARTING to RUNNING" }],
  },
};
