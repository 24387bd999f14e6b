import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { renderedCode } from "@/lib/evidence/collectors/rendered-code";
import { upstreamInputs } from "@/lib/evidence/collectors/upstream-inputs";
import { StateFacts } from "@/lib/evidence/schemas";
import { collectOnce, testCollector } from "@/lib/evidence/testing/collector-cases";
import { isVersionRequest, recordedAirflow3 } from "@/lib/evidence/testing/recorded-airflow";
import { storeEvidence } from "@/lib/evidence/store-evidence";
import { storedTarget } from "@/lib/evidence/testing/stored-target";
import { newId } from "@/lib/platform/crypto";
import { startFakeServer } from "@/lib/vendors/testing/fake-server";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const HOUR = 3_600_000;

const task = (name: string, downstream: string[]) => ({ task_id: name, downstream_task_ids: downstream });
const instance = (name: string, state: string, seconds: number) => ({
  task_id: name,
  dag_id: "c03_retry_then_fail",
  dag_run_id: "r",
  map_index: -1,
  state,
  duration: seconds,
  end_date: "2026-11-21T01:20:00Z",
});

testCollector({
  collector: upstreamInputs,
  healthy: recordedAirflow3({
    "/tasks": {
      tasks: [task("extract", ["clean"]), task("clean", ["flaky"]), task("other", []), task("flaky", [])],
    },
    "/taskInstances": {
      task_instances: [instance("extract", "success", 12), instance("clean", "skipped", 0.2)],
      total_entries: 2,
    },
    "/upstreamAssetEvents": "v2_upstreamAssetEvents_c14.json",
  }),
  empty: recordedAirflow3({
    "/tasks": { tasks: [] },
    "/taskInstances": { task_instances: [], total_entries: 0 },
    "/upstreamAssetEvents": { asset_events: [], total_entries: 0 },
  }),
  isSpared: isVersionRequest,
  arrange: (url) => storedTarget(db, url),
  check: ([piece]) => {
    expect(piece?.text.split("\n")).toEqual([
      "upstream task clean: skipped, took 200 ms, ended 2026-11-21T01:20:00.000Z",
      "upstream task extract: success, took 12 s, ended 2026-11-21T01:20:00.000Z",
      "triggered by s3://lake/raw/orders, updated by c03_retry_then_fail, run manual__2026-11-21T01:28:44.016097+00:00 at 2026-11-21T01:28:46.767Z",
    ]);
    expect(piece?.relevance).toBe(0.75);
  },
});

/** A pipeline that writes `dataset`, read by the failed one; a write a day of about 1,000 rows, the last as given. */
async function arrangeInput(
  { ctx, sourceId, incident }: Awaited<ReturnType<typeof storedTarget>>,
  last: { hoursAgo: number; rows: number },
) {
  const { workspaceId } = ctx;
  const at = incident.lastSeenAt.getTime();
  const before = (hours: number) => new Date(at - hours * HOUR);
  const upstream = await db.prisma.pipeline.create({
    data: { id: newId(), workspaceId, sourceId, externalId: "raw_orders", name: "raw_orders" },
  });
  const dataset = await db.prisma.dataset.create({
    data: {
      id: newId(),
      workspaceId,
      namespace: "postgres://warehouse",
      name: "raw.orders",
      firstSeenAt: before(900),
      lastSeenAt: before(1),
    },
  });
  const edge = {
    workspaceId,
    datasetId: dataset.id,
    origin: "openlineage",
    firstSeenAt: before(900),
    lastSeenAt: before(1),
  };
  await db.prisma.lineageEdge.createMany({
    data: [
      { id: newId(), ...edge, pipelineId: upstream.id, direction: "writes" },
      { id: newId(), ...edge, pipelineId: incident.pipelineId ?? "", direction: "reads" },
    ],
  });
  const hours = Array.from({ length: 10 }, (_, day) => last.hoursAgo + 24 * day);
  await db.prisma.datasetWrite.createMany({
    data: [
      // A later write does not explain the failure.
      { id: newId(), workspaceId, datasetId: dataset.id, rowCount: 5_000n, at: new Date(at + HOUR) },
      ...hours.map((ago, i) => ({
        id: newId(),
        workspaceId,
        datasetId: dataset.id,
        rowCount: BigInt(i === 0 ? last.rows : 1_000 + 7 * (i % 3)),
        at: before(ago),
      })),
    ],
  });
  return { upstream, before };
}

const factsOf = async (arranged: Awaited<ReturnType<typeof storedTarget>>) => {
  const { pieces } = await collectOnce(upstreamInputs, arranged.ctx, arranged.incident);
  return { piece: pieces[0], facts: StateFacts.parse(pieces[0]?.facts) };
};

it.each([
  ["in time and of the usual size", { hoursAgo: 3, rows: 1_010 }, { isLate: false, rowDrift: null }, ""],
  ["overdue", { hoursAgo: 60, rows: 1_010 }, { isLate: true, rowDrift: null }, ": late"],
  ["empty", { hoursAgo: 3, rows: 0 }, { isLate: false, rowDrift: "empty" }, ": empty"],
  [
    "a tenth of its usual size",
    { hoursAgo: 3, rows: 100 },
    { isLate: false, rowDrift: "fewer" },
    ": far fewer rows",
  ],
  [
    "ten times its usual size",
    { hoursAgo: 3, rows: 10_000 },
    { isLate: false, rowDrift: "more" },
    ": far more rows",
  ],
])("judges an input that is %s", async (_name, last, expected, words) => {
  const arranged = await storedTarget(db, null);
  await arrangeInput(arranged, last);
  const { piece, facts } = await factsOf(arranged);
  expect(facts.inputs).toMatchObject([
    { dataset: "raw.orders", usualIntervalMs: 24 * HOUR, lastRows: last.rows, ...expected },
  ]);
  expect(piece?.text.split("\n").find((line) => line.startsWith("input raw.orders"))).toMatch(
    new RegExp(`usually 1,007\\)${words}$`),
  );
});

it("names the latest run of an upstream pipeline before the failure", async () => {
  const arranged = await storedTarget(db, null);
  const { ctx, incident } = arranged;
  const { upstream, before } = await arrangeInput(arranged, { hoursAgo: 3, rows: 1_000 });
  const run = { workspaceId: ctx.workspaceId, pipelineId: upstream.id };
  await db.prisma.run.createMany({
    data: [
      {
        ...run,
        id: newId(),
        externalId: "old",
        startedAt: before(26),
        succeededAt: before(25),
        state: "success",
      },
      {
        ...run,
        id: newId(),
        externalId: "latest",
        startedAt: before(2),
        failedAt: before(1),
        state: "failed",
      },
      {
        ...run,
        id: newId(),
        externalId: "later",
        startedAt: before(-2),
        succeededAt: before(-3),
        state: "success",
      },
    ],
  });
  const { piece, facts } = await factsOf(arranged);
  expect(facts.upstreamPipelines).toEqual([
    {
      pipeline: "raw_orders",
      runId: "latest",
      state: "failed",
      endedAt: new Date(incident.lastSeenAt.getTime() - HOUR).toISOString(),
      hasFailed: true,
    },
  ]);
  expect(piece?.text.split("\n")[0]).toMatch(/^upstream pipeline raw_orders: failed, run latest, ended /);
});

it("keeps what is recorded when the API fails, with the reason beside it", async () => {
  const arranged = await storedTarget(db, "http://127.0.0.1:1");
  await arrangeInput(arranged, { hoursAgo: 3, rows: 0 });
  const { pieces } = await collectOnce(upstreamInputs, arranged.ctx, arranged.incident);
  expect(pieces.map(({ key, status }) => [key, status])).toEqual([
    ["main", "ok"],
    ["api", "failed"],
  ]);
});

it("sees nothing of other workspaces", async () => {
  const arranged = await storedTarget(db, null);
  const stranger = await storedTarget(db, null);
  await arrangeInput(stranger, { hoursAgo: 3, rows: 0 });
  const incident = { ...stranger.incident };
  const { pieces } = await collectOnce(upstreamInputs, arranged.ctx, incident);
  expect(pieces.map(({ status }) => status)).toEqual(["not_connected"]);
});

it("judges what the SQL that ran reads, also without lineage of the task", async () => {
  const rendered_fields = {
    sql: "DELETE FROM mart.orders; INSERT INTO mart.orders SELECT id FROM shop.raw.orders",
  };
  const airflow = await startFakeServer(
    recordedAirflow3({ "/taskInstances/flaky": { task_id: "flaky", try_number: 2, rendered_fields } }),
  );
  onTestFinished(() => airflow.close());
  const arranged = await storedTarget(db, airflow.url);
  await arrangeInput(arranged, { hoursAgo: 3, rows: 0 });
  await db.prisma.lineageEdge.deleteMany({ where: { pipelineId: arranged.incident.pipelineId ?? "" } });
  const { ctx, incident } = arranged;
  const before = await collectOnce(upstreamInputs, ctx, incident);
  expect(before.pieces[0]?.status).toBe("failed");
  const { pieces } = await collectOnce(renderedCode, ctx, incident);
  const { workspaceId } = ctx;
  const collected = { workspaceId, incidentId: incident.incidentId, collector: renderedCode.id, pieces };
  await storeEvidence(db.pool, [{ ...collected, durationMs: 1, collectedAt: new Date() }]);
  const { piece, facts } = await factsOf(arranged);
  expect(facts.inputs).toMatchObject([{ dataset: "raw.orders", rowDrift: "empty" }]);
  expect(piece?.relevance).toBe(0.75);
});
