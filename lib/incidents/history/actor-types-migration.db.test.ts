import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { migrate } from "@/lib/platform/db/migrate";

const MIGRATIONS = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));
const ACTOR_TYPES = "20261129005400_timeline_actor_types";

let db: TestDatabase;
let earlier: string;
beforeAll(async () => {
  db = await testDatabase();
  earlier = await mkdtemp(join(tmpdir(), "pd-migrations-"));
  const names = (await readdir(MIGRATIONS)).filter((name) => name < ACTOR_TYPES);
  await Promise.all(
    names.map((name) => cp(join(MIGRATIONS, name), join(earlier, name), { recursive: true })),
  );
});
afterAll(async () => {
  await rm(earlier, { recursive: true, force: true });
  await db.close();
});

it("takes the actor's type of stored entries from the audit log, else from the name", async () => {
  await db.pool.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await migrate(db.pool, earlier);
  await db.pool.query(BEFORE);
  expect(await migrate(db.pool, MIGRATIONS)).toContain(ACTOR_TYPES);
  const { rows } = await db.pool.query("SELECT id, actor_type FROM timeline_entries ORDER BY id");
  expect(rows).toEqual([
    { id: "1-audited-token", actor_type: "token" },
    { id: "2-audited-user", actor_type: "user" },
    { id: "3-automatic", actor_type: "system" },
    { id: "4-token-by-name", actor_type: "token" },
    { id: "5-someone-else", actor_type: "user" },
  ]);
});

const BEFORE = `
INSERT INTO workspaces (id, slug, name) VALUES ('w', 'w', 'w');
INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ('w', 'w', 'generic', 'w', 'w', '');
INSERT INTO pipelines (id, workspace_id, source_id, external_id, name) VALUES ('w', 'w', 'w', 'w', 'w');
INSERT INTO incidents (id, workspace_id, number, title, dedup_key, fingerprint, status, severity, source_id, pipeline_id,
  detected_by, report, opened_at, first_seen_at, last_seen_at, updated_at)
VALUES ('i', 'w', 1, 'i', 'i', 'i', 'resolved', 'high', 'w', 'w', 'webhook', '{}', now(), now(), now(), now());
INSERT INTO api_tokens (id, workspace_id, name, hash, preview, role) VALUES ('t', 'w', 'ci', 'h', 'pd_', 'owner');
INSERT INTO audit_events (id, workspace_id, actor_type, actor_name, action, target_type, target_id, at) VALUES
  ('a', 'w', 'token', 'Ada', 'incident.comment', 'incident', 'i', '2026-11-20T08:00:00Z'),
  ('b', 'w', 'user', 'Ada', 'incident.comment', 'incident', 'i', '2026-11-20T09:00:00Z');
INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_name, at) VALUES
  ('1-audited-token', 'w', 'i', 'comment', 'x', 'Ada', '2026-11-20T08:00:00Z'),
  ('2-audited-user', 'w', 'i', 'comment', 'x', 'Ada', '2026-11-20T09:00:00Z'),
  ('3-automatic', 'w', 'i', 'opened', 'x', 'Pipeline Debugger', '2026-11-20T07:00:00Z'),
  ('4-token-by-name', 'w', 'i', 'comment', 'x', 'ci', '2026-11-20T10:00:00Z'),
  ('5-someone-else', 'w', 'i', 'comment', 'x', 'Bob', '2026-11-20T10:00:00Z');`;
