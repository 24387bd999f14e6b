import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findDiagnosis } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { saveDiagnosis, type DiagnosisDraft } from "@/lib/diagnosis/save-diagnosis";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { failureReport } from "@/lib/failures/testing/report";
import { getReliability, loadCurve } from "@/lib/knowledge/reliability/data";
import { giveVerdict } from "@/lib/knowledge/verdicts/give-verdict";
import { newId } from "@/lib/platform/crypto";
import { getStats } from "@/lib/stats/data";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const draft = (confidence: number): DiagnosisDraft => ({
  engine: "builtin",
  outcome: "diagnosed",
  rootCause: "a bug",
  category: "code_bug",
  confidence,
  transience: "permanent",
  explanation: "",
  claims: [],
  causalChain: [],
  ruledOut: [],
  gaps: [],
  impact: { text: "", affected: [] },
  recommendedActions: [],
  hypotheses: [],
  signature: null,
  fixTemplate: null,
  model: null,
  promptVersion: null,
  tokens: null,
  costUsd: null,
  latencyMs: 1,
  note: null,
});

/** An incident per diagnosis, of which the first `right` are right. */
async function judge(arranged: Arranged, confidence: number, count: number, right: number) {
  for (let n = 0; n < count; n += 1) {
    const task = `task_${confidence}_${n}`.replace(".", "_");
    const report = failureReport({ task: { externalId: task, name: task, operator: null } });
    const { ctx, incidentId } = await arrangeIncident(db, report, { like: arranged });
    await saveDiagnosis(ctx, { incidentId, workflowId: newId(), draft: draft(confidence) });
    await giveVerdict(ctx, incidentId, { verdict: n < right ? "right" : "wrong" });
  }
}

const YEAR = { since: new Date(0), until: new Date("2100-01-01T00:00:00Z"), pipelineIds: null };

describe("reliability", () => {
  it("is honest while few diagnoses were judged", async () => {
    const arranged = await arrangeWorkspace(db);
    expect((await getStats(arranged.ctx, {})).reliability.all).toMatchObject({ count: 0, right: null });
    await judge(arranged, 0.8, 4, 3);
    expect((await getStats(arranged.ctx, {})).reliability).toMatchObject({
      all: { count: 4, isEnough: false, right: 0.75, confidence: 0.8 },
      byEngine: [{ engine: "builtin" }],
      byCategory: [{ category: "code_bug" }],
    });
    const other = await getReliability(arranged.ctx, { ...YEAR, pipelineIds: ["another"] });
    expect(other.all.count).toBe(0);
  });

  it("counts the latest verdict on a diagnosis, and a fix that worked where there is none", async () => {
    const arranged = await arrangeWorkspace(db);
    await judge(arranged, 0.8, 1, 1);
    const row = await db.prisma.verdict.findFirstOrThrow({
      where: { workspaceId: arranged.ctx.workspaceId },
    });
    await giveVerdict(arranged.ctx, row.incidentId, { verdict: "partly" });
    const { ctx, incidentId } = await arrangeIncident(db, failureReport(), { like: arranged });
    const diagnosisId = await saveDiagnosis(ctx, { incidentId, workflowId: newId(), draft: draft(0.6) });
    const fix = {
      kind: "patch",
      engine: "builtin",
      title: "",
      rationale: "",
      patch: "",
      files: [],
      status: "merged",
    };
    await db.prisma.fix.create({
      data: {
        ...fix,
        id: newId(),
        workspaceId: ctx.workspaceId,
        incidentId,
        diagnosisId,
        risk: {},
        blastRadius: {},
        verification: {},
        outcome: "worked",
        outcomeAt: ctx.now(),
        createdAt: ctx.now(),
      },
    });
    const { all } = await getReliability(ctx, { ...YEAR, until: new Date(Date.now() + 60_000) });
    expect(all).toMatchObject({ count: 2, right: 0.75 });
  });
});

it("corrects new diagnoses once enough were judged, and keeps the raw number", async () => {
  const arranged = await arrangeWorkspace(db);
  const analyze = async () => {
    const { ctx, incidentId } = await arrangeIncident(db, failureReport(), { like: arranged });
    await collectEvidence(ctx, { incidentId });
    return findDiagnosis(ctx, (await diagnoseIncident(ctx, { incidentId, workflowId: newId() })).diagnosisId);
  };
  const before = await analyze();
  expect(before?.confidenceParts).toMatchObject({ raw: before?.confidence, correction: null });
  await judge(arranged, before?.confidence ?? 0, 24, 4);
  const curve = await loadCurve({ ...arranged.ctx, now: () => new Date(Date.now() + 1_000) }, "builtin");
  expect(curve.judged).toBe(24);
  const after = await analyze();
  expect(after?.confidence).toBeLessThan((before?.confidence ?? 0) - 0.1);
  expect(after?.confidenceParts).toMatchObject({ raw: before?.confidence, correction: { judged: 24 } });
  expect(after?.hypotheses[0]?.confidence).toBe(after?.confidence);
}, 60_000);
