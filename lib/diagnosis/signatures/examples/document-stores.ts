import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const documentStoreExamples: SignatureExamples = {
  "mongo/server-selection": {
    examples: [
      {
        text: "pymongo.errors.ServerSelectionTimeoutError: mongo:27017: [Errno 111] Connection refused (configured timeouts: socketTimeoutMS: 20000.0ms, connectTimeoutMS: 20000.0ms), Timeout: 30s, Topology Description: <TopologyDescription id: 6631, topology_type: Unknown, servers: [<ServerDescription ('mongo', 27017) server_type: Unknown, rtt: None>]>",
        captures: { host: "mongo", port: "27017", reason: "[Errno 111] Connection refused" },
      },
      {
        text: "pymongo.errors.AutoReconnect: mongo-1:27017: connection closed (configured timeouts: socketTimeoutMS: 20000.0ms)",
        captures: { host: "mongo-1" },
      },
      {
        text: "pymongo.errors.ConfigurationError: The DNS query name does not exist: _mongodb._tcp.cluster0.abcde.mongodb.net.",
        captures: { host: "_mongodb._tcp.cluster0.abcde.mongodb.net" },
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.OperationFailure: Authentication failed., full error: {'ok': 0.0, 'errmsg': 'Authentication failed.', 'code': 18, 'codeName': 'AuthenticationFailed'}",
      },
    ],
  },
  "mongo/auth": {
    examples: [
      {
        text: "pymongo.errors.OperationFailure: Authentication failed., full error: {'ok': 0.0, 'errmsg': 'Authentication failed.', 'code': 18, 'codeName': 'AuthenticationFailed'}",
      },
      {
        text: "pymongo.errors.OperationFailure: not authorized on shop to execute command { find: \"orders\", filter: {} }, full error: {'ok': 0.0, 'code': 13, 'codeName': 'Unauthorized'}",
        captures: { database: "shop" },
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.ServerSelectionTimeoutError: mongo:27017: [Errno 111] Connection refused, Timeout: 30s",
      },
    ],
  },
  "mongo/duplicate-key": {
    examples: [
      {
        text: "pymongo.errors.DuplicateKeyError: E11000 duplicate key error collection: shop.orders index: _id_ dup key: { _id: 1 }, full error: {'index': 0, 'code': 11000}",
        captures: { collection: "shop.orders", index: "_id_" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
      },
    ],
  },
  "mongo/bulk-write": {
    examples: [
      {
        text: "pymongo.errors.BulkWriteError: batch op errors occurred, full error: {'writeErrors': [{'index': 3, 'code': 121, 'errmsg': 'Document failed validation'}]}",
      },
      {
        text: "pymongo.errors.DocumentTooLarge: BSON document too large (17825792 bytes) - the connected server supports BSON document sizes up to 16777216 bytes.",
        captures: { size: "17825792" },
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.BulkWriteError: batch op errors occurred, full error: {'writeErrors': [{'index': 0, 'code': 11000, 'errmsg': 'E11000 duplicate key error collection: shop.orders'}]}",
      },
    ],
  },
  "mongo/limits": {
    examples: [
      {
        text: "pymongo.errors.OperationFailure: Executor error during find command :: caused by :: Sort exceeded memory limit of 104857600 bytes, but did not opt in to external sorting.",
        captures: { limit: "104857600" },
      },
      {
        text: "pymongo.errors.CursorNotFound: cursor id 4711 not found, full error: {'ok': 0.0, 'code': 43, 'codeName': 'CursorNotFound'}",
      },
    ],
    nearMisses: [
      { text: "pymongo.errors.ServerSelectionTimeoutError: mongo:27017: timed out, Timeout: 30s" },
    ],
  },
  "elasticsearch/index-not-found": {
    examples: [
      {
        text: "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders-2024.05.01]', orders-2024.05.01, index_or_alias)",
      },
    ],
    nearMisses: [{ text: "IndexError: list index out of range" }],
  },
  "elasticsearch/mapping": {
    examples: [
      {
        text: "elasticsearch.BadRequestError: BadRequestError(400, 'mapper_parsing_exception', \"failed to parse field [amount] of type [long] in document with id '1'. Preview of field's value: 'n/a'\")",
        captures: { field: "amount", type: "long" },
      },
    ],
    nearMisses: [
      {
        text: "elasticsearch.NotFoundError: NotFoundError(404, 'index_not_found_exception', 'no such index [orders]', orders, index_or_alias)",
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
      {
        text: "elasticsearch.ConflictError: ConflictError(409, 'version_conflict_engine_exception', '[1]: version conflict, document already exists (current version [1])')",
      },
    ],
    nearMisses: [{ text: "INFO - 5 document(s) indexed" }],
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
  "cassandra/unavailable": {
    examples: [
      {
        text: "cassandra.cluster.NoHostAvailable: ('Unable to connect to any servers', {'10.0.4.12:9042': ConnectionRefusedError(111, \"Tried connecting to [('10.0.4.12', 9042)]. Last error: Connection refused\")})",
      },
      {
        text: "cassandra.Unavailable: Error from server: code=1000 [Unavailable exception] message=\"Cannot achieve consistency level QUORUM\" info={'consistency': 'QUORUM', 'required_replicas': 2, 'alive_replicas': 1}",
        captures: { level: "QUORUM" },
      },
    ],
    nearMisses: [
      {
        text: 'cassandra.InvalidRequest: Error from server: code=2200 [Invalid query] message="unconfigured table orders"',
      },
    ],
  },
  "cassandra/invalid-query": {
    examples: [
      {
        text: 'cassandra.InvalidRequest: Error from server: code=2200 [Invalid query] message="unconfigured table orders"',
        captures: { message: "unconfigured table orders" },
      },
    ],
    nearMisses: [
      {
        text: "cassandra.OperationTimedOut: errors={'10.0.4.12:9042': 'Client request timeout. See Session.execute[_async](timeout)'}, last_host=10.0.4.12:9042",
      },
    ],
  },
};
