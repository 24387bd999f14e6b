import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://clickhouse.com/docs";

/** ClickHouse: limits on memory, time, parts, queries and disk. */
export const clickhouseLimitSignatures: Signature[] = [
  {
    id: "clickhouse/memory-limit",
    title: "Memory limit exceeded (ClickHouse)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /[Mm]emory limit (?:\((?<scope>total|for query|for user)\) )?exceeded: would use (?<used>[\d.]{1,10} [KMGT]?i?B)/,
        /\(MEMORY_LIMIT_EXCEEDED\)/,
      ],
      names: [/maximum: (?<limit>[\d.]{1,10} [KMGT]?i?B)/, /While executing (?<step>\w{3,60})/],
    },
    rootCause:
      "The query exceeded ClickHouse's memory limit[[ ({scope})]][[: it needed {used}]][[ of {limit}]][[, in {step}]]",
    explanation:
      "Joins keep their right side in memory, `GROUP BY` and `ORDER BY` all their keys. `(total)` covers everything the server does, so other queries and merges may have used it.",
    checks: ["`memory_usage` in `system.query_log`, for this and other queries at that time"],
    fixes: [
      "Filter earlier, put the smaller table on the right of a join, and aggregate before joining",
      "Spill to disk: `SET max_bytes_before_external_group_by = …, max_bytes_before_external_sort = …`, or `join_algorithm = 'grace_hash'`",
      "Run fewer queries at once if the scope is `total`; otherwise raise `max_memory_usage`[[ (now {limit})]]",
    ],
    docs: [`${DOCS}/operations/settings/query-complexity`],
  },
  {
    id: "clickhouse/too-many-parts",
    title: "Too many parts or partitions (ClickHouse)",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/Too many parts \((?<parts>\d{1,9})[^()\n]{0,60}\)/, /\(TOO_MANY_PARTS\)/],
      names: [/in (?:all data parts in total in table|table) '?(?<table>[\w.`]{1,200})/],
      not: [/Too many partitions for single INSERT/],
    },
    rootCause: "The table[[ `{table}`]] has more parts[[ ({parts})]] than ClickHouse can merge in time",
    explanation:
      "Each `INSERT` creates a part per partition. Many small inserts create parts faster than ClickHouse merges them.",
    checks: [
      "`select partition, count() from system.parts where active group by 1` for the table",
      "Size and number of the inserts",
    ],
    fixes: [
      "Insert in larger batches (at least thousands of rows), or turn on `async_insert=1, wait_for_async_insert=1`",
      "Stop the writer until the merges have caught up (`SELECT * FROM system.merges`)",
      "Partition the table more coarsely (by month)",
    ],
    docs: [`${DOCS}/knowledgebase/exception-too-many-parts`],
  },
  {
    id: "clickhouse/too-many-partitions",
    title: "One INSERT touches too many partitions",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Too many partitions for single INSERT block \(more than (?<limit>\d{1,9})\)/],
    },
    rootCause: "One INSERT touches more than {limit} partitions of the table",
    explanation:
      "Every partition that a block touches becomes a part of its own, so ClickHouse limits their number per INSERT (`max_partitions_per_insert_block`). A backfill over years, wrong dates or a too fine partition key exceed it.",
    checks: [
      "Minimum and maximum of the partition column in the inserted rows",
      "The table's `PARTITION BY`",
    ],
    fixes: [
      "Insert the range in batches by partition, with the rows sorted by it",
      "Partition by month (`toYYYYMM(…)`) instead of by day or id",
      "For a single backfill raise `max_partitions_per_insert_block` above {limit} in that session",
    ],
  },
  {
    id: "clickhouse/limits",
    title: "ClickHouse stopped a query that was too expensive",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /DB::Exception: (?<what>Timeout exceeded: elapsed [\d.]{1,20} (?:seconds|ms), maximum: [\d.]{1,12})/,
        /DB::Exception: (?<what>Estimated query execution time \([\d.e+]{1,20} seconds\) is too long)/,
        /DB::Exception: (?<what>Limit for (?:rows|result|rows or bytes)[^\n]{1,100}exceeded[^\n]{0,60})/,
      ],
    },
    rootCause: "ClickHouse stopped the query because it was too expensive: {what}",
    explanation: "The query ran longer or read more than the user's settings allow.",
    checks: [
      "`system.query_log`: duration and `read_rows` of earlier runs of the query",
      "`max_execution_time` and `max_rows_to_read` of the user's profile",
    ],
    fixes: [
      "Make the query cheaper: filter on the primary key, read fewer columns, aggregate in steps",
      "Raise `max_execution_time` or `max_rows_to_read` for this user or query if the duration is legitimate",
    ],
    docs: [`${DOCS}/operations/settings/query-complexity`],
  },
  {
    id: "clickhouse/too-many-queries",
    title: "ClickHouse is at its limit of queries",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /DB::Exception: (?<what>Too many simultaneous queries(?:[^\n(]{0,40}\d)?)/,
        /DB::Exception: (?<what>Quota for user [^\n]{1,160} has been exceeded)/,
      ],
    },
    rootCause: "ClickHouse refused the query at a limit on load: {what}",
    explanation:
      "The server or the user already runs as many queries as `max_concurrent_queries` allows, or the user's quota for the interval is used up; the query itself is fine.",
    checks: [
      "`SELECT user, query, elapsed FROM system.processes` at such times",
      "`SHOW QUOTA` for the user",
    ],
    fixes: [
      "Run fewer queries at once (a pool), and retry with backoff",
      "Kill queries that hang: `KILL QUERY WHERE query_id = '…'`",
      "Raise `max_concurrent_queries` or the quota if the server has room",
    ],
  },
  {
    id: "clickhouse/disk-full",
    title: "ClickHouse disk is full",
    category: "resource_exhausted",
    alternatives: ["infrastructure"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [/DB::Exception: (?<what>Cannot reserve [\d.]{1,12} \w{1,4}[^\n]{0,60}not enough space)/],
    },
    rootCause: "The ClickHouse server has no disk space left: {what}",
    explanation: "Inserts and merges reserve space before they write; when a disk is full, both stop.",
    checks: [
      "`SELECT name, formatReadableSize(free_space), formatReadableSize(total_space) FROM system.disks`",
      "The largest tables: `SELECT table, sum(bytes_on_disk) FROM system.parts WHERE active GROUP BY 1 ORDER BY 2 DESC`",
    ],
    fixes: [
      "Free space: drop old partitions (`ALTER TABLE … DROP PARTITION`), detached parts and system logs",
      "Enlarge the disk or add one to the storage policy",
      "Set a TTL on tables that only grow",
    ],
  },
  {
    id: "clickhouse/ddl-timeout",
    title: "ClickHouse hosts did not finish a distributed DDL statement",
    category: "infrastructure",
    alternatives: ["warehouse_sql", "resource_exhausted"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Distributed DDL task (?<task>\S{3,200}) is not finished on (?<open>\d{1,5}) of (?<hosts>\d{1,5}) hosts/,
        /Watching task (?<task>\S{3,200}) is executing longer than distributed_ddl_task_timeout/,
      ],
    },
    rootCause: "[[{open} of {hosts} hosts]] did not confirm the `ON CLUSTER` statement in time",
    explanation:
      "An `ON CLUSTER` statement is put into a queue in Keeper, which every host works off one statement at a time. A host that is down, busy with an earlier statement or without Keeper lets the client time out; the statement usually still runs later.",
    checks: [
      "`SELECT * FROM system.distributed_ddl_queue WHERE status != 'Finished'`: which hosts lag, and behind which statement",
      "Whether the hosts are up and reach Keeper",
    ],
    fixes: [
      "Wait until the queue is empty, then check on every host whether the change was made, before running it again",
      "Raise `distributed_ddl_task_timeout`, or set `distributed_ddl_output_mode = 'null_status_on_timeout'`",
      "Bring back or remove hosts that no longer exist from the cluster's definition",
    ],
  },
];
