import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const databaseClientExamples: SignatureExamples = {
  "odbc/driver-not-loaded": {
    examples: [
      {
        text: "[IM003] Specified driver could not be loaded due to system error  126: The specified module could not be found. (Simba Spark ODBC Driver, C:\\odbc\\spark.dll)",
        captures: { code: "126" },
      },
      {
        text: "[IM014] [Microsoft][ODBC Driver Manager] The specified DSN contains an architecture mismatch between the Driver and Application",
      },
    ],
    nearMisses: [
      {
        text: "[IM002] [Microsoft][ODBC Driver Manager] Data source name not found and no default driver specified",
      },
    ],
  },
  "db-api/parameter-count": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('The SQL contains 4 parameter markers, but 5 parameters were supplied', 'HY000')",
        captures: { wanted: "4", given: "5" },
      },
      {
        text: "sqlite3.ProgrammingError: Incorrect number of bindings supplied. The current statement uses 3, and there are 1 supplied.",
        captures: { wanted: "3", given: "1" },
      },
      {
        text: "org.postgresql.util.PSQLException: No value specified for parameter 3.",
        captures: { missing: "3" },
      },
    ],
    nearMisses: [{ text: "TypeError: load() takes 2 positional arguments but 3 were given" }],
  },
  "sqlite/damaged": {
    examples: [
      { text: "sqlite3.DatabaseError: database disk image is malformed" },
      { text: "sqlite3.DatabaseError: file is not a database" },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
  "sqlite/thread": {
    examples: [
      {
        text: "sqlite3.ProgrammingError: SQLite objects created in a thread can only be used in that same thread. The object was created in thread id 140212 and this is thread id 140344.",
      },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: database is locked" }],
  },
  "mysql/collation-mix": {
    examples: [
      {
        text: "ERROR 1267 (HY000): Illegal mix of collations (utf8mb4_general_ci,IMPLICIT) and (utf8mb4_unicode_ci,IMPLICIT) for operation '='",
        captures: { left: "utf8mb4_general_ci", right: "utf8mb4_unicode_ci" },
      },
    ],
    nearMisses: [{ text: "ERROR 1273 (HY000): Unknown collation: 'utf8mb4_0900_ai_ci'" }],
  },
  "mysql/out-of-sync": {
    examples: [
      {
        text: 'MySQLdb._exceptions.ProgrammingError: (2014, "Commands out of sync; you can\'t run this command now")',
      },
    ],
    nearMisses: [{ text: "Replica crates is out of sync with its source" }],
  },
  "prisma/unreachable": {
    examples: [
      {
        text: "Error: P1001: Can't reach database server at `harbour`:`5432`\n\nPlease make sure your database server is running at `harbour`:`5432`.",
        captures: { host: "harbour", port: "5432" },
      },
    ],
    nearMisses: [{ text: "Error: P1003: Database `crates` does not exist on the database server" }],
  },
  "prisma/client-not-generated": {
    examples: [
      {
        text: 'Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again.',
      },
      {
        text: 'PrismaClientInitializationError: Query engine library for current platform "linux-musl" could not be found.',
        captures: { platform: "linux-musl" },
      },
    ],
    nearMisses: [{ text: "Error: Cannot find module '@prisma/client'" }],
  },
  "prisma/settings": {
    examples: [
      {
        text: "error: Environment variable not found: HARBOUR_URL.\n  -->  schema.prisma:9",
        captures: { variable: "HARBOUR_URL" },
      },
      {
        text: "Error validating datasource `db`: the URL must start with the protocol `postgresql://` or `postgres://`.",
      },
    ],
    nearMisses: [{ text: "Error: P1001: Can't reach database server at `harbour`:`5432`" }],
  },
  "mongo/document-too-large": {
    examples: [
      {
        text: "BSONObj size: 17825792 (0x1100000) is invalid. Size must be between 0 and 16793600(16MB)",
        captures: { size: "17825792" },
      },
    ],
    nearMisses: [{ text: "413 Request Entity Too Large" }],
  },
};
