import { expect, it } from "vitest";
import { auditChanges } from "@/lib/workspaces/audit-changes";

it("names the fields of an update", () => {
  expect(auditChanges({ changed: ["name", "environment"] })).toEqual([
    { field: "name" },
    { field: "environment" },
  ]);
});

it("compares settings with their previous values and leaves out what stayed the same", () => {
  const retentionBefore = { deliveriesDays: 30, duplicatesDays: 7, evidenceDays: 90 };
  const retention = { deliveriesDays: 7, duplicatesDays: 7, evidenceDays: null };
  expect(auditChanges({ name: "Data", nameBefore: "Test", retention, retentionBefore })).toEqual([
    { field: "name", before: "Test", after: "Data" },
    { field: "retention.deliveriesDays", before: 30, after: 7 },
    { field: "retention.evidenceDays", before: 90, after: null },
  ]);
});

it.each([{}, { reason: "fixed" }, { changed: "name" }, { retention: "x" }, { name: "ci" }])(
  "finds no changes in %o",
  (detail) => {
    expect(auditChanges(detail)).toEqual([]);
  },
);
