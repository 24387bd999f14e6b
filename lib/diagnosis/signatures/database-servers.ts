import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Servers that do not start, refuse or stop: settings of MySQL and PostgreSQL, queues of Impala, tables of Hive. */
export const databaseServerSignatures: Signature[] = [
  {
    id: "mysql/server-setting",
    title: "MySQL does not know a setting",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /unknown variable '(?<setting>[^'\n]{1,120})'/,
        /Found option without preceding group in config file:? (?<file>\S{1,200}) at line:? (?<line>\d{1,6})/,
        /unknown option '(?<setting>--[^'\n]{1,120})'/,
      ],
    },
    rootCause: "MySQL rejects a setting[[: `{setting}`]][[ (`{file}` line {line})]]",
    explanation:
      "Server and clients stop at options that they do not know. Upgrades remove some: 8.0 dropped `query_cache_size`; MariaDB's differ.",
    checks: [
      "The version of the program that printed it, and the option files it reads (`mysqld --verbose --help`, first lines)",
    ],
    fixes: [
      "Remove or rename the setting",
      "Put it into the group of the program that knows it (`[mysqld]`, `[mysqldump]`)",
      "Write `loose-` in front if it is to be ignored where unknown",
    ],
  },
  {
    id: "mysql/table-crashed",
    title: "MySQL table marked as crashed",
    category: "data_quality",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Table '(?<table>[^'\n]{1,200})' is marked as crashed/,
        /Incorrect key file for table '(?<table>[^'\n]{1,200})'; try to repair it/,
      ],
    },
    rootCause: "The MySQL table `{table}` is damaged",
    explanation:
      "MyISAM and Aria tables are damaged when the server dies while writing. For a temporary table in `/tmp`, the message means that the disk is full.",
    checks: [
      "Free disk space, also of `tmpdir`",
      "The table's engine, and whether the server crashed before",
    ],
    fixes: [
      "`REPAIR TABLE …`, or `myisamchk -r` with the server stopped",
      "Free space if it is a temporary table",
      "Move it to InnoDB: `ALTER TABLE … ENGINE=InnoDB`",
    ],
  },
  {
    id: "mysql/shutting-down",
    title: "MySQL server shutting down",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [/Server shutdown in progress/, /\b1053 \(08S01\)/, /Normal shutdown[^\n]{0,40}mysqld/],
    },
    rootCause: "The MySQL server was shutting down",
    explanation:
      "The server ended running statements because it was stopped or restarted, or a managed service failed over.",
    checks: ["Maintenance windows, restarts and failovers at that time"],
    fixes: ["Run it again once the server is back", "Keep long jobs out of the maintenance window"],
  },
  {
    id: "mysql/lock-table-size",
    title: "Too many row locks (MySQL)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/The total number of locks exceeds the lock table size/] },
    rootCause: "The statement locks more rows than fit into InnoDB's buffer pool",
    explanation:
      "InnoDB keeps its locks in the buffer pool. A large UPDATE, DELETE or INSERT … SELECT in one transaction locks every row that it reads.",
    checks: ["How many rows the statement touches, and `innodb_buffer_pool_size`"],
    fixes: [
      "Work in batches: `LIMIT 10000` or ranges of the key, with a commit after each",
      "Raise `innodb_buffer_pool_size`",
      "Add an index, so that fewer rows are read and locked",
    ],
  },
  {
    id: "mysql/password-expired",
    title: "MySQL password must be changed",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /You must (?:reset your password using ALTER USER|SET PASSWORD before executing this) statement/,
        /Your password has expired\. To log in you must change it/,
      ],
    },
    rootCause: "The password of the MySQL user has expired",
    explanation: "After its expiry, the server accepts nothing but a change of the password.",
    checks: ["`password_lifetime` and `password_expired` of the user in `mysql.user`"],
    fixes: [
      "Change it: `ALTER USER … IDENTIFIED BY …`, and update the job's secret",
      "For service users: `ALTER USER … PASSWORD EXPIRE NEVER`",
    ],
  },
  {
    id: "postgres/server-setting",
    title: "PostgreSQL rejects a setting",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /invalid value for parameter "(?<setting>[\w.]{1,80})": "(?<value>[^"\n]{0,160})"/,
        /parameter "(?<setting>[\w.]{1,80})" cannot be (?:changed (?:without restarting the server|now)|set (?:after connection start|locally))/,
        /configuration file "(?<file>[^"\n]{1,200})" contains errors/,
      ],
    },
    rootCause: "PostgreSQL rejects a setting[[: `{setting}`]][[ = {value}]][[; `{file}` contains errors]]",
    explanation:
      "The value is not valid, or the setting takes effect only at server or connection start. Time zones come from the system's list, names of encodings from the server's.",
    checks: [
      "The log lines before it, which name the setting and line",
      "`SELECT name, context, setting FROM pg_settings WHERE name = '…'`",
    ],
    fixes: [
      "Correct the value",
      "Set it with `ALTER SYSTEM SET …` and restart the server if its context is `postmaster`",
      "Correct the client's environment (`PGTZ`, `PGOPTIONS`, JVM time zone)",
    ],
  },
  {
    id: "postgres/wraparound",
    title: "PostgreSQL stopped writes to avoid wraparound",
    category: "resource_exhausted",
    alternatives: ["infrastructure", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /database is not accepting commands (?:that assign new (?:XIDs|MultiXactIds) )?to avoid wraparound data loss in database "(?<database>[^"\n]{1,100})"/,
      ],
    },
    rootCause: "The database `{database}` ran out of transaction IDs and accepts no more writes",
    explanation:
      "Old rows were not frozen in time: autovacuum is off or too slow, or an old transaction, prepared transaction or replication slot holds it back.",
    checks: [
      "`SELECT datname, age(datfrozenxid) FROM pg_database`",
      "Old entries in `pg_stat_activity`, `pg_prepared_xacts` and `pg_replication_slots`",
    ],
    fixes: [
      "End what holds it back: old sessions, `ROLLBACK PREPARED`, `pg_drop_replication_slot`",
      "Run `VACUUM` on the oldest tables (up to version 13 in single-user mode)",
      "Give autovacuum more workers and cost limit afterwards",
    ],
  },
  {
    id: "postgres/data-directory-version",
    title: "Data directory of another PostgreSQL version",
    category: "configuration",
    alternatives: ["missing_dependency"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/database files are incompatible with server/],
      names: [
        /initialized by PostgreSQL version (?<from>[\d.]{1,8}),? which is not compatible with this version (?<to>[\d.]{1,8})/,
      ],
    },
    rootCause: "The data directory was written by PostgreSQL {from}, but the server is {to}",
    explanation:
      "Major versions have different file formats. An image tag such as `postgres:latest` brings a new one without warning.",
    checks: ["`PG_VERSION` in the data directory, and which image tag changed"],
    fixes: [
      "Start the old version again and pin its tag",
      "Migrate: `pg_upgrade`, or dump with the old server and restore into a new volume",
    ],
  },
  {
    id: "postgres/function-result-type",
    title: "Function returns other columns than declared",
    category: "schema_change",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /structure of query does not match function result type/,
        /return type mismatch in function declared to return (?<declared>[^\n]{1,100})/,
      ],
      names: [
        /Returned type (?<actual>[^\n]{1,60}?) does not match expected type (?<expected>[^\n]{1,60}?) in column (?<column>"?[\w ]{1,80}"?)/,
      ],
    },
    rootCause:
      "The function's query does not return what it declares[[: {actual} instead of {expected} in column {column}]][[: {declared}]]",
    explanation:
      "The function declares its result columns; a table behind it changed its types, or `SELECT *` now has other columns.",
    checks: ["Recent changes of the tables that the function reads"],
    fixes: [
      "Cast the column in the query (`::numeric`)",
      "Declare the new type: drop and create the function, as `CREATE OR REPLACE` cannot change it",
    ],
  },
  {
    id: "cassandra/login",
    title: "Cassandra refused the login",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /code=0100 \[Bad credentials\]/,
        /Provided username (?<user>\S{1,80}) and\/or password are incorrect/,
      ],
    },
    rootCause: "Cassandra refused the user name or password[[ of `{user}`]]",
    explanation:
      "The role does not exist, has no login, or has another password; the node may also have been unable to read its roles from the `system_auth` replicas.",
    checks: ["`cqlsh -u …` with the same password", "Replication of `system_auth` if some nodes accept it"],
    fixes: [
      "Correct the secret, or set the password: `ALTER ROLE … WITH PASSWORD = …`",
      "Raise the replication of `system_auth` and run `nodetool repair system_auth`",
    ],
  },
];
