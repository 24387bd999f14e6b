import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { recordedWebhook } from "@/lib/intake/sources/testing/recorded";
import { receiveWebhook } from "@/lib/intake/webhooks/receive-webhook";
import { encrypt, newId, newWebhookSecret } from "@/lib/platform/crypto";

let db: TestDatabase;
let workspaceId: string;
const secret = newWebhookSecret();
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  workspaceId = newId();
  await db.pool.query("INSERT INTO workspaces (id, slug, name) VALUES ($1, $1, 'W')", [workspaceId]);
});

/** Everything is received long after it happened, in the order in which it is sent. */
const RECEIVED = Date.parse("2026-11-21T12:00:00Z");
const MINUTE = 60_000;
/** A time of day on the day of all runs here. */
const at = (minute: number) => new Date(Date.parse("2026-11-21T02:00:00Z") + minute * MINUTE).toISOString();

/** Sends bodies to a new source. @returns the incidents with their tasks, in the order in which they opened. */
async function send(kind: string, bodies: readonly object[], environment = "production") {
  const id = newId();
  await db.pool.query(
    `INSERT INTO sources (id, workspace_id, kind, name, key, secret_enc, environment) VALUES ($1, $2, $3, $3, $1, $4, $5)`,
    [id, workspaceId, kind, encrypt(secret), environment],
  );
  for (const [i, body] of bodies.entries()) {
    const answer = await receiveWebhook({
      kind,
      sourceKey: id,
      rawBody: new TextEncoder().encode(JSON.stringify(body)),
      headers: { "x-webhook-secret": secret },
      now: new Date(RECEIVED + i * 1_000),
    });
    expect(answer).toMatchObject({ status: "accepted" });
  }
  const { rows } = await db.pool.query<Row>(
    `SELECT n.status, n.severity, n.environment, n.occurrence_count AS count, t.external_id AS task, r.external_id AS "resolvedBy"
     FROM incidents n LEFT JOIN tasks t ON t.id = n.task_id LEFT JOIN runs r ON r.id = n.resolved_by_run_id
     WHERE n.workspace_id = $1 ORDER BY n.number`,
    [workspaceId],
  );
  return rows;
}

interface Row {
  status: string;
  severity: string;
  environment: string | null;
  count: number;
  task: string | null;
  resolvedBy: string | null;
}

const statuses = async (kind: string, bodies: readonly object[]) =>
  (await send(kind, bodies)).map(({ status }) => status);

describe("dbt Core", () => {
  interface Run {
    id: string;
    end: number;
    nodes: Record<string, string>;
    args?: object;
    environment?: string;
    startedAt?: string;
  }
  /** What `npx pd dbt` sends after a run of a minute, as dbt before 1.10 writes it. */
  const dbt = ({ id, end, nodes, args, environment = "production", startedAt }: Run) => ({
    source: "dbt",
    environment,
    runResults: {
      metadata: {
        invocation_id: id,
        generated_at: at(end),
        invocation_started_at: startedAt,
        dbt_version: "1.9.4",
      },
      elapsed_time: 60,
      args: { which: "build", ...args },
      results: Object.entries(nodes).map(([node, status]) => ({
        unique_id: node,
        status,
        message: status === "error" ? `Database Error in ${node}` : "OK",
        timing: [{ name: "execute", started_at: at(end - 0.5), completed_at: at(end - 0.2) }],
      })),
    },
  });
  const ORDERS = "model.shop.stg_orders";
  const ITEMS = "model.shop.stg_items";
  const failed = dbt({ id: "r1", end: 10, nodes: { [ORDERS]: "error" } });
  const good = (part: Partial<Run> = {}) =>
    dbt({ id: "r2", end: 20, nodes: { [ORDERS]: "success" }, ...part });

  it("ends the failure of a node with the next good run of it", async () => {
    expect(await send("dbt", [failed, good()])).toMatchObject([
      { status: "resolved", task: ORDERS, resolvedBy: "r2" },
    ]);
  });

  it.each([
    ["another target", good({ args: { target: "dev" } }), "triggered"],
    ["another environment", good({ environment: "staging" }), "triggered"],
    ["a run that only compiles", good({ args: { which: "compile" } }), "triggered"],
    ["a run that had started earlier", good({ startedAt: at(5) }), "triggered"],
    ["another command that builds it", good({ args: { which: "run" } }), "resolved"],
    ["a good run of other nodes", good({ nodes: { [ITEMS]: "success" } }), "triggered"],
    ["a bad run in which it is good", good({ nodes: { [ITEMS]: "error", [ORDERS]: "success" } }), "resolved"],
  ])("%s: %#", async (_name, next, status) => {
    expect((await statuses("dbt", [failed, next]))[0]).toBe(status);
  });

  it("leads to the same if the failure is reported late", async () => {
    expect(await send("dbt", [good(), failed])).toMatchObject([{ status: "resolved", resolvedBy: "r2" }]);
  });

  it("ends a run that stopped before it ran anything with the next good run", async () => {
    const stopped = {
      source: "dbt",
      environment: "production",
      error: "Compilation Error\n  Model 'model.shop.a' depends on a node named 'b' which was not found",
      manifest: { metadata: { project_name: "shop", invocation_id: "r0", generated_at: at(1) } },
    };
    expect(await statuses("dbt", [stopped, good()])).toEqual(["resolved"]);
    const prod = { args: { target: "prod" } };
    expect(await statuses("dbt", [{ ...stopped, target: "prod" }, good(prod)])).toContain("resolved");
    expect((await statuses("dbt", [{ ...stopped, target: "dev" }, good(prod)])).at(-1)).toBe("triggered");
  });
});

describe("dbt Cloud", () => {
  const { body } = recordedWebhook("dbt", "cloud_job_run_completed_with_error");
  const { data, ...event } = body as { data: Record<string, unknown> };
  const failed = { ...event, data: { ...data, runReason: "scheduled" } };
  const next = (runReason: string) => ({
    ...event,
    eventId: "wev_next",
    data: {
      ...data,
      runReason,
      runId: "218726999",
      runStatus: "Success",
      runStatusCode: 10,
      runStatusMessage: "None",
      runStartedAt: "2026-11-19T02:15:00Z",
      runFinishedAt: "2026-11-19T02:20:01Z",
    },
  });

  it.each([
    ["scheduled", "resolved"],
    ["Kicked off from the UI by ada@example.com", "triggered"],
  ])("a later run, %s: %s", async (reason, status) => {
    expect(await statuses("dbt", [failed, next(reason)])).toEqual([status]);
  });
});

describe("Dagster", () => {
  const SCHEDULE = { "dagster/schedule_name": "orders_sched" };
  const run = (id: string, event: string, start: number, part: object = {}) => ({
    source: "dagster",
    event,
    run_id: id,
    job_name: "orders_job",
    tags: SCHEDULE,
    start_time: Date.parse(at(start)) / 1_000,
    end_time: Date.parse(at(start + 5)) / 1_000,
    ...(event === "run_failure" && {
      message: "Steps failed: ['load'].",
      steps: [
        { step_key: "load", error: 'ValueError: amount is negative: -3\n\nStack Trace:\n  File "o.py"' },
      ],
    }),
    ...part,
  });
  const ASSETS = { job_name: "__ASSET_JOB", tags: { "dagster/sensor_name": "automation" } };

  it.each<[string, object, object, string]>([
    ["the next run of the schedule", {}, {}, "resolved"],
    ["a run of another schedule", {}, { tags: { "dagster/schedule_name": "weekly" } }, "triggered"],
    ["a run that someone launched", {}, { tags: {} }, "triggered"],
    ["a backfill", {}, { tags: { ...SCHEDULE, "dagster/backfill": "b" } }, "triggered"],
    ["another environment", {}, { environment: "staging" }, "triggered"],
    ["a later date", { partition_key: "2026-11-20" }, { partition_key: "2026-11-21" }, "resolved"],
    ["an earlier date", { partition_key: "2026-11-20" }, { partition_key: "2026-11-19" }, "triggered"],
    ["another partition", { partition_key: "eu" }, { partition_key: "us" }, "triggered"],
    ["the same partition", { partition_key: "eu" }, { partition_key: "eu" }, "resolved"],
    ["unknown assets", ASSETS, ASSETS, "triggered"],
    [
      "the same assets",
      { ...ASSETS, asset_selection: ["a"] },
      { ...ASSETS, asset_selection: ["a"] },
      "resolved",
    ],
    [
      "other assets",
      { ...ASSETS, asset_selection: ["a"] },
      { ...ASSETS, asset_selection: ["b"] },
      "triggered",
    ],
    ["some steps", {}, { step_selection: ["extract"] }, "triggered"],
  ])("a success: %s", async (_name, first, second, status) => {
    const bodies = [run("d1", "run_failure", 0, first), run("d2", "run_success", 60, second)];
    expect(await send("dagster", bodies)).toMatchObject([{ status, task: "load" }]);
  });
});

describe("GitHub Actions", () => {
  interface Run {
    id: number;
    conclusion: string;
    event?: string;
    branch?: string;
    attempt?: number;
    minute: number;
    fork?: string;
  }
  const github = ({
    id,
    conclusion,
    event = "schedule",
    branch = "main",
    attempt = 1,
    minute,
    fork,
  }: Run) => ({
    action: "completed",
    workflow_run: {
      id,
      name: "nightly",
      path: ".github/workflows/nightly.yml",
      head_branch: branch,
      head_sha: "a".repeat(40),
      head_repository: { full_name: fork ?? "acme/etl" },
      event,
      status: "completed",
      conclusion,
      run_attempt: attempt,
      run_started_at: at(minute),
      updated_at: at(minute + 5),
    },
    repository: { full_name: "acme/etl", default_branch: "main" },
  });
  const pull = { event: "pull_request", branch: "feat/x" };
  const failed = github({ id: 1, conclusion: "failure", minute: 0 });
  const failedPull = github({ id: 1, conclusion: "failure", minute: 0, ...pull });
  const good = (part: Partial<Run> = {}) => github({ id: 2, conclusion: "success", minute: 60, ...part });

  it.each<[string, object, object, string]>([
    ["the next scheduled run", failed, good(), "resolved"],
    ["a rerun", failed, good({ id: 1, attempt: 2 }), "resolved"],
    ["a pull request", failed, good(pull), "triggered"],
    ["a push to another branch", failed, good({ event: "push", branch: "v2" }), "triggered"],
    ["a run that someone started", failed, good({ event: "workflow_dispatch" }), "triggered"],
    [
      "a push to the same branch",
      github({ id: 1, conclusion: "failure", event: "push", branch: "v2", minute: 0 }),
      good({ event: "push", branch: "v2" }),
      "resolved",
    ],
    ["the next commit of a pull request", failedPull, good(pull), "resolved"],
    ["its rerun", failedPull, good({ id: 1, attempt: 2, ...pull }), "resolved"],
    ["another pull request", failedPull, good({ ...pull, branch: "feat/y" }), "triggered"],
    [
      "one from a fork with a branch of that name",
      failedPull,
      good({ ...pull, fork: "eve/etl" }),
      "triggered",
    ],
    ["the main branch", failedPull, good(), "triggered"],
  ])("a success: %s", async (_name, first, second, status) => {
    expect(await statuses("github", [first, second])).toEqual([status]);
  });

  it.each([
    [
      [failedPull, { ...failed, workflow_run: { ...failed.workflow_run, id: 3 } }],
      ["low", "high"],
    ],
    [
      [failed, { ...failedPull, workflow_run: { ...failedPull.workflow_run, id: 3 } }],
      ["high", "low"],
    ],
  ])(
    "keeps a failed pull request apart from the main branch, in either order: %#",
    async (bodies, severities) => {
      const incidents = await send("github", bodies);
      expect(incidents.map(({ severity }) => severity)).toEqual(severities);
      expect(incidents.find(({ severity }) => severity === "low")?.environment).toBe("pull request");
      expect(incidents.find(({ severity }) => severity === "high")?.environment).toBe("production");
    },
  );

  it("keeps the failures of branches apart", async () => {
    const of = (id: number, branch: string) =>
      github({ id, conclusion: "failure", event: "push", branch, minute: id });
    expect(await send("github", [of(1, "main"), of(2, "v2"), of(3, "main"), of(4, "v2")])).toMatchObject([
      { count: 2 },
      { count: 2 },
    ]);
  });
});

describe("Prefect", () => {
  const { body } = recordedWebhook("prefect", "state_type_trigger_full_objects_failed");
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const {
    flow_run: flowRun,
    event: _event,
    ...rest
  } = JSON.parse(text) as {
    flow_run: Record<string, unknown>;
    event: unknown;
  };
  const run = (part: Record<string, unknown>) => ({ ...rest, flow_run: { ...flowRun, ...part } });
  const failed = run({ auto_scheduled: true, parameters: { day: "monday", table: "orders" } });
  const good = (part: Record<string, unknown>) =>
    run({
      id: "b4e02aaf-72b8-410d-89f0-21af1df328ff",
      auto_scheduled: true,
      parameters: { table: "orders", day: "monday" },
      start_time: "2026-11-21T02:32:07Z",
      end_time: "2026-11-21T02:32:09Z",
      state: { type: "COMPLETED", name: "Completed", timestamp: "2026-11-21T02:32:09Z" },
      state_type: "COMPLETED",
      state_name: "Completed",
      ...part,
    });

  it.each<[string, object, object, string]>([
    ["that its schedule started with the same parameters", failed, good({}), "resolved"],
    ["with other parameters", failed, good({ parameters: { table: "items", day: "monday" } }), "triggered"],
    ["that someone started", failed, good({ auto_scheduled: false }), "triggered"],
    ["of another deployment", failed, { ...good({}), deployment_id: "other" }, "triggered"],
    ["after one that someone started", run({ auto_scheduled: false }), good({ parameters: {} }), "triggered"],
  ])("the success of a later flow run %s", async (_name, first, second, status) => {
    expect(await statuses("prefect", [first, second])).toEqual([status]);
  });
});
