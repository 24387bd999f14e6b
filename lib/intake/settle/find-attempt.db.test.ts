import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { findAttempt } from "@/lib/intake/settle/find-attempt";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** A workspace with a task whose attempts, numbered from 1, are known by these ids. */
async function workspaceWith(
  pipeline: string,
  idsOfAttempts: readonly (readonly string[])[],
): Promise<string> {
  const id = newId();
  const insert = (text: string, values: unknown[]) => db.pool.query(text, values);
  await insert("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [id]);
  await insert(
    "INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc) VALUES ($1, $1, 'airflow', 'A', $1, '')",
    [id],
  );
  await insert(
    "INSERT INTO pipelines (id, workspace_id, source_id, external_id, name) VALUES ($1, $1, $1, $2, $2)",
    [id, pipeline],
  );
  await insert(
    "INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name) VALUES ($1, $1, $1, 'load', 'load')",
    [id],
  );
  await insert("INSERT INTO runs (id, workspace_id, pipeline_id, external_id) VALUES ($1, $1, $1, 'run')", [
    id,
  ]);
  for (const [i, ids] of idsOfAttempts.entries()) {
    const attemptId = newId();
    await insert(
      `INSERT INTO attempts (id, workspace_id, run_id, task_id, map_index, try_number, outcome, outcome_at, reported_at)
       VALUES ($1, $2, $2, $2, -1, $3, 'started', now(), now())`,
      [attemptId, id, i + 1],
    );
    for (const externalId of ids) {
      await insert("INSERT INTO attempt_ids (workspace_id, external_id, attempt_id) VALUES ($1, $2, $3)", [
        id,
        externalId,
        attemptId,
      ]);
    }
  }
  return id;
}

it("answers concurrent questions with one query more, each from its own workspace, by the closest id", async () => {
  const first = await workspaceWith("orders", [["a", "b"], ["c"]]);
  const second = await workspaceWith("invoices", [["a"]]);
  const query = vi.spyOn(db.pool, "query");
  const answers = await Promise.all([
    findAttempt(db.pool, first, ["a"]),
    findAttempt(db.pool, first, ["c", "a"]),
    findAttempt(db.pool, first, ["unknown", "b"]),
    findAttempt(db.pool, second, ["a", "c"]),
    findAttempt(db.pool, second, ["c"]),
    findAttempt(db.pool, first, ["a"]),
  ]);
  expect(
    answers.map((attempt) => attempt && [attempt.pipelineId, attempt.tryNumber, attempt.attemptId]),
  ).toEqual([
    ["orders", 1, "a"],
    ["orders", 2, "c"],
    ["orders", 1, "b"],
    ["invoices", 1, "a"],
    null,
    ["orders", 1, "a"],
  ]);
  expect(query).toHaveBeenCalledTimes(2);
});
