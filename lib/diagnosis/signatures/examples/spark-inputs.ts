import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sparkInputExamples: SignatureExamples = {
  "spark/path-not-found": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [PATH_NOT_FOUND] Path does not exist: file:/data/in/orders.csv.",
        captures: { path: "file:/data/in/orders.csv" },
      },
      {
        text: "org.apache.hadoop.mapreduce.lib.input.InvalidInputException: Input path does not exist: s3a://lake/raw/orders/2024-05-01",
      },
    ],
    nearMisses: [
      {
        text: "org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found.",
      },
    ],
  },
  "spark/nothing-to-infer": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [UNABLE_TO_INFER_SCHEMA] Unable to infer schema for Parquet. It must be specified manually.",
        captures: { format: "Parquet" },
      },
    ],
    nearMisses: [{ text: "[PATH_NOT_FOUND] Path does not exist: file:/data/in/orders.csv." }],
  },
  "spark/column-unresolved": {
    examples: [
      {
        text: "pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column or function parameter with name `customer_id` cannot be resolved. Did you mean one of the following? [`client_id`, `amount`].",
        captures: { column: "`customer_id`" },
      },
      {
        text: "pyspark.sql.utils.AnalysisException: cannot resolve '`customer_id`' given input columns: [client_id, amount];",
        captures: { column: "customer_id" },
      },
    ],
    nearMisses: [{ text: "[TABLE_OR_VIEW_NOT_FOUND] The table or view `orders` cannot be found." }],
  },
  "spark/table-not-found": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: [TABLE_OR_VIEW_NOT_FOUND] The table or view `raw`.`orders` cannot be found. Verify the spelling and correctness of the schema and catalog.",
        captures: { table: "`raw`.`orders`" },
      },
    ],
    nearMisses: [{ text: "[PATH_NOT_FOUND] Path does not exist: file:/data/in/orders.csv" }],
  },
};
