import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { reconcilerFindingExamples } from "@/lib/diagnosis/signatures/examples/reconciler-findings";

const EXPECTED: Record<string, [category: string, step: RegExp]> = {
  "reconciler/orchestrator-unreachable": ["infrastructure", /Start the orchestrator's API server/],
  "reconciler/credentials-refused": ["auth_permission", /Renew the password or token/],
  "reconciler/component-unhealthy": ["infrastructure", /Restart the component/],
  "reconciler/run-not-started": ["infrastructure", /paused/],
  "reconciler/run-waits": ["resource_exhausted", /worker serves the queue/],
  "reconciler/run-late": ["resource_exhausted", /Which task runs|which task runs/],
  "reconciler/hang": ["infrastructure", /Stop the task/],
  "reconciler/few-rows": ["upstream_missing_data", /inputs had been written/],
  "reconciler/short-run": ["upstream_missing_data", /inputs had been written/],
  "reconciler/all-skipped": ["upstream_missing_data", /decided to skip/],
  "reconciler/output-unchanged": ["upstream_missing_data", /inputs were last updated/],
  "reconciler/no-failed-task": ["configuration", /dagrun_timeout/],
};
const EXAMPLES = Object.entries(reconcilerFindingExamples).flatMap(([id, { examples }]) =>
  examples.map(({ text, finding = "" }) => ({ id, text, finding })),
);

describe("what the reconciler found", () => {
  it.each(EXAMPLES)("is diagnosed by its kind: $finding, $text", ({ id, text, finding }) => {
    const diagnose = (message: string) =>
      diagnoseFailure({
        evidence: [readPiece(message)],
        failure: {
          orchestrator: "airflow",
          subject: "check",
          pipeline: "orders_daily",
          task: null,
          message,
          finding,
        },
      });
    const found = diagnose(text);
    const [category, step] = EXPECTED[id] ?? ["", /^$/];
    expect(found).toMatchObject({ outcome: "diagnosed", signature: id, category });
    expect(found.recommendedActions.join("\n")).toMatch(step);
    expect(found.rootCause).not.toContain("…");
    expect(found.confidence).toBeLessThanOrEqual(/outage|credentials|unhealthy/.test(finding) ? 0.89 : 0.7);
    // Other words about the same finding lead to the same diagnosis.
    const loaded = `${text} Permission denied: password authentication failed, MemoryError, no such file, connection timed out.`;
    expect(diagnose(loaded)).toMatchObject({ signature: id, category, confidence: found.confidence });
  });

  it("is nothing that a new kind is guessed from", () => {
    const message = "Permission denied: password authentication failed";
    const found = diagnoseFailure({
      evidence: [readPiece(message)],
      failure: { orchestrator: "airflow", pipeline: "p", task: null, message, finding: "of another version" },
    });
    expect(found).toMatchObject({ outcome: "inconclusive", category: "unknown" });
  });
});
