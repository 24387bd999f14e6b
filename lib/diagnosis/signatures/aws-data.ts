import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** AWS services that store and query data: S3, Athena, Redshift's Data API and COPY. */
export const awsDataSignatures: Signature[] = [
  {
    id: "aws/no-such-key",
    title: "S3 object does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /An error occurred \((?:NoSuchKey|404)\) when calling the (?<operation>(?:Get|Head|Copy|Select|Restore)\w{2,40}) operation/,
        /Error Code: NoSuchKey/,
        /reading information for key '(?<key>[^'\n]{1,300})' in bucket '(?<bucket>[\w.-]{3,63})': AWS Error (?:NO_SUCH_KEY|RESOURCE_NOT_FOUND)/,
        /AWS Error NO_SUCH_KEY during (?<operation>\w{2,40}) operation/,
        /The specified key does not exist\./,
      ],
      not: [/HeadBucket|NoSuchBucket/],
      names: [/s3[an]?:\/\/(?<bucket>[a-z0-9][\w.-]{2,62})\/(?<key>[^\s'"<>]{1,300})/],
    },
    rootCause:
      "The S3 object[[ `{key}` in bucket `{bucket}`]] that the task asks for[[ ({operation})]] does not exist",
    explanation:
      "S3 has no object with exactly that key: the step that writes it has not run or wrote somewhere else, a lifecycle rule deleted it, or the key was built wrong.",
    checks: [
      "What exists under the same prefix, and when it was written",
      "How the key is built (date, leading slash, encoding) against what the producer writes",
    ],
    fixes: [
      "Run the step that writes the object, or wait for it with a sensor (`S3KeySensor`)",
      "Correct the key in the task (date, leading slash, encoding); `aws s3 ls` on its prefix shows what exists",
    ],
  },
  {
    id: "aws/no-such-bucket",
    title: "S3 bucket does not exist",
    category: "configuration",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The specified bucket does not exist \(Service: /,
        /An error occurred \(NoSuchBucket\) when calling the (?<operation>\w{2,40}) operation/,
        /An error occurred \(404\) when calling the (?<operation>HeadBucket) operation/,
        /Error Code: NoSuchBucket/,
        /AWS Error NO_SUCH_BUCKET during (?<operation>\w{2,40}) operation/,
      ],
      names: [
        /s3[an]?:\/\/(?<bucket>[a-z0-9][\w.-]{2,62})/,
        /https?:\/\/(?<bucket>[a-z0-9][\w.-]{2,62})\.s3[.-]/,
      ],
    },
    rootCause: "The S3 bucket[[ `{bucket}`]] that the task uses[[ ({operation})]] does not exist",
    explanation:
      "The endpoint has no bucket by that name: the name is wrong, belongs to another environment, or the bucket was deleted.",
    checks: ["The task's bucket name and endpoint in this environment"],
    fixes: [
      "Correct the bucket's name in the task's settings (`aws s3 ls` lists the account's buckets)",
      "Create it if this environment lacks it: `aws s3 mb s3://NAME`",
    ],
  },
  {
    id: "aws/wrong-region",
    title: "S3 bucket is in another region",
    category: "configuration",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /An error occurred \((?:PermanentRedirect|301|AuthorizationHeaderMalformed|IllegalLocationConstraintException)\) when calling the (?<operation>\w{2,60}) operation/,
        /the region '(?<region>[\w-]{3,30})' is wrong; expecting '(?<expected>[\w-]{3,30})'/,
        /The bucket you are attempting to access must be addressed using the specified endpoint/,
      ],
    },
    rootCause: "The bucket is in a different region than the request[[: `{expected}`, not `{region}`]]",
    explanation: "S3 returns a redirect when a bucket is requested through another region's endpoint.",
    checks: ["The bucket's region (`aws s3api get-bucket-location`) and the client's"],
    fixes: [
      "Set the client's or connection's region to the bucket's[[ (`{expected}`)]]: `aws s3api get-bucket-location --bucket NAME`, then `region_name` or `AWS_DEFAULT_REGION`",
      "Correct a custom `endpoint_url` that names another region",
    ],
  },
  {
    id: "aws/athena-output",
    title: "Athena cannot write its results",
    category: "configuration",
    alternatives: ["auth_permission"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unable to verify\/create output bucket ?(?<bucket>[\w.-]{3,63})?/,
        /No output location provided\. An output location is required either through the Workgroup/,
      ],
    },
    rootCause: "Athena has nowhere to write its results[[: bucket `{bucket}`]]",
    explanation:
      "Athena writes each result to S3 with the caller's permissions and looks up the bucket's region first; it fails without `s3:GetBucketLocation` or with a bucket in another region.",
    checks: [
      "Output location of the workgroup and the task, and the bucket's region",
      "Whether the role has `s3:GetBucketLocation` and may use the bucket's KMS key",
    ],
    fixes: [
      "Set an output location on the workgroup or the task (`s3://BUCKET/PREFIX/`) in Athena's region",
      "Grant the role `s3:GetBucketLocation`, `s3:ListBucket` and `s3:PutObject` on the bucket[[ `{bucket}`]], and use of its KMS key",
    ],
  },
  {
    id: "aws/athena-partition-schema",
    title: "Partition schema does not match its table",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The column '(?<column>[^'\n]{1,120})' in table '(?<table>[^'\n]{1,200})' is declared as type '(?<type>[^'\n]{1,160})', but partition '(?<partition>[^'\n]{1,200})' declared column '[^'\n]{1,120}' as type '(?<found>[^'\n]{1,160})'/,
        /HIVE_PARTITION_SCHEMA_MISMATCH(?:, message="|: )(?<reason>[^"\n]{1,200})/,
      ],
    },
    rootCause:
      "[[Column `{column}` of `{table}` is {type}, but {found} in partition `{partition}`]][[A partition's columns or types do not match its table: {reason}]]",
    explanation:
      "The table's definition changed after the partition was created, or a crawler inferred different types for it.",
    checks: ["The partition's columns in the Glue catalog against the table's"],
    fixes: [
      "Recreate the partition[[ `{partition}`]] with the table's types (`ALTER TABLE … DROP PARTITION`, then `ADD PARTITION` or `MSCK REPAIR TABLE`)",
      "Let the crawler update all partitions with the table's schema (`InheritFromTable`)",
      "Change the table's column[[ `{column}` to {found}]] if the new type is the right one",
    ],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html"],
  },
  {
    id: "aws/athena-bad-data",
    title: "Files do not match the table (Athena, Trino)",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /HIVE_BAD_DATA: (?<reason>[^\n]{1,200})/,
        /HIVE_CURSOR_ERROR: (?<reason>[^\n]{1,200})/,
        /HIVE_INVALID_PARTITION_VALUE: (?<reason>[^\n]{1,160})/,
        /name=(?:HIVE_(?:BAD_DATA|CURSOR_ERROR|INVALID_PARTITION_VALUE|FILE_MISSING_COLUMN_NAMES|COLUMN_ORDER_MISMATCH|INVALID_BUCKET_FILES|TIMEZONE_MISMATCH)|ICEBERG_(?:BAD_DATA|CURSOR_ERROR|INVALID_PARTITION_VALUE)|DELTA_LAKE_BAD_DATA), message="(?<reason>[^"\n]{1,240})/,
      ],
      not: [/column type \(|incompatible with type|Cannot read SQL type/],
    },
    rootCause: "The files do not match the table definition: {reason}",
    explanation:
      "Athena and Trino read files with the catalog's column types; a file or partition written with other types, a corrupt file, or a value that does not fit fails the query.",
    checks: [
      "Column type in the Glue catalog against the file's schema (`parquet-tools schema`)",
      "Which partitions came from a different writer or version",
    ],
    fixes: [
      "Rewrite the mismatched files with the table's types",
      "Declare the column as string in the table and convert it in the query with `TRY_CAST`",
      "Move a damaged file out of the table's location and load it again",
    ],
  },
  {
    id: "aws/athena-exhausted",
    title: "Athena query exhausted its resources",
    category: "resource_exhausted",
    alternatives: ["warehouse_sql", "network_timeout"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Query exhausted resources at this scale factor/,
        /EXCEEDED_(?:LOCAL_|GLOBAL_)?MEMORY_LIMIT: (?<reason>[^\n]{1,160})/,
        /Query exhausted resources on this data source/,
      ],
    },
    rootCause: "The query needs more resources than Athena allows per query[[: {reason}]]",
    explanation: "A sort, join or aggregation keeps its rows in the workers' memory, and that ran out.",
    checks: ["The size of both sides of each join, ORDER BY without LIMIT, and how much the input grew"],
    fixes: [
      "Filter by partition, select fewer columns, and put the larger table first in the join",
      "Drop ORDER BY without LIMIT; use `approx_distinct` instead of `count(distinct …)`",
      "Split the query into steps with `CREATE TABLE AS`, or use provisioned capacity",
    ],
  },
  {
    id: "aws/athena-scan-limit",
    title: "Athena workgroup limit on scanned bytes",
    category: "configuration",
    alternatives: ["resource_exhausted", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Bytes scanned limit was exceeded/],
      names: [/Bytes scanned limit was exceeded(?:[^\n\d]{0,40}(?<limit>\d[\d.]{0,15} ?[KMGT]?i?B\b))?/],
    },
    rootCause: "The query scans more data than the Athena workgroup allows[[ ({limit})]]",
    explanation:
      "A workgroup can cap the bytes that one query may scan (`BytesScannedCutoffPerQuery`); Athena cancels the query at that point.",
    checks: [
      "The workgroup's data usage controls (`aws athena get-work-group`)",
      "Whether the query filters on the partition columns",
    ],
    fixes: [
      "Filter on the partition columns and select only the needed columns",
      "Convert the data to Parquet so that less is read",
      "Raise `BytesScannedCutoffPerQuery` of the workgroup if the query is legitimate",
    ],
  },
  {
    id: "aws/redshift-data",
    title: "Redshift Data API statement failed",
    category: "warehouse_sql",
    alternatives: ["schema_change", "auth_permission", "data_quality", "resource_exhausted"],
    strength: "strong",
    transience: "unknown",
    match: {
      message: [
        /Statement '?(?<statement>[\w-]{8,60})'? terminated with status (?<status>FAILED|ABORTED)/,
        /RedshiftData(?:QueryFailed|QueryAborted)Error/,
      ],
      also: [/['"]Error['"]: ['"](?:ERROR: )?(?<error>[^\n]{1,160})|terminated with status|Redshift/],
      names: [/['"]Error['"]: ['"](?:ERROR: )?(?<error>[^'"\n]{1,160})/],
    },
    rootCause: "Redshift failed the statement that the task sent[[ ({status})]][[: {error}]]",
    explanation:
      "The Data API runs statements asynchronously and reports how they ended; `Error` in its response is Redshift's own message.",
    checks: ["`Error` in the response details, and the statement as sent"],
    fixes: [
      "Fix what Redshift reports[[: {error}]]",
      "Read the whole statement and error with `aws redshift-data describe-statement --id[[ {statement}]]`",
    ],
  },
  {
    id: "aws/redshift-load",
    title: "Redshift COPY rejected rows",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Load into table '(?<table>[^'\n]{1,160})' failed\. {1,2}Check '(?<log>stl_load_errors|sys_load_error_detail)' system table for details/,
      ],
      namesAnywhere: [
        /\n[^\n]{0,40}(?<file>s3:\/\/[^\s|]{3,200})\s{0,60}\|\s{0,20}(?<line>\d{1,12})\s{0,20}\|\s{0,20}(?<column>[\w$]{1,127})\s{0,120}\|\s{0,20}(?<type>\w{2,30})\s{0,30}\|\s{0,20}(?<length>\d{1,7})/,
        /\b(?<reason>String length exceeds DDL length|Invalid digit, Value '[^'\n]{1,8}'|Delimiter not found|Extra column\(s\) found|Missing data for not-null field|Invalid date format|Invalid timestamp format or value|Char length exceeds DDL length|Overflow for \w{2,20}|Delimited value missing end quote)/,
      ],
    },
    rootCause:
      "Redshift rejected rows of the load into `{table}`[[: column `{column}`]][[ ({type}({length}))]][[: {reason}]][[ in `{file}` line {line}]]",
    explanation:
      "COPY fails once the bad rows exceed `MAXERROR`; a system table has the file, line, column and reason for each.",
    checks: [
      "`SELECT filename, line_number, colname, type, col_length, err_reason, raw_field_value FROM stl_load_errors ORDER BY starttime DESC LIMIT 20` (serverless: `sys_load_error_detail`)",
      "Whether the source's format, delimiter or text lengths changed",
    ],
    fixes: [
      "Correct the rejected row at the source[[ (column `{column}`: {reason})]]; `{log}` names file, line and column",
      "For text that is too long widen the column[[ `{column}`]] (`ALTER TABLE {table} ALTER COLUMN … TYPE varchar(…)`, counted in bytes), or load with `TRUNCATECOLUMNS`",
      "Set the delimiter, quoting and `DATEFORMAT`/`TIMEFORMAT` of COPY to the file's, or skip a few bad rows with `MAXERROR`",
    ],
  },
  {
    id: "aws/redshift-parquet-columns",
    title: "Parquet file and Redshift table have different columns",
    category: "schema_change",
    alternatives: ["warehouse_sql", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Unmatched number of columns between table and file\. Table columns: (?<expected>\d{1,5}), Data columns: (?<found>\d{1,5})(?:, File name: (?<file>[^\s]{3,300}))?/,
      ],
      namesAnywhere: [/\bCOPY\s{1,4}(?<table>[\w."]{1,200})\s{1,4}(?:\([^)\n]{0,400}\)\s{1,4})?FROM\b/i],
    },
    rootCause:
      "The Parquet files have {found} columns and the Redshift table[[ `{table}`]] has {expected}[[ (`{file}`)]]",
    explanation:
      "COPY from Parquet maps columns by position and needs exactly as many as the table has; a column was added or removed on one side.",
    checks: [
      'Columns of the file (`parquet-tools schema`) against `SELECT "column", type FROM pg_table_def WHERE tablename = …`',
      "Which commit or release of the producer changed the columns",
    ],
    fixes: [
      "Add the new column to the table at the same position (`ALTER TABLE[[ {table}]] ADD COLUMN …`), then load again",
      "Or list the agreed columns in COPY, or have the producer write only those",
    ],
  },
];
