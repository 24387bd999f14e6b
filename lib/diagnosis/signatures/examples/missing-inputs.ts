import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const missingInputExamples: SignatureExamples = {
  "files/pattern-matches-nothing": {
    examples: [
      { text: "CommandException: One or more URLs matched no objects." },
      {
        text: "polars.exceptions.ComputeError: expanded paths were empty (path expansion input: 'crates/dt=2024-06-01/*.parquet', glob: true)",
        captures: { path: "crates/dt=2024-06-01/*.parquet" },
      },
      { text: "java.io.FileNotFoundException: No files matched spec: gs://harbour-in/2024-02-28/*.json" },
    ],
    nearMisses: [{ text: "Input Pattern hdfs://nn1/crates/* matches 12 files" }],
  },
  "aws/listing-empty": {
    examples: [{ text: "KeyError: 'Contents'" }],
    nearMisses: [{ text: "KeyError: 'ContentType'" }],
  },
  "workflow/input-file-missing": {
    examples: [
      {
        text: "MissingInputException in rule merge_crates in file Snakefile, line 88:\nMissing input files for rule merge_crates:\n    results/H0412/crates.tsv",
        captures: { step: "merge_crates", file: "results/H0412/crates.tsv" },
      },
      {
        text: "Missing output file(s) `*.sorted.csv` expected by process `SORT (H0412)`",
        captures: { file: "*.sorted.csv", step: "SORT (H0412)" },
      },
    ],
    nearMisses: [{ text: "MissingOutputException in rule merge_crates" }],
  },
  "streaming/offsets-gone": {
    examples: [
      {
        text: 'java.lang.IllegalStateException: Partition crates-2\'s offset was changed from 5519 to 12, some data may have been missed. \nSome data may have been lost because they are not available in Kafka any more; either the\n data was aged out by Kafka or the topic may have been deleted before all the data in the\n topic was processed. If you don\'t want your streaming query to fail on such cases, set the\n source option "failOnDataLoss" to "false".',
        captures: { partition: "crates-2", from: "5519", to: "12" },
      },
      {
        text: "java.lang.IllegalStateException: Set(crates-0, crates-1) are gone. Some data may have been missed.",
      },
    ],
    nearMisses: [{ text: "Resetting offset for partition crates-2 to position 12" }],
  },
  "delta/history-gone": {
    examples: [
      {
        text: "io.delta.DeltaAnalysisException: Cannot time travel Delta table to version 14. Available versions: [52, 310].",
        captures: { version: "14", available: "52, 310" },
      },
      {
        text: "DeltaFileNotFoundException: [DELTA_TRUNCATED_TRANSACTION_LOG] dbfs:/mnt/crates/_delta_log/00000000000000000000.json: Unable to reconstruct state at version 71 as the transaction log has been truncated due to manual deletion or the log retention policy",
      },
    ],
    nearMisses: [{ text: "Restored Delta table to version 14." }],
  },
  "snowflake/history-gone": {
    examples: [
      {
        text: "Stream CRATE_STREAM has become stale",
        captures: { object: "CRATE_STREAM" },
      },
      {
        text: "000707 (02000): Time travel data is not available for table CRATES. The requested time is either beyond the allowed time travel period or before the object creation time.",
        captures: { object: "CRATES" },
      },
    ],
    nearMisses: [{ text: "Stream CRATE_STREAM successfully created." }],
  },
  "power-query/column-missing": {
    examples: [
      {
        text: "Expression.Error: The column 'Crate No' of the table wasn't found.",
        captures: { column: "Crate No" },
      },
    ],
    nearMisses: [{ text: 'column "crate_no" of relation "crates" does not exist' }],
  },
  "power-query/source-missing": {
    examples: [
      {
        text: 'Expression.Error: The key didn\'t match any rows in the table. Details: Key=[Name="Crates_2024-06.xlsx"]',
        captures: { path: "Crates_2024-06.xlsx" },
      },
      {
        text: "DataSource.NotFound: File or Folder: We couldn't find the folder '\\\\fs01\\crates\\2024-06-12'",
      },
    ],
    nearMisses: [{ text: "The key didn't match the lock" }],
  },
  "power-bi/credentials": {
    examples: [
      {
        text: "DM_GWPipeline_Gateway_InvalidConnectionCredentials: the credentials provided for the SQL source are invalid. (Source at harbour-dwh;mart.)",
        captures: { source: "harbour-dwh;mart" },
      },
    ],
    nearMisses: [{ text: "DM_GWPipeline_Gateway_SpooledOperationMissing" }],
  },
  "soda/not-fresh": {
    examples: [
      {
        text: "freshness(crated_at) < 2h [FAILED]\n  max_column_timestamp: 2024-03-09 22:10:02\n  freshness: 11:49:58",
        captures: { column: "crated_at", limit: "2h" },
      },
      { text: "row_count > 0 [FAILED]\n  check_value: 0" },
    ],
    nearMisses: [{ text: "freshness(crated_at) < 2h [PASSED]" }],
  },
  "deequ/constraint": {
    examples: [
      {
        text: "CompletenessConstraint(Completeness(crate_no,None)): Value: 0.91 does not meet the constraint requirement!",
        captures: { value: "0.91", metric: "Completeness", column: "crate_no" },
      },
    ],
    nearMisses: [{ text: "CompletenessConstraint(Completeness(crate_no,None)) is met" }],
  },
};
