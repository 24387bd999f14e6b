import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { replayDelivery } from "@/lib/intake/replay-delivery";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const body = { pipeline: "orders", task: "load", tryNumber: 1, error: { type: "KeyError", message: "id" } };

/** Stores a delivery, accepted or quarantined. */
async function store(arranged: Arranged, payload: object, isUnderstood: boolean, deliveryKey = newId()) {
  const normalised = normaliseGeneric(payload);
  if (!normalised.ok) throw new Error(JSON.stringify(normalised.issues));
  const meaning = { ok: false as const, reason: "not understood yet", issues: [] };
  const delivery = incomingDelivery(arranged, isUnderstood ? normalised.report : meaning, {
    body: JSON.stringify(payload),
    deliveryKey,
  });
  const [answer] = await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
  if (!answer) throw new Error("no answer");
  return answer;
}

/** Resolves once a statement waits for a lock, or `work` is done. */
async function untilWaiting(work: Promise<unknown>): Promise<void> {
  const waiting =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  const done = work.then(
    () => true,
    () => true,
  );
  for (;;) {
    if ((await db.pool.query(waiting)).rows.length > 0) return;
    if (await Promise.race([done, sleep(10, false)])) return;
  }
}

const incidents = ({ ctx }: Arranged) =>
  db.prisma.incident.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { number: "asc" },
    select: { number: true, status: true, occurrenceCount: true },
  });

describe("replayDelivery", () => {
  it("opens one incident for a quarantined delivery that is now understood", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { deliveryId } = await store(arranged, body, false);
    const first = await replayDelivery(arranged.ctx, deliveryId);
    const again = await replayDelivery(arranged.ctx, deliveryId);
    expect(first).toMatchObject({ status: "accepted", incidentId: expect.any(String), replays: 1 });
    expect(again).toMatchObject({ incidentId: first.incidentId, replays: 2 });
    expect(await incidents(arranged)).toEqual([{ number: 1, status: "triggered", occurrenceCount: 1 }]);
    expect(await db.prisma.auditEvent.count({ where: { targetId: deliveryId } })).toBe(2);
  });

  it("stores an attempt that will be retried once, no matter how often it is replayed", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const retry = { ...body, runId: "r1", maxTries: 3 };
    const { deliveryId } = await store(arranged, retry, true);
    await replayDelivery(arranged.ctx, deliveryId);
    await replayDelivery(arranged.ctx, deliveryId);
    const attempts = await db.prisma.attempt.findMany({
      where: { workspaceId: arranged.ctx.workspaceId },
    });
    expect(attempts).toMatchObject([{ outcome: "will_retry", isFailureCounted: true }]);
  });

  it("still recognizes a test failure", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { deliveryId } = await store(arranged, body, false, `msg_test_${newId()}`);
    const { incidentId } = await replayDelivery(arranged.ctx, deliveryId);
    expect(await db.prisma.incident.findUnique({ where: { id: incidentId ?? "" } })).toMatchObject({
      detectedBy: "test",
    });
  });

  it("leaves no trace if the replay cannot be written", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { deliveryId } = await store(arranged, body, false);
    const broken = { ...arranged.ctx, actor: { ...arranged.ctx.actor, name: null as never } };
    await expect(replayDelivery(broken, deliveryId)).rejects.toThrow(/actor_name/);
    expect(await db.prisma.delivery.findUnique({ where: { id: deliveryId } })).toMatchObject({
      status: "quarantined",
      replays: 0,
    });
  });

  // On PostgreSQL the replay runs while the other transaction is open; the embedded database runs it after that one.
  it("never folds into an incident that was resolved a moment ago", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const { incidentId } = await store(arranged, body, true);
    const { deliveryId } = await store(arranged, { ...body, runId: "r2" }, false);
    const client = await db.pool.connect();
    let replay: Promise<unknown>;
    try {
      await client.query("BEGIN");
      await client.query(LOCK_WORKSPACE, [arranged.ctx.workspaceId]);
      await client.query("UPDATE incidents SET status = 'resolved', resolved_at = now() WHERE id = $1", [
        incidentId,
      ]);
      replay = replayDelivery(arranged.ctx, deliveryId);
      if (process.env["TEST_DATABASE_URL"]) await untilWaiting(replay);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
    await replay;
    expect(await incidents(arranged)).toEqual([
      { number: 1, status: "resolved", occurrenceCount: 1 },
      { number: 2, status: "triggered", occurrenceCount: 1 },
    ]);
  });
});
