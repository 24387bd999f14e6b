import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const hanaVerticaExasolExamples: SignatureExamples = {
  "hana/no-such-object": {
    examples: [
      {
        text: "SAP DBTech JDBC: [259]: invalid table name:  Could not find table/view CRATES in schema HARBOUR: line 1 col 15 (at pos 14)",
        captures: { object: "CRATES", schema: "HARBOUR" },
      },
      {
        text: "hdbcli.dbapi.ProgrammingError: (328, 'invalid name of function or procedure: LOAD_CRATES: line 1 col 6 (at pos 5)')",
        captures: { object: "LOAD_CRATES" },
      },
    ],
    nearMisses: [{ text: "SAP DBTech JDBC: [260]: invalid column name: WEIGHT: line 1 col 8 (at pos 7)" }],
  },
  "hana/no-such-column": {
    examples: [
      {
        text: "SAP DBTech JDBC: [260]: invalid column name: WEIGHT: line 1 col 8 (at pos 7)",
        captures: { column: "WEIGHT" },
      },
      {
        text: "hdbcli.dbapi.ProgrammingError: (260, 'invalid column name: WEIGHT: line 1 col 8 (at pos 7)')",
      },
    ],
    nearMisses: [{ text: "sqlite3.OperationalError: no such column: weight" }],
  },
  "hana/privilege": {
    examples: [
      {
        text: "SAP DBTech JDBC: [258]: insufficient privilege: Detailed info for this error can be found with guid '8CFA11D5B2B14D4A9C1F6D0E5B7A3C21'",
        captures: { guid: "8CFA11D5B2B14D4A9C1F6D0E5B7A3C21" },
      },
    ],
    nearMisses: [{ text: "ERROR: permission denied for table crates" }],
  },
  "hana/login": {
    examples: [
      {
        text: "hdbcli.dbapi.Error: (10, 'authentication failed')",
        captures: { reason: "authentication failed" },
      },
      {
        text: "SAP DBTech JDBC: [414]: user is forced to change password: alter password required for user HARBOUR_ETL",
      },
    ],
    nearMisses: [{ text: 'FATAL:  password authentication failed for user "harbour"' }],
  },
  "hana/duplicate-key": {
    examples: [
      {
        text: "SAP DBTech JDBC: [301]: unique constraint violated: Table(CRATES), Index(_SYS_TREE_RS_#220_#0_#P0)",
        captures: { table: "CRATES" },
      },
    ],
    nearMisses: [{ text: "ORA-00001: unique constraint (HARBOUR.CRATES_PK) violated" }],
  },
  "hana/memory": {
    examples: [
      {
        text: "SAP DBTech JDBC: [4]: cannot allocate enough memory: search table error: [1000002] Error executing physical plan: exception 1000002: allocation failed",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 12] Cannot allocate memory" }],
  },
  "hana/locks": {
    examples: [
      {
        text: "SAP DBTech JDBC: [133]: transaction rolled back by detected deadlock: DeadlockTransactionID 209",
        captures: { kind: "detected deadlock" },
      },
      { text: "SAP DBTech JDBC: [131]: transaction rolled back by lock wait timeout: TrexUpdate failed" },
    ],
    nearMisses: [{ text: "ERROR:  deadlock detected" }],
  },
  "hana/statement": {
    examples: [
      {
        text: 'SAP DBTech JDBC: [257]: sql syntax error: incorrect syntax near "FORM": line 1 col 10 (at pos 10)',
        captures: { message: '"FORM"', line: "1" },
      },
      {
        text: "SAP DBTech JDBC: [274]: inserted value too large for column: Failed in \"NAME\" column with the value 'crate'",
      },
    ],
    nearMisses: [{ text: "java.lang.ArrayIndexOutOfBoundsException: Index 7 out of bounds for length 7" }],
  },
  "vertica/no-such-object": {
    examples: [
      {
        text: '[Vertica][VJDBC](4566) ERROR: Relation "crates" does not exist',
        captures: { kind: "Relation", object: "crates" },
      },
      {
        text: 'vertica_python.errors.MissingRelation: Severity: ERROR, Message: Relation "crates" does not exist, Sqlstate: 42V01, Routine: RangeVarGetObjid',
        captures: { object: "crates" },
      },
    ],
    nearMisses: [{ text: 'psycopg2.errors.UndefinedTable: relation "crates" does not exist' }],
  },
  "vertica/resource-pool": {
    examples: [
      {
        text: "ERROR 3587:  Insufficient resources to execute plan on pool general [Timedout waiting for resource request: Request exceeds limits: Memory(KB) Exceeded: Requested = 812, Free = 0 (Limit = 60, Used = 60)]",
        captures: { pool: "general" },
      },
    ],
    nearMisses: [{ text: "Insufficient resources: 0/3 nodes are available" }],
  },
  "exasol/transaction-conflict": {
    examples: [
      {
        text: "[40001] GlobalTransactionRollback msg: Transaction collision: automatic transaction rollback. (Session: 17790)",
      },
    ],
    nearMisses: [{ text: "ERROR: could not serialize access due to concurrent update" }],
  },
  "exasol/query-invalid": {
    examples: [
      {
        text: 'pyexasol.exceptions.ExaQueryError: \n(\n    message     =>  object "HARBOUR"."CRATES" not found [line 1, column 15] (Session: 17790)\n    code        =>  42000\n)',
        captures: { line: "1" },
      },
    ],
    nearMisses: [{ text: "Error: object 'crates' not found" }],
  },
};
