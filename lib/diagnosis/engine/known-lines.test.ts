import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

const diagnose = (log: string) =>
  diagnoseFailure({
    evidence: [logPiece(readText(log))],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });

const DEADLINE = "Job was active longer than specified deadline";

describe("a line that a signature knows, though nothing marks it as an error", () => {
  it("explains a log without a failing line", () => {
    expect(readText(DEADLINE).findings.failingLines).toEqual([]);
    const found = diagnose(`counting crates\n${DEADLINE}\ngoodbye\n`);
    expect(found).toMatchObject({ outcome: "diagnosed", signature: expect.any(String) });
    expect(found.claims[0]?.citations[0]).toMatchObject({ startLine: 2, quote: DEADLINE });
  });

  it("does not count if it is logged as information", () => {
    expect(diagnose(`counting crates\n2026-03-01 02:00:00 INFO ${DEADLINE}\ngoodbye\n`).outcome).toBe(
      "inconclusive",
    );
  });

  it("does not compete with a line that is marked as an error", () => {
    const found = diagnose(`${DEADLINE}\n2026-03-01 02:00:00 ERROR the crane driver's frobnication failed\n`);
    expect(found.rootCause).not.toContain("deadline");
  });
});
