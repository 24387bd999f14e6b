import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** BigQuery: loads and changes of tables, and the quotas on them. */
export const bigqueryLoadSignatures: Signature[] = [
  {
    id: "bigquery/rate-limit",
    title: "BigQuery rate limit exceeded",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Exceeded rate limits: (?<what>too many [\w ]{3,80}(?: for this [\w ]{3,40})?)/,
        /Job exceeded rate limits: (?<what>Your (?:table|project|user)[^\n.]{1,120})/,
        /Quota exceeded: Your (?:table|project|user)[\w_]{0,40} exceeded quota for (?<what>concurrent [\w ]{3,60}|[\w ]{3,40} per (?:minute|second|100 seconds))/,
      ],
      namesAnywhere: [/'tableId': '(?<table>[\w$-]{1,200})'/, /to_sql\((?:name=)?"(?<table>[\w.]{1,200})"/],
    },
    rootCause: "BigQuery throttles the job: {what}[[ (`{table}`)]]",
    explanation:
      "BigQuery limits how often a table may be modified and how many jobs and API calls a project may make in a short time; anything above that fails with `rateLimitExceeded` or `quotaExceeded`. The 403 is not about permissions.",
    checks: ["How many tasks write the same table at that time, and how often a loop loads or updates it"],
    fixes: [
      "Combine the small loads or updates[[ of `{table}`]] into one job (many files in one `load_table_from_uri`, one `MERGE` instead of row updates)",
      "Retry with exponential backoff, and run fewer writers at once (a pool)",
      "Use the Storage Write API for frequent small writes",
    ],
    docs: ["https://cloud.google.com/bigquery/docs/troubleshoot-quotas"],
  },
  {
    id: "bigquery/quota",
    title: "BigQuery quota exceeded",
    category: "rate_limit",
    alternatives: ["resource_exhausted", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Quota exceeded: Your (?:table|project|user)[\w_]{0,40} exceeded quota for (?<what>[\w ]{3,120})/,
        /Custom quota exceeded: Your usage exceeded the custom quota for (?<what>[\w ./]{3,120})/,
        /Quota exceeded for quota metric '(?<what>[^'\n]{3,120})'[^\n]{0,60}bigquery/,
      ],
      namesAnywhere: [/'destinationTable': \{[^}\n]{0,160}'tableId': '(?<table>[\w$-]{1,200})'/],
    },
    rootCause: "A BigQuery quota is used up: {what}[[ (table `{table}`)]]",
    explanation:
      "Some quotas are per day (bytes scanned, loads per table, partition changes); they replenish over the day, or have to be raised.",
    checks: ["Quota usage in the console, and what used it (`INFORMATION_SCHEMA.JOBS`)"],
    fixes: [
      "Load less often and more at once[[ into `{table}`]]; partition by day rather than by hour if partition changes are the limit",
      "Scan less: partition filters, clustered tables, fewer columns",
      "Wait until the quota replenishes (over the day), or request a higher one under IAM & Admin, Quotas",
    ],
    docs: ["https://cloud.google.com/bigquery/quotas"],
  },
  {
    id: "bigquery/load-schema-mismatch",
    title: "Load schema does not match the BigQuery table",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Provided Schema does not match Table (?<table>[\w.:$-]{2,300}?)\. (?<message>[^\n;]{1,200})/,
        /': (?<message>Provided Schema)\b/,
        /Invalid schema update\. (?<message>[^\n;]{1,200})/,
        /(?<message>(?:CSV )?[Tt]able references column position \d{1,6}, but line (?:starting at position:?\d{1,15} )?contains only \d{1,6} columns)/,
        /JSON parsing error in row starting at position \d{1,15}: (?<message>No such field: [\w.]{1,200})/,
        /(?<message>[Nn]o such field: (?:[\w.]{1,200}))[^\n]{0,20}(?:insertId|'reason': 'invalid'|index)/,
        /(?<message>Please verify that the structure and data types in the DataFrame match the schema of the destination table)/,
      ],
      names: [
        /Field (?<field>[\w.]{1,200}) has changed (?<change>(?:type|mode) from \w{3,20} to \w{3,20})/,
        /[Nn]o such field: (?<field>[\w.]{1,200})/,
        /\sdoes not match Table (?<table>[\w.:$-]{2,300}?)\.(?:\s|$)/,
        / File: (?<file>gs:\/\/[^\s;]{3,300})/,
      ],
    },
    rootCause:
      "The data does not match the schema of the BigQuery table[[ `{table}`]]: {message}[[ (in `{file}`)]]",
    explanation:
      "A load or append must match the table's columns, types and modes; a new column, or one with a different type or mode, is rejected unless the job allows it.",
    checks: [
      "The source's columns and types against the table's schema",
      "Whether types were inferred (`autodetect`): a few odd values change the result",
    ],
    fixes: [
      'Allow new columns if they are intended: `schema_update_options=["ALLOW_FIELD_ADDITION"]`, or `ALTER TABLE[[ {table}]] ADD COLUMN[[ {field}]] …`',
      "For a changed type[[ of `{field}`]] cast before loading, or load into a new column; specify the schema instead of `autodetect`",
      "Ask the source's owner whether the change was intended",
    ],
  },
  {
    id: "bigquery/load-bad-rows",
    title: "BigQuery cannot load or cast some rows",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Could not (?:parse|convert) '(?<value>[^'\n]{0,160})' (?:as|to) (?<type>\w{3,20})(?: for field (?<column>\w{1,200}))?/,
        /(?:CSV|JSON) (?:table|processing) encountered too many errors, giving up\. Rows: (?<rows>\d{1,15})/,
        /Bad (?<type>int64|double|float64|bool|numeric) value: (?<value>[^\n;]{0,120})/,
        /Required field (?<column>[\w.]{1,200}) cannot be null/,
        /Error while reading data, error message: (?<reason>(?:Too many values in (?:row|line)|Error detected while parsing row|Bad character|Missing close (?:double )?quote)[^\n]{0,160})/,
      ],
      not: [/No such field/, /UPDATE\/MERGE must match at most/],
      names: [
        / File: (?<file>gs:\/\/[^\s;]{3,300})/,
        / for field (?<column>[\w.]{1,200})/,
        /starting at location (?<position>\d{1,15})/,
      ],
    },
    rootCause:
      "A row of the load is not in the expected format[[: `{value}` is not a valid {type}]][[ (field `{column}`)]][[: {reason}]][[ in `{file}`]]",
    explanation:
      "A value cannot be parsed as its column's type, a required one is missing, or a line has too many values. Up to `max_bad_records` bad rows are skipped, then the job fails.",
    checks: [
      "The job's `errors`: file, line and column of each rejected row",
      "Whether the source changed its delimiter, quoting, date format or columns",
    ],
    fixes: [
      "Correct or set aside the row at the source[[ (field `{column}`)]]; `bq show -j JOB_ID` lists file, line and column of each",
      "Load the column[[ `{column}`]] as STRING and convert it with `SAFE_CAST`",
      "Match `allow_quoted_newlines`, `skip_leading_rows` and the delimiter to the file, or allow a few bad rows (`max_bad_records`)",
    ],
  },
  {
    id: "bigquery/merge-duplicates",
    title: "MERGE finds several source rows for one target row",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/UPDATE\/MERGE must match at most one source row for each target row/],
    },
    rootCause: "The MERGE finds several source rows for one target row: its key is not unique in the source",
    explanation:
      "BigQuery refuses a MERGE or UPDATE in which one target row matches more than one source row. In dbt this is an incremental model whose `unique_key` is not unique in the new rows.",
    checks: [
      "`SELECT key, COUNT(*) FROM source GROUP BY key HAVING COUNT(*) > 1` with the columns of the ON clause",
      "Whether a load ran twice, or the key lost a column",
    ],
    fixes: [
      "Deduplicate the source in the statement: `QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY updated_at DESC) = 1`",
      "Correct the ON clause or dbt's `unique_key`",
      "Remove the duplicates at the source",
    ],
  },
  {
    id: "bigquery/too-many-partitions",
    title: "Too many BigQuery partitions at once",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Too many partitions produced by query, allowed (?<limit>\d{1,6}), query produces at least (?<found>\d{1,9})/,
      ],
    },
    rootCause: "The job writes {found} partitions at once, and BigQuery allows {limit}",
    explanation:
      "One job may modify only so many partitions of a table. Daily backfills over years, or misparsed dates, exceed that.",
    checks: ["The minimum and maximum date in the data: a few wrong dates create thousands of partitions"],
    fixes: [
      "Check the dates first: a few misparsed ones create thousands of partitions",
      "Write the range in batches of at most {limit} partitions",
      "Partition by month instead of by day",
    ],
  },
  {
    id: "bigquery/streaming-buffer",
    title: "Rows are still in BigQuery's streaming buffer",
    category: "warehouse_sql",
    alternatives: ["code_bug", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:UPDATE|DELETE|UPDATE or DELETE|MERGE)[^\n]{0,40} statement over table (?<table>[\w.:-]{2,300}) would affect rows in the streaming buffer/,
      ],
    },
    rootCause: "Rows recently streamed into `{table}` cannot be updated or deleted yet",
    explanation:
      "Rows inserted with the streaming API stay in a buffer for up to ninety minutes; UPDATE, DELETE and MERGE cannot touch them until then.",
    checks: ["What streams into the table, and whether the statement could skip the newest rows"],
    fixes: [
      "Exclude rows of the last ninety minutes from the statement",
      "Load with the Storage Write API or load jobs instead of `insertAll`",
    ],
  },
];
