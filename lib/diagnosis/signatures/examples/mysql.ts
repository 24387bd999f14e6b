import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mysqlExamples: SignatureExamples = {
  "mysql/unknown-column": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1054, \"Unknown column 'o.customer_ref' in 'field list'\")",
        captures: { column: "o.customer_ref", clause: "field list" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1054, \"Unknown column 'customer_ref' in 'where clause'\")\n[SQL: select 1 from orders where customer_ref = 1]",
        captures: { column: "customer_ref" },
      },
      { text: "ERROR 1054 (42S22) at line 3: Unknown column 'discount' in 'field list'" },
    ],
    nearMisses: [
      { text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.orders' doesn't exist\")" },
      { text: 'psycopg2.errors.UndefinedColumn: column "customer_ref" does not exist' },
    ],
  },
  "mysql/no-such-table": {
    examples: [
      {
        text: "pymysql.err.ProgrammingError: (1146, \"Table 'shop.raw_orders' doesn't exist\")",
        captures: { table: "shop.raw_orders" },
      },
      {
        text: "java.sql.SQLSyntaxErrorException: Table 'shop.raw_orders' doesn't exist",
        captures: { table: "shop.raw_orders" },
      },
    ],
    nearMisses: [
      { text: "pymysql.err.OperationalError: (1050, \"Table 'raw_orders' already exists\")" },
      { text: "Path 's3://shop/raw_orders' doesn't exist" },
    ],
  },
  "mysql/unknown-database": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1049, \"Unknown database 'shop'\")",
        captures: { database: "shop" },
      },
      { text: "ERROR 1049 (42000): Unknown database 'shop'" },
    ],
    nearMisses: [{ text: 'FATAL:  database "shop" does not exist' }],
  },
  "mysql/duplicate-entry": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1062, \"Duplicate entry '1042' for key 'orders.PRIMARY'\")",
        captures: { value: "1042", key: "orders.PRIMARY" },
      },
      {
        text: "sqlalchemy.exc.IntegrityError: (MySQLdb.IntegrityError) (1062, \"Duplicate entry '1042-1' for key 'order_line'\")\n[SQL: INSERT INTO order_lines (order_id, line) VALUES (%s, %s)]",
        captures: { key: "order_line" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
      },
      { text: "zipfile warning: Duplicate entry 'orders.csv' in archive" },
    ],
  },
  "mysql/null-or-default": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1048, \"Column 'customer_id' cannot be null\")",
        captures: { column: "customer_id" },
      },
      {
        text: "pymysql.err.OperationalError: (1364, \"Field 'currency' doesn't have a default value\")",
        captures: { column: "currency" },
      },
    ],
    nearMisses: [
      { text: 'null value in column "customer_id" of relation "orders" violates not-null constraint' },
    ],
  },
  "mysql/foreign-key": {
    examples: [
      {
        text: "pymysql.err.IntegrityError: (1452, 'Cannot add or update a child row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))')",
        captures: { side: "child", table: "`shop`.`orders`", constraint: "orders_ibfk_1" },
      },
      {
        text: "ERROR 1451 (23000): Cannot delete or update a parent row: a foreign key constraint fails (`shop`.`orders`, CONSTRAINT `orders_ibfk_1` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))",
        captures: { side: "parent" },
      },
    ],
    nearMisses: [{ text: "sqlite3.IntegrityError: FOREIGN KEY constraint failed" }],
  },
  "mysql/invalid-value": {
    examples: [
      {
        text: "pymysql.err.DataError: (1406, \"Data too long for column 'city' at row 1\")",
        captures: { column: "city", row: "1" },
      },
      {
        text: "pymysql.err.DataError: (1264, \"Out of range value for column 'quantity' at row 17\")",
        captures: { column: "quantity" },
      },
      {
        text: "pymysql.err.OperationalError: (1366, \"Incorrect integer value: 'N/A' for column 'quantity' at row 2\")",
        captures: { column: "quantity", row: "2" },
      },
      {
        text: "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Incorrect datetime value: '2024-13-01' for column 'ordered_at' at row 1",
        captures: { column: "ordered_at" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.StringDataRightTruncation: value too long for type character varying(50)" },
    ],
  },
  "mysql/column-count": {
    examples: [
      {
        text: 'pymysql.err.OperationalError: (1136, "Column count doesn\'t match value count at row 1")',
        captures: { row: "1" },
      },
    ],
    nearMisses: [
      { text: "ValueError: Length mismatch: Expected axis has 3 elements, new values have 2 elements" },
    ],
  },
  "mysql/syntax-error": {
    examples: [
      {
        text: "pymysql.err.ProgrammingError: (1064, \"You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'form orders' at line 1\")",
      },
      {
        text: "ERROR 1064 (42000) at line 12: You have an error in your SQL syntax; check the manual that corresponds to your MariaDB server version for the right syntax to use near ')' at line 4",
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"' }],
  },
  "mysql/group-by": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1055, \"Expression #2 of SELECT list is not in GROUP BY clause and contains nonaggregated column 'shop.o.status' which is not functionally dependent on columns in GROUP BY clause; this is incompatible with sql_mode=only_full_group_by\")",
        captures: { column: "shop.o.status" },
      },
      {
        text: "pymysql.err.OperationalError: (1052, \"Column 'id' in field list is ambiguous\")",
        captures: { column: "id" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.AmbiguousColumn: column reference "id" is ambiguous' }],
  },
  "mysql/access-denied": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
        captures: { user: "etl", host: "10.0.0.7", password: "YES" },
      },
      {
        text: "ERROR 1044 (42000): Access denied for user 'etl'@'%' to database 'shop'",
        captures: { database: "shop" },
      },
      {
        text: "java.sql.SQLException: null,  message from server: \"Host '10.0.0.7' is not allowed to connect to this MySQL server\"",
        captures: { host: "10.0.0.7" },
      },
    ],
    nearMisses: [
      { text: 'FATAL:  password authentication failed for user "etl"' },
      {
        text: "pymysql.err.OperationalError: (1142, \"SELECT command denied to user 'etl'@'10.0.0.7' for table 'orders'\")",
      },
    ],
  },
  "mysql/permission-denied": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1142, \"SELECT command denied to user 'etl'@'10.0.0.7' for table 'orders'\")",
        captures: { command: "SELECT", table: "orders", user: "etl" },
      },
      {
        text: "ERROR 1227 (42000) at line 18: Access denied; you need (at least one of) the SUPER privilege(s) for this operation",
        captures: { command: "SUPER" },
      },
      {
        text: "pymysql.err.OperationalError: (3948, 'Loading local data is disabled; this must be enabled on both the client and server sides')",
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
      },
    ],
  },
  "mysql/auth-plugin": {
    examples: [
      {
        text: "RuntimeError: 'cryptography' package is required for sha256_password or caching_sha2_password auth methods",
      },
      {
        text: "mysql.connector.errors.NotSupportedError: Authentication plugin 'caching_sha2_password' is not supported",
        captures: { plugin: "caching_sha2_password" },
      },
      {
        text: "ERROR 2059 (HY000): Authentication plugin 'caching_sha2_password' cannot be loaded: /usr/lib/mysql/plugin/caching_sha2_password.so: cannot open shared object file: No such file or directory",
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
      },
    ],
  },
  "mysql/cannot-connect": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)\")",
        captures: { host: "db", reason: "[Errno 111] Connection refused" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (2002, \"Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)\")",
        captures: { socket: "/var/run/mysqld/mysqld.sock" },
      },
      {
        text: "mysql.connector.errors.DatabaseError: 2005 (HY000): Unknown MySQL server host 'warehouse' (-2)",
        captures: { host: "warehouse" },
      },
    ],
    nearMisses: [
      { text: "pymysql.err.OperationalError: (2013, 'Lost connection to MySQL server during query')" },
      { text: 'connection to server at "db" (10.4.0.12), port 5432 failed: Connection refused' },
    ],
  },
  "mysql/connection-lost": {
    examples: [
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (2006, 'MySQL server has gone away')",
      },
      { text: "pymysql.err.OperationalError: (2013, 'Lost connection to MySQL server during query')" },
      {
        text: "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\nThe last packet sent successfully to the server was 0 milliseconds ago. The driver has not received any packets from the server.",
      },
    ],
    nearMisses: [
      { text: "pymysql.err.OperationalError: (2003, \"Can't connect to MySQL server on 'db' (timed out)\")" },
      { text: "psycopg2.OperationalError: server closed the connection unexpectedly" },
    ],
  },
  "mysql/too-many-connections": {
    examples: [
      { text: "pymysql.err.OperationalError: (1040, 'Too many connections')" },
      { text: "ERROR 1040 (08004): Too many connections" },
      {
        text: "pymysql.err.OperationalError: (1203, \"User etl already has more than 'max_user_connections' active connections\")",
        captures: { user: "etl", limit: "max_user_connections" },
      },
    ],
    nearMisses: [
      { text: "FATAL:  sorry, too many clients already" },
      { text: "WARNING - Too many connections open, waiting" },
    ],
  },
  "mysql/lock": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
        captures: { what: "Lock wait timeout exceeded" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1213, 'Deadlock found when trying to get lock; try restarting transaction')",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.DeadlockDetected: deadlock detected" },
      { text: "sqlite3.OperationalError: database is locked" },
    ],
  },
  "mysql/limits": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1153, \"Got a packet bigger than 'max_allowed_packet' bytes\")",
      },
      {
        text: "pymysql.err.OperationalError: (1114, \"The table 'orders' is full\")",
        captures: { what: "The table 'orders' is full" },
      },
      {
        text: "pymysql.err.OperationalError: (3024, 'Query execution was interrupted, maximum statement execution time exceeded')",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "mysql/read-only": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1290, 'The MySQL server is running with the --read-only option so it cannot execute this statement')",
        captures: { option: "read-only" },
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1290, 'The MySQL server is running with the --secure-file-priv option so it cannot execute this statement')",
      },
    ],
  },
  "mysql/already-exists": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1050, \"Table 'orders' already exists\")",
        captures: { name: "orders" },
      },
      { text: "pymysql.err.OperationalError: (1060, \"Duplicate column name 'discount'\")" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' }],
  },
};
