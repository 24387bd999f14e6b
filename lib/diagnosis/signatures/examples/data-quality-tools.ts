import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dataQualityToolExamples: SignatureExamples = {
  "great-expectations/no-context": {
    examples: [
      {
        text: "great_expectations.exceptions.exceptions.ConfigNotFoundError: Error: No gx directory was found here!\n    - Please check that you are in the correct directory or have specified the correct directory.",
      },
      {
        text: "Error: No great_expectations directory was found here!\n    - Please check that you are in the correct directory or have specified the correct directory.\n    - If you have never run Great Expectations in this project, please run `great_expectations init` to get started.",
      },
    ],
    nearMisses: [
      { text: "airflow.exceptions.AirflowConfigException: section/key [x/y] not found in config" },
    ],
  },
  "great-expectations/not-found": {
    examples: [
      {
        text: "great_expectations.exceptions.exceptions.DataContextError: expectation_suite orders.warning not found",
        captures: { name: "orders.warning" },
      },
      { text: "ValueError: Could not find a datasource named 'warehouse'", captures: { name: "warehouse" } },
      {
        text: 'great_expectations.exceptions.exceptions.CheckpointNotFoundError: Non-existent Checkpoint configuration named "orders_checkpoint".',
        captures: { name: "orders_checkpoint" },
      },
    ],
    nearMisses: [{ text: "KeyError: 'warehouse'" }],
  },
  "great-expectations/empty-batch": {
    examples: [
      {
        text: "great_expectations.exceptions.exceptions.InvalidBatchRequestError: Validator could not be created because BatchRequest returned an empty batch_list.",
      },
      {
        text: 'great_expectations.datasource.fluent.interfaces.TestConnectionError: No file at base_directory path "data" matched regular expressions pattern "orders_(?P<year>\\d{4}).csv"',
      },
      {
        text: "great_expectations.exceptions.exceptions.NoAvailableBatchesError: No available batches found.",
      },
    ],
    nearMisses: [{ text: "Validation succeeded" }],
  },
  "great-expectations/column-missing": {
    examples: [
      {
        text: 'great_expectations.exceptions.exceptions.MetricResolutionError: Error: The column "discount" in BatchData does not exist.',
        captures: { column: "discount" },
      },
      {
        text: 'Error: The column "customer_ref" in BatchData does not exist.',
        captures: { column: "customer_ref" },
      },
    ],
    nearMisses: [{ text: "ColumnNotFoundError: discount" }],
  },
  "great-expectations/data-source": {
    examples: [
      {
        text: "great_expectations.datasource.fluent.interfaces.TestConnectionError: Attempt to connect to datasource failed with the following error message: host is down",
      },
      {
        text: "great_expectations.datasource.fluent.interfaces.TestConnectionError: Attempt to connect to datasource failed: due to an unknown host",
      },
    ],
    nearMisses: [{ text: "Connected to datasource warehouse" }],
  },
  "soda/data-source": {
    examples: [
      {
        text: 'Data source "warehouse" not present in the configuration.',
        captures: { source: "warehouse" },
      },
      {
        text: "Encountered a problem while trying to connect to postgres: login refused",
        captures: { source: "postgres", reason: "login refused" },
      },
    ],
    nearMisses: [{ text: "Soda Core 3.3.0\nScan summary:\n3/3 checks PASSED" }],
  },
  "gx/config-invalid": {
    examples: [
      {
        text: "great_expectations.exceptions.exceptions.InvalidConfigurationYamlError: Your configuration file is not a valid yml file likely due to a yml syntax error:",
      },
    ],
    nearMisses: [
      { text: "great_expectations.exceptions.DataContextError: expectation_suite orders not found" },
    ],
  },
};
