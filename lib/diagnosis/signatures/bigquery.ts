import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** BigQuery, through Google's Python client, dbt, pandas-gbq and Airflow. */
export const bigquerySignatures: Signature[] = [
  {
    id: "bigquery/not-found",
    title: "BigQuery table or dataset does not exist",
    category: "warehouse_sql",
    alternatives: ["upstream_missing_data", "configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Not found: (?<kind>Table|Dataset|View|Routine|Model|Project) (?<object>[\w.:$*-]{2,300}?) was not found in location (?<location>[\w-]{2,40})/,
        /Not found: (?<kind>Table|Dataset|View|Routine|Model|Job) (?<object>[\w.:$*-]{2,300})/,
      ],
    },
    rootCause: "{kind} `{object}` does not exist[[ in location {location}]]",
    explanation:
      "The job looked in one location only: that of the first dataset it names, or the client's setting. A dataset in another region is not found even if it exists.",
    checks: [
      "Whether the object exists, and its dataset's location against the job's",
      "The client's project: unqualified names are looked up there",
      "Whether the step that creates the table has run, or the table expired",
    ],
    fixes: [
      "Run the step that creates `{object}`, or correct project, dataset or name in the query",
      "If it exists in another region, pass that `location` to the job[[ (it looked in {location})]]",
    ],
  },
  {
    id: "bigquery/access-denied",
    title: "BigQuery access denied",
    category: "auth_permission",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access Denied: (?<kind>Table|Dataset|Project|View|Routine|BigQuery BigQuery|Connection) ?(?<object>[\w.:$-]{0,300}):(?: User does not have (?<permission>[\w.]{3,80}) permission)?/,
        /User does not have (?<permission>bigquery\.[\w.]{3,80}) permission/,
      ],
      names: [/(?:account|user|principal) (?<account>[\w.-]{1,64}@[\w.-]{3,120}gserviceaccount\.com)/i],
    },
    rootCause:
      "BigQuery denies the account[[ {account}]] access[[ to {kind}]][[ `{object}`]][[: it lacks `{permission}`]]",
    explanation:
      "The service account is known but has no role with that permission, or the object does not exist: BigQuery reports both the same way.",
    checks: [
      "The account that ran the job (it needs `bigquery.jobs.create` on the billed project and read access on the dataset)",
      "IAM changes on the project and dataset since the last success",
    ],
    fixes: [
      "Grant the missing role: `roles/bigquery.jobUser` on the project to run jobs, `roles/bigquery.dataViewer` or `dataEditor` on the dataset to read or write[[ (the missing permission is `{permission}`)]]; `gcloud projects add-iam-policy-binding PROJECT --member=serviceAccount:… --role=…`",
      "Check the name: BigQuery reports an object that does not exist the same way",
      "Correct the project or account in the connection",
    ],
    docs: ["https://cloud.google.com/bigquery/docs/access-control"],
  },
  {
    id: "bigquery/unrecognized-name",
    title: "BigQuery column does not exist",
    category: "schema_change",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unrecognized name: (?<column>[\w.`]{1,200})(?:; Did you mean (?<suggestion>[\w.`]{1,200})\?)?/,
        /Name (?<column>[\w.`]{1,200}) not found inside (?<table>[\w.`]{1,200})/,
        /Field name (?<column>\w{1,200}) does not exist in STRUCT/,
      ],
      names: [/ at \[(?<position>\d{1,6}:\d{1,6})\]/],
    },
    rootCause:
      "The query names the column `{column}`[[ of `{table}`]], which does not exist[[ (BigQuery suggests `{suggestion}`)]][[, at {position}]]",
    explanation:
      "The query names a column that its tables do not have: it was renamed or dropped, a nested field changed, or the query misspells it.",
    checks: [
      "The table's current schema, and who changed it since the last success",
      "Commits that touched the query or the model it reads",
    ],
    fixes: [
      "Use the column's current name in the query[[ (`{suggestion}`)]]",
      "Restore `{column}` in the source table, or run the step that adds it",
    ],
  },
  {
    id: "bigquery/invalid-query",
    title: "Invalid BigQuery SQL",
    category: "warehouse_sql",
    alternatives: ["code_bug", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<message>Could not cast literal [^\n]{1,80} to type \w{2,20}) at \[(?<position>\d{1,6}:\d{1,6})\]/,
        /(?<message>Table "?[\w.-]{1,200}"? must be qualified with a dataset)/,
        /Syntax error: (?<message>(?:Unexpected|Expected|Unclosed|Illegal|Missing|Invalid)[^\n;]{1,160}?) at \[(?<position>\d{1,6}:\d{1,6})\]/,
        /(?<message>No matching signature for (?:operator|function|aggregate function|analytic function) [^\n]{1,160})/,
        /(?<message>SELECT list expression references column \w{1,120} which is neither grouped nor aggregated) at \[(?<position>\d{1,6}:\d{1,6})\]/,
        /(?<message>Column name \w{1,120} is ambiguous) at \[(?<position>\d{1,6}:\d{1,6})\]/,
        /(?<message>Query column \d{1,5} has type \w{1,40} which cannot be inserted into column [^\n]{1,160})/,
        /(?<message>Function not found: [\w.]{1,120})/,
      ],
    },
    rootCause: "BigQuery rejected the SQL: {message}[[ (at {position})]]",
    explanation:
      "The statement has a syntax error, or its types do not match, in GoogleSQL. BigQuery coerces very few types implicitly.",
    checks: [
      "The statement as sent, with every placeholder filled in, at that line and column",
      "Types of the columns involved: a column that became STRING breaks comparisons and joins",
    ],
    fixes: [
      "Correct the statement[[ at line and column {position}]]",
      "Cast one side where types differ (`CAST(… AS INT64)`, `SAFE_CAST(…)`)",
    ],
  },
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
    id: "bigquery/resources-exceeded",
    title: "BigQuery query exceeded its resources",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Resources exceeded during query execution: (?<reason>[^\n]{1,200})/,
        /Query exceeded resource limits\.? (?<reason>[^\n]{0,160})/,
        /Response too large to return\. (?<reason>[^\n]{0,120})/,
      ],
      names: [/\n\s{0,8}(?<operation>[A-Z][\w ]{2,40}) operations?: (?<share>\d{1,3})%/],
      not: [/bytes billed|query is too large|too many (?:subqueries|stages)/],
    },
    rootCause:
      "The query needs more resources than BigQuery gives one query: {reason}[[ ({operation} takes {share} %)]]",
    explanation:
      "One stage of the query (an ORDER BY or window over everything, a join that multiplies rows, an aggregate into one value) had to fit on one worker and did not.",
    checks: [
      "The execution plan: the stage with the most bytes, and rows before and after each join",
      "Whether the input grew since the last success",
    ],
    fixes: [
      "Drop the outermost ORDER BY (or add LIMIT), filter earlier, and aggregate before joining",
      "Look for a join key that is no longer unique and multiplies rows",
      "Split the query into steps with tables in between",
    ],
  },
  {
    id: "bigquery/bytes-billed",
    title: "Query exceeds its limit for bytes billed",
    category: "configuration",
    alternatives: ["warehouse_sql", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Query exceeded limit for bytes billed: (?<limit>\d{1,20})(?:\. (?<needed>\d{1,20}) or higher required)?/,
      ],
    },
    rootCause: "The query would bill[[ {needed} bytes, which is]] more than its limit of {limit} bytes",
    explanation:
      "`maximum_bytes_billed` (a job, profile or project setting) refuses a query whose estimate is higher; nothing was run or billed.",
    checks: [
      "Where the limit is set: `maximum_bytes_billed` in the job or dbt profile, or a custom quota",
      "Whether the partition filter still prunes: the estimate of a dry run (`bq query --dry_run`)",
    ],
    fixes: [
      "Add a filter on the partition column, or select fewer columns",
      "Raise `maximum_bytes_billed`[[ to at least {needed}]] if the table has simply grown",
    ],
  },
  {
    id: "bigquery/query-too-complex",
    title: "Query too large or complex",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>The query is too large\. The maximum (?:standard SQL )?query length is[^\n,]{0,60})/,
        /Resources exceeded during query execution: (?<reason>[^\n]{0,60}too (?:complex|many (?:subqueries|stages))[^\n]{0,120})/,
      ],
    },
    rootCause: "The query is too large or complex for BigQuery: {reason}",
    explanation:
      "BigQuery limits the length of a query and the number of its stages, views and subqueries; generated SQL and stacked views reach that. More slots do not help.",
    checks: ["The rendered query: views on views, long UNION ALL chains, IN lists"],
    fixes: [
      "Write intermediate results to tables (materialize some of the views or models)",
      "Replace long IN lists and UNION ALL chains by a join with a table",
    ],
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
  {
    id: "bigquery/concurrent-update",
    title: "Concurrent update of a BigQuery table",
    category: "infrastructure",
    alternatives: ["code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Could not serialize access to table (?<table>[\w.:$-]{2,300}) due to concurrent update/,
        /Transaction is aborted due to concurrent update against table (?<table>[\w.:$-]{2,300})/,
      ],
    },
    rootCause: "Another job modified `{table}` at the same time",
    explanation: "Statements that change the same rows or partitions conflict; BigQuery fails the later one.",
    checks: ["Which other jobs wrote the table at that time"],
    fixes: ["Run the writing tasks one after another", "Retry the statement"],
  },
  {
    id: "bigquery/backend-error",
    title: "BigQuery internal error",
    category: "infrastructure",
    alternatives: ["network_timeout"],
    strength: "strong",
    transience: "transient",
    match: {
      message: [
        /'reason': '(?:backendError|jobBackendError|jobInternalError|internalError)'/,

        /An internal error occurred and the request could not be completed\. This is usually caused by a transient issue/,
        /Error encountered during (?:job )?execution\. Retrying may solve the problem/,
        /Visibility check was unavailable\. Please retry the request/,
        /reason: (?:backendError|jobBackendError|jobInternalError)/,
        /The job encountered an (?:internal )?error during execution/,
      ],
    },
    rootCause: "BigQuery had an internal error and asks to retry",
    explanation:
      "`backendError` and `jobInternalError` say nothing about the query; Google does not retry on the caller's behalf.",
    checks: ["Google Cloud's status page for that time, and whether the same query succeeds now"],
    fixes: ["Retry the job with backoff"],
  },
  {
    id: "bigquery/billing",
    title: "Google Cloud billing not enabled",
    category: "configuration",
    alternatives: ["auth_permission", "resource_exhausted"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Billing has not been enabled for this project/,
        /Billing must be enabled for activation of service/,
        /The billing account for the owning project is disabled/,
        /reason: billingNotEnabled/,
        /This API method requires billing to be enabled/,
      ],
      names: [/projects\/(?<project>[\w-]{4,40})\//, /\/b\/(?<bucket>[\w.-]{3,63})/],
    },
    rootCause:
      "The Google Cloud project[[ `{project}`]] has no active billing account[[ (bucket `{bucket}`)]]",
    explanation:
      "Without billing, Google Cloud rejects DML, streaming and most services; an expired card or a closed account has the same effect.",
    checks: ["The project's billing account and its status"],
    fixes: [
      "Link an active billing account: `gcloud billing projects link[[ {project}]] --billing-account=ACCOUNT_ID`, or have a billing administrator reopen the closed one",
      "Run the job again after some minutes",
    ],
  },
  {
    id: "bigquery/location-mismatch",
    title: "BigQuery locations do not match",
    category: "configuration",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot read and write in different locations: source: (?<source>[\w-]{2,40}), destination: (?<target>[\w-]{2,40})/,
        /Cannot process data across locations/,
      ],
    },
    rootCause: "Source and destination are in different regions[[: {source} and {target}]]",
    explanation: "A job runs in one location; every dataset and bucket it uses must be there.",
    checks: ["Location of each dataset and bucket in the job (`bq show`, `gsutil ls -L -b`)"],
    fixes: [
      "Create the destination dataset in[[ `{source}`]] the source's location, or copy the data there first",
      "Pass the right `location` to the job if both are in the same region",
    ],
  },
  {
    id: "bigquery/partition-filter",
    title: "BigQuery table requires a partition filter",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot query over table '(?<table>[^'\n]{2,300})' without a filter over column\(s\) (?<columns>'[^\n]{1,160}?') that can be used for partition elimination/,
      ],
    },
    rootCause: "The query has no filter on {columns}, which `{table}` requires",
    explanation:
      "The table is defined with `require_partition_filter` so that nobody scans all of it by mistake; a filter inside a function or subquery may not count.",
    checks: [
      "Whether the option is new on the table, and whether the filter compares the column itself with constants",
    ],
    fixes: [
      "Add a filter on {columns} with constants to the query (WHERE … >= DATE '…')",
      "If full scans are wanted: `ALTER TABLE … SET OPTIONS (require_partition_filter = false)`",
    ],
  },
];
