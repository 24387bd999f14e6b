import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Redis, through any client. */
export const redisSignatures: Signature[] = [
  {
    id: "redis/connection",
    title: "Redis unreachable",
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
    rootCause: "Redis[[ at `{host}` port {port}]] was unreachable or dropped the connection[[: {reason}]]",
    explanation:
      "Nothing is listening there, the name does not resolve, the connection timed out, or the server closed it (idle too long, too many clients).",
    checks: [
      "The connection's host and port, and whether Redis was up at that time",
      "Number of clients against `maxclients`",
    ],
    fixes: ["Retry with backoff; set `health_check_interval`", "Fix the host and port"],
  },
  {
    id: "redis/memory",
    title: "Redis has reached maxmemory",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: { message: [/command not allowed when used memory > 'maxmemory'/] },
    rootCause: "Redis has reached `maxmemory` and rejects writes",
    explanation:
      "With the policy `noeviction`, Redis rejects writes once `maxmemory` is used up; reads still work.",
    checks: [
      "`redis-cli INFO memory` (used_memory, maxmemory_policy) and `redis-cli --bigkeys`",
      "Keys without an expiry, such as Celery results or an unread queue",
    ],
    fixes: [
      "Delete what is no longer needed and give keys an expiry (Celery: `result_expires`)",
      "Raise it: `CONFIG SET maxmemory …`, or a larger instance",
      "If losing old keys is fine: `CONFIG SET maxmemory-policy allkeys-lru`",
    ],
  },
  {
    id: "redis/snapshot-failed",
    title: "Redis cannot save its snapshot",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /MISCONF Redis is configured to save RDB snapshots/,
        /Redis is configured to save RDB snapshots, but (?:it is|it's|is) currently (?:not able|unable) to persist/,
      ],
    },
    rootCause:
      "Redis rejects writes (MISCONF) because it cannot save its snapshot to disk, most likely because the disk is full",
    explanation:
      "After a failed background save, `stop-writes-on-bgsave-error` blocks writes. The disk is full, the folder is not writable, or the fork got no memory.",
    checks: [
      "Redis's own log: `No space left on device`, `Permission denied` or `Can't save in background: fork`",
      "`df -h` on Redis's volume, `redis-cli INFO persistence` (`rdb_last_bgsave_status`)",
    ],
    fixes: [
      "Free or enlarge the disk of Redis's volume; for fork errors, `sysctl vm.overcommit_memory=1`",
      "Check with `redis-cli BGSAVE`, then rerun the task",
      "Only as a stopgap: `CONFIG SET stop-writes-on-bgsave-error no`",
    ],
  },
  {
    id: "redis/auth",
    title: "Redis login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>NOAUTH Authentication required)/,
        /(?<reason>WRONGPASS [^\n]{0,80})/,
        /AuthenticationError: (?<reason>Authentication required|invalid (?:username-)?password|invalid username-password pair[^\n.]{0,40}|Client sent AUTH, but no password is set)/,
        /(?<reason>AUTH <password> called without any password configured)/,
      ],
    },
    rootCause: "Redis rejected the login: {reason}",
    explanation:
      "The server requires a password and none was sent, the password is wrong, or a password was sent to a server that has none.",
    checks: ["User and password in the connection, and the server's `ACL LIST`"],
    fixes: [
      "Put the current user and password into the connection or broker URL (`redis://user:password@host:6379/0`, percent-encoded)",
      "If the server has no password, remove it from the URL",
    ],
  },
  {
    id: "redis/no-permission",
    title: "Redis command not allowed for the user",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/NOPERM (?<reason>[^\n]{1,120})/, /NoPermissionError: (?<reason>[^\n]{1,120})/] },
    rootCause: "The Redis user lacks a permission: {reason}",
    explanation: "The login worked; the user's ACL does not allow the command, key or channel.",
    checks: ["`ACL GETUSER name`, and the last rejected commands: `ACL LOG`"],
    fixes: ["Extend the ACL: `ACL SETUSER name +command ~pattern`, and save it (`ACL SAVE`)"],
  },
  {
    id: "redis/wrong-type",
    title: "Redis key has a different type",
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
    rootCause: "The key has a different type than the command expects",
    explanation:
      "Two parts of the code use the same key for different things, or an older version left a value of another type.",
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
    rootCause: "Redis cannot serve commands at the moment[[: {reason}]]",
    explanation:
      "The primary changed and the client still talks to a replica, the server just started and is loading its data, or the cluster lost slots.",
    checks: [
      "Whether a failover or restart happened at that time",
      "Whether the connection uses a fixed host instead of Sentinel or the cluster",
    ],
    fixes: ["Retry with backoff", "Connect through Sentinel or the cluster endpoint"],
  },
  {
    id: "redis/lock",
    title: "Redis lock lost",
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
      "A Redis lock expires after its timeout even if the work is still going; another task may have taken it in the meantime.",
    checks: ["How long the work under the lock takes, compared with the lock's timeout"],
    fixes: [
      "Raise the lock's `timeout` or extend it while working",
      "Hold the lock for a shorter part of the work",
    ],
  },
];
