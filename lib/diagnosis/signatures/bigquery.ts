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
    title: "Query text too long",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<reason>The query is too large\. The maximum (?:standard SQL )?query length is[^\n,]{0,60})/,
      ],
    },
    rootCause: "The SQL text is longer than BigQuery allows: {reason}",
    explanation:
      "BigQuery limits the length of a query; generated SQL, long IN lists and UNION ALL chains reach that. More slots do not help.",
    checks: ["The rendered query: IN lists, UNION ALL chains, inlined ephemeral models"],
    fixes: [
      "Replace long IN lists and UNION ALL chains by a join with a table",
      "Materialize ephemeral models or CTEs as tables",
    ],
  },
  {
    id: "bigquery/query-planning",
    title: "Query too complex to plan",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Resources exceeded during query execution: (?<reason>[^\n]{0,60}too (?:complex|many (?:subqueries|stages))[^\n]{0,120})/,
      ],
    },
    rootCause: "The query is too complex for BigQuery to plan: {reason}",
    explanation:
      "Views on views, many CTEs that are referenced several times and long UNION ALL chains are expanded into one plan, for which BigQuery has fixed resources. More slots or a retry do not help; the query has to become smaller.",
    checks: ["How many views and CTEs the query expands to, and which of them are used more than once"],
    fixes: [
      "Write intermediate results to tables: materialize some of the views or models (`materialized='table'`)",
      "Split the query into steps, or query fewer days or shards at once",
    ],
  },
  {
    id: "bigquery/concurrent-update",
    title: "Concurrent update of a BigQuery table",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug", "resource_exhausted"],
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
