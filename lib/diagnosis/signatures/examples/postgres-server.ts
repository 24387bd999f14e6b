import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const postgresServerExamples: SignatureExamples = {
  "postgres/statement-timeout": {
    examples: [
      { text: "psycopg2.errors.QueryCanceled: canceling statement due to statement timeout" },
      {
        text: "sqlalchemy.exc.OperationalError: (psycopg2.errors.QueryCanceled) canceling statement due to statement timeout\n\n[SQL: select count(*) from orders]",
      },
      {
        text: "Database Error in model orders (models/orders.sql)\n  canceling statement due to statement timeout",
      },
      {
        text: "psycopg2.errors.QueryCanceled: cancelando la sentencia debido a que se agotó el tiempo de espera de sentencias",
      },
      { text: "FEHLER:  storniere Anfrage wegen Zeitüberschreitung der Anfrage" },
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
      {
        text: "psycopg2.errors.LockNotAvailable: cancelando la sentencia debido a que se agotó el tiempo de espera de candados (locks)",
      },
      { text: "FEHLER:  storniere Anfrage wegen Zeitüberschreitung einer Sperre" },
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
      { text: "psycopg2.errors.DeadlockDetected: se ha detectado un deadlock" },
      { text: "FEHLER:  Verklemmung (Deadlock) entdeckt" },
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
      {
        text: "psycopg2.errors.SerializationFailure: no se pudo serializar el acceso debido a un update concurrente",
      },
      { text: "ERROR: restart transaction: TransactionRetryWithProtoRefreshError (SQLSTATE 40001)" },
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
      {
        text: "psycopg2.errors.ReadOnlySqlTransaction: no es posible ejecutar INSERT en una transacción de sólo lectura",
      },
    ],
    nearMisses: [{ text: "OSError: [Errno 30] Read-only file system: '/data'" }],
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
      {
        text: "psycopg2.errors.DiskFull: no se pudo extender el archivo «base/16384/16412»: No queda espacio en el dispositivo",
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
      { text: "FEHLER:  Shared Memory aufgebraucht" },
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
  "postgres/transaction-block": {
    examples: [
      {
        text: "psycopg2.errors.ActiveSqlTransaction: VACUUM cannot run inside a transaction block",
        captures: { statement: "VACUUM" },
      },
      {
        text: "sqlalchemy.exc.InternalError: (psycopg2.errors.ActiveSqlTransaction) CREATE INDEX CONCURRENTLY cannot run inside a transaction block\n\n[SQL: create index concurrently orders_ref on orders (ref)]",
        captures: { statement: "CREATE INDEX CONCURRENTLY" },
      },
      {
        text: "asyncpg.exceptions.ActiveSQLTransactionError: CREATE DATABASE cannot run inside a transaction block",
      },
    ],
    nearMisses: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
    ],
  },
  "postgres/transaction-aborted": {
    examples: [
      {
        text: "psycopg2.errors.InFailedSqlTransaction: current transaction is aborted, commands ignored until end of transaction block",
      },
      {
        text: "asyncpg.exceptions.InFailedSQLTransactionError: current transaction is aborted, commands ignored until end of transaction block",
      },
      {
        text: "psycopg2.errors.InFailedSqlTransaction: transacción abortada, las órdenes serán ignoradas hasta el fin de bloque de transacción",
      },
    ],
    nearMisses: [{ text: "ERROR:  canceling statement due to statement timeout" }],
  },
};
