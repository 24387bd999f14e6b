import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresConnectionExamples: SignatureExamples = {
  "postgres/connection-refused": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "warehouse-db" (10.4.0.12), port 5433 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
        captures: { host: "warehouse-db", port: "5433" },
      },
      {
        text: 'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not connect to server: Connection refused\n\tIs the server running on host "db.example.com" (10.4.0.12) and accepting\n\tTCP/IP connections on port 5432?',
        captures: { host: "db.example.com", port: "5432" },
      },
      {
        text: "org.postgresql.util.PSQLException: Connection to db.example.com:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
        captures: { host: "db.example.com" },
      },
      {
        text: 'psycopg.OperationalError: connection failed: connection to server at "10.4.0.12", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
        captures: { host: "10.4.0.12" },
      },
      {
        text: "psycopg2.OperationalError: falló la conexión al servidor en «db.interno» (10.0.0.5), puerto 5432: Conexión rehusada\n\t¿Está el servidor en ejecución en ese host y aceptando conexiones TCP/IP?",
        captures: { host: "db.interno", port: "5432" },
      },
      {
        text: "psycopg2.OperationalError: Verbindung zum Server auf »db.intern« (10.0.0.5), Port 5432 fehlgeschlagen: Verbindungsaufbau abgelehnt",
        captures: { host: "db.intern", port: "5432" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
      },
      {
        text: 'psycopg2.OperationalError: connection to server at "warehouse-db" (10.4.0.12), port 5432 failed: FATAL:  database "shop" does not exist',
      },
    ],
  },
  "postgres/unix-socket": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?',
        captures: { socket: "/var/run/postgresql/.s.PGSQL.5432" },
      },
      {
        text: 'psql: could not connect to server: No such file or directory\n\tIs the server running locally and accepting\n\tconnections on Unix domain socket "/tmp/.s.PGSQL.5432"?',
        captures: { socket: "/tmp/.s.PGSQL.5432" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server on socket "/tmp/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "etl"',
      },
    ],
  },
  "postgres/not-a-server": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 8080 failed: received invalid response to SSL negotiation: H',
        captures: { host: "db", port: "8080" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: server does not support SSL, but SSL was required',
      },
    ],
  },
  "postgres/connect-timeout": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db.example.com" (10.4.0.12), port 5432 failed: Connection timed out\n\tIs the server running on that host and accepting TCP/IP connections?',
        captures: { host: "db.example.com", port: "5432" },
      },
      {
        text: 'psycopg2.OperationalError: connection to server at "db.example.com" (10.4.0.12), port 5432 failed: timeout expired',
      },
      { text: "psycopg.errors.ConnectionTimeout: connection timeout expired" },
      {
        text: 'could not connect to server: Connection timed out\n\tIs the server running on host "cluster.example.com" (10.4.0.12) and accepting\n\tTCP/IP connections on port 5439?',
        captures: { host: "cluster.example.com" },
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: connection to server at "warehouse-db" (10.4.0.12), port 5432 failed: Connection refused',
      },
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" },
    ],
  },
  "postgres/server-closed": {
    examples: [
      {
        text: "psycopg2.OperationalError: server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.",
      },
      {
        text: "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) SSL SYSCALL error: EOF detected\n\n[SQL: select * from orders]",
        captures: { reason: "EOF detected" },
      },
      {
        text: "psycopg.OperationalError: consuming input failed: SSL connection has been closed unexpectedly",
      },
      {
        text: "asyncpg.exceptions.ConnectionDoesNotExistError: connection was closed in the middle of operation",
      },
      { text: "org.postgresql.util.PSQLException: An I/O error occurred while sending to the backend." },
      {
        text: "psycopg2.OperationalError: el servidor ha cerrado la conexión inesperadamente\n\tProbablemente se debe a que el servidor terminó de manera anormal\n\tantes o durante el procesamiento de la petición.",
      },
      { text: "psycopg2.OperationalError: Server beendete die Verbindung unerwartet" },
    ],
    nearMisses: [
      { text: "psycopg2.InterfaceError: connection already closed" },
      { text: "psycopg2.errors.AdminShutdown: terminating connection due to administrator command" },
    ],
  },
  "postgres/host-unknown": {
    examples: [
      {
        text: 'psycopg2.OperationalError: could not translate host name "warehouse" to address: Temporary failure in name resolution',
        captures: { host: "warehouse" },
      },
      {
        text: 'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) could not translate host name "ss@warehouse" to address: Name or service not known',
        captures: { host: "ss@warehouse" },
      },
      {
        text: "psycopg.OperationalError: failed to resolve host 'warehouse': [Errno -2] Name or service not known",
        captures: { host: "warehouse" },
      },
      {
        text: "psycopg2.OperationalError: no se pudo traducir el nombre «db.interno» a una dirección: Nombre o servicio desconocido",
        captures: { host: "db.interno" },
      },
      {
        text: "psycopg2.OperationalError: konnte Hostnamen »db.intern« nicht in Adresse übersetzen: Der Name oder der Dienst ist nicht bekannt",
        captures: { host: "db.intern" },
      },
    ],
    nearMisses: [
      { text: "java.net.UnknownHostException: warehouse" },
      { text: "socket.gaierror: [Errno -2] Name or service not known" },
    ],
  },
  "postgres/too-many-connections": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  remaining connection slots are reserved for non-replication superuser connections',
      },
      {
        text: 'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  sorry, too many clients already',
      },
      {
        text: "asyncpg.exceptions.TooManyConnectionsError: remaining connection slots are reserved for roles with the SUPERUSER attribute",
      },
      {
        text: 'org.postgresql.util.PSQLException: FATAL: too many connections for role "etl"',
        captures: { kind: "role", name: "etl" },
      },
      { text: "FATAL:  lo siento, ya tenemos demasiados clientes" },
      { text: "FATAL:  tut mir leid, schon zu viele Verbindungen" },
    ],
    nearMisses: [
      { text: 'pymysql.err.OperationalError: (1040, "Too many connections")' },
      { text: "psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec" },
    ],
  },
  "postgres/client-pool": {
    examples: [
      {
        text: "psycopg_pool.PoolTimeout: couldn't get a connection after 30.00 sec",
        captures: { seconds: "30.00" },
      },
      { text: "psycopg2.pool.PoolError: connection pool exhausted" },
    ],
    nearMisses: [
      { text: "FATAL:  sorry, too many clients already" },
      {
        text: "sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
      },
    ],
  },
  "postgres/starting-up": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  the database system is starting up',
        captures: { state: "starting up" },
      },
      {
        text: "asyncpg.exceptions.CannotConnectNowError: the database system is in recovery mode",
        captures: { state: "in recovery mode" },
      },
      { text: "Npgsql.PostgresException (0x80004005): 57P03: el sistema de base de datos está iniciándose" },
      { text: "FATAL:  das Datenbanksystem startet" },
    ],
    nearMisses: [{ text: "LOG:  database system is ready to accept connections" }],
  },
  "postgres/terminated": {
    examples: [
      {
        text: "psycopg2.errors.AdminShutdown: terminating connection due to administrator command\nSSL connection has been closed unexpectedly",
        captures: { reason: "administrator command" },
      },
      {
        text: "psycopg2.errors.IdleInTransactionSessionTimeout: terminating connection due to idle-in-transaction timeout",
        captures: { reason: "idle-in-transaction timeout" },
      },
      {
        text: "WARNING:  terminating connection because of crash of another server process\nDETAIL:  The postmaster has commanded this server process to roll back the current transaction and exit, because another server process exited abnormally and possibly corrupted shared memory.",
      },
      { text: "psycopg2.errors.AdminShutdown: terminando la conexión debido a una orden del administrador" },
      { text: "FATAL:  Verbindung wird abgebrochen aufgrund von Anweisung des Administrators" },
    ],
    nearMisses: [{ text: "psycopg2.OperationalError: server closed the connection unexpectedly" }],
  },
  "postgres/tls": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: server does not support SSL, but SSL was required',
        captures: { reason: "server does not support SSL, but SSL was required" },
      },
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: root certificate file "/root/.postgresql/root.crt" does not exist\nEither provide the file, use the system\'s trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification.',
      },
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: server certificate for "db.example.com" does not match host name "db"',
      },
    ],
    nearMisses: [
      { text: "psycopg2.OperationalError: SSL SYSCALL error: EOF detected" },
      {
        text: 'FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", SSL off',
      },
    ],
  },
  "postgres/invalid-dsn": {
    examples: [
      {
        text: 'psycopg2.ProgrammingError: invalid dsn: missing "=" after "postgresql+psycopg2://etl@db/shop" in connection info string',
      },
      {
        text: 'psycopg2.ProgrammingError: invalid dsn: invalid connection option "db_host"',
        captures: { reason: 'invalid connection option "db_host"' },
      },
      {
        text: 'psycopg2.errors.UndefinedObject: unrecognized configuration parameter "foo.bar"',
        captures: { parameter: "foo.bar" },
      },
    ],
    nearMisses: [{ text: "sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from string ''" }],
  },
};
