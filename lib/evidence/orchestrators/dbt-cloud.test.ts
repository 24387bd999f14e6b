import { describe, expect, it, onTestFinished } from "vitest";
import { orchestratorLog } from "@/lib/evidence/collectors/orchestrator-log";
import { orchestratorState } from "@/lib/evidence/collectors/orchestrator-state";
import { renderedCode } from "@/lib/evidence/collectors/rendered-code";
import { runHistory } from "@/lib/evidence/collectors/run-history";
import { createDbtCloudReader } from "@/lib/evidence/orchestrators/dbt-cloud";
import { CodeFacts, HistoryFacts, LogFacts, StateFacts } from "@/lib/evidence/schemas";
import { answeredDbtCloud, DBT_CLOUD_RUN } from "@/lib/evidence/testing/answered-dbt-cloud";
import { collectOnce, testCollector, type PeerAnswer } from "@/lib/evidence/testing/collector-cases";
import { runTarget } from "@/lib/evidence/testing/run-target";
import { startFakeServer, vendorFixture } from "@/lib/vendors/testing/fake-server";

const fixture = (name: string) => JSON.parse(vendorFixture("dbt-cloud", name)) as { data: object };
const arrange = (url: string) => ({ ctx: {} as never, incident: runTarget("dbt", url, DBT_CLOUD_RUN) });
const ERROR_RUN = fixture("run_error.json").data;
/** A run that is known, without anything to read. */
const BARE_RUN = { data: { ...ERROR_RUN, run_steps: [], status_humanized: null } };
const WITHOUT_ARTIFACTS = {
  "218726483/artifacts/run_results.json": null,
  "218726483/artifacts/manifest.json": null,
};

testCollector({
  collector: orchestratorLog,
  healthy: answeredDbtCloud(),
  empty: answeredDbtCloud({ "218726483/": BARE_RUN }),
  arrange,
  check: ([piece, ...others]) => {
    expect(others).toEqual([]);
    expect(piece?.text).toContain("--- Clone Git Repository: Success\nCloning into");
    expect(piece?.text).toContain("--- Invoke dbt with `dbt build`: Error\n");
    expect(piece?.text).not.toContain("dbt docs generate");
    const facts = LogFacts.parse(piece?.facts);
    expect(facts).toMatchObject({ logKind: "dbt", tryNumber: 1 });
    expect(facts.failingLines[0]?.text).toContain('does not have a column named "customer_id"');
    expect(facts.comparison?.goodRun).toMatchObject({ runId: "218700000" });
  },
});

testCollector({
  collector: orchestratorState,
  healthy: answeredDbtCloud(),
  empty: answeredDbtCloud({ "218726483/": BARE_RUN, ...WITHOUT_ARTIFACTS }),
  arrange,
  check: ([piece]) => {
    const lines = piece?.text.split("\n") ?? [];
    expect(lines[0]).toBe(
      "run 218726483 of orders daily: Error: Error: dbt command failed (started: scheduled)",
    );
    expect(lines).toContain("step 4, Invoke dbt with `dbt build`: Error");
    expect(piece?.text).toMatch(
      /^node model\.shop\.mart_orders: error: Runtime Error in model mart_orders .*customer_id/m,
    );
    expect(StateFacts.parse(piece?.facts)).toMatchObject({
      state: "Error",
      failedTasks: ["model.shop.mart_orders"],
      upstreamFailed: ["model.shop.mart_customers"],
      filePath: "models/mart/mart_orders.sql",
      version: "7be1d02c9f0a4d1e8b6c5a493827160f5e4d3c2b",
    });
  },
});

testCollector({
  collector: renderedCode,
  healthy: answeredDbtCloud(),
  empty: answeredDbtCloud(WITHOUT_ARTIFACTS),
  arrange,
  check: ([piece, ...others]) => {
    expect(others).toEqual([]);
    expect(piece?.title).toBe("Rendered model.shop.mart_orders");
    expect(piece?.text).toMatch(/^select o\.order_id,\n {7}o\.customer_id,/);
    expect(CodeFacts.parse(piece?.facts)).toMatchObject({
      path: "models/mart/mart_orders.sql",
      origin: "rendered",
    });
  },
});

testCollector({
  collector: runHistory,
  healthy: answeredDbtCloud(),
  empty: answeredDbtCloud({ "": { data: [] } }),
  arrange,
  check: ([piece]) => {
    expect(HistoryFacts.parse(piece?.facts)).toMatchObject({
      knownRuns: 1,
      failedRuns: 0,
      failuresInARow: 1,
      lastSuccessAt: "2026-11-20T01:39:22.500Z",
    });
    // Later runs do not count.
    expect(piece?.text).not.toContain("218799999");
  },
});

describe("the reader of dbt Cloud", () => {
  async function open(
    answer: PeerAnswer = answeredDbtCloud(),
    refs: Record<string, string | null> = DBT_CLOUD_RUN.refs,
  ) {
    const server = await startFakeServer(answer);
    onTestFinished(() => server.close());
    const incident = runTarget("dbt", server.url, { ...DBT_CLOUD_RUN, refs });
    const signal = AbortSignal.timeout(20_000);
    const connection = { baseUrl: server.url, credentials: { token: "t" } };
    return { server, incident, signal, reader: createDbtCloudReader(connection), connection };
  }

  it("asks as documented, with the token", async () => {
    const { server, incident, signal, reader } = await open();
    await reader.readTries(incident, signal);
    const [request] = server.seen;
    expect(request?.path).toBe("/api/v2/accounts/1/runs/218726483/");
    expect(request?.query.get("include_related")).toBe('["run_steps","job","trigger"]');
    expect(request?.headers["authorization"]).toBe("Token t");
  });

  it("reads the artifacts of the step that failed, not of the last one", async () => {
    const { server, incident, signal, reader } = await open();
    await reader.readRenderedCode(incident, signal);
    const artifact = server.seen.find(({ path }) => path.endsWith("run_results.json"));
    expect(artifact?.query.get("step")).toBe("4");
  });

  it("names the nodes that the failed one selects from", async () => {
    const { incident, signal, reader } = await open();
    expect((await reader.readUpstream(incident, signal)).tasks).toEqual([
      {
        task: "model.shop.stg_orders",
        state: "success",
        endedAt: "2026-11-21T01:39:17.867Z",
        durationMs: 204,
      },
    ]);
  });

  it("compares commit and version with the last good run", async () => {
    const { incident, signal, reader } = await open();
    const { goodRun, changes } = await reader.readDeployment(incident, new Date(0), signal);
    expect(goodRun).toEqual({ runId: "218700000", endedAt: "2026-11-20T01:39:22.500Z" });
    expect(changes.map(({ name, before, after }) => [name, before?.slice(0, 8), after?.slice(0, 8)])).toEqual(
      [
        ["commit", "aa11d02c", "7be1d02c"],
        ["dbt version", "1.11.15", "1.11.16"],
      ],
    );
  });

  it("says how the run ended", async () => {
    const { incident, signal, reader } = await open();
    const events = await reader.readEnding(incident, signal);
    expect(events.at(-1)).toEqual({
      at: "2026-11-21T01:39:19.500Z",
      text: "run Error: Error: dbt command failed",
      by: null,
    });
  });

  it("finds the account in the address, or as the only one", async () => {
    const { server, incident, signal, reader, connection } = await open(undefined, {
      dbt_cloud_run: "218726483",
    });
    await reader.readTries(incident, signal);
    expect(server.seen.map(({ path }) => path)).toEqual([
      "/api/v2/accounts/",
      "/api/v2/accounts/1/runs/218726483/",
    ]);
    const named = createDbtCloudReader({
      ...connection,
      baseUrl: `${connection.baseUrl}/deploy/7/projects/2`,
    });
    await expect(named.readTries(incident, signal)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(server.seen.at(-1)?.path).toBe("/api/v2/accounts/7/runs/218726483/");
  });

  it("reads again while the artifacts of a run that has just ended are not saved", async () => {
    const isComplete = async (endedMsAgo: number) => {
      const finished_at = new Date(Date.now() - endedMsAgo).toISOString();
      const data = { ...ERROR_RUN, artifacts_saved: false, finished_at };
      const { incident, signal, reader } = await open(answeredDbtCloud({ "218726483/": { data } }));
      const [only] = await reader.readTries(incident, signal);
      return (await only?.readLog(signal))?.isComplete;
    };
    expect(await isComplete(10_000)).toBe(false);
    expect(await isComplete(600_000)).toBe(true);
  });

  it("does without an artifact that is too large", async () => {
    const results = { results: [], padding: "x".repeat(9 * 1024 * 1024) };
    const { incident, signal, reader } = await open(
      answeredDbtCloud({ "218726483/artifacts/run_results.json": results }),
    );
    expect(await reader.readRenderedCode(incident, signal)).toEqual([]);
  });
});

it("a run of dbt Core has no API, so that nothing asks to connect one", async () => {
  const core = runTarget("dbt", null, { pipeline: "shop", run: "e85e9b6a", refs: { file: "models/a.sql" } });
  for (const collector of [orchestratorState, renderedCode]) expect(collector.appliesTo(core)).toBe(false);
  const { pieces } = await collectOnce(orchestratorLog, {} as never, core);
  expect(pieces[0]?.message).not.toContain("Connect");
  const cloud = runTarget("dbt", null, DBT_CLOUD_RUN);
  expect(renderedCode.appliesTo(cloud)).toBe(true);
  const gap = await collectOnce(orchestratorState, {} as never, cloud);
  expect(gap.pieces[0]).toMatchObject({ status: "not_connected" });
});
