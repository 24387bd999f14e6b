import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Redis. */
export const redisSignatures: Signature[] = [
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
];
