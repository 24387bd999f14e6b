import { describe, expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import { commitFacts } from "@/lib/evidence/testing/facts";
import { piece, readPiece } from "@/lib/diagnosis/engine/testing/piece";

const diagnose = (evidence: EvidencePiece[]) =>
  diagnoseFailure({ evidence, failure: { orchestrator: "generic", pipeline: "orders_daily", task: "load" } });

describe("a column that was renamed", () => {
  it("is blamed on the commit that renamed it, with its line, or on the one that removed it, and on no other", () => {
    const traceback = `Traceback (most recent call last):\n  File "/app/load.py", line 7, in load\n    row["customer_id"]\nKeyError: 'customer_id'`;
    const patch = (to: string) =>
      `--- a/models/orders.sql\n+++ b/models/orders.sql\n@@ -1 +1 @@\n-select customer_id from raw.orders\n+select ${to} from raw.orders`;
    const facts = commitFacts({ sha: "6d060665".repeat(5) });
    const blamed = diagnose([readPiece(traceback), piece("commit", patch("client_id"), { facts })]);
    expect(blamed.rootCause).toBe(
      "Commit `6d060665` renamed `customer_id` to `client_id`, and the old name is still used",
    );
    expect(blamed.claims).toContainEqual({
      text: "Commit `6d060665` renamed `customer_id` to `client_id`",
      citations: [expect.objectContaining({ quote: "-select customer_id from raw.orders" })],
    });
    const other = diagnose([readPiece(traceback), piece("commit", patch("a, b"), { facts })]);
    expect(other.rootCause).toBe(
      "Commit `6d060665` removed `customer_id` from `models/orders.sql`, and something still reads it",
    );
    const unrelated = diagnose([
      readPiece(traceback),
      piece("commit", patch("b").replaceAll("customer_id", "a"), { facts }),
    ]);
    expect(unrelated.rootCause).not.toContain("6d060665");
    expect(other.category).toBe(blamed.category);
  });

  it.each([
    ["KeyError: 'customer_id'", undefined],
    ["KeyError: 'customer_id'", "rows = [row['customer_id'] for row in source.fetch()]"],
  ])("does not blame a table that nothing ties to %s", (message, source) => {
    const traceback = `Traceback (most recent call last):\n  File "/app/load.py", line 7, in load\n    ${source ?? "load(row)"}\n${message}`;
    const renamed = { kind: "renamed", column: "client_id", formerColumn: "customer_id" } as const;
    const change = { ...renamed, type: null, formerType: null, isLikely: false, isNamed: true };
    const times = { after: "2026-11-21T06:41:00.000Z", before: "2026-11-21T07:41:00.000Z" };
    const line = "postgres.raw.orders: column customer_id was renamed to client_id";
    const facts = {
      schemaVersion: 1,
      table: "postgres.raw.orders",
      namespace: "postgres://db:5432",
    } as const;
    const origin = { origin: "w", originName: "Shop", changes: [{ ...change, ...times }] };
    const withMatch = (match: "column" | "name") =>
      diagnose([
        readPiece(traceback),
        piece("schema_change", line, { facts: { ...facts, ...origin, match } }),
      ]);
    const possible = withMatch("name");
    expect(possible.rootCause).not.toContain("raw.orders");
    expect(possible.confidence).toBeLessThan(0.8);
    expect(possible.claims.map(({ text }) => text).join()).toContain("nothing shows that the pipeline uses");
    expect(possible.recommendedActions.at(-1)).toContain("`postgres.raw.orders`");
    const tied = withMatch("column");
    expect(tied).toMatchObject({ category: "schema_change" });
    expect(tied.rootCause).toContain("renamed to `client_id`");
    expect(tied.recommendedActions[0]).toContain("`client_id`");
  });
});

describe("the columns that a database suggests instead", () => {
  const text = [
    "Traceback (most recent call last):",
    '  File "/app/features.py", line 27, in main',
    '    frame = users.select("userId")',
    "pyspark.errors.exceptions.captured.AnalysisException: [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `userId` cannot be resolved. Did you mean one of the following? [`user_id`, `plan_code`]. SQLSTATE: 42703",
  ].join("\n");
  const renamed = (formerColumn: string, column: string) => {
    const change = { kind: "renamed", column, formerColumn, type: "string", formerType: "string" } as const;
    const times = { after: "2026-11-21T06:41:00.000Z", before: "2026-11-21T07:41:00.000Z" };
    return piece("schema_change", `raw.users: column ${formerColumn} was renamed to ${column}`, {
      facts: {
        schemaVersion: 1,
        table: "raw.users",
        namespace: "databricks://acme",
        origin: "w",
        originName: "Catalog",
        match: "table",
        changes: [{ ...change, ...times, isLikely: false, isNamed: false }],
      },
    });
  };

  it("are not what the failure is about", () => {
    expect(diagnose([readPiece(text), renamed("plan", "plan_code")]).rootCause).not.toContain("plan");
  });

  it("do not hide the column that is missing", () => {
    expect(diagnose([readPiece(text), renamed("userId", "user_id")]).rootCause).toContain(
      "renamed to `user_id`",
    );
  });
});
