import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listSources } from "@/lib/sources/data";
import { createSource, updateSource } from "@/lib/sources/save-source";
import { SourceKind } from "@/lib/sources/schemas";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it("says that a source is reconciled only if there is something to compare its API with", async () => {
  const { ctx } = await arrangeWorkspace(db);
  for (const kind of SourceKind.options) await createSource(ctx, { kind, name: kind });
  const { items } = await listSources(ctx);
  const kinds = items.filter(({ isReconciled }) => isReconciled).map(({ kind }) => kind);
  expect([...new Set(kinds)]).toEqual(["airflow", "prefect"]);
});

it("refuses to switch it on where there is nothing to compare", async () => {
  const { ctx } = await arrangeWorkspace(db);
  const { id } = await createSource(ctx, { kind: "dbt", name: "dbt" });
  await expect(updateSource(ctx, id, { isReconciled: true })).rejects.toMatchObject({ code: "INVALID" });
  expect(await updateSource(ctx, id, { isReconciled: false, name: "dbt Cloud" })).toMatchObject({
    name: "dbt Cloud",
    isReconciled: false,
  });
});
