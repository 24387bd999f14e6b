import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const databaseServerExamples: SignatureExamples = {
  "mysql/server-setting": {
    examples: [
      {
        text: "[ERROR] [MY-000067] [Server] unknown variable 'query_cache_size=64M'.",
        captures: { setting: "query_cache_size=64M" },
      },
      {
        text: "mysqld: [ERROR] Found option without preceding group in config file /etc/mysql/conf.d/harbour.cnf at line 1.",
        captures: { file: "/etc/mysql/conf.d/harbour.cnf", line: "1" },
      },
    ],
    nearMisses: [{ text: "ERROR 1193 (HY000): Unknown system variable 'query_cache_size'" }],
  },
  "mysql/table-crashed": {
    examples: [
      {
        text: "Table './harbour/crates' is marked as crashed and should be repaired",
        captures: { table: "./harbour/crates" },
      },
    ],
    nearMisses: [{ text: "ERROR 1146 (42S02): Table 'harbour.crates' doesn't exist" }],
  },
  "mysql/shutting-down": {
    examples: [{ text: "ERROR 1053 (08S01): Server shutdown in progress" }],
    nearMisses: [{ text: "FATAL:  the database system is shutting down" }],
  },
  "mysql/lock-table-size": {
    examples: [{ text: "ERROR 1206 (HY000): The total number of locks exceeds the lock table size" }],
    nearMisses: [{ text: "ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction" }],
  },
  "mysql/password-expired": {
    examples: [
      {
        text: "ERROR 1820 (HY000): You must reset your password using ALTER USER statement before executing this statement.",
      },
    ],
    nearMisses: [
      { text: "ERROR 1045 (28000): Access denied for user 'harbour'@'10.0.0.4' (using password: YES)" },
    ],
  },
  "postgres/server-setting": {
    examples: [
      {
        text: 'ERROR: invalid value for parameter "TimeZone": "Europe/Kyivv"',
        captures: { setting: "TimeZone", value: "Europe/Kyivv" },
      },
      { text: 'ERROR: parameter "shared_buffers" cannot be changed without restarting the server' },
      { text: 'FATAL: configuration file "/etc/postgresql/15/main/postgresql.conf" contains errors' },
    ],
    nearMisses: [{ text: 'ERROR:  invalid input syntax for type integer: "n/a"' }],
  },
  "postgres/wraparound": {
    examples: [
      {
        text: 'ERROR: database is not accepting commands to avoid wraparound data loss in database "harbour"',
        captures: { database: "harbour" },
      },
    ],
    nearMisses: [{ text: 'WARNING:  database "harbour" must be vacuumed within 10985967 transactions' }],
  },
  "postgres/data-directory-version": {
    examples: [
      {
        text: "FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 12, which is not compatible with this version 15.4.",
        captures: { from: "12", to: "15.4" },
      },
    ],
    nearMisses: [{ text: "pg_dump: error: server version: 15.4; pg_dump version: 12.1" }],
  },
  "postgres/function-result-type": {
    examples: [
      {
        text: "ERROR:  structure of query does not match function result type\nDETAIL:  Returned type numeric does not match expected type bigint in column 4.",
        captures: { actual: "numeric", expected: "bigint", column: "4" },
      },
    ],
    nearMisses: [{ text: "ERROR:  function harbour.weight(integer) does not exist" }],
  },
  "cassandra/login": {
    examples: [
      {
        text: 'cassandra.AuthenticationFailed: Failed to authenticate to 10.9.0.4: Error from server: code=0100 [Bad credentials] message="Provided username harbour and/or password are incorrect"',
      },
    ],
    nearMisses: [
      {
        text: 'cassandra.Unauthorized: Error from server: code=2100 [Unauthorized] message="User harbour has no SELECT permission"',
      },
    ],
  },
};
