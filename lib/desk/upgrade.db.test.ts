import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { listIncidents } from "@/lib/desk/data";
import { embedText } from "@/lib/knowledge/embed-text";
import { SCOPES, type Context } from "@/lib/platform/context";
import { migrate } from "@/lib/platform/db/migrate";
import { getStats, listPipelines } from "@/lib/stats/data";

const MIGRATIONS = "prisma/migrations";
/** The last migration before search texts and figures were stored. */
const LAST_BEFORE = "20261129002000_known_incidents";
const NOW = new Date("2026-11-29T12:00:00Z");

let db: TestDatabase;
let ctx: Context;
beforeAll(async () => {
  db = await testDatabase();
  ctx = {
    workspaceId: "ws",
    actor: { type: "user", id: "us", name: "Ada" },
    role: "owner",
    scopes: SCOPES,
    db: db.prisma,
    pool: db.pool,
    now: () => NOW,
  };
  await db.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  const earlier = await mkdtemp(join(tmpdir(), "pd-migrations-"));
  const names = await readdir(MIGRATIONS);
  for (const name of names.filter((folder) => folder <= LAST_BEFORE)) {
    await cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true });
  }
  await migrate(db.pool, earlier);
  await rm(earlier, { recursive: true });
  const vector = `[${embedText("Column total is gone").join(",")}]`;
  for (const statement of WRITTEN_BEFORE) await db.pool.query(statement);
  await db.pool.query(EMBEDDINGS, [vector]);
  await migrate(db.pool, MIGRATIONS);
});
afterAll(() => db.close());

describe("incidents from before the upgrade", () => {
  it.each([
    ["column TOTAL", 12],
    ["nightly_or", 12],
    ["rena", 4],
    ["ad", 12],
    ["payments", 1],
    ["eu-1", 1],
    ["production", 1],
  ])("are found by %j", async (q, total) => {
    expect((await listIncidents(ctx, { q })).counts?.total).toBe(total);
  });

  it("are in the trigram index", async () => {
    const { rows } = await db.pool.query(
      "SELECT incident_id FROM incident_texts WHERE is_indexed AND pd_trigrams(workspace_id, text) @@ pd_trigram_query('ws', 'renamed')",
    );
    expect(rows).toHaveLength(4);
  });

  it("are included in the figures", async () => {
    const stats = await getStats(ctx, { since: "2026-11-01T00:00:00Z" });
    expect(stats.totals).toMatchObject({ opened: 12, resolved: 3, open: 9, occurrences: 24, diagnosed: 4 });
    expect(stats.timeToResolve).toEqual({ count: 3, p50Ms: 3_600_000, p95Ms: 3_600_000 });
    expect(stats.overTime.filter(({ opened }) => opened > 0)).toHaveLength(12);
    expect(stats.bySubject).toEqual([
      { kind: "pipeline", name: "Nightly_Orders", count: 11, occurrences: 22 },
      { kind: "workload", name: "payments/api", count: 1, occurrences: 2 },
    ]);
    const [pipeline] = (await listPipelines(ctx)).items;
    expect(pipeline).toMatchObject({ incidents30d: 11, openIncidents: 8 });
  });

  it("share one vector per failure", async () => {
    const { rows } = await db.pool.query(
      "SELECT owner_id AS fingerprint FROM chunks WHERE owner_kind = 'failure' ORDER BY 1",
    );
    expect(rows).toEqual([{ fingerprint: "v1:0" }, { fingerprint: "v1:1" }]);
  });
});

/** Twelve incidents, one a day; the third, sixth and ninth are resolved, the twelfth is merged. */
const WRITTEN_BEFORE = [
  "INSERT INTO workspaces (id, slug, name) VALUES ('ws', 'ws', 'Before')",
  "INSERT INTO users (id, email, name) VALUES ('us', 'ada@before.example', 'Ada')",
  "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ('so', 'ws', 'airflow', 'Airflow', 'key', 'none')",
  `INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, first_seen_at, last_seen_at)
   VALUES ('pi', 'ws', 'so', 'nightly_orders', 'Nightly_Orders', now(), now())`,
  `INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name, first_seen_at)
   VALUES ('ta', 'ws', 'pi', 'load', 'load', now())`,
  `INSERT INTO incidents (id, workspace_id, number, title, root_cause, dedup_key, fingerprint, status, severity, source_id,
     pipeline_id, task_id, detected_by, report, occurrence_count, opened_at, first_seen_at, last_seen_at, resolved_at, updated_at)
   SELECT 'in' || i, 'ws', i, 'Column total is gone', CASE WHEN i % 3 = 1 THEN 'It was renamed' END, 'key' || i, 'v1:' || i % 2,
     CASE WHEN i = 12 THEN 'merged' WHEN i % 3 = 0 THEN 'resolved' ELSE 'triggered' END, 'high', 'so', 'pi', 'ta', 'webhook',
     '{}', 2, at, at, at, CASE WHEN i % 3 = 0 AND i < 12 THEN at + interval '1 hour' END, at
   FROM generate_series(1, 12) i, LATERAL (SELECT timestamptz '2026-11-10T08:00:00Z' + make_interval(days => i) AS at) x`,
  `INSERT INTO subjects (id, workspace_id, source_id, kind, key, name, first_seen_at, last_seen_at)
   VALUES ('su', 'ws', 'so', 'workload', '["workload","eu-1","payments","Deployment","api"]', 'payments/api', now(), now())`,
  `INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, subject_kind,
     subject_id, environment, detected_by, report, occurrence_count, opened_at, first_seen_at, last_seen_at, updated_at)
   SELECT 'in13', 'ws', 13, 'Out of memory', 'key13', 'v1:1', 'triggered', 'high', 'so', 'workload', 'su', 'production', 'webhook',
     '{}', 2, at, at, at, at FROM (SELECT timestamptz '2026-11-26T08:00:00Z' AS at) x`,
  `INSERT INTO diagnoses (id, workspace_id, incident_id, workflow_id, engine, outcome, root_cause, category, confidence,
     transience, explanation, claims, causal_chain, ruled_out, gaps, impact, recommended_actions, hypotheses, latency_ms, created_at)
   SELECT 'di' || id, 'ws', id, 'wo' || id, 'builtin', 'diagnosed', root_cause, 'schema_change', 0.9, 'permanent', '', '[]', '[]',
     '[]', '[]', '{}', '[]', '[]', 1, opened_at + interval '20 seconds'
   FROM incidents WHERE root_cause IS NOT NULL`,
];

const EMBEDDINGS = `
INSERT INTO incident_embeddings (incident_id, workspace_id, model, embedding, updated_at)
SELECT id, 'ws', 'ngram-256/2', $1::vector, opened_at FROM incidents`;
