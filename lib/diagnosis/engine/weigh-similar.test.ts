import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";

const LOG: EvidencePiece = {
  id: "log",
  kind: "log",
  collector: "orchestrator-log",
  status: "ok",
  title: "Log",
  text: "Traceback (most recent call last):\n  File \"/opt/airflow/dags/load.py\", line 3, in load\n    row['customer_id']\nKeyError: 'customer_id'",
  facts: {},
};

function similar(facts: Record<string, unknown>): EvidencePiece {
  return {
    id: "similar",
    kind: "similar_incident",
    collector: "similar-incidents",
    status: "ok",
    title: "#7",
    text: "#7 KeyError\nStatus: resolved\nSame fingerprint: the same failure\nConfirmed cause (missing_dependency): boto3 is missing\nFix: none recorded",
    facts: {
      id: "i7",
      number: 7,
      title: "KeyError",
      status: "resolved",
      similarity: 1,
      isSameFailure: true,
      lastSeenAt: "2026-11-20T00:00:00Z",
      fixTitle: null,
      fixStatus: null,
      pullRequestUrl: null,
      signature: null,
      ...facts,
    },
  };
}

const diagnose = (...evidence: EvidencePiece[]) =>
  diagnoseFailure({
    evidence: [LOG, ...evidence],
    failure: { orchestrator: "airflow", pipeline: "orders", task: "load" },
  });

const confirmed = { category: "missing_dependency", rootCause: "boto3 is missing" };
const share = (found: ReturnType<typeof diagnose>) =>
  found.hypotheses.find((each) => each.category === "missing_dependency")?.confidence ?? 0;

describe("a similar incident", () => {
  it("adds no weight and no claim while its cause is not confirmed", () => {
    // As evidence was stored before causes had to be confirmed.
    const machine = similar({ category: "missing_dependency", rootCause: "boto3 is missing" });
    const found = diagnose(machine);
    const without = diagnose();
    expect(found.hypotheses).toEqual(without.hypotheses);
    expect(found.claims).toEqual(without.claims);
    expect(JSON.stringify(found)).not.toContain("boto3");
  });

  it("counts when its cause is confirmed, and is cited where it says so", () => {
    const found = diagnose(similar({ confirmed }));
    expect(share(found)).toBeGreaterThan(share(diagnose()));
    const reasons = found.hypotheses.flatMap((each) => each.reasons).join("\n");
    expect(reasons).toContain("The same failure was seen before (#7), and its cause was confirmed");
  });

  it("of another kind counts for nothing, confirmed or not", () => {
    const found = diagnose(similar({ confirmed, isSameFailure: false, similarity: 0.9 }));
    expect(found.hypotheses).toEqual(diagnose().hypotheses);
  });
});
