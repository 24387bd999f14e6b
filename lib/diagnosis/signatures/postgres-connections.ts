import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: connections that are refused, lost or used up. */
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
];
