import { describe, expect, it } from "vitest";
import { reportedAttempt } from "@/lib/desk/reported-attempt";
import type { FailureReport } from "@/lib/failures/schemas";
import { serviceReport } from "@/lib/failures/testing/report";
import { normalisePrefect } from "@/lib/intake/sources/prefect/normalise";

function reportOf(fields: Record<string, unknown>): FailureReport {
  const result = normalisePrefect({ flow_run_id: "r", flow_name: "daily", state_type: "FAILED", ...fields });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.report;
}

describe("reportedAttempt", () => {
  it("reads the attempt number of a flow run", () => {
    expect(reportedAttempt(reportOf({ run_count: "2", retries: "1" }))).toEqual({
      tryNumber: 2,
      maxTries: 2,
      mapIndex: -1,
      state: "failed",
      willRetry: false,
      retryPrevented: null,
    });
  });

  it.each([
    ["a report without an attempt number", reportOf({})],
    ["a service report", serviceReport()],
  ])("is null for %s", (_name, report) => {
    expect(reportedAttempt(report)).toBeNull();
  });
});
