import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Inputs that are not there: empty patterns, expired history, reports not refreshed, checks on freshness. */
export const missingInputSignatures: Signature[] = [
  {
    id: "files/pattern-matches-nothing",
    title: "File pattern matches no files",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /No files (?:found based on the file pattern|matched spec:|matched pattern:?) (?<path>[^\s'"]{1,300})/,
        /One or more URLs matched no objects\.?(?: (?<path>gs:\/\/[^\s]{1,300}))?/,
        /The following URLs matched no objects or files:\s{1,4}-?(?<path>gs:\/\/[^\s]{1,300})/,
        /expanded paths were empty(?: \(path expansion input: '(?<path>[^'\n]{1,300})')?/,
        /OSError: (?<path>[^\s]{1,300}) resolved to no files/,
        /No input files matched path_prefix (?<path>[^\s,]{1,300})/,
        /No files found matching "(?<path>[^"\n]{1,300})"/,
      ],
    },
    rootCause: "No file matches the input pattern[[ `{path}`]]",
    explanation:
      "The tool expanded its input pattern and found nothing: the delivery for this date is missing, late or lies under another name.",
    checks: ["What lies under that path now, and the date in it", "Whether the job that writes it ran"],
    fixes: [
      "Run the producing job or have the file delivered, then rerun",
      "Correct the pattern or the date that it is built from",
      "Wait for the input with a sensor if it is sometimes late",
    ],
  },
  {
    id: "aws/listing-empty",
    title: "S3 prefix is empty",
    category: "upstream_missing_data",
    alternatives: ["code_bug", "configuration"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["KeyError"],
      message: [/^(?:builtins\.)?KeyError: 'Contents'(?:\s|$)/],
      also: [/KeyError: 'Contents'/],
    },
    rootCause: "The S3 listing returned no objects, so the response has no `Contents`",
    explanation:
      "boto3's `list_objects_v2` leaves `Contents` out if nothing lies under the prefix. The upstream files are missing, or prefix or date are wrong.",
    checks: ["`aws s3 ls s3://BUCKET/PREFIX` for the prefix of this run"],
    fixes: [
      "Deliver the files, or correct the prefix",
      'Use `response.get("Contents", [])` and report a missing delivery clearly',
    ],
  },
  {
    id: "workflow/input-file-missing",
    title: "Workflow step lacks an input or output file",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /MissingInputException in (?:rule|line)(?: (?<step>\w{1,80}))?/,
        /Missing input files for rule (?<step>\w{1,80}):/,
        /Missing output file\(s\) `(?<file>[^`\n]{1,200})` expected by process `(?<step>[^`\n]{1,120})`/,
      ],
      names: [
        /Missing input files for rule \w{1,80}:\s{1,20}(?:output: [^\n]{1,200}\n\s{1,20})?(?:affected files:\s{1,20})?(?<file>[^\s]{3,200})/,
      ],
    },
    rootCause: "The file[[ `{file}`]] of step `{step}` does not exist",
    explanation:
      "Snakemake: no rule produces the input and it is not on disk. Nextflow: the command ended well, but did not write the output that the process declares.",
    checks: [
      "The path and its wildcards or sample names",
      "For Nextflow, what lies in the task's work directory",
    ],
    fixes: [
      "Put the missing input in place, or correct the path",
      "For Nextflow, correct the output's pattern or mark it `optional: true`",
    ],
  },
  {
    id: "streaming/offsets-gone",
    title: "Stream position no longer available at the source",
    category: "upstream_missing_data",
    alternatives: ["configuration", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Partition (?<partition>[\w.-]{1,200})'s offset was changed from (?<from>\d{1,20}) to (?<to>\d{1,20}), some data may have been missed/,
        /Set\((?<partition>[\w.,: -]{1,200})\) are gone\. Some data may have been missed/,
        /Some data may have been lost because they are not available in Kafka any more/,
      ],
    },
    rootCause: "Spark's checkpoint names Kafka offsets[[ of `{partition}`]] that Kafka no longer has",
    explanation:
      "Retention deleted records before the query read them, or the topic was deleted and created again. With `failOnDataLoss=true` the query stops instead of skipping them.",
    checks: ["Retention of the topic and how long the query was down", "Whether the topic was recreated"],
    fixes: [
      "Load the lost span from the source, then start the query with `failOnDataLoss=false`",
      "If the topic is new, start with a new checkpoint and `startingOffsets`",
      "Keep records longer than the longest expected downtime (`retention.ms`)",
    ],
  },
  {
    id: "delta/history-gone",
    title: "Delta version or change data no longer available",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Cannot time travel Delta table to version (?<version>\d{1,12})/,
        /\bDELTA_TRUNCATED_TRANSACTION_LOG\b/,
        /Unable to reconstruct state at version (?<version>\d{1,12}) as the transaction log has been truncated/,
        /\bDELTA_CHANGE_DATA_FILE_NOT_FOUND\b/,
        /was expecting process data from version (?<version>\d{1,12}),/,
        /The provided timestamp \([^)\n]{4,40}\) is before the earliest version available/,
      ],
      names: [
        /Available versions: \[(?<available>[\d, ]{1,40})\]/,
        /earliest available version[^\n]{0,40}? is (?<available>\d{1,12})/,
      ],
    },
    rootCause:
      "The Delta table no longer holds the version[[ {version}]] that the job asks for[[; available: {available}]]",
    explanation:
      "Log entries expire after `delta.logRetentionDuration` (30 days), data files with VACUUM. A stream or reader that paused longer finds its version gone.",
    checks: ["`DESCRIBE HISTORY`, the table's retention settings, and how long the reader was down"],
    fixes: [
      "Read the table in full once and start the stream with a new checkpoint",
      "Raise `delta.logRetentionDuration` and `delta.deletedFileRetentionDuration` above the longest pause",
    ],
    docs: ["https://docs.delta.io/latest/delta-batch.html"],
  },
  {
    id: "snowflake/history-gone",
    title: "Snowflake stream stale or time travel over",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\b[Ss]tream (?<object>[\w."$]{1,200}) (?:has become|is) stale/,
        /Time travel data is not available for table (?<object>[\w."$]{1,200})/,
        /The requested time is either beyond the allowed time travel period or before the object creation time/,
      ],
    },
    rootCause: "Snowflake no longer has the history[[ of `{object}`]] that the job needs",
    explanation:
      "Streams and time travel read the table's history, which ends with its retention (at most 14 days more for streams), or when the table is replaced.",
    checks: [
      "`SHOW STREAMS` (`stale_after`), `DATA_RETENTION_TIME_IN_DAYS`, and whether the table was recreated",
    ],
    fixes: [
      "Recreate the stream and load the missed changes by comparing source and target",
      "Read the stream at least once within the retention, and raise `MAX_DATA_EXTENSION_TIME_IN_DAYS`",
    ],
    docs: ["https://docs.snowflake.com/en/user-guide/streams-intro"],
  },
  {
    id: "power-query/column-missing",
    title: "Power Query: column not found",
    category: "schema_change",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /The column '(?<column>[^'\n]{1,120})' of the table(?: '(?<table>[^'\n]{1,120})')? wasn't found/,
        /The '(?<column>[^'\n]{1,120})' column does not exist in the rowset/,
      ],
    },
    rootCause: "The source no longer has the column `{column}`[[ of `{table}`]]",
    explanation:
      "A query step names the column, but the source delivers it under another name or not at all. The whole refresh fails.",
    checks: ["The source's header or table now, and since when"],
    fixes: [
      "Rename the column in the query's steps (often “Changed Type”), then refresh",
      "Ask the source to restore the name",
    ],
  },
  {
    id: "power-query/source-missing",
    title: "Power Query: file, sheet or table not found",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /The key didn't match any rows in the table/,
        /DataSource\.NotFound: File or Folder: We couldn't find the (?:folder|file) '(?<path>[^'\n]{1,240})'/,
        /There weren't enough elements in the enumeration to complete the operation/,
      ],
      names: [/Key=\[(?:Name|Item)="(?<path>[^"\n]{1,200})"/, /\bName="(?<path>[^"\n]{1,200})"/],
    },
    rootCause: "Power Query does not find its source[[ `{path}`]]",
    explanation:
      "Navigation looks a file, sheet or table up by name, or takes the first of a list; there is none. The file has not arrived, or is named differently.",
    checks: ["Whether the file, sheet or table exists under that name for the refresh's account"],
    fixes: [
      "Deliver the file, then refresh",
      "Correct the name in the navigation step, or filter by pattern",
    ],
  },
  {
    id: "power-bi/credentials",
    title: "Power BI data source credentials are invalid",
    category: "auth_permission",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /DM_GWPipeline_Gateway_InvalidConnectionCredentials/,
        /DMTS_\w{4,60}(?:Credentials|AccessDenied)\w{0,30}/,
        /ModelRefreshFailed_CredentialsNotSpecified/,
      ],
      names: [/\(Source at (?<source>[^\n).]{2,160})/],
    },
    rootCause: "Power BI could not log in to the data source[[ `{source}`]]",
    explanation:
      "The credentials stored for the data source or its gateway were changed, expired or are not set.",
    checks: ["The dataset's settings under “Data source credentials”, and the gateway connection's user"],
    fixes: [
      "Enter the credentials again and refresh",
      "Use a service principal or account whose password does not expire",
    ],
  },
  {
    id: "soda/not-fresh",
    title: "Soda: data is not fresh or empty",
    category: "upstream_missing_data",
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\bfreshness\((?<column>\w{1,100})\) < (?<limit>[\w ]{1,20}?) \[FAILED\]/,
        /\b(?<rows>row_count) > 0 \[FAILED\]/,
      ],
    },
    rootCause:
      "The Soda check failed: the table is empty, or its newest row[[ by `{column}`]] is older than allowed[[ ({limit})]]",
    explanation:
      "Soda compares the largest value of the column with now, or counts rows. The load before it did not run, loaded nothing, or is late.",
    checks: ["The last run of the job that loads the table, and whether its source delivered"],
    fixes: ["Repair and rerun the load, then the scan", "Adjust the limit if the source now comes later"],
  },
  {
    id: "deequ/constraint",
    title: "Deequ constraint not met",
    category: "data_quality",
    strength: "certain",
    transience: "permanent",
    match: {
      message: [/Value: (?<value>[\d.E-]{1,24}) does not meet the constraint requirement!/],
      names: [
        /\b(?<metric>Completeness|Uniqueness|Compliance|Size|Distinctness|PatternMatch|Minimum|Maximum|Mean)\((?:List\()?(?<column>[\w. ]{1,100})/,
      ],
    },
    rootCause: "A Deequ constraint is not met[[: {metric} of `{column}`]] (value {value})",
    explanation: "Deequ computed the metric over this run's data and the assertion rejected it.",
    checks: ["Rows that break the rule, and from which source and day they come"],
    fixes: ["Correct or set aside the rows, then rerun", "Change the assertion if the new values are right"],
  },
];
