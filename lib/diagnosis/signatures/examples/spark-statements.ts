import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const sparkStatementExamples: SignatureExamples = {
  "spark/kryo-buffer": {
    examples: [
      {
        text: "org.apache.spark.SparkException: Kryo serialization failed: Buffer overflow. Available: 0, required: 88231. To avoid this, increase spark.kryoserializer.buffer.max value.",
        captures: { required: "88231" },
      },
      {
        text: "org.apache.spark.SparkException: Job aborted due to stage failure: Serialized task 31:0 was 290123455 bytes, which exceeds max allowed: spark.rpc.message.maxSize (134217728 bytes). Consider increasing spark.rpc.message.maxSize or using broadcast variables for large values.",
        captures: { size: "290123455", limit: "134217728" },
      },
    ],
    nearMisses: [{ text: "java.nio.BufferOverflowException" }],
  },
  "spark/execution-memory": {
    examples: [
      {
        text: "org.apache.spark.memory.SparkOutOfMemoryError: Unable to acquire 65536 bytes of memory, got 0",
        captures: { bytes: "65536", got: "0" },
      },
    ],
    nearMisses: [{ text: "java.lang.OutOfMemoryError: Java heap space" }],
  },
  "spark/statement-invalid": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: [AMBIGUOUS_REFERENCE] Reference `crate_id` is ambiguous, could be: [`a`.`crate_id`, `b`.`crate_id`].",
        captures: { class: "AMBIGUOUS_REFERENCE" },
      },
      { text: "[UNRESOLVED_ROUTINE] Cannot resolve routine `DATEADDD` on search path [`system`.`builtin`]." },
      { text: "DELETE is only supported with v2 tables." },
    ],
    nearMisses: [{ text: "[TABLE_OR_VIEW_NOT_FOUND] The table or view `crates` cannot be found." }],
  },
  "spark/object-exists": {
    examples: [
      {
        text: "[TABLE_OR_VIEW_ALREADY_EXISTS] Cannot create table or view `stage`.`crates` because it already exists. Choose a different name, drop or replace the existing object.",
        captures: { class: "TABLE_OR_VIEW_ALREADY_EXISTS" },
      },
    ],
    nearMisses: [{ text: 'ERROR: relation "crates" already exists' }],
  },
  "spark/records-malformed": {
    examples: [
      {
        text: "org.apache.spark.SparkException: [MALFORMED_RECORD_IN_PARSING] Malformed records are detected in record parsing: [null,null,abc]. Parse Mode: FAILFAST.",
      },
      {
        text: "org.apache.spark.SparkException: [DUPLICATED_MAP_KEY] Duplicate map key crate-77 was found, please check the input data.",
      },
    ],
    nearMisses: [{ text: "malformed records were skipped" }],
  },
  "spark/setting-static": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: Cannot modify the value of a static config: spark.sql.warehouse.dir",
        captures: { setting: "spark.sql.warehouse.dir" },
      },
    ],
    nearMisses: [{ text: "Warning: Ignoring non-Spark config property: crates.dir" }],
  },
  "spark/package-unresolved": {
    examples: [
      {
        text: 'Exception in thread "main" java.lang.RuntimeException: [unresolved dependency: io.delta#delta-core_2.13;2.9.9: not found]',
        captures: { package: "io.delta#delta-core_2.13;2.9.9", reason: "not found" },
      },
    ],
    nearMisses: [{ text: "java.lang.ClassNotFoundException: io.delta.sql.DeltaSparkSessionExtension" }],
  },
  "spark/legacy-dates": {
    examples: [
      {
        text: "SparkUpgradeException: [INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ_ANCIENT_DATETIME] You may get a different result due to the upgrading to Spark >= 3.0: reading dates before 1582-10-15",
        captures: { kind: "READ_ANCIENT_DATETIME" },
      },
    ],
    nearMisses: [
      { text: "java.time.format.DateTimeParseException: Text '0001-01' could not be parsed at index 7" },
    ],
  },
  "spark/empty-collection": {
    examples: [
      { text: "java.lang.UnsupportedOperationException: empty collection" },
      { text: "ValueError: can not infer schema from empty dataset" },
    ],
    nearMisses: [{ text: "java.util.NoSuchElementException: next on empty iterator" }],
  },
};
