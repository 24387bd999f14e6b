import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresDriverExamples: SignatureExamples = {
  "postgres/closed-handle": {
    examples: [
      {
        text: "psycopg2.InterfaceError: connection already closed",
        captures: { what: "connection already closed" },
      },
      { text: "sqlalchemy.exc.InterfaceError: (psycopg2.InterfaceError) cursor already closed" },
      { text: "psycopg.OperationalError: the connection is closed" },
      {
        text: "asyncpg.exceptions._base.InterfaceError: cannot perform operation: another operation is in progress",
      },
    ],
    nearMisses: [
      { text: "psycopg2.OperationalError: server closed the connection unexpectedly" },
      { text: "INFO - connection already closed, nothing to do" },
    ],
  },
  "postgres/prepared-statement": {
    examples: [
      {
        text: 'psycopg.errors.DuplicatePreparedStatement: prepared statement "_pg3_0" already exists',
        captures: { name: "_pg3_0" },
      },
      {
        text: 'asyncpg.exceptions.InvalidSQLStatementNameError: prepared statement "__asyncpg_stmt_4__" does not exist',
        captures: { name: "__asyncpg_stmt_4__" },
      },
      { text: "org.postgresql.util.PSQLException: ERROR: cached plan must not change result type" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "_pg3_0" already exists' }],
  },
  "postgres/parameter-types": {
    examples: [
      { text: "psycopg2.ProgrammingError: can't adapt type 'dict'", captures: { type: "dict" } },
      {
        text: "sqlalchemy.exc.ProgrammingError: (psycopg2.ProgrammingError) can't adapt type 'numpy.int64'",
        captures: { type: "numpy.int64" },
      },
      {
        text: "psycopg.ProgrammingError: cannot adapt type 'dict' using placeholder '%s' (format: AUTO)",
        captures: { type: "dict" },
      },
      {
        text: "asyncpg.exceptions.DataError: invalid input for query argument $1: '2024-06-01' (expected a datetime.date or datetime.datetime instance, got 'str')",
        captures: { argument: "1" },
      },
    ],
    nearMisses: [
      { text: "TypeError: Object of type datetime is not JSON serializable" },
      { text: 'psycopg2.errors.InvalidTextRepresentation: invalid input syntax for type integer: "N/A"' },
    ],
  },
  "postgres/no-results": {
    examples: [
      { text: "psycopg2.ProgrammingError: no results to fetch" },
      { text: "psycopg.ProgrammingError: the last operation didn't produce a result" },
      { text: "psycopg2.ProgrammingError: named cursor isn't valid anymore" },
    ],
    nearMisses: [{ text: "INFO - no results to fetch for 2024-06-01" }],
  },
  "postgres/libpq-missing": {
    examples: [
      {
        text: "ImportError: no pq wrapper available.\nAttempts made:\n- couldn't import psycopg 'c' implementation: No module named 'psycopg_c'\n- couldn't import psycopg 'binary' implementation: No module named 'psycopg_binary'\n- couldn't import psycopg 'python' implementation: libpq library not found",
      },
      { text: "Error: pg_config executable not found." },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'psycopg2'" }],
  },
  "postgres/connect-message-undecodable": {
    examples: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xf3 in position 85: invalid continuation byte",
        frames: ["C:\\etl\\load.py", "C:\\etl\\.venv\\Lib\\site-packages\\psycopg2\\__init__.py"],
        captures: { byte: "f3" },
      },
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe9 in position 61: invalid continuation byte",
        frames: ["/app/load.py", "/usr/lib/python3/dist-packages/psycopg2/__init__.py"],
      },
    ],
    nearMisses: [
      {
        text: "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xf3 in position 85: invalid continuation byte",
        frames: ["/app/load.py", "/usr/lib/python3.12/site-packages/pandas/io/parsers/readers.py"],
      },
    ],
  },
};
