import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://www.postgresql.org/docs/current";

/** PostgreSQL: timeouts, locks, transactions, replicas and a server in trouble. */
export const postgresServerSignatures: Signature[] = [
  {
    id: "postgres/statement-timeout",
    title: "Statement hit statement_timeout (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["network_timeout", "resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /canceling statement due to statement timeout/,
        /terminating connection due to transaction timeout/,
        /(?:se agotó el tiempo de espera de sentencias|à cause du délai écoulé pour l'exécution de l'instruction|wegen Zeitüberschreitung der Anfrage|dell'istruzione a causa di timeout(?! di lock)|tempo de espera (?:do comando|para comando)|выполнение оператора отменено из-за тайм-аута(?! блокировки)|由于语句执行超时|ステートメントのタイムアウトのため|명령실행시간 초과로)/,
      ],
    },
    rootCause: "A statement exceeded the server's timeout and was cancelled",
    explanation:
      "`statement_timeout` is set for the role, database or session. The statement got slower: more data, a missing index, stale statistics, a bad plan, or it mostly waited for a lock.",
    checks: [
      "Where `statement_timeout` is set (`show statement_timeout`), and how long the statement used to take",
      "The plan (`explain`) and locks it may have waited for",
    ],
    fixes: [
      "Speed the statement up: `EXPLAIN (ANALYZE, BUFFERS)`, an index, smaller batches, `ANALYZE` after a large load",
      "If it waited for a lock, end the blocker: `SELECT pg_blocking_pids(pid) …`",
      "Raise it for this job only: `ALTER ROLE … SET statement_timeout = '30min'` or `SET LOCAL statement_timeout`",
    ],
    docs: [`${DOCS}/runtime-config-client.html`],
  },
  {
    id: "postgres/statement-cancelled",
    title: "Statement cancelled on request (PostgreSQL)",
    category: "infrastructure",
    alternatives: ["network_timeout", "configuration", "warehouse_sql"],
    strength: "hint",
    transience: "intermittent",
    match: { message: [/canceling statement due to user request/] },
    rootCause: "The statement was cancelled from outside",
    explanation:
      "A person, an admin tool (`pg_cancel_backend`), the orchestrator stopping the task, or the client's own timeout sent a cancel request.",
    checks: [
      "Whether the task was stopped or timed out at that moment",
      "Who may cancel queries on that server",
    ],
    fixes: ["Rerun the task", "Raise the timeout that cancels it"],
    docs: [`${DOCS}/functions-admin.html`],
  },
  {
    id: "postgres/lock-timeout",
    title: "Lock timeout (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /canceling statement due to lock timeout/,
        /could not obtain lock on (?:row in )?relation "(?<table>[^"\n]{1,200})"/,
        /(?:se agotó el tiempo de espera de candados|à cause du délai écoulé pour l'obtention des verrous|wegen Zeitüberschreitung einer Sperre|a causa di timeout di lock|из-за тайм-аута блокировки|由于锁超时|ロックのタイムアウトのため|잠금 대기 시간 초과로)/,
        /LockNotAvailable(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )55P03\b/,
      ],
    },
    rootCause: "Another session held a lock[[ on `{table}`]] for longer than this one would wait",
    explanation:
      "Table DDL needs an exclusive lock and waits even for long reads; two loads of the same table wait for each other.",
    checks: [
      "Sessions that held locks at that time (`pg_locks`, `pg_blocking_pids`), and transactions left open",
    ],
    fixes: [
      "Find and end the blocker: `SELECT pid, query FROM pg_stat_activity WHERE pid = ANY(pg_blocking_pids(PID))`, then `pg_terminate_backend(pid)`",
      "Keep jobs on the same table from overlapping, and commit early",
      "Retry with a delay, or raise `lock_timeout` for this step",
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
        /(?:se ha detectado un deadlock|interblocage \(deadlock\) détecté|Verklemmung \(Deadlock\) entdeckt|rilevato deadlock|impasse detectado|обнаружена взаимоблокировка|检测到死锁|デッドロックを検出しました|deadlock 발생했음|wykryto zakleszczenie)/,
        /DeadlockDetected(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )40P01\b/,
      ],
      not: [/ORA-/],
    },
    rootCause:
      "Two transactions waited for each other, and the database aborted this one (deadlock)[[ ({lock} on {object})]]",
    explanation:
      "They locked the same rows or tables in different order. After `deadlock_timeout` the server rolls one back; that one can simply be retried.",
    checks: [
      "The server's log, which has the statements of both sides",
      "Jobs that write to the same tables at the same time",
    ],
    fixes: [
      "Rerun the transaction; retry SQLSTATE 40P01 in the code",
      "Write rows sorted by key and in smaller batches, or keep the two jobs from overlapping (the server's log shows both statements)",
    ],
    docs: [`${DOCS}/explicit-locking.html`],
  },
  {
    id: "postgres/serialization-failure",
    title: "Transaction could not be serialized (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "infrastructure", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /could not serialize access due to (?<reason>concurrent update|concurrent delete|read\/write dependencies among transactions)/,
        /tuple (?<reason>concurrently (?:updated|deleted))/,
        /SerializationFailure(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )40001\b/,
      ],
      not: [/conflict with recovery/],
    },
    rootCause: "Another transaction changed the same rows at the same time[[ ({reason})]]",
    explanation:
      "At isolation level repeatable read or serializable, the server rejects the later of two conflicting transactions; the program is expected to retry it.",
    checks: ["Which other job writes to the same rows at that time, and the isolation level"],
    fixes: ["Retry the transaction on SQLSTATE 40001", "Keep the jobs from overlapping"],
    docs: [`${DOCS}/transaction-iso.html`],
  },
  {
    id: "postgres/standby-conflict",
    title: "Replica query cancelled by replication (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /canceling statement due to conflict with recovery/,
        /terminating connection due to conflict with recovery/,
      ],
    },
    rootCause: "The replica cancelled the query because it conflicted with replication",
    explanation:
      "A standby must replay the primary's changes; a long query that still needs rows removed on the primary is cancelled after `max_standby_streaming_delay`.",
    checks: ["How long the query ran on the replica, and vacuum or DDL on the primary at that time"],
    fixes: [
      "Retry, or run the long query on the primary",
      "Turn on `hot_standby_feedback`, or raise `max_standby_streaming_delay`",
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
        /ReadOnlyS(?:QL|ql)Transaction(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )25006\b/,
      ],
    },
    rootCause: "The session is read-only, but the task needs to write[[ (`{statement}`)]]",
    explanation:
      "The connection goes to a replica (also briefly after a failover), the transaction was opened read-only, or the provider made a full database read-only.",
    checks: [
      "`select pg_is_in_recovery(), current_setting('default_transaction_read_only')` on that connection",
      "Whether the host is the writer endpoint, and whether there was a failover at that time",
    ],
    fixes: [
      "Connect to the primary: the writer endpoint, or several hosts with `target_session_attrs=read-write`",
      "After a failover, reconnect and retry; pooled connections may still go to the old primary",
      "If the provider switched a full database to read-only, free or add storage",
    ],
    docs: [`${DOCS}/hot-standby.html`],
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
    rootCause: "A database server process was killed (signal 9)[[ while running `{statement}`]]",
    explanation:
      "Signal 9 almost always comes from the out-of-memory killer; the server then drops all other sessions and restarts.",
    checks: [
      "The server's kernel log for `oom-kill`, and its container's memory limit",
      "Memory that the statement needs: `work_mem` times sorts, hashes and parallel workers",
    ],
    fixes: [
      "Lower the statement's memory: smaller batches, a lower `work_mem`, fewer parallel workers",
      "Give the server or its container more memory; set `vm.overcommit_memory=2` on a dedicated host",
    ],
    docs: [`${DOCS}/kernel-resources.html`],
  },
  {
    id: "postgres/disk-full",
    title: "Database server disk full (PostgreSQL)",
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
        /errors\.DiskFull[:)] /,
        /DiskFullError: /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )53100\b/,
        /DiskFull(?:Error)?[:)] [^«»"\n]{0,80}[«»"]\s?(?<file>[^«»"\n]{1,300}?)\s?[«»"]/,
      ],
      not: [/'M': 'Disk Full/],
    },
    rootCause: "The database server ran out of disk space[[ for `{file}`]][[: temporary files over {limit}]]",
    explanation:
      "Tables, the write-ahead log or the temporary files of a large sort or join filled the server's volume (`/dev/shm` for shared memory segments). This is not about the worker's disk.",
    checks: [
      "Free space on the server's volumes, and what grew: tables, WAL kept for a replication slot, temporary files",
      "The statement's plan, if it spills (`base/pgsql_tmp`)",
    ],
    fixes: [
      "Enlarge the volume, or free space: old tables, logs, and WAL kept by unused replication slots (`SELECT slot_name, active FROM pg_replication_slots`)",
      "For temporary files, make the query sort or join less, or raise `temp_file_limit`",
      "For `PostgreSQL.` segments in a container, raise `--shm-size`",
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
        /(?:psycopg2?\.errors|asyncpg\.exceptions)\.OutOfMemory(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )53200\b/,
        /(?:memoria compartida agotada|mémoire partagée épuisée|Shared Memory aufgebraucht|memoria condivisa esaurita|нехватка разделяемой памяти|共享内存用尽|共有メモリが足りません)/,
      ],
      not: [/CUDA|OutOfMemoryError/],
    },
    rootCause: "The database server ran out of memory for the statement[[: {what}]]",
    explanation:
      "Either the machine is out of memory (`work_mem` counts per sort and per worker), or the lock table is full because one transaction touches very many tables or partitions (`out of shared memory`).",
    checks: [
      "The server's memory and `work_mem`, and how many sessions ran at once",
      "How many tables or partitions the transaction touches",
    ],
    fixes: [
      "`out of shared memory`: raise `max_locks_per_transaction` (restart), or touch fewer tables and partitions per transaction",
      "Otherwise lower `work_mem` or the number of sessions, or give the server more memory",
    ],
    docs: [`${DOCS}/runtime-config-locks.html`, `${DOCS}/runtime-config-resource.html`],
  },
  {
    id: "postgres/storage-damaged",
    title: "Corrupted storage on the server (PostgreSQL)",
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
    rootCause: "The database's files on disk are corrupted or missing (`{file}`)",
    explanation:
      "The server found a corrupt or missing page or file: a failing disk, a crash without safe writes, a bad restore, or a volume shared by two servers.",
    checks: ["The server's disk and log; whether a restore or a crash preceded this", "The last good backup"],
    fixes: [
      "Stop writing and copy the data directory, then restore from a backup or a replica",
      "Rebuild the index with `REINDEX` if only an index is corrupted",
    ],
    docs: [`${DOCS}/backup.html`],
  },
  {
    id: "postgres/transaction-block",
    title: "Statement not allowed in a transaction (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<statement>[A-Z][A-Z ]{2,60}) cannot (?:run inside a transaction block|be executed from a function)/,
        /set_session cannot be used inside a transaction/,
        /can't change '(?<statement>\w{1,40})' now: connection[^\n]{0,40} in transaction status/,
      ],
    },
    rootCause: "A statement[[, `{statement}`,]] ran inside a transaction, where it is not allowed",
    explanation:
      "Statements such as `VACUUM`, `CREATE DATABASE` or `CREATE INDEX CONCURRENTLY` cannot run in a transaction, but drivers open one implicitly before the first statement (also when several statements are sent as one).",
    checks: ["Whether the connection is in autocommit mode for that statement"],
    fixes: [
      'Use autocommit for this statement (`isolation_level="AUTOCOMMIT"` in SQLAlchemy)',
      "Send the statement on its own, not together with others",
    ],
  },
  {
    id: "postgres/transaction-aborted",
    title: "Transaction already aborted (PostgreSQL)",
    category: "warehouse_sql",
    alternatives: ["code_bug", "data_quality"],
    strength: "hint",
    transience: "permanent",
    match: {
      message: [
        /current transaction is aborted, commands ignored until end of transaction block/,
        /(?:las órdenes serán ignoradas hasta el fin|les commandes sont ignorées jusqu'à la fin|Befehle werden bis zum Ende der Transaktion ignoriert|i comandi saranno ignorati fino alla fine|comandos ignorados até o fim|команды до конца блока транзакции игнорируются|事务块结束之前的查询被忽略|コマンドは無視されます)/,
        /InFailedS(?:QL|ql)Transaction(?:Error)?[:)] /,
        /(?:SQLSTATE[[ ]|SQL Error \[|S(?:QL|ql) ?[Ss]tate: |'C': '|code: '|0x80004005\): )25P02\b/,
      ],
    },
    rootCause:
      "An earlier statement in the same transaction failed, and the code continued without a rollback",
    explanation:
      "Once a statement fails, PostgreSQL rejects all others until the transaction ends. The real failure was reported before this one, or was caught and hidden.",
    checks: ["The first database error above this line, and `except` blocks that hide it"],
    fixes: [
      "Look for the first ERROR before this one: it is the real cause; fix that statement",
      "Call `rollback()` wherever an error is caught, or wrap single rows in a savepoint (`SAVEPOINT`, `begin_nested()`)",
    ],
    docs: [`${DOCS}/sql-savepoint.html`],
  },
];
