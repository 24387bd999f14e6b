import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listSnippets } from "@/lib/intake/list-snippets";
import { createSource, updateSource } from "@/lib/sources/save-source";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

it("names the Airflow that the events of an OpenLineage source are about", async () => {
  const { ctx, sourceId } = await arrangeWorkspace(db);
  const inProduction = { environment: "production" };
  await updateSource(ctx, sourceId, inProduction);
  const openlineage = await createSource(ctx, { kind: "openlineage", name: "ol", ...inProduction });
  await createSource(ctx, { kind: "airflow", name: "other", environment: "staging" });
  const airflowSnippet = async () => {
    const { items } = await listSnippets(ctx, openlineage.id);
    return items.find(({ id }) => id === "airflow");
  };
  expect((await airflowSnippet())?.text).toContain("NAMESPACE='Airflow-production'\n");
  await createSource(ctx, { kind: "airflow", name: "airflow-eu", ...inProduction });
  expect(await airflowSnippet()).toMatchObject({
    text: expect.stringContaining("NAMESPACE='<namespace of this Airflow>'\n"),
    description: expect.stringContaining(
      'which Airflow it is: `Airflow-production` for "Airflow", `airflow-eu` for "airflow-eu".',
    ),
  });
});

it("quotes a name for the shell", async () => {
  const { ctx, sourceId } = await arrangeWorkspace(db);
  await updateSource(ctx, sourceId, { name: "Ada's" });
  const { id } = await createSource(ctx, { kind: "openlineage", name: "ol" });
  const { items } = await listSnippets(ctx, id);
  expect(items[0]?.text).toContain(String.raw`NAMESPACE='Ada'\''s'`);
});
