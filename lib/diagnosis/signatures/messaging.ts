import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Kafka (kafka-python, confluent-kafka, Java), Redis, RabbitMQ and Celery. */
export const messagingSignatures: Signature[] = [
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
  {
    id: "redis/connection",
    title: "Redis not reachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Error (?<code>-?\d{1,5}) connecting to (?<host>[^\s]{1,200}):(?<port>\d{1,5})\. (?<reason>[^\n]{1,80})/,
        /redis\.exceptions\.ConnectionError: (?<reason>[^\n]{1,120})/,
        /redis\.exceptions\.TimeoutError: ?(?<reason>[^\n]{0,100})/,
        /max number of clients reached/,
      ],
    },
    rootCause: "Redis[[ at `{host}` port {port}]] was not reached or broke the connection[[: {reason}]]",
    explanation:
      "Nothing listens there, the name does not resolve, no answer came in time, or the server closed the connection (idle too long, too many clients).",
    checks: [
      "Host and port of the connection, and whether Redis was up then",
      "Number of clients against `maxclients`",
    ],
    fixes: ["Retry with increasing waits; set `health_check_interval`", "Correct host and port"],
  },
  {
    id: "redis/memory",
    title: "Redis has no memory left",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /command not allowed when used memory > 'maxmemory'/,
        /MISCONF Redis is configured to save RDB snapshots/,
        /Redis is configured to save RDB snapshots, but (?:it is|it's|is) currently (?:not able|unable) to persist/,
      ],
    },
    rootCause: "Redis takes no more writes: its memory or disk is full",
    explanation:
      "`maxmemory` is reached and the policy evicts nothing, or a snapshot could not be written to disk, upon which Redis refuses writes.",
    checks: ["`INFO memory`, keys without an expiry, and what grew", "Room on Redis' disk (for MISCONF)"],
    fixes: ["Give keys an expiry or choose an eviction policy", "Raise `maxmemory` or free the disk"],
  },
  {
    id: "redis/auth",
    title: "Redis refuses the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NOAUTH Authentication required/,
        /WRONGPASS /,
        /AuthenticationError: (?:Authentication required|invalid (?:username-)?password|invalid username-password pair|Client sent AUTH, but no password is set)/,
        /AUTH <password> called without any password configured/,
        /NOPERM (?<reason>[^\n]{1,120})/,
        /NoPermissionError: (?<reason>[^\n]{1,120})/,
      ],
    },
    rootCause: "Redis does not accept the login or the command[[: {reason}]]",
    explanation:
      "The server asks for a password that was not sent, the one sent is wrong, or the user's access list does not hold the command or key.",
    checks: ["User and password of the connection, and `ACL LIST` of the server"],
    fixes: [
      "Put the present password into the connection (percent-encoded in a URL)",
      "Extend the user's access list",
    ],
  },
  {
    id: "redis/wrong-type",
    title: "Redis key holds another kind of value",
    category: "code_bug",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Operation against a key holding the wrong kind of value/,
        /value is not an integer or out of range/,
      ],
    },
    rootCause: "The key holds another kind of value than the command works on",
    explanation:
      "Two parts of the code use the same key differently, or an older version left a value of another kind.",
    checks: ["`TYPE key`, and what writes that key"],
    fixes: ["Use different keys, or delete the old value"],
  },
  {
    id: "redis/not-ready",
    title: "Redis is read-only, loading or without its cluster",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /You can't write against a read only (?:replica|slave)/,
        /Redis is loading the dataset in memory/,
        /CLUSTERDOWN (?<reason>[^\n]{1,100})/,
        /MASTERDOWN Link with MASTER is down/,
        /No (?:master|slave|replica) found for '(?<reason>[^'\n]{1,120})'/,
      ],
    },
    rootCause: "Redis does not take commands at the moment[[: {reason}]]",
    explanation:
      "The primary changed and the client still talks to a replica, the server just started and loads its data, or the cluster has lost slots.",
    checks: [
      "Whether a failover or restart happened then",
      "Whether the connection names a fixed host instead of sentinel or cluster",
    ],
    fixes: ["Retry with increasing waits", "Connect through sentinel or the cluster's endpoint"],
  },
  {
    id: "redis/lock",
    title: "Lock lost before the work was done",
    category: "code_bug",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Cannot release a lock that's no longer owned/,
        /Cannot release an unlocked lock/,
        /Unable to acquire lock within the time specified/,
      ],
    },
    rootCause: "The lock was not held, or no longer held, when the task needed it",
    explanation:
      "A Redis lock ends after its time-out even while the work goes on; another task may have taken it meanwhile.",
    checks: ["How long the work under the lock takes, against the lock's time-out"],
    fixes: [
      "Raise the lock's `timeout` or extend it while working",
      "Hold the lock for a smaller part of the work",
    ],
  },
  {
    id: "rabbitmq/login",
    title: "RabbitMQ refuses the login or the right",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ACCESS_REFUSED - (?<reason>[^\n]{1,160})/,
        /ProbableAuthenticationError/,
        /NOT_ALLOWED - (?<reason>[^\n]{1,160})/,
        /ProbableAccessDeniedError/,
      ],
    },
    rootCause: "RabbitMQ does not accept the login or the account's right[[: {reason}]]",
    explanation:
      "User or password are wrong, the user `guest` comes from another host, or the account may not use that virtual host or queue.",
    checks: ["User, password and virtual host of the connection", "`rabbitmqctl list_permissions -p …`"],
    fixes: ["Correct the credentials or the virtual host", "Give the account rights there"],
  },
  {
    id: "rabbitmq/queue",
    title: "RabbitMQ queue missing or declared differently",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NOT_FOUND - no (?<kind>queue|exchange) '(?<name>[^'\n]{1,200})' in vhost '(?<vhost>[^'\n]{0,120})'/,
        /PRECONDITION_FAILED - inequivalent arg '(?<argument>[^'\n]{1,60})' for (?<kind>queue|exchange) '(?<name>[^'\n]{1,200})'/,
        /RESOURCE_LOCKED - cannot obtain exclusive access to locked (?<kind>queue) '(?<name>[^'\n]{1,200})'/,
        /PRECONDITION_FAILED - unknown delivery tag/,
      ],
    },
    rootCause:
      "The[[ {kind}]] queue or exchange[[ `{name}`]] is missing or not as the client declares it[[ (`{argument}`)]]",
    explanation:
      "A queue keeps the arguments that it was first declared with; a client that declares it otherwise is refused. `unknown delivery tag` means that a message was acknowledged twice or on another channel.",
    checks: [
      "The queue's arguments on the broker against those in the code",
      "The virtual host of the connection",
    ],
    fixes: [
      "Declare with the same arguments, or delete the queue when it is empty",
      "Create it, or correct its name",
    ],
  },
  {
    id: "rabbitmq/ack-timeout",
    title: "RabbitMQ message acknowledged too late",
    category: "configuration",
    alternatives: ["resource_exhausted", "code_bug", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /delivery acknowledgement on channel \d{1,6} timed out\. Timeout value used: (?<milliseconds>\d{1,12}) ms/,
      ],
    },
    rootCause: "A message was not acknowledged within {milliseconds} ms, and RabbitMQ closed the channel",
    explanation:
      "The broker closes a channel whose consumer holds a message too long and delivers it again; long tasks with late acknowledgement meet this limit.",
    checks: ["How long tasks on that queue take"],
    fixes: [
      "Acknowledge early, or make the tasks shorter",
      "Raise `consumer_timeout` of the broker or queue",
    ],
  },
  {
    id: "rabbitmq/connection",
    title: "Message broker not reachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:pika\.exceptions\.)?(?:AMQPConnectionError|IncompatibleProtocolError|StreamLostError|AMQPHeartbeatTimeout)\b:? ?(?<reason>[^\n]{0,120})/,
        /CONNECTION_FORCED - (?<reason>[^\n]{1,120})/,
        /kombu\.exceptions\.OperationalError: (?<reason>[^\n]{1,120})/,
        /consumer: Cannot connect to (?<broker>[^\s]{1,200}): (?<reason>[^\n]{1,100})/,
      ],
    },
    rootCause: "The message broker[[ `{broker}`]] was not reached or ended the connection[[: {reason}]]",
    explanation:
      "Nothing listens there, the broker was shut down, or heartbeats stopped because the client was busy in one long call.",
    checks: [
      "The broker's address, and whether it restarted then",
      "Whether the consumer blocks longer than the heartbeat",
    ],
    fixes: ["Retry with increasing waits", "Do long work in a thread of its own, or raise the heartbeat"],
  },
  {
    id: "celery/worker-lost",
    title: "Celery worker process was killed",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Worker exited prematurely: (?<reason>signal \d{1,2} \(\w{3,10}\)|exitcode -?\d{1,3})/,
        /WorkerLostError\b/,
      ],
    },
    rootCause: "The worker process ended in the middle of the task[[ ({reason})]]",
    explanation:
      "`signal 9` is mostly the kernel or container runtime ending it for its memory; `signal 11` a crash in native code, `signal 15` a shutdown.",
    checks: [
      "Memory of the worker at that time, and the kernel's log",
      "Whether workers were restarted or scaled down then",
    ],
    fixes: [
      "Process the data in parts, or give the worker more memory",
      "Run fewer tasks in one worker; set `worker_max_memory_per_child`",
    ],
  },
  {
    id: "celery/time-limit",
    title: "Celery task ran into its time limit",
    category: "network_timeout",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<kind>Hard|Soft) time limit \((?<seconds>[\d.]{1,9})s\) exceeded/,
        /(?:Soft)?TimeLimitExceeded\b/,
      ],
    },
    rootCause: "The task ran longer than its time limit[[ of {seconds} s]]",
    explanation:
      "Celery raises SoftTimeLimitExceeded in the task at the soft limit, and kills its process at the hard one.",
    checks: ["What the task waited for or worked on last", "How long it usually takes"],
    fixes: ["Make the work smaller", "Raise `time_limit` where the run time is right"],
  },
  {
    id: "celery/not-registered",
    title: "Celery worker does not know the task",
    category: "configuration",
    alternatives: ["code_bug", "missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Received unregistered task of type '(?<task>[^'\n]{1,200})'/,
        /celery\.exceptions\.NotRegistered: '?(?<task>[^'\n]{1,200})/,
      ],
    },
    rootCause: "The worker has no task `{task}`",
    explanation:
      "The worker did not import the module that defines the task, or runs another version of the code than the sender.",
    checks: ["`include` or `imports` of the worker's app, and the code version of both sides"],
    fixes: ["Import the module in the worker, and start it again with the new code"],
  },
];
