import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const oracleServerExamples: SignatureExamples = {
  "oracle/locks": {
    examples: [
      {
        text: "cx_Oracle.DatabaseError: ORA-00054: resource busy and acquire with NOWAIT specified or timeout expired",
      },
    ],
    nearMisses: [{ text: "psycopg2.errors.DeadlockDetected: deadlock detected" }],
  },
  "oracle/deadlock": {
    examples: [
      { text: "ORA-08177: can't serialize access for this transaction" },
      { text: "oracledb.exceptions.DatabaseError: ORA-00060: deadlock detected while waiting for resource" },
      { text: "ORA-00060: Deadlock beim Warten auf Ressource festgestellt" },
    ],
    nearMisses: [
      {
        text: "cx_Oracle.DatabaseError: ORA-00054: resource busy and acquire with NOWAIT specified or timeout expired",
      },
    ],
  },
  "oracle/space": {
    examples: [
      {
        text: "oracledb.exceptions.DatabaseError: ORA-01652: unable to extend temp segment by 128 in tablespace TEMP",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  "oracle/snapshot-too-old": {
    examples: [
      { text: 'ORA-01555: snapshot too old: rollback segment number 4 with name "_SYSSMU4_1" too small' },
      {
        text: 'cx_Oracle.DatabaseError: ORA-01555: snapshot too old: rollback segment number 12 with name "_SYSSMU12_1" too small',
      },
    ],
    nearMisses: [{ text: "ORA-01652: unable to extend temp segment by 128 in tablespace TEMP" }],
  },
  "oracle/session-limit": {
    examples: [
      { text: "ORA-02391: exceeded simultaneous SESSIONS_PER_USER limit" },
      { text: "cx_Oracle.DatabaseError: ORA-00020: maximum number of processes (300) exceeded" },
    ],
    nearMisses: [{ text: "ORA-01652: unable to extend temp segment by 128 in tablespace TEMP" }],
  },
  "oracle/memory": {
    examples: [
      { text: "ORA-00257: archiver error. Connect internal only, until freed.", captures: { code: "00257" } },
    ],
    nearMisses: [
      { text: 'ORA-01555: snapshot too old: rollback segment number 4 with name "_SYSSMU4_1" too small' },
    ],
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
  "oracle/internal-error": {
    examples: [
      {
        text: "ORA-00600: internal error code, arguments: [kdsgrp1], [], [], [], [], []",
        captures: { code: "00600" },
      },
    ],
    nearMisses: [{ text: "ORA-01034: ORACLE not available" }],
  },
};
