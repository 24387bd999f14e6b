import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Greenplum, CockroachDB, TiDB and Spanner. */
export const distributedSqlSignatures: Signature[] = [
  {
    id: "greenplum/memory",
    title: "Greenplum query out of memory",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Canceling query because of high VMEM usage(?:\. Used: (?<used>\d{1,12}MB))?/,
        /insufficient memory reserved for statement/,
        /Out of memory(?:: \w{1,40})?\s{1,3}\(seg(?<segment>\d{1,6}) /,
        /Per-query VM protect limit reached|VM Protect failed to allocate/,
        /workfile per (?:query|segment) size limit exceeded/,
      ],
    },
    rootCause:
      "The Greenplum query ran out of memory or spill space[[ on segment {segment}]][[ ({used} in use)]]",
    explanation:
      "Each segment has a fixed memory budget for all its queries. Skewed data, a large hash join or old statistics make one of them exceed it.",
    checks: [
      "Skew of the distribution key: `SELECT gp_segment_id, count(*) … GROUP BY 1`",
      "The plan with `EXPLAIN ANALYZE`, and when the tables were analysed",
    ],
    fixes: [
      "Analyse the tables and distribute them by the join key",
      "Give the query more of its resource group or queue (`statement_mem`, `memory_spill_ratio`)",
      "Run fewer heavy queries at once, or split the statement",
    ],
  },
  {
    id: "greenplum/segment",
    title: "Greenplum segment down",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /failed to acquire resources on one or more segments/,
        /FTS detected (?:one or more segments are down|connection lost during dispatch to seg(?<segment>\d{1,6}))/,
        /Error on receive from seg(?<segment>\d{1,6}) (?:slice\d{1,5} )?(?<host>[\w.-]{1,120}:\d{2,5})/,
        /gang was lost due to cluster reconfiguration/,
      ],
    },
    rootCause: "A Greenplum segment[[ {segment}]][[ on {host}]] failed while the query was running",
    explanation:
      "The coordinator lost a segment's process. If a mirror takes over, the query fails once; a crash on each attempt points to the query or to memory.",
    checks: [
      "`gpstate -e`, and `gp_segment_configuration` for segments that are down",
      "The segment's log at that time: signal 9 (out of memory) or 11",
    ],
    fixes: [
      "Run the query again after the failover",
      "Recover the segment: `gprecoverseg`, then `gprecoverseg -r`",
      "If it was killed, see why that host ran out of memory",
    ],
  },
  {
    id: "greenplum/gpfdist",
    title: "Greenplum cannot read from gpfdist",
    category: "network_timeout",
    alternatives: ["upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /gpfdist error[^\n]{0,60}?(?:unable to connect|connection)[^\n]{0,60}? (?:at |to )?(?<url>gpfdists?:\/\/\S{1,200}|https?:\/\/\S{1,200})/i,
        /connection with gpfdist failed for "?(?<url>gpfdists?:\/\/[^\s"]{1,200})/,
        /http response code (?<status>\d{3}) from gpfdist \((?<url>gpfdists?:\/\/[^\s)]{1,200})\)/,
      ],
    },
    rootCause: "The segments cannot read from gpfdist[[ at {url}]][[ (HTTP {status})]]",
    explanation:
      "Every segment host connects to the gpfdist server by itself. It is not running, blocked from some hosts, or has no such file (404).",
    checks: [
      "Whether gpfdist runs on that host and port, with the folder that holds the files",
      "Whether each segment host reaches it (`curl` from there)",
    ],
    fixes: [
      "Start gpfdist before the load and keep it running until the end",
      "Open the port for all segment hosts",
      "Deliver the file, or correct its path below gpfdist's folder",
    ],
  },
  {
    id: "greenplum/reject-limit",
    title: "Greenplum load exceeded its reject limit",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/[Ss]egment reject limit reached/],
      also: [/aborting operation|rejected row|Last error was|external table|COPY/],
      names: [
        /(?:line (?<line>\d{1,12}) of |of external table |External table )(?<table>[\w.]{1,120})/,
        /Last error was: (?<error>[^\n]{1,160})/,
      ],
    },
    rootCause: "More rows of the load were invalid than its reject limit allows[[ (`{table}`)]][[: {error}]]",
    explanation:
      "With `SEGMENT REJECT LIMIT`, bad rows are set aside until a segment reaches the limit; the load then stops.",
    checks: [
      "`SELECT * FROM gp_read_error_log('TABLE')`: the rows and their errors",
      "Delimiter, quoting, null string and encoding against the external table's definition",
    ],
    fixes: ["Correct the file or the table's format", "Raise the limit if that many bad rows are acceptable"],
  },
  {
    id: "cockroach/retry",
    title: "CockroachDB asks for the transaction to be retried",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /restart transaction: (?:TransactionRetryWithProtoRefreshError: )?(?<reason>[^\n]{1,160})/,
        /TransactionRetryWithProtoRefreshError/,
        /retry txn \((?<reason>RETRY_\w{1,40})/,
      ],
    },
    rootCause: "CockroachDB could not serialise the transaction and wants it run again[[: {reason}]]",
    explanation:
      "Concurrent transactions touched the same rows. The server retries by itself only while no results were sent; otherwise the client gets SQLSTATE 40001.",
    checks: ["Which statements contend: the Insights page, or `crdb_internal.transaction_contention_events`"],
    fixes: [
      "Retry the whole transaction on SQLSTATE 40001, with a growing pause",
      "Keep transactions short, read hot rows with `SELECT … FOR UPDATE`",
      "Use `READ COMMITTED` where its guarantees are enough",
    ],
    docs: ["https://www.cockroachlabs.com/docs/stable/transaction-retry-error-reference"],
  },
  {
    id: "cockroach/unavailable",
    title: "CockroachDB range unavailable",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /replica unavailable: [^\n]{1,200}/,
        /(?<range>r\d{1,9}): replicas? [^\n]{0,60}lost quorum/,
        /result is ambiguous \((?<reason>[^)\n]{1,160})/,
      ],
      also: [/replica unavailable|lost quorum|result is ambiguous/],
      names: [/serve request to (?<range>r\d{1,9})/],
    },
    rootCause:
      "CockroachDB cannot serve[[ range {range}]] or confirm the commit: too few replicas answer[[ ({reason})]]",
    explanation:
      "A range needs a majority of its replicas. `result is ambiguous` means that the connection broke during the commit, so it may or may not have happened.",
    checks: [
      "`cockroach node status`: nodes that are down or slow",
      "Before repeating an ambiguous write: whether its rows are there",
    ],
    fixes: [
      "Bring the nodes back; retry once they are up",
      "Make writes idempotent (`UPSERT`, own keys), so that an ambiguous one can be repeated",
    ],
  },
  {
    id: "tidb/conflict",
    title: "TiDB write conflict or changed schema",
    category: "warehouse_sql",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?<message>Write conflict), txnStartTS=\d{1,20}/,
        /ERROR (?:9007|8002|8022) \(HY000\): (?<message>[^\n]{1,80})/,
        /(?<message>Information schema is (?:changed during the execution of the statement|out of date))/,
      ],
      names: [/tableName=(?<table>[\w.]{1,120})/, /tableID=(?<table>\d{1,12})/],
    },
    rootCause: "TiDB rolled the transaction back: {message}[[ (table {table})]]",
    explanation:
      "In optimistic mode the conflict shows at commit. 8028 and 8027 mean that a DDL statement changed the table during the transaction.",
    checks: ["Which other job writes the same rows, or which DDL ran (`ADMIN SHOW DDL JOBS`)"],
    fixes: [
      "Run the transaction again",
      "Use pessimistic transactions (`BEGIN PESSIMISTIC`, `tidb_txn_mode`)",
      "Keep DDL and loads of the same table apart",
    ],
  },
  {
    id: "tidb/region",
    title: "TiDB storage does not answer",
    category: "infrastructure",
    alternatives: ["network_timeout", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /(?:ERROR 9005[^\n]{0,10}: )?Region is unavailable/,
        /(?<message>PD server timeout|TiKV server timeout|TiKV server is busy|TiFlash server timeout|Resolve lock timeout)/,
        /ERROR (?:9001|9002|9003|9004|9005) \(HY000\)/,
      ],
      not: [/hbase/i],
    },
    rootCause: "TiDB got no answer from its storage[[: {message}]]",
    explanation:
      "A TiKV or PD node is down, restarting, overloaded or out of disk, or a region had no leader for too long.",
    checks: [
      "`tiup cluster display` and the stores' state in PD",
      "Load and free space of the TiKV nodes at that time",
    ],
    fixes: [
      "Bring the node back and run the statement again",
      "Reduce the write load: smaller batches, less concurrency",
      "For hotspots spread the keys (`AUTO_RANDOM`, `SHARD_ROW_ID_BITS`)",
    ],
  },
  {
    id: "tidb/limits",
    title: "TiDB statement or transaction too large",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /exceeding the allowed memory limit for a single SQL query/,
        /Out Of Memory Quota!\[conn/,
        /ERROR 8004 \(HY000\)|[Tt]ransaction is too large,? size: ?(?<size>\d{1,15})/,
        /entry too large, the max entry size is (?<limit>\d{1,12}), the size of data is (?<size>\d{1,15})/,
        /ERROR 8025 \(HY000\)/,
      ],
    },
    rootCause: "The TiDB statement exceeds a limit of memory or size[[: {size} bytes]][[, {limit} allowed]]",
    explanation:
      "TiDB holds a transaction in memory until it commits: `tidb_mem_quota_query` limits a statement, `txn-total-size-limit` a transaction, `txn-entry-size-limit` a row.",
    checks: ["How many rows one transaction writes", "The plan (`EXPLAIN ANALYZE`) and the statistics' age"],
    fixes: [
      "Write in batches, or with non-transactional DML: `BATCH ON id LIMIT 5000 DELETE …`",
      "Add an index or filter",
      "Raise the limit: `SET tidb_mem_quota_query = …`",
    ],
  },
  {
    id: "spanner/aborted",
    title: "Spanner aborted the transaction",
    category: "warehouse_sql",
    alternatives: ["rate_limit"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /Transaction was aborted\.(?: It was wounded by a higher priority transaction due to conflict on keys in range (?<range>[^\n]{1,80}?), column (?<column>\w{1,80}) in table (?<table>\w{1,80}))?/,
      ],
      also: [/Abort|ABORTED|spanner/],
    },
    rootCause:
      "Spanner aborted the transaction because another one needs the same rows[[ (`{table}.{column}`)]]",
    explanation:
      "Spanner ends the younger of two conflicting transactions. The client libraries repeat it only if it runs through their `run_in_transaction`.",
    checks: ["`SPANNER_SYS.LOCK_STATS_TOP_HOUR`: which keys and columns are contended"],
    fixes: [
      "Run it through the library's transaction runner, which retries",
      "Keep read-write transactions short; read with read-only transactions",
      "Spread hot rows or counters over several keys",
    ],
  },
  {
    id: "spanner/mutation-limit",
    title: "Spanner transaction with too many mutations",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/The transaction contains too many mutations[^\n]{0,400}/],
      names: [/\(Maximum number: (?<limit>[\d,]{1,10})\)/],
    },
    rootCause: "The Spanner transaction has more mutations than one commit allows[[ ({limit})]]",
    explanation:
      "Each written column of each row counts, and each index entry too, so a few thousand wide rows reach the limit.",
    checks: ["Rows per commit, times columns and secondary indexes"],
    fixes: [
      "Commit in smaller batches, or use the batch write API",
      "For bulk updates use partitioned DML: `execute_partitioned_dml`",
    ],
  },
];
