import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { createSource } from "@/lib/sources/save-source";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const model = (name: string, parents: string[]) => ({
  name,
  resource_type: "model",
  relation_name: `"shop"."main"."${name}"`,
  depends_on: { nodes: parents.map((parent) => `model.shop.${parent}`) },
});

it("finds what a failed model keeps from being built: skipped and unselected models, and dashboards on them", async () => {
  const { ctx } = await arrangeWorkspace(db);
  const { key, secret } = await createSource(ctx, { kind: "dbt", name: "dbt" });
  const names = { orders: [], mart: ["orders"], weekly: ["mart"] };
  const body = {
    runResults: {
      metadata: { invocation_id: "i", generated_at: "2026-11-29T07:05:00Z" },
      results: [
        { unique_id: "model.shop.orders", status: "error", message: "Database Error\n  no such column" },
        { unique_id: "model.shop.mart", status: "skipped" },
      ],
    },
    manifest: {
      metadata: { project_name: "shop", adapter_type: "duckdb" },
      nodes: Object.fromEntries(
        Object.entries(names).map(([name, parents]) => [`model.shop.${name}`, model(name, parents)]),
      ),
      exposures: {
        "exposure.shop.board": { name: "board", depends_on: { nodes: ["model.shop.mart"] } },
      },
    },
  };
  await receiveWebhook({
    kind: "dbt",
    sourceKey: key,
    headers: { authorization: `Bearer ${secret}` },
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    now: new Date("2026-11-29T07:06:00Z"),
  });
  const { id } = await db.prisma.incident.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  await assessImpact(ctx, id);
  const impact = JSON.stringify((await getIncident(ctx, id)).impact);
  for (const name of ["shop.main.orders", "shop.main.mart", "shop.main.weekly", "board"])
    expect(impact).toContain(`"${name}"`);
  expect(await db.prisma.datasetWrite.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});
