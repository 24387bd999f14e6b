import { gzipSync } from "node:zlib";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { createAirflowClient } from "@/lib/vendors/airflow/client";
import {
  sendJson,
  startFakeServer,
  vendorFixture,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

const fixture = (name: string) => vendorFixture("airflow", name);
const USER = { username: "viewer", password: "pw" };
const RUN2 = "manual__2026-11-21T01:26:48.279004+00:00";
const RUN3 = "manual__2026-11-21T01:25:34.931288+00:00";

type Answer = (request: SeenRequest, response: ServerResponse) => void;
let server: FakeServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** An Airflow 3 that issues tokens `t1`, `t2`, … and calls `rest` for requests with the newest. */
async function airflow3(
  rest: Answer,
  options: { refuse?: (token: string) => [number, string] | null; login?: Answer } = {},
) {
  let tokens = 0;
  server = await startFakeServer((request, response) => {
    if (request.path === "/api/v2/version") return sendJson(response, 200, fixture("v2_version.json"));
    if (request.path === "/auth/token") {
      if (options.login) return options.login(request, response);
      const given = JSON.parse(request.body || "{}") as { username?: string; password?: string };
      if (given.password !== "pw") return sendJson(response, 401, { detail: "Invalid credentials" });
      tokens += 1;
      return sendJson(response, 201, { access_token: `t${tokens}` });
    }
    if (request.path.startsWith("/api/v1/"))
      return sendJson(response, 404, { error: "/api/v1 has been removed" });
    const token = String(request.headers["authorization"] ?? "").replace("Bearer ", "");
    const refusal = options.refuse
      ? options.refuse(token)
      : token === `t${tokens}`
        ? null
        : ([401, "Not authenticated"] as const);
    if (refusal) return sendJson(response, refusal[0], { detail: refusal[1] });
    return rest(request, response);
  });
  return server;
}

/** An Airflow 2 with Basic auth; `/api/v2` is a web page. */
async function airflow2(rest: Answer) {
  server = await startFakeServer((request, response) => {
    if (request.path.startsWith("/api/v2/")) {
      response.writeHead(404, { "content-type": "text/html" });
      return void response.end("<!DOCTYPE html><title>Airflow 404</title>");
    }
    if (request.path === "/api/v1/version") return sendJson(response, 200, fixture("v1_version.json"));
    const basic = `Basic ${Buffer.from("viewer:pw").toString("base64")}`;
    if (request.headers["authorization"] !== basic) {
      return sendJson(response, 401, { detail: null, status: 401, title: "Unauthorized" });
    }
    return rest(request, response);
  });
  return server;
}

function routes(table: Record<string, string>): Answer {
  return (request, response) => {
    const name = table[decodeURIComponent(request.path)];
    if (name === undefined) return sendJson(response, 404, { detail: `no ${request.path}` });
    return sendJson(response, 200, fixture(name));
  };
}

const clientOf = (
  url: string,
  credentials: Parameters<typeof createAirflowClient>[0]["credentials"] = USER,
  timeoutMs = 2_000,
) => createAirflowClient({ baseUrl: url, credentials, timeoutMs });

describe("finding the API", () => {
  it("detects v2 with a single request", async () => {
    const { url, seen } = await airflow3(routes({ "/api/v2/monitor/health": "v2_monitor_health.json" }));
    const client = clientOf(url);
    expect(await client.version()).toEqual({ version: "3.3.2", api: "v2" });
    expect(await client.health()).toEqual({ ok: true, detail: "Airflow 3.3.2 is healthy." });
    expect(seen.filter((request) => request.path === "/api/v2/version")).toHaveLength(1);
  });

  it("falls back to v1, where a missing DAG processor is healthy", async () => {
    const { url } = await airflow2(routes({ "/api/v1/health": "v1_health.json" }));
    expect(await clientOf(url).version()).toEqual({ version: "2.10.5", api: "v1" });
    expect(await clientOf(url).health()).toEqual({ ok: true, detail: "Airflow 2.10.5 is healthy." });
  });

  it.each(["/", "/api/v2", "/api/v1/", "//"])("accepts a URL that ends in %s", async (suffix) => {
    const { url } = await airflow3(() => {});
    expect((await clientOf(url + suffix).version()).api).toBe("v2");
  });

  it("names the unhealthy component", async () => {
    const { url } = await airflow3((_request, response) =>
      sendJson(response, 200, { metadatabase: { status: "healthy" }, scheduler: { status: "unhealthy" } }),
    );
    expect(await clientOf(url).health()).toEqual({
      ok: false,
      detail: "Airflow 3.3.2: scheduler is unhealthy.",
    });
  });

  it("reports that there is no Airflow", async () => {
    server = await startFakeServer((_request, response) => {
      response.writeHead(404, { "content-type": "text/html" });
      response.end("<html>nginx</html>");
    });
    await expect(clientOf(server.url).version()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("api/v2/version and api/v1/version do not exist (404, 404)"),
    });
  });

  it("retries detection after a failure and does not mistake a broken v2 for v1", async () => {
    let isBroken = true;
    server = await startFakeServer((_request, response) =>
      isBroken ? sendJson(response, 500, "oops") : sendJson(response, 200, fixture("v2_version.json")),
    );
    const client = clientOf(server.url);
    await expect(client.version()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    isBroken = false;
    expect((await client.version()).version).toBe("3.3.2");
  });
});

describe("logging in to Airflow 3", () => {
  const task = {
    [`/api/v2/dags/c03_retry_then_fail/dagRuns/${RUN3}/taskInstances/flaky`]: "v2_taskInstance_c03_try2.json",
  };
  const read = (client: ReturnType<typeof clientOf>) =>
    client.taskInstance("c03_retry_then_fail", RUN3, "flaky");

  it("logs in once for concurrent calls", async () => {
    const { url, seen } = await airflow3(routes(task));
    const client = clientOf(url);
    await Promise.all([read(client), read(client), read(client)]);
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
  });

  it.each([
    [401, "Token Expired"],
    [403, "Invalid JWT token"],
  ] as const)("logs in again after %d %s", async (status, detail) => {
    const { url, seen } = await airflow3(routes(task), {
      refuse: (token) => (token === "t2" ? null : [status, detail]),
    });
    expect((await read(clientOf(url))).state).toBe("failed");
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(2);
  });

  it("logs in again only once", async () => {
    const { url, seen } = await airflow3(routes(task), { refuse: () => [401, "Not authenticated"] });
    await expect(read(clientOf(url))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(2);
  });

  it("treats an ordinary 403 as a missing permission, not a bad login", async () => {
    const { url, seen } = await airflow3(routes(task), { refuse: () => [403, "Forbidden"] });
    await expect(read(clientOf(url))).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringMatching(/Viewer role.*\(403\)/),
    });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
  });

  it("reports a wrong password", async () => {
    const { url } = await airflow3(routes(task));
    await expect(read(clientOf(url, { username: "viewer", password: "no" }))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: "Airflow rejected the user name or password (401). Response: Invalid credentials",
    });
  });

  it("reads jwt_token of early Airflow 3.0", async () => {
    const { url } = await airflow3(routes(task), {
      refuse: (token) => (token === "old" ? null : [401, "no"]),
      login: (_request, response) => sendJson(response, 201, { jwt_token: "old" }),
    });
    expect((await read(clientOf(url))).taskId).toBe("flaky");
  });

  it("uses a given token and reports when it is rejected", async () => {
    const { url, seen } = await airflow3(routes(task), {
      refuse: (token) => (token === "mine" ? null : [403, "Invalid JWT token"]),
    });
    expect((await read(clientOf(url, { token: "mine" }))).taskId).toBe("flaky");
    await expect(read(clientOf(url, { token: "other" }))).rejects.toThrow(/Invalid JWT token/);
    expect(seen.some((request) => request.path === "/auth/token")).toBe(false);
  });

  it("needs no credentials if everyone is admin", async () => {
    const { url } = await airflow3(routes(task), {
      refuse: (token) => (token === "admin" ? null : [401, "Not authenticated"]),
      login: (request, response) =>
        request.method === "GET"
          ? sendJson(response, 201, { access_token: "admin" })
          : sendJson(response, 405, {}),
    });
    expect((await read(clientOf(url, null))).taskId).toBe("flaky");
  });

  it("asks for missing credentials", async () => {
    const { url } = await airflow3(routes(task), {
      refuse: () => [401, "Not authenticated"],
      login: (_request, response) => sendJson(response, 403, { detail: "no" }),
    });
    await expect(read(clientOf(url, null))).rejects.toThrow(
      "Airflow requires a login (401). Enter a user name and password, or a token.",
    );
  });
});

describe("Airflow 2", () => {
  it("says what Basic auth needs", async () => {
    const { url } = await airflow2(routes({}));
    await expect(
      clientOf(url, { username: "viewer", password: "no" }).dagRun("d", "r"),
    ).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringContaining("AUTH_BACKENDS (401). Response: Unauthorized"),
    });
  });

  it("names what was not found", async () => {
    const { url } = await airflow2((_request, response) =>
      sendJson(response, 404, fixture("v1_error_404.json")),
    );
    await expect(clientOf(url).taskInstance("d", "r", "t")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "Airflow could not find task t of run r (404). Response: Task instance not found",
    });
  });
});

describe.each([
  ["v2", RUN3],
  ["v1", RUN2],
] as const)("reading over %s", (api, run) => {
  const start = (table: Record<string, string>) => {
    const full = Object.fromEntries(
      Object.entries(table).map(([path, file]) => [`/api/${api}${path}`, `${api}_${file}`]),
    );
    return api === "v2" ? airflow3(routes(full)) : airflow2(routes(full));
  };
  const ti = `/dags/c03_retry_then_fail/dagRuns/${run}/taskInstances/flaky`;

  it("a task instance", async () => {
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

  it("tries, oldest first, and none where the API has none", async () => {
    const { url } = await start({ [`${ti}/tries`]: "tries_c03.json" });
    const tries = await clientOf(url).tries("c03_retry_then_fail", run, "flaky");
    expect(tries.map((attempt) => [attempt.tryNumber, attempt.state])).toEqual([
      [1, "failed"],
      [2, "failed"],
    ]);
    expect(await clientOf(url).tries("c03_retry_then_fail", run, "other")).toEqual([]);
  });

  it("the mapped tasks of a run", async () => {
    const { url, seen } = await start({
      "/dags/c09_mapped/dagRuns/r/taskInstances": "taskInstances_c09_mapped.json",
    });
    const instances = await clientOf(url).listTaskInstances("c09_mapped", "r");
    const failed = instances.filter((instance) => instance.state === "failed");
    expect(failed.map((instance) => [instance.taskId, instance.mapIndex])).toEqual([["part", 2]]);
    expect(seen.at(-1)?.query.get("limit")).toBe("100");
  });

  it("runs, by filters that are repeated keys", async () => {
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

  it("the DAG and its source", async () => {
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

  it("import errors and the audit log", async () => {
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
  it("a mapped task and its tries by their index", async () => {
    const { url, seen } = await airflow3(
      routes({ "/api/v2/dags/d/dagRuns/r/taskInstances/part/2": "v2_mapped_2.json" }),
    );
    expect((await clientOf(url).taskInstance("d", "r", "part", 2)).mapIndex).toBe(2);
    await clientOf(url).tries("d", "r", "part", 2);
    expect(seen.at(-1)?.path).toBe("/api/v2/dags/d/dagRuns/r/taskInstances/part/2/tries");
  });

  it("tasks with what comes after them", async () => {
    const { url } = await airflow3(routes({ "/api/v2/dags/c09_mapped/tasks": "v2_tasks_c09_mapped.json" }));
    const tasks = await clientOf(url).tasks("c09_mapped");
    expect(tasks.map((task) => [task.taskId, task.isMapped, task.operator, task.retries])).toEqual([
      ["collect", false, "_PythonDecoratedOperator", 0],
      ["part", true, "_PythonDecoratedOperator", 0],
    ]);
    expect(tasks[1]?.downstreamTaskIds).toEqual(["collect"]);
  });

  it("failures since a time, oldest first, also from a server that ignores the filter", async () => {
    const { url, seen } = await airflow3(
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
    const { url, seen } = await airflow3((request, response) => {
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
    const { url } = await airflow3((_request, response) =>
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
    ["another shape", 200, "[]", "application/json", "UNAVAILABLE", "something else"],
    [
      "500 with a page",
      500,
      "<html>Ooops</html>",
      "text/html",
      "UNAVAILABLE",
      "failed while reading run r of DAG d (500).",
    ],
    [
      "422",
      422,
      '{"detail":[{"type":"x","loc":["query"],"msg":"bad"}]}',
      "application/json",
      "INVALID",
      "(422). Response: [{",
    ],
    ["429", 429, "{}", "application/json", "RATE_LIMITED", "throttling"],
  ])("%s", async (_name, status, body, type, code, message) => {
    const { url } = await airflow3((_request, response) => {
      response.writeHead(status, { "content-type": type, "retry-after": "7" });
      response.end(body);
    });
    await expect(read(url)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    if (status === 429) await expect(read(url)).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  it("a server that hangs", async () => {
    const { url } = await airflow3(() => {});
    await expect(read(url, 150)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("did not answer within 0.15 s"),
    });
  });

  it("a name that would escape its path", async () => {
    const { url, seen } = await airflow3(routes({}));
    const before = seen.length;
    expect(() => clientOf(url).dagRun("..", "r")).toThrow(/not a valid name/);
    expect(seen.length).toBe(before);
  });
});

describe("logs of Airflow 3", () => {
  const query = { dag: "d", run: "r+1", task: "t", tryNumber: 1 };

  it("returns the messages unchanged, as one JSON object per line", async () => {
    const name = "v2_logs_c01_exc_chain_transform_try1.json";
    const { url, seen } = await airflow3((_request, response) => sendJson(response, 200, fixture(name)));
    const log = await clientOf(url).taskLog({ ...query, mapIndex: 2 });
    const recorded = JSON.parse(fixture(name)) as { content: unknown[] };
    expect(
      log.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(recorded.content);
    expect(log).toMatchObject({ format: "json-lines", truncated: false, firstLine: 1, isComplete: true });
    expect(seen.at(-1)?.path).toBe("/api/v2/dags/d/dagRuns/r%2B1/taskInstances/t/logs/1");
    expect(seen.at(-1)?.query.get("map_index")).toBe("2");
    expect(seen.at(-1)?.headers["accept-encoding"]).toContain("gzip");
  });

  it("returns the plain strings of early 3.0 as text", async () => {
    const { url } = await airflow3((_request, response) =>
      sendJson(response, 200, fixture("v2_logs_plain_strings.json")),
    );
    expect(await clientOf(url).taskLog(query)).toMatchObject({
      format: "text",
      text: "[2026-11-18T02:00:12.900+0000] {taskinstance.py:1937} ERROR - Task failed with exception\n",
    });
  });

  it("a task that did not run, and a try that does not exist", async () => {
    const { url } = await airflow3((request, response) =>
      request.path.endsWith("/logs/0")
        ? sendJson(response, 200, fixture("v2_logs_c04_cascade_load_try0.json"))
        : sendJson(response, 404, fixture("v2_logs_c04_cascade_load_try1_404.json")),
    );
    expect((await clientOf(url).taskLog({ ...query, tryNumber: 0 })).text).toContain(
      "upstream task(s) failed",
    );
    await expect(clientOf(url).taskLog(query)).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringContaining("TaskInstance not found"),
    });
  });

  it("never follows a continuation token and reports the log as incomplete", async () => {
    const { url, seen } = await airflow3((_request, response) =>
      sendJson(
        response,
        200,
        { content: [{ event: "running" }], continuation_token: "endless" },
        { "airflow-continuation-token": "endless" },
      ),
    );
    expect(await clientOf(url).taskLog(query)).toMatchObject({
      text: '{"event":"running"}\n',
      isComplete: false,
    });
    expect(seen.filter((request) => request.path.includes("/logs/"))).toHaveLength(1);
  });

  it("logs in again in the middle of reading a log", async () => {
    const { url } = await airflow3(
      (_request, response) =>
        sendJson(response, 200, { content: [{ event: "a" }], continuation_token: null }),
      { refuse: (token) => (token === "t2" ? null : [401, "Token Expired"]) },
    );
    expect((await clientOf(url).taskLog(query)).text).toBe('{"event":"a"}\n');
  });

  it("passes complete messages to the caller's keeper", async () => {
    const { url } = await airflow3((_request, response) =>
      sendJson(response, 200, { content: [{ event: "a" }, { event: "b\nc" }], continuation_token: null }),
    );
    const seen: string[] = [];
    const keeper = {
      push: (bytes: Uint8Array) => void seen.push(Buffer.from(bytes).toString()),
      finish: () => ({ text: "kept", firstLine: 7, isCut: true }),
    };
    const openKeeper = (isStructured: boolean) => (isStructured ? keeper : null) ?? keeper;
    const log = await clientOf(url).taskLog({ ...query, openKeeper });
    expect(seen).toEqual(['{"event":"a"}\n', '{"event":"b\\nc"}\n']);
    expect(log).toMatchObject({ text: "kept", firstLine: 7, truncated: true, isComplete: true });
  });

  it("reads a log of 50,000 lines, gzipped, and keeps its end", async () => {
    const content = Array.from({ length: 50_000 }, (_, index) => ({
      timestamp: "2026-11-21T01:26:44Z",
      event: `line ${index} "quoted" \\ [ { ] }, größe 😀 ${"x".repeat(60)}`,
    }));
    content.push({ timestamp: "2026-11-21T01:26:45Z", event: "the end" });
    const body = gzipSync(JSON.stringify({ content, continuation_token: null }));
    const { url } = await airflow3((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(body);
    });
    const whole = await clientOf(url).taskLog({ ...query, maxBytes: 32 * 1024 * 1024 });
    expect(
      whole.text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(content);
    expect(whole).toMatchObject({ truncated: false, firstLine: 1, isComplete: true });

    const end = await clientOf(url).taskLog({ ...query, maxBytes: 100_000 });
    const lines = end.text.trimEnd().split("\n");
    expect(Buffer.byteLength(end.text)).toBeLessThanOrEqual(100_000);
    expect(end).toMatchObject({
      truncated: true,
      isComplete: true,
      firstLine: content.length - lines.length + 1,
    });
    expect(JSON.parse(lines[0] ?? "")).toEqual(content[end.firstLine - 1]);
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual(content.at(-1));
  });

  it("keeps the messages received before the response broke off", async () => {
    const { url } = await airflow3((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"content":[{"event":"one"},{"event":"two"},{"event":"th', () =>
        setTimeout(() => response.destroy(), 20),
      );
    });
    expect(await clientOf(url).taskLog(query)).toMatchObject({
      text: '{"event":"one"}\n{"event":"two"}\n',
      isComplete: false,
    });
  });
});

describe("logs of Airflow 2", () => {
  const query = { dag: "d", run: "r", task: "t", tryNumber: 1 };

  it("requests plain text and returns it unchanged", async () => {
    const { url, seen } = await airflow2((_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(fixture("v1_logs_c01.txt"));
    });
    const log = await clientOf(url).taskLog(query);
    expect(log).toEqual({
      text: fixture("v1_logs_c01.txt"),
      format: "text",
      truncated: false,
      firstLine: 1,
      isComplete: true,
    });
    expect(seen.at(-1)?.headers["accept"]).toBe("text/plain");
  });

  it("keeps the end of 5 MB, with the number of its first line", async () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, index) => `[2026-11-21T01:26:44.000+0000] {task.py:1} INFO - ${index} ${"y".repeat(60)}`,
    );
    const { url } = await airflow2((_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(lines.join("\n"));
    });
    const log = await clientOf(url).taskLog({ ...query, maxBytes: 64 * 1024 });
    expect(log.truncated).toBe(true);
    expect(log.text.split("\n")[0]).toBe(lines[log.firstLine - 1]);
    expect(log.text.endsWith(lines.at(-1) ?? "?")).toBe(true);
  });

  it("returns the end of a line longer than the window", async () => {
    const { url } = await airflow2((_request, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end(`${"a".repeat(500_000)}THE END`);
    });
    const log = await clientOf(url).taskLog({ ...query, maxBytes: 1_000 });
    expect(log.text.endsWith("THE END")).toBe(true);
    expect(log.text.length).toBeLessThanOrEqual(1_000);
  });
});

describe("an aborted caller", () => {
  it("cancels its requests, even in the middle of a log, and keeps the shared login", async () => {
    const ended: string[] = [];
    const { url, seen } = await airflow3((request, response) => {
      response.on("close", () => ended.push(request.path.split("/").at(-1) ?? ""));
      if (request.path.endsWith("/dags/quick")) return sendJson(response, 200, { dag_id: "quick" });
      if (request.path.includes("/logs/")) {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write('{"event":"still running"}\n'), 10);
        response.on("close", () => clearInterval(timer));
      }
    });
    const client = clientOf(url);
    const isTimeout = { name: "TimeoutError" };
    const slow = client.withSignal(AbortSignal.timeout(200));
    await expect(slow.dag("slow")).rejects.toMatchObject(isTimeout);
    const query = { dag: "d", run: "r", task: "t", tryNumber: 1 };
    await expect(client.withSignal(AbortSignal.timeout(200)).taskLog(query)).rejects.toMatchObject(isTimeout);
    await expect.poll(() => ended).toEqual(["slow", "1"]);
    // What begins after the deadline is not sent at all.
    await expect(slow.listTaskInstances("d", "r")).rejects.toMatchObject(isTimeout);
    expect(await client.dag("quick")).toMatchObject({ dagId: "quick" });
    expect(seen.filter((request) => request.path === "/auth/token")).toHaveLength(1);
    expect(seen.some((request) => request.path.endsWith("/taskInstances"))).toBe(false);
  });

  it("does not cancel a login that another caller waits for", async () => {
    const { url } = await airflow3((_request, response) => sendJson(response, 200, { dag_id: "d" }), {
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
