import type { Signature } from "@/lib/diagnosis/signatures/signature";

const HELP = "https://docs.oracle.com/en/error-help/db";
const PYTHON = "https://python-oracledb.readthedocs.io/en/latest/user_guide";

/** What Oracle Database says (`ORA-nnnnn`), and its drivers (`DPY-nnnn`, `DPI-nnnn`, `TNS-nnnnn`). */
export const oracleSignatures: Signature[] = [
  {
    id: "oracle/invalid-identifier",
    title: "Column does not exist (Oracle)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00904: (?<column>(?:"[^"\n]{1,128}"\.?){1,3}): invalid identifier/,
        /ORA-00904: ?(?<column>[\w."]{1,200})?/,
      ],
    },
    rootCause: "column[[ `{column}`]] does not exist",
    explanation:
      "Oracle found no such column or function in what the statement names: it was renamed or dropped, a migration has not run yet, or it is misspelt. Names without double quotes become upper case; a text in double quotes is read as a name.",
    checks: [
      "`describe` of the tables now, and who changed them last",
      "Commits to the statement since the last success",
    ],
    fixes: ["Use the column's present name", "Bring the column back, or run the migration that adds it"],
    docs: [`${HELP}/ora-00904/`],
  },
  {
    id: "oracle/no-table",
    title: "Table or view does not exist (Oracle)",
    category: "warehouse_sql",
    alternatives: ["auth_permission", "schema_change", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00942: table or view (?<table>"[^\s]{1,200}" )?does not exist/,
        /ORA-00942/,
        /ORA-04043: object (?<table>[\w."]{1,200}) does not exist/,
        /PLS-00201: identifier '(?<table>[^'\n]{1,200})' must be declared/,
      ],
    },
    rootCause: "The table or object[[ {table}]] does not exist for this user",
    explanation:
      "Oracle says the same for a table that is not there and for one the user may not see. It may lie in another schema, be dropped, not be made yet, or its grant was lost when it was made again.",
    checks: ["`all_tables` as the task's user, with the schema", "Grants and synonyms of the table"],
    fixes: [
      "Name the schema, or create a synonym",
      "Grant `SELECT` to the user",
      "Run the step that makes it first",
    ],
    docs: [`${HELP}/ora-00942/`],
  },
  {
    id: "oracle/unique-constraint",
    title: "Row already exists: unique constraint (Oracle)",
    category: "data_quality",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-00001: unique constraint \((?<constraint>[^()\n]{1,200})\) violated(?: on table (?<table>[\w.]{1,200}) columns \((?<columns>[^()\n]{1,200})\))?/,
        /ORA-30926: unable to get a stable set of rows/,
      ],
    },
    rootCause: "A row breaks a unique key[[: `{constraint}`]][[ on {table} ({columns})]]",
    explanation:
      "The statement would have stored a second row with the same key, or a `MERGE` found several source rows for one target row. Usual reasons: a run repeated without deleting what the first one wrote, or duplicates in the source.",
    checks: ["Duplicates of the key in the rows to be written, and whether an earlier attempt wrote them"],
    fixes: ["Write with `MERGE`, or delete the run's rows first", "Deduplicate the source rows"],
    docs: [`${HELP}/ora-00001/`],
  },
  {
    id: "oracle/constraint",
    title: "Null, foreign key or check violated (Oracle)",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01400: (?<what>cannot insert NULL into \([^()\n]{1,300}\))/,
        /ORA-01407: (?<what>cannot update \([^()\n]{1,300}\) to NULL)/,
        /ORA-0229[12]: (?<what>integrity constraint \([^()\n]{1,200}\) violated - (?:parent key not|child record) found)/,
        /ORA-02290: (?<what>check constraint \([^()\n]{1,200}\) violated)/,
      ],
    },
    rootCause: "A row breaks a constraint of the table: {what}",
    explanation:
      "The statement would have stored a row the table's definition forbids, so Oracle refused it. Note that Oracle takes an empty text for null.",
    checks: ["The rows to be written, for missing values or parents", "The order in which tables are loaded"],
    fixes: ["Fill or set aside such rows before writing", "Load the parent table first"],
    docs: [`${HELP}/ora-01400/`, `${HELP}/ora-02291/`],
  },
  {
    id: "oracle/invalid-value",
    title: "Value does not fit its type (Oracle)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-12899: (?<what>value too large for column (?:[^\s(]{1,300}) \(actual: \d{1,9}, maximum: \d{1,9}\))/,
        /ORA-01438: (?<what>value larger than specified precision allowed for this column)/,
        /ORA-01722: (?<what>(?:invalid number|unable to convert string value[^\n]{0,160}))/,
        /ORA-018(?:30|39|40|41|43|47|50|58|61|62): (?<what>[^\n]{1,160})/,
        /ORA-06502: (?<what>PL\/SQL: (?:numeric or )?value[^\n]{1,120})/,
        /ORA-01476: (?<what>divisor is equal to zero)/,
        /ORA-01489: (?<what>result of string concatenation is too long)/,
      ],
    },
    rootCause: "A value does not fit its type or column: {what}",
    explanation:
      "A text is no number or date in the expected format, is longer than its column, or a number has too many digits. Implicit conversions depend on the session's `NLS` settings, which differ from worker to worker.",
    checks: [
      "The values of that column in the source",
      "`NLS_DATE_FORMAT` and `NLS_NUMERIC_CHARACTERS` of the session",
    ],
    fixes: [
      "Convert explicitly (`to_date(x, 'YYYY-MM-DD')`, `to_number(x default null on conversion error)`)",
      "Widen the column, or cut and set aside such values",
    ],
    docs: [`${HELP}/ora-01722/`, `${HELP}/ora-12899/`],
  },
  {
    id: "oracle/syntax-error",
    title: "SQL that Oracle cannot read",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-(?<code>00900|00903|00905|00906|00907|00911|00917|00918|00920|00921|00923|00927|00928|00932|00933|00934|00936|00937|00947|00913|00957|00960|00979|01756|01789|01790|03048|03049|00922|00972|01008|01036): (?<what>[^\n]{1,160})/,
        /ORA-06550: line \d{1,6}, column \d{1,6}:\s{1,4}(?<what>[^\n]{1,160})/,
      ],
      not: [/PLS-00201/],
    },
    rootCause: "Oracle refused the SQL: {what}",
    explanation:
      "The statement is not valid for Oracle: a misspelt word, a missing bracket, a semicolon at the end (drivers do not want it), columns that do not pair up, a missing bind value, or syntax of another database.",
    checks: ["The statement as it was sent, with every placeholder filled in"],
    fixes: ["Correct the statement; leave the final semicolon away", "Group or qualify the columns named"],
    docs: [`${HELP}/ora-00933/`],
  },
  {
    id: "oracle/login",
    title: "Login to Oracle refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01017: (?<what>invalid (?:username\/password|credential or not authorized); logon denied)/,
        /ORA-28000: (?<what>[Tt]he account is locked)/,
        /ORA-28001: (?<what>[Tt]he (?:account's )?password has expired)/,
        /ORA-01045: (?<what>[^\n]{1,120}lacks CREATE SESSION privilege)/,
        /ORA-01005: (?<what>null password given)/,
        /DPY-4001: (?<what>no credentials specified)/,
        /ORA-01017/,
      ],
    },
    rootCause: "Oracle did not accept the login[[: {what}]]",
    explanation:
      "Wrong or missing user or password, an account that is locked (often after several tries with an old password) or whose password has expired.",
    checks: ["The secret as the task gets it, and `account_status` in `dba_users`"],
    fixes: [
      "Correct or renew the password in the connection",
      "Unlock the account (`alter user … account unlock`)",
    ],
    docs: [`${HELP}/ora-01017/`],
  },
  {
    id: "oracle/privileges",
    title: "Missing right (Oracle)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01031: (?<what>insufficient privileges)/,
        /ORA-01950: (?<what>[^\n]{1,160}no privileges on tablespace[^\n]{0,100})/,
        /ORA-01950: (?<what>no privileges on tablespace '[^'\n]{1,60}')/,
        /ORA-41900: (?<what>missing [^\n]{1,200})/,
        /ORA-24247: (?<what>network access denied by access control list)/,
      ],
    },
    rootCause: "The database user may not do this: {what}",
    explanation:
      "The login worked, but the user lacks a privilege or a quota. Rights given through a role do not count inside stored procedures.",
    checks: ["`session_privs` and `user_tab_privs` of the task's user"],
    fixes: ["Grant the privilege directly to the user"],
    docs: [`${HELP}/ora-01031/`],
  },
  {
    id: "oracle/service-unknown",
    title: "Service or alias unknown (Oracle listener)",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-12514: (?<what>[^\n]{1,200})/,
        /ORA-12505: (?<what>[^\n]{1,200})/,
        /ORA-12154: (?<what>[^\n]{1,200})/,
        /ORA-12162: (?<what>[^\n]{1,160})/,
        /DPY-6001: (?<what>(?:cannot connect to database[^\n]{0,80}\s{0,4})?Service "?[^\n]{1,100} is not registered with the listener at host [^\n]{1,100})/,
        /DPY-6003: (?<what>(?:cannot connect to database[^\n]{0,80}\s{0,4})?SID "?[^\n]{1,100} is not registered with the listener at host [^\n]{1,100})/,
        /DPY-4000: (?<what>(?:cannot connect to database[^\n]{0,80}\s{0,4})?unable to find "[^"\n]{1,100}" in [^\n]{1,160})/,
        /DPY-4026: (?<what>file '?[^\n]{1,200} is missing or unreadable)/,
      ],
    },
    rootCause: "The connection names a service, SID or alias that is not known: {what}",
    explanation:
      "The listener answered but runs no such service (misspelt, or the database has not registered yet after a start), or the alias is not in the `tnsnames.ora` the client reads.",
    checks: [
      "`lsnrctl services` on the host, and the service name in the connection",
      "`TNS_ADMIN` or `config_dir` where the task runs",
    ],
    fixes: [
      "Correct the service name, or use `host:port/service`",
      "Put `tnsnames.ora` where the client looks",
    ],
    docs: [`${HELP}/ora-12514/`, `${PYTHON}/connection_handling.html`],
  },
  {
    id: "oracle/unreachable",
    title: "Oracle server not reachable or connection lost",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /ORA-(?:12541|12170|12535|12537|12543|12545|12547|12560|12570|12571|12606): ?(?<what>[^\n]{1,200})/,
        /ORA-(?:03113|03114|03135): (?<what>[^\n]{1,160})/,
        /DPY-6005: (?<what>cannot connect to database)/,
        /DPY-4011: (?<what>the database or network closed the connection)/,
        /DPY-1001: (?<what>not connected to database)/,
        /DPI-1080: (?<what>connection was closed by ORA-\d{1,5})/,
        /(?<what>IO Error: The Network Adapter could not establish the connection)/,
      ],
    },
    rootCause: "The connection to Oracle could not be made or broke: {what}",
    explanation:
      "Nothing listens on that port, a firewall drops packets or idle connections, the session was killed, or the server process crashed (then the server's alert log has the true cause).",
    checks: [
      "Whether listener and database ran at that time",
      "The server's alert log, and idle limits of firewalls on the way",
    ],
    fixes: [
      "Retry with increasing waits",
      "Correct host and port; set `expire_time` so that idle connections stay alive",
    ],
    docs: [`${HELP}/ora-12541/`, `${HELP}/ora-03113/`],
  },
  {
    id: "oracle/client-library",
    title: "Oracle client libraries missing",
    category: "missing_dependency",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DPI-1047: Cannot locate a (?:32|64)-bit Oracle Client library: "(?<library>[^"\n]{1,300})/,
        /DPI-1047/,
        /DPY-3010: connections to this database server version are not supported by python-oracledb in thin mode/,
        /DPY-3015: password verifier type (?<library>0x[0-9a-f]{1,8}) is not supported by python-oracledb in thin mode/,
        /DPY-3016: (?<library>python-oracledb thin mode cannot be used because the cryptography package)/,
      ],
    },
    rootCause: "The Oracle client that this connection needs is not installed[[ ({library})]]",
    explanation:
      "cx_Oracle and the thick mode need Oracle's Instant Client; the thin mode does without, but does not speak to servers before 12.1 or with old password verifiers.",
    checks: ["Whether the image has the Instant Client on its library path", "The server's version"],
    fixes: [
      "Install the Instant Client in the image, or use python-oracledb's thin mode",
      "Reset the password, so that the server stores a newer verifier",
    ],
    docs: [`${PYTHON}/initialization.html`],
  },
  {
    id: "oracle/locks",
    title: "Lock or deadlock (Oracle)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ORA-00060: (?<what>[Dd]eadlock detected[^\n]{0,100})/,
        /ORA-00054: (?<what>resource busy[^\n]{0,120}|Failed to acquire a lock[^\n]{0,160})/,
        /ORA-30006: (?<what>resource busy[^\n]{0,100})/,
        /ORA-08177: (?<what>can't serialize access for this transaction)/,
        /ORA-02049: (?<what>timeout: distributed transaction waiting for lock)/,
        /ORA-04021: (?<what>timeout occurred while waiting to lock object[^\n]{0,160})/,
      ],
    },
    rootCause: "Another session held what this one needed: {what}",
    explanation:
      "Two jobs write the same rows, or DDL and `NOWAIT` meet a transaction that is still open. On a deadlock Oracle rolls back the statement of one session.",
    checks: [
      "`v$lock` and `dba_blockers` at such a time; the trace file of a deadlock",
      "Transactions left open",
    ],
    fixes: [
      "Retry; do not let the jobs overlap",
      "Commit sooner, write in a fixed order, set `ddl_lock_timeout`",
    ],
    docs: [`${HELP}/ora-00060/`, `${HELP}/ora-00054/`],
  },
  {
    id: "oracle/space",
    title: "Oracle out of space or memory",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /ORA-0165[0-9]: (?<what>unable to extend [^\n]{1,160})/,
        /ORA-30036: (?<what>unable to extend segment [^\n]{1,120})/,
        /ORA-01536: (?<what>space quota exceeded for tablespace[^\n]{0,60})/,
        /ORA-01555: (?<what>snapshot too old[^\n]{0,120})/,
        /ORA-0403[016]: (?<what>[^\n]{1,160})/,
        /ORA-00257: (?<what>[Aa]rchiver error[^\n]{0,100})/,
        /ORA-00(?:018|020): (?<what>maximum number of (?:sessions|processes)[^\n]{0,60} exceeded)/,
        /ORA-12516: TNS:listener could not find available handler/,
        /ORA-1251[89]: (?<what>[^\n]{1,100})/,
        /ORA-02391: (?<what>exceeded simultaneous SESSIONS_PER_USER limit)/,
        /DPY-4005: (?<what>[^\n]{1,160})/,
      ],
    },
    rootCause: "The Oracle server has reached a limit[[: {what}]]",
    explanation:
      "A tablespace, the temporary or undo space, memory, the archive area or the number of sessions is used up. `ORA-01555` means a query ran longer than undo data is kept.",
    checks: [
      "The tablespace or limit in the message",
      "What else ran at that time, and how large the statement is",
    ],
    fixes: [
      "Add space or raise the limit",
      "Work in smaller parts and commit between them; run fewer sessions at once",
    ],
    docs: [`${HELP}/ora-01652/`, `${HELP}/ora-01555/`],
  },
  {
    id: "oracle/cancelled",
    title: "Statement ended by a time limit or a person (Oracle)",
    category: "network_timeout",
    alternatives: ["warehouse_sql", "infrastructure", "resource_exhausted", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /ORA-01013: (?<what>[Uu]ser requested cancel of current operation)/,
        /ORA-00028: (?<what>your session has been killed)/,
        /ORA-02396: (?<what>exceeded maximum idle time, please connect again)/,
        /ORA-02399: (?<what>exceeded maximum connect time, you are being logged off)/,
        /ORA-00040: (?<what>active time limit exceeded - call aborted)/,
        /DPY-4024: (?<what>call timeout of \d{1,10} ms exceeded)/,
        /DPI-1067: (?<what>call timeout of \d{1,10} ms[^\n]{0,60})/,
      ],
    },
    rootCause: "The statement or session was ended: {what}",
    explanation:
      "The client's call time-out, a limit of the user's profile, the resource manager, or an administrator ended it before it was done.",
    checks: [
      "`call_timeout` of the connection and the limits of the user's profile",
      "How long the statement took before",
    ],
    fixes: ["Make the statement faster, or raise the limit", "Run the task again if a person ended it"],
    docs: [`${HELP}/ora-01013/`],
  },
  {
    id: "oracle/not-open",
    title: "Oracle database not open",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /ORA-01033: (?<what>ORACLE initialization or shutdown in progress)/,
        /ORA-01034: (?<what>(?:ORACLE not available|The Oracle instance is not available)[^\n]{0,60})/,
        /ORA-01089: (?<what>immediate shutdown[^\n]{0,100})/,
        /ORA-12528: (?<what>[^\n]{1,120})/,
        /ORA-01109: (?<what>database not open)/,
        /ORA-00600: (?<what>internal error code[^\n]{0,160})/,
        /ORA-07445: (?<what>exception encountered[^\n]{0,160})/,
      ],
    },
    rootCause: "The Oracle server was not ready: {what}",
    explanation: "The instance starts, stops, is down or met an internal error; its alert log says why.",
    checks: ["The alert log and planned maintenance at that time"],
    fixes: [
      "Retry once the database is open",
      "For `ORA-00600` ask Oracle's support with the arguments of the message",
    ],
    docs: [`${HELP}/ora-01033/`],
  },
];
