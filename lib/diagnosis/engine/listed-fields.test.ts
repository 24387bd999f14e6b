import { expect, it } from "vitest";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { readPiece } from "@/lib/diagnosis/engine/testing/piece";

const diagnose = (before: string) =>
  diagnoseFailure({
    evidence: [
      readPiece(
        `${before}\nTraceback (most recent call last):\n  File "/opt/app/parse.py", line 17, in parse\n    cents = item["amount_cents"]\nKeyError: 'amount_cents'`,
      ),
    ],
    failure: { orchestrator: "dagster", pipeline: "payouts", task: "load" },
  });

it("takes a missing key for a schema change if the log lists the fields without it", () => {
  const found = diagnose("INFO - fields of the first item: amount_minor, currency, id");
  expect(found.category).toBe("schema_change");
  expect(found.claims).toContainEqual({
    text: "The log lists the fields that were read: `amount_minor`, but no `amount_cents`",
    citations: [expect.objectContaining({ startLine: 1 })],
  });
});

it.each([
  ["lists it", "INFO - fields: amount_cents, amount_minor, id"],
  ["lists other things", "INFO - partners: amount_minor, currency, id"],
  ["lists nothing like it", "INFO - fields: currency, id, status"],
  ["lists too few", "INFO - fields: amount_minor, id"],
])("does not if the log %s", (_why, line) => {
  expect(diagnose(line).category).toBe("code_bug");
});
