import { describe, expect, it } from "vitest";
import type { CheckedPatch } from "@/lib/fixes/patches/check-patch";
import type { Reproduction } from "@/lib/fixes/verification/judge-replay";
import {
  concludeVerification,
  reproductionCheck,
  skippedRun,
  type RunCheck,
} from "@/lib/fixes/verification/conclude-verification";

function checked(status: "applies" | "unverified" = "applies"): CheckedPatch {
  const isParsed = status === "applies";
  const detail = isParsed
    ? "Every changed file parses."
    : "Not everything could be parsed: no parser for a.scala.";
  const parses = { name: "parses", status: isParsed ? "passed" : "skipped", detail, durationMs: 1 } as const;
  return {
    verification: { status, reason: "", log: "applies to 01234567", checks: [parses] },
    files: [],
    edits: [],
  };
}
const conclude = (
  runs: readonly RunCheck[],
  hazards: string[] = [],
  status?: "unverified",
  silenced: string | null = null,
) => concludeVerification({ checked: checked(status), commit: "01234567", runs, hazards, silenced });
const reproduced = (outcome: Reproduction["outcome"]) =>
  reproductionCheck(
    { outcome, detail: "`f(rows=[])` raises KeyError before the patch", log: ["before: …"] },
    "Python 3.12",
    5,
  );
const imported: RunCheck = {
  check: {
    name: "import",
    status: "passed",
    detail: "dags/a.py imports before and after the patch.",
    durationMs: 1,
  },
  proof: false,
  breaks: false,
  log: [],
};

describe("concludeVerification", () => {
  it("calls a patch verified that was seen to fail before and pass after", () => {
    const verification = conclude([reproduced("passed"), imported]);
    expect(verification).toMatchObject({
      status: "verified",
      reason:
        "`f(rows=[])` raises KeyError before the patch (Python 3.12). dags/a.py imports before and after the patch.",
    });
    expect(verification.checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "parses passed",
      "reproduction passed",
      "import passed",
    ]);
    expect(verification.log).toContain("before: …");
  });

  it("does not call it verified if the patch contains code that could falsify the run", () => {
    const verification = conclude(
      [reproduced("passed")],
      ["Adds code to a.py that runs a program (os.system)."],
    );
    expect(verification).toMatchObject({
      status: "applies",
      reason: expect.stringMatching(/^Applies to 01234567 .*Not marked as verified.*os\.system/),
    });
  });

  it("does not call it verified if a file could not be parsed", () => {
    expect(conclude([reproduced("passed")], [], "unverified").status).toBe("unverified");
  });

  it("does not take an import for a proof", () => {
    expect(conclude([skippedRun("reproduction", "no isolation is available here"), imported])).toMatchObject({
      status: "applies",
      reason:
        "Applies to 01234567 and every changed file parses. dags/a.py imports before and after the patch.",
    });
  });

  it.each(["failed", "caught", "removed"] as const)("says that a reproduction %s", (outcome) => {
    const verification = conclude([reproduced(outcome), imported]);
    expect(verification.status).toBe("unverified");
    expect(verification.reason).toContain("A run contradicts the patch: `f(rows=[])`");
    expect(verification.checks[1]?.status).toBe("failed");
  });

  it.each(["substituted", "raises", "unset"] as const)(
    "says what a run showed that proves nothing: %s",
    (outcome) => {
      const proof: RunCheck = { ...imported, proof: true };
      const verification = conclude([reproduced(outcome), proof]);
      expect(verification.status).toBe("applies");
      expect(verification.reason).toMatch(
        /^Applies to 01234567 and every changed file parses\. `f\(rows=\[\]\)`/,
      );
      expect(verification.reason).not.toContain("ot run");
      expect(verification.checks[1]?.status).toBe("caution");
    },
  );

  it("says that a failure was run before the patch only", () => {
    const { status, reason, checks } = conclude([reproduced("unclear")]);
    expect([status, checks[1]?.status]).toEqual(["applies", "skipped"]);
    expect(reason).not.toContain("Not run:");
  });

  it("does not call a patch verified that hides missing data", () => {
    const verification = conclude([reproduced("passed")], [], undefined, "`fillna`");
    expect(verification).toMatchObject({
      status: "applies",
      reason: expect.stringMatching(/Not marked as verified, because the patch adds `fillna`/),
    });
  });

  it("says why nothing was run", () => {
    expect(conclude([skippedRun("reproduction", "no isolation is available here")]).reason).toBe(
      "Applies to 01234567 and every changed file parses. Not run: no isolation is available here.",
    );
  });

  it("keeps a path at the beginning of a sentence", () => {
    expect(skippedRun("import", "dags/a.py was not imported: no Python").check.detail).toBe(
      "dags/a.py was not imported: no Python.",
    );
  });

  it("fails a patch that breaks what worked", () => {
    const breaks: RunCheck = {
      ...imported,
      check: { ...imported.check, status: "failed", detail: "dags/a.py no longer imports after the patch." },
      breaks: true,
    };
    expect(conclude([reproduced("passed"), breaks])).toMatchObject({
      status: "failed",
      reason: "dags/a.py no longer imports after the patch.",
    });
  });

  it("bounds the log", () => {
    const loud = { ...imported, log: ["x".repeat(100_000)] };
    expect(conclude([loud]).log.length).toBeLessThanOrEqual(16_000);
  });
});
