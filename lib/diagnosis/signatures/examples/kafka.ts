import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const kafkaExamples: SignatureExamples = {
  "kafka/no-brokers": {
    examples: [
      { text: "kafka.errors.NoBrokersAvailable: NoBrokersAvailable" },
      {
        text: 'cimpl.KafkaException: KafkaError{code=_TRANSPORT,val=-195,str="Failed to get metadata: Local: Broker transport failure"}',
        captures: { code: "_TRANSPORT" },
      },
      {
        text: "kafka.errors.KafkaTimeoutError: KafkaTimeoutError: Failed to update metadata after 60.0 secs.",
        captures: { seconds: "60.0" },
      },
      {
        text: "org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers",
      },
    ],
    nearMisses: [
      {
        text: 'cimpl.KafkaException: KafkaError{code=UNKNOWN_TOPIC_OR_PART,val=3,str="Broker: Unknown topic or partition"}',
      },
      { text: "INFO - 3 brokers available" },
    ],
  },
  "kafka/unknown-topic": {
    examples: [
      {
        text: 'cimpl.KafkaException: KafkaError{code=UNKNOWN_TOPIC_OR_PART,val=3,str="Subscribed topic not available: orders: Broker: Unknown topic or partition"}',
        captures: { topic: "orders" },
      },
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.",
        captures: { topic: "orders" },
      },
    ],
    nearMisses: [
      { text: "kafka.errors.NoBrokersAvailable: NoBrokersAvailable" },
      { text: "google.api_core.exceptions.NotFound: 404 Resource not found (resource=orders-topic)." },
    ],
  },
  "kafka/message-too-large": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.RecordTooLargeException: The message is 2000088 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.",
        captures: { size: "2000088" },
      },
      {
        text: 'cimpl.KafkaException: KafkaError{code=MSG_SIZE_TOO_LARGE,val=10,str="Unable to produce message: Broker: Message size too large"}',
      },
      {
        text: "org.apache.kafka.common.errors.RecordTooLargeException: The message is 1523200 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.",
        captures: { size: "1523200", limit: "1048576", setting: "max.request.size" },
      },
    ],
    nearMisses: [{ text: 'details = "Received message larger than max (5242880 vs. 4194304)"' }],
  },
  "kafka/rebalance": {
    examples: [
      {
        text: "kafka.errors.CommitFailedError: CommitFailedError: Commit cannot be completed since the group has already rebalanced and assigned the partitions to another member.",
      },
      {
        text: 'cimpl.KafkaException: KafkaError{code=_MAX_POLL_EXCEEDED,val=-147,str="Application maximum poll interval (300000ms) exceeded by 12ms"}',
      },
      {
        text: "%4|1717221600.123|MAXPOLL|rdkafka#consumer-1| Application maximum poll interval (300000ms) exceeded by 412ms (adjust max.poll.interval.ms for long-running message processing): leaving group",
        captures: { milliseconds: "300000" },
      },
      {
        text: "[Consumer clientId=consumer-mdm-1, groupId=connect-mdm] Offset commit failed: Offset commit cannot be completed since the consumer is not part of an active group for auto partition assignment; it is likely that the consumer was kicked out of the group.",
        captures: { group: "connect-mdm" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.iceberg.exceptions.CommitFailedException: Cannot commit: Base metadata location is not same as the current table metadata location",
      },
    ],
  },
  "kafka/authentication": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password",
        captures: { reason: "Authentication failed: Invalid username or password" },
      },
    ],
    nearMisses: [{ text: "kafka.errors.NoBrokersAvailable: NoBrokersAvailable" }],
  },
  "kafka/authorization": {
    examples: [
      {
        text: 'cimpl.KafkaException: KafkaError{code=TOPIC_AUTHORIZATION_FAILED,val=29,str="Broker: Topic authorization failed"}',
        captures: { code: "TOPIC_AUTHORIZATION_FAILED" },
      },
      {
        text: "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]",
        captures: { name: "orders" },
      },
      {
        text: "org.apache.kafka.common.errors.GroupAuthorizationException: Not authorized to access group: etl-orders",
        captures: { what: "group", name: "etl-orders" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password",
      },
    ],
  },
  "kafka/send-timeout": {
    examples: [
      {
        text: 'cimpl.KafkaException: KafkaError{code=_MSG_TIMED_OUT,val=-192,str="Local: Message timed out"}',
      },
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Expiring 12 record(s) for orders-0:120000 ms has passed since batch creation",
        captures: { count: "12", partition: "orders-0" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.",
      },
    ],
  },
  "kafka/not-enough-replicas": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR Set(1) is insufficient to satisfy the min.isr requirement of 2 for partition orders-0",
      },
      {
        text: "org.apache.kafka.common.errors.NotEnoughReplicasException: Messages are rejected since there are fewer in-sync replicas than required.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.InvalidReplicationFactorException: Replication factor: 3 larger than available brokers: 1.",
      },
    ],
  },
  "kafka/queue-full": {
    examples: [{ text: "BufferError: Local: Queue full" }],
    nearMisses: [
      {
        text: 'cimpl.KafkaException: KafkaError{code=_MSG_TIMED_OUT,val=-192,str="Local: Message timed out"}',
      },
    ],
  },
  "kafka/offset-out-of-range": {
    examples: [
      {
        text: "org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=120} is out of range for partition orders-0",
        captures: {},
      },
      {
        text: "org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=41200, offsetEpoch=Optional.empty, currentLeader=LeaderAndEpoch{leader=Optional[kafka-1:9092 (id: 1 rack: null)], epoch=4}} is out of range for partition orders-3",
        captures: { offset: "41200", partition: "orders-3" },
      },
      {
        text: "org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Offsets out of range with no configured reset policy for partitions: {orders-1=88120}",
        captures: { partition: "orders-1", offset: "88120" },
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "kafka/producer-fenced": {
    examples: [
      {
        text: "org.apache.kafka.common.errors.ProducerFencedException: There is a newer producer with the same transactionalId which fences the current one.",
      },
      {
        text: "org.apache.kafka.common.errors.InvalidProducerEpochException: Producer attempted to produce with an old epoch.",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Timeout expired while initializing transactional state in 60000ms.",
      },
    ],
  },
};
