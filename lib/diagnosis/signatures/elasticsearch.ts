import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Elasticsearch and OpenSearch: how the server and its clients report failures. */
export const elasticsearchSignatures: Signature[] = [
  {
    id: "elasticsearch/index-not-found",
    title: "Elasticsearch index does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/index_not_found_exception/, /no such index \[(?<index>[^\]\n]{1,255})\]/],
      names: [/no such index \[(?<index>[^\]\n]{1,255})\]/],
    },
    rootCause: "The index[[ `{index}`]] does not exist",
    explanation:
      "The index was not created yet (a new date in its name), was deleted by a lifecycle policy, or belongs to another cluster.",
    checks: ["`GET _cat/indices`, aliases, and the date in the name"],
    fixes: [
      "Run the step that creates the index[[ `{index}`]], or correct the name or date in it (`GET _cat/indices?v`, `GET _alias`)",
      "Query with `ignore_unavailable=true` if it may be missing",
    ],
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
        /mapper_parsing_exception|document_parsing_exception/,
      ],
      names: [
        /failed to parse field \[(?<field>[^\]\n]{1,200})\] of type \[(?<type>\w{2,40})\]/,
        /Preview of field's value: '(?<value>[^'\n]{0,120})'/,
        /index\]? ?\[(?<index>[\w.-]{1,120})\]/,
      ],
      not: [
        /object mapping for \[|cannot be changed from type|Limit of (?:total fields|mapping depth)|strict_dynamic_mapping_exception|found a concrete value|tried to parse field \[[^\]\n]{1,200}\] as object/,
      ],
    },
    rootCause:
      "A document's value[[ `{value}`]] does not fit the[[ {type}]] field[[ `{field}`]] of the index",
    explanation:
      "A field's type comes from the mapping or the first document; values of another type are rejected. New fields count towards a limit.",
    checks: [
      "The mapping of that field, and the value in the rejected document",
      "Whether a source changed the field's format",
    ],
    fixes: [
      "Correct the value[[ `{value}` of `{field}`]] in the source or pipeline (ingest processor `convert`, `date`)",
      "If the new type is right, create a new index with it in the template and reindex",
      "Accept bad values with `ignore_malformed: true` on the field[[ `{field}`]]",
    ],
  },
  {
    id: "elasticsearch/field-changed",
    title: "Field changed its form in Elasticsearch",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /object mapping for \[(?<field>[^\]\n]{1,200})\] tried to parse field \[[^\]\n]{0,200}\] as (?<form>object), but found a concrete value/,
        /mapper \[(?<field>[^\]\n]{1,200})\] cannot be changed from type \[(?<from>\w{2,40})\] to \[(?<type>\w{2,40})\]/,
      ],
    },
    rootCause:
      "The field `{field}` has another form than the index maps it with[[: it is mapped as {form}]][[: it cannot change from {from} to {type}]]",
    explanation:
      "A field is either an object or a plain value, and its type is fixed by the mapping or the first document. Another version of the sender writes it differently.",
    checks: [
      "`GET INDEX/_mapping/field/{field}` against the rejected document",
      "Which senders write `{field}`, and which of them was upgraded",
    ],
    fixes: [
      "Rename the field before indexing (Logstash `mutate { rename => … }`, or an ingest `rename` processor), for example into a sub-field of `{field}`",
      "Make all senders write the same form and put it into the index template; the next index then has it",
      "Send the rejected documents again (dead letter queue)",
    ],
  },
  {
    id: "elasticsearch/strict-mapping",
    title: "Document has a field that the mapping forbids",
    category: "schema_change",
    alternatives: ["data_quality", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/strict_dynamic_mapping_exception/],
      names: [/dynamic introduction of \[(?<field>[^\]\n]{1,200})\]/],
    },
    rootCause: "The documents have a field[[ `{field}`]] that the index's strict mapping does not allow",
    explanation:
      "With `dynamic: strict` Elasticsearch rejects documents with fields that the mapping does not list.",
    checks: ["The mapping (`GET INDEX/_mapping`), and when the sender added the field"],
    fixes: [
      "Add the field[[ `{field}`]] to the mapping: `PUT INDEX/_mapping`, and to the index template",
      "Or remove it before indexing, or set `dynamic: false` to ignore unknown fields",
    ],
  },
  {
    id: "elasticsearch/field-limit",
    title: "Index has too many fields",
    category: "schema_change",
    alternatives: ["configuration", "data_quality", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Limit of (?:total fields|mapping depth) \[(?<limit>\d{1,9})\] has been exceeded/],
    },
    rootCause: "The index has reached its limit of {limit} fields",
    explanation:
      "Every new key of a document becomes a field (`index.mapping.total_fields.limit`). Keys that hold data, such as ids or dates, let the mapping grow without end.",
    checks: ["The newest fields in `GET INDEX/_mapping`: which part of the documents grows"],
    fixes: [
      "Put free-form parts into one `flattened` field, or drop them in the pipeline",
      "Set `dynamic: false` on that object",
      "Raise `index.mapping.total_fields.limit` above {limit} only if the fields are wanted",
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
      names: [
        /Data too large, data for \[?(?<what>[^\]\n]{1,80})\]? would be \[(?<wanted>[^\]\n]{1,60})\], which is larger than the limit of \[(?<limit>[^\]\n]{1,60})\]/,
      ],
    },
    rootCause:
      "Elasticsearch refused the request because its heap or queue is full[[: {what} would need {wanted} of {limit}]]",
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
      ],
      names: [/(?<cause>disk usage exceeded flood-stage watermark)/],
      not: [/maximum (?:normal )?shards open/],
    },
    rootCause:
      "The index[[ `{index}`]] does not accept writes[[: {cause}, so a data node's disk is full]][[ ({reason})]]",
    explanation:
      "When a disk exceeds the flood-stage watermark (95 %), Elasticsearch makes its indices read-only. The 429 or 403 is no request limit and no missing right.",
    checks: ["`GET _cat/allocation?v`: free disk of each data node"],
    fixes: [
      "Free disk on the data nodes: delete old indices, add nodes or grow the disks",
      "Remove the block if the version does not do it by itself: set `index.blocks.read_only_allow_delete` of the index[[ `{index}`]] to null",
      "Send the rejected documents again, and add a lifecycle policy that deletes old indices",
    ],
  },
  {
    id: "elasticsearch/shard-limit",
    title: "Elasticsearch cluster has too many shards",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/this cluster currently has \[(?<count>\d{1,9}\/\d{1,9})\] maximum (?:normal )?shards open/],
    },
    rootCause:
      "The Elasticsearch cluster is at its limit of open shards ({count}), so no new index can be created",
    explanation:
      "`cluster.max_shards_per_node` times the data nodes limits open shards; small daily indices with several shards each use it up.",
    checks: ["`GET _cat/shards` and `GET _cat/indices?s=docs.count`: many small indices"],
    fixes: [
      "Delete or shrink old indices (`DELETE INDEX`, lifecycle policy)",
      "Use fewer shards per index in the template, and monthly instead of daily indices",
      "Add a data node, or raise `cluster.max_shards_per_node` for a while",
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
      message: [/(?<count>\d{1,9}) document\(s\) failed to index/],
      not: [
        /mapper_parsing|document_parsing|rejected_execution|circuit_breaking|Result window is too large|version_conflict_engine/,
      ],
      names: [/'type': '(?<type>\w{3,60})', 'reason': ['"](?<reason>[^'"\n]{3,160})/],
    },
    rootCause: "Elasticsearch rejected {count document|documents} of the bulk request[[: {reason}]]",
    explanation:
      "The response has a reason for each rejected document: a mapping mismatch (400), a version conflict (409), a full queue (429).",
    checks: ["The exception's `errors`: status and reason for each document"],
    fixes: [
      "Correct the documents as the first reason in `errors` says, and index them again",
      "Collect rejected documents instead of failing (`raise_on_error=False`)",
    ],
  },
  {
    id: "elasticsearch/version-conflict",
    title: "Document already exists or was changed",
    category: "code_bug",
    alternatives: ["data_quality", "infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/version_conflict_engine_exception/],
      names: [/\[(?<id>[^\]\n]{1,120})\]: version conflict/],
    },
    rootCause: "The Elasticsearch document[[ `{id}`]] already exists or was changed in the meantime",
    explanation:
      "`create` refuses an existing id, and updates with a sequence number refuse a document that somebody else changed; a rerun of the same load ends like this.",
    checks: ["Whether an earlier attempt wrote the documents", "Which other task writes the same ids"],
    fixes: [
      "Let reruns overwrite: op type `index` instead of `create`",
      "Set `retry_on_conflict` for updates, or `conflicts=proceed` for update by query",
    ],
  },
  {
    id: "elasticsearch/result-window",
    title: "Search asks for too many hits",
    category: "code_bug",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Result window is too large/],
      names: [/less than or equal to: \[(?<limit>\d{1,9})\]/],
    },
    rootCause:
      "The search goes beyond the first[[ {limit}]] hits that Elasticsearch returns with `from` and `size`",
    explanation:
      "`index.max_result_window` limits `from` + `size`, because every shard has to sort that many hits.",
    checks: ["How the code pages through the results"],
    fixes: [
      "Page with `search_after` and a point in time, or use `helpers.scan`",
      "Narrow the query by date",
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
];
