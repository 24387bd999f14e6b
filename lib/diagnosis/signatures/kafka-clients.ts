import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kafka's Java clients: what they refuse, cannot read and lose. */
export const kafkaClientSignatures: Signature[] = [
  {
    id: "kafka/client-setting",
    title: "Kafka client setting missing or invalid",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Invalid url in bootstrap\.servers: (?<value>[^\s]{1,160})/,
        /Could not find a '(?<entry>KafkaClient|KafkaServer)' entry in the JAAS configuration/,
        /The session timeout is not within the range allowed by the broker/,
        /InvalidConfigurationException: (?<reason>[^\n]{3,120})/,
        /Must set acks to all in order to use the idempotent producer/,
      ],
      also: [/[Kk]afka|bootstrap|idempotent|session timeout|broker/],
    },
    rootCause:
      "A setting of the Kafka client is missing or invalid[[: `{value}` in `bootstrap.servers`]][[: no `{entry}` entry for JAAS]][[: {reason}]]",
    explanation:
      "The client or the broker checks the settings when the client is created or joins its group, and refuses.",
    checks: [
      "The settings as the client logs them at its start (`ProducerConfig values`, `ConsumerConfig values`)",
    ],
    fixes: [
      "Write `bootstrap.servers` as `host:port,host:port`, without a scheme",
      "For SASL set `sasl.jaas.config`, or the file in `java.security.auth.login.config`",
      "Keep `session.timeout.ms` between the broker's `group.min.session.timeout.ms` and `group.max.session.timeout.ms`",
    ],
  },
  {
    id: "kafka/client-not-created",
    title: "Kafka client could not be created",
    category: "configuration",
    alternatives: ["missing_dependency", "network_timeout", "auth_permission"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /Failed to (?:construct kafka|create new Kafka|create new Kafka(?:Admin)?)\s?(?<client>producer|consumer|Admin ?Client)/i,
      ],
    },
    rootCause: "The Kafka {client} could not be created",
    explanation:
      "The client reads its settings, loads its classes (serializers, login modules, key stores) and resolves the brokers' names when it is created. The cause stands below in the stack trace.",
    checks: ["The last `Caused by:` below this line"],
    fixes: ["Fix what the cause names: a setting, a file that is missing, a class or a host name"],
  },
  {
    id: "kafka/no-committed-offset",
    title: "Kafka group has no offset and no reset policy",
    category: "configuration",
    alternatives: ["upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Undefined offset with no reset policy for partitions?: \[?(?<partition>[\w.-]{1,255})/],
    },
    rootCause:
      "The consumer group has no committed offset for `{partition}`, and `auto.offset.reset` is `none`",
    explanation:
      "With `none` the consumer refuses to choose a start. The group is new, the partition was added, or its offsets expired (`offsets.retention.minutes`) while it did not run.",
    checks: ["`kafka-consumer-groups.sh --describe --group GROUP`, and when the group last ran"],
    fixes: [
      "Set the start by hand: `kafka-consumer-groups.sh --reset-offsets --to-datetime TIME --group GROUP --topic TOPIC --execute`",
      "Or set `auto.offset.reset` to `earliest` or `latest`",
    ],
  },
  {
    id: "kafka/consumer-not-assigned",
    title: "Kafka consumer polls without a topic",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Consumer is not subscribed to any topics or assigned any partitions/,
        /(?:No current assignment for partition|You can only check the position for partitions assigned to this consumer)\s?(?<partition>[\w.-]{0,255})/,
        /Subscription to topics, partitions and pattern are mutually exclusive/,
      ],
    },
    rootCause: "The consumer was used for partitions that it is not assigned[[: `{partition}`]]",
    explanation:
      "`poll`, `seek` and `position` work on what `subscribe` or `assign` gave the consumer. With `subscribe` that is empty until the first `poll`, and changes when the group rebalances.",
    checks: ["Whether the list of topics from the settings is empty, and whether `seek` runs before `poll`"],
    fixes: [
      "Subscribe before polling; seek inside `ConsumerRebalanceListener.onPartitionsAssigned`",
      "Use either `subscribe` or `assign`, not both",
    ],
  },
  {
    id: "kafka/client-closed",
    title: "Kafka client used after it was closed",
    category: "code_bug",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Cannot perform operation after producer has been closed/,
        /This consumer has already been closed/,
        /Producer is closed forcefully/,
      ],
    },
    rootCause: "The Kafka client had already been closed when it was used",
    explanation:
      "Another thread or an earlier error closed it, or the application was shutting down and ended before its sends were done.",
    checks: ["The first error before it, and who calls `close()`"],
    fixes: [
      "Close the client once, after the last use, with a timeout long enough to flush",
      "After a fatal error create a new client instead of using the old one",
    ],
  },
  {
    id: "kafka/record-unreadable",
    title: "Kafka record cannot be deserialized",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /Error deserializing (?:key\/value|key|value|KEY|VALUE) for partition (?<partition>[\w.-]{1,255}) at offset (?<offset>\d{1,18})/,
        /Size of data received by (?<deserializer>\w{1,80}) is not \d{1,3}/,
        /Deserialization exception handler is set to fail upon a deserialization error/,
        /Error when deserializing byte\[\] to string/,
      ],
      not: [/Unknown magic byte|Error deserializing Avro message|Error retrieving \w{1,10} schema/],
    },
    rootCause:
      "A record[[ of `{partition}` at offset {offset}]] does not have the format that the consumer reads[[ (`{deserializer}`)]]",
    explanation:
      "A producer writes another format or wrote one bad record. The consumer does not pass it by itself: it fails at the same offset again and again.",
    checks: [
      "The record itself: `kafka-console-consumer.sh --topic TOPIC --partition N --offset OFFSET --max-messages 1`",
      "Whether only this record is bad or all since a deployment of the producer",
    ],
    fixes: [
      "If all are affected, use the deserializer that fits the producer",
      "If one is, go past it (`seek`, or `--reset-offsets`), and keep it in a dead letter topic",
      "Handle such records in the client: `ErrorHandlingDeserializer` in Spring, `default.deserialization.exception.handler` in Kafka Streams",
    ],
  },
  {
    id: "kafka/record-corrupt",
    title: "Kafka record corrupt on the broker",
    category: "data_quality",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Record is corrupt \(stored crc = \d{1,12}, computed crc = \d{1,12}\)/,
        /Received exception when fetching the next record from (?<partition>[\w.-]{1,255})/,
        /CorruptRecordException: (?<reason>[^\n]{3,120})/,
      ],
      names: [
        /next record from (?<partition>[\w.-]{1,249}-\d{1,6})/,
        /Record for partition (?<partition>[\w.-]{1,255}) at offset (?<offset>\d{1,18}) is invalid/,
      ],
    },
    rootCause:
      "A stored record[[ of `{partition}`]][[ at offset {offset}]] is damaged: its checksum is wrong",
    explanation:
      "The batch was changed after the producer wrote it: a faulty disk, file system or memory of the broker, or a process that died while writing.",
    checks: ["Disk errors on the leader of that partition (`dmesg`), and whether a replica has a good copy"],
    fixes: [
      "Make a replica with a good copy the leader, and let the damaged one copy the partition again",
      "If every copy is bad, go past the offset and send the records again from their source",
    ],
  },
  {
    id: "kafka/producer-buffer-full",
    title: "Kafka producer buffer full",
    category: "resource_exhausted",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Failed to allocate (?<bytes>\d{1,12}) bytes within the configured max blocking time (?<milliseconds>\d{1,12}) ms/,
        /Failed to allocate memory within the configured max blocking time (?<milliseconds>\d{1,12}) ms/,
      ],
      names: [/Total memory: (?<size>\d{1,14}) bytes/],
    },
    rootCause: "The producer's buffer[[ of {size} bytes]] stayed full for {milliseconds} ms",
    explanation:
      "Records are produced faster than the brokers accept them, or a broker does not answer and its records pile up.",
    checks: [
      "Whether brokers were slow or down at that time, and the producer's rate (`record-send-rate`, `buffer-available-bytes`)",
    ],
    fixes: [
      "Find why sending is slow: brokers, network, quotas, too small batches (`batch.size`, `linger.ms`, `compression.type`)",
      "Produce more slowly, or raise `buffer.memory` and `max.block.ms` for bursts",
    ],
  },
  {
    id: "kafka/request-disconnected",
    title: "Kafka broker connection lost during a request",
    category: "network_timeout",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Cancelled in-flight (?<request>\w{2,40}) request with correlation id \d{1,12} due to node (?<node>-?\d{1,10}) being disconnected/,
        /TimeoutException: Timeout of (?<milliseconds>\d{1,10})ms expired before (?<request>successfully committing offsets|the position for partition|the last committed offset|offsets)/,
        /errors\.DisconnectException(?:: (?<reason>[^\n]{3,100}))?/,
        /Timed out waiting for a node assignment/,
      ],
    },
    rootCause:
      "The Kafka broker[[ {node}]] did not answer or dropped the connection[[ during {request}]][[ (after {milliseconds} ms)]]",
    explanation:
      "The client waited for an answer until `request.timeout.ms` or `default.api.timeout.ms`, or the connection ended before it. The broker restarts, is overloaded, or a firewall drops idle connections.",
    checks: ["The broker's log and load at that time, and whether all clients or only one were affected"],
    fixes: [
      "If it happens once, the client connects again by itself; run the job again if it gave up",
      "Check that the addresses in `advertised.listeners` are reachable from the client",
      "Raise `request.timeout.ms` if the broker is slow, and keep `connections.max.idle.ms` below the firewall's limit",
    ],
  },
];
