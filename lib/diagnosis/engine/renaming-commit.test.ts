import { describe, expect, it } from "vitest";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import { renamingCommit } from "@/lib/diagnosis/engine/renaming-commit";
import { commitFacts } from "@/lib/evidence/testing/facts";

const PATCH = `commit 6d060665
--- a/models/orders.sql
+++ b/models/orders.sql
@@ -1,2 +1,2 @@
-select customer_id, amount
+select client_id, amount
 from raw.orders`;
const piece = (text: string, part = {}) =>
  ({
    kind: "commit",
    text,
    facts: commitFacts({ sha: "6d060665".repeat(5) }),
    ...part,
  }) as unknown as PieceOf<"commit">;
const missing = { names: ["customer_id"], text: "KeyError: 'customer_id'" };

describe("renamingCommit", () => {
  it("names the commit that renamed what is missing", () => {
    expect(renamingCommit(piece(PATCH), missing)).toEqual({
      line: 5,
      claim: "Commit `6d060665` renamed `customer_id` to `client_id`",
      cause: "Commit `6d060665` renamed `customer_id` to `client_id`, and the old name is still used",
      isBrought: false,
    });
  });

  it("names the commit that brought the missing name", () => {
    const back = PATCH.replace("-select customer_id", "-select client_id").replace(
      "+select client_id",
      "+select customer_id",
    );
    expect(renamingCommit(piece(back), missing)).toEqual({
      line: 6,
      claim: "Commit `6d060665` renamed `client_id` to `customer_id`",
      cause: "Commit `6d060665` renamed `client_id` to `customer_id`, which does not exist",
      isBrought: true,
    });
  });

  it("names the commit that removed what is missing", () => {
    const removal = PATCH.split("\n")
      .filter((line) => !line.startsWith("+select"))
      .join("\n");
    const claim = expect.stringMatching(/^Commit `6d060665` removed `customer_id` from `\S+`$/) as unknown;
    expect(renamingCommit(piece(removal), missing)).toMatchObject({ line: 5, claim, isBrought: false });
  });

  it.each([
    ["another name is missing", piece(PATCH), { ...missing, names: ["amount"] }],
    [
      "nothing is said to be missing",
      piece(PATCH),
      { ...missing, text: "TypeError: 'customer_id' is a str" },
    ],
    ["the commit is not known", piece(PATCH, { facts: null }), missing],
  ])("names none if %s", (_why, commit, failure) => expect(renamingCommit(commit, failure)).toBeNull());
});
