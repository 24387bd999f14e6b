import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { listEvidence } from "@/lib/evidence/data";
import { getFix, listFixes } from "@/lib/fixes/data";
import { getPipeline, getPipelineRef } from "@/lib/desk/pipeline/data";
import { getNoisePolicy } from "@/lib/incidents/noise/data";
import { getIncident } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/history/data";
import { getDelivery } from "@/lib/intake/data";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { getSource } from "@/lib/sources/data";
import { listSnippets } from "@/lib/intake/list-snippets";
import { getWorkflow } from "@/lib/workflows/data";
import { getTeam } from "@/lib/workspaces/teams/data";
import {
  arrangeFullWorkspace,
  everythingOf,
  type FullWorkspace,
} from "@/lib/workspaces/testing/full-workspace";
import { VERBS_BY_ID } from "@/lib/workspaces/testing/verbs";

let db: TestDatabase;
let theirs: FullWorkspace;
let mine: FullWorkspace;
beforeAll(async () => {
  db = await testDatabase();
  theirs = await arrangeFullWorkspace(db);
  mine = await arrangeFullWorkspace(db);
});
afterAll(() => db.close());

const READS: Record<string, (ctx: Context, at: FullWorkspace) => Promise<unknown>> = {
  getIncident: (ctx, { incidentId }) => getIncident(ctx, incidentId),
  listTimeline: (ctx, { incidentId }) => listTimeline(ctx, incidentId),
  listDiagnoses: (ctx, { incidentId }) => listDiagnoses(ctx, incidentId),
  listEvidence: (ctx, { incidentId }) => listEvidence(ctx, incidentId),
  listFixes: (ctx, { incidentId }) => listFixes(ctx, incidentId),
  getFix: (ctx, { fixId }) => getFix(ctx, fixId),
  getDelivery: (ctx, { deliveryId }) => getDelivery(ctx, deliveryId),
  getSource: (ctx, { sourceId }) => getSource(ctx, sourceId),
  listSnippets: (ctx, { sourceId }) => listSnippets(ctx, sourceId),
  getPipelineRef: (ctx, { pipelineId }) => getPipelineRef(ctx, pipelineId),
  getPipeline: (ctx, { pipelineId }) => getPipeline(ctx, pipelineId),
  getNoisePolicy: (ctx, { noisePolicyId }) => getNoisePolicy(ctx, noisePolicyId),
  getTeam: (ctx, { teamId }) => getTeam(ctx, teamId),
  getWorkflow: (ctx, { workflowId }) => getWorkflow(ctx, workflowId),
};

describe("ids of another workspace", () => {
  it.each(Object.keys(VERBS_BY_ID))("%s changes nothing there", async (name) => {
    const before = await everythingOf(db, theirs.ctx.workspaceId);
    for (const [table, rows] of Object.entries(before)) {
      if (table.startsWith("strays")) expect([table, rows]).toEqual([table, []]);
    }
    const refusal = await VERBS_BY_ID[name]?.(mine.ctx, theirs, mine).then(
      () => null,
      (error: unknown) => error,
    );
    expect(await everythingOf(db, theirs.ctx.workspaceId)).toEqual(before);
    // A no-op is as good as a refusal.
    if (refusal !== null) expect(refusal).toBeInstanceOf(Error);
  });

  it.each(Object.keys(READS))("%s reveals nothing", async (name) => {
    const answer = await READS[name]?.(mine.ctx, theirs).catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject({ code: "NOT_FOUND" });
    else expect(answer).toMatchObject({ items: [] });
  });

  it("requestAnalysis reports an unknown incident", async () => {
    await expect(
      requestAnalysis(mine.ctx, { incidentId: theirs.incidentId, engine: "auto" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("the database rejects rows that reference another workspace's incident", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const row = { id: newId(), workspaceId: ctx.workspaceId, incidentId: theirs.incidentId, kind: "comment" };
    const entry = { ...row, text: "t", actorType: "user", actorName: "a", at: new Date() };
    await expect(db.prisma.timelineEntry.create({ data: entry })).rejects.toThrow(/[Ff]oreign key/);
  });
});
