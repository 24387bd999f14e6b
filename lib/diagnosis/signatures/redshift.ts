import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://docs.aws.amazon.com/redshift/latest/dg";

/** Amazon Redshift's own messages; the rest it shares with PostgreSQL. */
export const redshiftSignatures: Signature[] = [
  {
    id: "redshift/serializable",
    title: "Serializable isolation violation (Redshift)",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "resource_exhausted", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /Serializable isolation violation on table - (?<table>\d{1,12})(?:, transactions forming the cycle are: (?<transactions>[\d, ]{1,120}))?/,
        /Serializable isolation violation on table/,
        /could not complete because of conflict with concurrent transaction/,
      ],
    },
    rootCause:
      "Concurrent transactions wrote to the same table[[ (id {table})]], and Redshift cancelled this one",
    explanation:
      "Redshift cancels a transaction whose result would depend on the order of concurrent ones. Two loads or models that read and write the same tables are the usual reason.",
    checks: [
      'The table (`select "table" from svv_table_info where table_id = {table}`), and which jobs write it at that time',
    ],
    fixes: [
      "Retry the transaction",
      "Keep the jobs from overlapping, `LOCK` the table at the start, or set the database to snapshot isolation",
    ],
    docs: [`${DOCS}/c_serial_isolation-serializable-isolation-troubleshooting.html`],
  },
  {
    id: "redshift/table-dropped-meanwhile",
    title: "Table replaced while it was read (Redshift)",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /table (?<table>\d{1,12}) dropped by concurrent transaction/,
        /could not open relation with OID (?<table>\d{1,12})/,
        /Underlying table with oid (?<table>\d{1,12}) of view (?<view>[\w."]{1,200}) does not exist/,
      ],
    },
    rootCause:
      "Another transaction dropped the table (id {table})[[ of the view {view}]] while this statement was using it",
    explanation:
      "Jobs that swap a table (create new, drop old, rename, as dbt does) pull it away from statements that started earlier.",
    checks: ["Which job replaces the table, and when"],
    fixes: [
      "Retry the statement",
      "Keep readers and the swap from overlapping; views `WITH NO SCHEMA BINDING` survive a swap",
    ],
    docs: [`${DOCS}/r_CREATE_VIEW.html`],
  },
  {
    id: "redshift/copy-source",
    title: "No files under the COPY path (Redshift)",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The specified S3 prefix '(?<prefix>[^'\n]{1,300})' does not exist/,
        /Mandatory url is not present in manifest file/,
        /Problem reading manifest file - S3ServiceException:The specified key does not exist/,
      ],
    },
    rootCause: "No files for `COPY` exist under the S3 prefix[[ `{prefix}`]]",
    explanation:
      "The step that writes the files has not run or wrote somewhere else, or the bucket, prefix or date is wrong.",
    checks: ["`aws s3 ls --recursive s3://BUCKET/[[{prefix}]]`"],
    fixes: [
      "Run the step that writes the files under that prefix first",
      "Correct the path of the `COPY`[[ (now `{prefix}`)]]: bucket, date, trailing slash",
    ],
    docs: [`${DOCS}/copy-parameters-data-source-s3.html`],
  },
  {
    id: "redshift/s3-access",
    title: "Redshift S3 access denied",
    category: "auth_permission",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /S3ServiceException:(?<reason>Access Denied|The AWS Access Key Id you provided does not exist[\w ]{0,30}|The provided token (?:has expired|is malformed)[\w ,]{0,60}|The request signature we calculated)[^\n]{0,80}/,
        /User arn:aws[\w-]{0,10}:redshift:[^\s]{1,200} is not authorized to assume IAM [Rr]ole (?<role>arn:[^\s,]{1,200})/,
        /Not authorized to get credentials of role (?<role>arn:[^\s,]{1,200})/,
        /The requested role (?<role>arn:[^\s,]{1,200}) is not associated to cluster/,
      ],
    },
    rootCause: "Redshift was denied access to S3[[: {reason}]][[ with role {role}]]",
    explanation:
      "`COPY` and `UNLOAD` use the role or keys in the statement, not the worker's: the role is not attached to the cluster, its trust or permission policy is wrong, or temporary keys have expired.",
    checks: [
      "Roles attached to the cluster, their trust policies, and their permissions on the bucket and KMS key",
    ],
    fixes: [
      "Attach the role to the cluster: `aws redshift modify-cluster-iam-roles --add-iam-roles[[ {role}]]`, and let `redshift.amazonaws.com` assume it",
      "Grant the role `s3:GetObject` and `s3:ListBucket` on the bucket (`s3:PutObject` for UNLOAD) and `kms:Decrypt` on its key",
      "Use `IAM_ROLE` instead of keys that expire",
    ],
    docs: [`${DOCS}/copy-usage_notes-access-permissions.html`],
  },
  {
    id: "redshift/disk-full",
    title: "Disk full (Redshift)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /error: {1,2}Disk Full\s{1,8}code: {1,10}1016/,
        /(?:ERROR: {1,2}|InternalError_?[:)] |'M': '|Invalid operation: )Disk Full/,
      ],
    },
    rootCause: "The Redshift cluster ran out of disk space",
    explanation:
      "The statement spilled its intermediate results (a wide join, a sort, `distinct`), or the tables themselves fill the nodes. One full slice is enough.",
    checks: [
      "`svv_table_info` and `stv_node_storage_capacity`; skew of the tables in the statement",
      "Whether a join lost its condition",
    ],
    fixes: [
      "Reduce the statement: filter earlier, fix a join without its condition, avoid `DISTINCT` over wide rows",
      "Free space: `DROP` copies, `VACUUM DELETE ONLY` (largest tables in `svv_table_info`)",
      "Resize the cluster: `aws redshift resize-cluster`",
    ],
    docs: [`${DOCS}/c_troubleshooting_query_performance.html`],
  },
  {
    id: "redshift/query-cancelled",
    title: "Query cancelled by workload management (Redshift)",
    category: "warehouse_sql",
    alternatives: ["resource_exhausted", "infrastructure", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Query \((?<query>\d{1,15})\) (?:cancelled|canceled|aborted) by WLM (?:abort )?action of Query Monitoring Rule "(?<rule>[^"\n]{1,100})"/,
        /Query \((?<query>\d{1,15})\) (?:cancelled|canceled) (?:on user's request|by WLM)/,
      ],
    },
    rootCause: "Redshift cancelled the query[[: workload management rule `{rule}`]]",
    explanation:
      "A monitoring rule, the queue's timeout, `statement_timeout` or a person cancelled it. A rule cancels queries that use more time, rows or disk than it allows.",
    checks: ["`stl_wlm_rule_action` for query {query}, and how long it used to take"],
    fixes: [
      "Make the query cheaper, or run it in a queue with different rules",
      "Rerun it if a person cancelled it",
    ],
    docs: [`${DOCS}/cm-c-wlm-query-monitoring-rules.html`],
  },
  {
    id: "redshift/not-supported",
    title: "Unsupported SQL (Redshift)",
    category: "warehouse_sql",
    alternatives: ["code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Specified types or functions \(one per INFO message\) not supported on Redshift tables)/,
        /(?<what>This type of correlated subquery pattern is not supported[\w ]{0,40})/,
        /(?<what>[\w ]{3,60} (?:is|are) not supported on Redshift tables)/,
        /(?<what>Column "[^"\n]{1,100}" has unsupported type "[^"\n]{1,60}")/,
      ],
    },
    rootCause: "The statement uses something that Redshift does not support: {what}",
    explanation:
      "Redshift is based on PostgreSQL 8, but many types and functions run only on the leader node, so they cannot be combined with tables.",
    checks: ["The statement's functions and types against Redshift's list of leader-node functions"],
    fixes: ["Use Redshift's equivalent (`listagg`, `date_part`)", "Rewrite the subquery as a join"],
    docs: [`${DOCS}/c_unsupported-postgresql-functions.html`],
  },
  {
    id: "redshift/invalid-value",
    title: "Value does not fit a Redshift column",
    category: "data_quality",
    alternatives: ["schema_change", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /(?<what>Invalid digit, Value '[^'\n]{1,10}', Pos \d{1,9}, Type: \w{1,20})/,
        /(?<what>Numeric data overflow(?: \(\w[\w ]{1,40}\))?)/,
        /(?<what>String (?:length exceeds DDL length|value exceeds the max size of \d{1,9} bytes))/,
        /(?<what>Multibyte character not supported for CHAR)/,
        /(?<what>The length of the data column (?<long>\w{1,128}) is longer than the length defined in the table)/,
        /(?<what>Invalid (?:timestamp|date) format or value \[[^\]\n]{1,40}\])/,
      ],
      also: [
        /\b(?:colname|column(?: name)?)["']?\s{0,4}[:=|]\s{0,4}["']?(?<column>[\w.]{1,128})|$/i,
        /(?<type>(?:character varying|varchar|char|numeric)\(\d{1,6}(?:,\d{1,3})?\))|$/i,
      ],
    },
    rootCause: "A value does not fit its column[[ `{column}`]][[ `{long}`]][[ ({type})]]: {what}",
    explanation:
      "Redshift measures text length in bytes, allows only single-byte characters in `CHAR`, and stops at the first value that is not a number.",
    checks: [
      "`SELECT colname, type, col_length, raw_field_value, err_reason FROM stl_load_errors ORDER BY starttime DESC LIMIT 10` (or `sys_load_error_detail`)",
    ],
    fixes: [
      "If such values are legitimate, widen the column:[[ `ALTER TABLE … ALTER COLUMN {column} TYPE VARCHAR(…)`]] (the length counts bytes: an umlaut takes two)",
      "In a COPY, add `TRUNCATECOLUMNS`, `ACCEPTINVCHARS`, `DATEFORMAT 'auto'` or `MAXERROR`",
      "Clean the value at the source",
    ],
    docs: [`${DOCS}/r_Load_Error_Reference.html`],
  },
  {
    id: "redshift/division-by-zero",
    title: "Division by zero (Redshift)",
    category: "data_quality",
    alternatives: ["warehouse_sql", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/error: {1,2}Divide by zero/] },
    rootCause: "The statement divides by zero",
    explanation: "A divisor was 0 for some row of this run's data.",
    checks: ["The divisions of the statement, and rows in which the divisor is 0"],
    fixes: ["Guard it: `x / NULLIF(y, 0)`"],
  },
  {
    id: "redshift/spectrum-schema",
    title: "External table does not match its files (Redshift Spectrum)",
    category: "schema_change",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /has an incompatible Parquet schema for column '(?<column>[^'\n]{1,300})'(?:\. Column type: (?<type>[\w(), ]{1,40}), Parquet schema:)?/,
      ],
    },
    rootCause: "The files' type for `{column}` differs from the external table's[[ ({type})]]",
    explanation:
      "Spectrum reads Parquet by the catalog's table definition; the writer changed a column's type, or a different version wrote a partition.",
    checks: ["The column's type in the catalog against the file in the message"],
    fixes: ["Declare the file's type in the external table", "Rewrite the mismatched files"],
    docs: [`${DOCS}/c-spectrum-troubleshooting.html`],
  },
  {
    id: "redshift/unload-not-empty",
    title: "UNLOAD target is not empty (Redshift)",
    category: "code_bug",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Specified unload destination on S3 is not empty/] },
    rootCause: "`UNLOAD` found existing files at its target",
    explanation:
      "A rerun finds its own earlier files, because the path is the same and overwriting is not enabled.",
    checks: ["What exists under the target prefix, and who wrote it"],
    fixes: ["Add `ALLOWOVERWRITE` or `CLEANPATH` to the UNLOAD", "Or put the run's date into the path"],
    docs: [`${DOCS}/r_UNLOAD.html`],
  },
  {
    id: "redshift/connection-limit",
    title: "Redshift is out of connections",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /connection limit "(?<limit>\d{1,6})" exceeded for (?:non-bootstrap users|user "(?<user>[^"\n]{1,100})")/,
      ],
    },
    rootCause: "The cluster is out of connections: all {limit} are in use",
    explanation:
      "Many tasks each hold a connection at the same time, or connections stay open after their work.",
    checks: ["`stv_sessions` while it happens: who holds connections"],
    fixes: ["Run fewer tasks at once (an orchestrator pool), and close connections after use"],
    docs: ["https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html"],
  },
  {
    id: "redshift/copy-no-table",
    title: "COPY into a Redshift table that does not exist",
    category: "warehouse_sql",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/Cannot COPY into nonexistent table (?<table>[\w.$"]{1,200})/] },
    rootCause: "The table `{table}` that COPY loads into does not exist in the connected database",
    explanation:
      "COPY does not create tables. The step that creates it has not run, the name is misspelled, or it is in a schema that is not on the `search_path`.",
    checks: [
      "`SELECT * FROM svv_tables WHERE table_name = '{table}'`: which schema has it",
      "The database and `search_path` of the connection",
    ],
    fixes: [
      "Create the table first (`CREATE TABLE IF NOT EXISTS …`)",
      "Write `schema.{table}`, or set `search_path`",
    ],
  },
];
