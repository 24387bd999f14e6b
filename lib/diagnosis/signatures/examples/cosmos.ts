import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const cosmosExamples: SignatureExamples = {
  "cosmos/dbt-executable": {
    examples: [
      {
        text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to find the dbt executable: /usr/local/airflow/dbt_venv/bin/dbt",
        captures: { path: "/usr/local/airflow/dbt_venv/bin/dbt" },
      },
      { text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to find the dbt executable: dbt" },
    ],
    nearMisses: [
      {
        text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to run dbt ls command due to missing dbt_packages. Set render_config.dbt_deps=True.",
      },
    ],
  },
  "cosmos/dbt-ls-failed": {
    examples: [
      {
        text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to run dbt ls command due to the error:\n12:48:41  Running with dbt=1.6.7\n12:48:42  Encountered an error:",
      },
      {
        text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to run ['/usr/local/airflow/dbt_venv/bin/dbt', 'ls', '--output', 'json'] due to the error:\nstderr: \nstdout: 12:48:41  Running with dbt=1.8.3",
      },
    ],
    nearMisses: [{ text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to find the dbt executable: dbt" }],
  },
  "cosmos/packages-missing": {
    examples: [
      {
        text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to run dbt ls command due to missing dbt_packages. Set render_config.dbt_deps=True.",
      },
      {
        text: "Broken DAG: [/usr/local/airflow/dags/shop.py]\ncosmos.dbt.graph.CosmosLoadDbtException: Unable to run dbt ls command due to missing dbt_packages. Set RenderConfig.dbt_deps=True.",
      },
    ],
    nearMisses: [{ text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to find the dbt executable: dbt" }],
  },
  "cosmos/manifest-missing": {
    examples: [
      {
        text: "cosmos.exceptions.CosmosValueError: Could not find manifest at /cache/dbt/target/manifest.json",
        captures: { path: "/cache/dbt/target/manifest.json" },
      },
      { text: "cosmos.dbt.graph.CosmosLoadDbtException: Unable to load manifest using None" },
    ],
    nearMisses: [{ text: 'Runtime Error\n  Could not find manifest in --state path: "/tmp/x"' }],
  },
  "cosmos/profile-mapping": {
    examples: [
      {
        text: "ValueError: Could not find a profile mapping for connection shop_db.",
        captures: { connection: "shop_db" },
      },
      {
        text: "cosmos.exceptions.CosmosValueError: Either profiles_yml_filepath or profile_mapping must be set to render a profile",
      },
    ],
    nearMisses: [{ text: "Runtime Error\n  Could not find profile named 'shop'" }],
  },
  "cosmos/dbt-command-failed": {
    examples: [
      {
        text: "airflow.exceptions.AirflowException: dbt command failed. The command returned a non-zero exit code 2. Details: \nmodel orders failed",
        captures: { code: "2" },
      },
      {
        text: "cosmos.exceptions.CosmosDbtRunError: dbt invocation completed with errors: orders: something went wrong",
      },
    ],
    nearMisses: [{ text: "Command exited with return code 0" }],
  },
};
