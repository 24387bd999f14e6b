import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** RabbitMQ and Celery. */
export const taskQueueSignatures: Signature[] = [
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
