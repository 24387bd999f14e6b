import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Neo4j and InfluxDB. */
export const neo4jInfluxSignatures: Signature[] = [
  {
    id: "neo4j/query-invalid",
    title: "Neo4j rejects the Cypher query",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Neo\.ClientError\.Statement\.(?<kind>SyntaxError|SemanticError|TypeError|ParameterMissing|ArgumentError|EntityNotFound|PropertyNotFound)\}?:? ?(?:\{message: )?(?<message>[^\n}]{0,160})/,
        /Neo\.ClientError\.(?<kind>Procedure\.ProcedureNotFound|Database\.DatabaseNotFound|Schema\.IndexNotFound|Schema\.ConstraintNotFound)\}?:? ?(?:\{message: )?(?<message>[^\n}]{0,160})/,
      ],
    },
    rootCause: "Neo4j rejects the query ({kind})[[: {message}]]",
    explanation:
      "The Cypher text does not fit this server: a typo, an undefined variable, a missing parameter or procedure, or syntax that its version dropped (`id()`, parameters in braces, `CREATE INDEX ON`).",
    checks: [
      "The query as sent, with its parameters",
      "The server's version and its plugins (`SHOW PROCEDURES`)",
    ],
    fixes: [
      "Correct the query at the place that the message names",
      "For `apoc.…` or `gds.…` install the plugin in the server's version and allow it: `dbms.security.procedures.unrestricted`",
      "Pass all parameters of the query",
    ],
  },
  {
    id: "neo4j/login",
    title: "Neo4j refused the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Neo\.ClientError\.Security\.(?<kind>Unauthorized|Forbidden|CredentialsExpired|TokenExpired|AuthorizationExpired)/,
        /The client is unauthorized due to authentication failure/,
      ],
    },
    rootCause: "Neo4j refused the login or the operation[[ ({kind})]]",
    explanation: "The password is wrong or must be changed, or the role may not do this.",
    checks: ["The password in the job's secret", "`SHOW USERS` and `SHOW USER PRIVILEGES`"],
    fixes: [
      "Correct the password",
      "Change the initial password of a new server: `ALTER CURRENT USER SET PASSWORD …`",
      "Grant the role the privilege (Enterprise Edition)",
    ],
  },
  {
    id: "neo4j/constraint",
    title: "Neo4j constraint violated",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Neo\.ClientError\.Schema\.Constraint(?:ValidationFailed|Violation)/],
      names: [
        /already exists with label `(?<label>[^`\n]{1,120})` and propert(?:y|ies) (?<property>`[^\n]{1,120}? = [^\n}]{1,80})/,
      ],
    },
    rootCause: "A node violates a constraint[[ of `{label}`]][[: {property} exists already]]",
    explanation:
      "A uniqueness or existence constraint holds for the label. `MERGE` on more properties than the constrained one creates a second node and fails.",
    checks: ["`SHOW CONSTRAINTS`, and duplicates of the key in the input"],
    fixes: [
      "`MERGE` on the key alone and set the rest with `ON CREATE SET` and `ON MATCH SET`",
      "Remove duplicates from the input",
    ],
  },
  {
    id: "neo4j/transient",
    title: "Neo4j deadlock or lock timeout",
    category: "warehouse_sql",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Neo\.TransientError\.(?<kind>Transaction\.(?:DeadlockDetected|LockClientStopped|LockAcquisitionTimeout))/,
      ],
    },
    rootCause: "Neo4j could not run the transaction at that moment ({kind})",
    explanation:
      "Two transactions waited for each other's locks, or one held them longer than `db.lock.acquisition.timeout`; Neo4j rolls one of them back.",
    checks: [
      "Whether the code uses managed transactions (`execute_write`), which retry by themselves",
      "Which other job writes the same nodes and relationships",
    ],
    fixes: [
      "Use `session.execute_write(…)`, or run the transaction again",
      "Write related nodes in a fixed order and from one worker",
      "Commit in batches: `CALL { … } IN TRANSACTIONS`",
    ],
  },
  {
    id: "neo4j/no-leader",
    title: "Neo4j write sent to a server that is not the leader",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Neo\.ClientError\.(?<kind>Cluster\.NotALeader|General\.ForbiddenOnReadOnlyDatabase)/,
        /Neo\.TransientError\.(?<kind>Cluster\.\w{1,60}|General\.DatabaseUnavailable)/,
      ],
    },
    rootCause: "The Neo4j server could not take the write ({kind})",
    explanation:
      "Only the database's leader takes writes. It changed, is not elected yet, or the client talks to one fixed server, as with `bolt://`.",
    checks: [
      "Whether the URL starts with `neo4j://`",
      "`SHOW DATABASES`: which server is the writer, and whether the cluster has a majority",
    ],
    fixes: [
      "Connect with `neo4j://`, which routes writes to the leader, and use `session.execute_write(…)`, which retries",
      "Bring missing members back if there is no leader",
    ],
  },
  {
    id: "neo4j/login-locked",
    title: "Neo4j locked the user after wrong passwords",
    category: "rate_limit",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Neo\.ClientError\.Security\.AuthenticationRateLimit/,
        /provided incorrect authentication details too many times in a row/,
      ],
    },
    rootCause: "Neo4j refuses the user for some seconds after several wrong passwords in a row",
    explanation:
      "After three failed attempts (`dbms.security.auth_max_failed_attempts`), the user is locked for a short time. Some client keeps trying an old password.",
    checks: ["Which clients use that user: the security log names their addresses"],
    fixes: [
      "Stop or correct the client with the old password",
      "Wait for the lock to end, then log in with the right one",
      "Give each job a user of its own",
    ],
  },
  {
    id: "neo4j/memory",
    title: "Neo4j transaction memory exhausted",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MemoryPoolOutOfMemoryError/,
        /The allocation of an extra (?<wanted>[\d.]{1,10} \w{1,3}) would use more than the limit (?<limit>[\d.]{1,10} \w{1,3})/,
      ],
      names: [
        /extra (?<wanted>[\d.]{1,10} \w{1,3}) would use more than the limit (?<limit>[\d.]{1,10} \w{1,3})/,
        /\. (?<setting>(?:dbms|db)\.memory\.transaction[\w.]{1,60}) threshold/,
      ],
    },
    rootCause: "The transaction needs more memory than Neo4j allows[[ (limit {limit})]]",
    explanation:
      "Neo4j keeps the changes of a transaction in memory until it commits. One statement over the whole graph exceeds that.",
    checks: [
      "How many nodes and relationships one transaction touches",
      "The plan (`EXPLAIN`) for `Eager` and Cartesian products",
    ],
    fixes: [
      "Commit in batches: `CALL { … } IN TRANSACTIONS OF 10000 ROWS`, `apoc.periodic.iterate`",
      "Raise the limit[[ `{setting}`]] if the server's memory allows",
    ],
  },
  {
    id: "neo4j/unreachable",
    title: "Neo4j unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /neo4j\.exceptions\.(?:ServiceUnavailable|SessionExpired): (?<message>[^\n]{1,200})/,
        /(?<message>Unable to retrieve routing information)/,
        /org\.neo4j\.driver\.exceptions\.ServiceUnavailableException: (?<message>[^\n]{1,200})/,
      ],
      names: [/(?:connect to|connection \S{0,40} to) (?<host>[\w.-]{1,120}:\d{2,5})/],
    },
    rootCause: "The Neo4j server[[ {host}]] cannot be reached: {message}",
    explanation:
      "The name does not resolve, the Bolt port (7687) is closed, or the cluster advertises addresses that the client cannot reach.",
    checks: [
      "Whether the port is open from where the job runs (`nc -vz HOST 7687`)",
      "The server's `server.bolt.advertised_address`",
      "Whether encryption fits: `neo4j+s://` for TLS",
    ],
    fixes: [
      "Correct host, port or scheme",
      "For a single server behind a proxy use `bolt://`",
      "Wait until a restarted database is online",
    ],
  },
  {
    id: "influxdb/field-type",
    title: "InfluxDB field has another type",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /field type conflict: input field \\?"(?<field>[^"\\\n]{1,120})\\?" on measurement \\?"(?<measurement>[^"\\\n]{1,120})\\?" is type (?<actual>\w{1,20}), already exists as type (?<expected>\w{1,20})/,
      ],
    },
    rootCause: "Field `{field}` of `{measurement}` is {expected} in InfluxDB, but {actual} was written",
    explanation:
      "The first write fixes a field's type within a shard. `1i` is an integer and `1` a float; a new library or device often switches between them.",
    checks: ["Which client writes the other type, and since when"],
    fixes: [
      "Write the type that exists: `float(value)` or the suffix `i`",
      "Use a new field name for the new type",
      "Write only the dropped points again: the others of the batch were stored",
    ],
  },
  {
    id: "influxdb/access",
    title: "InfluxDB: token, bucket or organisation wrong",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /"code": ?"unauthorized", ?"message": ?"(?<message>unauthorized access)"/,
        /"code": ?"not found", ?"message": ?"(?<message>(?:bucket|organization name|failed to find bucket) [^\n]{1,120}?not found)"/,
        /\b(?<message>write:orgs\/[\w/]{1,80} is unauthorized|insufficient permissions for write)/,
      ],
    },
    rootCause: "InfluxDB denies access: {message}",
    explanation:
      "Tokens belong to one organisation and list the buckets that they may read or write; a missing right looks like a wrong token.",
    checks: [
      "`influx auth list`: the token's rights",
      "The organisation, bucket and URL in the settings, and whether the token's variable is empty",
    ],
    fixes: [
      "Create a token with write access to the bucket: `influx auth create --write-bucket …`",
      "Correct the bucket's or organisation's name, or create the bucket",
    ],
  },
  {
    id: "influxdb/line-protocol",
    title: "InfluxDB cannot parse a point",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unable to parse '(?<point>[^\n]{1,160}?)': (?<message>(?:missing|invalid|bad|duplicate|unbalanced)[^\n"\\]{1,80})/,
      ],
    },
    rootCause: "InfluxDB cannot parse a point: {message}",
    explanation:
      "In line protocol, spaces, commas and `=` in names and tags need a backslash, tags may not be empty, and strings stand in double quotes.",
    checks: ["The point in the message, and the value that produced it"],
    fixes: [
      "Build points with the client library's `Point`, which escapes them",
      "Leave out empty tags and NaN values",
    ],
  },
  {
    id: "influxdb/limits",
    title: "InfluxDB limit reached",
    category: "resource_exhausted",
    alternatives: ["rate_limit", "data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<limit>max-values-per-tag limit exceeded|max-series-per-database limit exceeded|cache-max-memory-size exceeded|max-select-\w{1,20} limit exceeded|max-concurrent-queries limit exceeded)/,
      ],
      names: [/tag=\\?"(?<tag>[^"\\\n]{1,80})/],
    },
    rootCause: "InfluxDB refuses the request: {limit}[[ (tag `{tag}`)]]",
    explanation:
      "A tag with ever new values (identifiers, timestamps) creates a series each; a full cache means that writes come faster than they are stored.",
    checks: ["`SHOW SERIES CARDINALITY`, and which tag grows", "Disk and memory of the server"],
    fixes: [
      "Store identifiers as fields instead of tags",
      "Write in smaller batches with a pause, or raise the limit in the server's settings",
    ],
  },
];
