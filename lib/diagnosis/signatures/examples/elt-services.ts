import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const eltServiceExamples: SignatureExamples = {
  "fivetran/sync-failed": {
    examples: [
      {
        text: 'airflow.exceptions.AirflowException: Fivetran sync for connector "bronzing_largely" failed; please see logs at https://fivetran.com/dashboard/connectors/google_sheets/demo/logs',
        captures: { connector: "bronzing_largely" },
      },
      {
        text: 'Fivetran sync for connector "warriors_inspector" failed; please see logs at https://fivetran.com/dashboard/connectors/warriors_inspector/logs',
        captures: { connector: "warriors_inspector" },
      },
    ],
    nearMisses: [{ text: 'Connector "bronzing_largely": sync_state = syncing' }],
  },
  "fivetran/connector-broken": {
    examples: [
      {
        text: 'airflow.exceptions.AirflowException: Fivetran connector "bronzing_largely" not correctly configured, status: broken; please see https://fivetran.com/dashboard/connectors/x/setup',
        captures: { connector: "bronzing_largely", status: "broken" },
      },
      {
        text: 'Fivetran connector "warriors_inspector" not correctly configured, status: incomplete',
        captures: { status: "incomplete" },
      },
    ],
    nearMisses: [{ text: 'Fivetran sync for connector "x" failed' }],
  },
  "sqoop/split-column": {
    examples: [
      {
        text: "ERROR tool.ImportTool: Import failed: No primary key could be found for table orders. Please specify one with --split-by or perform a sequential import with '-m 1'.",
        captures: { table: "orders" },
      },
      {
        text: "Error during import: No primary key could be found for table SHOP.ITEMS. Please specify one with --split-by or perform a sequential import with '-m 1'.",
        captures: { table: "SHOP.ITEMS" },
      },
    ],
    nearMisses: [{ text: "ERROR tool.ImportTool: Import failed: java.io.IOException" }],
  },
  "sqoop/driver-missing": {
    examples: [
      {
        text: "ERROR sqoop.Sqoop: Got exception running Sqoop: java.lang.RuntimeException: Could not load db driver class: oracle.jdbc.OracleDriver",
        captures: { driver: "oracle.jdbc.OracleDriver" },
      },
      {
        text: "java.lang.RuntimeException: Could not load db driver class: com.mysql.jdbc.Driver",
        captures: { driver: "com.mysql.jdbc.Driver" },
      },
    ],
    nearMisses: [{ text: "java.lang.ClassNotFoundException: com.example.Job" }],
  },
  "sqoop/export-failed": {
    examples: [
      { text: "ERROR tool.ExportTool: Error during export: \nExport job failed!" },
      { text: "java.lang.RuntimeException: Can't parse input data: 'N/A'", captures: { value: "N/A" } },
    ],
    nearMisses: [{ text: "INFO mapreduce.ExportJobBase: Exported 10 records." }],
  },
  "luigi/unfulfilled-dependency": {
    examples: [
      {
        text: "RuntimeError: Unfulfilled dependency at run time: LoadOrders_2026_03_04_a1b2c3d4e5",
        captures: { task: "LoadOrders_2026_03_04_a1b2c3d4e5" },
      },
      {
        text: "RuntimeError: Unfulfilled dependencies at run time: ExtractItems_2026_03_04_1, ExtractOrders_2026_03_04_2",
      },
    ],
    nearMisses: [{ text: "DEBUG: Checking if LoadOrders(date=2026-03-04) is complete" }],
  },
  "luigi/missing-parameter": {
    examples: [
      {
        text: "luigi.parameter.MissingParameterException: LoadOrders[args=(), kwargs={}]: requires the 'date' parameter to be set",
        captures: { task: "LoadOrders", parameter: "date" },
      },
      {
        text: "luigi.parameter.MissingParameterException: shop.Report[args=(), kwargs={'region': 'eu'}]: requires the 'month' parameter to be set",
        captures: { task: "shop.Report", parameter: "month" },
      },
    ],
    nearMisses: [{ text: "luigi.parameter.UnknownParameterException: LoadOrders: unknown parameter x" }],
  },
  "luigi/summary": {
    examples: [
      {
        text: "This progress looks :( because there were failed tasks",
        captures: { reason: "there were failed tasks" },
      },
      {
        text: "This progress looks :( because there were tasks with missing external dependencies",
        captures: { reason: "there were tasks with missing external dependencies" },
      },
    ],
    nearMisses: [
      { text: "This progress looks :) because there were no failed tasks or missing dependencies" },
    ],
  },
  "kestra/variable": {
    examples: [
      {
        text: "io.kestra.core.exceptions.IllegalVariableEvaluationException: Unable to find `outputs.load` used in the expression `{{ outputs.load.uri }}` at line 1",
      },
      {
        text: "Unable to find `inputs.day` used in the expression `{{ inputs.day }}` at line 1",
        captures: { variable: "inputs.day" },
      },
    ],
    nearMisses: [{ text: "io.kestra.core.exceptions.FlowProcessingException: x" }],
  },
  "kestra/command-failed": {
    examples: [
      {
        text: "io.kestra.core.models.tasks.runners.TaskException: Command failed with exit code 1",
        captures: { code: "1" },
      },
      {
        text: "io.kestra.core.models.tasks.runners.TaskException: Command failed with code 137",
        captures: { code: "137" },
      },
    ],
    nearMisses: [{ text: "Command exited with return code 1" }],
  },
  "mage/block-test-failed": {
    examples: [
      { text: "Exception: Failed to pass tests for block load_orders", captures: { block: "load_orders" } },
      { text: "[load_items] Failed to pass tests for block load_items", captures: { block: "load_items" } },
    ],
    nearMisses: [{ text: "Block load_orders passed tests" }],
  },
};
