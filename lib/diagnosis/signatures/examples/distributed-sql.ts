import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const distributedSqlExamples: SignatureExamples = {
  "greenplum/memory": {
    examples: [
      {
        text: "ERROR:  Canceling query because of high VMEM usage. Used: 7296MB, available 816MB, red zone: 7296MB (runaway_cleaner.c:202)",
        captures: { used: "7296MB" },
      },
      { text: "ERROR:  Out of memory  (seg3 slice5 10.0.0.4:40003 pid=1234)", captures: { segment: "3" } },
    ],
    nearMisses: [{ text: "ERROR:  out of memory\nDETAIL:  Failed on request of size 1048576." }],
  },
  "greenplum/segment": {
    examples: [
      { text: "ERROR:  failed to acquire resources on one or more segments" },
      {
        text: "ERROR:  Error on receive from seg0 slice1 10.0.0.4:6000 pid=321: server closed the connection unexpectedly",
        captures: { segment: "0", host: "10.0.0.4:6000" },
      },
    ],
    nearMisses: [{ text: "server closed the connection unexpectedly" }],
  },
  "greenplum/gpfdist": {
    examples: [
      {
        text: 'ERROR:  connection with gpfdist failed for "gpfdist://etl1:8081/crates.txt", effective url: "http://10.0.0.9:8081/crates.txt"',
        captures: { url: "gpfdist://etl1:8081/crates.txt" },
      },
      {
        text: "ERROR:  http response code 404 from gpfdist (gpfdist://etl1:8081/crates.txt): HTTP/1.0 404 file not found",
        captures: { status: "404" },
      },
    ],
    nearMisses: [{ text: "gpfdist: serving HTTP on port 8081, directory /data" }],
  },
  "greenplum/reject-limit": {
    examples: [
      {
        text: 'ERROR:  segment reject limit reached, aborting operation\nDETAIL:  Last error was: invalid input syntax for type integer: "n/a", column crate_id',
      },
    ],
    nearMisses: [
      { text: "NOTICE:  found 3 data formatting errors (3 or more input rows), rejected related input data" },
    ],
  },
  "cockroach/retry": {
    examples: [
      {
        text: "ERROR: restart transaction: TransactionRetryWithProtoRefreshError: TransactionRetryError: retry txn (RETRY_WRITE_TOO_OLD)",
      },
    ],
    nearMisses: [{ text: "ERROR:  could not serialize access due to concurrent update" }],
  },
  "cockroach/unavailable": {
    examples: [
      {
        text: "replica unavailable: (n2,s2):1 unable to serve request to r77: lost quorum (down: (n3,s3):2,(n4,s4):3)",
        captures: { range: "r77" },
      },
      {
        text: "ERROR: result is ambiguous (error=rpc error: code = Unavailable desc = transport is closing [exhausted])",
      },
    ],
    nearMisses: [{ text: "replica set status: primary available" }],
  },
  "tidb/conflict": {
    examples: [
      {
        text: "ERROR 9007 (HY000): Write conflict, txnStartTS=4411, conflictStartTS=4412, key={tableID=77, handle=1} [try again later]",
        captures: { message: "Write conflict", table: "77" },
      },
      {
        text: "ERROR 8028 (HY000): Information schema is changed during the execution of the statement(for example, table definition may be updated by other DDL ran in parallel). [try again later]",
      },
    ],
    nearMisses: [
      {
        text: "pymongo.errors.OperationFailure: WriteConflict error: this operation conflicted with another operation.",
      },
    ],
  },
  "tidb/region": {
    examples: [
      { text: "ERROR 9005 (HY000): Region is unavailable" },
      { text: "ERROR 9001 (HY000): PD server timeout", captures: { message: "PD server timeout" } },
    ],
    nearMisses: [{ text: "The AWS region is unavailable for this account" }],
  },
  "tidb/limits": {
    examples: [
      {
        text: "ERROR 8175 (HY000): Your query has been cancelled due to exceeding the allowed memory limit for a single SQL query. Please try narrowing your query scope or increase the tidb_mem_quota_query limit and try again.[conn=21]",
      },
      {
        text: "ERROR 8025 (HY000): entry too large, the max entry size is 6291456, the size of data is 7340211",
        captures: { limit: "6291456", size: "7340211" },
      },
    ],
    nearMisses: [{ text: "ERROR 1153 (08S01): Got a packet bigger than 'max_allowed_packet' bytes" }],
  },
  "spanner/aborted": {
    examples: [
      {
        text: "10 ABORTED: Transaction was aborted. It was wounded by a higher priority transaction due to conflict on keys in range [[7],[8]), column status in table Crates.",
        captures: { column: "status", table: "Crates" },
      },
      { text: "google.api_core.exceptions.Aborted: 409 Transaction was aborted." },
    ],
    nearMisses: [
      { text: "ERROR: current transaction is aborted, commands ignored until end of transaction block" },
    ],
  },
  "spanner/mutation-limit": {
    examples: [
      {
        text: "google.api_core.exceptions.InvalidArgument: 400 The transaction contains too many mutations. Insert and update operations count with the multiplicity of the number of columns they affect. Please reduce the number of writes, or use fewer indexes. (Maximum number: 80000)",
      },
    ],
    nearMisses: [{ text: "google.api_core.exceptions.InvalidArgument: 400 Too many parameters" }],
  },
};
