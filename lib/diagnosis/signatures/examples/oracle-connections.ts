import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const oracleConnectionExamples: SignatureExamples = {
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
      { text: "ORA-01031: privilegios insuficientes" },
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
      { text: "ORA-00060: Deadlock beim Warten auf Ressource festgestellt" },
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
