import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const messageBrokerExamples: SignatureExamples = {
  "rabbitmq/alarm": {
    examples: [
      {
        text: "memory resource limit alarm set on node 'rabbit@harbour-1'.\n\n**********************************************************\n*** Publishers will be blocked until this alarm clears ***",
        captures: { resource: "memory", node: "rabbit@harbour-1" },
      },
      { text: "pika.exceptions.ConnectionBlockedTimeout: Blocked connection timeout expired." },
    ],
    nearMisses: [{ text: "Azure ConnectionString blocked, disk resource limit reached" }],
  },
  "rabbitmq/partition": {
    examples: [
      {
        text: "Mnesia('rabbit@mq1'): ** ERROR ** mnesia_event got {inconsistent_database, running_partitioned_network, 'rabbit@mq3'}",
        captures: { node: "rabbit@mq3" },
      },
    ],
    nearMisses: [{ text: "new partition detected for topic crates" }],
  },
  "nats/denied": {
    examples: [
      {
        text: 'nats: Permissions Violation for Publish to "harbour.crates.>"',
        captures: { action: "Publish", subject: "harbour.crates.>" },
      },
      { text: "nats: authorization violation on connect to nats://nats-0.mesh:4222" },
    ],
    nearMisses: [{ text: "nats: no servers available for connection" }],
  },
  "nats/unreachable": {
    examples: [
      {
        text: "nats: no servers available for connection",
        captures: { reason: "no servers available for connection" },
      },
      { text: "nats: timeout waiting for JetStream publish ack" },
      { text: "nats.errors.NoServersError: nats: no servers available for connection" },
    ],
    nearMisses: [{ text: "nats: invalid subject" }],
  },
  "nats/limit": {
    examples: [
      { text: "nats: maximum payload exceeded for subject harbour.images", captures: { limit: "payload" } },
      {
        text: "nats: API error: code=500 err_code=10047 description=insufficient resources to store message in stream CRATES",
      },
    ],
    nearMisses: [{ text: "nats: timeout" }],
  },
  "nats/jetstream-unavailable": {
    examples: [{ text: "nats: JetStream system temporarily unavailable; cluster has no meta leader" }],
    nearMisses: [{ text: "nats: JetStream not enabled for account" }],
  },
  "pulsar/denied": {
    examples: [
      {
        text: 'org.apache.pulsar.client.api.PulsarClientException$AuthorizationException: {"errorMsg":"Client is not authorized to Produce on topic persistent://harbour/eu/crates","reqId":4421}',
        captures: { action: "Produce", topic: "persistent://harbour/eu/crates" },
      },
    ],
    nearMisses: [{ text: "User is not authorized to perform produce on topic crates" }],
  },
  "pulsar/timeout": {
    examples: [
      {
        text: "org.apache.pulsar.client.api.PulsarClientException$TimeoutException: The producer ingest-3 can not send message to the topic persistent://harbour/eu/crates within given timeout : createdAt 30.01 seconds ago",
        captures: { topic: "persistent://harbour/eu/crates" },
      },
    ],
    nearMisses: [
      {
        text: "org.apache.kafka.common.errors.TimeoutException: Topic crates not present in metadata after 60000 ms.",
      },
    ],
  },
  "pulsar/topic-unloading": {
    examples: [
      {
        text: "org.apache.pulsar.broker.service.BrokerServiceException$ServiceUnitNotReadyException: Namespace bundle harbour/eu/0x40_0x80 is being unloaded",
        captures: { bundle: "harbour/eu/0x40_0x80" },
      },
    ],
    nearMisses: [{ text: "javascript bundle main.js is being loaded" }],
  },
  "pulsar/backlog-quota": {
    examples: [
      {
        text: "org.apache.pulsar.client.api.PulsarClientException$ProducerBlockedQuotaExceededException: Cannot create producer on topic with backlog quota exceeded",
      },
    ],
    nearMisses: [{ text: "Quota exceeded for topic crates" }],
  },
  "pulsar/too-many-requests": {
    examples: [
      {
        text: "org.apache.pulsar.client.api.PulsarClientException$TooManyRequestsException: Too many lookup requests 50000 exceed the broker limit",
      },
    ],
    nearMisses: [{ text: "429 Too Many Requests" }],
  },
  "kinesis/throughput-exceeded": {
    examples: [
      {
        text: "com.amazonaws.services.kinesis.model.ProvisionedThroughputExceededException: Rate exceeded for shard shardId-000000000011 in stream crates under account 111222333444.",
        captures: { shard: "shardId-000000000011", stream: "crates" },
      },
      {
        text: "PutRecords: 212 of 500 records failed with ErrorCode ProvisionedThroughputExceededException after 10 retries",
        captures: { failed: "212", sent: "500" },
      },
    ],
    nearMisses: [{ text: "ProvisionedThroughputExceededException: DynamoDB table crates" }],
  },
  "kinesis/iterator-expired": {
    examples: [
      {
        text: "com.amazonaws.services.kinesis.model.ExpiredIteratorException: Iterator expired. The iterator was created at time Mon Jan 01 00:00:00 UTC 2024 while right now it is Mon Jan 01 00:06:10 UTC 2024",
      },
    ],
    nearMisses: [{ text: "StopIteration" }],
  },
};
