import type { Signature } from "@/lib/diagnosis/signatures/signature";

const CONDITIONS = "https://spark.apache.org/docs/latest/sql-error-conditions.html";
/** Spark: inputs, names and schemas. */
export const sparkInputSignatures: Signature[] = [
  {
    id: "spark/path-not-found",
    title: "Spark input path does not exist",
    category: "upstream_missing_data",
    alternatives: ["configuration"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /\[PATH_NOT_FOUND\] Path does not exist: (?<path>[^\s]{1,300})/,
        /(?:AnalysisException|InvalidInputException): (?:Input )?[Pp]ath does not exist: ?(?<path>[^\s;]{1,300})/,
        /SparkFileNotFoundException: File (?<path>[^\s]{1,300}) does not exist/,
      ],
    },
    rootCause: "The input `{path}` does not exist",
    explanation:
      "Spark found nothing at that path: the step that writes it did not run, its date is different, or executors cannot see that file system.",
    checks: [
      "What exists at the path now, and which job writes it",
      "For `file:` paths: every executor needs the file",
    ],
    fixes: [
      "Run the job that writes `{path}`, or wait for it",
      "Correct the path or date; for `file:`, put the input on storage that all nodes share (`s3a://`, `hdfs://`)",
    ],
    docs: [CONDITIONS],
  },
  {
    id: "spark/nothing-to-infer",
    title: "No files to infer a schema from (Spark)",
    category: "upstream_missing_data",
    alternatives: ["configuration", "data_quality"],
    strength: "certain",
    transience: "intermittent",
    match: {
      message: [
        /Unable to infer schema for (?<format>\w{2,20})\. It must be specified manually/,
        /\[UNABLE_TO_INFER_SCHEMA\] Unable to infer schema for (?<format>\w{2,20})/,
      ],
    },
    rootCause: "Spark found no {format} data files in the input path, so it cannot infer a schema",
    explanation:
      "The folder exists, but holds no file with data: nothing was delivered, all files are hidden (`_` or `.` at the start) or empty, or the pattern misses them.",
    checks: ["List the input path, with sizes (`aws s3 ls --recursive`, `hdfs dfs -ls -R`)"],
    fixes: [
      "Deliver the input, or run the step that writes it, then rerun",
      "Correct the path, date or `pathGlobFilter`",
      "If empty input is normal, pass a schema: `spark.read.schema(…)`",
    ],
  },
  {
    id: "spark/column-unresolved",
    title: "Spark column does not exist",
    category: "schema_change",
    alternatives: ["code_bug", "warehouse_sql"],
    strength: "certain",
    transience: "permanent",
    match: {
      message: [
        /\[UNRESOLVED_COLUMN[.\w]*\] A column(?:, variable)?(?: or|,) function parameter with name (?<column>`[^\n]{1,120}?`) cannot be resolved/,
        /cannot resolve '?`?(?<column>[\w.`]{1,120}?)`?'? given input columns/,
        /Cannot resolve column name "(?<column>[^"\n]+)" among/,
      ],
    },
    rootCause: "The column {column} does not exist in the data that Spark read",
    explanation:
      "Spark resolves names when it analyzes the plan; the input's columns differ from what the code expects, or the name is misspelled.",
    checks: ["The input columns listed in the message, against those of the last good run"],
    fixes: [
      "If the source renamed it, use the current name instead of {column} (`df.printSchema()`; the message suggests similar ones)",
      "If it was dropped by mistake, restore it at the source",
      "Put a name with a dot in backticks",
    ],
    docs: [CONDITIONS],
  },
  {
    id: "spark/table-not-found",
    title: "Spark table or view does not exist",
    category: "warehouse_sql",
    alternatives: ["upstream_missing_data", "schema_change", "configuration"],
    strength: "strong",
    transience: "permanent",
    match: {
      message: [
        /\[TABLE_OR_VIEW_NOT_FOUND\] The table or view (?<table>`[^\n]{1,160}?`) cannot be found/,
        /Table or view not found: (?<table>[\w.`]{1,160})/,
        /\[SCHEMA_NOT_FOUND\] The schema (?<table>`[^\n]{1,160}?`) cannot be found/,
        /NoSuchTableException: (?:Table or view )?(?<table>[^\n]{1,120})/,
      ],
    },
    rootCause: "The table or view {table} does not exist in the catalog that Spark uses",
    explanation:
      "It was never created or was dropped, or Spark uses a different metastore than expected (without Hive support, only its own).",
    checks: ["Catalog and schema in use, and which job creates the table"],
    fixes: [
      "Run the job that creates {table} first",
      'Write the full name (`catalog.schema.table`), or select the catalog: `spark.sql("USE CATALOG …")`',
      "If Spark uses an in-memory catalog, call `.enableHiveSupport()` or set `spark.sql.catalogImplementation=hive`",
    ],
    docs: [CONDITIONS],
  },
];
