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
    ],
    nearMisses: [
      {
        text: 'oracledb.exceptions.IntegrityError: ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")',
      },
    ],
  },
  "oracle/constraint": {
    examples: [
      {
        text: 'oracledb.exceptions.IntegrityError: ORA-01400: cannot insert NULL into ("SHOP"."ORDERS"."CUSTOMER_ID")',
      },
      {
        text: "cx_Oracle.IntegrityError: ORA-02291: integrity constraint (SHOP.ORDERS_CUSTOMER_FK) violated - parent key not found",
      },
    ],
    nearMisses: [
      { text: "oracledb.exceptions.IntegrityError: ORA-00001: unique constraint (SHOP.ORDERS_PK) violated" },
    ],
  },
  "oracle/invalid-value": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01722: invalid number",
        captures: { what: "invalid number" },
      },
      {
        text: 'oracledb.exceptions.DatabaseError: ORA-12899: value too large for column "SHOP"."ORDERS"."CITY" (actual: 63, maximum: 50)',
      },
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01861: literal does not match format string",
        captures: { what: "literal does not match format string" },
      },
      { text: "java.sql.SQLException: ORA-01843: not a valid month" },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-00933: SQL command not properly ended" }],
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
  "oracle/login": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01017: invalid username/password; logon denied",
      },
      { text: "oracledb.exceptions.DatabaseError: ORA-28001: the password has expired" },
      {
        text: "oracledb.exceptions.DatabaseError: DPY-4001: no credentials specified",
      },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-01031: insufficient privileges" }],
  },
  "oracle/privileges": {
    examples: [
      { text: "oracledb.exceptions.DatabaseError: ORA-01031: insufficient privileges" },
      { text: "cx_Oracle.DatabaseError: ORA-01950: no privileges on tablespace 'USERS'" },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 003001 (42501): SQL access control error: Insufficient privileges to operate on table 'ORDERS'",
      },
    ],
  },
  "oracle/service-unknown": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor",
      },
      {
        text: "cx_Oracle.DatabaseError: ORA-12154: TNS:could not resolve the connect identifier specified",
      },
      {
        text: 'oracledb.exceptions.OperationalError: DPY-6001: Service "shop" is not registered with the listener at host "10.4.0.12" port 1521. (Similar to ORA-12514)',
      },
      {
        text: 'oracledb.exceptions.DatabaseError: DPY-4000: unable to find "SHOP" in /opt/oracle/network/admin/tnsnames.ora',
      },
    ],
    nearMisses: [{ text: "cx_Oracle.DatabaseError: ORA-12541: TNS:no listener" }],
  },
  "oracle/unreachable": {
    examples: [
      {
        text: "oracledb.exceptions.OperationalError: DPY-6005: cannot connect to database (CONNECTION_ID=mWbX1g==).\n[Errno 111] Connection refused",
      },
      { text: "cx_Oracle.DatabaseError: ORA-12541: TNS:no listener", captures: { what: "TNS:no listener" } },
      { text: "cx_Oracle.DatabaseError: ORA-03113: end-of-file on communication channel\nProcess ID: 4112" },
      {
        text: "oracledb.exceptions.DatabaseError: DPY-4011: the database or network closed the connection",
      },
    ],
    nearMisses: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor",
      },
    ],
  },
  "oracle/client-library": {
    examples: [
      {
        text: 'cx_Oracle.DatabaseError: DPI-1047: Cannot locate a 64-bit Oracle Client library: "libclntsh.so: cannot open shared object file: No such file or directory". See https://cx-oracle.readthedocs.io/en/latest/user_guide/installation.html for help',
      },
      {
        text: "oracledb.exceptions.NotSupportedError: DPY-3010: connections to this database server version are not supported by python-oracledb in thin mode",
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'oracledb'" }],
  },
  "oracle/locks": {
    examples: [
      { text: "oracledb.exceptions.DatabaseError: ORA-00060: deadlock detected while waiting for resource" },
      {
        text: "cx_Oracle.DatabaseError: ORA-00054: resource busy and acquire with NOWAIT specified or timeout expired",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.DeadlockDetected: deadlock detected" }],
  },
  "oracle/space": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01652: unable to extend temp segment by 128 in tablespace TEMP",
      },
      {
        text: 'cx_Oracle.DatabaseError: ORA-01555: snapshot too old: rollback segment number 12 with name "_SYSSMU12_1" too small',
      },
      { text: "cx_Oracle.DatabaseError: ORA-00020: maximum number of processes (300) exceeded" },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "oracle/cancelled": {
    examples: [
      { text: "oracledb.exceptions.DatabaseError: DPY-4024: call timeout of 30000 ms exceeded" },
      { text: "cx_Oracle.DatabaseError: ORA-01013: user requested cancel of current operation" },
    ],
    nearMisses: [{ text: "psycopg2.errors.QueryCanceled: canceling statement due to user request" }],
  },
  "oracle/not-open": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-01033: ORACLE initialization or shutdown in progress\nProcess ID: 0",
      },
      { text: "oracledb.exceptions.DatabaseError: ORA-01034: ORACLE not available" },
    ],
    nearMisses: [{ text: "FATAL:  the database system is starting up" }],
  },
};
