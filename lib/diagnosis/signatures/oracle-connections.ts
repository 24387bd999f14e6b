import type { Signature } from "@/lib/diagnosis/signatures/signature";

const HELP = "https://docs.oracle.com/en/error-help/db";
const PYTHON = "https://python-oracledb.readthedocs.io/en/latest/user_guide";

/** Oracle Database: connections, logins, privileges, locks and space. */
export const oracleConnectionSignatures: Signature[] = [
  {
    id: "oracle/login",
    title: "Oracle login failed",
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
        /ORA-(?:28000|28001|01045|01005): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "Oracle rejected the login[[: {what}]]",
    explanation:
      "The user or password is wrong or missing, the account is locked (often after several attempts with an old password), or the password has expired.",
    checks: ["The secret as the task receives it, and `account_status` in `dba_users`"],
    fixes: [
      "Fix or renew the password in the connection",
      "Unlock the account (`alter user … account unlock`)",
    ],
    docs: [`${HELP}/ora-01017/`],
  },
  {
    id: "oracle/privileges",
    title: "Missing privilege (Oracle)",
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
        /ORA-(?:01031|01950|24247|41900): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The database user lacks the privilege: {what}",
    explanation:
      "The login worked, but the user lacks a privilege or a quota. Privileges granted through a role do not apply inside stored procedures.",
    checks: ["`session_privs` and `user_tab_privs` of the task's user"],
    fixes: ["Grant the privilege directly to the user"],
    docs: [`${HELP}/ora-01031/`],
  },
  {
    id: "oracle/service-unknown",
    title: "Unknown service or alias (Oracle listener)",
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
    rootCause: "The connection uses an unknown service, SID or alias: {what}",
    explanation:
      "The listener responded but has no such service (misspelled, or the database has not registered since it started), or the alias is not in the client's `tnsnames.ora`.",
    checks: [
      "`lsnrctl services` on the host, and the service name in the connection",
      "`TNS_ADMIN` or `config_dir` where the task runs",
    ],
    fixes: ["Fix the service name, or use `host:port/service`", "Put `tnsnames.ora` where the client looks"],
    docs: [`${HELP}/ora-12514/`, `${PYTHON}/connection_handling.html`],
  },
  {
    id: "oracle/unreachable",
    title: "Oracle server unreachable or connection lost",
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
    rootCause: "The connection to Oracle failed or was lost: {what}",
    explanation:
      "Nothing is listening on that port, a firewall drops packets or idle connections, the session was killed, or the server process crashed (then the alert log has the real cause).",
    checks: [
      "Whether the listener and the database were up at that time",
      "The server's alert log, and idle timeouts of firewalls in between",
    ],
    fixes: ["Retry with backoff", "Fix the host and port; set `expire_time` to keep idle connections alive"],
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
      "cx_Oracle and thick mode need Oracle's Instant Client; thin mode works without it, but does not support servers before 12.1 or old password verifiers.",
    checks: ["Whether the image has the Instant Client on its library path", "The server's version"],
    fixes: [
      "Install the Instant Client in the image, or use python-oracledb's thin mode",
      "Reset the password so that the server stores a newer verifier",
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
        /ORA-(?:00060|00054|30006|08177|02049|04021): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "Another session held a lock that this one needed: {what}",
    explanation:
      "Two jobs write the same rows, or DDL or `NOWAIT` hits a transaction that is still open. On a deadlock, Oracle rolls back one session's statement.",
    checks: [
      "`v$lock` and `dba_blockers` while it happens; the trace file of a deadlock",
      "Transactions left open",
    ],
    fixes: [
      "Retry; keep the jobs from overlapping",
      "Commit earlier, write in a fixed order, set `ddl_lock_timeout`",
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
        /ORA-(?:0165[0-9]|30036|01536|01555|00257|02391): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The Oracle server hit a limit[[: {what}]]",
    explanation:
      "A tablespace, temporary or undo space, memory, the archive area or the number of sessions is exhausted. `ORA-01555` means a query ran longer than undo data is kept.",
    checks: [
      "The tablespace or limit in the message",
      "What else was running at that time, and how large the statement is",
    ],
    fixes: [
      "Add space or raise the limit",
      "Work in smaller chunks and commit in between; run fewer sessions at once",
    ],
    docs: [`${HELP}/ora-01652/`, `${HELP}/ora-01555/`],
  },
  {
    id: "oracle/cancelled",
    title: "Statement timed out or was cancelled (Oracle)",
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
        /ORA-(?:01013|00028|02396|02399|00040): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The statement or session was stopped: {what}",
    explanation:
      "The client's call timeout, a limit in the user's profile, the resource manager or an administrator stopped it before it finished.",
    checks: [
      "The connection's `call_timeout`, and the limits in the user's profile",
      "How long the statement used to take",
    ],
    fixes: ["Speed up the statement, or raise the limit", "Rerun the task if a person cancelled it"],
    docs: [`${HELP}/ora-01013/`],
  },
  {
    id: "oracle/not-open",
    title: "Oracle database is not open",
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
        /ORA-(?:01033|01034|01089|01109|00600|07445): (?<what>[^\n]{1,200})/,
      ],
    },
    rootCause: "The Oracle server was not ready: {what}",
    explanation:
      "The instance is starting, stopping or down, or hit an internal error; its alert log says why.",
    checks: ["The alert log and planned maintenance at that time"],
    fixes: [
      "Retry once the database is open",
      "For `ORA-00600`, contact Oracle Support with the message's arguments",
    ],
    docs: [`${HELP}/ora-01033/`],
  },
];
