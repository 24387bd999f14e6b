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
    },
    rootCause: "The object[[ `{key}` in bucket `{bucket}`]] does not exist",
    explanation:
      "S3 has no object with exactly that key: the step that writes it has not run or wrote somewhere else, a lifecycle rule deleted it, or the key was built wrong.",
    checks: [
      "What exists under the same prefix, and when it was written",
      "How the key is built (date, leading slash, encoding) against what the producer writes",
    ],
    fixes: [
      "Wait for the object with a sensor, or run the step that writes it",
      "Fix the key or the date in it",
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
    },
    rootCause: "The bucket in the call[[ ({operation})]] does not exist",
    explanation:
      "The endpoint has no bucket by that name: the name is wrong, belongs to another environment, or the bucket was deleted.",
    checks: ["The task's bucket name and endpoint in this environment"],
    fixes: ["Fix the name in the task's settings", "Create the bucket"],
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
    fixes: ["Set the bucket's region in the client or connection"],
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
      "Set or fix the output location",
      "Grant the role `s3:GetBucketLocation`, `s3:PutObject` and use of the KMS key",
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
    fixes: ["Recreate the partition, or configure the crawler to inherit the table's columns"],
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
      "Rewrite the mismatched files with the table's types, or change the column's type",
      "Declare the column as string and use `TRY_CAST`",
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
        /Bytes scanned limit was exceeded/,
      ],
    },
    rootCause: "The query needs more resources than Athena allows per query[[: {reason}]]",
    explanation:
      "A sort, join or aggregation keeps its rows in the workers' memory, and that ran out; a workgroup can also cap the bytes a query may scan.",
    checks: ["The size of both sides of each join, ORDER BY without LIMIT, and how much the input grew"],
    fixes: [
      "Filter by partition, put the larger table first in the join, use approximate distinct counts",
      "Raise the workgroup's limit",
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
    },
    rootCause: "Redshift failed the statement[[ ({status})]][[: {error}]]",
    explanation:
      "The Data API runs statements asynchronously and reports how they ended; `Error` in its response is Redshift's own message.",
    checks: ["`Error` in the response details, and the statement as sent"],
    fixes: ["Fix what that error describes"],
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
    },
    rootCause: "Redshift rejected rows of the load[[ into `{table}`]]",
    explanation:
      "COPY fails once the bad rows exceed `MAXERROR`; a system table has the file, line, column and reason for each.",
    checks: ["`SELECT * FROM stl_load_errors ORDER BY starttime DESC LIMIT 20`, or `sys_load_error_detail`"],
    fixes: [
      "Fix the rows at the source, or the column's type and length",
      "Set the right format, delimiter and date format on COPY",
    ],
  },
];
