import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Azure Synapse and Microsoft Fabric: files, capacity and distributed queries on top of SQL Server's messages. */
export const synapseFabricSignatures: Signature[] = [
  {
    id: "synapse/file-not-readable",
    title: "Serverless SQL cannot open the file",
    category: "auth_permission",
    alternatives: ["upstream_missing_data", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /File '(?<path>[^'\n]{1,400})' cannot be opened because it does not exist or it is used by another process/,
        /Content of directory on path '(?<path>[^'\n]{1,400})' cannot be listed/,
        /Cannot bulk load because the file "(?<path>[^"\n]{1,400})" could not be opened\. Operating system error code (?<code>\d{1,4})/,
        /Cannot bulk load\. The file "(?<path>[^"\n]{1,400})" does not exist or you don't have file access rights/,
      ],
    },
    rootCause: "The SQL pool cannot read `{path}`[[ (error {code})]]",
    explanation:
      "The path has no files, or the identity of the query (its own user, the workspace's managed identity or the credential) lacks `Storage Blob Data Reader`; Azure does not say which. Error 5 is access denied, 12 a wrong path or URL.",
    checks: [
      "Whether the path has files",
      "The role assignments of the identity on the storage account, and its firewall",
    ],
    fixes: [
      "Grant the identity `Storage Blob Data Reader`",
      "Correct the path or the external data source",
      "Run the step that writes the files first",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/synapse-analytics/sql/resources-self-help-sql-on-demand"],
  },
  {
    id: "synapse/file-values",
    title: "File does not fit the query's columns",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Column '(?<column>[^'\n]{1,200})' of type '(?<type>[^'\n]{1,60})' is not compatible with external data type '(?<given>[^'\n]{1,100})'/,
        /Bulk load data conversion error \((?<reason>[^()\n]{1,120})\) for row (?<row>\d{1,12}), column (?<position>\d{1,5})(?: \((?<column>[^()\n]{1,200})\))?/,
        /HdfsBridge::recordReaderFillBuffer - Unexpected error encountered filling record reader buffer: (?<reason>[^\n]{1,200})/,
      ],
    },
    rootCause:
      "A file's values do not fit the declared columns[[: `{column}`]][[ is {given}, declared {type}]][[ in row {row}]][[: {reason}]]",
    explanation:
      "The declared types or the order of columns differ from the file's: its schema changed, the text is longer than declared, or the codepage is not UTF-8.",
    checks: ["The file's schema against `WITH (...)` or the external table"],
    fixes: [
      "Declare the column with the file's type, or read it as `varchar` and cast",
      "Use a UTF-8 collation (`Latin1_General_100_BIN2_UTF8`)",
    ],
    docs: ["https://learn.microsoft.com/en-us/azure/synapse-analytics/sql/resources-self-help-sql-on-demand"],
  },
  {
    id: "synapse/capacity",
    title: "Synapse or Fabric capacity exhausted",
    category: "resource_exhausted",
    alternatives: ["rate_limit"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /The query was rejected due to current capacity constraints/,
        /CapacityLimitExceeded/,
        /organization's (?:Fabric compute )?capacity has exceeded its limits/,
        /This query cannot be executed due to insufficient system resources/,
        /Not enough resources to execute[^\n]{0,80}query/,
        /This request exceeds the maximum allowed concurren(?:cy|t queries)/,
      ],
    },
    rootCause: "The pool or capacity had no resources left for the query",
    explanation:
      "Fabric throttles a capacity that used more than it bought (background jobs first); serverless SQL and dedicated pools queue or reject queries beyond their concurrency.",
    checks: ["The Capacity Metrics app, or the pool's concurrency and DWU usage at that time"],
    fixes: [
      "Retry later or spread the jobs over time",
      "Scale the capacity or pool up, or move this workload to its own",
    ],
    docs: ["https://learn.microsoft.com/en-us/fabric/enterprise/throttling"],
  },
  {
    id: "synapse/pool-paused",
    title: "SQL pool or capacity is paused",
    category: "infrastructure",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Cannot connect to database when it is paused/,
        /Database '(?<pool>[^'\n]{1,120})' (?:is currently paused|is paused)/,
        /The (?:SQL pool|dedicated SQL pool|capacity) [^\n]{0,120}is (?:not active|paused)/,
        /CapacityNotActive/,
      ],
    },
    rootCause: "The SQL pool or capacity[[ `{pool}`]] is paused",
    explanation: "Somebody or a schedule paused it to save cost, or scaling was still in progress.",
    checks: ["The pool's or capacity's state and its pause schedule"],
    fixes: ["Resume it before the run (a pipeline step), then retry"],
  },
];
