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
    },
    rootCause: "The driver found no usable MongoDB server[[: `{host}` port {port}]][[: {reason}]]",
    explanation:
      "The driver looks for a server for thirty seconds. None responded (down, firewall, address not allowed), the names do not resolve, or TLS failed; the message lists what it saw of each server.",
    checks: [
      "What the topology in the message says about each server",
      "The IP access list (Atlas), and the connection string",
    ],
    fixes: [
      "Open the network path or allow the worker's address",
      "Fix the connection string; retry after a failover",
    ],
  },
  {
    id: "mongo/auth",
    title: "MongoDB login or privilege refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /not authorized on (?<database>[\w$.-]{1,64}) to execute command/,
        /OperationFailure: (?:Authentication failed|bad auth : [Aa]uthentication failed)/,
        /bad auth : [Aa]uthentication failed/,
        /codeName['"]?: ?['"](?:AuthenticationFailed|Unauthorized|AtlasError)/,
        /Username and password must be escaped according to RFC 3986/,
        /[Cc]ommand \w{2,40} requires authentication/,
      ],
    },
    rootCause: "MongoDB rejected the login, or the user lacks the privilege[[ on `{database}`]]",
    explanation:
      "The user, password or authentication database (`authSource`) is wrong, special characters of the password are not escaped in the connection string, or the user has no role on that database.",
    checks: ["`authSource` and the percent-encoding of user and password", "The user's roles"],
    fixes: ["Fix the connection string", "Grant the role on that database"],
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
    },
    rootCause: "A document with that key already exists in `{collection}`[[ (index `{index}`)]]",
    explanation:
      "A unique index rejects a second document with the same key: the source has duplicates, or a rerun inserts the same documents again.",
    checks: ["Whether an earlier attempt partly succeeded", "Duplicates in the source"],
    fixes: ["Write with `update_one(…, upsert=True)` so that reruns are harmless", "Deduplicate the source"],
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
    },
    rootCause: "MongoDB rejected some documents[[ (one has {size byte|bytes})]][[: {reason}]]",
    explanation:
      "A document fails the collection's validator, exceeds 16 MiB, or contains a value that BSON cannot represent (a numpy type, a set).",
    checks: ["The exception's `writeErrors`: index and reason for each document"],
    fixes: ["Fix or set aside these documents", "Convert values before writing; split large documents"],
  },
  {
    id: "mongo/limits",
    title: "MongoDB operation exceeded a limit",
    category: "resource_exhausted",
    alternatives: ["network_timeout", "warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Sort exceeded memory limit of (?<limit>\d{1,12}) bytes/,
        /Exceeded memory limit for \$(?<stage>\w{2,30})/,
        /operation exceeded time limit/,
        /[Cc]ursor id (?<cursor>\d{1,20}) not found/,
        /WriteConflict error: this operation conflicted with another operation/,
      ],
    },
    rootCause: "The operation exceeded a memory or time limit[[ ({limit} bytes)]][[ in ${stage}]]",
    explanation:
      "Sorts and groups may use 100 MiB of memory, `maxTimeMS` stops long operations, and a cursor that idles for ten minutes is closed.",
    checks: [
      "Whether an index covers the sort and filter (`explain()`)",
      "How long the code works on one batch before it fetches the next",
    ],
    fixes: ["Add an index, or set `allowDiskUse=True`", "Fetch smaller batches"],
  },
  {
    id: "elasticsearch/index-not-found",
    title: "Elasticsearch index does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/index_not_found_exception/, /no such index \[(?<index>[^\]\n]{1,255})\]/],
    },
    rootCause: "The requested index does not exist",
    explanation:
      "The index was not created yet (a new date in its name), was deleted by a lifecycle policy, or belongs to another cluster.",
    checks: ["`GET _cat/indices`, aliases, and the date in the name"],
    fixes: ["Run the step that creates it first, or query with `ignore_unavailable`", "Fix the name"],
  },
  {
    id: "elasticsearch/mapping",
    title: "Document does not match the Elasticsearch mapping",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /failed to parse field \[(?<field>[^\]\n]{1,200})\] of type \[(?<type>\w{2,40})\]/,
        /mapper_parsing_exception|document_parsing_exception|strict_dynamic_mapping_exception/,
        /mapper \[(?<field>[^\]\n]{1,200})\] cannot be changed from type \[(?<from>\w{2,40})\] to \[(?<type>\w{2,40})\]/,
        /Limit of (?:total fields|mapping depth) \[(?<limit>\d{1,9})\] has been exceeded/,
      ],
    },
    rootCause: "A document does not match the index's mapping[[: field `{field}`]][[ has type {type}]]",
    explanation:
      "A field's type comes from the mapping or the first document; values of another type are rejected. New fields count towards a limit.",
    checks: [
      "The mapping of that field, and the value in the rejected document",
      "Whether a source changed the field's format",
    ],
    fixes: [
      "Fix the value, or reindex with a suitable mapping",
      "Put free-form parts into a `flattened` field",
    ],
  },
  {
    id: "elasticsearch/overloaded",
    title: "Elasticsearch out of heap or queue space",
    category: "resource_exhausted",
    alternatives: ["rate_limit", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /circuit_breaking_exception/,
        /Data too large, data for \[?(?<what>[^\]\n]{1,80})\]? would be/,
        /es_rejected_execution_exception|rejected_execution_exception/,
        /rejected execution of (?:coordinating operation|\S{1,80})/,
      ],
    },
    rootCause: "The cluster rejected the request because its heap or queue is full",
    explanation:
      "A circuit breaker stops requests that would use more heap than is left; full queues reject bulk writes with 429.",
    checks: ["Heap and queues of the nodes at that time; size of the bulk requests and aggregations"],
    fixes: [
      "Send smaller and fewer concurrent bulk requests, and retry with backoff",
      "Give the nodes more heap, or reduce the aggregation",
    ],
  },
  {
    id: "elasticsearch/read-only",
    title: "Elasticsearch index is write-blocked",
    category: "resource_exhausted",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /index \[(?<index>[^\]\n]{1,255})\] blocked by: \[(?<reason>[^\]\n]{1,200})/,
        /cluster_block_exception/,
        /this cluster currently has \[(?<reason>\d{1,9}\/\d{1,9})\] maximum (?:normal )?shards open/,
      ],
    },
    rootCause: "The index does not accept writes[[: {reason}]]",
    explanation:
      "When a disk exceeds the flood-stage watermark (95 %), Elasticsearch makes its indices read-only; a cluster also rejects new indices beyond its shard limit.",
    checks: ["Free disk space on the nodes (`GET _cat/allocation`)", "Number of shards"],
    fixes: [
      "Free or add disk space; newer versions then remove the block on their own, otherwise set `index.blocks.read_only_allow_delete` to null",
      "Delete old indices",
    ],
  },
  {
    id: "elasticsearch/security",
    title: "Elasticsearch login or privilege refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /action \[(?<action>[\w:/*-]{3,120})\] is unauthorized for (?:user|API key id) \[(?<user>[^\]\n]{1,120})\]/,
        /security_exception/,
        /unable to authenticate user \[(?<user>[^\]\n]{1,120})\]/,
        /missing authentication credentials for REST request/,
        /no permissions for \[(?<action>[\w:/*-]{3,120})\]/,
      ],
    },
    rootCause: "Elasticsearch rejected the login or denied access[[ for user `{user}`]][[: {action}]]",
    explanation:
      "The user, password or API key is wrong or expired, or none of the user's roles allows the action on that index.",
    checks: ["The key's expiry and roles (`GET _security/_authenticate`)"],
    fixes: ["Renew the key", "Allow the role that action on the index"],
  },
  {
    id: "elasticsearch/documents-rejected",
    title: "Elasticsearch rejected documents",
    category: "data_quality",
    alternatives: ["code_bug", "resource_exhausted", "schema_change"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /(?<count>\d{1,9}) document\(s\) failed to index/,
        /version_conflict_engine_exception/,
        /Result window is too large/,
      ],
      not: [/mapper_parsing|document_parsing|rejected_execution|circuit_breaking/],
    },
    rootCause: "Elasticsearch rejected documents or the request[[: {count document|documents}]]",
    explanation:
      "The response has a reason for each rejected document: a version conflict (409), a mapping mismatch (400), a full queue (429). Searches beyond 10,000 hits are rejected too.",
    checks: ["The exception's `errors`: status and reason for each document"],
    fixes: [
      "Fix or set aside the documents; use `search_after` for deep paging",
      "Let reruns overwrite (`index` instead of `create`)",
    ],
  },
  {
    id: "elasticsearch/connection",
    title: "Elasticsearch unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /(?:elasticsearch|elastic_transport|opensearchpy)[\w.]{0,40}\.Connection(?:Error|Timeout): (?<reason>[^\n]{1,120})/,
        /NoAliveNodes|No living connections/,
        /(?:master_not_discovered_exception|no_shard_available_action_exception)/,
        /search_phase_execution_exception', '(?<reason>all shards failed)/,
      ],
    },
    rootCause: "The cluster was unreachable or did not respond in time[[: {reason}]]",
    explanation:
      "No node accepted the connection, the request exceeded the client's ten seconds, or the cluster has no master or no copy of a shard.",
    checks: ["The client's hosts, scheme and port; `GET _cluster/health`"],
    fixes: ["Retry with `retry_on_timeout`, or raise the timeout", "Repair the cluster"],
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
        /Cannot achieve consistency level (?<level>\w{2,20})/,
        /Coordinator node timed out waiting for replica nodes' responses/,
        /Client request timeout\. See Session\.execute/,
        /Operation timed out - received only (?<received>\d{1,4}) responses/,
      ],
    },
    rootCause: "Too few Cassandra nodes responded[[ for consistency {level}]][[: {reason}]]",
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
