import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { encrypt, newId, newWebhookSecret } from "@/lib/platform/crypto";

let db: TestDatabase;
let sourceId: string;
let workspaceId: string;
const secret = newWebhookSecret();
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A generic source; its id is its key. */
async function arrangeSource(environment: string | null): Promise<void> {
  workspaceId = newId();
  sourceId = newId();
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
  await db.pool.query(
    `INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc, environment)
     VALUES ($1, $2, 'generic', 'Generic', $1, $3, $4)`,
    [sourceId, workspaceId, encrypt(secret), environment],
  );
}
beforeEach(() => arrangeSource("production"));

let clock = Date.parse("2026-11-30T10:00:00Z");
/** @returns the number of the incident the body belongs to, or null */
async function send(body: object): Promise<number | null> {
  clock += 1_000;
  const { incidentId } = await receiveWebhook({
    kind: "generic",
    sourceKey: sourceId,
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    headers: { "x-webhook-secret": secret },
    now: new Date(clock),
  });
  if (incidentId === null) return null;
  return (await db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } })).number;
}

const incidents = async () =>
  (
    await db.pool.query(
      "SELECT number, environment, status, occurrence_count AS count FROM incidents WHERE workspace_id = $1 ORDER BY number",
      [workspaceId],
    )
  ).rows;

const STAGING = { environment: "staging" };
const PRODUCTION = { environment: "production" };
const FAILED = { error: "db down" };
const RESOLVED = { status: "resolved" };

describe.each([
  ["a service", { service: "pay-api" }],
  ["an alert of a service", { service: "pay-api", dedupKey: "al-1" }],
  ["a workload", { workload: { name: "api", kind: "Deployment" } }],
  ["a check", { check: "orders-fresh" }],
  ["a task", { pipeline: "orders", task: "load" }],
  ["a task in a run", { pipeline: "orders", task: "load", runId: "2026-11-30" }],
  ["a run", { pipeline: "orders", runId: "2026-11-30" }],
  ["an alert of a task", { pipeline: "orders", task: "load", dedupKey: "al-1" }],
])("%s that fails in two environments", (_name, subject) => {
  it("is two incidents, each resolved by its own recovery", async () => {
    expect(await send({ ...subject, ...STAGING, ...FAILED })).toBe(1);
    expect(await send({ ...subject, ...PRODUCTION, ...FAILED })).toBe(2);
    expect(await send({ ...subject, ...STAGING, ...RESOLVED })).toBe(1);
    expect(await incidents()).toEqual([
      { number: 1, environment: "staging", status: "resolved", count: 1 },
      { number: 2, environment: "production", status: "triggered", count: 1 },
    ]);
    expect(await send({ ...subject, ...PRODUCTION, ...RESOLVED })).toBe(2);
    expect(await incidents()).toMatchObject([{ status: "resolved" }, { status: "resolved" }]);
  });

  it("is in that of the source if the report names none", async () => {
    expect(await send({ ...subject, ...STAGING, ...FAILED })).toBe(1);
    expect(await send({ ...subject, ...FAILED })).toBe(2);
    expect(await send({ ...subject, ...PRODUCTION, ...FAILED, title: "Again" })).toBe(2);
    expect(await send({ ...subject, ...RESOLVED })).toBe(2);
    expect(await incidents()).toMatchObject([
      { number: 1, environment: "staging", status: "triggered" },
      { number: 2, environment: "production", status: "resolved" },
    ]);
  });

  it("opens for a failure older than the other environment's recovery", async () => {
    const earlier = new Date(clock - 60_000).toISOString();
    await send({ ...subject, ...PRODUCTION, ...FAILED });
    await send({ ...subject, ...PRODUCTION, ...RESOLVED });
    expect(await send({ ...subject, ...STAGING, ...FAILED, endedAt: earlier })).toBe(2);
  });
});

it("keeps an unknown environment apart from a named one", async () => {
  await arrangeSource(null);
  await send({ service: "pay-api", ...STAGING, ...FAILED });
  await send({ service: "pay-api", ...RESOLVED });
  expect(await incidents()).toMatchObject([{ environment: "staging", status: "triggered" }]);
});

it("shows the environment of a pipeline in its id, and keeps its name", async () => {
  await send({ pipeline: "orders", ...STAGING, ...FAILED });
  await send({ pipeline: "orders", ...FAILED });
  const rows = await db.prisma.pipeline.findMany({
    where: { workspaceId },
    select: { name: true, externalId: true },
    orderBy: { externalId: "asc" },
  });
  expect(rows).toEqual([
    { name: "orders", externalId: "orders" },
    { name: "orders", externalId: "staging/orders" },
  ]);
});
