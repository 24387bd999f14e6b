import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { getDelivery } from "@/lib/intake/data";
import { failureReport } from "@/lib/failures/testing/report";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import type { SourceKind } from "@/lib/sources/schemas";
import { newId } from "@/lib/platform/crypto";
import { createPool } from "@/lib/platform/db/pool";

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const START = Date.parse("2026-11-21T02:00:00.000Z");
const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
const body = { pipeline: "orders", task: "load", error: { type: "KeyError", message: "customer_id" } };

async function sender(kind: SourceKind = "generic") {
  const arranged = await arrangeWorkspace(db, { kind });
  const { key } = await db.prisma.source.findUniqueOrThrow({ where: { id: arranged.sourceId } });
  const send = (payload: unknown, afterMs: number, headers: Record<string, string> = {}) =>
    receiveWebhook({
      kind,
      sourceKey: key,
      headers: { "x-webhook-secret": "whsec_c2VjcmV0", ...headers },
      rawBody: new TextEncoder().encode(JSON.stringify(payload)),
      now: new Date(START + afterMs),
    });
  return { ...arranged, send };
}

const incidents = ({ ctx }: Arranged) =>
  db.prisma.incident.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { number: "asc" },
    select: { number: true, status: true, occurrenceCount: true },
  });

const resolveAll = ({ ctx }: Arranged) =>
  db.prisma.incident.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { status: "resolved" } });

describe("a body without an id", () => {
  it("is a duplicate for five minutes after it was first received, and an occurrence after that", async () => {
    const generic = await sender();
    const first = await generic.send(body, 0);
    expect(first).toMatchObject({ isDuplicate: false, incidentId: expect.any(String) });
    for (const afterMs of [1, 3 * MINUTE, 5 * MINUTE]) {
      expect(await generic.send(body, afterMs)).toMatchObject({
        isDuplicate: true,
        deliveryId: first.deliveryId,
        incidentId: first.incidentId,
      });
    }
    const later = await generic.send(body, 5 * MINUTE + 1);
    expect(later).toMatchObject({ isDuplicate: false, incidentId: first.incidentId });
    expect(later.deliveryId).not.toBe(first.deliveryId);
    // The next resend is a duplicate of that occurrence.
    expect(await generic.send(body, 9 * MINUTE)).toMatchObject({
      isDuplicate: true,
      deliveryId: later.deliveryId,
    });
    expect(await incidents(generic)).toEqual([{ number: 1, status: "triggered", occurrenceCount: 2 }]);
  });

  it.each([
    ["names no run", body],
    ["names its run", { ...body, runId: "nightly" }],
    ["names its run and attempt", { ...body, runId: "nightly", tryNumber: 3, maxTries: 3 }],
    ["is about an entire run", { pipeline: "orders", runId: "nightly", error: body.error }],
  ])("opens an incident next week if the previous one is resolved; it %s", async (_name, payload) => {
    const generic = await sender();
    const first = await generic.send(payload, 0);
    await resolveAll(generic);
    const next = await generic.send(payload, WEEK);
    expect(next).toMatchObject({ isDuplicate: false, incidentId: expect.any(String) });
    expect(next.incidentId).not.toBe(first.incidentId);
    const again = await generic.send(payload, 2 * WEEK);
    expect(again).toMatchObject({ isDuplicate: false, incidentId: next.incidentId });
    expect(await incidents(generic)).toEqual([
      { number: 1, status: "resolved", occurrenceCount: 1 },
      { number: 2, status: "triggered", occurrenceCount: 2 },
    ]);
  });

  it("is quarantined again when it is invalid and resent later", async () => {
    const generic = await sender();
    const bad = await generic.send({ nothing: true }, 0);
    expect(await generic.send({ nothing: true }, MINUTE)).toMatchObject({
      status: "quarantined",
      isDuplicate: true,
      deliveryId: bad.deliveryId,
    });
    expect(await generic.send({ nothing: true }, WEEK)).toMatchObject({
      status: "quarantined",
      isDuplicate: false,
    });
  });

  it("opens an incident for a DAG run that is cleared and fails again", async () => {
    const airflow = await sender("airflow");
    const dag = {
      dag_id: "orders",
      run_id: "r1",
      scope: "dag",
      event: "on_failure_callback",
      reason: "task_failure",
    };
    await airflow.send(dag, 0);
    await resolveAll(airflow);
    expect(await airflow.send(dag, MINUTE)).toMatchObject({ isDuplicate: true });
    expect(await airflow.send(dag, WEEK)).toMatchObject({
      isDuplicate: false,
      incidentId: expect.any(String),
    });
    expect((await incidents(airflow)).map((item) => item.status)).toEqual(["resolved", "triggered"]);
  });
});

describe("a delivery with an id", () => {
  it("is a duplicate forever, and only of the delivery with that id", async () => {
    const generic = await sender();
    const first = await generic.send(body, 0, { "webhook-id": "msg_1" });
    expect(await generic.send(body, WEEK, { "webhook-id": "msg_1" })).toMatchObject({
      isDuplicate: true,
      deliveryId: first.deliveryId,
    });
    // Within the window too: another id means another event, whatever the body says.
    expect(await generic.send(body, 1, { "webhook-id": "msg_2" })).toMatchObject({ isDuplicate: false });
    expect(await generic.send(body, 2)).toMatchObject({ isDuplicate: false });
  });

  it("stores the names of all headers and the values of a few", async () => {
    const generic = await sender();
    const headers = { "user-agent": "curl/8", "x-forwarded-uri": "/?token=abc", cookie: "s=1" };
    const { deliveryId } = await generic.send(body, 0, headers);
    const shown = { "user-agent": "curl/8", "x-forwarded-uri": "[redacted]", cookie: "[redacted]" };
    expect((await getDelivery(generic.ctx, deliveryId)).headers).toMatchObject(shown);
    // Rows of earlier versions are redacted when they are read.
    await db.prisma.delivery.update({ where: { id: deliveryId }, data: { headers } });
    expect((await getDelivery(generic.ctx, deliveryId)).headers).toEqual(shown);
  });
});

const generic = (arranged: Arranged, afterMs: number) =>
  incomingDelivery(arranged, failureReport({ run: null }), {
    deliveryKey: `sha256-aa/${newId()}`,
    bodyKey: "sha256-aa",
    sha256: "aa",
    receivedAt: new Date(START + afterMs),
  });

describe("the resend window within a batch", () => {
  const cases: [string, number[], number[], boolean[]][] = [
    ["one batch of resends", [], [0, 1, 5 * MINUTE], [false, true, true]],
    [
      "a batch that spans the end of the window",
      [],
      [0, 5 * MINUTE, 5 * MINUTE + 1, 7 * MINUTE],
      [false, true, false, true],
    ],
    ["a batch in another order", [], [5 * MINUTE + 1, 0, 4 * MINUTE], [false, false, true]],
    ["a batch after a stored one", [0], [5 * MINUTE, 5 * MINUTE + 1, 6 * MINUTE], [true, false, true]],
    ["a clock that is behind", [1_000], [0], [true]],
  ];
  it.each(cases)("%s", async (_name, stored, batch, expected) => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const accept = (afterMs: number[]) =>
      acceptDeliveries(
        db.pool,
        afterMs.map((after) => generic(arranged, after)),
        { analysisSteps: [] },
      );
    if (stored.length > 0) await accept(stored);
    const answers = await accept(batch);
    expect(answers.map((answer) => answer.isDuplicate)).toEqual(expected);
    const fresh = answers.filter((answer) => !answer.isDuplicate).length + stored.length;
    expect(await incidents(arranged)).toMatchObject([{ occurrenceCount: fresh }]);
    // A duplicate returns the id of the delivery it repeats.
    const accepted = await db.prisma.delivery.findMany({
      where: { workspaceId: arranged.ctx.workspaceId, status: "accepted" },
      select: { id: true },
    });
    expect(accepted.map((row) => row.id)).toEqual(
      expect.arrayContaining(answers.map((answer) => answer.deliveryId)),
    );
    expect(accepted).toHaveLength(fresh);
  });

  it("applies across two instances", async () => {
    const arranged = await arrangeWorkspace(db, { kind: "generic" });
    const other = createPool(db.url, 2);
    try {
      const answers = await Promise.all(
        [db.pool, other, db.pool, other].map((pool, i) =>
          acceptDeliveries(pool, [generic(arranged, i), generic(arranged, i)], { analysisSteps: [] }),
        ),
      );
      expect(answers.flat().filter((answer) => !answer.isDuplicate)).toHaveLength(1);
      expect(new Set(answers.flat().map((answer) => answer.deliveryId)).size).toBe(1);
    } finally {
      await other.end();
    }
    expect(await incidents(arranged)).toMatchObject([{ occurrenceCount: 1 }]);
  });
});

describe("the migration", () => {
  it("lets old bodies recur and redacts headers", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db, { kind: "generic" });
    const migration = fileURLToPath(
      new URL("../../../prisma/migrations/20261129000100_intake_order/migration.sql", import.meta.url),
    );
    const sql = await readFile(migration, "utf8");
    const rows = [
      ["d1", `sha256-${"a".repeat(64)}`, "a".repeat(64)],
      ["d2", "b".repeat(64), "b".repeat(64)],
      ["d3", "msg_1", "c".repeat(64)],
      // A long id is stored as a digest of its own, not of the body.
      ["d4", `sha256-${"d".repeat(64)}`, "e".repeat(64)],
    ].map(([id = "", deliveryKey = "", sha256 = ""]) => ({ id: `${id}-${sourceId}`, deliveryKey, sha256 }));
    await db.prisma.delivery.createMany({
      data: rows.map((row) => ({
        ...row,
        workspaceId: ctx.workspaceId,
        sourceId,
        status: "accepted",
        headers: { "X-Custom": "secret", "user-agent": "curl" },
        body: "{}",
        sizeBytes: 2,
        authMethod: "secret",
      })),
    });
    // Runs only its changes to rows: the columns exist already, except for the task counts, which were removed.
    const updates = sql
      .split(/;\s*\n/)
      .filter(
        (statement) => /^(--[^\n]*\n)*UPDATE/.test(statement.trim()) && !/UPDATE "tasks"/.test(statement),
      );
    expect(updates).toHaveLength(5);
    for (const update of updates) await db.pool.query(update);
    const after = await db.prisma.delivery.findMany({ where: { sourceId }, orderBy: { id: "asc" } });
    expect(after.map((row) => [row.deliveryKey, row.bodyKey])).toEqual([
      [`sha256-${"a".repeat(64)}/d1-${sourceId}`, `sha256-${"a".repeat(64)}`],
      [`sha256-${"b".repeat(64)}/d2-${sourceId}`, `sha256-${"b".repeat(64)}`],
      ["msg_1", null],
      [`sha256-${"d".repeat(64)}`, null],
    ]);
    expect(after[0]?.headers).toEqual({ "X-Custom": "[redacted]", "user-agent": "curl" });
  });
});
