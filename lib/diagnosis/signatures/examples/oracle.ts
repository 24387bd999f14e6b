import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const oracleExamples: SignatureExamples = {
  "oracle/invalid-identifier": {
    examples: [
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-00904: "O"."CUSTOMER_REF": invalid identifier\nHelp: https://docs.oracle.com/error-help/db/ora-00904/',
        captures: { column: '"O"."CUSTOMER_REF"' },
      },
      {
        text: 'sqlalchemy.exc.DatabaseError: (cx_Oracle.DatabaseError) ORA-00904: "DISCOUNT": invalid identifier\n[SQL: select discount from orders]',
        captures: { column: '"DISCOUNT"' },
      },
      {
        text: 'java.sql.SQLSyntaxErrorException: ORA-00904: "DISCOUNT": invalid identifier',
      },
    ],
    nearMisses: [
      { text: "oracledb.exceptions.DatabaseError: ORA-00942: table or view does not exist" },
      { text: 'psycopg2.errors.UndefinedColumn: column "discount" does not exist' },
    ],
  },
  "oracle/no-table": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-00942: table or view does not exist\nHelp: https://docs.oracle.com/error-help/db/ora-00942/",
      },
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-00942: table or view "SHOP"."RAW_ORDERS" does not exist',
        captures: { table: '"SHOP"."RAW_ORDERS"' },
      },
    ],
    nearMisses: [
      { text: 'oracledb.exceptions.DatabaseError: ORA-00904: "DISCOUNT": invalid identifier' },
      { text: "pyspark.errors.exceptions.captured.AnalysisException: Table or view not found: raw_orders" },
    ],
  },
  "oracle/unique-constraint": {
    examples: [
      {
        text: "oracledb.exceptions.IntegrityError: ORA-00001: unique constraint (SHOP.ORDERS_PK) violated",
        captures: { constraint: "SHOP.ORDERS_PK" },
      },
      {
        text: "oracledb.exceptions.IntegrityError: ORA-00001: unique constraint (SHOP.ORDERS_PK) violated on table SHOP.ORDERS columns (ORDER_ID)\nORA-03301: (ORA-00001 details) row with column values (ORDER_ID:1042) already exists",
        captures: { table: "SHOP.ORDERS", columns: "ORDER_ID" },
      },
      {
        text: "oracledb.exceptions.IntegrityError: ORA-00001: Unique Constraint (SHOP.ORDERS_PK) verletzt",
        captures: { constraint: "SHOP.ORDERS_PK" },
      },
      {
        text: "cx_Oracle.IntegrityError: ORA-00001: restricción única (SHOP.ORDERS_PK) violada",
        captures: { constraint: "SHOP.ORDERS_PK" },
      },
    ],
    nearMisses: [
      {
        text: 'oracledb.exceptions.IntegrityError: ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")',
      },
    ],
  },
  "oracle/merge-not-unique": {
    examples: [{ text: "ORA-30926: unable to get a stable set of rows in the source tables" }],
    nearMisses: [{ text: "ORA-00001: unique constraint (SHOP.ORDERS_PK) violated" }],
  },
  "oracle/constraint": {
    examples: [
      {
        text: 'oracledb.exceptions.IntegrityError: ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")',
      },
      {
        text: 'cx_Oracle.IntegrityError: ORA-01400: no se puede realizar una inserción NULL en ("SHOP"."ORDERS"."TOTAL")',
      },
    ],
    nearMisses: [
      { text: "oracledb.exceptions.IntegrityError: ORA-00001: unique constraint (SHOP.ORDERS_PK) violated" },
    ],
  },
  "oracle/foreign-key": {
    examples: [
      {
        text: "ORA-02290: check constraint (SHOP.ORDERS_STATUS_CK) violated",
        captures: { constraint: "SHOP.ORDERS_STATUS_CK" },
      },
      {
        text: "cx_Oracle.IntegrityError: ORA-02291: integrity constraint (SHOP.ORDERS_CUSTOMER_FK) violated - parent key not found",
      },
    ],
    nearMisses: [{ text: 'ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")' }],
  },
  "oracle/invalid-value": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01722: invalid number",
        captures: { what: "invalid number" },
      },
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01861: literal does not match format string",
        captures: { what: "literal does not match format string" },
      },
      { text: "java.sql.SQLException: ORA-01843: not a valid month" },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-00933: SQL command not properly ended" }],
  },
  "oracle/value-too-large": {
    examples: [
      { text: "ORA-01438: value larger than specified precision allowed for this column" },
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-12899: value too large for column "SHOP"."ORDERS"."CITY" (actual: 63, maximum: 50)',
      },
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-12899: Wert zu groß für Spalte "SHOP"."ORDERS"."NAME" (aktuell: 30, maximal: 20)',
      },
    ],
    nearMisses: [{ text: "ORA-01722: invalid number" }],
  },
  "oracle/division-by-zero": {
    examples: [{ text: "ORA-01476: divisor is equal to zero" }],
    nearMisses: [{ text: "ORA-01722: invalid number" }],
  },
  "oracle/syntax-error": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-00933: SQL command not properly ended\nHelp: https://docs.oracle.com/error-help/db/ora-00933/",
        captures: { what: "SQL command not properly ended" },
      },
      {
        text: "cx_Oracle.DatabaseError: ORA-00936: missing expression",
        captures: { what: "missing expression" },
      },
      { text: "java.sql.SQLSyntaxErrorException: ORA-00979: not a GROUP BY expression" },
      {
        text: "oracledb.exceptions.DatabaseError: ORA-06550: line 3, column 5:\nPL/SQL: ORA-00984: column not allowed here",
      },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-00942: table or view does not exist" }],
  },
  "oracle/raised-by-code": {
    examples: [
      {
        text: 'ORA-20101: period 2026-11 is closed\nORA-06512: at "FIN.GL_PKG", line 340',
        captures: { message: "period 2026-11 is closed", unit: "FIN.GL_PKG", line: "340" },
      },
    ],
    nearMisses: [{ text: "ORA-02291: integrity constraint violated - parent key not found" }],
  },
};
