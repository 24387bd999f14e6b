import { describe, expect, it, onTestFinished } from "vitest";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { coverageOf } from "@/lib/evidence/coverage";
import { connectAdvice } from "@/lib/evidence/orchestrators/open-reader";
import { createGitHubActionsReader } from "@/lib/evidence/orchestrators/github-actions";
import { HistoryFacts, LogFacts, StateFacts } from "@/lib/evidence/schemas";
import { answeredGitHub, gitHubTarget } from "@/lib/evidence/testing/answered-github";
import { collectOnce, testCollector, type PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import {
  sendJson,
  startFakeServer,
  vendorFixture,
  type SeenRequest,
} from "@/lib/vendors/testing/fake-server";

/** The log is at the same server, by another name for it, as a storage account is another origin. */
const elsewhere = ({ headers }: SeenRequest) => `http://localhost:${String(headers["host"]).split(":")[1]}`;
const gitHub =
  (instead: Record<string, object> = {}): PeerAnswer =>
  (request, response) =>
    answeredGitHub((jobId) => `${elsewhere(request)}/stored/${jobId}?sig=secret`, instead)(request, response);

const arrange = (url: string) => ({ ctx: {} as never, incident: gitHubTarget(url) });
const RUN = JSON.parse(vendorFixture("github", "actions_run_attempt_2.json")) as object;
const NO_JOBS = { "/attempts/2/jobs": { total_count: 0, jobs: [] } };
/** Octokit does not repeat a 429 that names no rate limit. */
const expected = { throttled_once: "failed" } as const;

testCollector({
  collector: orchestratorLog,
  healthy: gitHub(),
  empty: gitHub(NO_JOBS),
  arrange,
  expected,
  check: (pieces) => {
    expect(pieces.map(({ key, title }) => [key, title])).toEqual([
      ["try-2", "Log of build (prod)"],
      ["try-2-export", "Log of export"],
      ["try-1", "Log of try 1"],
    ]);
    const facts = LogFacts.parse(pieces[0]?.facts);
    expect(facts.exceptions[0]).toMatchObject({ type: "KeyError", message: "'customer_id'" });
    expect(facts.tries?.map(({ tryNumber, isSameError }) => [tryNumber, isSameError])).toEqual([
      [1, null],
      [2, true],
    ]);
    expect(facts.comparison).toMatchObject({ goodRun: { runId: "18900000001" } });
    expect(facts.comparison?.missing.map(({ text }) => text).join()).toContain(
      "wrote 1200 rows to mart.orders",
    );
    // The mark at the beginning of the file is no text.
    expect(pieces[0]?.text.startsWith("2026-11-18T02:10:05.1234567Z ##[group]Run python load.py")).toBe(true);
  },
});

testCollector({
  collector: orchestratorState,
  healthy: gitHub(),
  empty: gitHub({ ...NO_JOBS, "/attempts/2": { ...RUN, conclusion: null, status: null } }),
  arrange,
  expected,
  check: ([piece]) => {
    expect(piece?.text.split("\n")).toEqual([
      "run 19000000001 of dbt build: failure, attempt 2, on schedule, branch main at 4f2c9d0e",
      "job lint: success, on GitHub Actions 7 (ubuntu-latest)",
      "job build (prod): failure, on GitHub Actions 7 (ubuntu-latest), failed step: Load orders",
      "job export: failure, on GitHub Actions 7 (ubuntu-latest), failed step: Export",
      "job publish: skipped",
    ]);
    expect(StateFacts.parse(piece?.facts)).toMatchObject({
      state: "failure",
      failedTasks: ["build (prod)", "export"],
      upstreamFailed: ["publish"],
      filePath: ".github/workflows/dbt.yml",
      version: "4f2c9d0e5b7a1c3d8e6f4a2b0c9d8e7f6a5b4c3d",
    });
  },
});

testCollector({
  collector: runHistory,
  healthy: gitHub(),
  empty: gitHub({ "/workflows/9001/runs": { total_count: 0, workflow_runs: [] } }),
  arrange,
  expected,
  check: ([piece]) => {
    expect(HistoryFacts.parse(piece?.facts)).toMatchObject({
      knownRuns: 1,
      failuresInARow: 1,
      lastSuccessAt: "2026-11-17T02:05:00.000Z",
    });
  },
});

describe("the reader of GitHub Actions", () => {
  async function open(answer: PeerAnswer = gitHub()) {
    const server = await startFakeServer(answer);
    onTestFinished(() => server.close());
    const incident = gitHubTarget(server.url);
    const reader = createGitHubActionsReader({
      apiUrl: server.url,
      token: "gh-token",
      isUserConfigured: true,
    });
    return { server, incident, reader, signal: AbortSignal.timeout(20_000) };
  }

  it("does not send the token to where the log is", async () => {
    const { server, incident, reader, signal } = await open();
    const tries = await reader.readTries(incident, signal);
    await tries.at(-1)?.readLog(signal);
    const stored = server.seen.find(({ path }) => path === "/stored/502");
    expect(stored?.query.get("sig")).toBe("secret");
    expect(stored?.headers["authorization"]).toBeUndefined();
    const asked = server.seen.find(({ path }) => path.endsWith("/jobs/502/logs"));
    expect(asked?.headers["authorization"]).toMatch(/gh-token$/);
  });

  it.each([
    ["http://169.254.169.254/latest/meta-data", /^Not called: /],
    ["file:///etc/passwd", /not an http\(s\) URL/],
    ["nonsense", /not an http\(s\) URL/],
  ])("does not follow an address of a log like %s", async (location, message) => {
    const { incident, reader, signal } = await open(answeredGitHub(() => location));
    const tries = await reader.readTries(incident, signal);
    await expect(tries.at(-1)?.readLog(signal)).rejects.toThrow(message);
  });

  it("does not follow a further redirect, and says that a log is gone", async () => {
    const again = await open((request, response) =>
      request.path.startsWith("/stored/")
        ? void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end()
        : gitHub()(request, response),
    );
    const tries = await again.reader.readTries(again.incident, again.signal);
    await expect(tries.at(-1)?.readLog(again.signal)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    const gone = await open((request, response) =>
      request.path.startsWith("/stored/") ? sendJson(response, 410, {}) : gitHub()(request, response),
    );
    const { pieces } = await collectOnce(orchestratorLog, {} as never, gone.incident);
    expect(pieces[0]).toMatchObject({ status: "empty", message: "The orchestrator has no log for try 2." });
  });

  it("names the right that is missing", async () => {
    const { server } = await open((_, response) =>
      sendJson(response, 403, { message: "Resource not accessible by personal access token" }),
    );
    const { pieces } = await collectOnce(orchestratorLog, {} as never, gitHubTarget(server.url));
    expect(pieces[0]).toMatchObject({
      status: "denied",
      message: expect.stringContaining('needs "Actions", read'),
    });
  });

  it("tells why a runner stopped, if it may read that", async () => {
    const { incident, reader, signal } = await open();
    const events = await reader.readEnding(incident, signal);
    expect(events.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^job export: The runner has received a shutdown signal/),
    );
    expect(events.map(({ text }) => text).join()).not.toContain("deprecated");
    const without = await open((request, response) =>
      request.path.endsWith("/annotations")
        ? sendJson(response, 403, { message: "no" })
        : gitHub()(request, response),
    );
    expect(await without.reader.readEnding(without.incident, without.signal)).toHaveLength(5);
  });

  it("compares the commit with that of the last good run of the branch", async () => {
    const { server, incident, reader, signal } = await open();
    const { changes } = await reader.readDeployment(incident, new Date(0), signal);
    expect(changes).toMatchObject([
      { kind: "code", name: "commit", after: "4f2c9d0e5b7a1c3d8e6f4a2b0c9d8e7f6a5b4c3d" },
    ]);
    const listed = server.seen.find(({ path }) => path.endsWith("/workflows/9001/runs"));
    expect(Object.fromEntries(listed?.query ?? [])).toEqual({
      per_page: "26",
      branch: "main",
      created: "<=2026-11-18T02:00:00.000Z",
    });
  });

  it("refuses a report without a repository", async () => {
    const { incident, reader, signal } = await open();
    const report = { ...incident.report, refs: { repository: "acme/pipelines/../x" } };
    await expect(reader.readState({ ...incident, report }, signal)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

it("asks to connect GitHub, not an API of its own", async () => {
  const { pieces } = await collectOnce(orchestratorState, {} as never, gitHubTarget(null));
  expect(pieces[0]).toMatchObject({
    status: "not_connected",
    message: expect.stringContaining("Connect GitHub under Settings → Integrations."),
  });
  const shown = pieces.map((piece) => ({
    ...piece,
    collector: orchestratorState.id,
    durationMs: 1,
    supersededAt: null,
    facts: null,
  }));
  const connectApi = connectAdvice("github");
  expect(coverageOf(shown, [orchestratorState], { hasApi: true, connectApi })[0]?.connect).toBe(
    "Connect GitHub under Settings → Integrations",
  );
});
