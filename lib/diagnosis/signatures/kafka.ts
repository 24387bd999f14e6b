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
        /(?:Couldn't|Could not|Couldn’t) resolve server (?<broker>[^\s]{1,200}) from bootstrap\.servers/,

        /NoBrokersAvailable/,
        /code=(?<code>_ALL_BROKERS_DOWN|_TRANSPORT|_RESOLVE|_TIMED_OUT)\b/,
        /Failed to update metadata after (?<seconds>[\d.]{1,8}) secs/,
        /No resolvable bootstrap urls given in bootstrap\.servers/,
        /Bootstrap broker (?<broker>[^\s]{1,200}) disconnected/,
        /Connection to node -?\d{1,9} \((?<broker>[^()\s]{1,200})\) could not be established/,
      ],
      also: [/bootstrap_?servers[=:' "[]{1,4}(?<servers>[\w.-]{1,120}:\d{1,5})|$/],
    },
    rootCause:
      "The client could not reach any Kafka broker[[ at {servers}]][[ ({broker})]][[ ({code})]][[ within {seconds} s]][[: {reason}]]",
    explanation:
      "The client connects to a bootstrap server, gets the addresses of all brokers from it, and continues with those. Either the bootstrap server is wrong or down, the advertised addresses do not resolve from the worker, or only one side uses TLS.",
    checks: [
      "From the worker: `nc -vz HOST 9092`, then `kafka-broker-api-versions --bootstrap-server HOST:PORT`",
      "The task's `bootstrap.servers` and `security.protocol` against the brokers' `listeners` and `advertised.listeners`",
    ],
    fixes: [
      "Correct `bootstrap.servers` (host and port of this environment) and `security.protocol` (a plain client on a TLS port gets no answer)",
      "Set `advertised.listeners` on the brokers to names that the worker can resolve",
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
        /UNKNOWN_TOPIC_OR_PARTITION/,
        /\{(?<topic>[\w.-]{1,249})=UNKNOWN_TOPIC_OR_PARTITION\}/,
      ],
    },
    rootCause: "The topic[[ `{topic}`]] does not exist on these brokers, or the client may not see it",
    explanation:
      "Brokers can disable automatic topic creation; a topic that was deleted or belongs to another environment gives the same error.",
    checks: ["The topic's name on these brokers (`kafka-topics --list`), and the client's permissions on it"],
    fixes: [
      "Create the topic: `kafka-topics --create[[ --topic {topic}]] --bootstrap-server HOST:PORT`, or use the name it has in this environment",
      "If it exists, let the account see it: `kafka-acls --add --allow-principal User:NAME --operation Describe --operation Read[[ --topic {topic}]]`",
    ],
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
        /The message is (?<size>\d{1,12}) bytes when serialized which is larger than (?:the (?:maximum request size|total memory buffer)[^\n]{0,120}|(?<limit>\d{1,12}), which is the value of the (?<setting>[\w.]{3,60}) config)?/,
        /code=MSG_SIZE_TOO_LARGE\b/,
        /RecordTooLargeException/,
        /MessageSizeTooLargeError/,
        /The request included a message larger than the max message size the server will accept/,
      ],
    },
    rootCause:
      "A message[[ of {size} bytes]] exceeds the size limit of the producer or the topic[[: `{setting}` is {limit}]]",
    explanation:
      "Producers allow 1 MiB per message by default, brokers and topics have their own limit; one record that outgrew it is rejected.",
    checks: [
      "Which record is that large, and why",
      "The producer's `max.request.size` and the topic's `max.message.bytes`",
    ],
    fixes: [
      "Raise the limit on every hop: the producer's `max.request.size` (`message.max.bytes` in librdkafka), the topic's `max.message.bytes`, the consumer's `max.partition.fetch.bytes`[[ (now {limit}, needed {size})]]",
      "Set `compression.type=zstd` on the producer (it helps the broker's limit, not `max.request.size`)",
      "Store large content elsewhere and send a reference",
    ],
  },
  {
    id: "kafka/rebalance",
    title: "Kafka consumer lost its partitions",
    category: "configuration",
    alternatives: ["resource_exhausted", "code_bug", "infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /maximum poll interval \((?<milliseconds>\d{1,12})ms\) exceeded/,
        /Commit cannot be completed since the group has already rebalanced/,
        /Offset commit cannot be completed since the consumer (?:is not part of an active group|member)/,
        /consumer poll timeout has expired/,
        /code=_MAX_POLL_EXCEEDED\b/,
        /code=(?:ILLEGAL_GENERATION|UNKNOWN_MEMBER_ID|REBALANCE_IN_PROGRESS)\b/,
        /(?:IllegalGeneration|UnknownMemberId|RebalanceInProgress)(?:Error|Exception)/,
      ],
      also: [/\bgroupId=(?<group>[\w.-]{1,200})|$/],
    },
    rootCause:
      "The consumer[[ of group `{group}`]] took longer between two polls than `max.poll.interval.ms`[[ ({milliseconds} ms)]] allows, so Kafka gave its partitions to another member",
    explanation:
      "A consumer must poll within `max.poll.interval.ms`; processing a batch took longer, the group rebalanced, and the commit came too late. The messages will be delivered again.",
    checks: [
      "How long one batch takes to process, and what in it is slow (a database write, an API call)",
      "`max.poll.interval.ms` and `max.poll.records`; whether consumers restarted at that time",
    ],
    fixes: [
      "Lower `max.poll.records` so that a batch finishes in time (for a Connect sink, `consumer.override.max.poll.records`)",
      "Raise `max.poll.interval.ms`[[ above {milliseconds}]] to more than the slowest batch takes",
      "Speed up the work per batch, then restart the consumer; the uncommitted messages are delivered again",
    ],
  },
  {
    id: "kafka/authentication",
    title: "Kafka login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SASL authentication error: (?<reason>[^\n"]{1,160})/,
        /SaslAuthenticationException: (?<reason>[^\n]{1,160})/,
        /code=(?<code>_AUTHENTICATION|SASL_AUTHENTICATION_FAILED)\b/,
        /(?<code>UnsupportedSaslMechanism|AuthenticationFailed)Error: (?<reason>[^\n]{0,120})/,
      ],
      also: [/sasl_(?:ssl|plaintext):\/\/(?<broker>[\w.-]{1,200}:\d{1,5})|$/],
    },
    rootCause: "The Kafka broker[[ {broker}]] rejected the login[[ ({code})]][[: {reason}]]",
    explanation:
      "The user name, password or token is wrong, or the broker does not offer the client's SASL mechanism.",
    checks: [
      "`sasl.mechanism`, `sasl.username` and the secret behind `sasl.password` (or `sasl.jaas.config`) as the task receives them",
      "Whether the credential was rotated, and whether the account exists on this cluster (`kafka-configs --describe --entity-type users`)",
    ],
    fixes: [
      "Put the current user and password into `sasl.jaas.config` or `sasl.username`/`sasl.password`",
      "Set `sasl.mechanism` to one that the listener offers (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER)",
    ],
  },
  {
    id: "kafka/authorization",
    title: "Kafka access denied",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Not authorized to access (?<what>topic|group|cluster|transactional id)s?:? ?\[?(?<name>[^\]\n]{1,120})/,
        /code=(?<code>TOPIC_AUTHORIZATION_FAILED|GROUP_AUTHORIZATION_FAILED|CLUSTER_AUTHORIZATION_FAILED|TRANSACTIONAL_ID_AUTHORIZATION_FAILED)\b/,
        /(?<code>(?:Topic|Group|Cluster)AuthorizationFailed)Error/,
      ],
      also: [
        /topic (?:not available|not accessible)?:? ?(?<topic>[\w.-]{1,249}): Broker: Topic authorization failed|$/,
      ],
    },
    rootCause:
      "The Kafka account has no permission[[ on the {what} `{name}`]][[ on the topic `{topic}`]][[ ({code})]]",
    explanation:
      "The login worked. The brokers' ACLs do not allow this account the operation on that topic or consumer group.",
    checks: [
      "ACLs of the account: `kafka-acls --list --principal User:NAME`[[, for {what} `{name}`]]",
      "Which account and which group id the task uses",
    ],
    fixes: [
      "Grant reading: `kafka-acls --add --allow-principal User:NAME --operation Read --operation Describe --topic TOPIC --group GROUP`",
      "Grant writing: `kafka-acls --add --allow-principal User:NAME --operation Write --topic TOPIC`",
    ],
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
        /Expiring (?<count>\d{1,9}) record\(s\) for (?<partition>[\w.-]{1,260}):\s?(?<milliseconds>\d{1,12}) ms has passed/,
        /code=(?<code>_MSG_TIMED_OUT|REQUEST_TIMED_OUT)\b/,
        /Local: Message timed out/,
      ],
    },
    rootCause:
      "Messages were not delivered in time[[: {count record|records} for `{partition}`]][[ after {milliseconds} ms]]",
    explanation:
      "The producer buffered messages faster than the brokers accepted them, the partition had no leader, or too few replicas were in sync.",
    checks: [
      "Leader and in-sync replicas of the partition: `kafka-topics --describe --under-replicated-partitions`",
      "Load and disk of the brokers at that time",
    ],
    fixes: [
      "If a partition has no leader, bring its broker back, then rerun",
      "Call `producer.poll(0)` while producing and `flush()` at the end",
      "Raise `delivery.timeout.ms`, or produce in smaller batches (`linger.ms`, `batch.size`)",
    ],
  },
  {
    id: "kafka/not-enough-replicas",
    title: "Too few in-sync replicas",
    category: "infrastructure",
    alternatives: ["configuration", "network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /code=NOT_ENOUGH_REPLICAS(?:_AFTER_APPEND)?\b/,
        /NotEnoughReplicas(?:AfterAppend)?(?:Exception|Error)/,
        /Messages are rejected since there are fewer in-sync replicas than required/,
        /The size of the current ISR (?:Set\([^)\n]{0,60}\)|: ?\d{1,4}|\[[^\]\n]{0,60}\]) is insufficient to satisfy the min\.isr requirement of (?<required>\d{1,3}) for partition (?<partition>[\w.-]{1,260})/,
      ],
    },
    rootCause:
      "Too few replicas[[ of `{partition}`]] are in sync, so the broker refuses the write[[ (`min.insync.replicas` is {required})]]",
    explanation:
      "With `acks=all`, the leader accepts a record only if at least `min.insync.replicas` replicas are in sync. Brokers are down or lag behind.",
    checks: ["`kafka-topics --describe --under-min-isr-partitions`, and which brokers are down"],
    fixes: [
      "Bring the missing brokers back; the producer's retries then succeed",
      "If the cluster has fewer brokers than `min.insync.replicas` asks for, lower it on the topic: `kafka-configs --alter --topic NAME --add-config min.insync.replicas=1`",
    ],
  },
  {
    id: "kafka/queue-full",
    title: "Kafka producer's queue is full",
    category: "code_bug",
    alternatives: ["configuration", "resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/BufferError: Local: Queue full/, /code=_QUEUE_FULL\b/] },
    rootCause: "The producer's local queue is full: the task produces faster than it delivers",
    explanation:
      "librdkafka keeps messages in a queue (`queue.buffering.max.messages`, 100,000) until the broker confirms them; the application must call `poll()` so that confirmed ones leave it.",
    checks: [
      "Whether the loop calls `producer.poll(0)` after each `produce()`",
      "Whether deliveries fail at the same time (delivery report callback)",
    ],
    fixes: [
      "Call `producer.poll(0)` after each `produce()`; on `BufferError`, call `producer.poll(1)` and produce again",
      "Raise `queue.buffering.max.messages` and `queue.buffering.max.kbytes`",
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
        /Fetch position FetchPosition\{offset=(?<offset>\d{1,19})[^\n]{0,200}?\} is out of range for partition (?<partition>[\w.-]{1,260})/,
        /Offsets? out of range[^\n]{0,80}?\{(?<partition>[\w.-]{1,260})=(?<offset>\d{1,19})/,
        /OffsetOutOfRange(?:Exception|Error)/,
        /code=(?:OFFSET_OUT_OF_RANGE|_AUTO_OFFSET_RESET)\b/,
        /Some data may have been lost because they are not available in Kafka any more/,
        /is out of range for partition (?<partition>[\w.-]{1,260})/,
      ],
    },
    rootCause: "The messages at the stored offset[[ {offset}]][[ of `{partition}`]] no longer exist in Kafka",
    explanation:
      "Retention deleted them before they were read, or the topic was recreated: the stored offset is outside the range that the partition still has.",
    checks: [
      "First offset still there: `kafka-get-offsets --topic NAME --time earliest`[[, against {offset}]]",
      "The topic's `retention.ms` against how long the consumer was stopped; whether the topic was recreated",
    ],
    fixes: [
      "Reset the group with the consumer stopped: `kafka-consumer-groups --group GROUP --topic TOPIC --reset-offsets --to-earliest --execute`, then reload the lost range from the source",
      "For Spark, start with a new checkpoint, or set `failOnDataLoss=false` if the gap is acceptable",
      "Raise the topic's `retention.ms` above the longest outage of the consumer",
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
      "Make sure only one instance with this `transactional.id` runs, then restart it; make the id unique per instance (Flink: `setTransactionalIdPrefix`)",
      "If it paused for longer than the timeout, raise `transaction.timeout.ms` (at most the broker's `transaction.max.timeout.ms`), or commit more often",
    ],
  },
];
