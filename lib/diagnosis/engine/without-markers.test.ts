import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { redact } from "@/lib/redaction/redact";

const diagnose = (text: string) =>
  diagnoseFailure({
    evidence: [
      readPiece(
        `Traceback (most recent call last):\n  File "/app/load.py", line 7, in load\n    load()\n${text}`,
      ),
    ],
    failure: { orchestrator: "generic", pipeline: "orders_daily", task: "load", message: text },
  });

const SECRET = "Hq7wz9Lm2pXv";
const JWT =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

describe("what stands for a secret", () => {
  it.each([
    `RuntimeError: bad row 5 while reading postgresql://u:${SECRET}@db/sales`,
    `RuntimeError: the job stopped with ${JWT}`,
    `Exception: the job stopped with token=${JWT} and password=${SECRET}`,
  ])("does not steer the diagnosis of %s", (text) => {
    const redacted = redact(text).text;
    expect(redacted).toContain("[redacted:");
    const found = diagnose(redacted);
    const hidden = diagnose(redacted.replaceAll(/\[redacted:[^\]]+\]/g, "***"));
    expect(found).toMatchObject({
      outcome: hidden.outcome,
      category: hidden.category,
      confidence: hidden.confidence,
      hypotheses: hidden.hypotheses.map(({ reasons }) => ({ reasons })),
    });
    expect(found.hypotheses.flatMap(({ reasons }) => reasons).join("\n")).not.toContain("jwt");
  });
});
