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
      {
        text: 'column "discount" does not exist in orders__dbt_tmp093211',
        captures: { column: "discount", table: "orders__dbt_tmp093211" },
      },
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
        captures: { name: "orders", reason: "unexpected '}'", line: "4" },
      },
    ],
    nearMisses: [{ text: 'Database Error in model orders (models/orders.sql)\n  column "x" does not exist' }],
  },
  "dbt/database-error": {
    examples: [{ text: "Database Error in model orders (models/orders.sql)", captures: { name: "orders" } }],
    nearMisses: [{ text: "Compilation Error in model orders (models/orders.sql)" }],
  },
};
