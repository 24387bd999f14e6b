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
    rootCause: "No Kafka broker[[ ({broker})]] could be reached[[: {reason}]]",
    explanation:
      "The client connects to a bootstrap server, gets from it the addresses of all brokers, and goes on with those. Either the first is wrong or down, or the addresses that the brokers advertise do not resolve from the worker, or TLS is set on one side only.",
    checks: [
      "`bootstrap.servers` and `security.protocol` of the task against the listeners of the brokers",
      "Whether the advertised names resolve and answer from the worker",
    ],
    fixes: [
      "Correct the servers or the security protocol",
      "Have the brokers advertise addresses that the worker reaches",
      "Retry if the brokers restarted",
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
      "Topics are not made by themselves where the brokers forbid it; a topic that was deleted or is of another environment gives the same error.",
    checks: ["The topic's name on these brokers (`kafka-topics --list`), and the client's rights on it"],
    fixes: ["Create the topic, or correct its name", "Grant DESCRIBE on it"],
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
    rootCause: "A message[[ of {size} bytes]] is larger than client or broker allow",
    explanation:
      "Producers take 1 MiB for one message, brokers and topics have a limit of their own; one record that grew beyond it is refused.",
    checks: [
      "Which record is that large, and why",
      "`max.request.size` of the producer, `max.message.bytes` of the topic",
    ],
    fixes: [
      "Store the content elsewhere and send a reference, or compress",
      "Raise the limit on producer, topic and consumer alike",
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
      "The consumer took too long between two polls[[ (more than {milliseconds} ms)]], and the group gave its partitions to another",
    explanation:
      "A consumer must poll within `max.poll.interval.ms`; work on one batch took longer, the group rebalanced, and the commit came too late. The messages are delivered again.",
    checks: [
      "How long one batch takes, and whether messages or the work on them grew",
      "Whether consumers restarted at that time",
    ],
    fixes: [
      "Poll fewer messages at once (`max.poll.records`), or do the work elsewhere",
      "Raise `max.poll.interval.ms`",
    ],
  },
  {
    id: "kafka/authentication",
    title: "Kafka refuses the login or the right",
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
      "Kafka does not accept the login, or the account lacks the right[[ ({code})]][[: {reason}]][[: {what} {name}]]",
    explanation:
      "User, password or mechanism of SASL are wrong, or the access lists of the brokers do not let the account use topic or group.",
    checks: [
      "Mechanism, user and password of the client",
      "Access lists for topic and group (`kafka-acls --list`)",
    ],
    fixes: ["Correct the credentials", "Grant READ or WRITE on the topic, and READ on the group"],
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
    rootCause: "Messages were not delivered in time[[: {count} for {partition}]]",
    explanation:
      "The producer collected messages faster than the brokers took them, the partition had no leader, or too few replicas were in step.",
    checks: [
      "State of the brokers and under-replicated partitions at that time",
      "How fast the task produces",
    ],
    fixes: [
      "Retry; call `poll()` or `flush()` while producing",
      "Raise `delivery.timeout.ms`, or have the brokers repaired",
    ],
  },
  {
    id: "kafka/offset-out-of-range",
    title: "Kafka offsets are gone",
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
    rootCause: "The messages that the task wants to go on from are no longer there",
    explanation:
      "Retention deleted them before they were read, or the topic was made anew: the stored offset lies outside of what the partition holds.",
    checks: [
      "The topic's retention against how long the task stood still",
      "Whether the topic was deleted and made anew",
    ],
    fixes: [
      "Reset the offset on purpose (earliest or latest), and load what is missing from the source",
      "Raise the retention; for Spark decide `failOnDataLoss`",
    ],
  },
  {
    id: "kafka/schema-registry",
    title: "Message does not fit the schema registry",
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
      ],
    },
    rootCause: "Message and registered schema do not go together[[ (subject `{subject}`)]][[: {reason}]]",
    explanation:
      "A new version of a schema must be compatible with earlier ones as the subject demands; `magic byte` means that the message was not written with the registry at all.",
    checks: [
      "What the producer changed in the schema",
      "Whether producer and consumer use the same registry and serialiser",
    ],
    fixes: [
      "Make the change compatible (new fields with a default)",
      "Use the deserialiser that fits how the messages are written",
    ],
  },
];
