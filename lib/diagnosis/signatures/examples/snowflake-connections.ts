import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const snowflakeConnectionExamples: SignatureExamples = {
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
  "snowflake/password-not-enough": {
    examples: [
      {
        text: "250001 (08001): None: Failed to connect to DB: xy12345.snowflakecomputing.com:443. Failed to authenticate: MFA with TOTP is required. To authenticate, provide both your password and a current TOTP passcode.",
      },
    ],
    nearMisses: [
      {
        text: "250001 (08001): None: Failed to connect to DB: xy12345.snowflakecomputing.com:443. Incorrect username or password was specified.",
      },
    ],
  },
  "snowflake/user-disabled": {
    examples: [
      {
        text: "250001 (08001): None: Failed to connect to DB: xy12345.snowflakecomputing.com:443. User access disabled. Contact your local system administrator.",
      },
    ],
    nearMisses: [{ text: "User temporarily locked. Try again later" }],
  },
  "snowflake/key-refused": {
    examples: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.west-europe.azure.snowflakecomputing.com:443. JWT token is invalid.",
      },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.DatabaseError: 250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. Incorrect username or password was specified.",
      },
      { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
    ],
  },
  "snowflake/token-expired": {
    examples: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 390114 (08001): Authentication token has expired.  The user must authenticate again.",
      },
    ],
    nearMisses: [
      {
        text: "250001 (08001): Failed to connect to DB: xy12345.snowflakecomputing.com:443. JWT token is invalid.",
      },
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
};
