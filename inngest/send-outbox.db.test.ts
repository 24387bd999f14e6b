import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { arrangeIncident, arrangeWorkspace, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { checkReadiness } from "@/inngest/check-readiness";
import { connectEmbeddedRunner } from "@/inngest/embedded-link";
import { sendOutbox } from "@/inngest/send-outbox";
import { requestAnalysis } from "@/lib/diagnosis/request-analysis";
import { getIncident } from "@/lib/desk/data";
import { failureReport } from "@/lib/failures/testing/report";
import { getWorkflow } from "@/lib/workflows/data";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { workflowStart } from "@/lib/workflows/workflow-start";

interface Sent {
  id: string;
  data: { n?: string };
}

let db: TestDatabase;
let arranged: Arranged;
/** Events the engine accepted. */
let taken: string[] = [];
/** Number of requests. */
let calls = 0;
/** The engine's response to a batch; null accepts it. */
let refuse: (events: Sent[]) => Response | null = () => null;

/** Skips the SDK's pauses of up to seconds between its five attempts. */
function shortenPauses(): void {
  const wait = setTimeout;
  const shorter = (work: () => void, ms = 0, ...args: []) => wait(work, ms < 3_000 ? ms / 50 : ms, ...args);
  vi.stubGlobal("setTimeout", Object.assign(shorter, wait));
}

beforeAll(async () => {
  shortenPauses();
  db = await testDatabase();
  arranged = await arrangeWorkspace(db);
  connectEmbeddedRunner(async (_input, init) => {
    calls += 1;
    const events = JSON.parse(String(init?.body)) as Sent[];
    const refusal = refuse(events);
    if (refusal) return refusal;
    taken.push(...events.map((event) => event.data.n ?? event.id));
    return Response.json({ ids: events.map((event) => event.id), status: 200 });
  });
});
beforeEach(async () => {
  await db.pool.query("DELETE FROM outbox_events");
  taken = [];
  calls = 0;
  refuse = () => null;
});
afterAll(async () => {
  connectEmbeddedRunner(null);
  await db.close();
  vi.unstubAllGlobals();
});

const answer = (status: number, error: string): Response => Response.json({ error, status }, { status });
const isPoison = (event: Sent): boolean => String(event.data.n).startsWith("poison");
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `n${n}`);

/** Events in the outbox, oldest first, each with a workflow. */
async function outbox(list: readonly string[]): Promise<Map<string, string>> {
  const workflows = new Map<string, string>();
  for (const n of list) {
    const start = workflowStart({
      workspaceId: arranged.ctx.workspaceId,
      type: "analyze-incident",
      event: "incident/analysis.requested",
      incidentId: null,
      plannedSteps: [],
      data: { n },
      at: new Date().toISOString(),
    });
    await db.prisma.$transaction((tx) => recordEvents(arranged.ctx, tx, [], [start]));
    workflows.set(n, start.workflow.id);
  }
  return workflows;
}

/** Skips the pause before the next attempt. */
async function pauseIsOver(): Promise<void> {
  await db.pool.query("UPDATE outbox_events SET next_attempt_at = now() WHERE sent_at IS NULL");
}

async function attemptsOf(n: string): Promise<{ attempts: number; parked: boolean; error: string | null }> {
  const { rows } = await db.pool.query<{ attempts: number; parked: boolean; error: string | null }>(
    "SELECT attempts, parked_at IS NOT NULL AS parked, last_error AS error FROM outbox_events WHERE data->>'n' = $1",
    [n],
  );
  return rows[0] ?? { attempts: -1, parked: false, error: null };
}

describe("an event that cannot be sent", { timeout: 120_000 }, () => {
  it.each([
    ["is refused", () => answer(400, "event name is reserved")],
    ["makes the engine fail", () => answer(500, "boom")],
  ])("that %s does not block others, and is parked after eight attempts", async (_, failure) => {
    const workflows = await outbox(["poison", ...names(20)]);
    refuse = (events) => (events.some(isPoison) ? failure() : null);
    expect(await sendOutbox()).toEqual({ sent: 20, unsent: 1 });
    expect(taken.toSorted()).toEqual(names(20).toSorted());
    expect(await attemptsOf("poison")).toMatchObject({ attempts: 1, parked: false });
    // Not before it is due.
    calls = 0;
    expect(await sendOutbox()).toEqual({ sent: 0, unsent: 0 });
    expect(calls).toBe(0);
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      await outbox(["later"]);
      await pauseIsOver();
      await sendOutbox();
    }
    const parked = await attemptsOf("poison");
    expect(parked).toMatchObject({ attempts: 8, parked: true });
    const workflow = await getWorkflow(arranged.ctx, workflows.get("poison") ?? "");
    expect(workflow).toMatchObject({ status: "FAILED", error: `Could not be started: ${parked.error}` });
    expect(await getWorkflow(arranged.ctx, workflows.get("n0") ?? "")).toMatchObject({ status: "PENDING" });
    await pauseIsOver();
    calls = 0;
    expect(await sendOutbox()).toEqual({ sent: 0, unsent: 0 });
    expect(calls).toBe(0);
    const { status, checks } = await checkReadiness();
    expect(checks.outbox).toMatchObject({
      status: "degraded",
      message: expect.stringMatching(/^1 events could not/),
    });
    expect(status).not.toBe("ok");
  });

  it("is shown on its incident, which can be analyzed again", async () => {
    const { ctx, incidentId, workflowId } = await arrangeIncident(db, failureReport());
    refuse = () => answer(422, "no");
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await sendOutbox();
      await pauseIsOver();
    }
    expect((await getIncident(ctx, incidentId)).workflow).toMatchObject({
      id: workflowId,
      status: "FAILED",
      error: expect.stringContaining("ould not be started"),
    });
    refuse = () => null;
    const again = await requestAnalysis(ctx, { incidentId, engine: "builtin" });
    expect(again.workflowId).not.toBe(workflowId);
    expect(await sendOutbox()).toEqual({ sent: 1, unsent: 0 });
  });
});

describe("an unavailable engine", { timeout: 120_000 }, () => {
  it("gets every event once it is back, without any being parked", async () => {
    await outbox(names(150));
    refuse = () => answer(503, "starting");
    for (let round = 0; round < 9; round += 1) {
      calls = 0;
      expect(await sendOutbox()).toEqual({ sent: 0, unsent: 150 });
      // The SDK makes five attempts.
      expect(calls).toBe(5);
      await pauseIsOver();
    }
    refuse = () => null;
    expect(await sendOutbox()).toEqual({ sent: 150, unsent: 0 });
    expect((await checkReadiness()).checks.outbox).toEqual({ status: "ok" });
  });

  it("that fails every request gets only a few", async () => {
    await outbox(names(150));
    refuse = () => answer(500, "boom");
    expect(await sendOutbox()).toEqual({ sent: 0, unsent: 150 });
    // Bisected down to three single events, with five SDK attempts each.
    expect(calls).toBeLessThanOrEqual(5 * 14);
    const { rows } = await db.pool.query("SELECT 1 FROM outbox_events WHERE attempts > 0");
    expect(rows).toHaveLength(3);
  });

  it("that is unreachable does not trigger bisection", async () => {
    await outbox(names(10));
    refuse = () => {
      throw new TypeError("fetch failed");
    };
    expect(await sendOutbox()).toEqual({ sent: 0, unsent: 10 });
    expect(calls).toBe(5);
    expect(await attemptsOf("n3")).toMatchObject({
      attempts: 0,
      error: expect.stringContaining("fetch failed"),
    });
  });
});

it("two processes sending concurrently send each event once", async () => {
  await outbox(names(60));
  const [a, b] = await Promise.all([sendOutbox(), sendOutbox()]);
  expect(a.sent + b.sent).toBe(60);
  expect(taken.toSorted()).toEqual(names(60).toSorted());
});
