import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const elasticsearchExamples: SignatureExamples = {
  "elasticsearch/index-not-found": {
    examples: [
      {
        text: "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders-2024.05.01]', orders-2024.05.01, index_or_alias)",
        captures: { index: "orders-2024.05.01" },
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "elasticsearch/mapping": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long] in document with id '1'. Preview of field's value: 'n/a'\")",
        captures: { field: "amount", type: "long", value: "n/a" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', 'object mapping for [host] tried to parse field [host] as object, but found a concrete value')",
      },

      {
        text: "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders]', orders, index_or_alias)",
      },
    ],
  },
  "elasticsearch/field-changed": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', 'object mapping for [host] tried to parse field [host] as object, but found a concrete value')",
        captures: { field: "host", form: "object" },
      },
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'illegal_argument_exception', 'mapper [amount] cannot be changed from type [long] to [keyword]')",
        captures: { field: "amount", from: "long", type: "keyword" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long] in document with id '1'\")",
      },
    ],
  },
  "elasticsearch/strict-mapping": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'strict_dynamic_mapping_exception', 'mapping set to strict, dynamic introduction of [channel] within [_doc] is not allowed')",
        captures: { field: "channel" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long]\")",
      },
    ],
  },
  "elasticsearch/field-limit": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'illegal_argument_exception', 'Limit of total fields [1000] has been exceeded while adding new fields [3]')",
        captures: { limit: "1000" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long]\")",
      },
    ],
  },
  "elasticsearch/overloaded": {
    examples: [
      {
        text: "elasticsearch.exceptions.TransportError: TransportError(429, 'circuit_breaking_exception', '[parent] Data too large, data for [<http_request>] would be [995157378/949mb], which is larger than the limit of [986061209/940.3mb]')",
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://api.example.com/v1",
      },
    ],
  },
  "elasticsearch/read-only": {
    examples: [
      {
        text: "elasticsearch.AuthorizationException: AuthorizationException(403, 'cluster_block_exception', 'index [orders] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];')",
        captures: { index: "orders" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 30] Read-only file system: '/data'" }],
  },
  "elasticsearch/shard-limit": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'validation_exception', 'Validation Failed: 1: this action would add [2] total shards, but this cluster currently has [1000/1000] maximum shards open;')",
        captures: { count: "1000/1000" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.AuthorizationException: AuthorizationException(403, 'cluster_block_exception', 'index [orders] blocked by: [FORBIDDEN/8/index write (api)];')",
      },
    ],
  },
  "elasticsearch/security": {
    examples: [
      {
        text: "elasticsearch.AuthorizationException: AuthorizationException(403, 'security_exception', 'action [indices:data/write/bulk] is unauthorized for user [etl] with roles [reader]')",
        captures: { action: "indices:data/write/bulk", user: "etl" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.AuthorizationException: AuthorizationException(403, 'cluster_block_exception', 'index [orders] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];')",
      },
    ],
  },
  "elasticsearch/documents-rejected": {
    examples: [
      {
        text: "elasticsearch.helpers.BulkIndexError: 5 document(s) failed to index.",
        captures: { count: "5" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.ConflictError: ConflictError(409, 'version_conflict_engine_exception', '[1]: version conflict, document already exists (current version [1])')",
      },
      { text: "INFO - 5 document(s) indexed" },
    ],
  },
  "elasticsearch/version-conflict": {
    examples: [
      {
        text: "elasticsearch.ConflictError: ConflictError(409, 'version_conflict_engine_exception', '[1]: version conflict, document already exists (current version [1])')",
        captures: { id: "1" },
      },
    ],
    nearMisses: [{ text: "elasticsearch.helpers.BulkIndexError: 5 document(s) failed to index." }],
  },
  "elasticsearch/result-window": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'illegal_argument_exception', 'Result window is too large, from + size must be less than or equal to: [10000] but was [20000].')",
        captures: { limit: "10000" },
      },
    ],
    nearMisses: [{ text: "elasticsearch.helpers.BulkIndexError: 5 document(s) failed to index." }],
  },
  "elasticsearch/connection": {
    examples: [
      {
        text: "elastic_transport.ConnectionTimeout: Connection timed out",
        captures: { reason: "Connection timed out" },
      },
      {
        text: "elasticsearch.exceptions.ConnectionError: ConnectionError(<urllib3.connection.HTTPConnection object at 0x7f3a>: Failed to establish a new connection: [Errno 111] Connection refused) caused by: NewConnectionError(<urllib3.connection.HTTPConnection object at 0x7f3a>: Failed to establish a new connection: [Errno 111] Connection refused)",
      },
    ],
    nearMisses: [
      {
        text: "requests.exceptions.ConnectionError: ('Connection aborted.', ConnectionResetError(104, 'Connection reset by peer'))",
      },
    ],
  },
};
