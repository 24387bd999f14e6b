import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** StarRocks and Apache Doris, which speak the MySQL protocol with messages of their own. */
export const starrocksDorisSignatures: Signature[] = [
  {
    id: "starrocks/analyzing-error",
    title: "Statement rejected by StarRocks",
    category: "warehouse_sql",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Getting analyzing error(?: (?:from line|at line) [^\n.]{1,80})?\. Detail message: (?<reason>[^\n"]{1,240}?)\.?(?:['"]\)|\n|$)/,
        /Getting syntax error(?: at line [^\n.]{1,60})?\. Detail message: (?<reason>[^\n"]{1,240}?)\.?(?:['"]\)|\n|$)/,
      ],
      not: [
        /[Cc]olumn '[^'\n]{1,200}' cannot be resolved|Unknown (?:table|database)|[Tt]able [^\n]{1,160} is not found/,
      ],
    },
    rootCause: "StarRocks rejected the SQL: {reason}",
    explanation:
      "The analyzer names the position and the reason; StarRocks sends every such error as MySQL error 1064.",
    checks: ["The rendered statement at that position"],
    fixes: ["Correct the statement; use StarRocks' functions and types"],
  },
  {
    id: "starrocks/no-such-object",
    title: "Column or table does not exist (StarRocks, Doris)",
    category: "schema_change",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Detail message: Column '(?<column>[^'\n]{1,200})' cannot be resolved/,
        /Detail message: Unknown (?:table|database) '(?<table>[^'\n]{1,200})'/,
        /detailMessage = Unknown column '(?<column>[^'\n]{1,200})' in '[^'\n]{1,60}'/,
        /detailMessage = Table \[(?<table>[^\]\n]{1,200})\] does not exist/,
        /detailMessage = (?:Unknown (?:table|database) '(?<table>[^'\n]{1,200})')/,
      ],
    },
    rootCause: "The statement uses something that does not exist[[: column `{column}`]][[: `{table}`]]",
    explanation:
      "The column or table was renamed, dropped or not created yet, or the session uses another database or catalog.",
    checks: ["`SHOW CREATE TABLE` of the table, and the session's database and catalog"],
    fixes: ["Use the current name", "Run the step that creates it first"],
  },
  {
    id: "starrocks/memory-limit",
    title: "Memory limit exceeded (StarRocks, Doris)",
    category: "resource_exhausted",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Mem(?:ory)? (?:usage has exceed|of [\w ]{1,40} exceed limit)[^\n]{0,160}(?:Limit: (?<limit>\d{1,20}))?/,
        /Memory exceed limit\.[^\n]{0,200}/,
        /\[?MEM_(?:LIMIT_EXCEEDED|ALLOC_FAILED)\]?/,
      ],
    },
    rootCause: "The query or load exceeded the memory of a backend[[ ({limit} bytes)]]",
    explanation:
      "A backend stops a query when the query's own limit, its resource group or the whole process has no memory left.",
    checks: [
      "Which limit the message names: query, resource group or process",
      "The query profile: large joins, aggregations, many partitions in one insert",
    ],
    fixes: [
      "Split the statement or filter earlier",
      "Enable spilling (`SET enable_spill = true`), or raise `query_mem_limit` / `exec_mem_limit`",
      "Give the backends more memory",
    ],
  },
  {
    id: "starrocks/filtered-rows",
    title: "Load filtered too many rows (StarRocks, Doris)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?:\[DATA_QUALITY_ERROR\])?too many filtered rows/,
        /\[DATA_QUALITY_ERROR\](?<reason>[^\n"]{1,160})/,
        /Insert has filtered data(?: in strict mode)?[^\n]{0,120}(?:tracking_url=(?<url>[^\s"']{1,200}))?/,
        /quality not good enough to cancel/,
      ],
    },
    rootCause: "The load rejected more rows than `max_filter_ratio` allows[[: {reason}]]",
    explanation:
      "Rows are filtered when a value does not fit its column's type or length, a required value is null, or no partition covers the row.",
    checks: [
      "The rejected rows: `ErrorURL` or `tracking_url` in the load's result",
      "Whether partitions exist for the new dates",
    ],
    fixes: [
      "Open the `ErrorURL` or `tracking_url` of the load[[ ({url})]] and correct those values at the source",
      "If dates have no partition: `ALTER TABLE … ADD PARTITION …`, or enable dynamic partitions",
      "Raise `max_filter_ratio` only if losing rows is acceptable",
    ],
  },
  {
    id: "starrocks/too-many-versions",
    title: "Too many data versions (StarRocks, Doris)",
    category: "resource_exhausted",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /[Tt]oo many (?:tablet )?versions/,
        /version count: ?(?<count>\d{1,6}), exceed limit: ?(?<limit>\d{1,6})/,
        /status: ?-235\b|\[E-235\]/,
      ],
    },
    rootCause:
      "Too many small loads in a short time: a tablet has more versions than allowed[[ ({count} of {limit})]]",
    explanation:
      "Every load creates a version, and compaction merges them. Frequent small inserts create versions faster than compaction removes them.",
    checks: [
      "How often the job loads, and how many rows per load",
      "Compaction scores and disk load of the backends",
    ],
    fixes: [
      "Load larger batches less often (one load every few seconds at most)",
      "Let compaction catch up, then retry",
    ],
  },
  {
    id: "starrocks/backends-unavailable",
    title: "Not enough live backends (StarRocks, Doris)",
    category: "infrastructure",
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Backend not found\. Check if any backend is down or not/,
        /There is no scanNode Backend available/,
        /No (?:alive|available) backends?/,
        /Failed to find enough (?:hosts|backends?|host with storage)[^\n]{0,160}/,
        /Failed to get backend host from cluster/,
        /replication num should be less than the number of available (?:backends|BEs?)/,
      ],
    },
    rootCause: "The cluster has too few live backends for the statement",
    explanation:
      "A backend is down, on the blacklist, restarting or full, so tablets or replicas have no place.",
    checks: ["`SHOW BACKENDS`: `Alive`, `LastStartTime`, `ErrMsg`, disk usage"],
    fixes: [
      "Restart or repair the backend, then retry",
      "Lower `replication_num` to the number of backends (single-node clusters: 1)",
    ],
  },
  {
    id: "starrocks/query-timeout",
    title: "Query timeout (StarRocks, Doris)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Query (?:exceed time limit|reached its timeout) of (?<seconds>\d{1,9}) seconds/,
        /reached its timeout of (?<seconds>\d{1,9}) seconds/,
        /detailMessage = (?:query timeout|timeout when waiting for [^\n]{1,100})/,
      ],
    },
    rootCause: "The statement ran longer than its timeout[[ of {seconds} s]]",
    explanation:
      "`query_timeout` (for inserts `insert_timeout`) stopped it: the plan became slower, the data grew, or the cluster was busy.",
    checks: ["The query profile, and the load of the cluster at that time"],
    fixes: [
      "Speed the statement up (partition filter, statistics with `ANALYZE`)",
      "Raise `SET query_timeout` or `insert_timeout` for this statement",
    ],
  },
];
