import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { askClaude } from "@/lib/diagnosis/model/ask-claude";
import type { FailureReport } from "@/lib/failures/schemas";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { noteModelFailure } from "@/lib/diagnosis/model/note-model-failure";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import { listTimeline } from "@/lib/incidents/history/data";

// The environment is read once, when the first module loads.
const ports = await vi.hoisted(async () => {
  const { freePorts } = await import("@/e2e/database/free-ports");
  const [claude = 0] = await freePorts(1);
  process.env["ANTHROPIC_BASE_URL"] = `http://127.0.0.1:${claude}`;
  process.env["ANTHROPIC_API_KEY"] = "sk-test";
  return { claude };
});

const claude = new LLMock({ port: ports.claude });
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
  await claude.start();
});
afterEach(() => claude.reset());
afterAll(async () => {
  await claude.stop();
  await db.close();
});

/** An incident with evidence and the built-in diagnosis. */
async function analyze(report: FailureReport = ORDERS_FAILURE) {
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, report);
  await collectEvidence(ctx, { incidentId });
  await diagnoseIncident(ctx, { incidentId, workflowId });
  return { ctx, incidentId, workflowId };
}

describe("askClaude", () => {
  const said = (quote: string) => ({
    outcome: "diagnosed",
    rootCause: "rows lack customer_id",
    category: "data_quality",
    confidence: 0.8,
    transience: "permanent",
    explanation: "A row came without it.",
    claims: [{ text: "it failed", citations: [{ evidence: "E1", startLine: 1, endLine: 1, quote }] }],
    causalChain: [],
    ruledOut: [],
    gaps: [],
    impact: { text: "", citations: [] },
    recommendedActions: ["Look at the rows"],
    hypotheses: [],
  });

  it("makes its diagnosis current, with quotes that occur in the evidence", async () => {
    const { ctx, incidentId, workflowId } = await analyze();
    claude.onMessage(/Why did the task fail/, { content: JSON.stringify(said("KeyError: 'customer_id'")) });
    expect(await askClaude(ctx, { incidentId, workflowId })).toEqual({ asked: true, outcome: "diagnosed" });
    await askClaude(ctx, { incidentId, workflowId });
    const { items } = await listDiagnoses(ctx, incidentId);
    expect(items.map((item) => item.engine).toSorted()).toEqual(["builtin", "claude"]);
    const mine = items.find((item) => item.engine === "claude");
    const incident = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    expect(incident).toMatchObject({
      diagnosisId: mine?.id,
      category: "data_quality",
      confidence: expect.closeTo(mine?.confidence ?? -1, 5),
    });
    const [citation] = mine?.claims[0]?.citations ?? [];
    const cited = (await listEvidence(ctx, incidentId)).items.find(
      (item) => item.id === citation?.evidenceId,
    );
    expect(cited?.text.split("\n")[(citation?.startLine ?? 0) - (cited.startLine ?? 1)]).toContain(
      citation?.quote,
    );
  });

  it("titles an incident whose report says nothing after the cause it proves", async () => {
    const log = ORDERS_FAILURE.exception?.traceback ?? "";
    const { ctx, incidentId, workflowId } = await analyze({ ...ORDERS_FAILURE, exception: null, log });
    const title = async () =>
      (await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } })).title;
    const builtin = await title();
    expect(builtin).toContain("customer_id");
    claude.onMessage(/Why did the task fail/, { content: JSON.stringify(said("made up")) });
    await askClaude(ctx, { incidentId, workflowId });
    expect(await title()).toBe(builtin);
    claude.reset();
    claude.onMessage(/Why did the task fail/, { content: JSON.stringify(said("KeyError: 'customer_id'")) });
    await askClaude(ctx, { incidentId, workflowId });
    expect(await title()).toBe("rows lack customer_id");
  });

  it("does not call the runs failed if the log shows a success", async () => {
    const log = [
      "[2026-11-20T03:00:05.100+0000] {taskinstance.py:441} INFO - Marking task as SUCCESS. dag_id=orders_daily",
      "[2026-11-20T03:00:05.200+0000] {local_task_job_runner.py:266} INFO - Task exited with return code 0",
    ].join("\n");
    const { ctx, incidentId, workflowId } = await analyze({ ...ORDERS_FAILURE, exception: null, log });
    claude.onMessage(/Why did the task fail/, { content: JSON.stringify(said("made up")) });
    await askClaude(ctx, { incidentId, workflowId });
    const { items } = await listDiagnoses(ctx, incidentId);
    const impact = { text: "The sender reported that 1 run of orders_daily failed", affected: [] };
    expect(items.map((item) => item.impact)).toEqual([impact, impact]);
  });

  it("does not replace a diagnosis with an unproven answer", async () => {
    const { ctx, incidentId, workflowId } = await analyze();
    const before = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    claude.onMessage(/Why did the task fail/, { content: JSON.stringify(said("made up")) });
    expect(await askClaude(ctx, { incidentId, workflowId })).toEqual({
      asked: true,
      outcome: "inconclusive",
    });
    const now = await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
    const fields = ({ diagnosisId, category, confidence, rootCause, title }: typeof now) => ({
      diagnosisId,
      category,
      confidence,
      rootCause,
      title,
    });
    expect(fields(now)).toEqual(fields(before));
    expect((await listDiagnoses(ctx, incidentId)).items).toHaveLength(2);
  });

  it.each([
    [401, "rejected the key"],
    [400, "did not accept the request"],
  ])("records a permanent failure (%d) on the built-in diagnosis", async (status, text) => {
    const { ctx, incidentId, workflowId } = await analyze();
    for (let i = 0; i < 2; i += 1) {
      claude.nextRequestError(status, { message: "no", type: "error" });
      expect(await askClaude(ctx, { incidentId, workflowId })).toEqual({ asked: true, outcome: "failed" });
    }
    const { items } = await listDiagnoses(ctx, incidentId);
    expect(items).toHaveLength(1);
    expect(items[0]?.note).toContain(text);
    expect(items[0]?.note).toContain("The built-in diagnosis is used.");
    const timeline = await listTimeline(ctx, incidentId);
    expect(timeline.items.filter((entry) => entry.text.includes(text))).toHaveLength(1);
  });

  it("throws retryable errors for the workflow to retry, and can be recorded at the end", async () => {
    const { ctx, incidentId, workflowId } = await analyze();
    claude.nextRequestError(429, { message: "slow down", type: "rate_limit_error" });
    await expect(askClaude(ctx, { incidentId, workflowId })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await noteModelFailure(ctx, { incidentId, workflowId, message: "Claude's rate limit is used up (429)." });
    expect((await listDiagnoses(ctx, incidentId)).items[0]?.note).toContain("rate limit is used up");
  });
});
