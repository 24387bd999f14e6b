import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dbtExamples: SignatureExamples = {
  "dbt/missing-source": {
    examples: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a source named 'raw.orders' which was not found",
        captures: { source: "raw.orders", model: "model.shop.orders" },
      },
    ],
    nearMisses: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_orders' which was not found",
      },
    ],
  },
  "dbt/missing-node": {
    examples: [
      {
        text: "Compilation Error\n  Model 'model.shop.orders' (models/orders.sql) depends on a node named 'stg_orders' which was not found",
        captures: { node: "stg_orders" },
      },
    ],
    nearMisses: [
      {
        text: "Model 'model.shop.orders' (models/orders.sql) depends on a source named 'raw.orders' which was not found",
      },
    ],
  },
  "dbt/cycle": {
    examples: [
      {
        text: "RuntimeError: Found a cycle: model.shop.orders --> model.shop.customers",
        captures: { path: "model.shop.orders --> model.shop.customers" },
      },
    ],
    nearMisses: [
      {
        text: "airflow.exceptions.AirflowDagCycleException: Cycle detected in DAG: orders_daily. Faulty task: load",
      },
    ],
  },
  "dbt/duplicate-resource": {
    examples: [
      {
        text: "dbt found two schema.yml entries for the same resource named orders_summary. Resources and their associated columns may only be described a single time.",
        captures: { name: "orders_summary" },
      },
      { text: 'dbt found two models with the name "orders".' },
    ],
    nearMisses: [{ text: "Found 12 models, 4 data tests, 3 sources" }],
  },
  "dbt/project-file-missing": {
    examples: [
      {
        text: "Runtime Error\n  No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml",
        captures: { path: "/opt/dbt/dbt_project.yml" },
      },
    ],
    nearMisses: [{ text: "dbt_project.yml does not parse to a dictionary" }],
  },
  "dbt/project-file-invalid": {
    examples: [
      {
        text: "Runtime Error\n  dbt_project.yml does not parse to a dictionary",
        captures: { file: "dbt_project.yml" },
      },
      {
        text: "Parsing Error\n  Error reading shop: staging/schema.yml - Runtime Error\n    Syntax error near line 12",
        captures: { file: "staging/schema.yml" },
      },
    ],
    nearMisses: [{ text: "No dbt_project.yml found at expected path /opt/dbt/dbt_project.yml" }],
  },
  "dbt/profile-missing": {
    examples: [
      { text: "Runtime Error\n  Could not find profile named 'shop'", captures: { profile: "shop" } },
      { text: "dbt cannot run because no profile was specified for this dbt project." },
      {
        text: "Error: Invalid value for '--profiles-dir': Path '/home/airflow/.dbt' does not exist.",
        captures: { path: "/home/airflow/.dbt" },
      },
    ],
    nearMisses: [{ text: "Using profiles.yml file at /opt/dbt/profiles.yml" }],
  },
  "dbt/profile-invalid": {
    examples: [
      {
        text: "Runtime Error\n  Credentials in profile \"shop\", target \"dev\" invalid: '${DB_PORT}' is not of type 'integer'",
        captures: { profile: "shop", reason: "'${DB_PORT}' is not of type 'integer'" },
      },
    ],
    nearMisses: [{ text: "Could not find profile named 'shop'" }],
  },
  "dbt/env-var-missing": {
    examples: [
      {
        text: "Parsing Error\n  Env var required but not provided: 'SNOWFLAKE_ACCOUNT'",
        captures: { variable: "SNOWFLAKE_ACCOUNT" },
      },
    ],
    nearMisses: [{ text: "Required var 'start_date' not found in config:" }],
  },
  "dbt/var-missing": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  Required var 'start_date' not found in config:\n  Vars supplied to orders = {}",
        captures: { variable: "start_date" },
      },
    ],
    nearMisses: [{ text: "Env var required but not provided: 'START_DATE'" }],
  },
  "dbt/invalid-option": {
    examples: [
      {
        text: "Error: Invalid value for '--project-dir': Path '/opt/airflow/dbt' does not exist.",
        captures: { option: "--project-dir" },
      },
      { text: "Error: No such option: --fail-fastt", captures: { option: "--fail-fastt" } },
    ],
    nearMisses: [{ text: "ERROR - invalid value in row 3" }],
  },
  "dbt/test-failed": {
    examples: [
      { text: "Got 1 result, configured to fail if != 0", captures: { count: "1" } },
      {
        text: "Failure in test unique_orders_id (models/schema.yml)",
        captures: { test: "unique_orders_id" },
      },
    ],
    nearMisses: [{ text: "Got 3 results, configured to warn if != 0" }],
  },
  "dbt/source-freshness": {
    examples: [
      {
        text: "10:02:11  1 of 3 ERROR STALE freshness of raw.orders .......... [ERROR STALE in 0.41s]",
        captures: { source: "raw.orders" },
      },
    ],
    nearMisses: [{ text: "10:02:11  1 of 3 PASS freshness of raw.orders .......... [PASS in 0.41s]" }],
  },
  "dbt/contract": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  This model has an enforced contract that failed.\n  Please ensure the name, data_type, and number of columns in your contract match the columns in your model's definition.",
      },
    ],
    nearMisses: [{ text: "Compilation Error in model orders (models/orders.sql)\n  unexpected '}'" }],
  },
  "dbt/on-schema-change": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  The source and target schemas on this incremental model are out of sync!",
      },
      { text: 'column "discount" does not exist in orders__dbt_tmp093211', captures: { column: "discount" } },
    ],
    nearMisses: [{ text: 'column "discount" does not exist' }],
  },
  "dbt/undefined-macro": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  'dbt_utils' is undefined. This can happen when calling a macro that does not exist. Check for typos and/or install package dependencies with \"dbt deps\".",
        captures: { name: "dbt_utils" },
      },
    ],
    nearMisses: [{ text: "jinja2.exceptions.UndefinedError: 'rows' is undefined" }],
  },
  "dbt/packages-missing": {
    examples: [
      {
        text: 'Compilation Error\n  dbt found 2 package(s) specified in packages.yml, but only 0 package(s) installed in dbt_packages. Run "dbt deps" to install package dependencies.',
      },
    ],
    nearMisses: [{ text: "Installing dbt-labs/dbt_utils" }],
  },
  "dbt/git-missing": {
    examples: [
      {
        text: 'Error from git --help: Could not find command, ensure it is in the user\'s PATH and that the user has permissions to run it: "git"',
        captures: { program: "git" },
      },
    ],
    nearMisses: [{ text: "git version 2.43.0" }],
  },
  "dbt/version-required": {
    examples: [
      {
        text: "Runtime Error\n  This version of dbt is not supported with the 'dbt_utils' package.\n    Installed version of dbt: =1.4.0\n    Required version of dbt for 'dbt_utils': ['>=1.6.0', '<2.0.0']",
        captures: { package: "dbt_utils" },
      },
    ],
    nearMisses: [{ text: "Running with dbt=1.8.3" }],
  },
  "dbt/internal-error": {
    examples: [
      {
        text: "Internal Error\n  dbt internally failed to execute test.harbour.not_null_crates_id.5fb22c2710: Returned 0 rows, but expected 1 row",
        captures: { node: "test.harbour.not_null_crates_id.5fb22c2710" },
      },
    ],
    nearMisses: [{ text: "Got 3 results, configured to fail if != 0" }],
  },
  "dbt/invalid-test": {
    examples: [
      {
        text: "Parsing Error\n  Invalid test config given in models/staging/crates.yml:\n    test definition dictionary must have exactly one key, got [('unique', None), ('quote', False)] instead (2 keys)",
        captures: { file: "models/staging/crates.yml" },
      },
    ],
    nearMisses: [{ text: "Failure in test unique_crates_id (models/crates.yml)" }],
  },
  "dbt/compilation-jinja": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  unexpected '}'\n    line 4\n      select {{ id }}}",
        captures: { name: "orders" },
      },
    ],
    nearMisses: [{ text: 'Database Error in model orders (models/orders.sql)\n  column "x" does not exist' }],
  },
  "dbt/database-error": {
    examples: [{ text: "Database Error in model orders (models/orders.sql)", captures: { name: "orders" } }],
    nearMisses: [{ text: "Compilation Error in model orders (models/orders.sql)" }],
  },
  "dbt/adapter-not-installed": {
    examples: [
      {
        text: 'Runtime Error\n  Credentials in profile "shop", target "dev" invalid: Runtime Error\n    Could not find adapter type snowflake!',
        captures: { adapter: "snowflake" },
      },
    ],
    nearMisses: [{ text: "Registered adapter: snowflake=1.8.3" }],
  },
};
