import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { embedText } from "@/lib/knowledge/embed-text";
import { migrate } from "@/lib/platform/db/migrate";

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
const CHUNKS = "20261129005100_chunks";

let db: TestDatabase;
let earlier: string;
beforeAll(async () => {
  db = await testDatabase();
  earlier = await mkdtemp(join(tmpdir(), "pd-migrations-"));
  const names = (await readdir(MIGRATIONS)).filter((name) => name < CHUNKS);
  await Promise.all(
    names.map((name) => cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true })),
  );
});
afterAll(async () => {
  await rm(earlier, { recursive: true, force: true });
  await db.close();
});

/** Inserts a workspace with one incident, in the schema before the migration. */
async function insertIncident(workspaceId: string, incidentId: string): Promise<void> {
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, $1)", [workspaceId]);
  await db.pool.query(
    "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $1, 'generic', $1, $1, '')",
    [workspaceId],
  );
  await db.pool.query(
    "INSERT INTO pipelines (id, workspace_id, source_id, external_id, name) VALUES ($1, $1, $1, $1, $1)",
    [workspaceId],
  );
  await db.pool.query(
    `INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, pipeline_id,
       detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at)
     VALUES ($2, $1, 1, $2, $2, $2, 'resolved', 'high', $1, $1, 'webhook', '{}', now(), now(), now(), now())`,
    [workspaceId, incidentId],
  );
}

it("moves stored vectors to their failures, except those whose workspace differs from their incident's", async () => {
  await db.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await migrate(db.pool, earlier);
  await insertIncident("w1", "i1");
  await insertIncident("w2", "i2");
  const vector = JSON.stringify(embedText("KeyError customer_id").map((value) => Number(value.toFixed(6))));
  const insert = `INSERT INTO incident_embeddings (incident_id, workspace_id, model, embedding, updated_at)
    VALUES ($1, $2, 'ngram-256/2', $3::vector, '2026-11-20T08:00:00Z')`;
  await db.pool.query(insert, ["i1", "w1", vector]);
  await db.pool.query(insert, ["i2", "w1", vector]);
  expect(await migrate(db.pool, MIGRATIONS)).toContain(CHUNKS);
  const { rows } = await db.pool.query(
    `SELECT workspace_id, owner_kind, owner_id, ordinal, text, model, dimensions, hash, updated_at,
       embedding <-> $1::vector AS distance FROM chunks`,
    [vector],
  );
  expect(rows).toEqual([
    {
      workspace_id: "w1",
      owner_kind: "failure",
      owner_id: "i1",
      ordinal: 0,
      text: "",
      model: "ngram-256/2",
      dimensions: 256,
      hash: "",
      updated_at: new Date("2026-11-20T08:00:00Z"),
      distance: 0,
    },
  ]);
});
