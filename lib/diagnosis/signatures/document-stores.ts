import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** MongoDB, Elasticsearch and OpenSearch, Cassandra. */
export const documentStoreSignatures: Signature[] = [
  {
    id: "mongo/server-selection",
    title: "No MongoDB server reachable",
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
    rootCause: "No MongoDB server could be used[[: `{host}` port {port}]][[: {reason}]]",
    explanation:
      "The driver looks for a server of the deployment for thirty seconds. None answered (down, firewall, address not allowed), names do not resolve, or TLS failed; the message lists what it saw of each.",
    checks: [
      "What the topology in the message says of each server",
      "The list of allowed addresses (Atlas), and the connection string",
    ],
    fixes: [
      "Open the way or allow the worker's address",
      "Correct the connection string; retry after a failover",
    ],
  },
  {
    id: "mongo/auth",
    title: "MongoDB refuses the login or the right",
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
    rootCause: "MongoDB does not accept the login, or the user lacks the right[[ on `{database}`]]",
    explanation:
      "User, password or authentication database (`authSource`) are wrong, special characters of the password are not escaped in the connection string, or the user has no role on that database.",
    checks: ["`authSource` and the percent-encoding of user and password", "Roles of the user"],
    fixes: ["Correct the connection string", "Grant the role on that database"],
  },
  {
    id: "mongo/duplicate-key",
    title: "MongoDB document is there already",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /E11000 duplicate key error (?:collection|index): (?<collection>[^\s]{1,200})(?: index: (?<index>[^\s]{1,120}))?/,
      ],
    },
    rootCause: "A document with that key is already in `{collection}`[[ (index `{index}`)]]",
    explanation:
      "A unique index refuses a second document with the same key: the source holds it twice, or the run was repeated and inserts again.",
    checks: ["Whether an earlier attempt got through in part", "Duplicates in the source"],
    fixes: ["Write with `update_one(…, upsert=True)` so that a repeat is harmless", "Deduplicate the source"],
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
    rootCause: "MongoDB refused some of the documents[[ (one has {size} bytes)]][[: {reason}]]",
    explanation:
      "A document breaks the collection's validator, is larger than 16 MiB, or holds a value that BSON has no form for (a numpy type, a set).",
    checks: ["`writeErrors` of the exception: index and reason of each document"],
    fixes: ["Correct or set aside these documents", "Convert values before writing; split large documents"],
  },
  {
    id: "mongo/limits",
    title: "MongoDB operation beyond its limits",
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
    rootCause: "The operation went beyond a limit of memory or time[[ ({limit} bytes)]][[ in ${stage}]]",
    explanation:
      "Sorts and groups may use 100 MiB of memory, `maxTimeMS` ends long operations, and a cursor that is idle for ten minutes is removed.",
    checks: [
      "Whether an index fits sort and filter (`explain()`)",
      "How long the code works on one batch before it asks for the next",
    ],
    fixes: ["Add an index, or `allowDiskUse=True`", "Fetch smaller batches"],
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
    rootCause: "The index that the task asks for does not exist",
    explanation:
      "The index was not made yet (a new day in its name), was deleted by a lifecycle policy, or is of another cluster.",
    checks: ["`GET _cat/indices`, aliases, and the date in the name"],
    fixes: ["Run the step that makes it first, or ask with `ignore_unavailable`", "Correct the name"],
  },
  {
    id: "elasticsearch/mapping",
    title: "Document does not fit the Elasticsearch mapping",
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
    rootCause: "A document does not fit the index's mapping[[: field `{field}`]][[ is {type} there]]",
    explanation:
      "A field has the type that the mapping or the first document gave it; a value of another form is refused. New fields count against a limit.",
    checks: [
      "The mapping of that field, and the value in the refused document",
      "Whether a source changed the form of the field",
    ],
    fixes: [
      "Correct the value, or index anew with a mapping that fits",
      "Keep free-form parts in a `flattened` field",
    ],
  },
  {
    id: "elasticsearch/overloaded",
    title: "Elasticsearch refuses for lack of memory or queue",
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
    rootCause: "The cluster refused the request because its memory or queue is full",
    explanation:
      "A circuit breaker stops a request that would use more heap than is left; full queues refuse bulk writes with 429.",
    checks: ["Heap and queues of the nodes then; size of the bulks and aggregations"],
    fixes: [
      "Send smaller bulks, fewer at once, and retry with waits",
      "Give the nodes more heap, or make the aggregation smaller",
    ],
  },
  {
    id: "elasticsearch/read-only",
    title: "Elasticsearch index is blocked for writing",
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
    rootCause: "The index takes no writes[[: {reason}]]",
    explanation:
      "When a disk passes the flood-stage mark (95 %), Elasticsearch makes its indices read-only; a cluster also refuses new indices beyond its number of shards.",
    checks: ["Room on the nodes' disks (`GET _cat/allocation`)", "Number of shards"],
    fixes: [
      "Free or add disk space; newer versions then lift the block themselves, else set `index.blocks.read_only_allow_delete` to null",
      "Delete old indices",
    ],
  },
  {
    id: "elasticsearch/security",
    title: "Elasticsearch refuses the login or the right",
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
    rootCause: "Elasticsearch does not accept the login or right[[ of `{user}`]][[ for {action}]]",
    explanation:
      "User, password or API key are wrong or expired, or no role of the user allows the action on that index.",
    checks: ["The key's expiry and roles (`GET _security/_authenticate`)"],
    fixes: ["Renew the key", "Give the role the action on that index"],
  },
  {
    id: "elasticsearch/documents-rejected",
    title: "Elasticsearch did not take some documents",
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
    rootCause: "Elasticsearch refused[[ {count}]] documents or the request",
    explanation:
      "Each refused document has its own reason in the answer: another version is there already (409), it does not fit the mapping (400), the queue was full (429). A search deeper than 10,000 hits is refused, too.",
    checks: ["`errors` of the exception: status and reason of each document"],
    fixes: [
      "Correct or set aside the documents; use `search_after` for deep paging",
      "Let a repeat overwrite (`index` instead of `create`)",
    ],
  },
  {
    id: "elasticsearch/connection",
    title: "Elasticsearch not reachable",
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
    rootCause: "The cluster was not reached or did not answer in time[[: {reason}]]",
    explanation:
      "No node took the connection, the request took longer than the client's ten seconds, or the cluster has no master or no copy of a shard.",
    checks: ["Hosts, scheme and port of the client; `GET _cluster/health`"],
    fixes: ["Retry with `retry_on_timeout`, raise the time-out", "Have the cluster repaired"],
  },
  {
    id: "cassandra/unavailable",
    title: "Cassandra not reachable or too few replicas",
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
    rootCause: "Too few Cassandra nodes answered[[ for consistency {level}]][[: {reason}]]",
    explanation:
      "A node is down or overloaded (compaction, long garbage collections, tombstones), or the query reads too much for its time limit.",
    checks: [
      "`nodetool status`, load of the nodes then",
      "Whether the query reads a whole partition or many tombstones",
    ],
    fixes: ["Retry with increasing waits", "Read smaller ranges; have the node repaired"],
  },
  {
    id: "cassandra/invalid-query",
    title: "Cassandra cannot run the query",
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
    rootCause: "Cassandra cannot run the query: {message}",
    explanation:
      "A table or column does not exist (`unconfigured table`, `Undefined column name`), the statement is not CQL, or it filters on a column without a key or index.",
    checks: ["Keyspace and table as they are now (`DESCRIBE`)"],
    fixes: ["Correct the statement, or bring the table or column back"],
  },
];
