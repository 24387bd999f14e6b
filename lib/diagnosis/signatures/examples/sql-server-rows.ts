import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sqlServerRowExamples: SignatureExamples = {
  "sql-server/duplicate-key": {
    examples: [
      {
        text: "pyodbc.IntegrityError: ('23000', \"[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Violation of PRIMARY KEY constraint 'PK_orders'. Cannot insert duplicate key in object 'dbo.orders'. The duplicate key value is (1042). (2627) (SQLExecDirectW)\")",
        captures: { constraint: "PK_orders", table: "dbo.orders", value: "1042" },
      },
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Cannot insert duplicate key row in object 'dbo.orders' with unique index 'IX_orders_ref'. The duplicate key value is (A-17).",
        captures: { constraint: "IX_orders_ref" },
      },
      {
        text: "pyodbc.IntegrityError: ('23000', \"[23000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Verletzung der PRIMARY KEY-Einschränkung 'PK_orders'. Ein doppelter Schlüssel kann in das Objekt 'dbo.orders' nicht eingefügt werden. (2627) (SQLExecDirectW)\")",
        captures: { constraint: "PK_orders", table: "dbo.orders" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "orders_pkey"',
      },
    ],
  },
  "sql-server/constraint": {
    examples: [
      {
        text: "pyodbc.IntegrityError: ('23000', \"[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Cannot insert the value NULL into column 'customer_id', table 'shop.dbo.orders'; column does not allow nulls. INSERT fails. (515) (SQLExecDirectW)\")",
        captures: { column: "customer_id", table: "shop.dbo.orders" },
      },
      {
        text: "pyodbc.IntegrityError: ('23000', \"[23000] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Der Wert NULL kann in die 'total'-Spalte, 'shop.dbo.orders'-Tabelle nicht eingefügt werden. (515) (SQLExecDirectW)\")",
        captures: { column: "total", table: "shop.dbo.orders" },
      },
    ],
    nearMisses: [
      {
        text: 'oracledb.exceptions.IntegrityError: ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")',
      },
    ],
  },
  "sql-server/conflict": {
    examples: [
      {
        text: 'Msg 547, Level 16, State 0, Server db, Line 1\nThe INSERT statement conflicted with the FOREIGN KEY constraint "FK_orders_customers". The conflict occurred in database "shop", table "dbo.customers", column \'id\'.',
        captures: { kind: "FOREIGN KEY", constraint: "FK_orders_customers" },
      },
    ],
    nearMisses: [
      {
        text: "Cannot insert the value NULL into column 'customer_id', table 'shop.dbo.orders'; column does not allow nulls.",
      },
    ],
  },
  "sql-server/invalid-value": {
    examples: [
      {
        text: "com.microsoft.sqlserver.jdbc.SQLServerException: Conversion failed when converting the varchar value 'N/A' to data type int.",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.DivisionByZero: division by zero" },
      { text: "pymysql.err.DataError: (1406, \"Data too long for column 'city' at row 1\")" },
    ],
  },
  "sql-server/value-too-long": {
    examples: [
      {
        text: "pyodbc.ProgrammingError: ('42000', \"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]String or binary data would be truncated in table 'shop.dbo.orders', column 'city'. Truncated value: 'Frankfurt am'. (2628) (SQLExecDirectW)\")",
      },
    ],
    nearMisses: [{ text: "Conversion failed when converting the varchar value 'N/A' to data type int." }],
  },
  "sql-server/arithmetic": {
    examples: [
      { text: "Msg 8134, Level 16, State 1, Server db, Line 1\nDivide by zero error encountered." },
      {
        text: "pyodbc.DataError: ('22003', '[22003] [Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Arithmetic overflow error converting expression to data type int. (8115) (SQLExecDirectW)')",
      },
    ],
    nearMisses: [{ text: "Conversion failed when converting the varchar value 'N/A' to data type int." }],
  },
  "sql-server/identity-or-exists": {
    examples: [
      {
        text: "pyodbc.IntegrityError: ('23000', \"[23000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Cannot insert explicit value for identity column in table 'orders' when IDENTITY_INSERT is set to OFF. (544) (SQLExecDirectW)\")",
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "orders" already exists' }],
  },
  "sql-server/type-conversion": {
    examples: [
      {
        text: "[Microsoft][SQL Server]Explicit conversion from data type int to date is not allowed. (529)",
        captures: { from: "int", to: "date" },
      },
      {
        text: "Operand type clash: date is incompatible with int",
        captures: { from: "date", to: "int" },
      },
    ],
    nearMisses: [{ text: "Conversion failed when converting the varchar value 'n/a' to data type int." }],
  },
};
