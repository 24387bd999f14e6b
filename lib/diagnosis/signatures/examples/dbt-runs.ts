import type { SignatureExamples } from "@/lib/diagnosis/signatures/examples/signature-examples";

export const dbtRunExamples: SignatureExamples = {
  "dbt/unit-test-failed": {
    examples: [
      {
        text: "Failure in unit_test test_discount (models/marts/orders.yml)\n\n  actual differs from expected:\n\n  @@ ,id,discount\n  → ,1 ,10→12",
        captures: { test: "test_discount" },
      },
      {
        text: "12:00:03  1 of 1 FAIL 1 dim_customers::test_is_valid_email_address ............. [FAIL 1 in 0.26s]\n\nactual differs from expected:",
        captures: { test: "test_is_valid_email_address" },
      },
    ],
    nearMisses: [
      {
        text: "Failure in test unique_orders_id (models/orders.yml)\n  Got 3 results, configured to fail if != 0",
      },
    ],
  },
  "dbt/unit-test-invalid": {
    examples: [
      {
        text: "Compilation Error in unit_test test_discount (models/marts/orders.yml)\n  Invalid column name: 'rebate' in unit test fixture for 'stg_orders'. Accepted columns for 'stg_orders' are: ['id', 'discount']",
        captures: { column: "rebate", input: "stg_orders" },
      },
      {
        text: "Runtime Error in unit_test test42 (models/core_api/test.yml)\n  An error occurred during execution of unit test 'test42'. There may be an error in the unit test definition: check the data types.\n   Database Error\n    invalid value",
        captures: { test: "test42" },
      },
    ],
    nearMisses: [{ text: "Failure in unit_test test_discount (models/marts/orders.yml)" }],
  },
  "dbt/microbatch-settings": {
    examples: [
      {
        text: "Parsing Error\n  Microbatch model 'sessions' must provide an 'event_time' (string) config that indicates the name of the event time column.",
        captures: { model: "sessions", setting: "event_time" },
      },
      {
        text: "Parsing Error\n  Microbatch model 'sessions' must provide a 'begin' (datetime) config that indicates the earliest timestamp the microbatch model should be built from.",
        captures: { setting: "begin" },
      },
    ],
    nearMisses: [
      {
        text: "The microbatch model 'boxdata' has no 'ref' or 'source' input with an 'event_time' configuration.",
      },
    ],
  },
  "dbt/microbatch-partial": {
    examples: [
      {
        text: "1 of 1 PARTIAL SUCCESS created sql microbatch model analytics.sessions ......... [PARTIAL SUCCESS (2/3) in 1.12s]",
        captures: { model: "analytics.sessions" },
      },
      {
        text: '3 of 9 PARTIAL SUCCESS created sql microbatch model "analytics"."sessions" ......... [PARTIAL SUCCESS (5/6) in 41.02s]',
        captures: { model: '"analytics"."sessions"' },
      },
    ],
    nearMisses: [
      { text: "1 of 1 OK created sql microbatch model analytics.sessions ......... [SELECT 3 in 1.12s]" },
    ],
  },
  "dbt/snapshot-target": {
    examples: [
      {
        text: 'Compilation Error in snapshot orders_snapshot (snapshots/orders.sql)\n  Snapshot target is not a snapshot table (missing "dbt_scd_id", "dbt_valid_from", "dbt_valid_to")',
        captures: { columns: '"dbt_scd_id", "dbt_valid_from", "dbt_valid_to"' },
      },
      {
        text: 'Snapshot target is missing configured columns (missing "dbt_valid_from", "dbt_valid_to"). See https://docs.getdbt.com/docs/build/snapshots#snapshot-meta-fields for more information.',
      },
    ],
    nearMisses: [
      { text: "Compilation Error in snapshot orders_snapshot (snapshots/orders.sql)\n  'x' is undefined" },
    ],
  },
  "dbt/snapshot-settings": {
    examples: [
      { text: "Parsing Error\n  Snapshots must be configured with a 'strategy' and 'unique_key'." },
      {
        text: "Parsing Error\n  A snapshot configured with the timestamp strategy must specify an updated_at configuration.",
        captures: { setting: "updated_at" },
      },
    ],
    nearMisses: [{ text: 'Snapshot target is not a snapshot table (missing "dbt_scd_id")' }],
  },
  "dbt/freshness-not-timestamp": {
    examples: [
      {
        text: 'Compilation Error in source orders (models/sources.yml)\n  Expected a timestamp value when querying field \'order_date\' of table "raw"."shop"."orders" but received value of type \'str\' instead',
        captures: { field: "order_date", type: "str" },
      },
      {
        text: "Expected a timestamp value when querying field 'loaded' of table raw.shop.items but received value of type 'date' instead",
        captures: { field: "loaded", type: "date" },
      },
    ],
    nearMisses: [{ text: "1 of 1 ERROR STALE freshness of shop.orders" }],
  },
  "dbt/freshness-query-failed": {
    examples: [
      {
        text: "12:00:03  1 of 2 ERROR freshness of shop.orders ........................................ [ERROR in 0.12s]",
        captures: { source: "shop.orders" },
      },
      {
        text: "2 of 4 ERROR freshness of raw_shop.items ................................. [ERROR in 1.04s]",
        captures: { source: "raw_shop.items" },
      },
    ],
    nearMisses: [
      {
        text: "12:00:03  1 of 2 ERROR STALE freshness of shop.orders ................................ [ERROR STALE in 0.12s]",
      },
    ],
  },
  "dbt/incremental-strategy": {
    examples: [
      {
        text: "Compilation Error in model orders (models/orders.sql)\n  Invalid incremental strategy provided: merge\n    Expected one of: 'append', 'insert_overwrite'",
        captures: { strategy: "merge" },
      },
      {
        text: "Runtime Error in model orders (models/orders.sql)\n  The incremental strategy 'merge' is not valid for this adapter",
        captures: { strategy: "merge" },
      },
    ],
    nearMisses: [{ text: "The source and target schemas on this incremental model are out of sync!" }],
  },
  "dbt/hook-failed": {
    examples: [
      {
        text: 'on-run-start failed, error:\n relation "audit.runs" is missing',
        captures: { hook: "on-run-start" },
      },
      {
        text: "Database Error in operation shop-on-run-end-0 (./dbt_project.yml)\n  something failed",
        captures: { hook: "on-run-end", reason: "something failed" },
      },
    ],
    nearMisses: [{ text: "1 of 1 START hook: shop.on-run-start.0 ......... [RUN]" }],
  },
  "dbt/python-model-failed": {
    examples: [
      {
        text: "Runtime Error in model forecast (models/forecast.py)\n  Python model failed with traceback as:\n  (Note that the line number here does not match the line number in your code due to dbt templating)\n  ValueError: no rows",
        captures: { model: "forecast", reason: "ValueError: no rows" },
      },
      {
        text: "Runtime Error in model forecast (models/forecast.py)\n  Python model run ended in state Failed with state_message\n  job crashed",
        captures: { state: "Failed" },
      },
    ],
    nearMisses: [{ text: "Compilation Error in model forecast (models/forecast.py)\n  could not parse" }],
  },
  "dbt/fusion-column": {
    examples: [
      {
        text: "error: dbt0227: No column discount found. Available are id, total",
        captures: { column: "discount" },
      },
      { text: "error: dbt0227: No column orders.rebate found", captures: { column: "orders.rebate" } },
    ],
    nearMisses: [{ text: "error: dbt1501: something else" }],
  },
  "dbt/cloud-job-failed": {
    examples: [
      {
        text: "airflow.providers.dbt.cloud.hooks.dbt.DbtCloudJobRunException: Job run 1234 has failed or has been cancelled.",
        captures: { run: "1234" },
      },
      {
        text: "airflow.providers.dbt.cloud.hooks.dbt.DbtCloudJobRunException: Job run 70403103922125 failed or has been cancelled.",
        captures: { run: "70403103922125" },
      },
    ],
    nearMisses: [
      { text: "DbtCloudJobRunException: Job run 1234 has not reached a terminal status after 3600 seconds." },
    ],
  },
};
