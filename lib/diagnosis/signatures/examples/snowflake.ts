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
      {
        text: "snowflake.connector.errors.ProgrammingError: 000904 (42000): 01b2c3d4-0000-1111-0000-000000000000",
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
  "snowflake/column-exists": {
    examples: [
      {
        text: "001430 (42601): SQL compilation error:\ncolumn 'PICKED_AT' already exists",
        captures: { column: "PICKED_AT" },
      },
    ],
    nearMisses: [{ text: "002002 (42710): SQL compilation error:\nObject 'RAW.CRATES' already exists." }],
  },
};
