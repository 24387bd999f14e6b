import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const neo4jInfluxExamples: SignatureExamples = {
  "neo4j/query-invalid": {
    examples: [
      {
        text: "Neo.ClientError.Statement.SyntaxError: Variable `crt` not defined (line 3, column 8 (offset: 71))",
        captures: { kind: "SyntaxError" },
      },
      {
        text: "neo4j.exceptions.ClientError: {code: Neo.ClientError.Procedure.ProcedureNotFound} {message: There is no procedure with the name `apoc.load.json` registered for this database instance.}",
        captures: { kind: "Procedure.ProcedureNotFound" },
      },
    ],
    nearMisses: [
      {
        text: "Neo.ClientError.Security.Unauthorized: The client is unauthorized due to authentication failure.",
      },
    ],
  },
  "neo4j/login": {
    examples: [
      {
        text: "neo4j.exceptions.AuthError: {code: Neo.ClientError.Security.Unauthorized} {message: The client is unauthorized due to authentication failure.}",
        captures: { kind: "Unauthorized" },
      },
    ],
    nearMisses: [{ text: "Neo.ClientError.Statement.SyntaxError: Variable `crt` not defined" }],
  },
  "neo4j/constraint": {
    examples: [
      {
        text: "neo4j.exceptions.ConstraintError: {code: Neo.ClientError.Schema.ConstraintValidationFailed} {message: Node(12) already exists with label `Crate` and property `id` = 7}",
        captures: { label: "Crate", property: "`id` = 7" },
      },
    ],
    nearMisses: [{ text: "Neo.ClientError.Schema.ConstraintNotFound: Unable to drop constraint" }],
  },
  "neo4j/transient": {
    examples: [
      {
        text: "{code: Neo.TransientError.Transaction.DeadlockDetected} {message: ForsetiClient[transactionId=1] can't acquire ExclusiveLock}",
        captures: { kind: "Transaction.DeadlockDetected" },
      },
    ],
    nearMisses: [{ text: "Neo.TransientError.General.MemoryPoolOutOfMemoryError: The allocation failed" }],
  },
  "neo4j/no-leader": {
    examples: [
      {
        text: "Neo.ClientError.Cluster.NotALeader: No write operations are allowed directly on this database. Writes must pass through the leader.",
      },
    ],
    nearMisses: [{ text: "{code: Neo.TransientError.Transaction.DeadlockDetected} {message: deadlock}" }],
  },
  "neo4j/login-locked": {
    examples: [
      {
        text: "Neo.ClientError.Security.AuthenticationRateLimit: The client has provided incorrect authentication details too many times in a row.",
      },
    ],
    nearMisses: [
      {
        text: "Neo.ClientError.Security.Unauthorized: The client is unauthorized due to authentication failure.",
      },
    ],
  },
  "neo4j/memory": {
    examples: [
      {
        text: "{code: Neo.TransientError.General.MemoryPoolOutOfMemoryError} {message: The allocation of an extra 2.0 MiB would use more than the limit 2.8 GiB. Currently using 2.8 GiB. dbms.memory.transaction.total.max threshold reached}",
        captures: { limit: "2.8 GiB", setting: "dbms.memory.transaction.total.max" },
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "neo4j/unreachable": {
    examples: [
      {
        text: "neo4j.exceptions.ServiceUnavailable: Couldn't connect to harbour01:7687 (resolved to ()): Failed to DNS resolve address",
        captures: { host: "harbour01:7687" },
      },
      { text: "neo4j.exceptions.ServiceUnavailable: Unable to retrieve routing information" },
    ],
    nearMisses: [
      { text: "google.api_core.exceptions.ServiceUnavailable: 503 The service is currently unavailable." },
    ],
  },
  "influxdb/field-type": {
    examples: [
      {
        text: 'influxdb_client.rest.ApiException: (422)\nReason: Unprocessable Entity\nHTTP response body: {"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict: input field \\"weight\\" on measurement \\"crates\\" is type integer, already exists as type float dropped=1"}',
        captures: { field: "weight", measurement: "crates", actual: "integer", expected: "float" },
      },
    ],
    nearMisses: [{ text: "Schema conflict: field weight is integer, expected float" }],
  },
  "influxdb/access": {
    examples: [
      {
        text: '{"code":"unauthorized","message":"unauthorized access"}',
        captures: { message: "unauthorized access" },
      },
      { text: '{"code":"not found","message":"bucket \\"crates\\" not found"}' },
    ],
    nearMisses: [{ text: '{"code":"invalid","message":"unable to parse"}' }],
  },
  "influxdb/line-protocol": {
    examples: [
      {
        text: "unable to parse 'crates,dock= weight=1': missing tag value",
        captures: { message: "missing tag value", point: "crates,dock= weight=1" },
      },
    ],
    nearMisses: [{ text: "unable to parse 'crates.yaml': file is empty" }],
  },
  "influxdb/limits": {
    examples: [
      {
        text: '{"error":"partial write: max-values-per-tag limit exceeded (100000/100000): measurement=\\"crates\\" tag=\\"id\\" value=\\"x\\" dropped=1"}',
        captures: { tag: "id" },
      },
      { text: '{"error":"engine: cache-max-memory-size exceeded: (1073741824/1073741824)"}' },
    ],
    nearMisses: [{ text: "memory limit exceeded for query" }],
  },
};
