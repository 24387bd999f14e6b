import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlServerConnectionExamples: SignatureExamples = {
  "sql-server/login-failed": {
    examples: [
      {
        text: "pyodbc.InterfaceError: ('28000', \"[28000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Login failed for user 'etl'. (18456) (SQLDriverConnect)\")",
        captures: { user: "etl" },
      },
      {
        text: "pyodbc.InterfaceError: ('28000', \"[28000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Fehler bei der Anmeldung für den Benutzer 'etl'. (18456) (SQLDriverConnect)\")",
        captures: { user: "etl" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Fehler bei der Anmeldung für den Benutzer 'etl'. ClientConnectionId:x",
        captures: { user: "etl" },
      },
    ],
    nearMisses: [
      {
        text: "pyodbc.OperationalError: ('HYT00', '[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired (0) (SQLDriverConnect)')",
      },
    ],
  },
  "sql-server/database-not-opened": {
    examples: [
      {
        text: 'com.microsoft.sqlserver.jdbc.SQLServerException: Cannot open database "shop" requested by the login. The login failed.',
        captures: { database: "shop" },
      },
    ],
    nearMisses: [{ text: "Login failed for user 'etl'. (18456)" }],
  },
  "sql-server/permission-denied": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]The SELECT permission was denied on the object 'orders', database 'shop', schema 'dbo'. (229) (SQLExecDirectW)\")",
        captures: { permission: "SELECT", object: "orders" },
      },
      {
        text: "Msg 262, Level 14, State 1, Server db, Line 1\nCREATE TABLE permission denied in database 'shop'.",
        captures: { permission: "CREATE TABLE", object: "shop" },
      },
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Die SELECT-Berechtigung wurde für das orders-Objekt, 'shop'-Datenbank, dbo-Schema, verweigert. (229) (SQLExecDirectW)\")",
        captures: { object: "shop" },
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.InsufficientPrivilege: permission denied for table orders" }],
  },
  "sql-server/odbc-driver-missing": {
    examples: [
      {
        text: "pyodbc.Error: ('01000', \"[01000] [unixODBC][Driver Manager]Can't open lib 'ODBC Driver 17 for SQL Server' : file not found (0) (SQLDriverConnect)\")",
        captures: { driver: "ODBC Driver 17 for SQL Server" },
      },
      {
        text: "pyodbc.InterfaceError: ('IM002', '[IM002] [Microsoft][ODBC Driver Manager] Data source name not found and no default driver specified (0) (SQLDriverConnect)')",
      },
    ],
    nearMisses: [
      { text: "ModuleNotFoundError: No module named 'pyodbc'" },
      { text: "ImportError: libpq.so.5: cannot open shared object file: No such file or directory" },
    ],
  },
  "sql-server/unreachable": {
    examples: [
      {
        text: "pyodbc.OperationalError: ('HYT00', '[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired (0) (SQLDriverConnect)')",
        captures: { what: "Login timeout expired" },
      },
      {
        text: 'com.microsoft.sqlserver.jdbc.SQLServerException: The TCP/IP connection to the host db.example.com, port 1433 has failed. Error: "Connection refused. Verify the connection properties."',
        captures: { host: "db.example.com", port: "1433" },
      },
      {
        text: "pymssql._pymssql.OperationalError: (20009, b'DB-Lib error message 20009, severity 9:\\nUnable to connect: Adaptive Server is unavailable or does not exist (db.example.com)\\n')",
      },
    ],
    nearMisses: [
      {
        text: "pyodbc.InterfaceError: ('28000', \"[28000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Login failed for user 'etl'. (18456) (SQLDriverConnect)\")",
      },
    ],
  },
  "sql-server/certificate": {
    examples: [
      {
        text: "pyodbc.OperationalError: ('08001', '[08001] [Microsoft][ODBC Driver 18 for SQL Server]SSL Provider: [error:0A000086:SSL routines::certificate verify failed:self-signed certificate] (-1) (SQLDriverConnect)')",
      },
      {
        text: 'com.microsoft.sqlserver.jdbc.SQLServerException: The driver could not establish a secure connection to SQL Server by using Secure Sockets Layer (SSL) encryption. Error: "PKIX path building failed".',
      },
    ],
    nearMisses: [
      { text: "requests.exceptions.SSLError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed" },
    ],
  },
};
