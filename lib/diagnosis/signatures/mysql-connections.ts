import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://dev.mysql.com/doc/refman/8.4/en";
const ERRORS = "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html";

/** MySQL and MariaDB: connections, logins, privileges, locks and limits. */
export const mysqlConnectionSignatures: Signature[] = [
  {
    id: "mysql/access-denied",
    title: "MySQL login failed",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access denied for user '(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})'(?: \(using password: (?<password>YES|NO)\)| to database '(?<database>[^'\n]{1,100})')?/,
        /Host '(?<host>[^'\n]{1,200})' is not allowed to connect to this (?:MySQL|MariaDB) server/,
        /(?:\(104[45], ["']|\b104[45] \((?:28000|42000)\)[^:\n]{0,20}: |SQLSTATE\[(?:28000|42000)\]:[^\d\n]{0,60}104[45] |\bER_(?:DB)?ACCESS_DENIED_ERROR\b)(?:[^'\n]{0,120}'(?<user>[^'\n]{0,100})'@'(?<host>[^'\n]{1,200})')?/,
      ],
    },
    rootCause:
      "MySQL rejected the login[[ of user `{user}`]][[ from {host}]][[ to database `{database}`]][[ (password sent: {password})]]",
    explanation:
      "MySQL accounts are a user plus a host: the password is wrong or was not sent, no account matches the address the server sees, or the account has no privileges on that database.",
    checks: [
      "User and password as the task receives them, and whether they changed",
      "The accounts of that user (`select user, host from mysql.user`) against the address in the message",
    ],
    fixes: [
      "Fix the secret in the connection",
      "Create the account for that host, or grant it access to the database",
    ],
    docs: [`${DOCS}/problems-connecting.html`],
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
        /(?<command>[A-Z][A-Z ,]{1,60}) command denied to user '(?<user>[^'\n]{0,100})'@'[^'\n]{1,200}' for table '?(?<table>[^'\n]{1,200}?)'/,
        /Access denied; you need \(at least one of\) the (?<command>[A-Z_ ,]{1,100}) privilege\(s\) for this operation/,
        /The (?:MySQL|MariaDB) server is running with the (?<command>--secure-file-priv) option so it cannot execute this statement/,
        /(?<command>Loading local data) is disabled; this must be enabled on both the client and server sides?/,
        /(?:\((?:114[23]|1227|1370), ["']|\b(?:114[23]|1227|1370) \(42000\)[^:\n]{0,20}: |SQLSTATE\[42000\]:[^\d\n]{0,60}(?:114[23]|1227|1370) |\b(?:ER_(?:TABLE|COLUMN|PROC)?ACCESS_DENIED_ERROR|ER_SPECIFIC_ACCESS_DENIED_ERROR)\b)(?:(?<command>[A-Z]{3,20})\b[^'\n]{1,60}'[^'\n]{0,100}'@'[^'\n]{1,200}'[^'`\n]{1,30}['`](?<table>[^'`\n]{1,200})['`])?/,
      ],
    },
    rootCause: "The user lacks a permission[[: {command}]][[ on `{table}`]]",
    explanation:
      "The login worked, but the account lacks the privilege, or the server does not allow reading and writing files this way.",
    checks: ["`show grants for` the user in the message"],
    fixes: ["Grant the privilege", "Load files another way, or allow it (`local_infile`) on both sides"],
    docs: [`${DOCS}/grant.html`],
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
      "Install a newer client; for PyMySQL, `pymysql[rsa]`",
      "Connect with TLS, or allow public key retrieval (`allowPublicKeyRetrieval=true`) inside a trusted network",
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
        /Unknown (?:MySQL|MariaDB) server host '(?<host>[^'\n]{1,200})'/,
        /Can't connect to local (?:MySQL |MariaDB )?server through socket '(?<socket>[^'\n]{1,200})'/,
      ],
      not: [/on '(?:localhost|127\.0\.0\.1)/],
    },
    rootCause:
      "The task could not connect to the server[[ `{host}`]][[ through the local socket `{socket}`]][[: {reason}]]",
    explanation:
      "The server is down or starting, listens elsewhere, or is behind a firewall. An empty host or `localhost` means a local socket.",
    checks: ["Whether the server was up at that time", "Host and port as the task sees them"],
    fixes: ["Wait until the server is healthy before the task starts, or retry", "Fix the host and port"],
    docs: [`${DOCS}/can-not-connect-to-server.html`],
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
      "The server's log at that time",
      "How long the connection was idle, and the size of the statement",
    ],
    fixes: [
      "Open connections right before use; set `pool_pre_ping`, and `pool_recycle` below the server's `wait_timeout`",
      "Write in smaller batches, or raise `max_allowed_packet`",
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
        /Host '(?<host>[^'\n]{1,200})' is blocked because of many connection errors/,
      ],
    },
    rootCause: "MySQL is out of connections[[ for `{user}`: {limit} reached]][[ from {host}]]",
    explanation:
      "The server or the account is at its connection limit, or the server blocks a host after many failed attempts.",
    checks: ["`show processlist` while it happens: who holds connections, and what they do"],
    fixes: [
      "Run fewer tasks at once and close connections",
      "Raise the limit; run `FLUSH HOSTS` if a host is blocked",
    ],
    docs: [`${DOCS}/too-many-connections.html`],
  },
  {
    id: "mysql/lock",
    title: "Lock wait or deadlock (MySQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<what>Lock wait timeout exceeded); try restarting transaction/,
        /(?<what>Deadlock found) when trying to get lock; try restarting transaction/,
        /(?<what>Record has changed since last read) in table '(?<table>[^'\n]{1,100})'/,
        /(?:\((?:1205|1213), ["']|\b(?:1205|1213) \((?:HY000|40001)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|40001)\]:[^\d\n]{0,60}(?:1205|1213) |\bER_LOCK_(?:WAIT_TIMEOUT|DEADLOCK)\b)/,
      ],
    },
    rootCause: "Another transaction held rows[[ of `{table}`]] that this one needed[[: {what}]]",
    explanation:
      "Two transactions write the same rows or ranges at once. On a deadlock the server rolls one back; on a lock wait only the statement fails, after `innodb_lock_wait_timeout` (50 s).",
    checks: [
      "`show engine innodb status` for both statements",
      "Transactions left open, and jobs on the same tables",
    ],
    fixes: [
      "Retry the transaction",
      "Write in a fixed order and in smaller batches, commit early, and keep the jobs from overlapping",
    ],
    docs: [`${DOCS}/innodb-deadlocks.html`],
  },
  {
    id: "mysql/limits",
    title: "MySQL server limit reached",
    category: "resource_exhausted",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?<what>Got a packet bigger than 'max_allowed_packet' bytes)/,
        /(?<what>Packet for query is too large \([\d,]{1,20} > [\d,]{1,20}\))/,
        /(?<what>The table '[^'\n]{1,200}' is full)/,
        /(?<what>Query execution was interrupted, (?:maximum statement execution time exceeded|max_statement_time exceeded))/,
        /(?<what>Row size too large)[^\n]{0,40}\bmaximum row size/,
        /(?<what>Error writing file '[^'\n]{1,200}' \((?:Errcode|OS errno):? 28)/,
        /(?:\((?:1114|1153|3024|1118), ["']|\b(?:1114|1153|3024|1118) \((?:HY000|08S01|42000)\)[^:\n]{0,20}: |SQLSTATE\[(?:HY000|08S01|42000)\]:[^\d\n]{0,60}(?:1114|1153|3024|1118) |\bER_(?:RECORD_FILE_FULL|NET_PACKET_TOO_LARGE|QUERY_TIMEOUT|TOO_BIG_ROWSIZE)\b)/,
      ],
    },
    rootCause: "The MySQL server hit a limit[[: {what}]]",
    explanation:
      "The statement is larger or slower than the server allows, or the server's disk or table memory is full.",
    checks: ["The limit in the message (`show variables`), and the size of what is being written"],
    fixes: ["Write in smaller batches, or make the query cheaper", "Raise the limit, or free up disk space"],
    docs: [ERRORS],
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
    rootCause: "The server or transaction is read-only ({option}), but the task needs to write",
    explanation: "The connection goes to a replica; this also happens briefly after a failover.",
    checks: ["`select @@read_only, @@hostname` on that connection"],
    fixes: ["Connect to the writer endpoint", "Retry after a failover"],
    docs: [ERRORS],
  },
];
