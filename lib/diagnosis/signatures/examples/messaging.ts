import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const messagingExamples: SignatureExamples = {
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
        text: 'cimpl.KafkaException: KafkaError{code=TOPIC_AUTHORIZATION_FAILED,val=29,str="Broker: Topic authorization failed"}',
        captures: { code: "TOPIC_AUTHORIZATION_FAILED" },
      },
      {
        text: "org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password",
        captures: { reason: "Authentication failed: Invalid username or password" },
      },
      {
        text: "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [orders]",
        captures: { name: "[orders]" },
      },
    ],
    nearMisses: [{ text: "kafka.errors.NoBrokersAvailable: NoBrokersAvailable" }],
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
  "kafka/offset-out-of-range": {
    examples: [
      {
        text: "org.apache.kafka.clients.consumer.OffsetOutOfRangeException: Fetch position FetchPosition{offset=120} is out of range for partition orders-0",
        captures: {},
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "kafka/schema-registry": {
    examples: [
      {
        text: 'confluent_kafka.schema_registry.error.SchemaRegistryError: Schema being registered is incompatible with an earlier schema for subject "orders-value" (HTTP status code 409, SR code 409)',
        captures: { subject: "orders-value" },
      },
      { text: "org.apache.kafka.common.errors.SerializationException: Unknown magic byte!" },
    ],
    nearMisses: [{ text: "pyarrow.lib.ArrowInvalid: Parquet magic bytes not found in footer." }],
  },
  "redis/connection": {
    examples: [
      {
        text: "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused.",
        captures: { host: "redis", port: "6379", reason: "Connection refused" },
      },
      {
        text: "redis.exceptions.TimeoutError: Timeout reading from socket",
        captures: { reason: "Timeout reading from socket" },
      },
      { text: "redis.exceptions.ConnectionError: Connection closed by server." },
    ],
    nearMisses: [
      { text: "redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled." },
      {
        text: "requests.exceptions.ConnectionError: ('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
      },
    ],
  },
  "redis/memory": {
    examples: [
      { text: "redis.exceptions.OutOfMemoryError: command not allowed when used memory > 'maxmemory'." },
      {
        text: "redis.exceptions.ResponseError: MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled",
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "redis/auth": {
    examples: [
      { text: "redis.exceptions.AuthenticationError: Authentication required." },
      {
        text: "redis.exceptions.ResponseError: WRONGPASS invalid username-password pair or user is disabled.",
      },
    ],
    nearMisses: [
      { text: "redis.exceptions.ConnectionError: Error 111 connecting to redis:6379. Connection refused." },
    ],
  },
  "redis/wrong-type": {
    examples: [
      {
        text: "redis.exceptions.ResponseError: WRONGTYPE Operation against a key holding the wrong kind of value",
      },
    ],
    nearMisses: [{ text: "TypeError: unsupported operand type(s) for +: 'int' and 'str'" }],
  },
  "redis/not-ready": {
    examples: [
      { text: "redis.exceptions.ReadOnlyError: You can't write against a read only replica." },
      { text: "redis.exceptions.BusyLoadingError: Redis is loading the dataset in memory" },
    ],
    nearMisses: [{ text: "OSError: [Errno 30] Read-only file system: '/data'" }],
  },
  "redis/lock": {
    examples: [{ text: "redis.exceptions.LockNotOwnedError: Cannot release a lock that's no longer owned" }],
    nearMisses: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
  "rabbitmq/login": {
    examples: [
      {
        text: "amqp.exceptions.AccessRefused: (0, 0): (403) ACCESS_REFUSED - Login was refused using authentication mechanism AMQPLAIN. For details see the broker logfile.",
      },
      {
        text: "pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403) 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.'",
      },
    ],
    nearMisses: [
      { text: "amqp.exceptions.NotFound: Queue.declare: (404) NOT_FOUND - no queue 'orders' in vhost '/'" },
    ],
  },
  "rabbitmq/queue": {
    examples: [
      {
        text: "amqp.exceptions.PreconditionFailed: Queue.declare: (406) PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'orders' in vhost '/': received 'true' but current is 'false'",
        captures: { kind: "queue", name: "orders", argument: "durable" },
      },
      {
        text: "amqp.exceptions.NotFound: Queue.declare: (404) NOT_FOUND - no queue 'orders' in vhost '/'",
        captures: { kind: "queue", name: "orders" },
      },
    ],
    nearMisses: [
      {
        text: "pika.exceptions.ChannelClosedByBroker: (406, 'PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms.')",
      },
    ],
  },
  "rabbitmq/ack-timeout": {
    examples: [
      {
        text: "pika.exceptions.ChannelClosedByBroker: (406, 'PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out. Timeout value used: 1800000 ms. This timeout value can be configured, see consumers doc guide to learn more')",
        captures: { milliseconds: "1800000" },
      },
    ],
    nearMisses: [
      { text: "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'orders' in vhost '/'" },
    ],
  },
  "rabbitmq/connection": {
    examples: [
      {
        text: "kombu.exceptions.OperationalError: [Errno 111] Connection refused",
        captures: { reason: "[Errno 111] Connection refused" },
      },
      {
        text: "pika.exceptions.ConnectionClosedByBroker: (320, \"CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'\")",
      },
      {
        text: "pika.exceptions.StreamLostError: Stream connection lost: ConnectionResetError(104, 'Connection reset by peer')",
      },
    ],
    nearMisses: [
      {
        text: "pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403) 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.'",
      },
    ],
  },
  "celery/worker-lost": {
    examples: [
      {
        text: "billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 0.",
        captures: { reason: "signal 9 (SIGKILL)" },
      },
    ],
    nearMisses: [{ text: "INFO - worker exited after 1000 tasks" }],
  },
  "celery/time-limit": {
    examples: [
      { text: "billiard.exceptions.SoftTimeLimitExceeded: SoftTimeLimitExceeded()" },
      {
        text: "[2024-05-01 04:00:00,123: ERROR/MainProcess] Hard time limit (300.0s) exceeded for tasks.load[7c0ae3b1]",
        captures: { seconds: "300.0" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowTaskTimeout: Timeout, PID: 4712" }],
  },
  "celery/not-registered": {
    examples: [
      {
        text: "celery.exceptions.NotRegistered: 'etl.tasks.load_orders'",
        captures: { task: "etl.tasks.load_orders" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'etl.tasks'" }],
  },
};
