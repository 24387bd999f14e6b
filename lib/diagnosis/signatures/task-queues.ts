import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** RabbitMQ and Celery. */
export const taskQueueSignatures: Signature[] = [
  {
    id: "rabbitmq/login",
    title: "RabbitMQ login or permission refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ACCESS_REFUSED - (?<reason>[^\n]{1,160})/,
        /(?<reason>access to vhost '[^'\n]{1,120}' refused for user '[^'\n]{1,120}')/,
        /ProbableAuthenticationError/,
        /NOT_ALLOWED - (?<reason>[^\n]{1,160})/,
        /ProbableAccessDeniedError/,
      ],
    },
    rootCause: "RabbitMQ rejected the login, or the account lacks permission[[: {reason}]]",
    explanation:
      "The user or password is wrong, the user `guest` connects from another host, or the account may not use that virtual host or queue.",
    checks: ["User, password and virtual host in the connection", "`rabbitmqctl list_permissions -p …`"],
    fixes: [
      "ACCESS_REFUSED at login: correct user and password in the broker URL (percent-encoded); `guest` may only connect from localhost",
      "For a virtual host or queue: `rabbitmqctl set_permissions -p VHOST USER '.*' '.*' '.*'`",
    ],
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
        /precondition_failed: inequivalent arg '(?<argument>[^'\n]{1,60})' for (?<kind>queue|exchange) '(?<name>[^'\n]{1,200})'/,
        /RESOURCE_LOCKED - cannot obtain exclusive access to locked (?<kind>queue) '(?<name>[^'\n]{1,200})'/,
        /PRECONDITION_FAILED - unknown delivery tag/,
      ],
    },
    rootCause:
      "A RabbitMQ queue or exchange is missing or declared differently[[: {kind}]][[ `{name}`]][[ (`{argument}`)]]",
    explanation:
      "A queue keeps the arguments it was first declared with; a client that declares it differently is rejected. `unknown delivery tag` means that a message was acknowledged twice or on another channel.",
    checks: [
      "The queue's arguments on the broker against those in the code",
      "The connection's virtual host",
    ],
    fixes: [
      "Missing: declare the queue or exchange before using it, or correct its name[[ `{name}`]] or virtual host",
      "Declared differently: use the same arguments[[ (`{argument}`)]] as on the broker, or delete the queue once it is empty (`rabbitmqctl delete_queue NAME`)",
      "`unknown delivery tag`: acknowledge each message once, on the channel that delivered it",
    ],
  },
  {
    id: "rabbitmq/ack-timeout",
    title: "RabbitMQ acknowledgement timeout",
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
      "The broker closes a channel whose consumer holds a message for too long, and redelivers it; long tasks that acknowledge late hit this limit.",
    checks: ["How long tasks on that queue take"],
    fixes: [
      "Acknowledge early, or make the tasks shorter",
      "Raise `consumer_timeout` on the broker or queue",
    ],
  },
  {
    id: "rabbitmq/connection",
    title: "Message broker unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:pika\.exceptions\.)?(?:AMQPConnectionError|IncompatibleProtocolError|StreamLostError|AMQPHeartbeatTimeout)\b:? ?(?<reason>[^\n]{0,120})/,
        /(?<reason>client unexpectedly closed TCP connection|missed heartbeats from client, timeout: \d{1,6}s)/,
        /MissedHeartbeatException: (?<reason>[^\n]{1,120})/,
        /CONNECTION_FORCED - (?<reason>[^\n]{1,120})/,
        /kombu\.exceptions\.OperationalError: (?<reason>[^\n]{1,120})/,
        /consumer: Cannot connect to (?<broker>[^\s]{1,200}): (?<reason>[^\n]{1,100})/,
      ],
    },
    rootCause: "The message broker[[ `{broker}`]] was unreachable or closed the connection[[: {reason}]]",
    explanation:
      "Nothing is listening there, the broker was shut down, or heartbeats stopped because the client was busy in one long call.",
    checks: [
      "The broker's address, and whether it restarted at that time",
      "Whether the consumer blocks for longer than the heartbeat",
    ],
    fixes: [
      "Start the broker, or correct host and port in the broker URL",
      "If it closed an idle connection, raise the heartbeat or do long work in another thread",
      "Retry with backoff",
    ],
  },
  {
    id: "celery/worker-lost",
    title: "Celery worker process killed",
    category: "infrastructure",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Worker exited prematurely: (?<reason>signal \d{1,2} \(\w{3,10}\)|exitcode -?\d{1,3})/,
        /WorkerLostError\b/,
      ],
    },
    rootCause: "The worker process died during the task[[ ({reason})]]",
    explanation:
      "`signal 9` usually means the kernel or container runtime killed it for using too much memory; `signal 11` is a crash in native code, `signal 15` a shutdown.",
    checks: [
      "The worker's memory at that time, and the kernel log",
      "Whether workers were restarted or scaled down at that time",
    ],
    fixes: [
      "SIGKILL: give the worker more memory or process the data in chunks; set `worker_max_memory_per_child` and a lower `--concurrency`",
      "Set `acks_late=True` and `task_reject_on_worker_lost=True`, so that the task runs again",
    ],
  },
  {
    id: "celery/time-limit",
    title: "Celery task hit its time limit",
    category: "configuration",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<kind>Hard|Soft) time limit \((?<seconds>[\d.]{1,9})s\) exceeded(?: for (?<task>[\w.]{1,160}))?/,
        /SoftTimeLimitExceeded\((?<seconds>[\d.]{1,9})?/,
        /TimeLimitExceeded\((?<seconds>[\d.]{1,9})/,
        /(?:Soft)?TimeLimitExceeded\b/,
      ],
    },
    rootCause: "The Celery task exceeded its time limit[[ of {seconds} s]]",
    explanation:
      "Celery raises SoftTimeLimitExceeded in the task at the soft limit, and kills the process at the hard limit.",
    checks: ["What the task last waited for or worked on", "How long it usually takes"],
    fixes: [
      "Find what it waited for in the last lines (an API, a lock, a large query) and shorten it",
      "Split the work into smaller tasks",
      "Raise `soft_time_limit` and `time_limit` of the task[[ above {seconds} s]] if the run time is legitimate",
    ],
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
      "The worker did not import the module that defines the task, or runs a different version of the code than the sender.",
    checks: ["`include` or `imports` in the worker's app, and the code version on both sides"],
    fixes: [
      "Add the module to `include` or `imports` of the Celery app (or `autodiscover_tasks`), so that `{task}` is known",
      "Restart the workers with the current code; `celery -A APP inspect registered` lists what they know",
    ],
  },
];
