import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const db2Examples: SignatureExamples = {
  "db2/no-such-object": {
    examples: [
      {
        text: 'ibm_db_dbi.ProgrammingError: ibm_db_dbi::ProgrammingError: Statement Execute Failed: [IBM][CLI Driver][DB2/LINUXX8664] SQL0204N  "SHOP.ORDERS" is an undefined name.  SQLSTATE=42704 SQLCODE=-204',
        captures: { object: "SHOP.ORDERS" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlSyntaxErrorException: DB2 SQL Error: SQLCODE=-204, SQLSTATE=42704, SQLERRMC=SHOP.ORDERS, DRIVER=4.26.14",
        captures: { object: "SHOP.ORDERS" },
      },
    ],
    nearMisses: [
      { text: 'SQL0206N  "DISCOUNT" is not valid in the context where it is used.  SQLSTATE=42703' },
    ],
  },
  "db2/no-such-column": {
    examples: [
      {
        text: '[IBM][CLI Driver][DB2/LINUXX8664] SQL0206N  "DISCOUNT" is not valid in the context where it is used.  SQLSTATE=42703 SQLCODE=-206',
        captures: { column: "DISCOUNT" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlSyntaxErrorException: DB2 SQL Error: SQLCODE=-206, SQLSTATE=42703, SQLERRMC=DISCOUNT, DRIVER=4.26.14",
        captures: { column: "DISCOUNT" },
      },
    ],
    nearMisses: [{ text: 'SQL0204N  "SHOP.ORDERS" is an undefined name.  SQLSTATE=42704' }],
  },
  "db2/duplicate-key": {
    examples: [
      {
        text: '[IBM][CLI Driver][DB2/LINUXX8664] SQL0803N  One or more values in the INSERT statement, UPDATE statement, or foreign key update caused by a DELETE statement are not valid because the primary key, unique constraint or unique index identified by "1" constrains table "SHOP.ORDERS" from having duplicate values for the index key.  SQLSTATE=23505 SQLCODE=-803',
        captures: { index: "1", table: "SHOP.ORDERS" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlIntegrityConstraintViolationException: DB2 SQL Error: SQLCODE=-803, SQLSTATE=23505, SQLERRMC=1;SHOP.ORDERS, DRIVER=4.26.14",
        captures: { index: "1", table: "SHOP.ORDERS" },
      },
    ],
    nearMisses: [{ text: "SQLCODE=-530, SQLSTATE=23503" }],
  },
  "db2/constraint": {
    examples: [
      {
        text: 'SQL0407N  Assignment of a NULL value to a NOT NULL column "TBSPACEID=2, TABLEID=4, COLNO=1" is not allowed.  SQLSTATE=23502 SQLCODE=-407',
      },
    ],
    nearMisses: [
      {
        text: 'SQL0530N  The insert or update value of the FOREIGN KEY "SHOP.LINES.FK_ORDER" is not equal to any value of the parent key of the parent table.  SQLSTATE=23503',
      },
      { text: "DB2 SQL Error: SQLCODE=-803, SQLSTATE=23505, SQLERRMC=1;SHOP.ORDERS" },
    ],
  },
  "db2/foreign-key": {
    examples: [
      {
        text: 'SQL0530N  The insert or update value of the FOREIGN KEY "SHOP.LINES.FK_ORDER" is not equal to any value of the parent key of the parent table.  SQLSTATE=23503',
        captures: { constraint: "SHOP.LINES.FK_ORDER" },
      },
      {
        text: "DB2 SQL Error: SQLCODE=-530, SQLSTATE=23503, SQLERRMC=SHOP.LINES.FK_ORDER, DRIVER=4.26.14",
        captures: { constraint: "SHOP.LINES.FK_ORDER" },
      },
    ],
    nearMisses: [
      {
        text: 'SQL0407N  Assignment of a NULL value to a NOT NULL column "TBSPACEID=2, TABLEID=4, COLNO=1" is not allowed.  SQLSTATE=23502 SQLCODE=-407',
      },
    ],
  },
  "db2/invalid-value": {
    examples: [
      {
        text: '[IBM][CLI Driver][DB2/LINUXX8664] SQL0433N  Value "a rather long name" is too long.  SQLSTATE=22001 SQLCODE=-433',
        captures: { value: "a rather long name" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlDataException: DB2 SQL Error: SQLCODE=-302, SQLSTATE=22001, SQLERRMC=null, DRIVER=4.26.14",
      },
    ],
    nearMisses: [{ text: "DB2 SQL Error: SQLCODE=-206, SQLSTATE=42703" }],
  },
  "db2/syntax-error": {
    examples: [
      {
        text: 'SQL0104N  An unexpected token "FORM" was found following "SELECT * ".  Expected tokens may include:  "FROM".  SQLSTATE=42601',
        captures: { token: "FORM" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlSyntaxErrorException: DB2 SQL Error: SQLCODE=-104, SQLSTATE=42601, SQLERRMC=FORM;SELECT * ;FROM, DRIVER=4.26.14",
        captures: { token: "FORM" },
      },
    ],
    nearMisses: [{ text: 'SQL0204N  "SHOP.ORDERS" is an undefined name.  SQLSTATE=42704' }],
  },
  "db2/permission-denied": {
    examples: [
      {
        text: 'SQL0551N  The statement failed because the authorization ID does not have the required authorization or privilege to perform the operation.  Authorization ID: "ETL".  Operation: "SELECT". Object: "SHOP.ORDERS".  SQLSTATE=42501',
        captures: { user: "ETL" },
      },
      {
        text: 'SQL0551N  "ETL" does not have the required authorization or privilege to perform operation "SELECT" on object "SHOP.ORDERS".  SQLSTATE=42501',
        captures: { user: "ETL", operation: "SELECT", object: "SHOP.ORDERS" },
      },
      {
        text: "DB2 SQL Error: SQLCODE=-551, SQLSTATE=42501, SQLERRMC=ETL;SELECT;SHOP.ORDERS, DRIVER=4.26.14",
        captures: { user: "ETL", operation: "SELECT", object: "SHOP.ORDERS" },
      },
    ],
    nearMisses: [
      {
        text: 'SQL30082N  Security processing failed with reason "24" ("USERNAME AND/OR PASSWORD INVALID").  SQLSTATE=08001',
      },
    ],
  },
  "db2/login": {
    examples: [
      {
        text: 'Exception: [IBM][CLI Driver] SQL30082N  Security processing failed with reason "24" ("USERNAME AND/OR PASSWORD INVALID").  SQLSTATE=08001 SQLCODE=-30082',
        captures: { code: "24", reason: "USERNAME AND/OR PASSWORD INVALID" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlInvalidAuthorizationSpecException: [jcc][t4][2013][11249][4.26.14] Connection authorization failure occurred.  Reason: User ID or Password invalid. ERRORCODE=-4214, SQLSTATE=28000",
      },
    ],
    nearMisses: [{ text: "SQL30081N  A communication error has been detected." }],
  },
  "db2/locks": {
    examples: [
      {
        text: 'SQL0911N  The current transaction has been rolled back because of a deadlock or timeout.  Reason code "68".  SQLSTATE=40001 SQLCODE=-911',
      },
      {
        text: "com.ibm.db2.jcc.am.SqlTransactionRollbackException: DB2 SQL Error: SQLCODE=-911, SQLSTATE=40001, SQLERRMC=2, DRIVER=4.26.14",
        captures: { code: "2" },
      },
    ],
    nearMisses: [{ text: "SQL0964C  The transaction log for the database is full.  SQLSTATE=57011" }],
  },
  "db2/limits": {
    examples: [
      {
        text: "SQL0964C  The transaction log for the database is full.  SQLSTATE=57011 SQLCODE=-964",
        captures: { code: "964C" },
      },
      {
        text: "com.ibm.db2.jcc.am.SqlException: DB2 SQL Error: SQLCODE=-964, SQLSTATE=57011, SQLERRMC=null, DRIVER=4.26.14",
        captures: { code: "964" },
      },
    ],
    nearMisses: [
      {
        text: 'SQL0911N  The current transaction has been rolled back because of a deadlock or timeout.  Reason code "2".',
      },
    ],
  },
  "db2/disk-full": {
    examples: [
      {
        text: 'SQL0289N  Unable to allocate new pages in table space "TS_DATA".  SQLSTATE=57011',
        captures: { space: "TS_DATA" },
      },
    ],
    nearMisses: [
      { text: "SQL0964C  The transaction log for the database is full.  SQLSTATE=57011 SQLCODE=-964" },
    ],
  },
  "db2/too-many-connections": {
    examples: [
      {
        text: "SQL1040N  The maximum number of applications is already connected to the database.  SQLSTATE=57030",
      },
    ],
    nearMisses: [{ text: "SQL0964C  The transaction log for the database is full.  SQLSTATE=57011" }],
  },
  "db2/unreachable": {
    examples: [
      {
        text: 'SQL30081N  A communication error has been detected.  Communication protocol being used: "TCP/IP".  Communication API being used: "SOCKETS".  Location where the error was detected: "10.0.0.5".  Communication function detecting the error: "connect".  Protocol specific error code(s): "111", "*", "*".  SQLSTATE=08001',
        captures: { code: "30081N" },
      },
      {
        text: "SQL1224N  The database manager is not able to accept new requests, has terminated all requests in progress, or has terminated the specified request because of an error or a forced interrupt.  SQLSTATE=55032",
      },
    ],
    nearMisses: [{ text: 'SQL30082N  Security processing failed with reason "24".' }],
  },
};
