import { describe, expect, it } from "vitest";
import { NO_FAILED_TASK } from "@/lib/failures/unreported";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";

describe("what the reconciler found", () => {
  it.each([
    [
      "unhealthy",
      "Airflow 3.3.2: scheduler is unhealthy. Runs may not start. Until it is healthy, no run is judged missing or late.",
      "infrastructure",
      "The orchestrator's health check says that a part of it does not work: Airflow 3.3.2: scheduler is unhealthy",
    ],
    [
      "missing",
      "5 runs did not start; the first was due at Mon 30 Nov 11:02 (UTC), 4 min ago; the last 6 runs started at most 22 s after they were due. It was expected to be done by 11:02 UTC.",
      "infrastructure",
      "The orchestrator has started no run since Mon 30 Nov 11:02 (UTC), and reports no reason",
    ],
    [
      "empty",
      "0 rows; 8 comparable runs wrote 11,200 to 11,207.",
      "upstream_missing_data",
      "The run succeeded with 0 rows, where comparable runs wrote 11,200 to 11,207; it reports no reason",
    ],
  ])("is the cause of %s: %s", (finding, message, category, rootCause) => {
    const failure = {
      orchestrator: "airflow",
      subject: "check",
      pipeline: "orders",
      task: null,
      message,
      finding,
    } as const;
    expect(diagnoseFailure({ evidence: [], failure })).toMatchObject({ category, rootCause });
  });

  it("leaves no words for inference, whoever repeats them", () => {
    const failure = { orchestrator: "airflow", pipeline: "orders", task: "load", message: NO_FAILED_TASK };
    const { category, rootCause } = diagnoseFailure({ evidence: [], failure });
    expect({ category, rootCause }).toEqual({ category: "unknown", rootCause: "Cause unknown" });
  });
});
