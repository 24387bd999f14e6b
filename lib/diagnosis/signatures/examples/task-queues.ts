import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const taskQueueExamples: SignatureExamples = {
  "rabbitmq/login": {
    examples: [
      {
        text: "{handshake_error,opening,{amqp_error,not_allowed,\"access to vhost 'harbour' refused for user 'crates'\",'connection.open'}}",
      },
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
        text: "operation queue.declare caused a channel exception precondition_failed: inequivalent arg 'x-message-ttl' for queue 'crates' in vhost '/': received none but current is the value '60000' of type 'signedint'",
        captures: { argument: "x-message-ttl", name: "crates" },
      },
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
        text: "com.rabbitmq.client.MissedHeartbeatException: Heartbeat missing with heartbeat = 60 seconds, for harbour/10.7.0.2:5672",
      },
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
