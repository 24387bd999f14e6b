import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const snowflakeExamples: SignatureExamples = {
  "snowflake/object-not-found": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 002003 (42S02): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL compilation error:\nObject 'ANALYTICS.RAW.ORDERS' does not exist or not authorized.",
        captures: { kind: "Object", object: "ANALYTICS.RAW.ORDERS" },
      },
      {
        text: "Database Error in model stg_orders (models/staging/stg_orders.sql)\n  002003 (02000): SQL compilation error:\n  Schema 'ANALYTICS.RAW' does not exist or not authorized.",
        captures: { kind: "Schema", object: "ANALYTICS.RAW" },
      },
    ],
    nearMisses: [
      { text: "sqlite3.OperationalError: no such table: raw_orders" },
      {
        text: "snowflake.connector.errors.ProgrammingError: 003001 (42501): SQL access control error:\nInsufficient privileges to operate on schema 'RAW'",
      },
    ],
  },
  "snowflake/invalid-identifier": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000904 (42000): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL compilation error: error line 1 at position 7\ninvalid identifier 'CUSTOMER_ID'",
        captures: { column: "CUSTOMER_ID" },
      },
    ],
    nearMisses: [
      { text: "SyntaxError: invalid character in identifier" },
      {
        text: "snowflake.connector.errors.ProgrammingError: 001003 (42000): SQL compilation error:\nsyntax error line 1 at position 14 unexpected 'FORM'.",
      },
    ],
  },
  "snowflake/syntax-error": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 001003 (42000): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL compilation error:\nsyntax error line 3 at position 4 unexpected 'FORM'.",
        captures: { token: "FORM", line: "3" },
      },
      {
        text: "snowflake.connector.errors.ProgrammingError: 002140 (42601): SQL compilation error:\nUnknown function DATE_SUB",
        captures: { message: "Unknown function DATE_SUB" },
      },
    ],
    nearMisses: [
      { text: 'sqlite3.OperationalError: near "form": syntax error' },
      {
        text: "snowflake.connector.errors.ProgrammingError: 000904 (42000): SQL compilation error: error line 1 at position 7\ninvalid identifier 'CUSTOMER_ID'",
      },
    ],
  },
  "snowflake/insufficient-privileges": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 003001 (42501): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL access control error:\nInsufficient privileges to operate on schema 'RAW'",
        captures: { kind: "schema", object: "RAW" },
      },
    ],
    nearMisses: [
      { text: "SQL compilation error:\nObject 'ANALYTICS.RAW.ORDERS' does not exist or not authorized." },
      { text: "Access to XMLHttpRequest has been blocked: insufficient permissions" },
    ],
  },
  "snowflake/login-refused": {
    examples: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): None: Failed to connect to DB: xy12345.eu-west-1.snowflakecomputing.com:443. Incorrect username or password was specified.",
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. JWT token is invalid.",
      },
      { text: "Incorrect username or password was specified for the FTP server" },
    ],
  },
  "snowflake/key-refused": {
    examples: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.west-europe.azure.snowflakecomputing.com:443. JWT token is invalid.",
      },
      {
        text: "snowflake.connector.errors.ProgrammingError: 390114 (08001): Authentication token has expired.  The user must authenticate again.",
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. Incorrect username or password was specified.",
      },
      { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
    ],
  },
  "snowflake/login-rejected": {
    examples: [
      {
        text: "250001 (08001): Failed to connect to DB: xy12345.us-east-2.aws.snowflakecomputing.com:443. Role 'TRANSFORM' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.",
        captures: { role: "TRANSFORM" },
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.OperationalError: 250001: Could not connect to Snowflake backend after 2 attempt(s).Aborting",
      },
    ],
  },
  "snowflake/user-locked": {
    examples: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. User temporarily locked. Try again later, or contact your local system administrator.",
      },
    ],
    nearMisses: [
      { text: "sqlite3.OperationalError: database is locked" },
      { text: "User temporarily unavailable. Try again later" },
    ],
  },
  "snowflake/network-policy": {
    examples: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. Incoming request with IP/Token 203.0.113.7 is not allowed to access Snowflake. Contact your account administrator.",
        captures: { address: "203.0.113.7" },
      },
    ],
    nearMisses: [{ text: "This user is not allowed to access Snowflake's documentation" }],
  },
  "snowflake/unreachable": {
    examples: [
      {
        text: "snowflake.connector.errors.OperationalError: 250001: Could not connect to Snowflake backend after 2 attempt(s).Aborting",
      },
      {
        text: "snowflake.connector.errors.OperationalError: 250003: Failed to execute request: HTTPSConnectionPool(host='xy12345.snowflakecomputing.com', port=443): Read timed out. (read timeout=60)",
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. Incorrect username or password was specified.",
      },
      { text: "Could not connect to the backend after 2 attempts" },
    ],
  },
  "snowflake/wrong-account": {
    examples: [
      {
        text: "snowflake.connector.errors.InterfaceError: 290404 (08001): None: 404 Not Found: post https://xy12345.snowflakecomputing.com:443/session/v1/login-request",
        captures: { host: "https://xy12345.snowflakecomputing.com" },
      },
      {
        text: "snowflake.connector.errors.ProgrammingError: 251001: Account must be specified",
        captures: { setting: "Account" },
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.OperationalError: 250001: Could not connect to Snowflake backend after 2 attempt(s).Aborting",
      },
    ],
  },
  "snowflake/no-active-warehouse": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000606 (57P03): 01a503b0-0401-997d-0001-0003016c457e: No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.",
      },
    ],
    nearMisses: [
      { text: "INFO - Warehouse COMPUTE_WH selected in the current session" },
      {
        text: "000090105 (22000): Cannot perform SELECT. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
      },
    ],
  },
  "snowflake/no-current-database": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 090105 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Cannot perform SELECT. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.",
        captures: { kind: "database" },
      },
    ],
    nearMisses: [
      {
        text: "000606 (57P03): No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' command.",
      },
    ],
  },
  "snowflake/quota-exceeded": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 090073 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Warehouse 'COMPUTE_WH' cannot be resumed because resource monitor 'MONTHLY_LIMIT' has exceeded its quota.",
        captures: { warehouse: "COMPUTE_WH", monitor: "MONTHLY_LIMIT" },
      },
    ],
    nearMisses: [{ text: "INFO - Warehouse 'COMPUTE_WH' was resumed" }],
  },
  "snowflake/statement-timeout": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000630 (57014): 01b2f6a4-0303-a1b2-0000-0001234500aa: Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.",
        captures: { seconds: "3,600" },
      },
    ],
    nearMisses: [
      { text: "snowflake.connector.errors.ProgrammingError: 000604 (57014): SQL execution canceled" },
    ],
  },
  "snowflake/cancelled": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000604 (57014): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL execution canceled",
      },
    ],
    nearMisses: [
      {
        text: "000630 (57014): Statement reached its statement or warehouse timeout of 3,600 second(s) and was canceled.",
      },
    ],
  },
  "snowflake/value-not-recognized": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100038 (22018): 01b2f6a4-0303-a1b2-0000-0001234500aa: Numeric value 'n/a' is not recognized",
        captures: { type: "Numeric value", value: "n/a" },
      },
      {
        text: "snowflake.connector.errors.ProgrammingError: 100040 (22007): Date '2024-13-01' is not recognized",
        captures: { type: "Date", value: "2024-13-01" },
      },
    ],
    nearMisses: [
      { text: "ValueError: time data '2024-13-01' does not match format '%Y-%m-%d'" },
      { text: "'pyhton' is not recognized as an internal or external command" },
    ],
  },
  "snowflake/value-too-large": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100078 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: String 'Kirchstrasse 12, Hinterhaus links' is too long and would be truncated",
      },
      {
        text: "User character length limit (16) exceeded by string 'north-north-west-1'\n  File 'orders/2024.csv', line 3, character 4",
        captures: { limit: "16" },
      },
    ],
    nearMisses: [{ text: "WARNING - log line is too long and was truncated" }],
  },
  "snowflake/null-or-duplicate": {
    examples: [
      {
        text: 'snowflake.connector.errors.ProgrammingError: 100090 (42P18): 01b2f6a4-0303-a1b2-0000-0001234500aa: Duplicate row detected during DML action\nRow Values: [42, "open"]',
      },
      {
        text: "snowflake.connector.errors.IntegrityError: 100072 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: NULL result in a non-nullable column",
      },
    ],
    nearMisses: [{ text: "ZeroDivisionError: division by zero" }],
  },
  "snowflake/copy-columns": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100080 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Number of columns in file (12) does not match that of the corresponding table (11), use file format option error_on_column_count_mismatch=false to ignore this error\n  File 'orders/2024-05-01.csv', line 2, character 1",
        captures: { found: "12", expected: "11" },
      },
      {
        text: "002020 (21S01): SQL compilation error:\nInsert value list does not match column list expecting 3 but got 2",
        captures: { found: "2", expected: "3" },
      },
    ],
    nearMisses: [{ text: "ValueError: 3 columns passed, passed data had 2 columns" }],
  },
  "snowflake/copy-parse": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100016 (22000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Field delimiter ',' found while expecting record delimiter '\\n'\n  File 'orders/2024-05-01.csv', line 7, character 112",
        captures: { found: "," },
      },
      {
        text: 'snowflake.connector.errors.ProgrammingError: 100069 (22P02): Error parsing JSON: unknown keyword "nan", pos 12',
      },
    ],
    nearMisses: [
      {
        text: "pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 7, saw 6",
      },
    ],
  },
  "snowflake/stage-access": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 091003 (55000): 01b2f6a4-0303-a1b2-0000-0001234500aa: Failure using stage area. Cause: [Access Denied (Status Code: 403; Error Code: AccessDenied)]",
        captures: { reason: "Access Denied (Status Code: 403; Error Code: AccessDenied)" },
      },
    ],
    nearMisses: [{ text: "INFO - using stage area @RAW/orders" }],
  },
  "snowflake/already-exists": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 002002 (42710): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL compilation error:\nObject 'ORDERS' already exists.",
        captures: { object: "ORDERS" },
      },
    ],
    nearMisses: [
      { text: "mysql.connector.errors.ProgrammingError: 1050 (42S01): Table 'orders' already exists" },
    ],
  },
  "snowflake/procedure-failed": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 100132 (P0000): JavaScript execution error: Uncaught ReferenceError: total is not defined in LOAD_ORDERS at '  return total' position 2",
        captures: { language: "JavaScript" },
      },
    ],
    nearMisses: [{ text: "NameError: name 'total' is not defined" }],
  },
  "snowflake/internal-error": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000603 (XX000): 01b2f6a4-0303-a1b2-0000-0001234500aa: SQL execution internal error:\nProcessing aborted due to error 300010:391167117; incident 5271449.",
      },
    ],
    nearMisses: [{ text: "SQL compilation error:\nsyntax error line 3 at position 4 unexpected 'FORM'." }],
  },
  "snowflake/lock": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 000625 (57014): 01b2f6a4-0303-a1b2-0000-0001234500aa: Statement '01b2f6a4-0303-a1b2-0000-0001234500aa' has locked table 'ORDERS' in transaction 1715000000000000000 and this lock has not yet been released.\nYour statement '01b2f6a4-0303-a1b2-0000-0001234500ab' was aborted because the number of waiters for this lock exceeds the 20 statements limit.",
        captures: { table: "ORDERS" },
      },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: database table is locked" }],
  },
};
