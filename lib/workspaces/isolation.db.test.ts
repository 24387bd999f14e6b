import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { saveDiagnosis } from "@/lib/diagnosis/save-diagnosis";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { historyFacts } from "@/lib/evidence/testing/facts";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { getFix, listFixes } from "@/lib/fixes/data";
import { noteNoFix } from "@/lib/fixes/proposals/note-no-fix";
import { failPullRequest, recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { requestFixes } from "@/lib/fixes/proposals/request-fixes";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { updateFix } from "@/lib/fixes/update-fix";
import { getIncident } from "@/lib/desk/data";
import { listTimeline } from "@/lib/incidents/data";
import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { mergeIncident } from "@/lib/incidents/merge-incident";
import { splitIncident } from "@/lib/intake/split/split-incident";
import { updateIncident } from "@/lib/incidents/update-incident";
import { failureReport } from "@/lib/failures/testing/report";
import { getDelivery } from "@/lib/intake/data";
import { replayDelivery } from "@/lib/intake/replay-delivery";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { getSource, getSourceSecret } from "@/lib/sources/data";
import { listSnippets } from "@/lib/sources/list-snippets";
import { updateSource } from "@/lib/sources/save-source";
import { sendTestFailure } from "@/lib/intake/send-test-failure";
import { testSource } from "@/lib/sources/test-source";
import { getWorkflow } from "@/lib/workflows/data";
import { revokeApiToken } from "@/lib/workspaces/revoke-api-token";

let db: TestDatabase;
let theirs: Theirs;
let mine: Theirs;
beforeAll(async () => {
  db = await testDatabase();
  theirs = await arrangeEverything();
  mine = await arrangeEverything();
});
afterAll(() => db.close());

/** A workspace and the ids of one thing of each sort in it. */
interface Theirs {
  ctx: Context;
  incidentId: string;
  workflowId: string;
  sourceId: string;
  deliveryId: string;
  occurrenceId: string;
  diagnosisId: string;
  fixId: string;
  tokenId: string;
}

async function arrangeEverything(): Promise<Theirs> {
  const arranged = await arrangeIncident(db, failureReport());
  const { ctx, incidentId, workflowId } = arranged;
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  const { workspaceId } = ctx;
  const occurrence = await db.prisma.occurrence.findFirstOrThrow({ where: { workspaceId } });
  const diagnosis = await db.prisma.diagnosis.findFirstOrThrow({ where: { workspaceId } });
  const fixId = await saveFix(ctx, { incidentId, workflowId, diagnosisId: diagnosis.id, draft: DRAFT });
  const token = { id: newId(), workspaceId, name: "t", hash: newId(), preview: "pd_", role: "viewer" };
  await db.prisma.apiToken.create({ data: token });
  return {
    ...arranged,
    deliveryId: (await db.prisma.delivery.findFirstOrThrow({ where: { workspaceId } })).id,
    occurrenceId: occurrence.id,
    diagnosisId: diagnosis.id,
    fixId,
    tokenId: token.id,
  };
}

const DRAFT: FixDraft = {
  kind: "patch",
  engine: "builtin",
  title: "t",
  rationale: "r",
  patch: "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
  files: [{ path: "x.py", kind: "modified", additions: 1, deletions: 1 }],
  baseCommit: null,
  risk: { level: "low", reasons: [] },
  blastRadius: { files: 1, pipelines: [], tasks: [], text: "x" },
  verification: { status: "unverified", reason: "x", log: "" },
};

const PIECE = {
  collector: "run-history",
  key: "k",
  kind: "run_history",
  status: "ok",
  title: "t",
  text: "x",
  facts: historyFacts(),
  provenance: "fact",
  relevance: 0.5,
  relevanceReason: null,
  startLine: null,
  truncated: false,
  message: null,
} as const;

/** Every row of a workspace in every table, and what other workspaces hold of its incidents. */
async function everythingOf(workspaceId: string): Promise<Record<string, unknown>> {
  const { rows } = await db.pool.query<{ table_name: string }>(
    "SELECT table_name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_schema = 'public' ORDER BY 1",
  );
  expect(rows.length).toBeGreaterThan(15);
  const found: Record<string, unknown> = {};
  for (const { table_name: table } of rows) {
    const own = await db.pool.query(
      `SELECT t::text AS row FROM "${table}" t WHERE workspace_id = $1 ORDER BY 1`,
      [workspaceId],
    );
    found[table] = own.rows;
  }
  for (const table of [
    "timeline_entries",
    "workflow_runs",
    "occurrences",
    "evidence",
    "diagnoses",
    "fixes",
    "attempts",
  ]) {
    const strays = await db.pool.query(
      `SELECT t::text AS row FROM "${table}" t JOIN incidents n ON n.id = t.incident_id
       WHERE n.workspace_id = $1 AND t.workspace_id <> $1`,
      [workspaceId],
    );
    found[`strays in ${table}`] = strays.rows;
  }
  return found;
}

/** Calls with our context and their ids, as a route or a workflow's step would make them. */
const VERBS: Record<string, (ctx: Context, at: Theirs, own: Theirs) => Promise<unknown>> = {
  requestAnalysis: (ctx, { incidentId }) => requestAnalysis(ctx, { incidentId, engine: "builtin" }),
  collectEvidence: (ctx, { incidentId }) => collectEvidence(ctx, { incidentId }),
  storeEvidence: (ctx, { incidentId }) =>
    storeEvidence(ctx.pool, [
      {
        workspaceId: ctx.workspaceId,
        incidentId,
        collector: "orchestrator-log",
        pieces: [PIECE],
        durationMs: 1,
        collectedAt: ctx.now(),
      },
    ]),
  diagnoseIncident: (ctx, { incidentId, workflowId }) => diagnoseIncident(ctx, { incidentId, workflowId }),
  "saveDiagnosis of their incident": async (ctx, { incidentId }, own) => {
    const [draft] = (await listDiagnoses(own.ctx, own.incidentId)).items;
    if (!draft) throw new Error("there is a diagnosis");
    return saveDiagnosis(ctx, {
      incidentId,
      workflowId: newId(),
      draft: { ...draft, fixTemplate: null },
      text: "t",
    });
  },
  "saveDiagnosis under their workflow": async (ctx, { workflowId }, own) => {
    const [draft] = (await listDiagnoses(own.ctx, own.incidentId)).items;
    if (!draft) throw new Error("there is a diagnosis");
    const input = {
      incidentId: own.incidentId,
      workflowId,
      draft: { ...draft, fixTemplate: null },
      text: "t",
    };
    return saveDiagnosis(ctx, input);
  },
  noteModelFailure: (ctx, { incidentId, workflowId }) =>
    noteModelFailure(ctx, { incidentId, workflowId, message: "m" }),
  noteNoFix: (ctx, { incidentId }) =>
    noteNoFix(ctx, { incidentId, workflowId: newId(), maker: "claude", reason: "r" }),
  requestFixes: (ctx, { incidentId }) => requestFixes(ctx, { incidentId, hint: null }),
  saveFix: (ctx, { incidentId, diagnosisId }) =>
    saveFix(ctx, { incidentId, workflowId: newId(), diagnosisId, draft: DRAFT }),
  updateFix: (ctx, { fixId }) => updateFix(ctx, fixId, { patch: DRAFT.patch }),
  requestPullRequest: (ctx, { fixId }) => requestPullRequest(ctx, fixId),
  recordPullRequest: (ctx, { fixId, workflowId }) =>
    recordPullRequest(ctx, {
      fixId,
      workflowId,
      pullRequest: { number: 1, url: null, state: "open", draft: true },
    }),
  failPullRequest: (ctx, { fixId, workflowId }) => failPullRequest(ctx, { fixId, workflowId, message: "m" }),
  updateIncident: (ctx, { incidentId }) => updateIncident(ctx, incidentId, { comment: "c" }),
  "mergeIncident away": (ctx, { incidentId }, own) => mergeIncident(ctx, incidentId, own.incidentId),
  "mergeIncident into": (ctx, { incidentId }, own) => mergeIncident(ctx, own.incidentId, incidentId),
  splitIncident: (ctx, { occurrenceId }, own) => splitIncident(ctx, own.incidentId, [occurrenceId]),
  joinSymptoms: (ctx, { incidentId }) => joinSymptoms(ctx, incidentId),
  replayDelivery: (ctx, { deliveryId }) => replayDelivery(ctx, deliveryId),
  updateSource: (ctx, { sourceId }) => updateSource(ctx, sourceId, { name: "taken", rotateSecret: true }),
  testSource: (ctx, { sourceId }) => testSource(ctx, sourceId),
  sendTestFailure: (ctx, { sourceId }) => sendTestFailure(ctx, sourceId),
  revokeApiToken: (ctx, { tokenId }) => revokeApiToken(ctx, tokenId),
};

const READS: Record<string, (ctx: Context, at: Theirs) => Promise<unknown>> = {
  getIncident: (ctx, { incidentId }) => getIncident(ctx, incidentId),
  listTimeline: (ctx, { incidentId }) => listTimeline(ctx, incidentId),
  listDiagnoses: (ctx, { incidentId }) => listDiagnoses(ctx, incidentId),
  listEvidence: (ctx, { incidentId }) => listEvidence(ctx, incidentId),
  listFixes: (ctx, { incidentId }) => listFixes(ctx, incidentId),
  getFix: (ctx, { fixId }) => getFix(ctx, fixId),
  getDelivery: (ctx, { deliveryId }) => getDelivery(ctx, deliveryId),
  getSource: (ctx, { sourceId }) => getSource(ctx, sourceId),
  getSourceSecret: (ctx, { sourceId }) => getSourceSecret(ctx, sourceId),
  listSnippets: (ctx, { sourceId }) => listSnippets(ctx, sourceId),
  getWorkflow: (ctx, { workflowId }) => getWorkflow(ctx, workflowId),
};

describe("ids of another workspace", () => {
  it.each(Object.keys(VERBS))("%s changes nothing there and leaves nothing behind", async (name) => {
    const before = await everythingOf(theirs.ctx.workspaceId);
    for (const [table, rows] of Object.entries(before)) {
      if (table.startsWith("strays")) expect([table, rows]).toEqual([table, []]);
    }
    const refusal = await VERBS[name]?.(mine.ctx, theirs, mine).then(
      () => null,
      (error: unknown) => error,
    );
    expect(await everythingOf(theirs.ctx.workspaceId)).toEqual(before);
    // Verbs that answer "nothing to do" are as good as those that refuse.
    if (refusal !== null) expect(refusal).toBeInstanceOf(Error);
  });

  it.each(Object.keys(READS))("%s shows nothing of it", async (name) => {
    const answer = await READS[name]?.(mine.ctx, theirs).catch((error: unknown) => error);
    if (answer instanceof Error) expect(answer).toMatchObject({ code: "NOT_FOUND" });
    else expect(answer).toMatchObject({ items: [] });
  });

  it("requestAnalysis says that there is no such incident", async () => {
    await expect(
      requestAnalysis(mine.ctx, { incidentId: theirs.incidentId, engine: "auto" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("the database itself takes no row that hangs on another workspace's incident", async () => {
    const { ctx } = await arrangeWorkspace(db);
    const row = { id: newId(), workspaceId: ctx.workspaceId, incidentId: theirs.incidentId, kind: "comment" };
    const entry = { ...row, text: "t", actorName: "a", at: new Date() };
    await expect(db.prisma.timelineEntry.create({ data: entry })).rejects.toThrow(/[Ff]oreign key/);
  });
});
