import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaStreamExamples: SignatureExamples = {
  "kafka/streams-store-unavailable": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.InvalidStateStoreException: The state store, crate-counts, may have migrated to another instance.",
        captures: { store: "crate-counts" },
      },
      {
        text: "org.apache.kafka.streams.errors.InvalidStateStoreException: Cannot get state store crate-counts because the stream thread is STARTING, not RUNNING",
        captures: { store: "crate-counts" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.streams.errors.StreamsException: Processor KSTREAM-TRANSFORM-0000000001 has no access to StateStore crate-counts as the store is not connected to the processor.",
      },
    ],
  },
  "kafka/streams-store-unconnected": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.StreamsException: Processor KSTREAM-TRANSFORM-0000000001 has no access to StateStore crate-counts as the store is not connected to the processor.",
        captures: { store: "crate-counts" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.streams.errors.InvalidStateStoreException: The state store, crate-counts, may have migrated to another instance.",
      },
    ],
  },
  "kafka/streams-serde": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.StreamsException: A serializer (key: org.apache.kafka.common.serialization.ByteArraySerializer) is not compatible to the actual key type (key type: java.lang.String). Change the default Serdes in StreamConfig or provide correct Serdes via method parameters.",
        captures: { type: "java.lang.String" },
      },
    ],
    nearMisses: [{ text: "TypeError: Object of type Decimal is not JSON serializable" }],
  },
  "kafka/streams-topology": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.TopologyException: Invalid topology: Processor KSTREAM-FILTER-0000000003 is already added.",
        captures: { reason: "Processor KSTREAM-FILTER-0000000003 is already added" },
      },
      {
        text: "org.apache.kafka.streams.errors.TopologyException: Invalid topology: Topology has no stream threads and no global threads, must subscribe to at least one source topic or global table.",
      },
    ],
    nearMisses: [{ text: "Topologies:\n   Sub-topology: 0" }],
  },
  "kafka/streams-source-missing": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.MissingSourceTopicException: One or more source topics were missing during rebalance",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.",
      },
    ],
  },
  "kafka/streams-task-migrated": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.TaskMigratedException: Consumer committing offsets failed, indicating the corresponding thread is no longer part of the group; it means all tasks belonging to this thread should be migrated.",
      },
    ],
    nearMisses: [{ text: "Task migrated to queue reports" }],
  },
  "kafka/streams-state-directory": {
    examples: [
      {
        text: "org.apache.kafka.streams.errors.LockException: stream-thread [crates-StreamThread-1] task [0_1] Failed to lock the state directory for task 0_1",
        captures: { task: "0_1" },
      },
      {
        text: "org.apache.kafka.streams.errors.ProcessorStateException: Error opening store crate-counts at location /var/lib/kafka-streams/crates/0_1/rocksdb/crate-counts",
        captures: { store: "crate-counts" },
      },
    ],
    nearMisses: [{ text: "IOException: Failed to lock the repository directory" }],
  },
};
