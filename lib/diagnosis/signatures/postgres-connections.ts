import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";
const PSYCOPG = "https://www.psycopg.org/docs";

/** What PostgreSQL and its drivers say about connections, logins, rights, locks and limits. */
export const postgresConnectionSignatures: Signature[] = [
  {
    id: "postgres/connection-refused",
    title: "PostgreSQL server refused the connection",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /connection to server at "(?<host>[^"\n]{1,200})"(?: \([^()\n]{1,60}\))?, port (?<port>\d{1,5}) failed: Connection refused/,
        /could not connect to server: Connection refused\s{1,8}Is the server running on host "(?<host>[^"\n]{1,200})"(?: \([^()\n]{1,60}\))? and accepting\s{1,4}TCP\/IP connections on port (?<port>\d{1,5})\?/,
        /Connection to (?<host>[\w.-]{1,200}):(?<port>\d{1,5}) refused\. Check that the hostname and port are correct and that the postmaster is accepting TCP\/IP connections/,
        /Connect call failed \('(?<host>[\w.:-]{1,200})', (?<port>5432|5433|6432|5439)\b/,
      ],
      not: [/localhost|127\.0\.0\.1|::1/],
    },
    rootCause: "Nothing takes database connections at `{host}`, port {port}",
    explanation:
      "The host answered, but no server listens on that port: PostgreSQL is down, still starting or restarting, listens on another port, or only on its own machine.",
    checks: [
      "Whether the server ran at that time, and its log",
      "`listen_addresses` and `port` of the server against host and port of the connection",
    ],
    fixes: [
      "Start the server, or wait until it is healthy before the task starts",
      "Correct host and port; between containers, use the port inside the network, not the published one",
    ],
    docs: [`${DOCS}/runtime-config-connection.html`],
  },
  {
    id: "postgres/unix-socket",
    title: "PostgreSQL looked for on a local socket",
    category: "configuration",
    alternatives: ["infrastructure", "network_timeout"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /connection to server on socket "(?<socket>[^"\n]{1,200})" failed: (?:No such file or directory|Connection refused|Permission denied)/,
        /connections on Unix domain socket "(?<socket>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "The task looked for the database on its own machine, at the socket `{socket}`",
    explanation:
      "Without a host, libpq connects to a socket of the same machine. In a container or on a worker there is no server there, so the host setting is most likely empty or was not read.",
    checks: ["The host in the connection, as the task sees it (environment, `PGHOST`, DSN)"],
    fixes: ["Set the host of the database", "Start the local server, where one is meant to run there"],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/not-a-server",
    title: "Port answers, but not as PostgreSQL",
    category: "configuration",
    alternatives: ["network_timeout", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /connection to server at "(?<host>[^"\n]{1,200})"(?: \([^()\n]{1,60}\))?, port (?<port>\d{1,5}) failed: (?:received invalid response to (?:SSL|GSSAPI) negotiation|expected authentication request from server)/,
        /received invalid response to (?:SSL|GSSAPI) negotiation/,
        /expected authentication request from server, but received/,
      ],
    },
    rootCause: "What answers[[ at `{host}`, port {port},]] is no PostgreSQL server",
    explanation:
      "Something else listens there: a web server, a proxy that answers in HTTP, or another database. Port or host are wrong, or a proxy stands in the way.",
    checks: ["Which service listens on that host and port, as the worker sees it"],
    fixes: ["Correct host and port of the connection", "Let database connections go around the proxy"],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/connect-timeout",
    title: "PostgreSQL server did not answer",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /connection to server at "(?<host>[^"\n]{1,200})"(?: \([^()\n]{1,60}\))?, port (?<port>\d{1,5}) failed: (?:Connection timed out|timeout expired|Operation timed out|No route to host|Network is unreachable)/,
        /could not connect to server: (?:Connection timed out|Operation timed out|No route to host|Network is unreachable)\s{1,8}Is the server running on host "(?<host>[^"\n]{1,200})"/,
        /psycopg2?\.OperationalError\)?:? (?:timeout expired|connection timeout expired)/,
        /errors\.ConnectionTimeout: connection timeout expired/,
      ],
    },
    rootCause: "The database server[[ `{host}`]][[, port {port},]] gave no answer to the attempt to connect",
    explanation:
      "Packets to the server were lost: a firewall or security group drops them, the host is down or paused, or the address leads elsewhere. It never came to a login.",
    checks: [
      "Whether the worker's network may reach the server (security group, allow-list, VPN)",
      "Whether the server ran at that time",
    ],
    fixes: [
      "Let the worker's addresses through",
      "Correct the host; retry if the server was down for a moment",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/server-closed",
    title: "PostgreSQL connection broke while in use",
    category: "network_timeout",
    alternatives: ["infrastructure", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /server closed the connection unexpectedly/,
        /SSL SYSCALL error: (?<reason>EOF detected|Connection reset by peer|Connection timed out|Broken pipe)/,
        /SSL connection has been closed unexpectedly/,
        /could not (?:receive data from|send data to) (?:the )?(?:server|client): (?<reason>[A-Z][a-z ]{1,60})/,
        /connection was closed in the middle of operation/,
        /An I\/O error occurred while sending to the backend/,
        /psycopg2?\.(?:OperationalError|DatabaseError): (?:lost synchronization with server|no connection to the server|the connection is lost)/,
      ],
    },
    rootCause: "The connection to the database broke while a statement ran[[: {reason}]]",
    explanation:
      "The other end went away without a farewell: the server process crashed or was killed for memory, the server restarted or failed over, or a load balancer or firewall dropped a connection that was idle too long.",
    checks: [
      "The server's log at that time: crash, restart, out of memory",
      "Idle limits on the way (load balancer, NAT, pooler) against how long the connection was quiet",
    ],
    fixes: [
      "Retry the task; open the connection right before it is used",
      "Switch on keep-alive (`keepalives_idle`) or check connections of a pool before use (`pool_pre_ping`)",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/host-unknown",
    title: "Database host name does not resolve (PostgreSQL)",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /could not translate host name "(?<host>[^"\n]{1,200})" to address/,
        /failed to resolve host '(?<host>[^'\n]{1,200})'/,
      ],
    },
    rootCause: "The host name `{host}` of the database does not resolve",
    explanation:
      "Name resolution on that worker knows no such host: it is misspelt or empty of its domain, the database's container is not running or is in another network, or DNS was not available.",
    checks: [
      "The host in the connection, character by character (an `@` or space in the password splits a URL wrongly)",
      "Whether the worker is in the network in which that name is known",
    ],
    fixes: [
      "Correct the host; write special characters of the password in a URL as `%40` and so on",
      "Join both containers to one network, or start the database first",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/login-failed",
    title: "Login to PostgreSQL refused",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<method>password|Ident|ident|Peer|peer|PAM|LDAP|GSSAPI|RADIUS|certificate|SCRAM|MD5) authentication failed for user "(?<user>[^"\n]{1,100})"/,
        /fe_sendauth: no password supplied/,
        /the server requested (?:SCRAM-based|password-based) authentication, but (?:no password was provided|the password is an empty string)/i,
        /role "(?<user>[^"\n]{1,100})" is not permitted to log in/,
      ],
    },
    rootCause: "The database did not accept the login[[ of `{user}`]][[ ({method})]]",
    explanation:
      "Password, user or way of login do not fit what the server knows. The message is the same for a wrong password, an unknown user and an expired password; a data volume made with an older password keeps that one.",
    checks: [
      "User and password as the task gets them (secret, environment, connection), and whether they changed lately",
      "Whether the login works with `psql` from the same machine",
    ],
    fixes: [
      "Correct or renew the secret in the task's connection",
      "Set the password on the server with `ALTER ROLE`",
    ],
    docs: [`${DOCS}/auth-methods.html`, `${DOCS}/client-authentication-problems.html`],
  },
  {
    id: "postgres/client-too-old",
    title: "Database driver too old for the server's login (PostgreSQL)",
    category: "missing_dependency",
    alternatives: ["auth_permission", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /SCRAM authentication requires libpq version 10 or above/,
        /authentication method (?<method>\d{1,3}) not supported/,
        /The authentication type (?<method>\d{1,3}) is not supported/,
      ],
    },
    rootCause: "The client library is too old for the way of login that the server asks for",
    explanation:
      "Since PostgreSQL 14 servers store passwords for SCRAM by default; drivers built on libpq before version 10 do not know it.",
    checks: ["The version of the driver and of the libpq it brings (`psycopg2.__libpq_version__`)"],
    fixes: ["Install a newer driver or libpq in the image"],
    docs: [`${DOCS}/auth-password.html`],
  },
  {
    id: "postgres/hba-entry",
    title: "Server does not admit this client (pg_hba.conf)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no pg_hba\.conf entry for (?:replication connection from )?host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?(?:, (?<encryption>no encryption|SSL off|SSL on|SSL encryption|GSS encryption))?/,
        /pg_hba\.conf rejects connection for host "(?<host>[^"\n]{0,100})", user "(?<user>[^"\n]{0,100})"(?:, database "(?<database>[^"\n]{0,100})")?/,
      ],
    },
    rootCause:
      "The server's rules do not admit user `{user}` from {host}[[ to database `{database}`]][[ ({encryption})]]",
    explanation:
      "`pg_hba.conf` says who may connect from where, to what and whether encrypted. No line fits this connection; with `no encryption` or `SSL off` the server most often wants TLS.",
    checks: [
      "Whether the connection uses TLS (`sslmode`), as managed servers demand",
      "The address the server sees (that of the NAT or new worker), user and database",
    ],
    fixes: [
      "Set `sslmode=require` in the connection",
      "Add a line for the worker's network to `pg_hba.conf`",
    ],
    docs: [`${DOCS}/auth-pg-hba-conf.html`],
  },
  {
    id: "postgres/database-missing",
    title: "Database does not exist (PostgreSQL)",
    category: "configuration",
    alternatives: ["warehouse_sql", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/database "(?<database>[^"\n]{1,200})" does not exist/], not: [/Catalog Error/] },
    rootCause: "The server has no database `{database}`",
    explanation:
      "The connection names a database that was never made there or was dropped. Without a name, libpq takes the user's name for it. An init script of the container image runs only on an empty volume.",
    checks: ["`\\l` on that server, and the database name in the connection"],
    fixes: ["Correct the name in the connection", "Create the database"],
    docs: [`${DOCS}/manage-ag-createdb.html`],
  },
  {
    id: "postgres/role-missing",
    title: "Role does not exist (PostgreSQL)",
    category: "auth_permission",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/role "(?<role>[^"\n]{1,100})" does not exist/] },
    rootCause: "The server has no role `{role}`",
    explanation:
      "The user of the connection, or the one a `GRANT` or `OWNER TO` names, was never made on this server. Roles belong to a server, not to a dump of one database.",
    checks: [
      "`\\du` on that server, and the user in the connection (empty means the operating system's user)",
    ],
    fixes: [
      "Create the role, or correct the user",
      "Restore with `--no-owner` where a dump names foreign roles",
    ],
    docs: [`${DOCS}/user-manag.html`],
  },
  {
    id: "postgres/permission-denied",
    title: "Missing right on a database object (PostgreSQL)",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /permission denied for (?<kind>table|schema|relation|sequence|view|materialized view|function|database|language|column|foreign server|foreign-data wrapper|type|tablespace|procedure) (?<object>[^\s;',]{1,200})/,
        /must be (?:owner of|able to SET ROLE) (?<kind>table|view|materialized view|sequence|schema|function|database|relation|type|index|extension)? ?(?<object>"?[\w.]{1,100}"?)/,
        /permission denied to (?<kind>create (?:database|role|extension)|set (?:role|parameter)|set session authorization) ?(?<object>"[^"\n]{1,100}")?/,
        /new row violates row-level security policy(?: "[^"\n]{1,100}")? for (?<kind>table) "(?<object>[^"\n]{1,200})"/,
        /must be superuser (?:or |to )(?<kind>[a-zA-Z][\w ]{1,80})/,
      ],
      not: [/Permission denied \(/],
    },
    rootCause: "The database user lacks a right[[: {kind}]][[ `{object}`]]",
    explanation:
      "The login worked, but the role may not do this. Tables made anew (dropped and made again, or by another role) carry none of the old grants; a table also needs `USAGE` on its schema.",
    checks: [
      "The grants of the object (`\\dp`, `\\dn+`) for the role the task uses",
      "Whether the object was made again or by another role lately",
    ],
    fixes: [
      "Grant the right on the object and `USAGE` on its schema",
      "Set `ALTER DEFAULT PRIVILEGES`, so that new objects get it too",
    ],
    docs: [`${DOCS}/sql-grant.html`, `${DOCS}/ddl-priv.html`],
  },
  {
    id: "postgres/too-many-connections",
    title: "No connection slot free (PostgreSQL)",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /remaining connection slots are reserved for (?:non-replication superuser connections|superuser connections|roles with [^\n]{1,120})/,
        /sorry, too many clients already/,
        /too many connections for (?<kind>role|database) "(?<name>[^"\n]{1,100})"/,
        /no more connections allowed(?: \(max_client_conn\))?/,
        /MaxClientsInSessionMode: max clients reached/,
        /query_wait_timeout|(?:pgbouncer cannot connect to server)/,
      ],
    },
    rootCause: "The server has no connection free[[ for {kind} `{name}`]]",
    explanation:
      "Every connection the server (or its pooler) allows is taken. Many tasks at once each hold one, or connections stay open after their work.",
    checks: [
      "`select usename, state, count(*) from pg_stat_activity group by 1, 2` at such a time",
      "How many tasks run at once and how many connections each pool opens",
    ],
    fixes: [
      "Run fewer tasks at once against this database (an orchestrator pool), and close connections after use",
      "Put a pooler in front, or raise `max_connections`",
    ],
    docs: [`${DOCS}/runtime-config-connection.html`],
  },
  {
    id: "postgres/client-pool",
    title: "Connection pool of the task is exhausted (PostgreSQL drivers)",
    category: "resource_exhausted",
    alternatives: ["code_bug", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /couldn't get a connection after (?<seconds>[\d.]{1,12}) sec/,
        /PoolError: connection pool exhausted/,
        /pool initialization incomplete after (?<seconds>[\d.]{1,12}) sec/,
      ],
    },
    rootCause: "The task's own connection pool had no connection to give[[ within {seconds} s]]",
    explanation:
      "All connections of the pool were in use or not given back, or the pool could not open any because the server does not answer.",
    checks: [
      "Connections taken and not returned, and the size of the pool against the threads that use it",
      "Messages of the pool about connections it could not open",
    ],
    fixes: [
      "Give connections back with `with pool.connection()`",
      "Raise `max_size` to the number of workers",
    ],
    docs: ["https://www.psycopg.org/psycopg3/docs/advanced/pool.html"],
  },
  {
    id: "postgres/statement-timeout",
    title: "Statement ran into statement_timeout (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["network_timeout", "resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /canceling statement due to statement timeout/,
        /terminating connection due to transaction timeout/,
      ],
    },
    rootCause: "A statement ran longer than the server allows and was cancelled",
    explanation:
      "`statement_timeout` is set for the role, database or session. The statement grew slow: more data, a lost index or stale statistics, a bad plan, or it waited for a lock most of the time.",
    checks: [
      "Where `statement_timeout` is set (`show statement_timeout`), and how long the statement took before",
      "The plan (`explain`) and locks it may have waited for",
    ],
    fixes: [
      "Make the statement faster: index, smaller batches, `ANALYZE`",
      "Raise `statement_timeout` for this job's role or session",
    ],
    docs: [`${DOCS}/runtime-config-client.html`],
  },
  {
    id: "postgres/statement-cancelled",
    title: "Statement cancelled by someone (PostgreSQL)",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration", "warehouse_sql"],
    strength: "hint",
    transience: "intermittent",
    match: { message: [/canceling statement due to user request/] },
    rootCause: "The statement was cancelled from outside",
    explanation:
      "A person, an administrator's tool (`pg_cancel_backend`), the orchestrator stopping the task, or the client's own time-out sent a cancel request.",
    checks: [
      "Whether the task was stopped or timed out at that moment",
      "Who may cancel queries on that server",
    ],
    fixes: ["Run the task again", "Raise the time-out that cancels it"],
    docs: [`${DOCS}/functions-admin.html`],
  },
  {
    id: "postgres/lock-timeout",
    title: "Lock not obtained in time (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /canceling statement due to lock timeout/,
        /could not obtain lock on (?:row in )?relation "(?<table>[^"\n]{1,200})"/,
      ],
    },
    rootCause: "Another session held a lock[[ on `{table}`]] longer than this one would wait",
    explanation:
      "Changes of a table's definition need it alone, and even wait behind long reads; two loads of one table wait for each other.",
    checks: ["Sessions that held locks then (`pg_locks`, `pg_blocking_pids`), and transactions left open"],
    fixes: [
      "Do not let jobs on the same table overlap; commit soon",
      "Retry with a pause, or raise `lock_timeout`",
    ],
    docs: [`${DOCS}/explicit-locking.html`],
  },
  {
    id: "postgres/deadlock",
    title: "Deadlock in the database (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /deadlock detected(?:\s{1,8}(?:DETAIL|Detail): {1,2}Process (?<process>\d{1,10}) waits for (?<lock>\w{1,40}) on (?<object>(?:relation|tuple|transaction) [^;\n]{1,120}))?/,
      ],
      not: [/ORA-/],
    },
    rootCause:
      "Two transactions waited for each other, and the database ended this one[[ ({lock} on {object})]]",
    explanation:
      "They locked the same rows or tables in different order. The server rolls one back after `deadlock_timeout`; that one can simply be repeated.",
    checks: [
      "The server's log: it prints the statements of both sides",
      "Jobs that write to the same tables at the same time",
    ],
    fixes: [
      "Retry the transaction",
      "Write rows in a fixed order (sorted by key), in smaller batches, or do not let the jobs overlap",
    ],
    docs: [`${DOCS}/explicit-locking.html`],
  },
  {
    id: "postgres/serialization-failure",
    title: "Transaction could not be serialised (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /could not serialize access due to (?<reason>concurrent update|concurrent delete|read\/write dependencies among transactions)/,
        /tuple (?<reason>concurrently (?:updated|deleted))/,
      ],
    },
    rootCause: "Another transaction changed the same rows at the same time ({reason})",
    explanation:
      "At isolation level repeatable read or serializable the server refuses the later of two conflicting transactions; the program is expected to repeat it.",
    checks: ["Which other job writes to the same rows then, and the isolation level"],
    fixes: ["Repeat the transaction when SQLSTATE 40001 comes", "Do not let the jobs overlap"],
    docs: [`${DOCS}/transaction-iso.html`],
  },
  {
    id: "postgres/standby-conflict",
    title: "Query on a replica cancelled by replication (PostgreSQL)",
    category: "infrastructure",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /canceling statement due to conflict with recovery/,
        /terminating connection due to conflict with recovery/,
      ],
    },
    rootCause: "The replica cancelled the query, because it stood in the way of replication",
    explanation:
      "A standby must replay the primary's changes; a long query that still needs rows the primary has removed is cancelled after `max_standby_streaming_delay`.",
    checks: ["How long the query ran on the replica, and vacuum or DDL on the primary at that time"],
    fixes: [
      "Retry, or run the long query on the primary",
      "Switch on `hot_standby_feedback`, or raise `max_standby_streaming_delay`",
    ],
    docs: [`${DOCS}/hot-standby.html`],
  },
  {
    id: "postgres/read-only",
    title: "Write to a read-only PostgreSQL",
    category: "configuration",
    alternatives: ["infrastructure", "resource_exhausted", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /cannot execute (?<statement>[A-Z][A-Z ]{1,40}) in a read-only transaction/,
        /cannot execute (?<statement>[A-Z][A-Z ]{1,40}) during recovery/,
      ],
    },
    rootCause: "The session may only read, but the task wants to write (`{statement}`)",
    explanation:
      "The connection leads to a replica (also for a moment after a fail-over), the transaction was opened read-only, or the provider made a full database read-only.",
    checks: [
      "`select pg_is_in_recovery(), current_setting('default_transaction_read_only')` on that connection",
      "Whether the host is the writer's address, and a fail-over at that time",
    ],
    fixes: [
      "Connect to the primary (`target_session_attrs=read-write`)",
      "Free space where the provider switched to read-only for lack of it",
    ],
    docs: [`${DOCS}/hot-standby.html`],
  },
  {
    id: "postgres/starting-up",
    title: "PostgreSQL is starting or shutting down",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /the database system is (?<state>starting up|shutting down|in recovery mode|not yet accepting connections|not accepting connections)/,
      ],
    },
    rootCause: "The database server was {state}",
    explanation: "The server restarts, recovers after a crash or stops, and refuses logins for that time.",
    checks: ["The server's log: why it restarted (deploy, maintenance, crash, memory)"],
    fixes: ["Retry with increasing waits", "Start tasks only when the server's health check passes"],
  },
  {
    id: "postgres/terminated",
    title: "Server ended the connection (PostgreSQL)",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /terminating connection due to (?<reason>administrator command|unexpected postmaster exit|immediate shutdown command)/,
        /terminating connection because of (?<reason>crash of another server process)/,
        /terminating connection due to (?<reason>idle-in-transaction timeout|idle-session timeout)/,
        /terminating connection because (?<reason>protocol synchronization was lost)/,
      ],
    },
    rootCause: "The database server ended the connection ({reason})",
    explanation:
      "`administrator command` comes with a restart, fail-over or `pg_terminate_backend`; a crash of one server process takes all others with it; idle time-outs end sessions that hold a transaction without working.",
    checks: [
      "The server's log at that time: restart, fail-over, crash, out of memory",
      "For idle time-outs: what the task did between two statements",
    ],
    fixes: [
      "Retry the task",
      "Commit before long work outside of the database, so that no transaction stays open",
    ],
    docs: [`${DOCS}/functions-admin.html`],
  },
  {
    id: "postgres/server-process-killed",
    title: "Server process killed (PostgreSQL)",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /server process \(PID \d{1,10}\) was terminated by signal 9\b(?:[^\n]{0,40}\n[^\n]{0,60}Failed process was running: (?<statement>[^\n]{1,120}))?/,
      ],
    },
    rootCause: "A process of the database server was killed (signal 9)[[ while it ran `{statement}`]]",
    explanation:
      "Hardly anything but the system's out-of-memory killer sends signal 9; the server then ends all other sessions and restarts.",
    checks: [
      "The kernel's log of the server for `oom-kill`, and the memory limit of its container",
      "Memory the statement needs: `work_mem` times sorts, hashes and parallel workers",
    ],
    fixes: ["Give the server more memory, or lower `work_mem`; load in smaller parts"],
    docs: [`${DOCS}/kernel-resources.html`],
  },
  {
    id: "postgres/disk-full",
    title: "Disk of the database server is full (PostgreSQL)",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /could not (?:extend|write to|write|create|resize) (?:file|temporary file|shared memory segment|to file) "(?<file>[^"\n]{1,300})"[^":\n]{0,40}: No space left on device/,
        /could not write to (?:hash-join )?temporary file: No space left on device/,
        /temporary file size exceeds temp_file_limit \((?<limit>\w{1,20})\)/,
        /could not write to log file[^":\n]{0,60}: No space left on device/,
      ],
    },
    rootCause:
      "The database server had no disk space left[[ for `{file}`]][[: temporary files over {limit}]]",
    explanation:
      "Tables, the write-ahead log or the temporary files of a large sort or join filled the server's volume (`/dev/shm` for shared memory segments). The disk of the worker is not meant.",
    checks: [
      "Free space of the server's volumes, and what grew: tables, WAL kept for a replication slot, temporary files",
      "The plan of the statement, if it spills (`base/pgsql_tmp`)",
    ],
    fixes: [
      "Enlarge the volume or drop what is not needed; remove dead replication slots",
      "Process in smaller batches; give the container a larger `--shm-size` where `PostgreSQL.` segments fail",
    ],
    docs: [`${DOCS}/disk-full.html`],
  },
  {
    id: "postgres/out-of-memory",
    title: "Database server out of memory (PostgreSQL)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>out of shared memory)/,
        /out of memory\s{1,8}(?:DETAIL|Detail): {1,2}(?<what>Failed (?:on request of size \d{1,15}|while creating memory context)[^\n]{0,100})/,
        /(?<what>invalid memory alloc request size \d{1,20})/,
        /(?<what>string buffer exceeds maximum allowed length \(\d{1,15} bytes\))/,
      ],
      not: [/CUDA|OutOfMemoryError/],
    },
    rootCause: "The database server could not get memory for the statement: {what}",
    explanation:
      "Either the machine is out of memory (`work_mem` counts per sort and per worker), or the lock table is full, because one transaction touches very many tables or partitions (`out of shared memory`).",
    checks: [
      "Memory and `work_mem` of the server, and how many sessions ran at once",
      "How many tables or partitions the transaction touches",
    ],
    fixes: [
      "Smaller batches, fewer sessions, lower `work_mem`, or more memory",
      "Raise `max_locks_per_transaction`, or commit after each group of tables",
    ],
    docs: [`${DOCS}/runtime-config-locks.html`, `${DOCS}/runtime-config-resource.html`],
  },
  {
    id: "postgres/storage-damaged",
    title: "Damaged storage on the server (PostgreSQL)",
    category: "infrastructure",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid page in block (?<block>\d{1,12}) of relation (?<file>[\w/."]{1,200})/,
        /could not read blocks? (?<block>\d{1,12})(?:\.\.\d{1,12})? in file "(?<file>[^"\n]{1,200})"/,
        /missing chunk number \d{1,12} for toast value \d{1,12} in (?<file>pg_toast_\d{1,12})/,
        /could not open file "(?<file>(?:base|pg_xact|pg_wal|global|pg_tblspc)\/[^"\n]{1,200})"/,
        /index "(?<file>[^"\n]{1,100})" contains unexpected zero page/,
      ],
    },
    rootCause: "The database's files are damaged or missing on its disk (`{file}`)",
    explanation:
      "The server found a page or file that cannot be right: a failing disk, a crash without safe writes, a wrong restore, or a volume shared by two servers.",
    checks: ["The server's disk and log; whether a restore or a crash came before", "The last good backup"],
    fixes: [
      "Stop writing and copy the data directory, then restore from a backup or a replica",
      "Rebuild the index with `REINDEX` where only an index is damaged",
    ],
    docs: [`${DOCS}/backup.html`],
  },
  {
    id: "postgres/tls",
    title: "TLS of the database connection does not fit (PostgreSQL)",
    category: "configuration",
    alternatives: ["auth_permission", "network_timeout"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>server does not support SSL, but SSL was required)/,
        /(?<reason>root certificate file "[^"\n]{1,200}" does not exist)/,
        /(?<reason>could not read root certificate file "[^"\n]{1,200}")/,
        /(?<reason>server certificate for "[^"\n]{1,100}"[^"\n]{0,80} does not match host name "[^"\n]{1,100}")/,
        /(?<reason>could not load private key file "[^"\n]{1,200}"|private key file "[^"\n]{1,200}" has group or world access)/,
        /(?<reason>sslmode value "[^"\n]{1,40}" invalid when SSL support is not compiled in|invalid sslmode value: "[^"\n]{1,40}")/,
        /failed: SSL error: (?<reason>certificate verify failed|certificate has expired|tlsv1 alert [a-z ]{1,40}|wrong version number)/,
        /connection requires a valid client certificate/,
      ],
    },
    rootCause: "The encrypted connection to the database could not be set up[[: {reason}]]",
    explanation:
      "`sslmode` and the certificates of the connection do not fit what the server offers or demands.",
    checks: ["`sslmode`, `sslrootcert` and host name of the connection, and the server's certificate"],
    fixes: [
      "Set the `sslmode` the server offers, and mount the authority's certificate where `sslrootcert` says",
      "Connect by the name in the certificate",
    ],
    docs: [`${DOCS}/libpq-ssl.html`],
  },
  {
    id: "postgres/invalid-dsn",
    title: "Connection string not valid (PostgreSQL)",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>invalid connection option "[^"\n]{1,80}")/,
        /(?<reason>missing "=" after "[^"\n]{1,200}" in connection info string)/,
        /(?<reason>invalid percent-encoded token: "[^"\n]{1,80}")/,
        /(?<reason>invalid (?:integer value "[^"\n]{1,80}" for connection option "[^"\n]{1,60}"|port number: "[^"\n]{1,40}"))/,
        /(?<reason>invalid URI query parameter: "[^"\n]{1,80}"|extra key\/value separator "=" in URI query parameter: "[^"\n]{1,80}")/,
        /unrecognized configuration parameter "(?<parameter>[^"\n]{1,100})"/,
        /ClientConfigurationError: (?<reason>[^\n]{1,160})/,
      ],
      not: [/Catalog Error/],
    },
    rootCause:
      "The settings of the connection are not valid[[: {reason}]][[: unknown parameter `{parameter}`]]",
    explanation:
      "libpq could not read the connection string, or the server does not know a setting it asks for. Often a URL of SQLAlchemy (`postgresql+psycopg2://`) was handed to libpq, a password holds unescaped characters, or a pooler does not know a parameter.",
    checks: ["The connection string as it is handed over, without the password"],
    fixes: [
      "Hand libpq a `postgresql://` URL or `key=value` pairs, with special characters escaped",
      "Remove the parameter that the server does not know",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/closed-handle",
    title: "Connection or cursor used after it was closed (PostgreSQL drivers)",
    category: "code_bug",
    alternatives: ["network_timeout", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /InterfaceError[:)] (?<what>connection already closed|cursor already closed)/,
        /OperationalError[:)] (?<what>the connection is closed)/,
        /InterfaceError: (?<what>the cursor is closed|connection is closed|pool is closed|pool is closing)/,
        /(?<what>cannot perform operation: another operation is in progress)/,
        /(?<what>cannot call \w{1,40}\.\w{1,40}\(\): connection (?:is closed|has been released back to the pool))/,
        /PSQLException: (?<what>This (?:connection|statement) has been closed)/,
      ],
    },
    rootCause: "The code used a database connection or cursor that could not be used any more: {what}",
    explanation:
      "The code closed it before (leaving a `with` block closes it), shares one between threads or coroutines, or the connection had broken earlier and the first error was swallowed.",
    checks: [
      "Where the connection is opened, closed and shared, along the stack",
      "An earlier database error in the log, after which the connection was gone",
    ],
    fixes: [
      "Open a connection (or take one from the pool) for each unit of work and thread",
      "Open a new connection after an `OperationalError` before going on",
    ],
    docs: [`${PSYCOPG}/connection.html`],
  },
  {
    id: "postgres/prepared-statement",
    title: "Prepared statements through a pooler (PostgreSQL)",
    category: "configuration",
    alternatives: ["code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /prepared statement "(?<name>[^"\n]{1,100})" (?:does not exist|already exists)/,
        /cached plan must not change result type/,
        /cached statement plan is invalid due to a database schema or configuration change/,
      ],
    },
    rootCause:
      "A prepared statement[[ `{name}`]] of the driver is not valid on the connection it was used on",
    explanation:
      "Prepared statements belong to one server session. Behind PgBouncer in transaction mode the next statement may land in another session; after a change of the table, the kept plan does not fit any more.",
    checks: [
      "Whether a pooler (PgBouncer, Supavisor) stands between, and its mode",
      "A migration that ran while the program was connected",
    ],
    fixes: [
      "Switch the driver's prepared statements off (`prepare_threshold=None`, `statement_cache_size=0`)",
      "Use session mode of the pooler, or reconnect after migrations",
    ],
    docs: ["https://www.psycopg.org/psycopg3/docs/advanced/prepare.html"],
  },
  {
    id: "postgres/parameter-types",
    title: "Value that the driver cannot hand to PostgreSQL",
    category: "code_bug",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /can't adapt type '(?<type>[^'\n]{1,100})'/,
        /cannot adapt type '(?<type>[^'\n]{1,100})' using placeholder/,
        /invalid input for query argument \$(?<argument>\d{1,5}): [^\n]{1,300}/,
        /the query has \d{1,5} placeholders? but \d{1,5} parameters? w(?:as|ere) passed/,
        /the server expects \d{1,5} arguments? for this query, \d{1,5} (?:was|were) passed/,
        /could not determine data type of parameter \$(?<argument>\d{1,5})/,
        /bind message supplies \d{1,5} parameters, but prepared statement [^\n]{1,80} requires \d{1,5}/,
      ],
    },
    rootCause:
      "The code hands the statement parameters that do not fit[[: values of type `{type}`]][[: argument {argument}]]",
    explanation:
      "The driver has to turn each Python value into one of PostgreSQL: it has no rule for this class (`dict`, `numpy.int64`), asyncpg wants exactly the column's type, or there are more or fewer values than placeholders.",
    checks: ["The values handed over at that line of the code, and their classes"],
    fixes: [
      "Convert before: `int(x)` for numpy numbers, `Json(x)` for dicts, `date` objects for dates",
      "Give as many values as placeholders",
    ],
    docs: [`${PSYCOPG}/usage.html`],
  },
  {
    id: "postgres/no-results",
    title: "Rows read from a statement that gives none (psycopg)",
    category: "code_bug",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /ProgrammingError:? ?(?:\(psycopg2\.ProgrammingError\) )?no results to fetch/,
        /the last operation didn't produce (?:a result|records)/,
        /named cursor isn't valid anymore/,
        /can't use a named cursor outside of transactions/,
      ],
    },
    rootCause: "The code reads rows where the last statement gave none",
    explanation:
      "`fetch…` follows a statement without a result (`INSERT` without `RETURNING`, `COPY`, DDL), or a server-side cursor whose transaction has ended.",
    checks: ["The statement run right before the `fetch` at that line"],
    fixes: ["Add `RETURNING`, or do not fetch", "Keep the transaction open while a named cursor is read"],
    docs: [`${PSYCOPG}/cursor.html`],
  },
  {
    id: "postgres/libpq-missing",
    title: "psycopg without the libpq it needs",
    category: "missing_dependency",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /no pq wrapper available\.?(?:\s{1,4}Attempts made:\s{1,4}- couldn't import psycopg '\w{1,20}' implementation)?/,
        /Error: pg_config executable not found/,
        /libpq library not found/,
      ],
    },
    rootCause: "The image lacks libpq, which psycopg needs",
    explanation:
      "`psycopg` and `psycopg2` are bindings to PostgreSQL's client library. Installed without their binary package, they need libpq (to build: its headers and `pg_config`) on the system.",
    checks: ["Which of `psycopg[binary]`, `psycopg2-binary` or `libpq5` the image installs"],
    fixes: [
      "Install `psycopg[binary]` or `psycopg2-binary`",
      "Install `libpq5` (to build, `libpq-dev` and a compiler) in the image",
    ],
    docs: ["https://www.psycopg.org/psycopg3/docs/basic/install.html", `${PSYCOPG}/install.html`],
  },
];
