import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const oracleConnectionExamples: SignatureExamples = {
  "oracle/login": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01017: invalid username/password; logon denied",
      },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-01031: insufficient privileges" }],
  },
  "oracle/account-locked": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-28000: the account is locked",
        captures: { what: "the account is locked" },
      },
      { text: "oracledb.exceptions.DatabaseError: ORA-28001: the password has expired" },
    ],
    nearMisses: [
      { text: "oracledb.exceptions.DatabaseError: ORA-01017: invalid username/password; logon denied" },
    ],
  },
  "oracle/no-credentials": {
    examples: [
      { text: "oracledb.exceptions.DatabaseError: ORA-01005: null password given; logon denied" },
      {
        text: "oracledb.exceptions.DatabaseError: DPY-4001: no credentials specified",
      },
    ],
    nearMisses: [{ text: "ORA-01017: invalid username/password; logon denied" }],
  },
  "oracle/privileges": {
    examples: [
      { text: "oracledb.exceptions.DatabaseError: ORA-01031: insufficient privileges" },
      { text: "ORA-01031: privilegios insuficientes" },
    ],
    nearMisses: [
      {
        text: "snowflake.connector.errors.ProgrammingError: 003001 (42501): SQL access control error: Insufficient privileges to operate on table 'ORDERS'",
      },
    ],
  },
  "oracle/tablespace-quota": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-01536: space quota exceeded for tablespace 'ETL_DATA'",
        captures: { tablespace: "ETL_DATA" },
      },
      { text: "cx_Oracle.DatabaseError: ORA-01950: no privileges on tablespace 'USERS'" },
    ],
    nearMisses: [{ text: "oracledb.exceptions.DatabaseError: ORA-01031: insufficient privileges" }],
  },
  "oracle/service-unknown": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor",
      },
      {
        text: 'oracledb.exceptions.OperationalError: DPY-6001: Service "shop" is not registered with the listener at host "10.4.0.12" port 1521. (Similar to ORA-12514)',
      },
    ],
    nearMisses: [{ text: "cx_Oracle.DatabaseError: ORA-12541: TNS:no listener" }],
  },
  "oracle/alias-unknown": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12162: TNS:net service name is incorrectly specified",
        captures: { code: "ORA-12162" },
      },
      {
        text: "cx_Oracle.DatabaseError: ORA-12154: TNS:could not resolve the connect identifier specified",
      },
      {
        text: 'oracledb.exceptions.DatabaseError: DPY-4000: unable to find "SHOP" in /opt/oracle/network/admin/tnsnames.ora',
      },
    ],
    nearMisses: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor",
      },
    ],
  },
  "oracle/unreachable": {
    examples: [
      {
        text: "oracledb.exceptions.OperationalError: DPY-6005: cannot connect to database (CONNECTION_ID=mWbX1g==).\n[Errno 111] Connection refused",
      },
      { text: "cx_Oracle.DatabaseError: ORA-12541: TNS:no listener", captures: { what: "TNS:no listener" } },
    ],
    nearMisses: [
      {
        text: "cx_Oracle.DatabaseError: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor",
      },
    ],
  },
  "oracle/connection-lost": {
    examples: [
      { text: "ORA-03135: connection lost contact", captures: { what: "connection lost contact" } },
      { text: "cx_Oracle.DatabaseError: ORA-03113: end-of-file on communication channel\nProcess ID: 4112" },
      {
        text: "oracledb.exceptions.DatabaseError: DPY-4011: the database or network closed the connection",
      },
    ],
    nearMisses: [{ text: "cx_Oracle.DatabaseError: ORA-12541: TNS:no listener" }],
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
};
