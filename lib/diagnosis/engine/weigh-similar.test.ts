import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import type { SimilarFacts } from "@/lib/evidence/schemas";
import { similarFacts } from "@/lib/evidence/testing/facts";

const LOG = readPiece(
  "Traceback (most recent call last):\n  File \"/opt/airflow/dags/load.py\", line 3, in load\n    row['customer_id']\nKeyError: 'customer_id'",
);

const similar = (part: Partial<SimilarFacts>) =>
  piece(
    "similar_incident",
    "#7 KeyError\nStatus: resolved\nSame fingerprint: the same failure\nConfirmed cause (missing_dependency): boto3 is missing\nFix: none recorded",
    { facts: similarFacts(part) },
  );

const diagnose = (...evidence: EvidencePiece[]) =>
  diagnoseFailure({
    evidence: [LOG, ...evidence],
    failure: { orchestrator: "airflow", pipeline: "orders", task: "load" },
  });

const confirmed = { category: "missing_dependency", rootCause: "boto3 is missing" };
const share = (found: ReturnType<typeof diagnose>) =>
  found.hypotheses.find((hypothesis) => hypothesis.category === "missing_dependency")?.confidence ?? 0;

describe("a similar incident", () => {
  it("has no effect while its cause is not confirmed", () => {
    const found = diagnose(similar({ confirmed: null }));
    const without = diagnose();
    expect(found.hypotheses).toEqual(without.hypotheses);
    expect(found.claims).toEqual(without.claims);
    expect(JSON.stringify(found)).not.toContain("boto3");
  });

  it("adds weight and a reason once its cause is confirmed", () => {
    const found = diagnose(similar({ confirmed }));
    expect(share(found)).toBeGreaterThan(share(diagnose()));
    const reasons = found.hypotheses.flatMap((hypothesis) => hypothesis.reasons).join("\n");
    expect(reasons).toContain("The same failure was seen before (#7), and its cause was confirmed");
  });

  it("has no effect if it is of a different kind", () => {
    const found = diagnose(similar({ confirmed, isSameFailure: false, similarity: 0.9 }));
    expect(found.hypotheses).toEqual(diagnose().hypotheses);
  });
});
