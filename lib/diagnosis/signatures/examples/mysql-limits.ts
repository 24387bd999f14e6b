import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const mysqlLimitExamples: SignatureExamples = {
  "mysql/lock": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
        captures: { what: "Lock wait timeout exceeded" },
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.DeadlockDetected: deadlock detected" },
      { text: "sqlite3.OperationalError: database is locked" },
    ],
  },
  "mysql/deadlock": {
    examples: [
      {
        text: "sqlalchemy.exc.OperationalError: (MySQLdb.OperationalError) (1213, 'Deadlock found when trying to get lock; try restarting transaction')",
      },
      {
        text: "pymysql.err.OperationalError: (1213, 'Beim Versuch, eine Sperre anzufordern, ist ein Deadlock aufgetreten. Versuchen Sie, die Transaktion neu zu starten')",
      },
    ],
    nearMisses: [
      {
        text: "pymysql.err.OperationalError: (1205, 'Lock wait timeout exceeded; try restarting transaction')",
      },
    ],
  },
  "mysql/limits": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1153, \"Got a packet bigger than 'max_allowed_packet' bytes\")",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "mysql/server-full": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (1114, \"The table 'orders' is full\")",
      },
    ],
    nearMisses: [{ text: "The table 'orders' is fully loaded" }],
  },
  "mysql/statement-timeout": {
    examples: [
      {
        text: "pymysql.err.OperationalError: (3024, 'Query execution was interrupted, maximum statement execution time exceeded')",
      },
    ],
    nearMisses: [{ text: "pymysql.err.OperationalError: (1317, 'Query execution was interrupted')" }],
  },
  "mysql/row-size": {
    examples: [
      {
        text: 'pymysql.err.OperationalError: (1118, "Row size too large. The maximum row size for the used table type, not counting BLOBs, is 65535. This includes storage overhead, check the manual. You have to change some columns to TEXT or BLOBs")',
      },
    ],
    nearMisses: [{ text: "pymysql.err.DataError: (1406, \"Data too long for column 'city' at row 1\")" }],
  },
};
