import { TEST_EXCEPTION, TEST_PIPELINE } from "@/lib/intake/sources/test-exception";

/** The body our hook would send for a flow failing now. */
export function prefectTestPayload(now: Date): Record<string, unknown> {
  return {
    source: "prefect",
    event: "on_failure",
    scope: "flow",
    flow_name: TEST_PIPELINE,
    flow_run_id: `manual__${now.toISOString()}`,
    run_name: "test-run",
    run_count: 1,
    state: {
      type: "FAILED",
      name: "Failed",
      message: "Flow run encountered an exception: KeyError: 'customer_id'",
      timestamp: now.toISOString(),
    },
    exception: TEST_EXCEPTION,
  };
}
