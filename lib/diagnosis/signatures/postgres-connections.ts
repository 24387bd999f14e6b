import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: connections that are refused, lost or used up. */
export const postgresConnectionSignatures: Signature[] = [
  {
    id: "postgres/connection-refused",
    title: "PostgreSQL connection refused",
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
        /(?:falló la conexión al servidor en|la connexion au serveur sur|Verbindung zum Server auf|connessione al server su|conexão com (?:o )?servidor em|подключиться к серверу|连接到) ?[«»"]\s?(?<host>[^«»"\n]{1,200}?)\s?[«»"](?: \([^()\n]{1,60}\))?[^\d\n]{1,40}(?<port>\d{1,5})[^\n:：]{0,30}[:：] ?(?:Conexión rehusada|Connexion refusée|Verbindungsaufbau abgelehnt|Connessione rifiutata|Conexão recusada|В соединении отказано|拒绝连接|接続を拒否されました|연결이 거부됨|Połączenie odrzucone|Bağlantı reddedildi|Connection refused)/,
        /"(?<host>[^"\n]{1,200})"(?:\([^()\n]{1,60}\))?、ポート(?<port>\d{1,5})のサーバーへの接続に失敗しました: 接続を拒否されました/,
      ],
      not: [/localhost|127\.0\.0\.1|::1/],
    },
    rootCause: "Nothing accepts database connections at `{host}`, port {port}",
    explanation:
      "The host responded, but no server is listening on that port: PostgreSQL is down, starting or restarting, listens on another port, or only on its own machine.",
    checks: [
      "Whether the server was up at that time, and its log",
      "The server's `listen_addresses` and `port` against the connection's host and port",
    ],
    fixes: [
      "If the server was starting, let the task wait for its health check (`pg_isready[[ -h {host} -p {port}]]`), or retry",
      "Correct host and port[[ (now {host}:{port})]]; between containers, use the service name and the internal port, not the published one",
      "On the server, `listen_addresses` must include the network, not only localhost",
    ],
    docs: [`${DOCS}/runtime-config-connection.html`],
  },
  {
    id: "postgres/unix-socket",
    title: "PostgreSQL connection went to a local socket",
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
    rootCause: "The task tried to reach the database through a local socket, `{socket}`",
    explanation:
      "Without a host, libpq connects through a local socket. A container or worker has no server there, so the host setting is most likely empty or was not read.",
    checks: ["The host in the connection as the task sees it (environment, `PGHOST`, DSN)"],
    fixes: [
      "Set the host in the connection (`PGHOST`, `host=`); without one, libpq uses the local socket",
      "If a local server is meant, start it: `systemctl start postgresql`",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/not-a-server",
    title: "Port is not PostgreSQL",
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
    rootCause: "The service[[ at `{host}`, port {port},]] is not a PostgreSQL server",
    explanation:
      "Something else is listening there: a web server, a proxy that speaks HTTP, or another database. The port or host is wrong, or a proxy is in the way.",
    checks: ["Which service listens on that host and port, as the worker sees it"],
    fixes: ["Fix the connection's host and port", "Bypass the proxy for database connections"],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/connect-timeout",
    title: "PostgreSQL connection timed out",
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
    rootCause: "The connection to the database server[[ `{host}`]][[, port {port},]] timed out",
    explanation:
      "Packets to the server got lost: a firewall or security group drops them, the host is down or paused, or the address is wrong. It never got as far as a login.",
    checks: [
      "Whether the worker's network can reach the server (security group, allowlist, VPN)",
      "Whether the server was up at that time",
    ],
    fixes: [
      "Allow the worker's address: security group or firewall for the database's port[[ ({port})]]",
      "Correct the host[[ (now `{host}`)]], for instance the private instead of the public name",
      "Retry if the server was briefly down",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/server-closed",
    title: "PostgreSQL connection lost",
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
        /(?:el servidor ha cerrado la conexión inesperadamente|la connexion au serveur a été coupée de façon inattendue|Server beendete die Verbindung unerwartet|il server ha chiuso la connessione inaspettatamente|servidor fechou a conexão inesperadamente|сервер неожиданно закрыл соединение|服务器意外地关闭了联接|サーバーとの接続が想定外にクローズされました|서버가 갑자기 연결을 닫았음)/,
        /(?:la conexión SSL se ha cerrado inesperadamente|la connexion SSL a été fermée de façon inattendue|SSL-Verbindung wurde unerwartet geschlossen|SSL-соединение было неожиданно закрыто|SSL连接异常关闭)/,
      ],
    },
    rootCause: "The database connection was lost while in use[[: {reason}]]",
    explanation:
      "The other end disappeared without closing the connection: the server process crashed or was OOM-killed, the server restarted or failed over, or a load balancer or firewall dropped an idle connection.",
    checks: [
      "The server's log at that time: crash, restart, out of memory",
      "Idle timeouts in between (load balancer, NAT, pooler) against how long the connection was idle",
    ],
    fixes: [
      "Retry the task, with the connection opened right before it is used",
      "Check pooled connections before use (`pool_pre_ping=True`), and turn on `keepalives_idle=30`",
      "If it happens during one heavy statement, look in the server's log for `terminated by signal 9` and lower that statement's memory",
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
        /(?:no se pudo traducir el nombre|n'a pas pu traduire le nom d'hôte|konnte Hostnamen|conversione del nome host|não pôde traduzir nome da máquina|преобразовать имя|无法解释主机名) [«»"]\s?(?<host>[^«»"\n]{1,200}?)\s?[«»"] (?:a una dirección|en adresse|nicht in Adresse|in indirizzo|para endereço|в адрес не удалось|到地址)/,
      ],
    },
    rootCause: "The database host `{host}` does not resolve",
    explanation:
      "The worker cannot resolve that name: it is misspelled or lacks its domain, the database container is not running or is in another network, or DNS was unavailable.",
    checks: [
      "The host in the connection, character by character (an `@` or space in the password breaks up a URL)",
      "Whether the worker is in a network where that name is known",
    ],
    fixes: [
      "Correct the host (now `{host}`); if part of the password shows up in it, percent-encode `@`, `/` and `:` in the URL",
      "For containers, put both on the same network and use the service name",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
  {
    id: "postgres/too-many-connections",
    title: "PostgreSQL is out of connections",
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
        /(?:lo siento, ya tenemos demasiados clientes|désolé, trop de clients sont déjà connectés|tut mir leid, schon zu viele Verbindungen|spiacente, troppi client già connessi|desculpe, muitos clientes conectados|извините, уже слишком много клиентов|对不起, 已经有太多的客户|現在クライアント数が多すぎます|최대 동시 접속자 수를 초과했습니다)/,
        /(?:las conexiones restantes están reservadas|les emplacements de connexions restants sont réservés|die verbleibenden Verbindungen sind für|i rimanenti slot di connessione sono riservati|оставшиеся слоты подключений зарезервированы|已保留的连接位置为)/,
        /TooManyConnections(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )53300\b/,
      ],
    },
    rootCause: "The database is out of connections[[ for {kind} `{name}`]]",
    explanation:
      "All connections that the server (or its pooler) allows are in use. Many tasks each hold one at the same time, or connections stay open after their work.",
    checks: [
      "`SELECT usename, application_name, state, count(*) FROM pg_stat_activity GROUP BY 1, 2, 3`",
      "`SHOW max_connections`, and how many tasks start at once",
    ],
    fixes: [
      "End idle sessions: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle' AND state_change < now() - interval '10 min'`",
      "Close connections after use and run fewer tasks at once (an Airflow pool, a smaller `pool_size`)",
      "Put PgBouncer in front, or raise `max_connections` (needs a restart)",
    ],
    docs: [`${DOCS}/runtime-config-connection.html`],
  },
  {
    id: "postgres/client-pool",
    title: "Client connection pool exhausted (PostgreSQL drivers)",
    category: "resource_exhausted",
    alternatives: ["code_bug", "network_timeout"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /couldn't get a connection after (?<seconds>[\d.]{1,12}) sec/,
        /PoolError: connection pool exhausted/,
        /Knex: Timeout acquiring a connection\. The pool is probably full/,
        /could not obtain a connection from the pool within (?<seconds>[\d.]{1,12}) seconds/,
        /pool initialization incomplete after (?<seconds>[\d.]{1,12}) sec/,
      ],
    },
    rootCause: "The task's own connection pool had no free connection[[ within {seconds} s]]",
    explanation:
      "All pooled connections were in use or never returned, or the pool could not open any because the server does not respond.",
    checks: [
      "Connections taken and never returned, and the pool size against the threads that use it",
      "The pool's messages about connections it could not open",
    ],
    fixes: ["Return connections with `with pool.connection()`", "Raise `max_size` to the number of workers"],
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
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )57P03\b/,
        /(?:CannotConnectNow(?:Error)?[:)] |el sistema de base de datos está iniciándose|le système de bases de données se lance|das Datenbanksystem startet|il database si sta avviando|o sistema de banco de dados está iniciando|система баз данных запускается|数据库系统启动中|データベースシステムは起動処理中です|데이터베이스 시스템이 새로 가동 중입니다)/,
      ],
    },
    rootCause: "The database server was not accepting connections[[: {state}]]",
    explanation:
      "The server is restarting, recovering after a crash or stopping, and rejects logins until that is done.",
    checks: ["The server's log: why it restarted (deploy, maintenance, crash, memory)"],
    fixes: ["Retry with backoff", "Start tasks only once the server's health check passes"],
  },
  {
    id: "postgres/terminated",
    title: "PostgreSQL terminated the connection",
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
        /(?:AdminShutdown|CrashShutdown)(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )57P0[12]\b/,
        /(?:terminando la conexión debido a una orden del administrador|arrêt des connexions suite à la demande de l'administrateur|Verbindung wird abgebrochen aufgrund von Anweisung des Administrators|interruzione della connessione su comando dell'amministratore|terminando conexão por causa de um comando do administrador|закрытие подключения по команде администратора|由于管理员命令中断联接|管理者コマンドにより接続を終了しています|관리자 요청에 의해서 연결을 끝냅니다)/,
      ],
    },
    rootCause: "The database server terminated the connection[[ ({reason})]]",
    explanation:
      "`administrator command` comes with a restart, a failover or `pg_terminate_backend`; a crashed server process takes all others down with it; idle timeouts end sessions that sit in an open transaction.",
    checks: [
      "The server's log at that time: restart, failover, crash, out of memory",
      "For idle timeouts: what the task did between two statements",
    ],
    fixes: [
      "Retry the task",
      "Commit before long work outside the database, so that no transaction stays open",
    ],
    docs: [`${DOCS}/functions-admin.html`],
  },
  {
    id: "postgres/tls",
    title: "TLS settings of the database connection do not match (PostgreSQL)",
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
    rootCause: "The TLS connection to the database failed[[: {reason}]]",
    explanation:
      "The connection's `sslmode` and certificates do not match what the server offers or requires.",
    checks: ["The connection's `sslmode`, `sslrootcert` and host name, and the server's certificate"],
    fixes: [
      "If the server has no TLS, set `sslmode=prefer` or `disable`; if it demands it, `sslmode=require`",
      "For `verify-ca` and `verify-full`, mount the CA file and name it in `sslrootcert`",
      "For a name mismatch, connect by the host name in the certificate",
    ],
    docs: [`${DOCS}/libpq-ssl.html`],
  },
  {
    id: "postgres/invalid-dsn",
    title: "Invalid connection string (PostgreSQL)",
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
    rootCause: "The connection settings are invalid[[: {reason}]][[: unknown parameter `{parameter}`]]",
    explanation:
      "libpq could not parse the connection string, or the server does not know one of its settings. Often libpq was given a SQLAlchemy URL (`postgresql+psycopg2://`), a password has unescaped characters, or a pooler does not know a parameter.",
    checks: ["The connection string as passed, without the password"],
    fixes: [
      "Pass libpq a `postgresql://` URL or `key=value` pairs, with special characters escaped",
      "Remove the unknown parameter",
    ],
    docs: [`${DOCS}/libpq-connect.html`],
  },
];
