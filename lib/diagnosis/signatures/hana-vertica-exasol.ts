import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** SAP HANA, Vertica and Exasol. */
export const hanaVerticaExasolSignatures: Signature[] = [
  {
    id: "hana/no-such-object",
    title: "SAP HANA object does not exist",
    category: "warehouse_sql",
    alternatives: ["schema_change", "auth_permission", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /invalid table name: {1,3}Could not find table\/view (?<object>[\w$#/:.-]{1,127}) in schema (?<schema>[\w$#/.-]{1,127})/,
        /\[(?:259|362|328)\]:? (?:\(at \d{1,9}\) )?(?:invalid (?:table|schema|function or procedure|name of function or procedure)[\w ]{0,40}|invalid name[\w ]{0,40}): (?<object>[^\n:]{1,160})/,
        /\((?:259|362|328), ["'](?:invalid [\w ]{1,60}): (?<object>[^\n:"']{1,160})/,
      ],
    },
    rootCause: "SAP HANA finds no `{object}`[[ in schema `{schema}`]]",
    explanation:
      "Names without quotes are folded to upper case, and without a schema HANA looks in the session's current one, by default the user's own.",
    checks: [
      "`SELECT schema_name, table_name FROM tables WHERE table_name = '…'`",
      "Whether a transport or deployment renamed or dropped it",
    ],
    fixes: [
      "Qualify the name with its schema, or set the connection's `currentSchema`",
      "Quote names that were created in lower case",
      "Run the deployment that creates it",
    ],
  },
  {
    id: "hana/no-such-column",
    title: "SAP HANA column does not exist",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:\[260\]:?|\(260, ["']) ?(?:\(at \d{1,9}\) )?invalid column name: ?(?<column>[^\s:"'\n]{1,127})/,
      ],
    },
    rootCause: "SAP HANA finds no column `{column}` in the tables of the query",
    explanation:
      "The column was renamed or removed, or the name was created in quotes with lower-case letters.",
    checks: [
      "`SELECT column_name FROM table_columns WHERE table_name = '…'`",
      "Changes of the calculation view or table since the last success",
    ],
    fixes: [
      "Use the column's current name, with quotes if it has lower-case letters",
      "Activate the view or deploy the table that has it",
    ],
  },
  {
    id: "hana/privilege",
    title: "SAP HANA: privilege missing",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /insufficient privilege: (?:Detailed info for this error can be found with guid '(?<guid>[0-9A-F]{6,40})'|Not authorized)/,
        /(?:\[258\]|\(258, ["']):? ?insufficient privilege/,
      ],
    },
    rootCause: "The SAP HANA user lacks a privilege on an object of the statement[[ (guid {guid})]]",
    explanation:
      "HANA hides which privilege is missing and stores the details under the guid. Calculation views also need an analytic privilege, and definers need theirs grantable.",
    checks: [
      "As an administrator: `CALL SYS.GET_INSUFFICIENT_PRIVILEGE_ERROR_DETAILS('…', ?)` with the guid[[ {guid}]]",
    ],
    fixes: [
      "Grant the privilege or role that it names: `GRANT SELECT ON SCHEMA … TO …`",
      "After a redeployment of an HDI container, grant its access role again",
    ],
  },
  {
    id: "hana/login",
    title: "SAP HANA refused the login",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:\[10\]:?|\(10, ["']) ?(?<reason>authentication failed|invalid user name or password)/,
        /(?:\[414\]:?|\(414, ["']) ?(?<reason>user is forced to change password)/,
        /(?:\[416\]:?|\(416, ["']) ?(?<reason>user is locked[^\n"'\]]{0,120})/,
        /(?:\[415\]:?|\(415, ["']) ?(?<reason>user is deactivated)/,
      ],
    },
    rootCause: "SAP HANA refused the login: {reason}",
    explanation:
      "The password is wrong or expired, or the user was locked after failed attempts. In a multi-tenant system, each tenant has its own users.",
    checks: [
      "Whether the port or database name belongs to the tenant that has the user",
      "`SELECT * FROM users WHERE user_name = '…'`: expiry, lock, deactivation",
    ],
    fixes: [
      "Correct or change the password in the job's secret",
      "Unlock: `ALTER USER … RESET CONNECT ATTEMPTS`",
      "For technical users: `ALTER USER … DISABLE PASSWORD LIFETIME`",
    ],
  },
  {
    id: "hana/duplicate-key",
    title: "SAP HANA: duplicate key",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?:\[301\]:?|\(301, ["']) ?unique constraint violated(?:: Table\((?<table>[^)\n]{1,200})\)(?:, Index\((?<index>[^)\n]{1,200})\))?)?/,
      ],
    },
    rootCause: "A row with that key exists already[[ in `{table}`]]",
    explanation:
      "The primary key or a unique index holds the value: the batch has duplicates, or an earlier attempt wrote part of the rows.",
    checks: ["Duplicates of the key in the source", "Whether an earlier run wrote these rows"],
    fixes: [
      "Write with `UPSERT … WITH PRIMARY KEY` or `MERGE`",
      "Remove duplicates from the source, or delete the part that the failed run wrote",
    ],
  },
  {
    id: "hana/memory",
    title: "SAP HANA out of memory",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:\[4\]:?|\(4, ["']) ?cannot allocate enough memory/,
        /exception {1,3}1000002: {0,3}(?:allocation failed|Allocation failed)/,
        /Memory allocation failed[^\n]{0,120}composite limit violation/,
        /OUT OF MEMORY occurred[^\n]{0,60}(?:indexserver|hdb)/i,
      ],
      names: [/statement memory limit (?<limit>[\d.]{1,20} ?\w{0,3})/],
    },
    rootCause: "SAP HANA could not allocate the memory for the statement[[ (limit {limit})]]",
    explanation:
      "Either the statement reached its own limit (`statement_memory_limit`, workload class) or the server's global allocation limit was used up by all.",
    checks: [
      "The out-of-memory dump in the diagnosis files (`*.oom.trc`): who held the memory",
      "The statement's peak in `M_EXPENSIVE_STATEMENTS`",
    ],
    fixes: [
      "Reduce the statement: filter earlier, fewer columns, load in packages",
      "Keep large loads apart in time",
      "Raise `statement_memory_limit` or the workload class, if the server has room",
    ],
  },
  {
    id: "hana/locks",
    title: "SAP HANA: lock timeout or deadlock",
    category: "warehouse_sql",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /transaction rolled back by (?<kind>detected deadlock|lock wait timeout)(?:: (?<detail>[^\n]{1,160}))?/,
        /(?:\[(?:131|133|146)\]:?|\((?:131|133|146), ["']) ?(?<kind>transaction rolled back[^\n:"']{0,60}|resource busy[^\n:"']{0,60})/,
      ],
    },
    rootCause: "SAP HANA rolled the transaction back: {kind}",
    explanation:
      "Two transactions waited for each other, or one held the row or table longer than `lock_wait_timeout`.",
    checks: [
      "`M_BLOCKED_TRANSACTIONS` and `M_OBJECT_LOCKS` while it hangs",
      "Other jobs on the same tables at that time",
    ],
    fixes: [
      "Run the transaction again",
      "Commit in smaller portions and write tables in the same order everywhere",
      "End the session that holds the lock: `ALTER SYSTEM DISCONNECT SESSION '…'`",
    ],
  },
  {
    id: "hana/statement",
    title: "SAP HANA rejects the statement or its values",
    category: "warehouse_sql",
    alternatives: ["data_quality", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /sql syntax error: (?:incorrect syntax near )?(?<message>"?[^\n:]{1,120}): line (?<line>\d{1,7})/,
        /(?:\[(?:257|274|287|339|304|314|288|268)\]:?|\((?:257|274|287|339|304|314|288|268), ["']) ?(?:\(at \d{1,9}\) )?(?<message>[^\n]{1,160}?)(?:["']\)|$)/m,
      ],
    },
    rootCause: "SAP HANA rejects the statement[[ at line {line}]]: {message}",
    explanation:
      "257 is a syntax error, 274 a value too long for its column, 287 a null in a required column, 339 a text that is no number, 288 a table name already taken.",
    checks: ["The statement as sent, and the values of the row that failed"],
    fixes: [
      "Correct the statement, or create the table only if it is missing",
      "Convert, shorten or fill in the values, or widen the column",
    ],
  },
  {
    id: "vertica/no-such-object",
    title: "Vertica object does not exist",
    category: "warehouse_sql",
    alternatives: ["schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\[Vertica\]\[VJDBC\]\((?:4566|2624|3457|4650)\) ERROR: (?<kind>Relation|Column|Function|Schema|Table|Projection) "?(?<object>[^"\n]{1,200}?)"? does not exist/,
        /ERROR (?:4566|2624|3457|4650): {1,3}(?<kind>Relation|Column|Function|Schema|Table|Projection) "?(?<object>[^"\n]{1,200}?)"? does not exist/,
        /Severity: ERROR, Message: (?<kind>Relation|Column|Function|Schema|Table|Projection) "?(?<object>[^"\n]{1,200}?)"? does not exist/,
      ],
    },
    rootCause: "{kind} `{object}` does not exist in Vertica",
    explanation:
      "Without a schema, Vertica searches the session's `search_path`; local temporary tables end with their session.",
    checks: [
      "`SELECT table_schema, table_name FROM v_catalog.tables WHERE table_name ILIKE '…'`",
      "The job's `SHOW SEARCH_PATH`",
    ],
    fixes: [
      "Qualify the name with its schema, or set the user's search path",
      "Run the step that creates it, or use the column's current name",
    ],
  },
  {
    id: "vertica/resource-pool",
    title: "Vertica resource pool exhausted",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Insufficient resources to (?:execute plan|initialize plan)? ?(?:\w{1,20} )?on pool (?<pool>\w{1,80})(?: \[(?<reason>[^\]\n]{1,200}))?/,
        /Timedout waiting for resource request/,
      ],
    },
    rootCause: "The Vertica resource pool[[ `{pool}`]] could not give the query its memory[[: {reason}]]",
    explanation:
      "The query's plan asks for more memory than the pool may give, or waited in the queue longer than `QUEUETIMEOUT`.",
    checks: [
      "`RESOURCE_QUEUES` and `RESOURCE_ACQUISITIONS` at that time",
      "Whether statistics are current: estimates set the request (`ANALYZE_STATISTICS`)",
    ],
    fixes: [
      "Run it when fewer queries do, or in a pool for large jobs: `SET SESSION RESOURCE_POOL = …`",
      "Reduce the query: fewer columns, a projection sorted for the join, smaller loads",
      "Adjust `MAXMEMORYSIZE`, `PLANNEDCONCURRENCY` or `QUEUETIMEOUT` of the pool",
    ],
  },
  {
    id: "exasol/transaction-conflict",
    title: "Exasol transaction conflict",
    category: "warehouse_sql",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /GlobalTransactionRollback(?: msg)?: (?<message>[^\n(]{1,120})/,
        /Transaction collision: automatic transaction rollback/,
      ],
    },
    rootCause: "Exasol rolled the transaction back because another one changed the same object",
    explanation:
      "Exasol runs all transactions serializable with locks per table: one that read a table which another has since written is rolled back.",
    checks: ["`EXA_DBA_TRANSACTION_CONFLICTS` at that time: which session and which object"],
    fixes: [
      "Run the transaction again",
      "Keep transactions short: commit after each load, read before you write, autocommit for queries",
      "Run jobs that write the same tables one after another",
    ],
  },
  {
    id: "exasol/query-invalid",
    title: "Exasol rejects the query",
    category: "warehouse_sql",
    alternatives: ["schema_change", "auth_permission", "code_bug"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /(?<message>object (?<object>[^\n[]{1,200}?) not found) \[line (?<line>\d{1,7}), column \d{1,7}\]/,
        /(?<message>(?:syntax error|insufficient privileges|function or script [^\n[]{1,120} not found|data exception)[^\n[]{0,160}) \[line (?<line>\d{1,7}), column \d{1,7}\] \(Session: /,
        /ExaQueryError[^\n]{0,20}\n?[\s(]{0,10}message {1,8}=> {1,4}(?<message>[^\n]{1,160})/,
      ],
    },
    rootCause: "Exasol rejects the query[[ at line {line}]]: {message}",
    explanation:
      "The statement did not compile: an object is missing or invisible to the role, a name is in another case, or the syntax is another database's.",
    checks: ["The open schema (`SELECT CURRENT_SCHEMA`), and the object in `EXA_ALL_OBJECTS`"],
    fixes: [
      "Qualify or correct the name[[ {object}]]; quote names in lower case",
      "Grant the role access, or create the object first",
    ],
  },
];
