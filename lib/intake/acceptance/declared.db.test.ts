import { afterAll, beforeAll, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import type { Context } from "@/lib/platform/context";
import { createSource } from "@/lib/sources/save-source";

let db: TestDatabase;
let ctx: Context;
let source: { key: string; secret: string };
beforeAll(async () => {
  db = await testDatabase();
  ctx = (await arrangeWorkspace(db)).ctx;
  const { key, secret } = await createSource(ctx, { kind: "dbt", name: "dbt" });
  source = { key, secret: secret ?? "" };
  const insert = `INSERT INTO teams (id, workspace_id, slug, name, pipelines, created_at, updated_at)
    VALUES ($1 || $2, $1, $2, $3, $4, now(), now())`;
  await db.pool.query(insert, [ctx.workspaceId, "finance", "Finance", []]);
  await db.pool.query(insert, [ctx.workspaceId, "platform", "Data Platform", ["*"]]);
});
afterAll(() => db.close());

interface Body {
  pipeline: string;
  manifest?: { nodes: Record<string, { meta: object }> };
  runResults: { metadata: { invocation_id: string } };
}

/** The recorded run in which `mart_orders` fails, as a run of another pipeline. */
function runOf(pipeline: string, metaOf: Record<string, object> | null): Body {
  const body = structuredClone(recordedWebhook("dbt", "artifacts_missing_column").body) as Body;
  for (const [id, meta] of Object.entries(metaOf ?? {})) {
    const node = body.manifest?.nodes[id];
    if (!node) throw new Error(`no node ${id}`);
    node.meta = meta;
  }
  if (metaOf === null) delete body.manifest;
  body.runResults.metadata.invocation_id = `run of ${pipeline}, ${metaOf === null ? "bare" : "with manifest"}`;
  return { ...body, pipeline };
}

/** Sends a run. @returns the incidents of its pipeline with the team that owns them, and what the pipeline declares. */
async function send(body: Body) {
  await receiveWebhook({
    kind: "dbt",
    sourceKey: source.key,
    headers: { authorization: `Bearer ${source.secret}` },
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    now: new Date("2026-11-21T02:00:00Z"),
  });
  const { rows } = await db.pool.query<{ team: string; criticality: string[]; declared: object }>(
    `SELECT o.slug AS team, p.declared, ARRAY(SELECT reason->>'text' FROM jsonb_array_elements(n.severity_reasons) reason
        WHERE reason->>'code' = 'criticality') AS criticality
     FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN teams o ON o.id = n.owner_team_id
     WHERE n.workspace_id = $1 AND p.external_id = $2`,
    [ctx.workspaceId, body.pipeline],
  );
  return rows;
}

it("takes owner, criticality and deadline from dbt's meta, of the failed model first", async () => {
  const run = runOf("of a model", {
    "model.shop.mart_orders": { owner: "@Finance", criticality: "critical" },
    "model.shop.stg_orders": { owner: "somebody", deadline: "weekdays@07:30@Europe/Berlin" },
  });
  expect(await send(run)).toEqual([
    {
      team: "finance",
      criticality: ["The criticality of the task is critical"],
      declared: expect.objectContaining({
        criticality: "critical",
        owner: null,
        deadline: { time: "07:30", zone: "Europe/Berlin", calendar: "weekdays" },
      }) as object,
    },
  ]);
});

it("does not raise a model because another one is critical, and falls back to the teams' own patterns", async () => {
  const run = runOf("of another", { "model.shop.stg_orders": { criticality: "critical" } });
  const declared = expect.objectContaining({ criticality: "critical" }) as object;
  expect(await send(run)).toEqual([{ team: "platform", criticality: [], declared }]);
});

it("keeps what the pipeline declared for runs that come without definitions", async () => {
  await send(runOf("bare", { "model.shop.stg_orders": { criticality: "high", owner: "Finance" } }));
  await db.pool.query("DELETE FROM incidents WHERE workspace_id = $1", [ctx.workspaceId]);
  const criticality = ["The criticality of the pipeline is high"];
  expect(await send(runOf("bare", null))).toEqual([
    expect.objectContaining({ team: "finance", criticality }),
  ]);
});
