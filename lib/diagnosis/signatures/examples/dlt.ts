import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dltExamples: SignatureExamples = {
  "dlt/config-missing": {
    examples: [
      {
        text: "dlt.common.configuration.exceptions.ConfigFieldMissingException: Following fields are missing: ['password'] in configuration with spec PostgresCredentials\n\tfor field \"password\" config providers and keys were tried in following order:",
        captures: { fields: "password", spec: "PostgresCredentials" },
      },
      {
        text: "dlt.common.configuration.exceptions.ConfigFieldMissingException: Missing 1 field in configuration `PostgresCredentials`: `password`",
        captures: { names: "`password`", config: "PostgresCredentials" },
      },
    ],
    nearMisses: [
      { text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings\npassword" },
    ],
  },
  "dlt/contract-violated": {
    examples: [
      {
        text: "dlt.common.schema.exceptions.DataValidationError: Contract on columns with contract_mode=freeze is violated. Can't add table column created_on to table int_aga_key_bp because columns are frozen.",
        captures: { column: "created_on", table: "int_aga_key_bp" },
      },
      {
        text: "dlt.common.schema.exceptions.DataValidationError: In schema: shop: In Table: decision_outcome Column: ('detail', 'meta') . Contract on data_type with mode freeze is violated.",
        captures: { table: "decision_outcome" },
      },
      {
        text: "Contract on columns with mode freeze is violated. Trying to add column col1 to table table1__subtable1 but columns are frozen..",
      },
    ],
    nearMisses: [{ text: "This model has an enforced contract that failed." }],
  },
  "dlt/load-job-failed": {
    examples: [
      {
        text: "dlt.load.exceptions.LoadClientJobFailed: Job with `job_id=orders.cd36bbe7c0.reference` and `load_id=1780548052.776939` failed terminally with message: the file matched no rows",
        captures: { table: "orders" },
      },
      {
        text: "dlt.load.exceptions.LoadClientJobFailed: Job for orders.cd36bbe7c0.insert_values.gz failed terminally in load 1780548052.776939 with message value rejected. The package is aborted and cannot be retried.",
        captures: { job: "orders.cd36bbe7c0.insert_values.gz" },
      },
    ],
    nearMisses: [{ text: "Job orders.cd36bbe7c0 completed" }],
  },
  "dlt/cursor-missing": {
    examples: [
      {
        text: "dlt.extract.incremental.exceptions.IncrementalCursorPathMissing: In processing pipe orders: Cursor element with JSON path `updated_at` was not found in extracted data item. All data items must contain this path.",
        captures: { column: "updated_at" },
      },
      {
        text: "dlt.extract.incremental.exceptions.IncrementalCursorPathHasValueNone: In processing pipe orders: Cursor element with JSON path `modified` has the value `None` in extracted data item.",
        captures: { column: "modified", resource: "orders" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'updated_at'" }],
  },
  "dlt/required-column-empty": {
    examples: [
      {
        text: "dlt.common.schema.exceptions.CannotCoerceNullException: In schema: shop: Cannot coerce NULL in table orders column id. The column is not nullable.",
        captures: { table: "orders", column: "id" },
      },
      {
        text: "dlt.common.schema.exceptions.UnboundColumnException: In schema `shop`: The column `id` in table `orders` did not receive any data during this load.",
        captures: { column: "id", table: "orders" },
      },
    ],
    nearMisses: [
      { text: 'psycopg2.errors.NotNullViolation: null value in column "id" violates not-null constraint' },
    ],
  },
  "dlt/schema-corrupted": {
    examples: [
      {
        text: "dlt.common.schema.exceptions.SchemaCorruptedException: In schema: shop: Table orders has no columns",
      },
      {
        text: "dlt.common.schema.exceptions.SchemaEngineNoUpgradePathException: In schema: shop: No engine upgrade path in schema shop from 11 to 9, stopped at 11.",
      },
    ],
    nearMisses: [{ text: "polars.exceptions.SchemaError: mismatch" }],
  },
  "dlt/missing-extra": {
    examples: [
      {
        text: 'dlt.common.exceptions.MissingDependencyException: \nYou must install additional dependencies to run postgres destination. If you use pip you may do the following:\n\npip install "dlt[postgres]"',
        captures: { what: "postgres destination" },
      },
      {
        text: "dlt.common.exceptions.MissingDependencyException: \nYou must install additional dependencies to run dlt Snowflake helpers. If you use pip you may do the following:",
        captures: { what: "dlt Snowflake helpers" },
      },
    ],
    nearMisses: [{ text: "ModuleNotFoundError: No module named 'dlt'" }],
  },
  "dlt/restore-failed": {
    examples: [
      {
        text: "dlt.pipeline.exceptions.CannotRestorePipelineException: Pipeline with `pipeline_name=shop` in working directory could not be restored",
      },
      {
        text: "dlt.pipeline.exceptions.PipelineNeverRan: Operation not possible because pipeline shop never ran",
      },
    ],
    nearMisses: [{ text: "Pipeline shop load step completed" }],
  },
  "dlt/extraction-failed": {
    examples: [
      {
        text: "dlt.extract.exceptions.ResourceExtractionError: In processing pipe orders: extraction of resource orders in generator get_orders caused an exception: vendor said no",
        captures: { resource: "orders", reason: "vendor said no" },
      },
      {
        text: "In processing pipe `items`: extraction of resource items in `generator` get_items caused an exception: page 3 was refused",
        captures: { resource: "items" },
      },
    ],
    nearMisses: [{ text: "extraction of resource orders completed" }],
  },
  "dlt/step-failed": {
    examples: [
      {
        text: "dlt.pipeline.exceptions.PipelineStepFailed: Pipeline execution failed at stage load when processing package 1780548052.776939 with exception:\n\n<class 'dlt.destinations.exceptions.DatabaseTransientException'>\nserver went away",
        captures: { step: "load", reason: "server went away" },
      },
      {
        text: "dlt.pipeline.exceptions.PipelineStepFailed: Pipeline execution failed at `step=normalize` when processing package with `load_id=1780548052.776939` with exception:\n\n<class 'dlt.normalize.exceptions.NormalizeJobFailed'>\na job of the package failed",
        captures: { step: "normalize", reason: "a job of the package failed" },
      },
    ],
    nearMisses: [{ text: "Pipeline shop load step completed in 3.2 seconds" }],
  },
};
