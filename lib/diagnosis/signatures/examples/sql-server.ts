import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlServerExamples: SignatureExamples = {
  "sql-server/invalid-column": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42S22', \"[42S22] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid column name 'customer_ref'. (207) (SQLExecDirectW)\")",
        captures: { column: "customer_ref" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Invalid column name 'discount'.",
        captures: { column: "discount" },
      },
      {
        text: 'Msg 4104, Level 16, State 1, Server db, Line 1\nThe multi-part identifier "o.customer_ref" could not be bound.',
        captures: { column: "o.customer_ref" },
      },
      {
        text: "pyodbc.ProgrammingError: ('42S22', \"[42S22] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Ungültiger Spaltenname 'rabatt'. (207) (SQLExecDirectW)\")",
        captures: { column: "rabatt" },
      },
      {
        text: "Msg 207, Level 16, State 1, Server DB01, Line 1\nEl nombre de columna 'descuento' no es válido.",
        captures: { column: "descuento" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Ungültiger Spaltenname 'rabatt'.",
        captures: { column: "rabatt" },
      },
    ],
    nearMisses: [
      {
        text: "pyodbc.ProgrammingError: ('42S02', \"[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid object name 'dbo.orders'. (208) (SQLExecDirectW)\")",
      },
      { text: "pymysql.err.OperationalError: (1054, \"Unknown column 'discount' in 'field list'\")" },
    ],
  },
  "sql-server/invalid-object": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42S02', \"[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Invalid object name 'staging.orders'. (208) (SQLExecDirectW)\")",
        captures: { table: "staging.orders" },
      },
      {
        text: "pymssql._pymssql.ProgrammingError: (208, b\"Invalid object name 'orders'.DB-Lib error message 20018, severity 16:\\nGeneral SQL Server error: Check messages from the SQL Server\\n\")",
        captures: { table: "orders" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Could not find stored procedure 'dbo.load_orders'.",
      },
      {
        text: "pyodbc.ProgrammingError: ('42S02', \"[42S02] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]El nombre de objeto 'dbo.pedidos' no es válido. (208) (SQLExecDirectW)\")",
        captures: { table: "dbo.pedidos" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: El nombre de objeto 'dbo.pedidos' no es válido.",
        captures: { table: "dbo.pedidos" },
      },
    ],
    nearMisses: [
      { text: "com.microsoft.sqlserver.jdbc.SQLServerException: Invalid column name 'discount'." },
    ],
  },
  "sql-server/syntax-error": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Incorrect syntax near 'form'. (102) (SQLExecDirectW)\")",
        captures: { what: "Incorrect syntax near 'form'" },
      },
      {
        text: "Msg 8120, Level 16, State 1, Server db, Line 1\nColumn 'orders.status' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.",
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Column name or number of supplied values does not match table definition.",
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.SyntaxError: syntax error at or near "form"' },
      { text: "bash: line 3: syntax error near unexpected token `('" },
    ],
  },
  "sql-server/deadlock": {
    examples: [
      {
        text: "pyodbc.Error: ('40001', '[40001] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Transaction (Process ID 61) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction. (1205) (SQLExecDirectW)')",
        captures: { resource: "lock" },
      },
      {
        text: "pyodbc.Error: ('40001', '[40001] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]La transacción (id. de proceso 64) quedó en interbloqueo en bloqueo recursos con otro proceso y fue elegida como sujeto del interbloqueo. (1205) (SQLExecDirectW)')",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.DeadlockDetected: deadlock detected" }],
  },
  "sql-server/resources": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]The transaction log for database 'shop' is full due to 'LOG_BACKUP'. (9002) (SQLExecDirectW)\")",
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Resource ID : 1. The request limit for the database is 60 and has been reached. See 'https://docs.microsoft.com/azure/azure-sql/database/resource-limits-logical-server' for assistance.",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "sql-server/unavailable": {
    examples: [
      {
        text: "pyodbc.OperationalError: ('HY000', \"[HY000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Database 'shop' on server 'shop-sql' is not currently available.  Please retry the connection later. (40613) (SQLDriverConnect)\")",
        captures: { database: "shop" },
      },
    ],
    nearMisses: [{ text: 'FATAL:  database "shop" does not exist' }],
  },
  "sql-server/query-timeout": {
    examples: [
      {
        text: "pyodbc.OperationalError: ('HYT00', '[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Query timeout expired (0) (SQLExecDirectW)')",
        captures: { what: "Query timeout expired" },
      },
      { text: "com.microsoft.sqlserver.jdbc.SQLServerException: The query has timed out." },
    ],
    nearMisses: [
      {
        text: "pyodbc.OperationalError: ('HYT00', '[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired (0) (SQLDriverConnect)')",
      },
    ],
  },
  "sql-server/already-exists": {
    examples: [
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: There is already an object named 'orders' in the database.",
      },
    ],
    nearMisses: [
      {
        text: "Cannot insert explicit value for identity column in table 'orders' when IDENTITY_INSERT is set to OFF",
      },
    ],
  },
  "sql-server/connection-busy": {
    examples: [
      {
        text: "pyodbc.Error: ('HY000', '[HY000] [Microsoft][ODBC Driver 18 for SQL Server]Connection is busy with results for another command (0) (SQLExecDirectW)')",
      },
    ],
    nearMisses: [{ text: "There is already an object named 'orders' in the database." }],
  },
};
