import { describe, expect, it } from "vitest";
import { reportedAttempt } from "@/lib/desk/reported-attempt";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";

function reportOf(fields: Record<string, unknown>): unknown {
  const result = normalisePrefect({ flow_run_id: "r", flow_name: "daily", state_type: "FAILED", ...fields });
  return result.ok ? result.report : null;
}

describe("reportedAttempt", () => {
  it("reads the try of a flow run", () => {
    expect(reportedAttempt(reportOf({ run_count: "2", retries: "1" }))).toEqual({
      tryNumber: 2,
      maxTries: 2,
      mapIndex: -1,
      state: "failed",
      willRetry: false,
    });
  });

  it.each([
    ["a report that names no try", reportOf({})],
    ["something else", { attempt: { tryNumber: 1 } }],
    ["nothing", null],
  ])("is null for %s", (_name, report) => {
    expect(reportedAttempt(report)).toBeNull();
  });
});
