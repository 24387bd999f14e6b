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
    match: { message: [/ORA-01017/] },
    rootCause: "Oracle rejected the login: wrong user name or password (ORA-01017)",
    explanation:
      "The user or password is wrong; passwords are case-sensitive. Several attempts with an old password lock the account.",
    checks: [
      "The secret as the task receives it, and whether the password was changed",
      "`SELECT account_status FROM dba_users WHERE username = …`",
    ],
    fixes: [
      "Put the current password into the connection",
      "If nobody knows it: `ALTER USER … IDENTIFIED BY …`",
    ],
    docs: [`${HELP}/ora-01017/`],
  },
  {
    id: "oracle/account-locked",
    title: "Oracle account locked or password expired",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/ORA-28000: (?<what>[^\n]{1,120})/, /ORA-28001: (?<what>[^\n]{1,120})/] },
    rootCause: "The Oracle account cannot log in: {what}",
    explanation:
      "`ORA-28000`: too many failed logins, usually some job with an old password, or locked by an administrator. `ORA-28001`: the profile's password lifetime is over.",
    checks: [
      "`SELECT username, account_status, lock_date, expiry_date FROM dba_users`",
      "Which host logs in with the old password: `dba_audit_session` with returncode 1017",
    ],
    fixes: [
      "Locked: stop the job with the old password, then `ALTER USER … ACCOUNT UNLOCK`",
      "Expired: `ALTER USER … IDENTIFIED BY …` and put the new password into the connection",
    ],
  },
  {
    id: "oracle/no-credentials",
    title: "No Oracle credentials given",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/ORA-01005: ?(?<what>[^\n]{1,80})/, /DPY-4001: (?<what>no credentials specified)/] },
    rootCause: "The connection has no user name or password ({what})",
    explanation:
      "The task passed an empty user or password: the environment variable or secret is not set on this worker.",
    checks: ["The variables and secrets that the connection is built from, as the worker sees them"],
    fixes: [
      "Set the user and password in the connection or secret (or configure a wallet for external authentication)",
    ],
  },
  {
    id: "oracle/privileges",
    title: "Missing privilege (Oracle)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-01031: (?<what>[^\n]{1,160})/,
        /ORA-41900: (?<what>missing [^\n]{1,200})/,
        /ORA-01045: (?<what>[^\n]{1,120}CREATE SESSION[^\n]{0,60})/,
        /ORA-24247: (?<what>[^\n]{1,120})/,
        /ORA-(?:41900|01045): (?<what>[^\n]{1,200})/,
      ],
      also: [/\[SQL: (?<statement>[A-Za-z]{4,10} [^\n]{3,60}?)(?:\]|\n| \()|$/],
    },
    rootCause: "The Oracle user lacks a privilege[[ for `{statement}`]]: {what}",
    explanation:
      "The login worked, but the user lacks a privilege or a quota. Privileges granted through a role do not apply inside stored procedures.",
    checks: ["`SELECT * FROM session_privs` and `user_tab_privs` as the task's user"],
    fixes: [
      "Grant it directly to the user (not through a role, if a procedure needs it): `GRANT SELECT ON schema.table TO user`, `GRANT CREATE TABLE TO user`, `GRANT CREATE SESSION TO user`",
      "For ORA-24247, allow the host: `DBMS_NETWORK_ACL_ADMIN.APPEND_HOST_ACE`",
    ],
    docs: [`${HELP}/ora-01031/`],
  },
  {
    id: "oracle/tablespace-quota",
    title: "No quota on the tablespace (Oracle)",
    category: "auth_permission",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ORA-(?<code>01950|01536): (?<what>[^\n'"]{1,160}['"](?<tablespace>[^'"\n]{1,60})['"])/,
        /ORA-(?<code>01950|01536): (?<what>[^\n]{1,160})/,
      ],
    },
    rootCause: "The Oracle user may not use more space[[ in tablespace `{tablespace}`]] (ORA-{code})",
    explanation: "ORA-01950: the user has no quota on the tablespace; ORA-01536: the quota is used up.",
    checks: ["`SELECT * FROM dba_ts_quotas WHERE username = …`"],
    fixes: [
      "`ALTER USER … QUOTA UNLIMITED ON[[ {tablespace}]]` (or a size)",
      "Or free the user's space: drop or purge old tables (`PURGE RECYCLEBIN`)",
    ],
  },
  {
    id: "oracle/service-unknown",
    title: "Unknown service or SID (Oracle listener)",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<code>ORA-12514): (?<what>[^\n]{1,200})/,
        /(?<code>ORA-12505): (?<what>[^\n]{1,200})/,
        /(?<code>DPY-6001): (?:cannot connect to database[^\n]{0,80}\s{0,4})?Service "?(?<service>[^"\n]{1,100}?)"? is not registered with the listener at host "?(?<host>[^"\s]{1,100})"?(?: port (?<port>\d{1,5}))?/,
        /(?<code>DPY-6003): (?:cannot connect to database[^\n]{0,80}\s{0,4})?SID "?(?<service>[^"\n]{1,100}?)"? is not registered with the listener at host "?(?<host>[^"\s]{1,100})"?(?: port (?<port>\d{1,5}))?/,
      ],
      also: [/SERVICE_NAME=(?<named>[\w.$-]{1,80})|Service "(?<asked>[\w.$-]{1,80})" is not registered|$/i],
    },
    rootCause:
      "The Oracle listener[[ at `{host}`]] does not know the service[[ `{service}`]][[ `{named}`]] that the connection asks for ({code})",
    explanation:
      "The listener responded but has no such service: it is misspelled, or the database has not registered since it started.",
    checks: [
      "On the database host: `lsnrctl services`",
      "Service name in the connection (a service, not a SID), and whether the database is open",
    ],
    fixes: [
      "Correct the service name[[ (now `{service}`)]]: `SELECT name FROM v$services` lists those that exist",
      "If the database has just started, wait a minute or run `ALTER SYSTEM REGISTER`",
      "If only the SID is known, use `host:port:SID` (JDBC) or `sid=` in the DSN",
    ],
    docs: [`${HELP}/ora-12514/`, `${PYTHON}/connection_handling.html`],
  },
  {
    id: "oracle/alias-unknown",
    title: "Oracle alias not in tnsnames.ora",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<code>ORA-12154): /,
        /(?<code>ORA-12162): /,
        /(?<code>DPY-4000): (?:cannot connect to database[^\n]{0,80}\s{0,4})?unable to find "(?<alias>[^"\n]{1,100})" in (?<file>[^\s]{1,160})/,
        /(?<code>DPY-4026): file '?(?<file>[^'\n]{1,200}?)'? is missing or unreadable/,
        /(?<code>DPY-4027): (?<what>no configuration directory)/,
      ],
    },
    rootCause: "The Oracle client cannot resolve the connection's alias[[ `{alias}`]][[ in {file}]] ({code})",
    explanation:
      "An alias is looked up in `tnsnames.ora`, which lies in `TNS_ADMIN` or `config_dir`. The file is missing there, or has no such entry; a forgotten `/` in an easy-connect string is read as an alias too.",
    checks: ["`TNS_ADMIN` or `config_dir` as the task sees it, and the entries of `tnsnames.ora` there"],
    fixes: [
      "Add the alias[[ `{alias}`]] to `tnsnames.ora`, or mount the file and set `TNS_ADMIN`",
      "Or connect without an alias: `host:1521/service`",
    ],
  },
  {
    id: "oracle/unreachable",
    title: "Oracle server unreachable",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /ORA-(?<code>12541|12170|12535|12543|12545|12560|12606): ?(?<what>[^\n]{1,200})/,
        /DPY-6005: (?<what>cannot connect to database)/,
        /(?<what>The Network Adapter could not establish the connection)/,
      ],
      also: [
        /HOST ?= ?(?<host>[\w.-]{1,200})|host "(?<server>[\w.-]{1,200})"|$/i,
        /\n ?(?<reason>\[Errno -?\d{1,4}\] [^\n]{3,80})|$/,
      ],
    },
    rootCause: "The Oracle server[[ `{host}`]] could not be reached: {what}[[ ({reason})]]",
    explanation:
      "Nothing is listening on that port, the name does not resolve, or a firewall drops the packets.",
    checks: ["From the worker: `nc -vz[[ {host}]] 1521` (or `tnsping`)", "On the host: `lsnrctl status`"],
    fixes: [
      "If the listener is down, start it: `lsnrctl start`",
      "Correct the host and port in the connection",
      "Open the port from the worker's network",
    ],
    docs: [`${HELP}/ora-12541/`, `${HELP}/ora-03113/`],
  },
  {
    id: "oracle/connection-lost",
    title: "Oracle connection lost",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /ORA-(?<code>03113|03114|03135|12537|12547|12570|12571): (?<what>[^\n]{1,160})/,
        /(?<code>DPY-4011): (?<what>the database or network closed the connection)/,
        /(?<code>DPY-1001): (?<what>not connected to database)/,
        /(?<code>DPI-1080): (?<what>connection was closed by ORA-\d{1,5})/,
      ],
    },
    rootCause: "The connection to Oracle broke off: {what}",
    explanation:
      "The server process ended (then the alert log has an error of that time), the session was killed, or a firewall dropped an idle connection.",
    checks: [
      "The server's alert log at that time",
      "How long the connection was idle; idle timeouts of firewalls in between",
    ],
    fixes: [
      "Retry with a new connection; for pools, ping on checkout (`ping_interval`, `pool_pre_ping`)",
      "Keep idle connections alive: `expire_time=1` in the connect string, or `SQLNET.EXPIRE_TIME` on the server",
    ],
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
      "Call python-oracledb in thin mode (no `init_oracle_client()`), which needs no client",
      "Or install the Instant Client in the image, run `ldconfig`, and set `LD_LIBRARY_PATH`",
      "DPY-3015: let the DBA set the password again, so that the server stores a newer verifier; DPY-3010: thick mode for servers before 12.1",
    ],
    docs: [`${PYTHON}/initialization.html`],
  },
];
