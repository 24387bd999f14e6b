import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { reconcileSource } from "@/lib/reconcile/reconcile-source";
import { sendJson, startFakeServer, vendorFixture, type FakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
let server: FakeServer;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

interface Recorded {
  flow_run: Record<string, unknown>;
  task_runs: Record<string, unknown>[];
}
const recorded = (name: string) => JSON.parse(vendorFixture("prefect", `${name}.json`)) as Recorded;

/** What the fake Prefect knows: recorded runs, and the latest heartbeat and log entry of any run. */
let runs: Record<string, unknown>[] = [];
let tasks: Record<string, unknown>[] = [];
let heartbeat: string | null = null;
let logged: string | null = null;

interface Filter {
  flow_runs?: {
    id?: { any_: string[] };
    end_time?: { after_: string };
    state?: { type?: { any_: string[] }; name?: { any_: string[] } };
  };
  task_runs?: { end_time?: { after_: string } };
  flows?: { id?: { any_: string[] }; name?: { any_: string[] } };
}

function filtered({ flow_runs: filter = {} }: Filter): Record<string, unknown>[] {
  return runs.filter((run) => {
    if (filter.id) return filter.id.any_.includes(String(run["id"]));
    const isInState =
      filter.state?.type?.any_.includes(String(run["state_type"])) ||
      filter.state?.name?.any_.includes(String(run["state_name"]));
    if (filter.state) return isInState;
    return filter.end_time !== undefined && endedAfter(run, filter.end_time.after_);
  });
}

function endedAfter(row: Record<string, unknown>, after: string): boolean {
  return row["end_time"] != null && Date.parse(String(row["end_time"])) > Date.parse(after);
}

beforeEach(async () => {
  [runs, tasks, heartbeat, logged] = [[], [], null, null];
  server = await startFakeServer((request, response) => {
    const filter = JSON.parse(request.body || "{}") as Filter;
    switch (request.path) {
      case "/api/flow_runs/filter":
        return sendJson(response, 200, filtered(filter));
      case "/api/task_runs/filter":
        return sendJson(
          response,
          200,
          tasks.filter((task) => endedAfter(task, filter.task_runs?.end_time?.after_ ?? "")),
        );
      case "/api/flows/filter":
        return sendJson(
          response,
          200,
          (filter.flows?.id?.any_ ?? []).map((id) => ({ id, name: `flow-${id.slice(0, 4)}`, tags: [] })),
        );
      case "/api/deployments/filter":
        return sendJson(response, 200, [JSON.parse(vendorFixture("prefect", "deployment.json"))]);
      case "/api/events/filter":
        return sendJson(response, 200, {
          events: heartbeat === null ? [] : [{ occurred: heartbeat }],
          total: 0,
          next_page: null,
        });
      case "/api/logs/filter":
        return sendJson(
          response,
          200,
          logged === null ? [] : [{ id: logged, level: 20, message: "x", timestamp: logged }],
        );
      default:
        return sendJson(response, 404, { detail: request.path });
    }
  });
});
afterEach(() => server.close());

const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);

async function connected() {
  const arranged = await arrangeWorkspace(db, { kind: "prefect", apiBaseUrl: server.url });
  const pass = (time: string) =>
    reconcileSource(
      { ...arranged.ctx, now: () => at(time) },
      { sourceId: arranged.sourceId, at: at(time) },
      { judge: () => [] },
    );
  const incidents = async () => {
    const { items } = await listIncidents(arranged.ctx, { sort: "openedAt", limit: 200 });
    return items.toSorted((a, b) => a.number - b.number).map(({ title, status }) => `${title} | ${status}`);
  };
  return { ...arranged, pass, incidents };
}

describe("Prefect", () => {
  it("reports failed and crashed flow runs that nobody reported, once, and what ends them", async () => {
    const { pass, incidents, ctx } = await connected();
    await pass("01:20");
    const failed = recorded("run_exception_cause_chain");
    runs.push(failed.flow_run);
    tasks.push(...failed.task_runs);
    await pass("01:50");
    await pass("01:51");
    expect(await incidents()).toEqual([
      expect.stringMatching(/^RuntimeError transform of raw\.orders failed in flow-\w{4} \| triggered$/),
    ]);
    const { items } = await listIncidents(ctx, {});
    expect(await getIncident(ctx, items[0]?.id ?? "")).toMatchObject({
      detectedBy: "reconciler",
      run: { runId: failed.flow_run["id"] },
      occurrenceCount: 1,
    });
    runs = [
      {
        ...failed.flow_run,
        state_type: "COMPLETED",
        state_name: "Completed",
        run_count: 2,
        end_time: "2026-11-21T02:00:00Z",
        state: { type: "COMPLETED", name: "Completed", timestamp: "2026-11-21T02:00:00Z" },
      },
    ];
    await pass("02:01");
    expect((await incidents())[0]).toContain("| resolved");
  });

  it("stores successes and what their tasks needed", async () => {
    const { pass, incidents, sourceId } = await connected();
    await pass("01:20");
    const { flow_run: run, task_runs: taskRuns } = recorded("run_task_retries_then_success");
    runs.push(run);
    tasks.push(...taskRuns);
    await pass("01:30");
    expect(await incidents()).toEqual([]);
    expect(await db.prisma.run.findMany({ where: { pipeline: { sourceId } } })).toMatchObject([
      { externalId: run["id"], state: "succeeded", type: "manual" },
    ]);
    expect(await db.prisma.attempt.findMany({ where: { run: { pipeline: { sourceId } } } })).toMatchObject([
      { tryNumber: 3, outcome: "succeeded" },
    ]);
  });

  it("opens an incident about a run that no worker starts, until one does", async () => {
    const { pass, incidents } = await connected();
    await pass("01:20");
    const late = recorded("run_late_no_worker").flow_run;
    runs.push({ ...late, expected_start_time: new Date(Date.now() - 10 * 60_000).toISOString() });
    await pass("01:50");
    expect(await incidents()).toEqual([
      expect.stringMatching(
        /^flow-\w{4} has not started: due .* UTC, no worker of the work pool empty-pool has picked it up \| triggered$/,
      ),
    ]);
    runs = [];
    await pass("01:51");
    expect((await incidents())[0]).toContain("| resolved");
  });

  it("does not call a run late that was due a moment ago", async () => {
    const { pass, incidents } = await connected();
    const late = recorded("run_late_no_worker").flow_run;
    runs.push({ ...late, expected_start_time: new Date(Date.now() - 60_000).toISOString() });
    await pass("01:50");
    expect(await incidents()).toEqual([]);
  });

  /** PrefectHQ/prefect#21932, #20887 and #18653: live runs whose heartbeats are lost are called zombies. */
  it("takes a run for dead only if both its heartbeat and its log are still", async () => {
    const { pass, incidents } = await connected();
    const killed = recorded("run_sigkill_without_worker_stays_running").flow_run;
    runs.push({
      ...killed,
      state_type: "RUNNING",
      state_name: "Running",
      state: { type: "RUNNING", name: "Running", timestamp: killed["start_time"] },
      end_time: null,
    });
    heartbeat = "2026-11-21T01:30:00Z";
    for (const [time, entry] of [
      ["01:50", "a"],
      ["02:05", "b"],
      ["02:20", "c"],
    ] as const) {
      logged = entry;
      await pass(time);
    }
    expect(await incidents()).toEqual([]);
    // Silent, but alive.
    heartbeat = new Date().toISOString();
    await pass("02:40");
    expect(await incidents()).toEqual([]);
    heartbeat = "2026-11-21T01:30:00Z";
    await pass("02:41");
    expect(await incidents()).toEqual([expect.stringMatching(/^flow-\w{4} hangs: running for 1 h 11 min/)]);
    runs = [killed];
    await pass("02:45");
    expect((await incidents())[0]).toContain("| resolved");
  });
});
