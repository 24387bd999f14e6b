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
    ],
    nearMisses: [
      {
        text: "pymongo.errors.OperationFailure: not authorized on shop to execute command { find: \"orders\", filter: {} }, full error: {'ok': 0.0, 'code': 13, 'codeName': 'Unauthorized'}",
      },

      {
        text: "pymongo.errors.ServerSelectionTimeoutError: mongo:27017: [Errno 111] Connection refused, Timeout: 30s",
      },
    ],
  },
  "mongo/privilege": {
    examples: [
      {
        text: "pymongo.errors.OperationFailure: not authorized on shop to execute command { find: \"orders\", filter: {} }, full error: {'ok': 0.0, 'code': 13, 'codeName': 'Unauthorized'}",
        captures: { database: "shop", command: "find", collection: "orders" },
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.OperationFailure: Authentication failed., full error: {'ok': 0.0, 'errmsg': 'Authentication failed.', 'code': 18}",
      },
    ],
  },
  "mongo/duplicate-key": {
    examples: [
      {
        text: "pymongo.errors.DuplicateKeyError: E11000 duplicate key error collection: shop.orders index: _id_ dup key: { _id: 1 }, full error: {'index': 0, 'code': 11000}",
        captures: { collection: "shop.orders", index: "_id_", key: "{ _id: 1 }" },
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
    ],
    nearMisses: [
      {
        text: "pymongo.errors.CursorNotFound: cursor id 4711 not found, full error: {'ok': 0.0, 'code': 43, 'codeName': 'CursorNotFound'}",
      },

      { text: "pymongo.errors.ServerSelectionTimeoutError: mongo:27017: timed out, Timeout: 30s" },
    ],
  },
  "mongo/cursor-expired": {
    examples: [
      {
        text: "pymongo.errors.CursorNotFound: cursor id 4711 not found, full error: {'ok': 0.0, 'code': 43, 'codeName': 'CursorNotFound'}",
        captures: { cursor: "4711" },
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.OperationFailure: Executor error during find command :: caused by :: Sort exceeded memory limit of 104857600 bytes",
      },
    ],
  },
  "mongo/write-conflict": {
    examples: [
      {
        text: "pymongo.errors.OperationFailure: WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.",
      },
    ],
    nearMisses: [{ text: "pymongo.errors.CursorNotFound: cursor id 4711 not found" }],
  },
  "cassandra/unavailable": {
    examples: [
      {
        text: "com.datastax.oss.driver.api.core.servererrors.UnavailableException: Not enough replicas available for query at consistency QUORUM (2 required but only 1 alive)",
        captures: { level: "QUORUM", required: "2", alive: "1" },
      },
      {
        text: "com.datastax.oss.driver.api.core.AllNodesFailedException: Could not reach any contact point, make sure you've provided valid addresses (showing first 1 nodes, use getAllErrors() for more)",
      },
      {
        text: "cassandra.cluster.NoHostAvailable: ('Unable to connect to any servers', {'10.0.4.12:9042': ConnectionRefusedError(111, \"Tried connecting to [('10.0.4.12', 9042)]. Last error: Connection refused\")})",
      },
      {
        text: "cassandra.Unavailable: Error from server: code=1000 [Unavailable exception] message=\"Cannot achieve consistency level QUORUM\" info={'consistency': 'QUORUM', 'required_replicas': 2, 'alive_replicas': 1}",
        captures: { level: "QUORUM", required: "2", alive: "1" },
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
