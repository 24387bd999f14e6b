import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const databricksJobExamples: SignatureExamples = {
  "databricks/widget": {
    examples: [
      {
        text: "com.databricks.dbutils_v1.InputWidgetNotDefined: No input widget named day is defined",
        captures: { parameter: "day" },
      },
      {
        text: "Py4JJavaError: An error occurred while calling o402.getArgument.\n: com.databricks.dbutils_v1.InputWidgetNotDefined: No input widget named target_schema is defined",
        captures: { parameter: "target_schema" },
      },
    ],
    nearMisses: [{ text: "NameError: name 'day' is not defined" }],
  },
  "databricks/secret": {
    examples: [
      {
        text: "java.lang.IllegalArgumentException: Secret does not exist with scope: etl and key: db-password",
        captures: { scope: "etl", key: "db-password" },
      },
      {
        text: "com.databricks.common.client.DatabricksServiceHttpClientException: RESOURCE_DOES_NOT_EXIST: Scope etl does not exist!",
        captures: { scope: "etl" },
      },
    ],
    nearMisses: [{ text: "ResourceNotFoundException: Secrets Manager can't find the specified secret." }],
  },
  "databricks/storage-credentials": {
    examples: [
      {
        text: "Failure to initialize configuration for storage account acme.dfs.core.windows.net: Invalid configuration value detected for fs.azure.account.key",
        captures: { account: "acme.dfs.core.windows.net", setting: "fs.azure.account.key" },
      },
      {
        text: "org.apache.hadoop.fs.azurebfs.contracts.exceptions.ConfigurationPropertyNotFoundException: Configuration property acme.dfs.core.windows.net not found.",
        captures: { setting: "acme.dfs.core.windows.net" },
      },
    ],
    nearMisses: [{ text: "This request is not authorized to perform this operation using this permission." }],
  },
  "databricks/access-mode": {
    examples: [
      {
        text: "py4j.security.Py4JSecurityException: Method public java.util.Map com.databricks.backend.common.rpc.CommandContext.tags() is not whitelisted on class class com.databricks.backend.common.rpc.CommandContext",
      },
      {
        text: "org.apache.spark.sql.AnalysisException: [UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION] The command(s): CREATE TEMPORARY FUNCTION are not supported in Unity Catalog.",
        captures: { what: "UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION" },
      },
    ],
    nearMisses: [{ text: "py4j.Py4JException: Method json([class java.util.HashMap]) does not exist" }],
  },
  "databricks/expectation": {
    examples: [
      {
        text: "com.databricks.pipelines.common.errors.ExpectationViolationException: [EXPECTATION_VIOLATION.VERBOSITY_ALL] Flow 'orders' failed to meet the expectation. Violated expectations: 'valid_id'.",
        captures: { flow: "orders", expectation: "'valid_id'" },
      },
      {
        text: "org.apache.spark.sql.streaming.StreamingQueryException: [STREAM_FAILED] Query terminated with exception: com.databricks.pipelines.common.errors.ExpectationViolationException",
      },
    ],
    nearMisses: [{ text: "great_expectations.exceptions.exceptions.ValidationActionError" }],
  },
  "databricks/empty-input": {
    examples: [
      {
        text: "org.apache.spark.sql.AnalysisException: [CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE] Cannot infer schema when the input path `s3://acme/raw/orders` is empty. Please try to start the stream when there are files in the input path, or specify the schema.",
        captures: { path: "s3://acme/raw/orders" },
      },
      {
        text: "java.lang.RuntimeException: Cannot infer schema when the input path /mnt/raw/orders is empty.",
        captures: { path: "/mnt/raw/orders" },
      },
    ],
    nearMisses: [{ text: "pandas.errors.EmptyDataError: No columns to parse from file" }],
  },
  "databricks/copy-into-schema": {
    examples: [
      {
        text: "com.databricks.sql.transaction.tahoe.DeltaAnalysisException: [COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE] A schema mismatch was detected while copying into the Delta table (Table: raw.orders).",
        captures: { table: "raw.orders" },
      },
      { text: "[COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE] A schema mismatch was detected" },
    ],
    nearMisses: [{ text: "A schema mismatch detected when writing to the Delta table" }],
  },
  "databricks/cluster-settings": {
    examples: [
      {
        text: '{"error_code":"INVALID_PARAMETER_VALUE","message":"Cluster validation error: Missing required field: settings.cluster_spec.new_cluster.size"}',
      },
      {
        text: "databricks.sdk.errors.platform.InvalidParameterValue: Node type m4.large is not supported. Supported node types: m5d.large, r5d.large",
      },
      {
        text: '{"error_code":"INVALID_PARAMETER_VALUE","message":"Validation failed for spark_version, the value must be one of 14.3.x-scala2.12 (is \\"11.3.x-scala2.12\\")"}',
      },
    ],
    nearMisses: [
      { text: "pydantic_core._pydantic_core.ValidationError: 1 validation error for ClusterSpec" },
    ],
  },
  "databricks/run-skipped": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: load_orders failed with terminal state: {'life_cycle_state': 'SKIPPED', 'result_state': 'MAXIMUM_CONCURRENT_RUNS_REACHED', 'state_message': ''}",
        captures: { reason: "MAXIMUM_CONCURRENT_RUNS_REACHED" },
      },
    ],
    nearMisses: [
      {
        text: "Upstream task extract failed.",
        around:
          "{'life_cycle_state': 'INTERNAL_ERROR', 'result_state': 'FAILED'} https://acme.cloud.databricks.com/#job/1/run/2",
      },

      { text: "upstream_failed", around: "airflow" },
      { text: "Workload failed, see run output for details", around: "databricks" },
    ],
  },
  "databricks/upstream-task-failed": {
    examples: [
      {
        text: "Upstream task extract failed.",
        around:
          "{'life_cycle_state': 'INTERNAL_ERROR', 'result_state': 'FAILED'} https://acme.cloud.databricks.com/#job/1/run/2",
        captures: { task: "extract" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowException: load_orders failed with terminal state: {'life_cycle_state': 'SKIPPED', 'result_state': 'MAXIMUM_CONCURRENT_RUNS_REACHED', 'state_message': ''}",
      },
    ],
  },
  "airflow/databricks-unknown-state": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: Unexpected life cycle state: QUEUED: If the state has been introduced recently, please check the Databricks user guide for troubleshooting information",
        captures: { state: "QUEUED" },
      },
    ],
    nearMisses: [{ text: "airflow.exceptions.AirflowException: Job run failed with terminal state: FAILED" }],
  },
};
