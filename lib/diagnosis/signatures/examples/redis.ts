import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const redisExamples: SignatureExamples = {
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
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "redis/snapshot-failed": {
    examples: [
      {
        text: "redis.exceptions.ResponseError: MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands that may modify the data set are disabled",
      },
    ],
    nearMisses: [
      { text: "redis.exceptions.OutOfMemoryError: command not allowed when used memory > 'maxmemory'." },
    ],
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
  "redis/no-permission": {
    examples: [
      {
        text: "redis.exceptions.NoPermissionError: this user has no permissions to run the 'flushdb' command",
        captures: { reason: "this user has no permissions to run the 'flushdb' command" },
      },
    ],
    nearMisses: [{ text: "redis.exceptions.AuthenticationError: Authentication required." }],
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
};
