import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { deploymentDrift } from "@/lib/evidence/collectors/deployment-drift";
import { namedChange } from "@/lib/evidence/deployments/named-change";
import { DeployFacts } from "@/lib/evidence/deployments/schemas";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { prefectTarget, recordedPrefect, recordedRun } from "@/lib/evidence/testing/recorded-prefect";
import { storedTarget } from "@/lib/evidence/testing/stored-target";
import { startFakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const DAG = "c03_retry_then_fail";
const instance = (run: string, state: string, version: number, commit: string) => ({
  task_id: "flaky",
  dag_id: DAG,
  dag_run_id: run,
  map_index: -1,
  state,
  try_number: 1,
  hostname: "airflow-host",
  end_date: run === "good" ? "2026-11-20T01:30:00Z" : "2026-11-21T01:26:30Z",
  dag_version: { version_number: version, bundle_version: commit },
});
const run = (id: string, state: string, start: string, conf: object) => ({
  dag_id: DAG,
  dag_run_id: id,
  state,
  start_date: start,
  conf,
});
const FAILED = "manual__2026-11-21T01:25:34.931288+00:00";
const event = (name: string, extra: object, at = "2026-11-20T15:00:00Z") => ({
  event_log_id: 1,
  when: at,
  event: name,
  owner: "ada",
  extra: JSON.stringify(extra),
});
const PROVIDERS = {
  providers: [{ package_name: "apache-airflow-providers-postgres", version: "6.0.0" }],
  total_entries: 1,
};
const TABLE = {
  "good/taskInstances/flaky": instance("good", "success", 3, "a".repeat(40)),
  "/taskInstances/flaky": instance(FAILED, "failed", 4, "b".repeat(40)),
  "/dagRuns": {
    dag_runs: [
      run("good", "success", "2026-11-20T01:25:00Z", {
        table: "raw.orders",
        api_token: "s3cret-1",
        limit: 10,
      }),
    ],
    total_entries: 1,
  },
  [FAILED]: run(FAILED, "failed", "2026-11-21T01:25:34Z", {
    table: "raw.orders_v2",
    api_token: "s3cret-2",
    limit: 10,
  }),
  "/eventLogs": {
    event_logs: [
      event("patch_connection", { connection_id: "warehouse", password: "hunter2" }),
      event("delete_variable", { variable_key: "schema_name" }),
      event("patch_variable", { key: "too_early", value: "x" }, "2026-11-19T00:00:00Z"),
      event("running", {}),
    ],
    total_entries: 4,
  },
  "/dagVersions": {
    dag_versions: [{ version_number: 4, bundle_version: "b".repeat(40), created_at: "2026-11-20T12:00:00Z" }],
    total_entries: 1,
  },
  "/providers": PROVIDERS,
  [`/dagSources/${DAG}`]: { content: "x = 1\n", version_number: 4 },
};
const NOTHING = {
  ...TABLE,
  "/dagRuns": { dag_runs: [], total_entries: 0 },
  "/eventLogs": { event_logs: [], total_entries: 0 },
  "/dagVersions": { dag_versions: [], total_entries: 0 },
  "/providers": { providers: [], total_entries: 0 },
};

testCollector({
  collector: deploymentDrift,
  healthy: (request, response) => {
    const isOld = request.query.get("version_number") === "3";
    const sources = isOld ? { [`/dagSources/${DAG}`]: { content: "x = 0\n", version_number: 3 } } : {};
    return recordedAirflow3({ ...TABLE, ...sources })(request, response);
  },
  empty: recordedAirflow3(NOTHING),
  isSpared: isVersionRequest,
  arrange: (url) => storedTarget(db, url),
  // That nothing changed is a finding.
  expected: { empty: "ok", not_found: "empty" },
  check: ([piece]) => {
    const lines = piece?.text.split("\n") ?? [];
    expect(lines.slice(0, 7)).toEqual([
      "changes since the last good run good, ended 2026-11-20T01:30:00.000Z:",
      `commit changed from ${"a".repeat(40)} to ${"b".repeat(40)} at 2026-11-20T12:00:00.000Z`,
      "DAG version changed from 3 to 4 at 2026-11-20T12:00:00.000Z",
      "connection warehouse was edited by ada at 2026-11-20T15:00:00.000Z",
      "variable schema_name was deleted by ada at 2026-11-20T15:00:00.000Z",
      "parameter api_token changed from (hidden) to (hidden)",
      "parameter table changed from raw.orders to raw.orders_v2",
    ]);
    expect(lines.slice(-2)).toEqual(["-x = 0", "+x = 1"]);
    // Names only, never values.
    expect(JSON.stringify(piece)).not.toMatch(/hunter2|s3cret/);
    expect(DeployFacts.parse(piece?.facts).packages).toEqual({
      "apache-airflow": "3.3.2",
      "apache-airflow-providers-postgres": "6.0.0",
    });
  },
});

it("compares the packages with those of an earlier failure of the same source", async () => {
  const server = await startFakeServer(recordedAirflow3(NOTHING));
  const withProviders = await startFakeServer(recordedAirflow3({ ...NOTHING, "/providers": PROVIDERS }));
  const first = await storedTarget(db, withProviders.url);
  const collected = await collectOnce(deploymentDrift, first.ctx, first.incident);
  await storeEvidence(db.pool, [
    {
      workspaceId: first.ctx.workspaceId,
      incidentId: first.incident.incidentId,
      collector: deploymentDrift.id,
      pieces: collected.pieces.map((piece) => ({ ...piece, ...withOlderProvider(piece.facts) })),
      durationMs: 1,
      collectedAt: new Date(Date.now() - 60_000),
    },
  ]);
  const other = { ...first.incident, incidentId: "another", lastSeenAt: new Date() };
  const { pieces } = await collectOnce(deploymentDrift, first.ctx, other);
  expect(pieces[0]?.text).toContain("package apache-airflow-providers-postgres changed from 5.1.0 to 6.0.0");
  await Promise.all([server.close(), withProviders.close()]);
});

function withOlderProvider(facts: unknown): object {
  const text = JSON.stringify(facts).replace('"6.0.0"', '"5.1.0"');
  return { facts: JSON.parse(text) as unknown };
}

it("names what differs between two Prefect runs", async () => {
  const failed = recordedRun("run_retries_then_fail");
  const good = recordedRun("run_retries_then_success");
  Object.assign(failed.flow_run, {
    deployment_version: "1.5.0",
    flow_version: "f2",
    parameters: { day: "2026-11-21" },
    job_variables: { image: "etl:2", env: { TOKEN: "s3cret" } },
  });
  Object.assign(good.flow_run, {
    deployment_version: "1.4.2",
    flow_version: "f1",
    parameters: { day: "2026-11-20" },
    job_variables: { image: "etl:1", env: { TOKEN: "s3cret" } },
  });
  const server = await startFakeServer(recordedPrefect([failed, good]));
  const stored = await storedTarget(db, null);
  const incident = prefectTarget(server.url, failed, { incidentId: stored.incident.incidentId });
  const { pieces } = await collectOnce(deploymentDrift, stored.ctx, incident);
  expect(pieces[0]?.text.split("\n").slice(1)).toEqual([
    "flow source changed from f1 to f2",
    "deployment version changed from 1.4.2 to 1.5.0",
    "image container image changed from etl:1 to etl:2",
    "parameter day changed from 2026-11-20 to 2026-11-21",
  ]);
  expect(JSON.stringify(pieces)).not.toContain("s3cret");
  await server.close();
});

describe("namedChange", () => {
  it.each([
    ["patch_connection", '{"connection_id": "wh", "extra": "***"}', "connection", "wh", null],
    ["post_variable", '{"key": "schema", "value": "***"}', "variable", "schema", null],
    ["delete_connection", '{"connection_id": "wh"}', "connection", "wh", "deleted"],
    ["api.patch_pool", '{"pool_name": "default_pool", "slots": 1}', "setting", "pool default_pool", null],
    ["connection.edit", "[('conn_id', 'wh'), ('password', '***')]", "connection", "wh", null],
    ["variables.create", "{'key': 'schema'}", "variable", "schema", null],
    ["bulk_variables", '{"actions": []}', "variable", "(not named)", null],
  ])("reads %s", (name, extra, kind, what, after) => {
    const found = namedChange({ event: name, extra, dagId: null, who: "ada", at: null });
    expect(found).toEqual({ kind, name: what, before: null, after, by: "ada", at: null });
  });

  it.each(["trigger_dag_run", "patch_dag", "running", "patch_task_instance"])("ignores %s", (name) => {
    expect(namedChange({ event: name, extra: "{}", dagId: "d", who: "ada", at: null })).toBeNull();
  });
});
