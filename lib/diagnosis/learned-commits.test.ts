import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { DiagnosisInput } from "@/lib/diagnosis/engine/diagnosis-input";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { commitFacts } from "@/lib/evidence/testing/facts";
import { learnFailure } from "@/lib/knowledge/patterns/learn-failure";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";

const commit = (sha: string, path: string, hunk: string) =>
  piece(
    "commit",
    `commit ${sha}\nAuthor: dana\nDate: 2026-11-20\n\nChange things\n\ndiff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n${hunk}`,
    { id: sha, facts: commitFacts({ sha, files: [{ path, status: "modified" }] }) },
  );

const log = (code: string, error: string) =>
  readPiece(
    `[2026-11-20T02:00:00.000+0000] {taskinstance.py:1937} ERROR - Task failed with exception\nTraceback (most recent call last):\n  File "/opt/airflow/dags/shop/geo.py", line 3, in locate\n    ${code}\n${error}`,
  );

const CI = commit("cccc2222".repeat(5), ".github/workflows/ci.yml", "-  a: 1\n+  a: 2");

/** What the diagnosis of a failure teaches if a person calls it right, looked for in other evidence about the same failure. */
function confirmedThenSeen(line: string, then: DiagnosisInput["evidence"], now: DiagnosisInput["evidence"]) {
  const failure = { orchestrator: "airflow", pipeline: "shop", task: "locate" };
  const own = diagnoseFailure({ failure, evidence: then });
  const { line: template, ...learned } = learnFailure({
    fingerprint: "f",
    signature: own.signature,
    category: own.category,
    line,
    places: [],
    cause: own.rootCause,
    isCorrection: false,
    cited: own.claims.flatMap(({ citations }) => citations),
    evidence: then,
  });
  return { own, found: recheckPattern({ ...learned, template }, now, line) };
}

describe("a confirmed diagnosis that cites a commit", () => {
  it("which only touched the failing file is not shown again by any commit", () => {
    const failed = log("import geopy", "ModuleNotFoundError: No module named 'geopy'");
    const touching = commit("aaaa1111".repeat(5), "dags/shop/geo.py", "-x = 1\n+x = 2");
    const { own, found } = confirmedThenSeen(
      "ModuleNotFoundError No module named 'geopy'",
      [failed, touching],
      [failed, CI],
    );
    expect(own.claims.flatMap(({ citations }) => citations.map(({ evidenceId }) => evidenceId))).toContain(
      touching.id,
    );
    expect(found).toMatchObject({
      result: "holds",
      isSpecific: false,
      reason: "The same line shows the failure",
    });
    expect(found.citations.map(({ evidenceId }) => evidenceId)).toEqual(["log"]);
  });

  it("which renamed what is missing is shown by that change alone", () => {
    const failed = log('key = row["client_id"]', "KeyError: 'client_id'");
    const renaming = commit(
      "aaaa1111".repeat(5),
      "dags/shop/orders.py",
      '-    "client_id": 7,\n+    "customer_id": 7,',
    );
    const line = "KeyError 'client_id'";
    const again = confirmedThenSeen(line, [failed, renaming], [failed, CI, renaming]).found;
    expect(again).toMatchObject({ result: "holds", isSpecific: true });
    expect(again.citations[0]).toMatchObject({ evidenceId: renaming.id, quote: '-    "client_id": 7,' });
    const without = confirmedThenSeen(line, [failed, renaming], [failed, CI]).found;
    expect(without).toMatchObject({ result: "cannot_tell", isSpecific: false });
    expect(without.citations.map(({ evidenceId }) => evidenceId)).not.toContain(CI.id);
  });
});
