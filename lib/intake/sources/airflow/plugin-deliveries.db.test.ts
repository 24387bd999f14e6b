import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { UNREPORTED_REASON } from "@/lib/failures/unreported";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { encrypt, newId, newWebhookSecret } from "@/lib/platform/crypto";

let db: TestDatabase;
/** Also the id and key of the source. */
let workspaceId: string;
const secret = newWebhookSecret();
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  workspaceId = newId();
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
  await db.pool.query(
    "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $1, 'airflow', 'Airflow', $1, $2)",
    [workspaceId, encrypt(secret)],
  );
});

let clock = Date.parse("2026-11-30T07:11:00Z");
const send = (name: string) =>
  receiveWebhook({
    kind: "airflow",
    sourceKey: workspaceId,
    rawBody: new TextEncoder().encode(
      JSON.stringify(recordedWebhook("airflow", `airflow3_plugin_${name}`).body),
    ),
    headers: { authorization: `Bearer ${secret}` },
    now: new Date((clock += 1_000)),
  });

const incidents = async () =>
  (
    await db.pool.query(
      `SELECT title, occurrence_count AS count, report->'exception'->>'type' AS type, report->>'reason' AS reason
       FROM incidents WHERE workspace_id = $1 ORDER BY number`,
      [workspaceId],
    )
  ).rows;

it.each([
  ["the task's first", ["task_failed", "run_failed"]],
  ["the run's first", ["run_failed", "task_failed"]],
])("keeps the exception of a task whose run lists it as failed: %s", async (_name, deliveries) => {
  for (const name of deliveries) await send(name);
  expect(await incidents()).toMatchObject([{ count: 1, type: "builtins.ValueError" }]);
});

it("says of a task that only its run lists as failed that it reported nothing", async () => {
  await send("run_killed");
  expect(await incidents()).toEqual([
    { title: "killed failed without an error message", count: 1, type: null, reason: UNREPORTED_REASON },
  ]);
});
