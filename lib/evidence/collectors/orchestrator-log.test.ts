import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { LogFacts } from "@/lib/evidence/schemas";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { prefectTarget, recordedPrefect, recordedRun } from "@/lib/evidence/testing/recorded-prefect";
import { airflowTarget } from "@/lib/evidence/testing/targets";
import { failureReport } from "@/lib/failures/testing/report";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

const ordinary = (n: number) =>
  `[2026-11-21T02:00:07.000+0000] {load.py:9} INFO - loaded page ${n} of orders`;
const FAILURE = [
  "Traceback (most recent call last):",
  '  File "/dags/load.py", line 3, in load',
  "KeyError: 'page'",
];

async function collect(log: string) {
  const incident = {
    source: { kind: "airflow", name: "a" },
    connection: null,
    report: { log, exception: null, reason: null },
  } as unknown as EvidenceTarget;
  const { pieces } = await orchestratorLog.collect({} as never, incident, AbortSignal.timeout(60_000));
  const piece = pieces[0];
  if (piece === undefined) throw new Error("nothing was collected");
  return { piece, facts: LogFacts.parse(piece.facts) };
}

it("keeps the part of a very large log around the failure, with the log's line numbers", async () => {
  const noise = Array.from({ length: 80_000 }, (_, n) => ordinary(n));
  const lines = [...noise, ...FAILURE, ...noise];
  const { piece, facts } = await collect(lines.join("\n"));
  expect(facts.lineCount).toBe(lines.length);
  expect(facts.failingLines[0]).toMatchObject({ line: 80_003, text: "KeyError: 'page'" });
  const kept = (piece.text ?? "").split("\n");
  const first = piece.startLine ?? 0;
  for (const [index, line] of kept.entries()) expect(line).toBe(lines[first + index - 1]);
  expect(first).toBeLessThanOrEqual(facts.window.startLine);
  expect(first + kept.length - 1).toBeGreaterThanOrEqual(facts.window.endLine);
  expect(piece.truncated).toBe(true);
}, 30_000);

it.each([
  ["airflow", {}, /^No API is connected/],
  ["dbt", { dbt_cloud_run: "1" }, /^No API is connected/],
  // Nobody could read more about these.
  ["dbt", {}, /^$/],
  ["generic", {}, /^$/],
])("asks to connect the API of %s with %j, if there is one", async (kind, refs, note) => {
  const incident = {
    source: { kind, name: "a" },
    connection: null,
    report: { log: FAILURE.join("\n"), exception: null, reason: null, refs },
  } as unknown as EvidenceTarget;
  const { pieces } = await orchestratorLog.collect({} as never, incident, AbortSignal.timeout(60_000));
  expect(pieces[0]?.message ?? "").toMatch(note);
});

it("keeps all of a small log, redacted", async () => {
  const { piece, facts } = await collect(`${ordinary(1)}\npassword=correct-horse-9\n${FAILURE.join("\n")}`);
  expect(piece).toMatchObject({ startLine: 1, truncated: false });
  expect(piece.text).toContain("loaded page 1");
  expect(piece.text).not.toContain("correct-horse");
  expect(facts.window).toEqual({ startLine: 1, endLine: 5 });
});

const { content: recordedMessages } = JSON.parse(vendorFixture("airflow", "v2_logs_c03_flaky_try1.json")) as {
  content: { level?: string }[];
};

/** The run of `airflowTarget`, a try at a time, and the run before it, which succeeded. */
const AIRFLOW = {
  "/taskInstances/flaky/tries": "v2_tries_c03.json",
  "_good/taskInstances/flaky/logs/1": {
    content: [
      ...recordedMessages.filter(({ level }) => level !== "error"),
      { timestamp: "2026-11-20T01:26:01Z", level: "info", event: "wrote 1200 rows to mart.orders" },
    ],
    continuation_token: null,
  },
  "_good/taskInstances/flaky": {
    task_id: "flaky",
    dag_id: "c03_retry_then_fail",
    dag_run_id: "scheduled_good",
    map_index: -1,
    state: "success",
    try_number: 1,
    max_tries: 1,
    end_date: "2026-11-20T01:26:02Z",
  },
  "/taskInstances/flaky": "v2_taskInstance_c03_try2.json",
  "/logs/1": "v2_logs_c03_flaky_try1.json",
  "/logs/2": "v2_logs_c03_flaky_try2.json",
  "/dagRuns": {
    dag_runs: [
      {
        dag_id: "c03_retry_then_fail",
        dag_run_id: "scheduled_good",
        state: "success",
        start_date: "2026-11-20T01:25:00Z",
      },
    ],
    total_entries: 1,
  },
  "+00:00": {
    dag_id: "c03_retry_then_fail",
    dag_run_id: "manual__2026-11-21T01:25:34.931288+00:00",
    state: "failed",
    start_date: "2026-11-21T01:25:35Z",
  },
};

const EMPTY_LOG = { content: [], continuation_token: null };

testCollector({
  collector: orchestratorLog,
  healthy: recordedAirflow3(AIRFLOW),
  empty: recordedAirflow3({ ...AIRFLOW, "/logs/1": EMPTY_LOG, "/logs/2": EMPTY_LOG }),
  isSpared: isVersionRequest,
  arrange: (url) => ({ ctx: {} as never, incident: airflowTarget(url) }),
  check: (pieces) => {
    expect(pieces.map(({ title, relevance }) => [title, relevance])).toEqual([
      ["Task log", 1],
      ["Log of try 1", 0.3],
    ]);
    const facts = LogFacts.parse(pieces[0]?.facts);
    expect(facts).toMatchObject({ tryNumber: 2, isEarlierTry: false });
    expect(facts.tries).toMatchObject([
      { tryNumber: 1, state: "failed", hostname: "airflow-host", isSameError: null },
      { tryNumber: 2, state: "failed", hostname: "airflow-host", isSameError: true },
    ]);
    expect(facts.tries?.[1]?.error).toBe(facts.failingLines[0]?.text);
    const { comparison } = facts;
    expect(comparison).toMatchObject({
      goodRun: { runId: "scheduled_good", tryNumber: 1, endedAt: "2026-11-20T01:26:02.000Z" },
      isPartial: false,
    });
    expect(comparison?.new[0]?.text).toBe(facts.failingLines[0]?.text);
    expect(comparison?.new.map(({ text }) => text).join()).not.toContain("DAG bundles loaded");
    expect(comparison?.missing.map(({ text }) => text)).toEqual([
      "[2026-11-20T01:26:01Z] INFO - wrote 1200 rows to mart.orders",
    ]);
  },
});

describe("the logs of Prefect", () => {
  async function collectRuns(...names: string[]) {
    const runs = names.map(recordedRun);
    const server = await startFakeServer(recordedPrefect(runs));
    try {
      const [failed] = runs;
      if (!failed) throw new Error("no run");
      return await collectOnce(orchestratorLog, {} as never, prefectTarget(server.url, failed));
    } finally {
      await server.close();
    }
  }

  it("are cut into the tries of a run that the engine retried", async () => {
    const { pieces } = await collectRuns("run_retries_then_fail", "run_retries_then_success");
    expect(pieces.map(({ key }) => key)).toEqual(["try-2", "try-1"]);
    const starts = pieces.map(({ text }) => text.match(/Beginning flow run/g)?.length);
    expect(starts).toEqual([1, 1]);
    expect(pieces[1]?.text).toContain("Received non-final state 'AwaitingRetry'");
    expect(pieces[0]?.text).not.toContain("Received non-final state 'AwaitingRetry'");
    const facts = LogFacts.parse(pieces[0]?.facts);
    expect(facts.tries?.map(({ state, isSameError }) => [state, isSameError])).toEqual([
      ["SCHEDULED", null],
      ["FAILED", true],
    ]);
    expect(facts.comparison?.goodRun.runId).toBe(recordedRun("run_retries_then_success").flow_run.id);
    expect(facts.comparison?.new.some(({ text }) => text.includes("read timed out after 5s"))).toBe(true);
  });

  it("are cut into the tries of a run that was rerun, with what its worker logged", async () => {
    const { pieces } = await collectRuns("run_crashed_rerun_once");
    expect(pieces.map(({ key }) => key)).toEqual(["try-2", "try-1"]);
    for (const { text } of pieces) {
      expect(text.match(/submitting flow run/g)).toHaveLength(1);
      expect(text).toContain("Process exited with status code: -9");
    }
  });
});

describe("a log that cannot be read", () => {
  it.each([
    [404, "empty", "The orchestrator has no log for try 2."],
    [403, "denied", "at least the Viewer role"],
  ])("with status %i becomes %s", async (status, expected, message) => {
    const server = await startFakeServer((request, response) =>
      request.path.includes("/logs/")
        ? sendJson(response, status, { detail: "no" })
        : recordedAirflow3(AIRFLOW)(request, response),
    );
    const collect = (part: Parameters<typeof failureReport>[0]) =>
      collectOnce(
        orchestratorLog,
        {} as never,
        airflowTarget(server.url, { report: failureReport({ exception: null, ...part }) }),
      );
    const { pieces } = await collect({});
    expect(pieces.map((piece) => piece.status)).toEqual([expected]);
    expect(pieces[0]?.message).toContain(message);
    // The text from the webhook is a claim, and the gap stays visible.
    const carried = await collect({ log: FAILURE.join("\n") });
    expect(carried.pieces[0]).toMatchObject({ status: "ok", provenance: "claim", key: "main" });
    expect(carried.pieces.map(({ message: note }) => note).join()).toMatch(/from the webhook/);
    await server.close();
  });
});

describe("a log that does not show what was reported", () => {
  const TRACEBACK = [
    "Traceback (most recent call last):",
    '  File "/dags/export.py", line 9, in export',
    "botocore.exceptions.ClientError: An error occurred (403) when calling the PutObject operation: Forbidden",
  ].join("\n");
  const exception = {
    type: "botocore.exceptions.ClientError",
    message: "An error occurred (403) when calling the PutObject operation: Forbidden",
    traceback: TRACEBACK,
  };

  async function collectWith(lines: readonly string[], part: Partial<EvidenceTarget> = {}) {
    const content = lines.map((event) => ({ timestamp: "2026-11-21T01:26:00Z", level: "info", event }));
    const server = await startFakeServer(
      recordedAirflow3({ ...AIRFLOW, "/logs/2": { content, continuation_token: null } }),
    );
    const report = failureReport({ exception });
    const collected = await collectOnce(
      orchestratorLog,
      {} as never,
      airflowTarget(server.url, { report, ...part }),
    );
    await server.close();
    return collected.pieces.filter(({ key }) => key !== "try-1");
  }

  it.each(["webhook", "reconciler"])(
    "stands beside the traceback of the sender, found by the %s",
    async (detectedBy) => {
      const pieces = await collectWith(["Process terminated by SIGKILL"], { detectedBy });
      expect(pieces).toMatchObject([
        { key: "try-2", title: "Task log", provenance: "fact", relevance: 1 },
        { key: "main", title: "Error from the webhook", provenance: "claim", text: TRACEBACK },
      ]);
      expect(pieces[1]?.message).toBe(
        "The log from the API does not show this error. It is what the sender reported.",
      );
    },
  );

  it("is enough if it names the error", async () => {
    expect(await collectWith([exception.message])).toHaveLength(1);
    expect(await collectWith(TRACEBACK.split("\n"))).toHaveLength(1);
  });
});

it("stores little of the log of an earlier try, with the log's line numbers", async () => {
  const content = Array.from({ length: 4_000 }, (_, n) => ({
    timestamp: "2026-11-21T01:25:40Z",
    level: n === 2_000 ? "error" : "info",
    event: n === 2_000 ? "KeyError: 'customer_id'" : `loaded page ${n} of orders from the warehouse`,
  }));
  const server = await startFakeServer(
    recordedAirflow3({ ...AIRFLOW, "/logs/1": { content, continuation_token: null } }),
  );
  const { pieces } = await collectOnce(orchestratorLog, {} as never, airflowTarget(server.url));
  await server.close();
  const earlier = pieces.find(({ key }) => key === "try-1");
  expect(earlier?.truncated).toBe(true);
  expect(Buffer.byteLength(earlier?.text ?? "")).toBeLessThanOrEqual(64 * 1_024);
  const facts = LogFacts.parse(earlier?.facts);
  const line = facts.failingLines[0]?.line ?? 0;
  expect(line).toBe(2_001);
  expect(earlier?.text.split("\n")[line - (earlier.startLine ?? 0)]).toContain("KeyError: 'customer_id'");
});

it("reads the failed try's log before any other log, two of which are read at a time", async () => {
  const answer = recordedAirflow3(AIRFLOW);
  let open = 0;
  const served: { path: string; open: number }[] = [];
  const server = await startFakeServer(async (request, response) => {
    if (!request.path.includes("/logs/")) return answer(request, response);
    open += 1;
    served.push({ path: request.path, open });
    await sleep(50);
    open -= 1;
    return answer(request, response);
  });
  const { pieces } = await collectOnce(orchestratorLog, {} as never, airflowTarget(server.url));
  await server.close();
  expect(pieces.map(({ key }) => key)).toEqual(["try-2", "try-1"]);
  expect(served.map(({ path }) => path.slice(-7))).toEqual(["/logs/2", "/logs/1", "/logs/1"]);
  expect(served.map((log) => log.open)).toEqual([1, 1, 2]);
});

it("says that a log broke off, and still finds the failure before that", async () => {
  const answer = recordedAirflow3(AIRFLOW);
  const lines = recordedMessages.map((message) => JSON.stringify(message)).join(",");
  const server = await startFakeServer((request, response) => {
    if (!request.path.endsWith("/logs/2")) return answer(request, response);
    response.writeHead(200, { "content-type": "application/json" });
    response.write(`{"content":[${lines},`, () => setTimeout(() => response.destroy(), 20));
  });
  const { pieces } = await collectOnce(orchestratorLog, {} as never, airflowTarget(server.url));
  await server.close();
  expect(pieces[0]).toMatchObject({
    status: "ok",
    truncated: true,
    message: "The orchestrator's API did not return the whole log.",
  });
  expect(LogFacts.parse(pieces[0]?.facts).failingLines[0]?.text).toMatch(/Error/);
});
