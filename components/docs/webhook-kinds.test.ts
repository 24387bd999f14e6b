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

it("lists supported kinds, stored kinds and size limits", () => {
  const kinds = [
    kind("airflow", {}),
    kind("dbt", { isUnderstood: false, maxBodyBytes: 8_388_608 }),
    kind("generic", {}),
    kind("sns", { isUnderstood: false }),
  ];
  expect(webhookKindsNote(kinds)).toBe(
    "At most 1 MiB, DBT 8 MiB. Supported: airflow, generic. Deliveries of other kinds (dbt, sns) are stored and answered with 422.",
  );
});

it("leaves out other kinds when all are supported", () => {
  expect(webhookKindsNote([kind("airflow", {})])).toBe("At most 1 MiB. Supported: airflow.");
});
