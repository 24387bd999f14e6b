import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

function diagnose(log: string) {
  return diagnoseFailure({
    evidence: [logPiece(readText(log))],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });
}

describe("the words of a message", () => {
  it("decide about a message that nothing else knows, and are quoted as the reason", () => {
    const found = diagnose("ERROR glimworks: tenant storage allocation used up, 0 bytes of memory left\n");
    expect(found.hypotheses[0]?.category).toBe("resource_exhausted");
    expect(found.hypotheses[0]?.reasons.join("\n")).toMatch(
      /the words .*“allocation”.* usually mean an exhausted resource/,
    );
  });

  it("say nothing beside a signature that explains the failure", () => {
    const found = diagnose(
      "Traceback (most recent call last):\n" +
        '  File "/srv/jobs/load.py", line 3, in <module>\n    import crates\n' +
        "ModuleNotFoundError: No module named 'crates'\n",
    );
    expect(found.signature).not.toBeNull();
    expect(found.hypotheses.flatMap(({ reasons }) => reasons).join("\n")).not.toMatch(/the words? “/);
  });
});
