import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaClientExamples: SignatureExamples = {
  "kafka/client-setting": {
    examples: [
      {
        text: "org.apache.kafka.common.config.ConfigException: Invalid url in bootstrap.servers: kafka-1",
        captures: { value: "kafka-1" },
      },
      {
        text: "java.lang.IllegalArgumentException: Could not find a 'KafkaClient' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set",
        captures: { entry: "KafkaClient" },
      },
      {
        text: "org.apache.kafka.common.errors.InvalidSessionTimeoutException: The session timeout is not within the range allowed by the broker (as configured by group.min.session.timeout.ms and group.max.session.timeout.ms).",
      },
    ],
    nearMisses: [{ text: "The session timeout of the web server is 30 minutes" }],
  },
  "kafka/client-not-created": {
    examples: [
      {
        text: "org.apache.kafka.common.KafkaException: Failed to construct kafka consumer",
        captures: { client: "consumer" },
      },
      { text: "org.apache.kafka.common.KafkaException: Failed to create new KafkaAdminClient" },
    ],
    nearMisses: [{ text: "Failed to construct network client" }],
  },
  "kafka/no-committed-offset": {
    examples: [
      {
        text: "org.apache.kafka.clients.consumer.NoOffsetForPartitionException: Undefined offset with no reset policy for partitions: [crates-0]",
        captures: { partition: "crates-0" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=9} is out of range for partition crates-0",
      },
    ],
  },
  "kafka/consumer-not-assigned": {
    examples: [
      {
        text: "java.lang.IllegalStateException: Consumer is not subscribed to any topics or assigned any partitions",
      },
      {
        text: "java.lang.IllegalStateException: No current assignment for partition crates-3",
        captures: { partition: "crates-3" },
      },
    ],
    nearMisses: [{ text: "Subscribed to topic(s): crates" }],
  },
  "kafka/client-closed": {
    examples: [
      { text: "java.lang.IllegalStateException: Cannot perform operation after producer has been closed" },
      { text: "java.lang.IllegalStateException: This consumer has already been closed." },
    ],
    nearMisses: [{ text: "Closing the Kafka producer with timeoutMillis = 9223372036854775807 ms." }],
  },
  "kafka/record-unreadable": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.RecordDeserializationException: Error deserializing key/value for partition crates-4 at offset 918233. If needed, please seek past the record to continue consumption.",
        captures: { partition: "crates-4", offset: "918233" },
      },
      {
        text: "org.apache.kafka.common.errors.SerializationException: Size of data received by LongDeserializer is not 8",
        captures: { deserializer: "LongDeserializer" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.SerializationException: Unknown magic byte!",
      },
    ],
  },
  "kafka/record-corrupt": {
    examples: [
      {
        text: "org.apache.kafka.common.KafkaException: Received exception when fetching the next record from crates-2. If needed, please seek past the record to continue consumption.",
        captures: { partition: "crates-2" },
      },
      {
        text: "Record for partition crates-2 at offset 44102 is invalid, cause: Record is corrupt (stored crc = 2719, computed crc = 1180)",
        captures: { partition: "crates-2", offset: "44102" },
      },
    ],
    nearMisses: [
      { text: "org.apache.hadoop.fs.ChecksumException: Checksum error: file:/data/crates.seq at 4096" },
    ],
  },
  "kafka/producer-buffer-full": {
    examples: [
      {
        text: "org.apache.kafka.clients.producer.BufferExhaustedException: Failed to allocate 16384 bytes within the configured max blocking time 60000 ms. Total memory: 33554432 bytes. Available memory: 0 bytes. Poolable size: 16384 bytes",
        captures: { bytes: "16384", milliseconds: "60000", size: "33554432" },
      },
    ],
    nearMisses: [{ text: "MemoryError: Failed to allocate 16384 bytes" }],
  },
  "kafka/request-disconnected": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.DisconnectException: Cancelled in-flight FETCH request with correlation id 8812 due to node 3 being disconnected (elapsed time since creation: 30041ms)",
        captures: { request: "FETCH", node: "3" },
      },
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Timeout of 60000ms expired before successfully committing offsets {crates-0=OffsetAndMetadata{offset=91}}",
        captures: { milliseconds: "60000" },
      },
    ],
    nearMisses: [{ text: "Node 3 disconnected." }],
  },
};
