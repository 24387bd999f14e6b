import { TEST_EXCEPTION, TEST_PIPELINE } from "@/lib/intake/sources/test-exception";

/** The body for a task failing now. */
export function genericTestPayload(now: Date): Record<string, unknown> {
  return {
    pipeline: TEST_PIPELINE,
    task: "transform_orders",
    runId: `manual__${now.toISOString()}`,
    tryNumber: 1,
    maxTries: 1,
    error: TEST_EXCEPTION,
  };
}
