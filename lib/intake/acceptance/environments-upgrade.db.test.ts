import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { subjectKey } from "@/lib/failures/subject";
import { normaliseGeneric } from "@/lib/intake/sources/generic/normalise";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { encrypt, newId, newWebhookSecret } from "@/lib/platform/crypto";
import { migrate } from "@/lib/platform/db/migrate";

const MIGRATIONS = "prisma/migrations";
/** The last migration before the environment was part of every identity. */
const LAST_BEFORE = "20261130014000_incident_failed_at";
const secret = newWebhookSecret();
const NOW = new Date("2026-11-30T10:00:00Z");

/** Failures that were open when the product was upgraded, and what they are of. The source is in production. */
const BEFORE = {
  service: { service: "pay-api", environment: "production" },
  otherService: { service: "pay-api", environment: "staging" },
  task: { pipeline: "orders", task: "load", environment: "production" },
  otherTask: { pipeline: "invoices", task: "load", environment: "staging" },
  mixed: { pipeline: "both", task: "load", environment: "production" },
  otherMixed: { pipeline: "both", task: "load", environment: "staging" },
};

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const earlier = await mkdtemp(join(tmpdir(), "pd-migrations-"));
  for (const name of (await readdir(MIGRATIONS)).filter((folder) => folder <= LAST_BEFORE))
    await cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true });
  await migrate(db.pool, earlier);
  await rm(earlier, { recursive: true });
  await db.pool.query("INSERT INTO workspaces (id, slug, name, incident_seq) VALUES ('ws', 'ws', 'W', 6)");
  await db.pool.query(
    `INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc, environment)
     VALUES ('so', 'ws', 'generic', 'Generic', 'so', $1, 'production')`,
    [encrypt(secret)],
  );
  for (const [index, body] of Object.values(BEFORE).entries()) await writeBefore(index + 1, reportOf(body));
  await migrate(db.pool, MIGRATIONS);
});
afterAll(() => db.close());

function reportOf(body: object): FailureReport {
  const result = normaliseGeneric({ ...body, error: "db down" });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.report;
}

async function writeBefore(number: number, report: FailureReport): Promise<void> {
  const { subject } = report;
  const { dedupKey, fingerprint } = failureIdentity("so", report);
  const ids = subject.kind === "task" ? await writeTask(subject) : await writeSubject(report);
  await db.pool.query(
    `INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, environment,
       subject_kind, subject_id, pipeline_id, task_id, detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at)
     VALUES ('in' || $1::int, 'ws', $1::int, 'Before', $2, $3, 'triggered', 'high', 'so', $4, $5, $6, $7, $8, 'webhook', $9, $10, $10, $10, $10)`,
    [
      number,
      dedupKey,
      fingerprint.value,
      report.environment,
      subject.kind,
      ids.subjectId,
      ids.pipelineId,
      ids.taskId,
      report,
      new Date(NOW.getTime() - 3_600_000),
    ],
  );
}

async function writeSubject({ subject }: FailureReport) {
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO subjects (id, workspace_id, source_id, kind, key, name, first_seen_at, last_seen_at)
     VALUES ($1, 'ws', 'so', $2, $3, 'pay-api', now(), now())
     ON CONFLICT (source_id, kind, key) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), subject.kind, JSON.stringify(subjectKey(subject))],
  );
  return { subjectId: rows[0]?.id, pipelineId: null, taskId: null };
}

async function writeTask({ pipeline, task }: Extract<FailureReport["subject"], { kind: "task" }>) {
  const pipelines = await db.pool.query<{ id: string }>(
    `INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, first_seen_at, last_seen_at)
     VALUES ($1, 'ws', 'so', $2, $2, now(), now())
     ON CONFLICT (source_id, external_id) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), pipeline.externalId],
  );
  const pipelineId = pipelines.rows[0]?.id;
  const tasks = await db.pool.query<{ id: string }>(
    `INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, first_seen_at) VALUES ($1, 'ws', $2, $3, $3, now())
     ON CONFLICT (pipeline_id, external_id) DO UPDATE SET name = excluded.name RETURNING id`,
    [newId(), pipelineId, task?.externalId],
  );
  return { subjectId: null, pipelineId, taskId: tasks.rows[0]?.id };
}

let clock = NOW.getTime();
async function send(body: object): Promise<string | null> {
  clock += 1_000;
  const accepted = await receiveWebhook({
    kind: "generic",
    sourceKey: "so",
    rawBody: new TextEncoder().encode(JSON.stringify(body)),
    headers: { "x-webhook-secret": secret },
    now: new Date(clock),
  });
  return accepted.incidentId;
}

it.each([
  ["service", "in1"],
  ["otherService", "in2"],
  ["task", "in3"],
  ["otherTask", "in4"],
  ["mixed", "in5"],
] as const)("a failure that was open keeps its incident, and its recovery: %s", async (name, id) => {
  expect(await send({ ...BEFORE[name], error: "db down" })).toBe(id);
  expect(await send({ ...BEFORE[name], status: "resolved" })).toBe(id);
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: "resolved", occurrenceCount: 2 });
});

it("a pipeline that failed in several environments keeps the incident; the other environment gets a new one", async () => {
  expect(await send({ ...BEFORE.otherMixed, error: "db down" })).not.toBe("in6");
  const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: "in6" } });
  expect(row.occurrenceCount).toBe(1);
});
