/** The run results of a model that fails now. */
export function dbtTestPayload(now: Date): Record<string, unknown> {
  const at = now.toISOString();
  return {
    metadata: {
      dbt_schema_version: "https://schemas.getdbt.com/dbt/run-results/v6.json",
      generated_at: at,
      invocation_id: `test-${now.getTime()}`,
      invocation_started_at: at,
    },
    results: [
      {
        unique_id: "model.pipeline_debugger_test.orders",
        status: "error",
        message:
          'Database Error in model orders (models/orders.sql)\n  column "customer_id" does not exist\n  LINE 1: select customer_id from raw.orders',
        failures: null,
        compiled_code: "select customer_id from raw.orders",
        relation_name: '"test"."main"."orders"',
        timing: [{ name: "execute", started_at: at, completed_at: at }],
        adapter_response: {},
      },
    ],
    args: { which: "build" },
  };
}
