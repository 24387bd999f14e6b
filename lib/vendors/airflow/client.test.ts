import { describe, expect, it } from "vitest";
import {
  clientOf,
  routes,
  startAirflow2,
  startAirflow3,
  USER,
} from "@/lib/vendors/airflow/testing/fake-airflow";
import { sendJson } from "@/lib/vendors/testing/fake-server";

const RUN2 = "manual__2026-11-21T01:26:48.279004+00:00";
const RUN3 = "manual__2026-11-21T01:25:34.931288+00:00";

describe.each([
  ["v2", RUN3],
  ["v1", RUN2],
] as const)("reading over %s", (api, run) => {
  const start = (table: Record<string, string>) => {
    const full = Object.fromEntries(
      Object.entries(table).map(([path, file]) => [`/api/${api}${path}`, `${api}_${file}`]),
    );
    return api === "v2" ? startAirflow3(routes(full)) : startAirflow2(routes(full));
  };
  const ti = `/dags/c03_retry_then_fail/dagRuns/${run}/taskInstances/flaky`;

  it("reads a task instance", async () => {
    const { url } = await start({ [ti]: "taskInstance_c03_try2.json" });
    const instance = await clientOf(url).taskInstance("c03_retry_then_fail", run, "flaky");
    expect(instance).toMatchObject({
      dagId: "c03_retry_then_fail",
      runId: run,
      taskId: "flaky",
      mapIndex: -1,
      tryNumber: 2,
      retriesAllowed: 1,
      state: "failed",
      operator: "_PythonDecoratedOperator",
      hostname: "airflow-host",
    });
    expect(instance.endedAt).toMatch(/^2026-11-21T01:2\d:\d\d\.\d{3}Z$/);
    expect(instance.dagVersion).toBe(api === "v2" ? 1 : null);
  });

  it("reads tries, oldest first, or none if the API has none", async () => {
    const { url } = await start({ [`${ti}/tries`]: "tries_c03.json" });
    const tries = await clientOf(url).tries("c03_retry_then_fail", run, "flaky");
    expect(tries.map((attempt) => [attempt.tryNumber, attempt.state])).toEqual([
      [1, "failed"],
      [2, "failed"],
    ]);
    expect(await clientOf(url).tries("c03_retry_then_fail", run, "other")).toEqual([]);
  });

  it("lists a run's mapped tasks", async () => {
    const { url, seen } = await start({
      "/dags/c09_mapped/dagRuns/r/taskInstances": "taskInstances_c09_mapped.json",
    });
    const instances = await clientOf(url).listTaskInstances("c09_mapped", "r");
    const failed = instances.filter((instance) => instance.state === "failed");
    expect(failed.map((instance) => [instance.taskId, instance.mapIndex])).toEqual([["part", 2]]);
    expect(seen.at(-1)?.query.get("limit")).toBe("100");
  });

  it("lists runs, repeating the query key for each filter value", async () => {
    const { url, seen } = await start({ "/dags/c01_exc_chain/dagRuns": "dagRuns_c01.json" });
    const client = clientOf(url);
    const before = new Date("2026-11-21T02:00:00Z");
    const runs = await client.listDagRuns("c01_exc_chain", {
      before,
      state: ["success", "failed"],
      limit: 5,
    });
    expect(runs.map((run) => [run.runId, run.state, run.runType])).toEqual([
      ["scheduled__2026-01-01T00:00:00+00:00", "failed", "scheduled"],
    ]);
    expect(seen.at(-1)?.query.getAll("state")).toEqual(["success", "failed"]);
    expect(seen.at(-1)?.query.get("order_by")).toBe("-start_date");
    // A server that ignores the filters returns the same row.
    expect(await client.listDagRuns("c01_exc_chain", { state: ["success"] })).toEqual([]);
    expect(await client.listDagRuns("c01_exc_chain", { before: new Date("2026-11-20T00:00:00Z") })).toEqual(
      [],
    );
  });

  it("reads a DAG and its source", async () => {
    const source: Record<string, string> =
      api === "v2"
        ? { "/dagSources/c14_asset_consumer": "dagSources_c14.json" }
        : { "/dagSources/<signed-token>": "dagSources_c14.json" };
    const { url } = await start({ "/dags/c14_asset_consumer": "dag_c14.json", ...source });
    const client = clientOf(url);
    expect(await client.dag("c14_asset_consumer")).toMatchObject({
      fileloc: "/opt/airflow/dags/case_assets.py",
      relativeFileloc: api === "v2" ? "case_assets.py" : null,
      owners: ["data-eng"],
      tags: ["pd"],
      isPaused: false,
    });
    expect((await client.dagSource("c14_asset_consumer")).content).toContain("expected rows > 0");
  });

  it("reads import errors and the audit log", async () => {
    const { url, seen } = await start({
      "/importErrors": "importErrors.json",
      "/eventLogs": "eventLogs_c20_lost_supervisor.json",
    });
    const client = clientOf(url);
    const errors = await client.importErrors();
    expect(errors.some((error) => error.stackTrace.includes("No module named 'pandass'"))).toBe(true);
    const events = await client.eventLogs({ dag: "c20_lost_supervisor", run: "r+1" });
    expect(events.map((event) => event.event)).toContain(api === "v2" ? "patch_dag" : "api.patch_dag");
    expect(events.some((event) => /heartbeat timeout/i.test(event.event))).toBe(true);
    expect(seen.at(-1)?.query.get("run_id")).toBe("r+1");
  });
});

describe("Airflow 3 only", () => {
  it("reads a mapped task and its tries by map index", async () => {
    const { url, seen } = await startAirflow3(
      routes({ "/api/v2/dags/d/dagRuns/r/taskInstances/part/2": "v2_mapped_2.json" }),
    );
    expect((await clientOf(url).taskInstance("d", "r", "part", 2)).mapIndex).toBe(2);
    await clientOf(url).tries("d", "r", "part", 2);
    expect(seen.at(-1)?.path).toBe("/api/v2/dags/d/dagRuns/r/taskInstances/part/2/tries");
  });

  it("lists tasks with their downstream tasks", async () => {
    const { url } = await startAirflow3(
      routes({ "/api/v2/dags/c09_mapped/tasks": "v2_tasks_c09_mapped.json" }),
    );
    const tasks = await clientOf(url).tasks("c09_mapped");
    expect(tasks.map((task) => [task.taskId, task.isMapped, task.operator, task.retries])).toEqual([
      ["collect", false, "_PythonDecoratedOperator", 0],
      ["part", true, "_PythonDecoratedOperator", 0],
    ]);
    expect(tasks[1]?.downstreamTaskIds).toEqual(["collect"]);
  });

  it("lists failures since a time, oldest first, even if the server ignores the filter", async () => {
    const { url, seen } = await startAirflow3(
      routes({
        "/api/v2/dags/~/dagRuns/~/taskInstances": "v2_taskInstances_failed_wild.json",
        "/api/v2/dags/~/dagRuns": "v2_dagRuns_failed_wild.json",
      }),
    );
    const { taskInstances, dagRuns } = await clientOf(url).listFailedSince(new Date("2026-11-21T01:28:00Z"));
    expect(taskInstances.map((taskInstance) => taskInstance.dagId)).toEqual([
      "c14_asset_consumer",
      "c20_lost_supervisor",
    ]);
    expect(dagRuns.map((dagRun) => dagRun.dagId)).toEqual(["c14_asset_consumer", "c20_lost_supervisor"]);
    expect(seen.at(-1)?.query.get("end_date_gte")).toBe("2026-11-21T01:28:00.000Z");
  });

  it("reads pages until the last one, up to the row limit", async () => {
    const row = (index: number) => ({ dag_id: "d", dag_run_id: `r${index}`, task_id: "t", map_index: index });
    const { url, seen } = await startAirflow3((request, response) => {
      const offset = Number(request.query.get("offset"));
      const limit = Number(request.query.get("limit"));
      const total = request.path.includes("/endless/") ? 100_000 : 230;
      const count = Math.max(Math.min(limit, total - offset), 0);
      sendJson(response, 200, {
        task_instances: Array.from({ length: count }, (_, index) => row(offset + index)),
        total_entries: total,
      });
    });
    expect(await clientOf(url).listTaskInstances("d", "r")).toHaveLength(230);
    expect(seen.filter((request) => request.path.includes("taskInstances"))).toHaveLength(3);
    expect(await clientOf(url).listTaskInstances("endless", "r")).toHaveLength(1_000);
  });

  it("skips rows it cannot read", async () => {
    const { url } = await startAirflow3((_request, response) =>
      sendJson(response, 200, {
        task_instances: [
          { dag_id: "d", dag_run_id: "r", task_id: "t", map_index: "x", try_number: {} },
          { nothing: 1 },
          null,
        ],
      }),
    );
    expect(await clientOf(url).listTaskInstances("d", "r")).toMatchObject([
      { taskId: "t", mapIndex: -1, tryNumber: null },
    ]);
  });
});

describe("invalid responses", () => {
  const read = (url: string, timeoutMs?: number) => clientOf(url, USER, timeoutMs).dagRun("d", "r");

  it.each([
    [
      "a web page",
      200,
      "<html>sign in</html>",
      "text/html",
      "UNAVAILABLE",
      "returned a web page instead of run r of DAG d",
    ],
    ["broken JSON", 200, '{"dag_id":', "application/json", "UNAVAILABLE", "something else"],
    ["JSON of another shape", 200, "[]", "application/json", "UNAVAILABLE", "something else"],
    [
      "a 500 web page",
      500,
      "<html>Ooops</html>",
      "text/html",
      "UNAVAILABLE",
      "failed while reading run r of DAG d (500).",
    ],
    [
      "a 422",
      422,
      '{"detail":[{"type":"x","loc":["query"],"msg":"bad"}]}',
      "application/json",
      "INVALID",
      "(422). Response: [{",
    ],
    ["a 429", 429, "{}", "application/json", "RATE_LIMITED", "throttling"],
  ])("rejects %s", async (_name, status, body, type, code, message) => {
    const { url } = await startAirflow3((_request, response) => {
      response.writeHead(status, { "content-type": type, "retry-after": "7" });
      response.end(body);
    });
    await expect(read(url)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    if (status === 429) await expect(read(url)).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  it("times out when the server hangs", async () => {
    const { url } = await startAirflow3(() => {});
    await expect(read(url, 150)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("did not answer within 0.15 s"),
    });
  });

  it("refuses a name that would escape its path", async () => {
    const { url, seen } = await startAirflow3(routes({}));
    const before = seen.length;
    expect(() => clientOf(url).dagRun("..", "r")).toThrow(/not a valid name/);
    expect(seen.length).toBe(before);
  });
});

describe("aborting", () => {
  it("cancels the caller's requests, even in the middle of a log, and keeps the shared login", async () => {
    const ended: string[] = [];
    // Aborted while the server handles the request, however long a busy machine takes to get there.
    const [ofSlow, ofLog] = [new AbortController(), new AbortController()];
    const end = (controller: AbortController) => controller.abort(new DOMException("late", "TimeoutError"));
    const { url, seen } = await startAirflow3((request, response) => {
      response.on("close", () => ended.push(request.path.split("/").at(-1) ?? ""));
      if (request.path.endsWith("/dags/quick")) return sendJson(response, 200, { dag_id: "quick" });
      if (request.path.endsWith("/dags/slow")) return end(ofSlow);
      if (request.path.includes("/logs/")) {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write('{"event":"still running"}\n'), 10);
        response.on("close", () => clearInterval(timer));
        setTimeout(() => end(ofLog), 50);
      }
    });
    const client = clientOf(url);
    const isTimeout = { name: "TimeoutError" };
    const slow = client.withSignal(ofSlow.signal);
    await expect(slow.dag("slow")).rejects.toMatchObject(isTimeout);
    const query = { dag: "d", run: "r", task: "t", tryNumber: 1 };
    await expect(
      client.withSignal(ofLog.signal).taskLog(query, () => ({ push: () => undefined })),
    ).rejects.toMatchObject(isTimeout);
    await expect.poll(() => ended).toEqual(["slow", "1"]);
    // What begins after the deadline is not sent at all.
    await expect(slow.listTaskInstances("d", "r")).rejects.toMatchObject(isTimeout);
    expect(await client.dag("quick")).toMatchObject({ dagId: "quick" });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
    expect(seen.some((request) => request.path.endsWith("/taskInstances"))).toBe(false);
  });

  it("does not cancel a login that another caller waits for", async () => {
    const { url } = await startAirflow3((_request, response) => sendJson(response, 200, { dag_id: "d" }), {
      refuse: () => null,
      login: (_request, response) =>
        void setTimeout(() => sendJson(response, 201, { access_token: "t" }), 150),
    });
    const client = clientOf(url);
    const [impatient, patient] = await Promise.allSettled([
      client.withSignal(AbortSignal.timeout(50)).dag("d"),
      client.dag("d"),
    ]);
    expect(impatient).toMatchObject({ status: "rejected", reason: { name: "TimeoutError" } });
    expect(patient).toMatchObject({ status: "fulfilled", value: { dagId: "d" } });
  });
});
