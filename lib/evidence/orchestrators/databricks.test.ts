import { describe, expect, it, onTestFinished } from "vitest";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { upstreamInputs } from "@/lib/evidence/collectors/upstream-inputs";
import { createDatabricksReader } from "@/lib/evidence/orchestrators/databricks";
import { HistoryFacts, LogFacts, StateFacts } from "@/lib/evidence/schemas";
import { answeredDatabricks, DATABRICKS_RUN } from "@/lib/evidence/testing/answered-databricks";
import { collectOnce, testCollector, type PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { runTarget } from "@/lib/evidence/testing/run-target";
import { testDatabricksApi } from "@/lib/intake/sources/databricks/test-api";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

const target = (url: string | null, task?: string) =>
  runTarget("databricks", url, { ...DATABRICKS_RUN, ...(task !== undefined && { task }) });
const arrange = (url: string) => ({ ctx: {} as never, incident: target(url) });

const FAILED = JSON.parse(vendorFixture("databricks", "run_failed.json")) as {
  tasks: { task_key: string }[];
};
const BARE = { run_id: 455644833, job_id: 201, tasks: [], state: {}, status: {} };

testCollector({
  collector: orchestratorLog,
  healthy: answeredDatabricks(),
  empty: answeredDatabricks({ "/runs/get": BARE }),
  arrange,
  check: (pieces) => {
    expect(pieces.map(({ key, title, relevance }) => [key, title, relevance])).toEqual([
      ["try-2", "Log of transform_orders", 1],
      ["try-2-export_audit", "Log of export_audit", 0.9],
      ["try-1", "Log of try 1", 0.3],
    ]);
    const facts = LogFacts.parse(pieces[0]?.facts);
    expect(pieces[0]?.text.split("\n")[0]).toBe("read 120 rows of raw.orders");
    expect(facts.exceptions[0]).toMatchObject({ type: expect.stringContaining("AnalysisException") });
    expect(facts.tries?.map(({ state, isSameError }) => [state, isSameError])).toEqual([
      ["FAILED", null],
      ["FAILED", true],
    ]);
    expect(facts.comparison?.goodRun.runId).toBe("455600001");
    expect(facts.comparison?.missing.map(({ text }) => text)).toEqual(["wrote 118 rows to mart.orders"]);
    expect(LogFacts.parse(pieces[1]?.facts)).toMatchObject({ isEarlierTry: false });
    expect(pieces[1]?.text).toContain("The spark driver has stopped unexpectedly");
  },
});

testCollector({
  collector: orchestratorState,
  healthy: answeredDatabricks(),
  empty: answeredDatabricks({ "/runs/get": BARE }),
  arrange,
  check: ([piece]) => {
    const lines = piece?.text.split("\n") ?? [];
    expect(lines[0]).toMatch(
      /^run 455644833 of orders_daily: FAILED \(RUN_EXECUTION_ERROR: Task transform_orders failed/,
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^task transform_orders: FAILED, 2 attempts, on cluster 1121-010000-abcd1234: RUN_EXECUTION/,
      ),
    );
    expect(StateFacts.parse(piece?.facts)).toMatchObject({
      state: "FAILED",
      failedTasks: ["transform_orders", "export_audit"],
      upstreamFailed: ["publish"],
      filePath: "jobs/transform_orders.py",
      version: "7be1d02c9f0a4d1e8b6c5a493827160f5e4d3c2b",
    });
  },
});

testCollector({
  collector: runHistory,
  healthy: answeredDatabricks(),
  empty: answeredDatabricks({ "/runs/list": {} }),
  arrange,
  check: ([piece]) => {
    expect(HistoryFacts.parse(piece?.facts)).toMatchObject({
      knownRuns: 1,
      failedRuns: 0,
      failuresInARow: 1,
    });
  },
});

testCollector({
  collector: upstreamInputs,
  healthy: answeredDatabricks(),
  empty: answeredDatabricks({ "/runs/get": BARE }),
  arrange,
  check: ([piece]) => {
    expect(piece?.text).toMatch(/^upstream task extract: SUCCESS, took 3.3 min, ended /);
  },
});

describe("the reader of Databricks", () => {
  async function open(answer: PeerAnswer = answeredDatabricks()) {
    const server = await startFakeServer(answer);
    onTestFinished(() => server.close());
    const connection = { baseUrl: server.url, credentials: { token: "dapi1" } };
    return {
      server,
      connection,
      signal: AbortSignal.timeout(20_000),
      reader: createDatabricksReader(connection),
    };
  }

  it("asks as documented, with the token", async () => {
    const { server, signal, reader } = await open();
    await reader.readHistory(target(server.url), signal);
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/api/2.2/jobs/runs/get",
      "/api/2.2/jobs/runs/list",
    ]);
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toEqual({
      run_id: "455644833",
      include_history: "true",
    });
    expect(Object.fromEntries(server.seen[1]?.query ?? [])).toEqual({
      limit: "25",
      job_id: "201",
      start_time_to: "1795225200000",
    });
    expect(server.seen[0]?.headers["authorization"]).toBe("Bearer dapi1");
  });

  it("reads the reported task only, and the pages of a run with many tasks", async () => {
    const [extract, ...rest] = FAILED.tasks;
    const { server, signal, reader } = await open((request, response) => {
      if (!request.path.endsWith("/runs/get")) return answeredDatabricks()(request, response);
      const isFirst = request.query.get("page_token") === null;
      const page = isFirst ? { tasks: [extract], next_page_token: "p2" } : { tasks: rest };
      sendJson(response, 200, { ...FAILED, ...page });
    });
    const tries = await reader.readTries(target(server.url, "export_audit"), signal);
    expect(tries.map(({ tryNumber, state, others }) => [tryNumber, state, others])).toEqual([
      [1, "FAILED", []],
    ]);
  });

  it("says why the cluster ended, and does without it if the token may not read clusters", async () => {
    const { server, signal, reader } = await open();
    const events = await reader.readEnding(target(server.url, "export_audit"), signal);
    expect(events.map(({ text }) => text)).toEqual([
      "cluster DRIVER_NOT_RESPONDING",
      "cluster TERMINATING (DRIVER_UNREACHABLE): databricks_error_message: The driver did not respond to pings",
      expect.stringMatching(/^task export_audit FAILED: DRIVER_ERROR: The spark driver has stopped/),
      expect.stringMatching(/^run FAILED: RUN_EXECUTION_ERROR/),
    ]);
    const asked = server.seen.find(({ path }) => path.endsWith("/clusters/events"));
    expect(JSON.parse(asked?.body ?? "")).toMatchObject({
      cluster_id: "1121-010000-abcd1234",
      order: "DESC",
    });
    const refused = await open((request, response) =>
      request.path.endsWith("/clusters/events")
        ? sendJson(response, 403, { error_code: "PERMISSION_DENIED", message: "no" })
        : answeredDatabricks()(request, response),
    );
    const without = await refused.reader.readEnding(
      target(refused.server.url, "export_audit"),
      refused.signal,
    );
    expect(without).toHaveLength(2);
  });

  it("compares commit, runtime and parameters with the last good run", async () => {
    const { server, signal, reader } = await open();
    const { goodRun, changes } = await reader.readDeployment(target(server.url), new Date(0), signal);
    expect(goodRun?.runId).toBe("455600001");
    expect(
      changes.map(({ name, before, after }) => [name, before?.slice(0, 16), after?.slice(0, 16)]),
    ).toEqual([
      ["commit", "aa11d02c9f0a4d1e", "7be1d02c9f0a4d1e"],
      ["Databricks Runtime", "14.3.x-scala2.12", "15.4.x-scala2.12"],
      ["day", "2026-11-20", "2026-11-21"],
    ]);
  });

  it("says that a run is gone, which Databricks answers with 400", async () => {
    const gone = answeredDatabricks();
    const { server } = await open((request, response) =>
      request.query.get("run_id")
        ? sendJson(response, 400, vendorFixture("databricks", "error_run_gone.json"))
        : gone(request, response),
    );
    const { pieces } = await collectOnce(orchestratorState, {} as never, target(server.url));
    expect(pieces[0]).toMatchObject({
      status: "failed",
      message: expect.stringContaining("keeps runs for 60 days"),
    });
    const history = await collectOnce(runHistory, {} as never, target(server.url));
    expect(history.pieces[0]?.status).toBe("failed");
  });

  it("shows the message of a run that failed before any task ran", async () => {
    const message = "Could not start the cluster: quota exceeded";
    const state = { life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED", state_message: message };
    const { server } = await open(answeredDatabricks({ "/runs/get": { ...BARE, state } }));
    const { pieces } = await collectOnce(orchestratorLog, {} as never, target(server.url));
    expect(pieces[0]).toMatchObject({ status: "ok", text: message });
  });

  it("is tested with a call that needs the token", async () => {
    const { connection } = await open();
    const { ok, detail } = await testDatabricksApi({
      ...connection,
      baseUrl: `${connection.baseUrl}/browse`,
    });
    expect([ok, detail]).toEqual([true, "Databricks is reachable, and the token may read runs of jobs."]);
    const refused = await open((_, response) =>
      sendJson(response, 403, { message: "Invalid access token." }),
    );
    await expect(testDatabricksApi(refused.connection)).rejects.toThrow("Invalid access token.");
  });
});
