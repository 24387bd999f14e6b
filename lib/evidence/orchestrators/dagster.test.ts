import { describe, expect, it, onTestFinished } from "vitest";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { upstreamInputs } from "@/lib/evidence/collectors/upstream-inputs";
import { silentEnding } from "@/lib/evidence/endings/silent-ending";
import { createDagsterReader } from "@/lib/evidence/orchestrators/dagster";
import { HistoryFacts, LogFacts, StateFacts } from "@/lib/evidence/schemas";
import { collectOnce, testCollector, type PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { DAGSTER_RUNS, recordedDagster } from "@/lib/evidence/testing/recorded-dagster";
import { runTarget } from "@/lib/evidence/testing/run-target";
import { testDagsterApi } from "@/lib/intake/sources/dagster/test-api";
import { sendJson, startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

/** The failed step of the recorded job, as our sensor reports it. */
const target = (
  url: string | null,
  run: string = DAGSTER_RUNS.failed,
  task: string | undefined = "transform",
) =>
  runTarget(
    "dagster",
    url,
    // A retry is reported under the run that was retried.
    {
      pipeline: "orders_job",
      run: run === DAGSTER_RUNS.retry ? DAGSTER_RUNS.failed : run,
      refs: { run_id: run },
      ...(task !== undefined && { task }),
    },
    null,
  );
const arrange = (url: string) => ({ ctx: {} as never, incident: target(url) });

const NO_EVENTS = { __typename: "EventConnection", events: [], cursor: "0", hasMore: false };
const BARE_RUN = {
  __typename: "Run",
  runId: DAGSTER_RUNS.failed,
  jobName: "orders_job",
  status: null,
  stepStats: [],
};
const NO_RUNS = { __typename: "Runs", results: [] };

testCollector({
  collector: orchestratorLog,
  healthy: recordedDagster(),
  empty: recordedDagster({ logsForRun: NO_EVENTS }),
  arrange,
  check: ([piece, ...others]) => {
    expect(others).toEqual([]);
    expect(piece?.text.startsWith("printed line\na line on stderr\n")).toBe(true);
    const facts = LogFacts.parse(piece?.facts);
    // The cause stands first, and each error has its own frames.
    expect(facts.exceptions.map(({ type, link }) => [type?.split(".").at(-1), link])).toEqual([
      ["KeyError", "cause"],
      ["RuntimeError", "cause"],
      ["DagsterExecutionStepExecutionError", null],
    ]);
    expect(facts.exceptions[0]?.frames.at(-1)).toMatchObject({
      file: "/opt/dagster/dgdefs.py",
      line: 14,
      origin: "user",
    });
    expect(piece?.text.match(/KeyError: 'customer_id'/g)).toHaveLength(1);
    expect(piece?.text).not.toContain("upstream closed the connection");
    expect(facts.comparison?.goodRun.runId).toBe(DAGSTER_RUNS.good);
  },
});

testCollector({
  collector: orchestratorState,
  healthy: recordedDagster(),
  empty: recordedDagster({ runOrError: BARE_RUN, logsForRun: NO_EVENTS }),
  arrange,
  check: ([piece]) => {
    expect(piece?.text.split("\n").slice(0, 4)).toEqual([
      `run ${DAGSTER_RUNS.failed} of orders_job: FAILURE`,
      "step extract: SUCCESS, 0.5 s",
      "step flaky: FAILURE, 2 attempts, 8.2 s",
      "step transform: FAILURE, 0.2 s",
    ]);
    expect(piece?.text).toContain("event STEP_UP_FOR_RETRY of flaky: Execution of step");
    expect(StateFacts.parse(piece?.facts)).toMatchObject({
      state: "FAILURE",
      failedTasks: ["flaky", "transform"],
    });
  },
});

testCollector({
  collector: runHistory,
  healthy: recordedDagster(),
  empty: recordedDagster({ runsOrError: NO_RUNS }),
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
  healthy: recordedDagster(),
  empty: recordedDagster({ runOrError: BARE_RUN }),
  arrange,
  check: ([piece]) => {
    expect(piece?.text).toMatch(/^upstream task extract: SUCCESS, took 460 ms, ended 2026-11-30T/);
  },
});

describe("the reader of Dagster", () => {
  async function open(answer: PeerAnswer = recordedDagster()) {
    const server = await startFakeServer(answer);
    onTestFinished(() => server.close());
    const signal = AbortSignal.timeout(20_000);
    return { server, signal, reader: createDagsterReader({ baseUrl: server.url, credentials: null }) };
  }

  it("follows the cursor of the events", async () => {
    const { server, reader, signal } = await open(recordedDagster({}, 10));
    const [only] = await reader.readTries(target(server.url), signal);
    const { log } = (await only?.readLog(signal)) ?? {};
    expect(String(log?.text)).toContain("KeyError: 'customer_id'");
    const cursors = server.seen.flatMap(({ body }) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: { afterCursor?: string } };
      return query.includes("logsForRun") ? [variables.afterCursor] : [];
    });
    expect(cursors).toEqual([null, "10", "20", "30", "40"]);
  });

  it("does not ask for ever if the server repeats its cursor", async () => {
    const stuck = { ...NO_EVENTS, cursor: "7", hasMore: true };
    const { server, reader, signal } = await open(recordedDagster({ logsForRun: stuck }));
    await reader.readState(target(server.url), signal);
    expect(server.seen.filter(({ body }) => body.includes("logsForRun"))).toHaveLength(2);
  });

  it("reads every attempt of a step that Dagster retried within the run", async () => {
    const { server, reader, signal } = await open();
    const [only] = await reader.readTries(target(server.url, DAGSTER_RUNS.failed, "flaky"), signal);
    const text = String((await only?.readLog(signal))?.log.text);
    expect(text.match(/^ConnectionError: upstream closed the connection$/gm)).toHaveLength(2);
    expect(text).toContain("RetryRequestedFromPolicy: Exceeded max_retries of 1");
    expect(text).not.toContain("customer_id");
  });

  it("takes a retried run for another try of the first one", async () => {
    const { server, reader, signal } = await open();
    const incident = target(server.url, DAGSTER_RUNS.retry);
    const tries = await reader.readTries(incident, signal);
    expect(tries.map(({ tryNumber, state }) => [tryNumber, state])).toEqual([
      [1, "FAILURE"],
      [2, "FAILURE"],
    ]);
    const { pieces } = await collectOnce(orchestratorLog, {} as never, incident);
    expect(pieces.map(({ key }) => key)).toEqual(["try-2", "try-1"]);
    expect(LogFacts.parse(pieces[0]?.facts).tries?.[1]?.isSameError).toBe(true);
    // The retry of a run is no earlier run of the job.
    expect((await reader.readHistory(incident, signal)).map(({ runId }) => runId)).toEqual([
      DAGSTER_RUNS.good,
    ]);
    expect(await reader.readRun(incident, signal)).toMatchObject({
      runId: DAGSTER_RUNS.failed,
      state: "FAILURE",
    });
  });

  it("finds the step that failed first, for a report of the run alone", async () => {
    const { server, reader, signal } = await open();
    const located = await reader.locate({ ...target(server.url), task: null }, signal);
    expect(located).toMatchObject({ task: "transform", tryNumber: 1, state: "FAILURE" });
  });

  it("tells how a killed process ended", async () => {
    const { server, reader, signal } = await open();
    const killed = target(server.url, DAGSTER_RUNS.killed, "die");
    const events = await reader.readEnding(killed, signal);
    expect(events.map(({ text }) => text)[0]).toMatch(
      /^ENGINE_EVENT of die: Multiprocess executor: child process .*SIGKILL/,
    );
    expect(silentEnding(events.map(({ text, by }) => ({ text, by })))).not.toBeNull();
    const [only] = await reader.readTries(killed, signal);
    expect(String((await only?.readLog(signal))?.log.text)).toContain("terminated by signal 9 (SIGKILL)");
  });

  it("compares configuration and tags with the last good run", async () => {
    const run = JSON.parse(vendorFixture("dagster", "run_failed.json")) as {
      data: { runOrError: { tags: object[]; runConfigYaml: string } };
    };
    const { runOrError } = run.data;
    const changed = {
      ...runOrError,
      runConfigYaml: "ops:\n  transform:\n    config:\n      day: 2026-11-30\n      api_token: abc\n",
      tags: [...runOrError.tags, { key: "dagster/git_commit_hash", value: "7be1d02c" }],
    };
    const { server, reader, signal } = await open((request, response) =>
      request.body.includes(DAGSTER_RUNS.failed) && request.body.includes("runOrError(")
        ? sendJson(response, 200, { data: { runOrError: changed } })
        : recordedDagster()(request, response),
    );
    const { goodRun, changes } = await reader.readDeployment(target(server.url), new Date(0), signal);
    expect(goodRun?.runId).toBe(DAGSTER_RUNS.good);
    expect(changes.map(({ name, before, after }) => [name, before, after])).toEqual([
      ["commit", null, "7be1d02c"],
      ["ops.transform.config.api_token", null, "(hidden)"],
      ["ops.transform.config.day", null, "2026-11-30"],
    ]);
  });

  it("sends the token of Dagster+ and the query, to the address without its path", async () => {
    const { server } = await open();
    const credentials = { token: "user:abc" };
    expect(await testDagsterApi({ baseUrl: `${server.url}/prod/graphql`, credentials })).toEqual({
      ok: true,
      detail: "Dagster 1.13.27 is reachable.",
    });
    expect(server.seen[0]).toMatchObject({ method: "POST", path: "/prod/graphql" });
    expect(server.seen[0]?.headers["dagster-cloud-api-token"]).toBe("user:abc");
  });

  it("says what a server objects to that does not know the query", async () => {
    const refused = JSON.parse(vendorFixture("dagster", "query_refused.json")) as { body: object };
    const { server } = await open((_, response) => sendJson(response, 200, refused.body));
    await expect(testDagsterApi({ baseUrl: server.url, credentials: null })).rejects.toThrow(
      "Cannot query field 'nothing' on type 'Query'.",
    );
  });
});
