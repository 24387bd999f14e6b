import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";
import { commitFacts } from "@/lib/evidence/testing/facts";

const tracebackOf = (source: string, key: string) =>
  readPiece(
    `Traceback (most recent call last):\n  File "/opt/airflow/dags/lib/transform.py", line 7, in summarize\n    ${source}\nKeyError: '${key}'`,
  );
const failure = { orchestrator: "airflow", pipeline: "orders_daily", task: "transform" };
const diagnose = (source: string, key: string) =>
  diagnoseFailure({ evidence: [tracebackOf(source, key)], failure });

describe("a missing key that could be a setting", () => {
  it.each(["client_id", "host", "region", "account", "username", "database", "password"])(
    "is a field where the code reads it from a record: %s",
    (key) => {
      const found = diagnose(`key = row["${key}"]`, key);
      expect(found.category).not.toBe("configuration");
      expect(found.claims).toContainEqual({
        text: `The failing line reads \`${key}\` from \`row\``,
        citations: [expect.objectContaining({ startLine: 3 })],
      });
    },
  );

  it.each(["password", "db_host"])("is a setting where it is read from settings: %s", (key) => {
    expect(diagnose(`connect(config["${key}"])`, key).category).toBe("configuration");
  });

  it("is blamed on the commit that renamed it", () => {
    const patch = `--- a/dags/orders.py\n+++ b/dags/orders.py\n@@ -1 +1 @@\n-    return {"client_id": 7}\n+    return {"customer_id": 7}`;
    const commit = piece("commit", patch, { facts: commitFacts({ sha: "6d060665".repeat(5) }) });
    const found = diagnoseFailure({
      evidence: [tracebackOf('key = row["client_id"]', "client_id"), commit],
      failure,
    });
    expect(found.rootCause).toBe(
      "Commit `6d060665` renamed `client_id` to `customer_id`, and the old name is still used",
    );
    expect(["code_bug", "schema_change"]).toContain(found.category);
  });
});
