import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mysqlConnectionExamples: SignatureExamples = {
  "mysql/database-access-denied": {
    examples: [
      {
        text: "ERROR 1044 (42000): Access denied for user 'etl'@'%' to database 'shop'",
        captures: { database: "shop" },
      },
    ],
    nearMisses: [
      { text: 'FATAL:  password authentication failed for user "etl"' },
      {
        text: "pymysql.err.OperationalError: (1142, \"SELECT command denied to user 'etl'@'10.0.0.7' for table 'orders'\")",
      },
    ],
  },
  "mysql/access-denied": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
        captures: { user: "etl", host: "10.0.0.7", password: "YES" },
      },
      {
        text: "pymysql.err.OperationalError: (1045, \"Benutzer 'etl'@'10.0.0.5' hat keine Zugriffsberechtigung (verwendetes Passwort: JA)\")",
        captures: { user: "etl", host: "10.0.0.5" },
      },
    ],
    nearMisses: [{ text: "ERROR 1044 (42000): Access denied for user 'etl'@'%' to database 'shop'" }],
  },
  "mysql/host-not-allowed": {
    examples: [
      {
        text: "java.sql.SQLException: null,  message from server: \"Host '10.0.0.7' is not allowed to connect to this MySQL server\"",
        captures: { host: "10.0.0.7" },
      },
    ],
    nearMisses: [
      {
        text: "Host '10.0.0.7' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'",
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
        text: "pymysql.err.OperationalError: (1142, \"SELECT Befehl nicht erlaubt für Benutzer 'etl'@'10.0.0.5' auf Tabelle 'orders'\")",
        captures: { command: "SELECT", table: "orders" },
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
      },
    ],
  },
  "mysql/file-access-disabled": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (3948, 'Loading local data is disabled; this must be enabled on both the client and server sides')",
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1290, 'The MySQL server is running with the --read-only option so it cannot execute this statement')",
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
    ],
    nearMisses: [
      { text: "pymysql.err.OperationalError: (2013, 'Lost connection to MySQL server during query')" },
      { text: 'connection to server at "db" (10.4.0.12), port 5432 failed: Connection refused' },
    ],
  },
  "mysql/unknown-host": {
    examples: [
      {
        text: "mysql.connector.errors.DatabaseError: 2005 (HY000): Unknown MySQL server host 'warehouse' (-2)",
        captures: { host: "warehouse" },
      },
    ],
    nearMisses: [{ text: "pymysql.err.OperationalError: (1049, \"Unknown database 'shop'\")" }],
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
      { text: "pymysql.err.OperationalError: (2006, '')" },
      { text: "pymysql.err.InterfaceError: (0, '')" },
      { text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (2013, '')" },
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
  "mysql/host-blocked": {
    examples: [
      {
        text: "ERROR 1129 (HY000): Host '10.0.0.7' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'",
        captures: { host: "10.0.0.7" },
      },
    ],
    nearMisses: [
      { text: "ERROR 1130 (HY000): Host '10.0.0.7' is not allowed to connect to this MySQL server" },
    ],
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
};
