import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Message brokers besides Kafka: RabbitMQ's alarms and partitions, NATS, Pulsar, Kinesis. */
export const messageBrokerSignatures: Signature[] = [
  {
    id: "rabbitmq/alarm",
    title: "RabbitMQ blocks publishers (memory or disk alarm)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<resource>memory|disk) resource limit alarm set on node '?(?<node>[\w.@-]{1,120})/,
        /Publishers will be blocked until this alarm clears/,
        /ConnectionBlocked(?:Timeout)?\b/,
        /(?:connection\.blocked|low on (?<resource>memory|disk))/,
      ],
      names: [/(?<resource>memory|disk) resource limit alarm/],
      also: [/alarm|rabbit|amqp|pika|connection\.blocked|ConnectionBlocked/i],
    },
    rootCause: "RabbitMQ[[ on `{node}`]] accepts no messages because a resource runs short[[: {resource}]]",
    explanation:
      "Above the memory mark or below the free disk space that is set, RabbitMQ stops reading from all publishers of the cluster until it recovers. Usually consumers are gone or too slow and the queues grew.",
    checks: ["`rabbitmqctl list_queues name messages consumers memory`, and `rabbitmq-diagnostics alarms`"],
    fixes: [
      "Bring the consumers back or add some, so that the queues shrink",
      "Delete or purge queues that nobody reads (`rabbitmqctl purge_queue NAME`), and limit them (`x-max-length`, `x-message-ttl`)",
      "Give the node more memory or disk, or adjust `vm_memory_high_watermark` and `disk_free_limit`",
    ],
  },
  {
    id: "rabbitmq/partition",
    title: "RabbitMQ cluster split by a network partition",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /inconsistent_database, (?:running_partitioned_network|starting_partitioned_network), '?(?<node>[\w.@-]{1,120})/,
        /Partial partition detected/,
        /Network partition detected/i,
      ],
      also: [/[Mm]nesia|rabbit|artition detected/],
    },
    rootCause: "The RabbitMQ nodes lost each other[[ (`{node}`)]] and now hold different states",
    explanation:
      "During a network failure both sides went on alone. What they know of queues and bindings differs, and they do not join again by themselves under `cluster_partition_handling = ignore`.",
    checks: ["`rabbitmq-diagnostics cluster_status` on every node (Network Partitions)"],
    fixes: [
      "Choose the side to trust, and restart the nodes of the other; they take over its state",
      "Set `cluster_partition_handling` to `pause_minority` (or `autoheal`), and use quorum queues",
    ],
  },
  {
    id: "nats/denied",
    title: "NATS refuses the login or the subject",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /[Pp]ermissions [Vv]iolation for (?<action>[Pp]ublish|[Ss]ubscription|[Ss]ubscribe)(?: to "?(?<subject>[^\s"]{1,160}))?/,
        /[Aa]uthorization [Vv]iolation/,
        /nats: (?:authentication expired|user authentication revoked|account authentication expired)/i,
        /\[ERR\][^\n]{0,80} authentication error(?: - User "(?<user>[^"\n]{1,80})")?/,
      ],
      names: [/User "(?<user>[^"\n]{1,80})"/],
      also: [/nats|permissions violation|authorization violation|\[ERR\]/i],
    },
    rootCause:
      "NATS does not let the client in or use the subject[[: {action}]][[ to `{subject}`]][[ (user `{user}`)]]",
    explanation:
      "The server checks user, token, NKey or JWT when a client connects, and each subject against the user's permissions after that.",
    checks: [
      "The credentials file the client uses and its expiry, and the user's `permissions` on the server",
    ],
    fixes: [
      "Use valid credentials (`.creds`, user and password) of the right account",
      "Allow the subject in the user's `publish` or `subscribe` permissions; request and reply also need `_INBOX.>`",
    ],
  },
  {
    id: "nats/unreachable",
    title: "NATS server unreachable or no answer",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /nats: (?<reason>no servers available for connection|timeout[^\n]{0,80}|connection closed|stale connection|no responders available for request)/i,
        /nats\.errors\.(?<reason>NoServersError|TimeoutError|ConnectionClosedError|StaleConnectionError|NoRespondersError)/,
      ],
    },
    rootCause: "The NATS server or the service behind the subject did not answer: {reason}",
    explanation:
      "Nobody accepted the connection, nobody listens on the subject of a request, or no answer came in time. A JetStream publish also fails like this if no stream takes the subject.",
    checks: [
      "Address and port in the settings, and `nats server ping`",
      "Whether a stream or a subscriber has that subject (`nats stream ls`)",
    ],
    fixes: [
      "Correct the URL, or bring the server back; clients reconnect by themselves if allowed to",
      "Create the stream for the subject, or start the service that answers",
    ],
  },
  {
    id: "nats/limit",
    title: "NATS: message or stream over its limit",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /nats: maximum (?<limit>payload|bytes|messages(?: per subject)?|connections|consumers|account active connections)[\w ]{0,20}(?:exceeded|limit)/i,
        /description=(?<limit>insufficient (?:storage )?resources[^\n]{0,80}|maximum \w{1,20} (?:exceeded|limit reached)|no suitable peers for placement[^\n]{0,60})/,
        /nats: (?<limit>insufficient resources|slow consumer, messages dropped)/i,
      ],
    },
    rootCause: "NATS refused because a limit is reached: {limit}",
    explanation:
      "Payload, connections, streams and the storage of JetStream are limited by server, account and stream. A stream that discards nothing refuses new messages when it is full.",
    checks: ["`nats account info` and `nats stream info STREAM`: used and allowed"],
    fixes: [
      "Delete or expire old messages (`--max-age`, `nats stream purge`), or enlarge the limit",
      "Send large contents by reference, or raise `max_payload` on the server",
    ],
  },
  {
    id: "nats/jetstream-unavailable",
    title: "JetStream has no leader",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /JetStream (?:system|cluster) (?:is )?(?:temporarily unavailable|not available)/i,
        /has no meta leader/,
        /nats: jetstream not enabled/i,
      ],
      not: [/not enabled/],
    },
    rootCause: "The JetStream cluster has no leader at the moment",
    explanation:
      "Streams and consumers are managed by a leader that more than half of the servers elect. Servers are missing or have just restarted.",
    checks: ["`nats server report jetstream`: servers online, leader, lag"],
    fixes: ["Wait for the election and retry", "Bring the missing servers back"],
  },
  {
    id: "pulsar/denied",
    title: "Pulsar refuses the client",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /PulsarClientException\$(?:Authorization|Authentication)Exception: (?<reason>[^\n]{3,140})/,
        /Client is not authorized to (?<action>\w{3,20}) on topic (?<topic>[^\s",]{1,200})/,
        /_pulsar\.(?:AuthorizationError|AuthenticationError): (?<reason>[^\n]{3,140})/,
      ],
      names: [/not authorized to (?<action>\w{3,20}) on topic (?<topic>[^\s",]{1,200})/],
    },
    rootCause: "Pulsar does not let the client in[[: it may not {action} on `{topic}`]]",
    explanation:
      "The broker checks the token or certificate when a client connects, and the role in it against the permissions of namespace and topic.",
    checks: [
      "The role in the token (`sub`) and its expiry, and `pulsar-admin namespaces permissions TENANT/NAMESPACE`",
    ],
    fixes: [
      "Grant it: `pulsar-admin namespaces grant-permission TENANT/NAMESPACE --role ROLE --actions produce,consume`",
      "Renew the token if it has expired",
    ],
  },
  {
    id: "pulsar/timeout",
    title: "Pulsar broker did not answer in time",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /can not send message to the topic (?<topic>[^\s]{1,200}) within given timeout/,
        /PulsarClientException\$(?:Timeout|BrokerMetadata|Connect|Lookup)Exception: (?<reason>[^\n]{3,120})/,
      ],
    },
    rootCause: "The Pulsar broker did not answer in time[[ for `{topic}`]][[: {reason}]]",
    explanation:
      "The message was not acknowledged within the send timeout (30 seconds by default), or the topic's broker could not be found. Brokers or bookies are overloaded or being replaced.",
    checks: ["Load and restarts of brokers and bookies at that time (`pulsar-admin topics stats TOPIC`)"],
    fixes: [
      "Retry; the client finds the new broker by itself",
      "Check the service URL, and `advertisedListeners` of the brokers",
      "Raise `sendTimeout` if the brokers are only slow",
    ],
  },
  {
    id: "pulsar/topic-unloading",
    title: "Pulsar topic is moving to another broker",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ServiceUnitNotReadyException: (?<reason>[^\n]{3,140})/,
        /Namespace bundle (?<bundle>[\w./-]{1,200}) is being unloaded/,
      ],
      names: [/[Nn]amespace bundle (?<bundle>[\w./-]{1,200})/],
    },
    rootCause: "The broker is giving up or taking over the topic's bundle[[ `{bundle}`]]",
    explanation:
      "Bundles move between brokers to spread the load or when a broker stops. Until the new owner is ready, requests are refused.",
    checks: ["Whether a broker restarted, or the load balancer moves bundles again and again"],
    fixes: [
      "Retry; clients connect to the new owner by themselves",
      "If it repeats, look at the load balancer's thresholds and the brokers' load",
    ],
  },
  {
    id: "pulsar/backlog-quota",
    title: "Pulsar topic over its backlog quota",
    category: "resource_exhausted",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/ProducerBlockedQuotaExceeded(?:Error|Exception)/, /topic with backlog quota exceeded/],
      names: [/topic (?<topic>(?:persistent|non-persistent):\/\/[^\s"]{1,200})/],
    },
    rootCause: "The topic[[ `{topic}`]] takes no more messages because its backlog reached the quota",
    explanation:
      "A subscription does not acknowledge its messages, so they are kept. The namespace's policy refuses producers then.",
    checks: [
      "`pulsar-admin topics stats TOPIC`: which subscription has the backlog, and whether it has consumers",
    ],
    fixes: [
      "Bring its consumers back, or remove a subscription that nobody uses (`pulsar-admin topics unsubscribe`)",
      "Skip the backlog (`pulsar-admin topics clear-backlog`) if it is not needed",
      "Enlarge the quota: `pulsar-admin namespaces set-backlog-quota`",
    ],
  },
  {
    id: "pulsar/too-many-requests",
    title: "Pulsar broker limits lookups",
    category: "rate_limit",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /PulsarClientException\$TooManyRequestsException/,
        /Too many (?:lookup )?requests \d{1,9} exceed/,
      ],
    },
    rootCause: "The client asked the Pulsar broker for topics faster than it allows",
    explanation:
      "Each producer and consumer looks up its topic's broker first. Many at once, or again after a broker failed, pass the limit of concurrent lookups.",
    checks: ["How many topics and partitions the client opens at once, and whether a broker restarted"],
    fixes: [
      "Open producers and consumers gradually, and retry with backoff",
      "Keep and share one client instead of creating many",
    ],
  },
  {
    id: "kinesis/throughput-exceeded",
    title: "Kinesis shard or call limit exceeded",
    category: "rate_limit",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Rate exceeded for shard (?<shard>shardId-\d{4,20})(?: in stream (?<stream>[\w.-]{1,128}))?/,
        /Rate exceeded for stream (?<stream>[\w.-]{1,128})/,
        /records failed with ErrorCode ProvisionedThroughputExceededException/,
        /kinesis\.model\.(?:ProvisionedThroughputExceeded|LimitExceeded|KMSThrottling)Exception/,
      ],
      names: [/in stream (?<stream>[\w.-]{1,128})/, /(?<failed>\d{1,6}) of (?<sent>\d{1,6}) records failed/],
    },
    rootCause:
      "Kinesis refused calls or records over its limits[[ (stream `{stream}`)]][[ on {shard}]][[: {failed} of {sent} records]]",
    explanation:
      "A shard takes 1 MB or 1,000 records and gives 2 MB a second to all its readers together, with five reads a second. One key with most of the records overloads its shard alone.",
    checks: [
      "`WriteProvisionedThroughputExceeded` and `ReadProvisionedThroughputExceeded` by shard, and whether one key is hot",
      "How many applications read the stream",
    ],
    fixes: [
      "Retry only the failed records, with backoff and jitter",
      "Spread the records by another partition key, or add shards (`aws kinesis update-shard-count`, on-demand mode)",
      "Give further readers enhanced fan-out",
    ],
  },
  {
    id: "kinesis/iterator-expired",
    title: "Kinesis shard iterator expired",
    category: "code_bug",
    alternatives: ["resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/ExpiredIteratorException/, /Iterator expired\. The iterator was created at time/] },
    rootCause: "The shard iterator was used more than five minutes after it was issued",
    explanation:
      "Each read returns the iterator for the next, valid for five minutes. Processing a batch took longer; with the KCL also when its lease table in DynamoDB is throttled.",
    checks: ["How long the reader needs for a batch, and throttling of the lease table"],
    fixes: [
      "Get a new iterator with `AFTER_SEQUENCE_NUMBER` of the last record and go on",
      "Read fewer records at once (`Limit`), or process them in another thread",
    ],
  },
];
