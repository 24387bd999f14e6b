import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Where AWS keeps and queries data: S3, Athena and the Redshift APIs. */
export const awsDataSignatures: Signature[] = [
  {
    id: "aws/no-such-key",
    title: "Object does not exist in S3",
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
      "S3 has no object of that exact key: the step that writes it has not run or wrote elsewhere, a lifecycle rule removed it, or the key was put together wrongly.",
    checks: [
      "What is there under the same prefix, and when it was written",
      "How the key is made (date, leading slash, encoding) against what the producer writes",
    ],
    fixes: [
      "Wait for the object with a sensor, or run the step that writes it",
      "Correct the key or the date in it",
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
    rootCause: "The bucket that the call[[ ({operation})]] names does not exist",
    explanation:
      "There is no bucket of that name at the endpoint that was asked: the name is wrong, of another environment, or the bucket was deleted.",
    checks: ["Bucket name and endpoint of the task in this environment"],
    fixes: ["Correct the name in the task's settings", "Create the bucket"],
  },
  {
    id: "aws/wrong-region",
    title: "S3 bucket lies in another region",
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
    rootCause:
      "The bucket lies in another region than the one that was asked[[: `{expected}`, not `{region}`]]",
    explanation: "S3 answers with a redirect when a bucket is asked for at another region's endpoint.",
    checks: ["The bucket's region (`aws s3api get-bucket-location`) and that of the client"],
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
    rootCause: "Athena has no place that it can write results to[[: bucket `{bucket}`]]",
    explanation:
      "Athena writes each result to S3 with the caller's permissions and first asks for the bucket's location; without `s3:GetBucketLocation`, or with the bucket in another region, it stops.",
    checks: [
      "Output location of workgroup and task, the bucket's region",
      "Whether the role may `s3:GetBucketLocation`, and use the bucket's KMS key",
    ],
    fixes: [
      "Set the output location, or correct it",
      "Allow `s3:GetBucketLocation`, `s3:PutObject` and the KMS key to the role",
    ],
  },
  {
    id: "aws/athena-partition-schema",
    title: "Partition has another schema than its table",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: { message: [/HIVE_PARTITION_SCHEMA_MISMATCH: (?<reason>[^\n]{1,200})/] },
    rootCause: "A partition was registered with other columns or types than its table has: {reason}",
    explanation:
      "The table's definition was changed after the partition was made, or a crawler gave it types of its own.",
    checks: ["The partition's columns in the Glue catalogue against those of the table"],
    fixes: ["Register the partition anew, or let the crawler take its columns from the table"],
    docs: ["https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html"],
  },
  {
    id: "aws/athena-bad-data",
    title: "Athena cannot read the files as the table says",
    category: "data_quality",
    alternatives: ["schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /HIVE_BAD_DATA: (?<reason>[^\n]{1,200})/,
        /HIVE_CURSOR_ERROR: (?<reason>[^\n]{1,200})/,
        /HIVE_INVALID_PARTITION_VALUE: (?<reason>[^\n]{1,160})/,
      ],
    },
    rootCause: "The files do not have the form that the table's definition gives: {reason}",
    explanation:
      "Athena reads with the column types of the catalogue; a file or partition that was written with other types, or a value that does not fit, stops the query.",
    checks: [
      "Column type in the Glue catalogue against the file's own schema (`parquet-tools schema`)",
      "Which partitions came from another writer or version",
    ],
    fixes: [
      "Write the odd files again with the table's types, or change the column's type",
      "Declare the column as string and use `TRY_CAST`",
    ],
  },
  {
    id: "aws/athena-exhausted",
    title: "Athena query too large",
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
    rootCause: "The query needs more than the engine gives one query[[: {reason}]]",
    explanation:
      "A sort, join or aggregate over everything must hold its rows in the memory of the workers, and they were not enough; a workgroup can also limit the bytes that a query may scan.",
    checks: ["Size of both sides of each join, ORDER BY without LIMIT, and how much the input grew"],
    fixes: [
      "Filter by partition, put the larger table first in the join, approximate distinct counts",
      "Raise the workgroup's limit",
    ],
  },
  {
    id: "aws/redshift-data",
    title: "Statement of the Redshift Data API failed",
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
    rootCause: "Redshift did not run the statement[[ ({status})]][[: {error}]]",
    explanation:
      "The Data API runs statements apart from the task and reports their end; `Error` in its answer is what Redshift said.",
    checks: ["`Error` in the details of the answer, and the statement as it was sent"],
    fixes: ["Correct what that error names"],
  },
  {
    id: "aws/redshift-load",
    title: "Redshift refuses rows of a load",
    category: "data_quality",
    alternatives: ["schema_change", "configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Load into table '(?<table>[^'\n]{1,160})' failed\. {1,2}Check '(?<log>stl_load_errors|sys_load_error_detail)' system table for details/,
      ],
    },
    rootCause: "Some rows do not fit the table[[ `{table}`]]",
    explanation:
      "COPY stops when more rows are bad than `MAXERROR` allows; file, line, column and reason of each stand in a system table.",
    checks: ["`SELECT * FROM stl_load_errors ORDER BY starttime DESC LIMIT 20`, or `sys_load_error_detail`"],
    fixes: [
      "Correct the rows at the source, or the column's type and length",
      "Give COPY the right format, delimiter, date format",
    ],
  },
];
