import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** What BigQuery says through Google's Python client, dbt, pandas-gbq and Airflow. */
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
      "The job looked in one location, which is that of the first dataset it names or the one the client set; a dataset of another region is not found there although it exists.",
    checks: [
      "Whether the object exists, and the location of its dataset against that of the job",
      "Project of the client: unqualified names are looked up there",
      "Whether the step that creates the table has run, or a table with an expiry time is gone",
    ],
    fixes: [
      "Run the step that creates it first, or correct the name",
      "Pass the dataset's own `location` to the job",
    ],
  },
  {
    id: "bigquery/access-denied",
    title: "BigQuery denies access",
    category: "auth_permission",
    alternatives: ["configuration", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Access Denied: (?<kind>Table|Dataset|Project|View|Routine|BigQuery BigQuery|Connection) ?(?<object>[\w.:$-]{0,300}):(?: User does not have (?<permission>[\w.]{3,80}) permission)?/,
        /User does not have (?<permission>bigquery\.[\w.]{3,80}) permission/,
      ],
    },
    rootCause: "BigQuery denies the account access[[ to {kind}]][[ `{object}`]][[: it lacks `{permission}`]]",
    explanation:
      "The service account is known but has no role that holds the permission, or the object does not exist: BigQuery then says the same.",
    checks: [
      "The account that ran the job (`bigquery.jobs.create` is needed on the project that pays, reading on the dataset)",
      "Changes to IAM of project and dataset since the last success",
    ],
    fixes: [
      "Grant the account `roles/bigquery.dataViewer` or `dataEditor` on the dataset, and `roles/bigquery.jobUser` on the project",
      "Correct the project or the account of the connection",
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
    },
    rootCause: "column `{column}`[[ of `{table}`]] does not exist[[ (BigQuery suggests `{suggestion}`)]]",
    explanation:
      "The query names a column that the tables in it do not have: it was renamed or dropped, a nested field changed, or the query misspells it.",
    checks: [
      "The table's present schema, and who changed it since the last success",
      "Commits that touched the query or the model it reads",
    ],
    fixes: ["Use the column's present name in the query", "Bring the column back in the table it comes from"],
  },
  {
    id: "bigquery/invalid-query",
    title: "SQL that BigQuery cannot run",
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
    rootCause: "BigQuery cannot run the SQL: {message}[[ (at {position})]]",
    explanation:
      "The statement does not parse, or its types do not go together, in GoogleSQL. BigQuery converts no types by itself.",
    checks: [
      "The statement as it was sent, with every placeholder filled in, at that line and column",
      "Types of the columns involved: a column that became STRING breaks comparisons and joins",
    ],
    fixes: ["Correct the statement there", "Cast one side (`CAST(… AS INT64)`, `SAFE_CAST`)"],
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
    },
    rootCause: "BigQuery took too many requests at once: {what}",
    explanation:
      "BigQuery limits how often one table may be changed, how many jobs and API calls a project may make in a short time; what is over the limit is refused with `rateLimitExceeded` or `quotaExceeded`.",
    checks: ["How many tasks write the same table at that time, and how often one loop loads or updates it"],
    fixes: [
      "Gather small loads and updates into one job",
      "Retry with increasing waits, and run fewer tasks at once (a pool)",
    ],
    docs: ["https://cloud.google.com/bigquery/docs/troubleshoot-quotas"],
  },
  {
    id: "bigquery/quota",
    title: "BigQuery quota used up",
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
    },
    rootCause: "A BigQuery quota is used up: {what}",
    explanation:
      "Some limits hold for a day (bytes scanned, loads per table, partition changes); they free themselves over the day, or must be raised.",
    checks: ["The quota's use in the console, and what used it (`INFORMATION_SCHEMA.JOBS`)"],
    fixes: [
      "Make fewer and larger jobs, or scan less (partition filters)",
      "Raise the quota, or wait until it is free again",
    ],
    docs: ["https://cloud.google.com/bigquery/quotas"],
  },
  {
    id: "bigquery/resources-exceeded",
    title: "Query too large for BigQuery's memory or limits",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Resources exceeded during query execution: (?<reason>[^\n]{1,200})/,
        /Query exceeded resource limits\.? (?<reason>[^\n]{0,160})/,
        /Response too large to return\. (?<reason>[^\n]{0,120})/,
        /(?<reason>Query exceeded limit for bytes billed: \d{1,20})/,
        /(?<reason>The query is too large\. The maximum (?:standard SQL )?query length is)/,
      ],
    },
    rootCause: "The query needs more than BigQuery gives one query: {reason}",
    explanation:
      "One stage of the query (an ORDER BY or window over everything, a join that multiplies rows, an aggregate into one value) had to fit into one worker and did not.",
    checks: [
      "The execution plan: the stage with the most bytes, and rows before and after each join",
      "Whether the input grew since the last success",
    ],
    fixes: [
      "Filter earlier, take the outermost ORDER BY away, split the query into steps with tables between",
      "Look for a join key that is no longer unique",
      "Raise `maximum_bytes_billed` if that limit stopped it",
    ],
  },
  {
    id: "bigquery/load-schema-mismatch",
    title: "Loaded data have another schema than the BigQuery table",
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
    },
    rootCause: "The data do not fit the table[[ `{table}`]]: {message}",
    explanation:
      "A load or append must bring the table's columns with their types and modes; a new column, or one whose type or mode changed, is refused unless the job allows it.",
    checks: [
      "The source's columns and types against the table's schema",
      "Whether types were guessed (`autodetect`): a few odd values change the guess",
    ],
    fixes: [
      'Allow new columns with `schema_update_options=["ALLOW_FIELD_ADDITION"]` if they are wanted',
      "Give the schema explicitly and cast before loading",
    ],
  },
  {
    id: "bigquery/load-bad-rows",
    title: "Rows that BigQuery cannot load or cast",
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
        /UPDATE\/MERGE must match at most one source row for each target row/,
      ],
      not: [/No such field/],
    },
    rootCause:
      "Some rows do not have the form that is asked for[[: `{value}` is no {type}]][[ (field `{column}`)]][[: {reason}]]",
    explanation:
      "A value does not read as its column's type, a required one is missing, a line has too many values, or a MERGE finds two source rows for one target row. Up to `max_bad_records` such rows are left out, then the job fails.",
    checks: [
      "The `errors` of the job: file, line and column of each refused row",
      "Whether the source changed its delimiter, quoting, date format or columns",
    ],
    fixes: [
      "Correct or set aside the rows at the source; load into STRING columns and use `SAFE_CAST`",
      "Set `allow_quoted_newlines`, `skip_leading_rows` or the delimiter as the file has them",
      "Deduplicate the source of the MERGE",
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
    rootCause: "The job writes more partitions than one job may[[: {found} where {limit} are allowed]]",
    explanation:
      "One job may change only so many partitions of a table. A backfill over years by day, or dates that were read wrongly, go beyond that.",
    checks: ["The least and greatest date in the data: a few wrong dates make thousands of partitions"],
    fixes: ["Write a part of the dates at a time", "Partition by month, or filter wrong dates"],
  },
  {
    id: "bigquery/streaming-buffer",
    title: "Rows still in BigQuery's streaming buffer",
    category: "code_bug",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /(?:UPDATE|DELETE|UPDATE or DELETE|MERGE)[^\n]{0,40} statement over table (?<table>[\w.:-]{2,300}) would affect rows in the streaming buffer/,
      ],
    },
    rootCause: "Rows of `{table}` that were just streamed in cannot be updated or deleted yet",
    explanation:
      "Rows inserted by the streaming API stay in a buffer for up to ninety minutes; UPDATE, DELETE and MERGE must not touch them until they leave it.",
    checks: ["What streams into the table, and whether the statement could leave out the newest rows"],
    fixes: [
      "Leave rows of the last ninety minutes out of the statement",
      "Load with the Storage Write API or load jobs instead of `insertAll`",
    ],
  },
  {
    id: "bigquery/concurrent-update",
    title: "Two jobs changed one BigQuery table at once",
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
    rootCause: "Another job changed `{table}` while this one did",
    explanation:
      "Statements that change the same rows or partitions cannot run at once; BigQuery fails the later one.",
    checks: ["Which other jobs wrote the table at that time"],
    fixes: ["Let the writing tasks run one after the other", "Retry the statement"],
  },
  {
    id: "bigquery/backend-error",
    title: "BigQuery failed on its own side",
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
    rootCause: "BigQuery had a fault of its own and asks to try again",
    explanation:
      "`backendError` and `jobInternalError` say nothing about the query; Google retries nothing for the caller.",
    checks: ["Google Cloud's status page for that time, and whether the same query runs again"],
    fixes: ["Retry the job with increasing waits"],
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
    },
    rootCause: "The project has no active billing account",
    explanation:
      "Without billing, Google Cloud refuses DML, streaming and most services; a card that expired or a closed account has the same effect.",
    checks: ["Billing account of the project, and its state"],
    fixes: ["Link an active billing account to the project"],
  },
  {
    id: "bigquery/location-mismatch",
    title: "BigQuery data in different locations",
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
    rootCause: "Source and destination lie in different regions[[: {source} and {target}]]",
    explanation: "A job runs in one location; every dataset and bucket that it uses must lie there.",
    checks: ["Location of each dataset and bucket of the job (`bq show`, `gsutil ls -L -b`)"],
    fixes: ["Create the destination in the source's location, or copy the data there first"],
  },
  {
    id: "bigquery/partition-filter",
    title: "BigQuery table asks for a partition filter",
    category: "warehouse_sql",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot query over table '(?<table>[^'\n]{2,300})' without a filter over column\(s\) (?<columns>'[^\n]{1,160}?') that can be used for partition elimination/,
      ],
    },
    rootCause: "The query has no filter on {columns}, which `{table}` asks for",
    explanation:
      "The table is defined with `require_partition_filter`, so that nobody scans all of it by mistake; a filter inside a function or subquery may not count.",
    checks: [
      "Whether the table's option is new, and whether the filter compares the column itself with constants",
    ],
    fixes: ["Add a filter on the partition column to the query", "Take the option off the table"],
  },
];
