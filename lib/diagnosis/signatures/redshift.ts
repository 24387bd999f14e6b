import type { Signature } from "@/lib/diagnosis/signatures/signature";

const DOCS = "https://docs.aws.amazon.com/redshift/latest/dg";

/** What Amazon Redshift says in words of its own; the rest it shares with PostgreSQL. */
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
      "Transactions that ran at the same time wrote to the same table[[ (id {table})]], and Redshift cancelled this one",
    explanation:
      "Redshift locks whole tables and cancels a transaction whose result would depend on the order of the others. Two loads or models that read and write the same tables are the usual reason.",
    checks: [
      'The table (`select "table" from svv_table_info where table_id = {table}`), and which jobs write it then',
    ],
    fixes: [
      "Retry the transaction",
      "Do not let the jobs overlap, `LOCK` the table at the start, or set the database to snapshot isolation",
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
      "Another transaction dropped the table (id {table})[[ of the view {view}]] while this statement used it",
    explanation:
      "Jobs that swap a table (make new, drop old, rename, as dbt does) take it away from statements that began before.",
    checks: ["Which job replaces the table, and at what time"],
    fixes: [
      "Retry the statement",
      "Do not let readers and the swap overlap; views `WITH NO SCHEMA BINDING` survive a swap",
    ],
    docs: [`${DOCS}/r_CREATE_VIEW.html`],
  },
  {
    id: "redshift/copy-source",
    title: "Nothing to load under the S3 path (Redshift)",
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
    rootCause: "There is no file under the S3 prefix[[ `{prefix}`]] that `COPY` should load",
    explanation:
      "The step that writes the files has not run or wrote elsewhere, or bucket, prefix or date are wrong.",
    checks: ["What lies under that prefix, and whether the step before wrote it"],
    fixes: ["Run the step that writes the files first", "Correct the path of the `COPY`"],
    docs: [`${DOCS}/copy-parameters-data-source-s3.html`],
  },
  {
    id: "redshift/s3-access",
    title: "Redshift may not use the S3 path or role",
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
    rootCause: "Redshift was not allowed to read or write in S3[[: {reason}]][[ with role {role}]]",
    explanation:
      "`COPY` and `UNLOAD` act with the role or keys in the statement, not with those of the worker: the role is not attached to the cluster, its trust or policy does not fit, or temporary keys had expired.",
    checks: ["Roles attached to the cluster, their trust policy and their rights on bucket and KMS key"],
    fixes: ["Attach the role and allow the bucket", "Use `IAM_ROLE` in place of keys that expire"],
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
    rootCause: "The disks of the Redshift cluster were full",
    explanation:
      "The statement spilled its intermediate results (a wide join, a sort, `distinct`), or the tables themselves fill the nodes. One slice that is full is enough.",
    checks: [
      "`svv_table_info` and `stv_node_storage_capacity`; skew of the tables in the statement",
      "Whether a join lost its condition",
    ],
    fixes: [
      "Make the statement smaller: filter, batch, better distribution key",
      "Vacuum, drop copies, or resize the cluster",
    ],
    docs: [`${DOCS}/c_troubleshooting_query_performance.html`],
  },
  {
    id: "redshift/query-cancelled",
    title: "Query ended by workload management (Redshift)",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "infrastructure", "network_timeout", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      message: [
        /Query \((?<query>\d{1,15})\) (?:cancelled|canceled|aborted) by WLM (?:abort )?action of Query Monitoring Rule "(?<rule>[^"\n]{1,100})"/,
        /Query \((?<query>\d{1,15})\) (?:cancelled|canceled) (?:on user's request|by WLM)/,
      ],
    },
    rootCause: "Redshift ended the query[[: rule `{rule}` of the workload management]]",
    explanation:
      "A monitoring rule, the queue's time-out, `statement_timeout` or a person ended it. The query took more time, rows or disk than the rule allows.",
    checks: ["`stl_wlm_rule_action` for the query {query}, and how long it took before"],
    fixes: [
      "Make the query cheaper, or run it in a queue with other rules",
      "Run it again if a person ended it",
    ],
    docs: [`${DOCS}/cm-c-wlm-query-monitoring-rules.html`],
  },
  {
    id: "redshift/not-supported",
    title: "SQL that Redshift does not support",
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
    rootCause: "The statement uses what Redshift does not support: {what}",
    explanation:
      "Redshift grew from PostgreSQL 8, but many types and functions run only on the leader node, so not together with tables.",
    checks: ["The functions and types of the statement against Redshift's list of leader-node functions"],
    fixes: [
      "Use the function that Redshift has for it (`listagg`, `date_part`)",
      "Write the subquery as a join",
    ],
    docs: [`${DOCS}/c_unsupported-postgresql-functions.html`],
  },
  {
    id: "redshift/invalid-value",
    title: "Value does not fit its column (Redshift)",
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
        /(?<what>The length of the data column \w{1,128} is longer than the length defined in the table)/,
        /error: {1,2}(?<what>Divide by zero)/,
      ],
    },
    rootCause: "A value does not fit its column or the calculation: {what}",
    explanation:
      "Redshift counts the length of texts in bytes, takes only one-byte characters in `CHAR`, and stops at the first value that is no number.",
    checks: ["The raw value and column in `stl_load_errors` or `sys_load_error_detail`"],
    fixes: [
      "Widen the column or use `VARCHAR`",
      "Clean the value; `TRUNCATECOLUMNS` or `ACCEPTINVCHARS` in the `COPY`",
    ],
    docs: [`${DOCS}/r_Load_Error_Reference.html`],
  },
  {
    id: "redshift/spectrum-schema",
    title: "Files of an external table have another schema (Redshift Spectrum)",
    category: "schema_change",
    alternatives: ["data_quality", "upstream_missing_data"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /has an incompatible Parquet schema for column '(?<column>[^'\n]{1,300})'(?:\. Column type: (?<type>[\w(), ]{1,40}), Parquet schema:)?/,
      ],
    },
    rootCause: "The files do not have the type the external table declares for `{column}`[[ ({type})]]",
    explanation:
      "Spectrum reads Parquet by the table's definition in the catalogue; the writer changed a column's type, or a partition was written by another version.",
    checks: ["The column's type in the catalogue against the file named in the message"],
    fixes: ["Declare the file's type in the external table", "Write the odd files again"],
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
    rootCause: "`UNLOAD` found files of an earlier run at its target",
    explanation:
      "A repeated run meets its own files, because the path is the same and overwriting was not allowed.",
    checks: ["What lies under the target prefix, and who wrote it"],
    fixes: ["Add `ALLOWOVERWRITE` or `CLEANPATH`, or put the run's date into the path"],
    docs: [`${DOCS}/r_UNLOAD.html`],
  },
  {
    id: "redshift/connection-limit",
    title: "No connection free (Redshift)",
    category: "resource_exhausted",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /connection limit "(?<limit>\d{1,6})" exceeded for (?:non-bootstrap users|user "(?<user>[^"\n]{1,100})")/,
      ],
    },
    rootCause: "All {limit} connections of the cluster were in use",
    explanation: "Many tasks at once each hold a connection, or connections stay open after their work.",
    checks: ["`stv_sessions` at such a time: who holds connections"],
    fixes: ["Run fewer tasks at once (an orchestrator pool), and close connections after use"],
    docs: ["https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html"],
  },
];
