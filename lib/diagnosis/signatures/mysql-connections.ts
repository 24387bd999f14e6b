import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://dev.mysql.com/doc/refman/8.4/en";
const ERRORS = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";

/** MySQL and MariaDB: connections, logins, privileges, locks and limits. */
export const mysqlConnectionSignatures: Signature[] = [
  {
    id: "mysql/database-access-denied",
    title: "No access to the MySQL database",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access denied for user '(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})' to database '(?<database>[^'\n]{1,100})'/,
        /(?:\(1044, ["']|\b1044 \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}1044 |\bER_DBACCESS_DENIED_ERROR\b)(?:[^'\n]{0,120}'(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})'[^'\n]{1,60}'(?<database>[^'\n]{1,100})')?/,
      ],
    },
    rootCause: "The MySQL user[[ `{user}`@`{host}`]] has no access to the database[[ `{database}`]]",
    explanation:
      "The login worked, but the account has no privilege on that database. The same error appears when the database does not exist.",
    checks: ["`SHOW GRANTS FOR[[ '{user}'@'{host}']]`", "The database's name in the connection"],
    fixes: [
      "Grant it:[[ `GRANT SELECT, INSERT, UPDATE, DELETE ON {database}.* TO '{user}'@'{host}'`]]",
      "Or correct the database's name in the connection",
    ],
    docs: [`${DOCS}/problems-connecting.html`],
  },
  {
    id: "mysql/access-denied",
    title: "MySQL login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access denied for user '(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})' \(using password: (?<password>YES|NO)\)/,
        /Access denied for user '(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})'(?! to database)/,
        /(?:\(1045, ["']|\b1045 \(28000\)[^:\n]{0,20}: |SQLSTATE\[28000\]:[^\d\n]{0,60}1045 |\bER_ACCESS_DENIED_ERROR\b)(?:[^'\n]{0,120}'(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})')?/,
      ],
    },
    rootCause:
      "MySQL rejected the login[[ of user `{user}`]][[ from {host}]][[ (password sent: {password})]]",
    explanation:
      "MySQL accounts are a user plus a host: the password is wrong or was not sent (`using password: NO`), or another account matches the address that the server sees.",
    checks: [
      "User and password as the task receives them, and whether the password was rotated",
      "The accounts of that user (`SELECT user, host, plugin FROM mysql.user[[ WHERE user = '{user}']]`) against the address in the message",
    ],
    fixes: [
      "Put the current password into the connection (percent-encode `@`, `/` and `:` in a URL)",
      "If no account matches that address: `CREATE USER[[ '{user}'@'{host}']] IDENTIFIED BY …`",
    ],
  },
  {
    id: "mysql/host-not-allowed",
    title: "MySQL allows no connection from this host",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Host '(?<host>[^'\n]{1,200})' is not allowed to connect to this (?:MySQL|MariaDB) server/],
    },
    rootCause: "The server has no MySQL account for connections from `{host}`",
    explanation:
      "MySQL accounts are a user plus a host. No account matches the address that the server sees, so it refuses before asking for a password.",
    checks: ["`SELECT user, host FROM mysql.user`; whether the worker's address changed"],
    fixes: [
      "Create the account for that host: `CREATE USER 'USER'@'{host}' IDENTIFIED BY …` (or for the subnet, `'USER'@'10.0.%'`) and grant it the same privileges",
    ],
  },
  {
    id: "mysql/permission-denied",
    title: "Missing privilege on a database object (MySQL)",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<command>[A-Z][A-Z ,]{1,60}) command denied to user '(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})' for table '?(?<table>[^'\n]{1,200}?)'/,
        /Access denied; you need \(at least one of\) the (?<command>[A-Z_ ,]{1,100}) privilege\(s\) for this operation/,
        /(?:\((?:114[23]|1227|1370), ["']|\b(?:114[23]|1227|1370) \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}(?:114[23]|1227|1370) |\b(?:ER_(?:TABLE|COLUMN|PROC)?ACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR)\b)(?:(?<command>[A-Z]{3,20})\b[^'\n]{1,60}'(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})'[^'`\n]{1,30}['`](?<table>[^'`\n]{1,200})['`])?/,
      ],
    },
    rootCause: "The MySQL user[[ `{user}`]] lacks the privilege[[ {command}]][[ on table `{table}`]]",
    explanation: "The login worked, but the account has not been granted what the statement needs.",
    checks: ["`SHOW GRANTS FOR[[ '{user}'@'{host}']]`"],
    fixes: [
      "Grant it:[[ `GRANT {command} ON {table} TO '{user}'@'{host}'`]] (as an account with GRANT OPTION)",
      "For SUPER on a managed server, avoid the statement: dump without `DEFINER` and `SET @@GLOBAL` (`mysqldump --set-gtid-purged=OFF`)",
    ],
    docs: [`${DOCS}/grant.html`],
  },
  {
    id: "mysql/file-access-disabled",
    title: "MySQL does not allow file access",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The (?:MySQL|MariaDB) server is running with the (?<option>--secure-file-priv) option so it cannot execute this statement/,
        /(?<option>Loading local data) is disabled; this must be enabled on both the client and server sides?/,
        /\(3948, ["']|The used command is not allowed with this (?:MySQL|MariaDB) version/,
      ],
    },
    rootCause: "The server does not allow the statement to read or write files[[ ({option})]]",
    explanation:
      "`LOAD DATA LOCAL` needs `local_infile` on server and client. Without LOCAL, and for `INTO OUTFILE`, the file must lie in the server's `secure_file_priv` folder.",
    checks: ["`SHOW VARIABLES LIKE 'local_infile'` and `SHOW VARIABLES LIKE 'secure_file_priv'`"],
    fixes: [
      "For LOCAL: `SET GLOBAL local_infile = 1` on the server, and `local_infile=True` (PyMySQL), `allow_local_infile=True` (Connector/Python) or `--local-infile=1` on the client",
      "Without LOCAL: put the file into the folder that `secure_file_priv` names",
    ],
  },
  {
    id: "mysql/auth-plugin",
    title: "Unsupported MySQL authentication plugin",
    category: "missing_dependency",
    alternatives: ["auth_permission", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Authentication plugin '(?<plugin>\w{1,60})' (?:cannot be loaded|is not supported|is not loaded)/,
        /'cryptography' package is required for (?<plugin>sha256_password or caching_sha2_password) auth methods/,
        /(?<plugin>Public Key Retrieval) is not allowed/,
        /Client does not support authentication protocol requested by server/,
      ],
    },
    rootCause: "The client does not support the server's authentication method[[ ({plugin})]]",
    explanation:
      "Since MySQL 8, accounts use `caching_sha2_password`. Older clients do not support it, and PyMySQL needs the `cryptography` package for it.",
    checks: ["The client's version, and the account's plugin (`select plugin from mysql.user`)"],
    fixes: [
      "For PyMySQL: `pip install 'pymysql[rsa]'` (installs `cryptography`); otherwise upgrade the client or driver",
      "For JDBC: add `allowPublicKeyRetrieval=true` or connect with TLS (`sslMode=REQUIRED`)",
      "Only for old clients: `ALTER USER … IDENTIFIED WITH mysql_native_password BY …` (gone in MySQL 9)",
    ],
    docs: [`${DOCS}/caching-sha2-pluggable-authentication.html`],
  },
  {
    id: "mysql/cannot-connect",
    title: "MySQL server unreachable",
    category: "network_timeout",
    alternatives: ["configuration", "infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Can't connect to (?:MySQL |MariaDB )?server on '(?<host>[^'\n]{1,200})'(?: \((?<reason>[^()\n]{1,160})\))?/,
        /Can't connect to local (?:MySQL |MariaDB )?server through socket '(?<socket>[^'\n]{1,200})'/,
      ],
      not: [/on '(?:localhost|127\.0\.0\.1)/],
    },
    rootCause:
      "The task could not connect to the server[[ `{host}`]][[ through the local socket `{socket}`]][[: {reason}]]",
    explanation:
      "The server is down or starting, listens elsewhere, or is behind a firewall. An empty host or `localhost` means a local socket.",
    checks: [
      "From the worker: `nc -vz[[ {host}]] 3306`",
      "Whether the server was up or restarting at that time",
    ],
    fixes: [
      "If the server was starting, let the task wait for it (a health check) or retry",
      "Correct host and port in the connection; an empty host or `localhost` means a local socket, `127.0.0.1` means TCP",
      "Open port 3306 from the worker (security group, firewall)",
    ],
    docs: [`${DOCS}/can-not-connect-to-server.html`],
  },
  {
    id: "mysql/unknown-host",
    title: "MySQL host name does not resolve",
    category: "network_timeout",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Unknown (?:MySQL|MariaDB) server host '(?<host>[^'\n]{1,200})'/] },
    rootCause: "The MySQL host name `{host}` does not resolve on the worker",
    explanation:
      "The worker's name server knows no such name: it is misspelled, or known only in another network (a compose service, a private zone).",
    checks: ["On the worker: `getent hosts {host}`"],
    fixes: [
      "Correct the host in the connection, or use its full name",
      "Run the task in the network that knows `{host}`",
    ],
  },
  {
    id: "mysql/connection-lost",
    title: "MySQL connection lost",
    category: "network_timeout",
    alternatives: ["infrastructure", "configuration", "resource_exhausted"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /(?<what>(?:MySQL |MariaDB )?[Ss]erver has gone away)/,
        /(?<what>Lost connection to (?:MySQL |MariaDB )?server (?:during query|at '[^'\n]{1,80}'))/,
        /(?<what>Communications link failure)/,
        /(?<what>Got (?:an error|timeout) (?:reading|writing) communication packets)/,
        /\((?:2006|2013|2055), ['"]/,
        /InterfaceError[:)] \(0, ''\)/,
        /PROTOCOL_CONNECTION_LOST/,
      ],
    },
    rootCause: "The connection to the MySQL server was lost[[: {what}]]",
    explanation:
      "The server closed an idle connection (`wait_timeout`), restarted or crashed, the statement exceeded `max_allowed_packet`, or the network dropped the connection.",
    checks: [
      "The server's error log and uptime (`SHOW STATUS LIKE 'Uptime'`): restart, out-of-memory kill, aborted clients",
      "`SHOW VARIABLES LIKE '%timeout'` against how long the connection was idle or the statement ran",
    ],
    fixes: [
      "Retry; set `pool_pre_ping=True` and `pool_recycle` below the server's `wait_timeout`",
      "If it happened on a large write, send smaller batches or raise `max_allowed_packet` (client and server)",
      "If it happened during a long query, raise `net_read_timeout`, or the client's `read_timeout`",
    ],
    docs: [`${DOCS}/gone-away.html`],
  },
  {
    id: "mysql/too-many-connections",
    title: "MySQL is out of connections",
    category: "resource_exhausted",
    alternatives: ["configuration", "rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /\(1040, ['"]Too many connections|ERROR 1040 \(\w{5}\): Too many connections|message from server: "Too many connections"|1040 \(\w{5}\): Too many connections/,
        /User '?(?<user>[^'\s]{1,100})'? (?:already has more than|has exceeded the) '(?<limit>max_\w{1,40})' (?:active connections|resource)/,
      ],
    },
    rootCause: "MySQL is out of connections[[ for user `{user}`: `{limit}` is reached]]",
    explanation:
      "The server or the account is at its connection limit, or the server blocks a host after many failed attempts.",
    checks: [
      "`SHOW PROCESSLIST`: who holds connections (many in `Sleep` means they are not closed)",
      "`SHOW VARIABLES LIKE 'max_connections'`",
    ],
    fixes: [
      "Close connections after use and run fewer tasks at once (pool size × workers must stay below the limit)",
      "Kill idle ones: `KILL id` for `Sleep` rows in `SHOW PROCESSLIST`",
      "Raise it: `SET GLOBAL max_connections = …`[[, or `ALTER USER '{user}' WITH MAX_USER_CONNECTIONS …`]]",
    ],
    docs: [`${DOCS}/too-many-connections.html`],
  },
  {
    id: "mysql/host-blocked",
    title: "MySQL blocks the host",
    category: "configuration",
    alternatives: ["network_timeout", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Host '(?<host>[^'\n]{1,200})' is blocked because of many connection errors/] },
    rootCause: "MySQL blocks connections from `{host}` after too many failed attempts",
    explanation:
      "After `max_connect_errors` interrupted connection attempts the server blocks a host; usual sources are port checks by a load balancer and dropped connections.",
    checks: ["`SELECT * FROM performance_schema.host_cache WHERE host = '{host}' OR ip = '{host}'`"],
    fixes: [
      "Unblock it: `TRUNCATE TABLE performance_schema.host_cache` (or `mysqladmin flush-hosts`)",
      "Raise `max_connect_errors`, and let health checks log in instead of only opening the port",
    ],
  },
  {
    id: "mysql/read-only",
    title: "Write to a read-only MySQL",
    category: "configuration",
    alternatives: ["infrastructure"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /The (?:MySQL|MariaDB) server is running with the --(?<option>read-only|super-read-only|read_only|innodb-read-only)[\w -]{0,40} so it cannot execute this statement/,
        /Cannot execute statement in a (?<option>READ ONLY) transaction/,
      ],
    },
    rootCause: "The MySQL server or transaction is read-only (`{option}`), but the task writes",
    explanation: "The connection goes to a replica; this also happens briefly after a failover.",
    checks: ["`select @@read_only, @@hostname` on that connection"],
    fixes: [
      "Connect to the writer (the cluster endpoint, not the reader one)",
      "If a failover just happened, reconnect and retry; pooled connections may still go to the old primary",
      "If it is the primary and stays read-only: `SET GLOBAL super_read_only = OFF, read_only = OFF`, after checking why",
    ],
    docs: [ERRORS],
  },
];
