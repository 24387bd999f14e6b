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
    ],
    nearMisses: [
      { text: "java.net.UnknownHostException: warehouse" },
      { text: "socket.gaierror: [Errno -2] Name or service not known" },
    ],
  },
  "postgres/login-failed": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  password authentication failed for user "etl"',
        captures: { user: "etl", method: "password" },
      },
      {
        text: 'asyncpg.exceptions.InvalidPasswordError: password authentication failed for user "etl"',
        captures: { user: "etl" },
      },
      {
        text: "psycopg2.OperationalError: fe_sendauth: no password supplied",
      },
      {
        text: 'psql: error: connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  Peer authentication failed for user "postgres"',
        captures: { user: "postgres", method: "Peer" },
      },
      {
        text: "org.postgresql.util.PSQLException: The server requested SCRAM-based authentication, but no password was provided.",
      },
    ],
    nearMisses: [
      {
        text: 'psycopg2.OperationalError: FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", no encryption',
      },
      {
        text: "pymysql.err.OperationalError: (1045, \"Access denied for user 'etl'@'10.0.0.7' (using password: YES)\")",
      },
    ],
  },
  "postgres/client-too-old": {
    examples: [
      { text: "psycopg2.OperationalError: SCRAM authentication requires libpq version 10 or above" },
      {
        text: "org.postgresql.util.PSQLException: The authentication type 10 is not supported. Check that you have configured the pg_hba.conf file to include the client's IP address or subnet, and that it is using an authentication scheme supported by the driver.",
        captures: { method: "10" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.OperationalError: FATAL:  password authentication failed for user "etl"' },
    ],
  },
  "postgres/hba-entry": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db.example.com" (10.4.0.12), port 5432 failed: FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", no encryption',
        captures: { host: "10.0.0.7", user: "etl", database: "shop", encryption: "no encryption" },
      },
      {
        text: 'asyncpg.exceptions.InvalidAuthorizationSpecificationError: no pg_hba.conf entry for host "10.0.0.7", user "etl", database "shop", SSL off',
        captures: { encryption: "SSL off" },
      },
      {
        text: 'org.postgresql.util.PSQLException: FATAL: pg_hba.conf rejects connection for host "10.0.0.7", user "etl", database "shop", no encryption',
        captures: { user: "etl" },
      },
    ],
    nearMisses: [
      { text: 'FATAL:  password authentication failed for user "etl"' },
      { text: "LOG:  reloading pg_hba.conf" },
    ],
  },
  "postgres/database-missing": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  database "shop" does not exist',
        captures: { database: "shop" },
      },
      { text: 'asyncpg.exceptions.InvalidCatalogNameError: database "shop" does not exist' },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.UndefinedTable: relation "database" does not exist' },
      { text: 'FATAL:  role "etl" does not exist' },
    ],
  },
  "postgres/role-missing": {
    examples: [
      {
        text: 'psycopg2.OperationalError: connection to server at "db" (10.4.0.12), port 5432 failed: FATAL:  role "airflow" does not exist',
        captures: { role: "airflow" },
      },
      { text: 'ERROR:  role "reporting" does not exist', captures: { role: "reporting" } },
    ],
    nearMisses: [{ text: 'FATAL:  database "airflow" does not exist' }],
  },
  "postgres/permission-denied": {
    examples: [
      {
        text: "psycopg2.errors.InsufficientPrivilege: permission denied for table orders",
        captures: { kind: "table", object: "orders" },
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  permission denied for schema staging\n  LINE 18: from staging.orders",
        captures: { kind: "schema", object: "staging" },
      },
      { text: "ERROR: permission denied for relation orders", captures: { kind: "relation" } },
      {
        text: "asyncpg.exceptions.InsufficientPrivilegeError: must be owner of table orders",
        captures: { kind: "table", object: "orders" },
      },
      {
        text: 'psycopg2.errors.InsufficientPrivilege: new row violates row-level security policy for table "orders"',
        captures: { object: "orders" },
      },
    ],
    nearMisses: [
      { text: "bash: line 1: /opt/jobs/run.sh: Permission denied" },
      { text: "sftp: Permission denied (publickey,password)." },
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
  "postgres/statement-timeout": {
    examples: [
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" },
      {
        text: "sqlalchemy.exc.OperationalError: (psycopg2.errors.QueryCanceled) canceling statement due to statement timeout\n\n[SQL: select count(*) from orders]",
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  canceling statement due to statement timeout",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout" },
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to user request" },
    ],
  },
  "postgres/statement-cancelled": {
    examples: [
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to user request" },
      { text: "org.postgresql.util.PSQLException: ERROR: canceling statement due to user request" },
    ],
    nearMisses: [{ text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" }],
  },
  "postgres/lock-timeout": {
    examples: [
      { text: "psycopg2.errors.LockNotAvailable: canceling statement due to lock timeout" },
      {
        text: 'psycopg2.errors.LockNotAvailable: could not obtain lock on row in relation "orders"',
        captures: { table: "orders" },
      },
      { text: 'ERROR:  could not obtain lock on relation "orders"', captures: { table: "orders" } },
    ],
    nearMisses: [
      { text: "psycopg2.errors.DeadlockDetected: deadlock detected" },
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" },
    ],
  },
  "postgres/deadlock": {
    examples: [
      {
        text: "psycopg2.errors.DeadlockDetected: deadlock detected\nDETAIL:  Process 4112 waits for ShareLock on transaction 88121; blocked by process 4098.\nProcess 4098 waits for ShareLock on transaction 88125; blocked by process 4112.\nHINT:  See server log for query details.",
        captures: { lock: "ShareLock", object: "transaction 88121" },
      },
      {
        text: "sqlalchemy.exc.OperationalError: (psycopg2.errors.DeadlockDetected) deadlock detected",
      },
      { text: "asyncpg.exceptions.DeadlockDetectedError: deadlock detected" },
    ],
    nearMisses: [
      {
        text: "Task deadlock (no runnable tasks); marking run <DagRun orders_daily> failed",
      },
      { text: "ORA-00060: deadlock detected while waiting for resource" },
    ],
  },
  "postgres/serialization-failure": {
    examples: [
      {
        text: "psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update",
        captures: { reason: "concurrent update" },
      },
      {
        text: "asyncpg.exceptions.SerializationError: could not serialize access due to read/write dependencies among transactions\nDETAIL:  Reason code: Canceled on identification as a pivot, during commit attempt.\nHINT:  The transaction might succeed if retried.",
      },
      { text: "psycopg2.errors.InternalError_: tuple concurrently updated" },
    ],
    nearMisses: [
      { text: "psycopg2.errors.SerializationFailure: canceling statement due to conflict with recovery" },
    ],
  },
  "postgres/standby-conflict": {
    examples: [
      {
        text: "psycopg2.errors.SerializationFailure: canceling statement due to conflict with recovery\nDETAIL:  User query might have needed to see row versions that must be removed.",
      },
    ],
    nearMisses: [
      { text: "psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update" },
    ],
  },
  "postgres/read-only": {
    examples: [
      {
        text: "psycopg2.errors.ReadOnlySqlTransaction: cannot execute INSERT in a read-only transaction",
        captures: { statement: "INSERT" },
      },
      { text: "ERROR:  cannot execute CREATE TABLE in a read-only transaction" },
    ],
    nearMisses: [{ text: "OSError: [Errno 30] Read-only file system: '/data'" }],
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
    ],
    nearMisses: [{ text: "psycopg2.OperationalError: server closed the connection unexpectedly" }],
  },
  "postgres/server-process-killed": {
    examples: [
      {
        text: "LOG:  server process (PID 771) was terminated by signal 9: Killed\nDETAIL:  Failed process was running: COPY crates FROM STDIN",
        captures: { statement: "COPY crates FROM STDIN" },
      },
    ],
    nearMisses: [{ text: "LOG:  server process (PID 771) was terminated by signal 15: Terminated" }],
  },
  "postgres/disk-full": {
    examples: [
      {
        text: 'psycopg2.errors.DiskFull: could not extend file "base/16384/16421": No space left on device\nHINT:  Check free disk space.',
        captures: { file: "base/16384/16421" },
      },
      {
        text: 'psycopg2.errors.DiskFull: could not resize shared memory segment "/PostgreSQL.1804289383" to 16777216 bytes: No space left on device',
        captures: { file: "/PostgreSQL.1804289383" },
      },
      {
        text: "ERROR:  temporary file size exceeds temp_file_limit (10485760kB)",
        captures: { limit: "10485760kB" },
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 28] No space left on device: '/tmp/orders.parquet'" }],
  },
  "postgres/out-of-memory": {
    examples: [
      {
        text: "psycopg2.errors.OutOfMemory: out of shared memory\nHINT:  You might need to increase max_locks_per_transaction.",
        captures: { what: "out of shared memory" },
      },
      {
        text: 'sqlalchemy.exc.OperationalError: (psycopg2.errors.OutOfMemory) out of memory\nDETAIL:  Failed on request of size 24576 in memory context "TupleSort main".',
      },
    ],
    nearMisses: [
      { text: "torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB" },
      { text: "java.lang.OutOfMemoryError: Java heap space" },
    ],
  },
  "postgres/storage-damaged": {
    examples: [
      {
        text: "psycopg2.errors.DataCorrupted: invalid page in block 1204 of relation base/16384/16421",
        captures: { file: "base/16384/16421" },
      },
      {
        text: 'ERROR:  could not read block 88 in file "base/16384/16421": read only 0 of 8192 bytes',
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.DiskFull: could not extend file "base/16384/16421": No space left on device' },
    ],
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
  "postgres/closed-handle": {
    examples: [
      {
        text: "psycopg2.InterfaceError: connection already closed",
        captures: { what: "connection already closed" },
      },
      { text: "sqlalchemy.exc.InterfaceError: (psycopg2.InterfaceError) cursor already closed" },
      { text: "psycopg.OperationalError: the connection is closed" },
      {
        text: "asyncpg.exceptions._base.InterfaceError: cannot perform operation: another operation is in progress",
      },
    ],
    nearMisses: [
      { text: "psycopg2.OperationalError: server closed the connection unexpectedly" },
      { text: "INFO - connection already closed, nothing to do" },
    ],
  },
  "postgres/prepared-statement": {
    examples: [
      {
        text: 'psycopg.errors.DuplicatePreparedStatement: prepared statement "_pg3_0" already exists',
        captures: { name: "_pg3_0" },
      },
      {
        text: 'asyncpg.exceptions.InvalidSQLStatementNameError: prepared statement "__asyncpg_stmt_4__" does not exist',
        captures: { name: "__asyncpg_stmt_4__" },
      },
      { text: "org.postgresql.util.PSQLException: ERROR: cached plan must not change result type" },
    ],
    nearMisses: [{ text: 'psycopg2.errors.DuplicateTable: relation "_pg3_0" already exists' }],
  },
  "postgres/parameter-types": {
    examples: [
      { text: "psycopg2.ProgrammingError: can't adapt type 'dict'", captures: { type: "dict" } },
      {
        text: "sqlalchemy.exc.ProgrammingError: (psycopg2.ProgrammingError) can't adapt type 'numpy.int64'",
        captures: { type: "numpy.int64" },
      },
      {
        text: "psycopg.ProgrammingError: cannot adapt type 'dict' using placeholder '%s' (format: AUTO)",
        captures: { type: "dict" },
      },
      {
        text: "asyncpg.exceptions.DataError: invalid input for query argument $1: '2024-06-01' (expected a datetime.date or datetime.datetime instance, got 'str')",
        captures: { argument: "1" },
      },
    ],
    nearMisses: [
      { text: "TypeError: Object of type datetime is not JSON serializable" },
      { text: 'psycopg2.errors.InvalidTextRepresentation: invalid input syntax for type integer: "N/A"' },
    ],
  },
  "postgres/no-results": {
    examples: [
      { text: "psycopg2.ProgrammingError: no results to fetch" },
      { text: "psycopg.ProgrammingError: the last operation didn't produce a result" },
      { text: "psycopg2.ProgrammingError: named cursor isn't valid anymore" },
    ],
    nearMisses: [{ text: "INFO - no results to fetch for 2024-06-01" }],
  },
  "postgres/libpq-missing": {
    examples: [
      {
        text: "ImportError: no pq wrapper available.\nAttempts made:\n- couldn't import psycopg 'c' implementation: No module named 'psycopg_c'\n- couldn't import psycopg 'binary' implementation: No module named 'psycopg_binary'\n- couldn't import psycopg 'python' implementation: libpq library not found",
      },
      { text: "Error: pg_config executable not found." },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'psycopg2'" }],
  },
};
