import { expect, it } from "vitest";
import { webhookKindsNote } from "@/components/docs/webhook-kinds";
import type { SourceKindView } from "@/lib/sources/schemas";

const kind = (name: SourceKindView["kind"], part: Partial<SourceKindView>): SourceKindView => ({
  kind: name,
  name: name.toUpperCase(),
  maxBodyBytes: 1_048_576,
  isUnderstood: true,
  hasTestFailure: false,
  isForAnySender: false,
  codeFolderLabel: "Code folder",
  api: null,
  ...part,
});

it("says which webhooks are understood, which are only stored, and their limits", () => {
  const kinds = [
    kind("airflow", {}),
    kind("dbt", { isUnderstood: false, maxBodyBytes: 8_388_608 }),
    kind("generic", {}),
    kind("sns", { isUnderstood: false }),
  ];
  expect(webhookKindsNote(kinds)).toBe(
    "At most 1 MiB, DBT 8 MiB. Understood so far: airflow, generic. Deliveries of the other kinds (dbt, sns) are stored and answered 422.",
  );
});

it("speaks of no other kinds where all are understood", () => {
  expect(webhookKindsNote([kind("airflow", {})])).toBe("At most 1 MiB. Understood so far: airflow.");
});
