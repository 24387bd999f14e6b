import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const clickhouseExamples: SignatureExamples = {
  "clickhouse/unknown-identifier": {
    examples: [
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: HTTPDriver for http://ch:8123 received ClickHouse error code 47\n Code: 47. DB::Exception: Unknown expression identifier `customer_ref` in scope SELECT customer_ref FROM orders. (UNKNOWN_IDENTIFIER) (version 24.8.4.13 (official build))",
        captures: { column: "customer_ref" },
      },
      {
        text: "clickhouse_driver.errors.ServerException: Code: 47.\nDB::Exception: Missing columns: 'customer_ref' while processing query: 'SELECT customer_ref FROM orders', required columns: 'customer_ref'. Stack trace:",
        captures: { column: "customer_ref" },
      },
      {
        text: "Code: 16. DB::Exception: No such column discount in table shop.orders (7f2c). (NO_SUCH_COLUMN_IN_TABLE)",
        captures: { column: "discount", table: "shop.orders" },
      },
    ],
    nearMisses: [
      {
        text: "Code: 60. DB::Exception: Unknown table expression identifier 'shop.orders' in scope SELECT count() FROM shop.orders. (UNKNOWN_TABLE)",
      },
      { text: "Unknown identifier 'customer_ref' in the template" },
    ],
  },
  "clickhouse/unknown-table": {
    examples: [
      {
        text: "clickhouse_driver.errors.ServerException: Code: 60.\nDB::Exception: Table shop.raw_orders does not exist. Stack trace:",
        captures: { table: "shop.raw_orders" },
      },
      {
        text: "Code: 60. DB::Exception: Unknown table expression identifier 'shop.raw_orders' in scope SELECT count() FROM shop.raw_orders. (UNKNOWN_TABLE) (version 24.8.4.13 (official build))",
        captures: { table: "shop.raw_orders" },
      },
      {
        text: "Code: 81. DB::Exception: Database shop does not exist. (UNKNOWN_DATABASE)",
        captures: { table: "shop" },
      },
    ],
    nearMisses: [
      { text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.raw_orders' doesn't exist\")" },
      { text: "Code: 57. DB::Exception: Table shop.orders already exists. (TABLE_ALREADY_EXISTS)" },
    ],
  },
  "clickhouse/login": {
    examples: [
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: HTTPDriver for http://ch:8123 received ClickHouse error code 516\n Code: 516. DB::Exception: etl: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED) (version 24.8.4.13 (official build))",
        captures: { user: "etl" },
      },
      {
        text: ". (REQUIRED_PASSWORD) (version 25.3.2.39 (official build))",
      },
    ],
    nearMisses: [
      {
        text: "Code: 497. DB::Exception: etl: Not enough privileges. To execute this query, it's necessary to have the grant SELECT(id) ON shop.orders. (ACCESS_DENIED)",
      },
    ],
  },
  "clickhouse/access-denied": {
    examples: [
      {
        text: "Code: 497. DB::Exception: etl: Not enough privileges. To execute this query, it's necessary to have the grant SELECT(id) ON shop.orders. (ACCESS_DENIED) (version 24.8.4.13 (official build))",
        captures: { grant: "SELECT(id)", object: "shop.orders" },
      },
      {
        text: "Code: 164. DB::Exception: etl: Cannot execute query in readonly mode. (READONLY)",
      },
    ],
    nearMisses: [
      {
        text: "Code: 516. DB::Exception: etl: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)",
      },
    ],
  },
  "clickhouse/syntax-error": {
    examples: [
      {
        text: "clickhouse_driver.errors.ServerException: Code: 62.\nDB::Exception: Syntax error: failed at position 10 ('form') (line 1, col 10): form orders. Expected one of: token, Comma, FROM. (SYNTAX_ERROR)",
        captures: { position: "10", token: "'form'" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"' }],
  },
  "clickhouse/query-invalid": {
    examples: [
      {
        text: "Code: 386. DB::Exception: There is no supertype for types String, UInt64 because some of them are String/FixedString/Enum and some of them are not. (NO_COMMON_TYPE) (version 24.8.4.13 (official build))",
      },
      {
        text: "Code: 215. DB::Exception: Column shop.orders.status is not under aggregate function and not in GROUP BY keys. (NOT_AN_AGGREGATE)",
      },
    ],
    nearMisses: [
      {
        text: "io.trino.spi.TrinoException: TYPE_MISMATCH: line 1:30: Cannot apply operator: varchar = integer",
      },
    ],
  },
  "clickhouse/invalid-value": {
    examples: [
      {
        text: "Code: 27. DB::Exception: Cannot parse input: expected ',' before: '.50,EUR\\n': (at row 2)\n: While executing ParallelParsingBlockInputFormat. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)",
      },
      {
        text: "Code: 349. DB::Exception: Cannot convert NULL value to non-Nullable type: while converting source column customer_id to destination column customer_id. (CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN)",
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [{ text: "ValueError: Cannot parse input: expected a list" }],
  },
  "clickhouse/wrong-port": {
    examples: [
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: HTTPDriver for http://ch:9000 returned response code 400\n Port 9000 is for clickhouse-client program\nYou must use port 8123 for HTTP.",
        captures: { port: "9000" },
      },
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: HTTPDriver for http://ch:9000 returned response code 400",
        captures: { port: "9000", host: "ch" },
      },
      {
        text: "clickhouse_driver.errors.UnexpectedPacketFromServerError: Code: 102. Unexpected packet from server ch:8123 (expected Hello or Exception, got Unknown packet)",
        captures: { port: "8123", host: "ch" },
      },
    ],
    nearMisses: [
      { text: "clickhouse_driver.errors.NetworkError: Code: 210. Connection refused (ch:9000)" },
      {
        text: "clickhouse_connect.driver.exceptions.DatabaseError: HTTPDriver for http://ch:8123 returned response code 400",
      },
    ],
  },
  "clickhouse/unreachable": {
    examples: [
      {
        text: "clickhouse_driver.errors.NetworkError: Code: 210. Connection refused (ch:9000)",
        captures: { what: "Connection refused", host: "ch:9000" },
      },
      {
        text: "clickhouse_driver.errors.SocketTimeoutError: Code: 209. (ch:9000)",
        captures: { host: "ch:9000" },
      },
      {
        text: "Code: 279. DB::NetException: All connection tries failed. Log: \n\nTimeout exceeded while connecting to socket (ch-2:9000). (ALL_CONNECTION_TRIES_FAILED)",
      },
    ],
    nearMisses: [
      {
        text: "Code: 516. DB::Exception: etl: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)",
      },
    ],
  },
  "clickhouse/already-exists": {
    examples: [
      {
        text: "Code: 57. DB::Exception: Table shop.orders already exists. (TABLE_ALREADY_EXISTS)",
        captures: { name: "shop.orders" },
      },
    ],
    nearMisses: [{ text: "Code: 60. DB::Exception: Table shop.orders does not exist. (UNKNOWN_TABLE)" }],
  },
};
