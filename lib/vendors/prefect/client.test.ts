import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import {
  sendJson,
  startFakeServer,
  vendorFixture,
  type FakeServer,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";
import { createPrefectClient } from "@/lib/vendors/prefect/client";
import { prefectLogText } from "@/lib/vendors/prefect/log-text";

const fixture = <T>(name: string) => JSON.parse(vendorFixture("prefect", `${name}.json`)) as T;

interface RecordedRun {
  flow_run: { id: string };
  flow_run_states: unknown[];
  task_runs: { id: string; name: string }[];
  logs: { message: string; timestamp: string }[];
}
interface RecordedError {
  status: number;
  body: unknown;
}

const run = fixture<RecordedRun>("run_exception_cause_chain");
const errors = fixture<Record<string, RecordedError>>("errors");
const RUN_ID = run.flow_run.id;

type Answer = (request: SeenRequest, response: ServerResponse) => void;
let server: FakeServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function prefect(answer: Answer) {
  server = await startFakeServer(answer);
  return server;
}

const clientOf = (
  url: string,
  credentials: Parameters<typeof createPrefectClient>[0]["credentials"] = null,
  timeoutMs = 2_000,
) => createPrefectClient({ baseUrl: `${url}/api`, credentials, timeoutMs });

function paged(rows: readonly { timestamp: string }[]): Answer {
  return (request, response) => {
    const body = JSON.parse(request.body) as { limit: number; offset: number; sort: string };
    if (body.limit > 200)
      return sendJson(response, errors["limit_too_high"]?.status ?? 0, errors["limit_too_high"]?.body);
    const ordered = body.sort === "TIMESTAMP_DESC" ? rows.toReversed() : rows;
    return sendJson(response, 200, ordered.slice(body.offset, body.offset + body.limit));
  };
}

describe("reading a run", () => {
  const recorded: Answer = (request, response) => {
    switch (request.path) {
      case `/api/flow_runs/${RUN_ID}`:
        return sendJson(response, 200, run.flow_run);
      case "/api/flow_run_states/":
        return sendJson(response, 200, run.flow_run_states.toReversed());
      case "/api/task_runs/filter":
        return sendJson(response, 200, run.task_runs);
      case "/api/logs/filter":
        return paged(run.logs)(request, response);
      case "/api/deployments/d1":
        return sendJson(response, 200, fixture("deployment"));
      case "/api/flows/f1":
        return sendJson(response, 200, { id: "f1", name: "orders", tags: [], labels: {} });
      default:
        return sendJson(response, 404, errors["unknown_flow_run"]?.body);
    }
  };

  it("returns the flow run, its flow and its deployment", async () => {
    const { url } = await prefect(recorded);
    const client = clientOf(url);
    expect(await client.flowRun(RUN_ID)).toMatchObject({
      id: RUN_ID,
      stateType: "FAILED",
      stateName: "Failed",
      stateMessage: "Flow run encountered an exception: RuntimeError: transform of raw.orders failed",
      runCount: 1,
      retries: 0,
      parentTaskRunId: null,
    });
    expect(await client.flow("f1")).toMatchObject({ name: "orders" });
    expect((await client.deployment("d1")).entrypoint).toMatch(/\.py:/);
  });

  it("keeps nothing of a deployment's pull steps but the commit they pin", async () => {
    const clone = (commit_sha: unknown) => ({
      "prefect.deployments.steps.git_clone": { repository: "r", access_token: "t0ken", commit_sha },
    });
    const deploymentWith = async (pull_steps: unknown) => {
      const { url } = await prefect((_request, response) =>
        sendJson(response, 200, { ...fixture<object>("deployment"), pull_steps }),
      );
      return clientOf(url).deployment("d1");
    };
    const pinned = await deploymentWith([{ "prefect.deployments.steps.pip_install": {} }, clone("7be1d02c")]);
    expect(pinned.clonedCommit).toBe("7be1d02c");
    expect(JSON.stringify(pinned)).not.toContain("t0ken");
    for (const steps of [null, undefined, [clone(null)], [clone(7)], "x", [null]])
      expect((await deploymentWith(steps)).clonedCommit).toBeNull();
  });

  it("returns the parent's task run of a subflow", async () => {
    const child = fixture<RecordedRun>("run_subflow_failed_child");
    const { url } = await prefect((_request, response) => sendJson(response, 200, child.flow_run));
    expect((await clientOf(url).flowRun("x")).parentTaskRunId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("lists states, oldest first", async () => {
    const { url, seen } = await prefect(recorded);
    const states = await clientOf(url).flowRunStates(RUN_ID);
    expect(states.at(-1)).toMatchObject({ type: "FAILED", name: "Failed" });
    expect(states.map((state) => state.at)).toEqual(states.map((state) => state.at).toSorted());
    expect(seen[0]?.query.get("flow_run_id")).toBe(RUN_ID);
  });

  it("lists task runs with their task's name and upstream runs", async () => {
    const { url } = await prefect(recorded);
    const tasks = await clientOf(url).taskRuns(RUN_ID);
    expect(tasks.map((taskRun) => [taskRun.name, taskRun.taskName, taskRun.stateType])).toEqual([
      ["load-8bc", "load", "COMPLETED"],
      ["transform-a2b", "transform", "FAILED"],
    ]);
    expect(tasks[1]?.upstreamIds).toEqual([tasks[0]?.id]);
  });

  it("returns the log, oldest first, in the format of Prefect's console", async () => {
    const { url } = await prefect(recorded);
    const { entries, truncated } = await clientOf(url).logs(RUN_ID);
    expect(truncated).toBe(false);
    expect(entries.map((entry) => entry.message)).toEqual(run.logs.map((entry) => entry.message));
    const names = new Map(run.task_runs.map((taskRun) => [taskRun.id, taskRun.name]));
    const text = prefectLogText(entries, names);
    expect(text).toContain(" | ERROR   | Task run 'transform-a2b' - Task run failed with exception: ");
    expect(text).toMatch(
      /^2026-11-21 01:26:54\.813 \| INFO {4}\| prefect\.flow_runs\.worker - Worker 'worker-1' submitting/,
    );
    expect(text).toContain("\nTraceback (most recent call last):\n");
  });

  it("appends the state's message to a killed run's log, unless the log contains the reason", async () => {
    const { url } = await prefect(recorded);
    const { entries } = await clientOf(url).logs(RUN_ID);
    const ending = {
      at: "2026-11-21T01:32:00.661Z",
      name: "Crashed",
      message: "Process exited with status code: -9.",
    };
    const last =
      "2026-11-21 01:32:00.661 | ERROR   | prefect.flow_runs - Finished in state Crashed: Process exited with status code: -9.";
    const silent = entries.filter((entry) => entry.level < 40);
    expect(prefectLogText(silent, new Map(), ending)).toBe(`${prefectLogText(silent)}\n${last}`);
    expect(prefectLogText([], new Map(), ending)).toBe(last);
    expect(prefectLogText(entries, new Map(), ending)).toBe(prefectLogText(entries));
    expect(prefectLogText(silent, new Map(), { ...ending, message: null })).toBe(prefectLogText(silent));
  });

  it("reports missing objects", async () => {
    const { url } = await prefect(recorded);
    await expect(clientOf(url).flowRun("nope")).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: "Prefect could not find flow run nope (404). Response: Flow run not found",
    });
  });
});

describe("long logs", () => {
  const rows = Array.from({ length: 1_450 }, (_, index) => ({
    id: `id-${index}`,
    name: "prefect.task_runs",
    level: 20,
    message: `line ${index}`,
    timestamp: new Date(1_795_225_000_000 + index).toISOString(),
  }));

  it("reads pages of 200 lines", async () => {
    const { url, seen } = await prefect(paged(rows));
    const { entries, truncated } = await clientOf(url).logs("x");
    expect(entries.map((entry) => entry.message)).toEqual(rows.map((entry) => entry.message));
    expect([truncated, seen.length]).toEqual([false, 8]);
  });

  it("keeps the end", async () => {
    const { url, seen } = await prefect(paged(rows));
    const { entries, truncated } = await clientOf(url).logs("x", { maxLines: 300 });
    expect([entries.length, entries[0]?.message, entries.at(-1)?.message, truncated]).toEqual([
      300,
      "line 1150",
      "line 1449",
      true,
    ]);
    expect(seen.length).toBe(2);
  });

  it("stops when it has read enough text, and keeps the end", async () => {
    const { url, seen } = await prefect(paged(rows));
    const { entries, truncated } = await clientOf(url).logs("x", { maxChars: 20_000 });
    expect([entries.length, entries.at(-1)?.message, truncated]).toEqual([200, "line 1449", true]);
    expect(seen.length).toBe(1);
  });

  it("stops when the server returns the same full page forever", async () => {
    const { url, seen } = await prefect((_request, response) => sendJson(response, 200, rows.slice(0, 200)));
    const { entries, truncated } = await clientOf(url).logs("x", { maxLines: 1_000 });
    expect([entries.length, truncated]).toEqual([200, true]);
    expect(seen.length).toBeLessThanOrEqual(7);
  });
});

describe("failures since a time", () => {
  it("reads the recorded response", async () => {
    const recorded = fixture<{ response: { id: string }[] }>("flow_runs_filter_failed_since");
    const { url, seen } = await prefect((_request, response) => sendJson(response, 200, recorded.response));
    const runs = await clientOf(url).listFailedSince(new Date("2026-11-21T01:31:00Z"));
    expect(runs.map((run) => run.id)).toEqual(recorded.response.map((run) => run.id));
    expect(runs.every((run) => run.stateType === "FAILED" || run.stateType === "CRASHED")).toBe(true);
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({
      flow_runs: {
        state: { type: { any_: ["FAILED", "CRASHED"] } },
        end_time: { after_: "2026-11-21T01:31:00.000Z" },
      },
      limit: 200,
    });
  });
});

describe("logins", () => {
  const basic = `Basic ${Buffer.from("admin:pw").toString("base64")}`;

  it("supports Basic and bearer, and explains what to do without a login", async () => {
    const { url } = await prefect((request, response) =>
      request.headers["authorization"] === basic || request.headers["authorization"] === "Bearer key"
        ? sendJson(response, 200, request.path.endsWith("version") ? '"3.8.8"' : "[]")
        : sendJson(response, 401, errors["auth_missing"]?.body),
    );
    expect(await clientOf(url, { username: "admin", password: "pw" }).health()).toEqual({
      ok: true,
      detail: "Prefect 3.8.8 is reachable.",
    });
    expect(await clientOf(url, { token: "key" }).version()).toBe("3.8.8");
    await expect(clientOf(url).health()).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringMatching(/PREFECT_SERVER_API_AUTH_STRING.*\(401\)\. Response: Unauthorized/),
    });
    await expect(clientOf(url, { token: "bad" }).version()).rejects.toThrow(/rejected the API key/);
  });

  it("fetches a CSRF token if the server requires it, and reuses it", async () => {
    const { url, seen } = await prefect((request, response) => {
      if (request.path === "/api/csrf-token")
        return sendJson(response, 200, {
          token: "tok",
          client: request.query.get("client"),
          expiration: "x",
        });
      const isKnown =
        request.headers["prefect-csrf-token"] === "tok" &&
        request.headers["prefect-csrf-client"] !== undefined;
      return isKnown ? sendJson(response, 200, "[]") : sendJson(response, 403, errors["csrf_missing"]?.body);
    });
    const client = clientOf(url);
    expect(await client.listFailedSince(new Date(0))).toEqual([]);
    expect(await client.taskRuns("x")).toEqual([]);
    expect(seen.map((request) => request.path)).toEqual([
      "/api/flow_runs/filter",
      "/api/csrf-token",
      "/api/flow_runs/filter",
      "/api/task_runs/filter",
    ]);
  });

  it("gives up when the CSRF token does not help", async () => {
    const { url } = await prefect((_request, response) =>
      sendJson(response, 403, errors["csrf_missing"]?.body),
    );
    await expect(clientOf(url).taskRuns("x")).rejects.toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("Missing CSRF token"),
    });
  });
});

describe("failed requests", () => {
  it("retries while a busy server returns 503", async () => {
    let asked = 0;
    const { url } = await prefect((_request, response) => {
      asked += 1;
      return asked < 3 ? sendJson(response, 503, errors["sqlite_busy"]?.body) : sendJson(response, 200, "[]");
    });
    expect(await clientOf(url).taskRuns("x")).toEqual([]);
    expect(asked).toBe(3);
  });

  it("stops waiting when the caller aborts", async () => {
    const { url, seen } = await prefect((_request, response) => sendJson(response, 503, {}));
    const client = createPrefectClient({ baseUrl: url, credentials: null, signal: AbortSignal.timeout(400) });
    await expect(client.taskRuns("x")).rejects.toMatchObject({ name: "TimeoutError" });
    expect(seen.length).toBeLessThanOrEqual(3);
  });

  it("cancels an aborted caller's requests and keeps the session for others", async () => {
    const ended: string[] = [];
    const { url, seen } = await prefect((request, response) => {
      if (request.path === "/api/flow_runs/slow") return void response.on("close", () => ended.push("slow"));
      if (request.path === "/api/csrf-token") {
        return sendJson(response, 200, { token: "t1", client: request.query.get("client") });
      }
      return request.headers["prefect-csrf-token"] === "t1"
        ? sendJson(response, 200, "[]")
        : sendJson(response, 403, errors["csrf_missing"]?.body);
    });
    const client = clientOf(url);
    await client.withSignal(AbortSignal.timeout(1_000)).taskRuns("x");
    const slow = client.withSignal(AbortSignal.timeout(100)).flowRun("slow");
    await expect(slow).rejects.toMatchObject({ name: "TimeoutError" });
    await expect.poll(() => ended).toEqual(["slow"]);
    expect(await client.taskRuns("x")).toEqual([]);
    expect(seen.filter((request) => request.path === "/api/csrf-token")).toHaveLength(1);
  });

  it.each([
    ["a web page", 200, "<html></html>", "UNAVAILABLE", "Is the API URL correct?"],
    ["an object", 200, "{}", "UNAVAILABLE", "Is the API URL correct?"],
    ["500", 500, "Internal Server Error", "UNAVAILABLE", "failed while reading the task runs"],
    ["422", 422, errors["unknown_filter_key"]?.body, "INVALID", "Response: Invalid request received."],
  ])("rejects %s", async (_name, status, body, code, message) => {
    const { url } = await prefect((_request, response) => sendJson(response, status, body));
    await expect(clientOf(url).taskRuns("x")).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it("times out when the server hangs", async () => {
    const { url } = await prefect(() => {});
    await expect(clientOf(url, null, 100).flow("x")).rejects.toThrow("Prefect did not answer within 0.1 s");
  });

  it("accepts the UI's URL", async () => {
    const { url, seen } = await prefect((_request, response) => sendJson(response, 200, '"3.8.8"'));
    expect(await createPrefectClient({ baseUrl: `${url}/`, credentials: null }).version()).toBe("3.8.8");
    expect(seen[0]?.path).toBe("/api/admin/version");
  });

  it("has no version on Prefect Cloud", async () => {
    const { url } = await prefect((request, response) =>
      request.method === "POST" ? sendJson(response, 200, "[]") : sendJson(response, 404, {}),
    );
    expect(await clientOf(url).health()).toEqual({ ok: true, detail: "Prefect Cloud is reachable." });
  });
});
