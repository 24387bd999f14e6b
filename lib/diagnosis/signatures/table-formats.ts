import type { Signature } from "@/lib/diagnosis/signatures/signature";

/** Delta Lake, Iceberg, Avro, Parquet and ORC; Spark's own errors are in `spark.ts`. */
export const tableFormatSignatures: Signature[] = [
  {
    id: "delta/not-a-table",
    title: "Delta table does not exist at that path",
    category: "upstream_missing_data",
    alternatives: ["configuration", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[DELTA_(?:TABLE_NOT_FOUND|MISSING_DELTA_TABLE|PATH_DOES_NOT_EXIST|TABLE_ONLY_OPERATION|TABLE_PATH_DOES_NOT_EXIST)[\w.]{0,40}\] ?(?<message>[^\n]{0,200})/,
        /(?<![\w./:@`-])(?<message>[\w./:@`-]{1,300} is not a Delta table)/,
        /Not a Delta table: (?<message>[^\n]{1,160})/,
        /Generic delta kernel error: (?<message>No files in log segment)/,
        /deltalake\.(?:exceptions|_internal)\.TableNotFoundError: (?<message>[^\n]{1,200})/,
      ],
    },
    rootCause: "The Delta table does not exist: {message}",
    explanation:
      "The folder has no `_delta_log`: nothing was written there yet, it was written in another format, or the path is wrong.",
    checks: [
      "What exists under the path, and whether `_delta_log` is there",
      "Whether the step that writes the table has run",
    ],
    fixes: [
      "Run the step that creates the table first",
      "Correct the path: it must be the folder that contains `_delta_log`",
      "If the folder holds plain Parquet, convert it with `CONVERT TO DELTA`",
    ],
  },
  {
    id: "delta/file-missing",
    title: "Table's data file is gone",
    category: "upstream_missing_data",
    alternatives: ["infrastructure", "configuration", "data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[DELTA_FILE_NOT_FOUND(?:_DETAILED)?\] ?(?:File )?(?<file>[^\s]{1,300})?/,
        /A file referenced in the transaction log cannot be found/,
        /It is possible the underlying files have been updated/,
        /NotFoundException: (?:Location does not exist|File does not exist): (?<file>[^\s]{1,300})/,
      ],
    },
    rootCause: "A file in the table's log no longer exists[[: `{file}`]]",
    explanation:
      "The files were deleted or rewritten while the job was reading them: VACUUM or expiry with too short a retention, a bucket lifecycle rule, or another job that overwrote the folder.",
    checks: ["What deleted files under that path at that time (VACUUM, lifecycle rules, another job)"],
    fixes: [
      "Rerun so that the latest version is read (`REFRESH TABLE`)",
      "Extend the retention; keep other writers out of the folder",
    ],
  },
  {
    id: "object-store/file-missing",
    title: "Object does not exist in the object store",
    category: "upstream_missing_data",
    alternatives: ["configuration", "code_bug"],
    strength: "strong",
    transience: "intermittent",
    match: {
      types: ["FileNotFoundError"],
      message: [
        /FileNotFoundError: (?:No such file or directory: '?|The object at )?(?<path>(?:s3a?|gs|gcs|abfss?|az|adl|wasbs?|hdfs|oss):\/\/[^\s'"]{3,300})/,
        /^(?:builtins\.)?FileNotFoundError: (?<path>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/[^\s'":]{1,300})$/m,
      ],
    },
    rootCause: "`{path}` does not exist in the object store",
    explanation:
      "s3fs, gcsfs and adlfs report a missing object as FileNotFoundError with bucket and key: it was not written yet, is somewhere else, or the name was built wrong.",
    checks: [
      "What exists under the same prefix, and when it was written",
      "How the path is built (date, the environment's bucket)",
    ],
    fixes: [
      "Wait for the object with a sensor, or run the step that writes it",
      "Fix the path or the date in it",
    ],
  },
  {
    id: "delta/merge-duplicates",
    title: "MERGE matches several source rows to one target row",
    category: "data_quality",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE\]/,
        /Cannot perform (?:Merge|MERGE) as multiple source rows matched/,
        /MERGE statement matched a single row from the target table with multiple rows of the source table/,
        /\[MERGE_CARDINALITY_VIOLATION\]/,
      ],
    },
    rootCause: "The source of the MERGE has several rows for one row of the target",
    explanation: "MERGE needs exactly one new value per row, but the join key is not unique in the source.",
    checks: ["Keys that occur more than once in the source, and since when"],
    fixes: [
      "Deduplicate the source by key (`row_number()` over the key, newest first)",
      "Add the missing column to the join condition",
    ],
  },
  {
    id: "delta/constraint",
    title: "Rows violate a table constraint",
    category: "data_quality",
    alternatives: ["schema_change", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /NOT NULL constraint violated for column: ?(?<column>[\w.`]{1,200})/,
        /CHECK constraint (?<constraint>[^\n]{1,160}?) violated by row with values/,
        /\[DELTA_(?:NOT_NULL_CONSTRAINT_VIOLATED|VIOLATE_CONSTRAINT_WITH_VALUES|EXCEED_CHAR_VARCHAR_LIMIT)\]/,
        /Written data does not conform to partial table overwrite condition or constraint/,
        /Data written out does not match replaceWhere/,
        /\[DELTA_REPLACE_WHERE_MISMATCH\]/,
        /\[NOT_NULL_ASSERT_VIOLATION\]/,
      ],
    },
    rootCause: "Rows violate a table constraint[[: `{column}` must not be empty]][[: {constraint}]]",
    explanation:
      "Some rows violate the table's NOT NULL or CHECK constraints, or the range given to `replaceWhere`, so nothing was written.",
    checks: ["The rows that violate the constraint, and where they come from"],
    fixes: [
      "Clean or set aside these rows before writing",
      "Change the constraint, or the range of the overwrite, if the rows are right",
    ],
  },
  {
    id: "delta/protocol",
    title: "Table written by a newer version",
    category: "missing_dependency",
    alternatives: ["configuration", "schema_change"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[DELTA_(?:UNSUPPORTED_FEATURES_FOR_(?:READ|WRITE)|INVALID_PROTOCOL_VERSION|UNSUPPORTED_FEATURES_IN_CONFIG)\] ?(?<message>[^\n]{0,160})/,
        /(?<message>The table's minimum (?:reader|writer) version is \d{1,3} but deltalake only supports[^\n]{0,80})/,
        /(?<message>The table has set these reader features: [^\n]{1,120})/,
        /Delta protocol version (?<message>\S{1,40} is too new for this version[^\n]{0,80})/,
        /Cannot read unsupported version (?<message>\d{1,3})/,
      ],
    },
    rootCause: "The table uses features that this reader does not support: {message}",
    explanation:
      "Another writer enabled a feature (deletion vectors, column mapping, a newer format version), and this library is older.",
    checks: ["The table's features (`DESCRIBE DETAIL`), and who enabled them", "The library's version"],
    fixes: [
      "Upgrade the reading library (`pip install -U deltalake`, a newer runtime) to one that knows these features",
      "Or remove the feature from the table: `ALTER TABLE … DROP FEATURE … TRUNCATE HISTORY` (deletionVectors, columnMapping)",
    ],
  },
  {
    id: "delta/schema-mismatch",
    title: "Data does not match the table schema (delta-rs, Iceberg)",
    category: "schema_change",
    alternatives: ["data_quality", "code_bug"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /deltalake\.(?:exceptions|_internal)\.SchemaMismatchError: (?<message>[^\n]{1,200})/,
        /Schema of data does not match table schema/,
        /ValueError: Mismatch in fields:/,
        /PyArrow table contains more columns: (?<message>[^\n]{1,160})/,
        /Cannot write incompatible (?:dataset|data) (?:to|for) (?:the )?table/,
      ],
    },
    rootCause: "The data does not fit the table's columns or types[[: {message}]]",
    explanation:
      "The table's schema is enforced; a new, missing or differently typed column is rejected unless the writer may change the schema.",
    checks: ["Columns and types of the data against the table's schema"],
    fixes: [
      "Select and cast to the table's schema before writing (`table.cast(schema)`)",
      'To accept new columns: `write_deltalake(…, schema_mode="merge")`, or for PyIceberg `with table.update_schema() as u: u.union_by_name(data.schema)`',
    ],
  },
  {
    id: "delta/commit-conflict",
    title: "Concurrent commits to the same table",
    category: "warehouse_sql",
    alternatives: ["infrastructure", "code_bug", "resource_exhausted"],
    strength: "certain",
    transience: "transient",
    match: {
      message: [
        /deltalake\.(?:exceptions|_internal)\.CommitFailedError: (?<message>[^\n]{1,200})/,
        /pyiceberg\.exceptions\.CommitFailedException: (?<message>[^\n]{1,200})/,
        /Found conflicting files that can contain records matching/,
      ],
    },
    rootCause: "Another writer changed the table at the same time[[: {message}]]",
    explanation:
      "With concurrent writers, one wins; the other finds that the version it started from is no longer the latest.",
    checks: ["What else wrote the table at that time (other tasks, compaction)"],
    fixes: [
      "Rerun from the latest version of the table",
      "Run the writing tasks one after another, or write separate partitions",
    ],
  },
  {
    id: "delta/source-changed",
    title: "Rows of a streaming source changed",
    category: "code_bug",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[DELTA_SOURCE_(?:TABLE_IGNORE_CHANGES|IGNORE_DELETE)\]/,
        /Detected (?:a data update|deleted data) \([^()\n]{1,200}\) (?:in the source table|from streaming source) at version (?<version>\d{1,12})/,
      ],
    },
    rootCause: "Rows of the streaming source were updated or deleted[[ in version {version}]]",
    explanation:
      "A Delta stream reads appended rows only; an UPDATE, DELETE, MERGE or overwrite of the source stops it.",
    checks: ["`DESCRIBE HISTORY` of the source at that version: what changed it, and why"],
    fixes: [
      'If updates and deletes do not matter downstream, set `.option("skipChangeCommits", "true")`',
      'If they do, read the change data feed (`.option("readChangeFeed", "true")`)',
      "If the source was rewritten, start with a new checkpoint and a full load",
    ],
  },
  {
    id: "avro/record",
    title: "Record does not match the Avro schema",
    category: "schema_change",
    alternatives: ["data_quality"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /is not an example of the schema/,
        /(?:SchemaResolutionError|AvroTypeException|SchemaResolutionException)\b:? ?(?<message>[^\n]{0,160})/,
        /(?<message>\S{1,80} \(type <class '[\w.]{1,40}'>\) do not match [^\n]{1,100})/,
        /no value and no default for (?<message>\w{1,120})/,
      ],
    },
    rootCause: "A record does not match the Avro schema[[: {message}]]",
    explanation:
      "A field is missing, null without a null branch, or of another type; or the writer's schema cannot be resolved to the reader's.",
    checks: [
      "The field named in the message, in the record and the schema",
      "Which version of the schema the writer used",
    ],
    fixes: ["Convert or fill in the field", "Give the field a default or a null branch in the schema"],
  },
  {
    id: "parquet/corrupt",
    title: "Parquet, ORC or compressed file is corrupt",
    category: "data_quality",
    alternatives: ["upstream_missing_data", "infrastructure"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /Couldn't deserialize thrift/,
        /Unexpected end of stream: Page was smaller/,
        /(?:Malformed|Invalid) ORC (?:file|postscript)[^\n]{0,120}/,
        /File is too small to be an ORC file/,
        /Compressed file ended before the end-of-stream marker was reached/,
        /zlib\.error: Error -\d while decompressing data/,
        /Corrupt(?:ed)? snappy compressed data/i,
        /CRC check failed/,
        /unexpected end of (?:file|data)\b[^\n]{0,40}(?:gzip|zip|archive)/i,
      ],
    },
    rootCause: "The file is corrupt or truncated",
    explanation:
      "The writer was killed, the upload was interrupted, or the file is being read while it is still being written.",
    checks: ["The file's size and timestamp against the producer's run", "Whether another copy can be read"],
    fixes: [
      "Have its producer write the file again (compare size and time with the others)",
      "Let writers use a temporary name and rename at the end, so that no half-written file is read",
    ],
  },
];
