import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kafka through kafka-python, confluent-kafka and the Java client. */
export const kafkaSignatures: Signature[] = [
  {
    id: "kafka/no-brokers",
    title: "No Kafka broker reachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /KafkaConnectionError: (?<reason>[^\n]{1,120})/,

        /NoBrokersAvailable/,
        /code=(?<code>_ALL_BROKERS_DOWN|_TRANSPORT|_RESOLVE|_TIMED_OUT)\b/,
        /Failed to update metadata after (?<seconds>[\d.]{1,8}) secs/,
        /No resolvable bootstrap urls given in bootstrap\.servers/,
        /Bootstrap broker (?<broker>[^\s]{1,200}) disconnected/,
        /Connection to node -?\d{1,9} \((?<broker>[^()\s]{1,200})\) could not be established/,
      ],
    },
    rootCause: "The client could not reach any Kafka broker[[ ({broker})]][[: {reason}]]",
    explanation:
      "The client connects to a bootstrap server, gets the addresses of all brokers from it, and continues with those. Either the bootstrap server is wrong or down, the advertised addresses do not resolve from the worker, or only one side uses TLS.",
    checks: [
      "The task's `bootstrap.servers` and `security.protocol` against the brokers' listeners",
      "Whether the advertised names resolve and respond from the worker",
    ],
    fixes: [
      "Fix the servers or the security protocol",
      "Configure the brokers to advertise addresses that the worker can reach",
      "Retry if the brokers were restarting",
    ],
  },
  {
    id: "kafka/unknown-topic",
    title: "Kafka topic does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Subscribed topic not available: (?<topic>[\w.-]{1,249})/,
        /code=UNKNOWN_TOPIC_OR_PART\b/,
        /UnknownTopicOrPartition(?:Error|Exception)/,
        /Topic (?<topic>[\w.-]{1,249}) not present in metadata after (?<waited>\d{1,9}) ms/,
        /This server does not host this topic-partition/,
        /\{(?<topic>[\w.-]{1,249})=UNKNOWN_TOPIC_OR_PARTITION\}/,
      ],
    },
    rootCause: "The topic[[ `{topic}`]] does not exist on the brokers, or the client may not see it",
    explanation:
      "Brokers can disable automatic topic creation; a topic that was deleted or belongs to another environment gives the same error.",
    checks: ["The topic's name on these brokers (`kafka-topics --list`), and the client's permissions on it"],
    fixes: ["Create the topic, or fix its name", "Grant DESCRIBE on it"],
  },
  {
    id: "kafka/message-too-large",
    title: "Kafka message too large",
    category: "configuration",
    alternatives: ["data_quality", "code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The message is (?<size>\d{1,12}) bytes when serialized which is larger than/,
        /code=MSG_SIZE_TOO_LARGE\b/,
        /RecordTooLargeException/,
        /The request included a message larger than the max message size the server will accept/,
      ],
    },
    rootCause: "A message[[ of {size} bytes]] exceeds the client's or the broker's size limit",
    explanation:
      "Producers allow 1 MiB per message by default, brokers and topics have their own limit; one record that outgrew it is rejected.",
    checks: [
      "Which record is that large, and why",
      "The producer's `max.request.size` and the topic's `max.message.bytes`",
    ],
    fixes: [
      "Store the content elsewhere and send a reference, or compress",
      "Raise the limit on the producer, the topic and the consumer alike",
    ],
  },
  {
    id: "kafka/rebalance",
    title: "Kafka consumer lost its partitions",
    category: "resource_exhausted",
    alternatives: ["configuration", "code_bug", "infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Commit cannot be completed since the group has already rebalanced/,
        /Offset commit cannot be completed since the consumer (?:is not part of an active group|member)/,
        /code=_MAX_POLL_EXCEEDED\b/,
        /maximum poll interval \((?<milliseconds>\d{1,12})ms\) exceeded/,
        /code=(?:ILLEGAL_GENERATION|UNKNOWN_MEMBER_ID|REBALANCE_IN_PROGRESS)\b/,
        /(?:IllegalGeneration|UnknownMemberId|RebalanceInProgress)(?:Error|Exception)/,
      ],
    },
    rootCause:
      "The consumer took too long between polls[[ (more than {milliseconds} ms)]], and the group reassigned its partitions",
    explanation:
      "A consumer must poll within `max.poll.interval.ms`; processing a batch took longer, the group rebalanced, and the commit came too late. The messages will be delivered again.",
    checks: [
      "How long a batch takes, and whether messages or the work per message grew",
      "Whether consumers restarted at that time",
    ],
    fixes: [
      "Poll fewer messages at once (`max.poll.records`), or move the work elsewhere",
      "Raise `max.poll.interval.ms`",
    ],
  },
  {
    id: "kafka/authentication",
    title: "Kafka login or permission refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SASL authentication error: (?<reason>[^\n"]{1,160})/,
        /SaslAuthenticationException: (?<reason>[^\n]{1,160})/,
        /code=(?<code>_AUTHENTICATION|SASL_AUTHENTICATION_FAILED|TOPIC_AUTHORIZATION_FAILED|GROUP_AUTHORIZATION_FAILED|CLUSTER_AUTHORIZATION_FAILED)\b/,
        /Not authorized to access (?<what>topics|group|transactional id):? ?(?<name>[^\n]{1,120})/,
        /(?:Topic|Group|Cluster)AuthorizationFailedError/,
        /(?:UnsupportedSaslMechanism|AuthenticationFailed)Error: (?<reason>[^\n]{0,120})/,
      ],
    },
    rootCause:
      "Kafka rejected the login, or the account lacks permission[[ ({code})]][[: {reason}]][[: {what} {name}]]",
    explanation:
      "The user, password or SASL mechanism is wrong, or the brokers' ACLs do not allow the account to use the topic or group.",
    checks: ["The client's mechanism, user and password", "ACLs for topic and group (`kafka-acls --list`)"],
    fixes: ["Fix the credentials", "Grant READ or WRITE on the topic, and READ on the group"],
  },
  {
    id: "kafka/send-timeout",
    title: "Kafka message not delivered in time",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /code=_MSG_TIMED_OUT\b/,
        /Local: Message timed out/,
        /Expiring (?<count>\d{1,9}) record\(s\) for (?<partition>[\w.-]{1,260}):\s?(?<milliseconds>\d{1,12}) ms has passed/,
        /code=(?:REQUEST_TIMED_OUT|NOT_ENOUGH_REPLICAS|NOT_ENOUGH_REPLICAS_AFTER_APPEND)\b/,
        /BufferError: Local: Queue full/,
      ],
    },
    rootCause: "Messages were not delivered in time[[: {count record|records} for {partition}]]",
    explanation:
      "The producer buffered messages faster than the brokers accepted them, the partition had no leader, or too few replicas were in sync.",
    checks: ["Broker health and under-replicated partitions at that time", "How fast the task produces"],
    fixes: [
      "Retry; call `poll()` or `flush()` while producing",
      "Raise `delivery.timeout.ms`, or repair the brokers",
    ],
  },
  {
    id: "kafka/offset-out-of-range",
    title: "Kafka offset out of range",
    category: "upstream_missing_data",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OffsetOutOfRange(?:Exception|Error)/,
        /code=(?:OFFSET_OUT_OF_RANGE|_AUTO_OFFSET_RESET)\b/,
        /Some data may have been lost because they are not available in Kafka any more/,
        /is out of range for partition (?<partition>[\w.-]{1,260})/,
      ],
    },
    rootCause: "The messages at the stored offset no longer exist",
    explanation:
      "Retention deleted them before they were read, or the topic was recreated: the stored offset is outside the range that the partition still has.",
    checks: [
      "The topic's retention against how long the task was stopped",
      "Whether the topic was deleted and recreated",
    ],
    fixes: [
      "Reset the offset deliberately (earliest or latest), and load what is missing from the source",
      "Raise the retention; for Spark, decide on `failOnDataLoss`",
    ],
  },
  {
    id: "kafka/schema-registry",
    title: "Schema registry mismatch",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Failed to deserialize data for topic (?<reason>[\w.-]{1,249} to (?:Avro|JSON|Protobuf))/,

        /Schema being registered is incompatible with an earlier schema for subject ["\\]{1,2}(?<subject>[\w.-]{1,249})/,
        /Subject '(?<subject>[^'\n]{1,249})' not found/,
        /Schema (?<schema>\d{1,9}) not found[^\n]{0,20}/,
        /(?:Unknown|Unexpected|Invalid) magic byte/,
        /SchemaRegistryError: (?<reason>[^\n]{1,200})/,
        /RestClientException: (?<reason>[^\n]{1,140}?; error code: \d{3,5})/,
      ],
    },
    rootCause: "The message does not match the registered schema[[ (subject `{subject}`)]][[: {reason}]]",
    explanation:
      "A new schema version must meet the subject's compatibility rules; `magic byte` means the message was not written with the registry at all.",
    checks: [
      "What the producer changed in the schema",
      "Whether producer and consumer use the same registry and serializer",
    ],
    fixes: [
      "Make the change compatible (new fields with a default)",
      "Use the deserializer that matches how the messages are written",
    ],
  },
  {
    id: "kafka/producer-fenced",
    title: "Kafka transactional producer fenced",
    category: "infrastructure",
    alternatives: ["configuration", "code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ProducerFenced(?:Exception|Error)/,
        /InvalidProducerEpochException/,
        /code=(?:_FENCED|INVALID_PRODUCER_EPOCH|PRODUCER_FENCED|TRANSACTION_COORDINATOR_FENCED)\b/,
        /There is a newer producer with the same transactional ?Id/i,
      ],
    },
    rootCause: "A newer producer with the same `transactional.id` took over, so this one may no longer write",
    explanation:
      "Two instances share a `transactional.id`, or the producer paused for longer than its transaction timeout and the broker ended its transaction.",
    checks: [
      "Whether two instances of the job ran at once, and how the `transactional.id` is built",
      "Pauses before the error: garbage collection, a long checkpoint",
    ],
    fixes: [
      "Restart the job; make the `transactional.id` unique per instance",
      "Raise `transaction.timeout.ms`, or commit more often",
    ],
  },
];
