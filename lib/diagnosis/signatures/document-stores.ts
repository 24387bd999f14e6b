import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** MongoDB, Elasticsearch and OpenSearch, Cassandra. */
export const documentStoreSignatures: Signature[] = [
  {
    id: "mongo/server-selection",
    title: "No MongoDB server available",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure", "auth_permission"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ServerSelectionTimeoutError: (?:(?:SSL handshake failed: )?(?<host>[\w.-]{1,200}):(?<port>\d{1,5}): ?)?(?<reason>[^\n,(]{1,160})/,
        /No (?:replica set members|servers|primary|mongos)[\w "']{0,60} (?:found yet|match(?:es)? selector|available)/,
        /pymongo\.errors\.(?:AutoReconnect|NetworkTimeout|NotPrimaryError): (?:(?<host>[\w.-]{1,200}):(?<port>\d{1,5}): ?)?(?<reason>[^\n,(]{1,160})/,
        /MongoServerSelectionError: (?<reason>[^\n]{1,160})/,
        /The DNS query name does not exist: (?<host>[\w.-]{1,200})/,
      ],
      names: [
        /(?:DNS query name does not exist|query name): (?<host>[\w.-]{1,200}\w)/,
        /(?<reason>The DNS query name does not exist)/,
      ],
    },
    rootCause: "The driver reached no usable MongoDB server[[: `{host}`]][[ port {port}]][[: {reason}]]",
    explanation:
      "The driver looks for a server for thirty seconds. None responded (down, firewall, address not allowed), the names do not resolve, or TLS failed; the message lists what it saw of each server.",
    checks: [
      "What the topology in the message says about each server",
      "The IP access list (Atlas), and the connection string",
    ],
    fixes: [
      "Check from the worker that the host[[ `{host}`]] resolves and its port answers (`nc -vz`), and allow the worker's address (Atlas: Network Access)",
      "Correct hosts and `replicaSet` in the connection string",
      "Run the task again after a failover",
    ],
  },
  {
    id: "mongo/auth",
    title: "MongoDB rejected the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /OperationFailure: (?:Authentication failed|bad auth : [Aa]uthentication failed)/,
        /bad auth : [Aa]uthentication failed/,
        /codeName['"]?: ?['"](?:AuthenticationFailed|AtlasError)/,
        /Username and password must be escaped according to RFC 3986/,
        /[Cc]ommand \w{2,40} requires authentication/,
      ],
      not: [/not authorized on /],
    },
    rootCause: "MongoDB rejected the login",
    explanation:
      "The user, password or authentication database (`authSource`) is wrong, or special characters of the password are not percent-encoded in the connection string.",
    checks: [
      "`authSource` and the percent-encoding of user and password in the connection string",
      "Whether the password was rotated",
    ],
    fixes: [
      "Enter the current user and password in the connection, percent-encoded (`urllib.parse.quote_plus`)",
      "Add `authSource=admin` if the user was created there",
    ],
  },
  {
    id: "mongo/privilege",
    title: "MongoDB user lacks a privilege",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /not authorized on (?<database>[\w$-]{1,64}) to execute command(?: \{ (?<command>\w{2,40}): "(?<collection>[^"\n]{1,120})")?/,
        /codeName['"]?: ?['"]Unauthorized\b/,
      ],
    },
    rootCause:
      "The MongoDB user may not run[[ `{command}`]][[ on `{collection}`]][[ in the database `{database}`]]",
    explanation: "The login worked, but none of the user's roles allows this command on that database.",
    checks: ["The user's roles: `db.getUser('name')` or `connectionStatus` with `showPrivileges`"],
    fixes: [
      "Grant a role: `db.grantRolesToUser('USER', [{role: 'readWrite', db: 'DB'}])`[[ for the database `{database}`]]",
      "Connect to the database that the user has rights on",
    ],
  },
  {
    id: "mongo/duplicate-key",
    title: "MongoDB duplicate key",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /E11000 duplicate key error (?:collection|index): (?<collection>[^\s]{1,200})(?: index: (?<index>[^\s]{1,120}))?/,
      ],
      names: [/dup key: (?<key>\{[^}\n]{1,120}\})/],
    },
    rootCause: "`{collection}` already has a document with the key[[ {key}]][[ (index `{index}`)]]",
    explanation:
      "A unique index rejects a second document with the same key: the source has duplicates, or a rerun inserts the same documents again.",
    checks: ["Whether an earlier attempt partly succeeded", "Duplicates in the source"],
    fixes: [
      'Write with `update_one({…}, {"$set": …}, upsert=True)` or `bulk_write` of upserts so that reruns are harmless',
      "Remove the duplicates from the source",
      "Drop the unique index[[ `{index}`]] only if the rule no longer holds",
    ],
  },
  {
    id: "mongo/bulk-write",
    title: "Some MongoDB documents were not written",
    category: "data_quality",
    alternatives: ["code_bug", "schema_change"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /BulkWriteError: batch op errors occurred/,
        /Document failed validation/,
        /BSON document too large \((?<size>\d{1,12}) bytes\)/,
        /DocumentTooLarge: (?<reason>[^\n]{1,160})/,
        /InvalidDocument: (?<reason>cannot encode object: [^\n]{1,120})/,
      ],
      not: [/E11000/],
      names: [/'errmsg': ['"](?<reason>[^'"\n]{3,120})/, /'index': (?<row>\d{1,9}), 'code': \d{1,6}/],
    },
    rootCause:
      "MongoDB rejected documents of the write[[: one has {size byte|bytes}, more than the 16 MiB allowed]][[: {reason}]][[ (document {row} of the batch)]]",
    explanation:
      "A document fails the collection's validator, exceeds 16 MiB, or contains a value that BSON cannot represent (a numpy type, a set).",
    checks: ["The exception's `writeErrors`: index and reason for each document"],
    fixes: ["Fix or set aside these documents", "Convert values before writing; split large documents"],
  },
  {
    id: "mongo/limits",
    title: "MongoDB operation exceeded a limit",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Sort exceeded memory limit of (?<limit>\d{1,12}) bytes/,
        /Exceeded memory limit for \$(?<stage>\w{2,30})/,
        /operation exceeded time limit/,
      ],
      not: [/[Cc]ursor id \d|WriteConflict/],
    },
    rootCause:
      "The MongoDB operation exceeded its memory or time limit[[: the sort needs more than {limit} bytes]][[, in `${stage}`]]",
    explanation:
      "Sorts and groups may use 100 MiB of memory, and `maxTimeMS` stops long operations; an index or `allowDiskUse` avoids the first.",
    checks: ['Whether an index covers the sort and filter (`explain("executionStats")`)'],
    fixes: [
      "Create an index on the filter and sort fields (`createIndex`)",
      "Pass `allowDiskUse=True` to `aggregate` or `find`",
      "Filter earlier (`$match`, `$project` first), or raise `maxTimeMS`",
    ],
  },
  {
    id: "mongo/cursor-expired",
    title: "MongoDB cursor expired",
    category: "code_bug",
    alternatives: ["network_timeout", "configuration", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/[Cc]ursor id (?<cursor>\d{1,20}) not found/],
    },
    rootCause: "MongoDB had already closed the cursor[[ {cursor}]] when the code asked for the next batch",
    explanation:
      "A cursor that idles for ten minutes is closed, and so are those of a session older than thirty minutes; the code works too long on one batch. A restart or failover closes cursors too.",
    checks: ["How long the code takes per batch before it fetches the next"],
    fixes: [
      "Fetch smaller batches: `find(…).batch_size(100)`",
      "Read the batch completely before the slow work, or page by `_id`",
      "Use an explicit session and `no_cursor_timeout=True`, closing the cursor at the end",
    ],
  },
  {
    id: "mongo/write-conflict",
    title: "Two writers changed the same MongoDB document",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/WriteConflict error: this operation conflicted with another operation/],
    },
    rootCause:
      "Another operation changed the same MongoDB document at the same time, so this transaction was aborted",
    explanation:
      "Inside a transaction a write conflict is not retried by the server; the driver marks it as a transient transaction error.",
    checks: ["Which other tasks write the same documents at that time"],
    fixes: [
      "Run the transaction again; use `session.with_transaction(…)`, which retries",
      "Keep writers of the same documents from overlapping",
    ],
  },
  {
    id: "cassandra/unavailable",
    title: "Cassandra unreachable or too few replicas",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /NoHostAvailable: \(?(?<reason>[^\n{]{1,120})/,
        /Not enough replicas available for query at consistency (?<level>\w{2,20}) \((?<required>\d{1,4}) required but only (?<alive>\d{1,4}) alive\)/,
        /Cassandra timeout during \w{1,20} (?:read|write) query at consistency (?<level>\w{2,20})/,
        /Could not reach any contact point, make sure you've provided valid addresses/,
        /No node was available to execute the query/,
        /Cannot achieve consistency level (?<level>\w{2,20})/,
        /Coordinator node timed out waiting for replica nodes' responses/,
        /Client request timeout\. See Session\.execute/,
        /Operation timed out - received only (?<received>\d{1,4}) responses/,
      ],
      names: [
        /'(?:required_replicas)': (?<required>\d{1,4}), 'alive_replicas': (?<alive>\d{1,4})/,
        /\{'(?<host>[\w.:-]{3,120})': /,
      ],
    },
    rootCause:
      "Too few Cassandra nodes answered[[ for the consistency level {level}]][[: {alive} of {required} replicas are up]][[ (`{host}`)]]",
    explanation:
      "A node is down or overloaded (compaction, long garbage collections, tombstones), or the query reads too much for its timeout.",
    checks: [
      "`nodetool status`, and the load on the nodes at that time",
      "Whether the query reads a whole partition or many tombstones",
    ],
    fixes: ["Retry with backoff", "Read smaller ranges; repair the node"],
  },
  {
    id: "cassandra/invalid-query",
    title: "Invalid Cassandra query",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /code=2200 \[Invalid query\] message="(?<message>[^"\n]{1,200})/,
        /code=2000 \[Syntax error in CQL query\] message="(?<message>[^"\n]{1,200})/,
      ],
    },
    rootCause: "Cassandra rejected the query: {message}",
    explanation:
      "A table or column does not exist (`unconfigured table`, `Undefined column name`), the statement is not valid CQL, or it filters on a column that is neither a key nor indexed.",
    checks: ["The current keyspace and table (`DESCRIBE`)"],
    fixes: ["Fix the statement, or restore the table or column"],
  },
];
