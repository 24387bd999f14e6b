import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import {
  analyze,
  arrangeWarehouse,
  CONSUMERS,
  deliveryOf,
  OWN_BUG,
  report,
  SOURCE,
  type Failure,
} from "@/lib/cascades/testing/warehouse";
import { statuses, timelineTexts } from "@/lib/cascades/testing/nested-flows";
import { joinSymptoms } from "@/lib/cascades/join-symptoms";
import { getIncident } from "@/lib/desk/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { createNoisePolicy } from "@/lib/incidents/noise/save-noise-policy";
import { wakeSuppressed } from "@/lib/incidents/noise/wake-suppressed";
import { updateIncident } from "@/lib/incidents/update-incident";
import { newId } from "@/lib/platform/crypto";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ONE_INCIDENT = [
  ...CONSUMERS.map(({ dag }) => `${dag} merged into orders_source`),
  "orders_source triggered",
].toSorted();

const consumer = (dag: string): Failure => {
  const found = CONSUMERS.find((failure) => failure.dag === dag);
  if (!found) throw new Error(`no consumer ${dag}`);
  return found;
};

// Eleven analyses each.
describe("a source that fails under ten dependent DAGs", { timeout: 120_000 }, () => {
  it.each<[string, Failure[]]>([
    ["the source first", [SOURCE, ...CONSUMERS]],
    ["the source last", [...CONSUMERS, SOURCE]],
    ["the source in the middle", [...CONSUMERS.slice(5), SOURCE, ...CONSUMERS.slice(0, 5)]],
  ])("is one incident with ten symptoms: %s, analyzed on arrival", async (_name, failures) => {
    const arranged = await arrangeWarehouse(db);
    for (const failure of failures) await analyze(arranged, await report(db, arranged, failure));
    expect(await statuses(arranged)).toEqual(ONE_INCIDENT);
    const root = await db.prisma.incident.findFirstOrThrow({
      where: { workspaceId: arranged.ctx.workspaceId, status: "triggered" },
    });
    expect(await getIncident(arranged.ctx, root.id)).toMatchObject({
      pipeline: "orders_source",
      symptomCount: 10,
      occurrenceCount: 1,
    });
    const merged = await db.prisma.incident.findMany({ where: { parentIncidentId: root.id } });
    expect(new Set(merged.map(({ mergeKind }) => mergeKind))).toEqual(new Set(["symptom"]));
  });

  it.each(["in order", "backwards"])(
    "is one incident in a single batch, analyzed at the same time %s",
    async (order) => {
      const arranged = await arrangeWarehouse(db);
      const failures = [SOURCE, ...CONSUMERS];
      const batch = (order === "in order" ? failures : failures.toReversed()).map((failure) =>
        deliveryOf(arranged, failure),
      );
      const accepted = await acceptDeliveries(db.pool, batch, { analysisSteps: [] });
      const ids = accepted.map(({ incidentId }) => incidentId ?? "");
      expect(new Set(ids).size).toBe(11);
      await Promise.all(ids.map((id) => analyze(arranged, id)));
      expect(await statuses(arranged)).toEqual(ONE_INCIDENT);
      // Every delivery is kept, with the incident it opened.
      const { workspaceId } = arranged.ctx;
      expect(await db.prisma.delivery.count({ where: { workspaceId, incidentId: { in: ids } } })).toBe(11);
    },
  );

  it("says on both timelines how they depend on each other and why they belong together", async () => {
    const arranged = await arrangeWarehouse(db);
    const root = await report(db, arranged, SOURCE);
    const [sensor, query] = [
      await report(db, arranged, consumer("marketing_orders")),
      await report(db, arranged, consumer("revenue_report")),
    ];
    for (const id of [root, sensor, query]) await analyze(arranged, id);
    const about = async (id: string) =>
      (await timelineTexts(arranged, id)).filter((text) => /^(?:Joined|Affected)/.test(text));
    expect(await about(sensor)).toEqual([
      "Joined to #1 as a symptom of run scheduled__2026-11-20T00:00:00.000Z of orders_source (#1): it waits for orders_source, and its sensor gave up waiting",
    ]);
    expect(await about(query)).toEqual([
      "Joined to #1 as a symptom of run scheduled__2026-11-20T00:00:00.000Z of orders_source (#1): it reads shop.raw.orders, which orders_source writes, and its error names shop.raw.orders, which was not written",
    ]);
    expect(await about(root)).toEqual([
      "Affected: run scheduled__2026-11-20T00:00:00.000Z of marketing_orders failed too: it waits for orders_source, and its sensor gave up waiting. #2 is now part of this incident",
      "Affected: run scheduled__2026-11-20T00:00:00.000Z of revenue_report failed too: it reads shop.raw.orders, which orders_source writes, and its error names shop.raw.orders, which was not written. #3 is now part of this incident",
    ]);
  });
});

describe("a dependent DAG stays an incident of its own", () => {
  it.each<[string, Failure[]]>([
    ["if it failed for its own reason", [{ ...consumer("revenue_report"), error: OWN_BUG }]],
    ["if the source had already recovered when it ran", [{ ...consumer("revenue_report"), day: 3 }]],
    [
      "if it failed before the source's run began",
      [{ ...consumer("revenue_report"), startedAt: 0.1, failedAt: 0.2 }],
    ],
  ])("%s", async (_name, [failure = SOURCE]) => {
    for (const order of ["source first", "source last"]) {
      const arranged = await arrangeWarehouse(db);
      const failures = order === "source first" ? [SOURCE, failure] : [failure, SOURCE];
      for (const each of failures) await analyze(arranged, await report(db, arranged, each));
      expect(await statuses(arranged)).toEqual(["orders_source triggered", "revenue_report triggered"]);
    }
  });

  it("with a note on both timelines that the other failed too", async () => {
    const arranged = await arrangeWarehouse(db);
    const root = await report(db, arranged, SOURCE);
    const own = await report(db, arranged, { ...consumer("revenue_report"), error: OWN_BUG });
    await analyze(arranged, root);
    await analyze(arranged, own);
    await analyze(arranged, own);
    const notes = async (id: string) =>
      (await timelineTexts(arranged, id)).filter((text) => text.includes("#"));
    expect(await notes(own)).toEqual([
      "Run scheduled__2026-11-20T00:00:00.000Z of orders_source failed before (#1; it reads shop.raw.orders, which orders_source writes), but this run ended with a different error, so it stays a separate incident",
    ]);
    expect(await notes(root)).toEqual([
      "Run scheduled__2026-11-20T00:00:00.000Z of revenue_report, which depends on this one, failed for a different reason: #2",
    ]);
  });

  it.each<[string, Failure, string, string]>([
    [
      "it failed before the source's run began",
      { ...consumer("revenue_report"), startedAt: 0.1, failedAt: 0.2 },
      "failed too (#1; it reads shop.raw.orders, which orders_source writes), but started only after this run had failed, so it stays a separate incident",
      "failed before this run had started: #2",
    ],
    [
      "it ran after its next run was due",
      { ...consumer("revenue_report"), day: 3 },
      "failed before (#1; it reads shop.raw.orders, which orders_source writes), but this run started after the next run was due, so it stays a separate incident",
      "failed too, but started after its next run was due: #2",
    ],
  ])("with a note on both timelines that %s", async (_name, failure, own, other) => {
    const arranged = await arrangeWarehouse(db);
    const root = await report(db, arranged, SOURCE);
    const dependent = await report(db, arranged, failure);
    for (const id of [root, dependent, dependent]) await analyze(arranged, id);
    const notes = async (id: string) =>
      (await timelineTexts(arranged, id)).filter((text) => text.includes("#"));
    expect(await notes(dependent)).toEqual([
      `Run scheduled__2026-11-20T00:00:00.000Z of orders_source ${own}`,
    ]);
    expect(await notes(root)).toEqual([expect.stringContaining(`which depends on this one, ${other}`)]);
  });

  it("if the failed run had written the table before", async () => {
    const arranged = await arrangeWarehouse(db);
    const { workspaceId } = arranged.ctx;
    const root = await report(db, arranged, SOURCE);
    const { runId } = await db.prisma.incident.findUniqueOrThrow({ where: { id: root } });
    const dataset = await db.prisma.dataset.findFirstOrThrow({ where: { workspaceId } });
    await db.prisma.datasetWrite.create({
      data: { id: newId(), workspaceId, datasetId: dataset.id, runId, at: new Date() },
    });
    const query = await report(db, arranged, consumer("revenue_report"));
    await analyze(arranged, root);
    await analyze(arranged, query);
    expect(await statuses(arranged)).toEqual(["orders_source triggered", "revenue_report triggered"]);
  });

  it("if a person has taken it out, but not if they took that back", async () => {
    const arranged = await arrangeWarehouse(db);
    const { workspaceId } = arranged.ctx;
    const root = await report(db, arranged, SOURCE);
    const query = await report(db, arranged, consumer("revenue_report"));
    await db.prisma.timelineEntry.create({
      data: {
        id: newId(),
        workspaceId,
        incidentId: query,
        kind: "status",
        actorType: "user",
        actorName: "Ada",
        data: { type: "unmerged", from: root, fromNumber: 1 },
        at: new Date(),
      },
    });
    await analyze(arranged, root);
    await analyze(arranged, query);
    expect(await statuses(arranged)).toEqual(["orders_source triggered", "revenue_report triggered"]);
    await db.prisma.timelineEntry.updateMany({
      where: { incidentId: query, data: { path: ["type"], equals: "unmerged" } },
      data: { undoneAt: new Date() },
    });
    await joinSymptoms(arranged.ctx, query);
    expect(await statuses(arranged)).toEqual([
      "orders_source triggered",
      "revenue_report merged into orders_source",
    ]);
  });
});

describe("a source that a policy suppresses", { timeout: 120_000 }, () => {
  const mute = (pipeline: string) => ({
    kind: "mute" as const,
    name: "Vendor outage",
    pipelines: [pipeline],
  });
  const consumers = CONSUMERS.slice(4, 7);

  it.each<[string, Failure[]]>([
    ["first", [SOURCE, ...consumers]],
    ["last", [...consumers, SOURCE]],
  ])("is triggered, once, by symptoms that the policy does not cover: the source %s", async (_, failures) => {
    const arranged = await arrangeWarehouse(db);
    await createNoisePolicy(arranged.ctx, mute(SOURCE.dag));
    const ids = [];
    for (const failure of failures) {
      const id = await report(db, arranged, failure);
      ids.push(id);
      if (failure === SOURCE)
        expect((await getIncident(arranged.ctx, id)).suppressedBy).toMatchObject({ name: "Vendor outage" });
      await analyze(arranged, id);
    }
    expect(await statuses(arranged)).toEqual(
      [
        ...consumers.map(({ dag }) => `${dag} merged into orders_source`),
        "orders_source triggered",
      ].toSorted(),
    );
    const root = ids[failures.indexOf(SOURCE)] ?? "";
    expect(await getIncident(arranged.ctx, root)).toMatchObject({ symptomCount: 3, suppressedBy: null });
    const woken = (await timelineTexts(arranged, root)).filter((text) => text.startsWith("Triggered"));
    expect(woken).toEqual([
      expect.stringMatching(
        /^Triggered: the policy “Vendor outage” does not cover \w+_report \(#\d\), which fails because of it$/,
      ),
    ]);
    // The sweep does not suppress it again.
    expect(await wakeSuppressed(arranged.ctx)).toEqual({ woken: 0 });
    expect((await getIncident(arranged.ctx, root)).status).toBe("triggered");
  });

  it("stays suppressed under symptoms that are suppressed too, which are not merged", async () => {
    const arranged = await arrangeWarehouse(db);
    await createNoisePolicy(arranged.ctx, mute("*"));
    for (const failure of [SOURCE, ...consumers])
      await analyze(arranged, await report(db, arranged, failure));
    expect(await statuses(arranged)).toEqual(
      [SOURCE, ...consumers].map(({ dag }) => `${dag} suppressed`).toSorted(),
    );
  });

  it("stays suppressed if a person suppressed it, and lists the symptoms", async () => {
    const arranged = await arrangeWarehouse(db);
    const root = await report(db, arranged, SOURCE);
    await updateIncident(arranged.ctx, root, { status: "suppressed" });
    for (const failure of consumers) await analyze(arranged, await report(db, arranged, failure));
    expect(await getIncident(arranged.ctx, root)).toMatchObject({ status: "suppressed", symptomCount: 3 });
  });
});

describe("without known lineage", () => {
  const SAME_SOURCE: Failure = { ...SOURCE, dag: "child_load" };
  const parent: Failure = {
    dag: "parent_daily",
    task: "trigger_child",
    operator: "TriggerDagRunOperator",
    error: {
      type: "airflow.exceptions.AirflowException",
      message: "child_load failed with failed states [<DagRunState.FAILED: 'failed'>]",
    },
    startedAt: 0.5,
    failedAt: 3.1,
  };
  it.each<[string, Failure[]]>([
    ["child first", [SAME_SOURCE, parent]],
    ["parent first", [parent, SAME_SOURCE]],
  ])(
    "a DAG joins the one it triggered and waited for, which its operator names: %s",
    async (_name, failures) => {
      const arranged = await arrangeWarehouse(db);
      for (const failure of failures) await analyze(arranged, await report(db, arranged, failure));
      expect(await statuses(arranged)).toEqual([
        "child_load triggered",
        "parent_daily merged into child_load",
      ]);
    },
  );
});

describe("a chain of DAGs", () => {
  async function arrangeChain(): Promise<Arranged> {
    const arranged = await arrangeWarehouse(db);
    const { workspaceId } = arranged.ctx;
    const byName = async (name: string) =>
      (await db.prisma.pipeline.findFirstOrThrow({ where: { workspaceId, name } })).id;
    await db.prisma.pipelineDependency.create({
      data: {
        workspaceId,
        upstreamId: await byName("finance_orders"),
        downstreamId: await byName("churn_report"),
        via: "sensor",
        origin: "airflow",
        lastSeenAt: new Date(),
      },
    });
    await db.prisma.lineageEdge.deleteMany({
      where: { workspaceId, pipelineId: await byName("churn_report") },
    });
    return arranged;
  }
  const last: Failure = { ...consumer("marketing_orders"), dag: "churn_report", failedAt: 9 };

  it.each<[string, Failure[]]>([
    ["in order", [SOURCE, consumer("finance_orders"), last]],
    ["backwards", [last, consumer("finance_orders"), SOURCE]],
    ["from the middle", [consumer("finance_orders"), last, SOURCE]],
  ])("joins the first one: %s", async (_name, failures) => {
    const arranged = await arrangeChain();
    for (const failure of failures) await analyze(arranged, await report(db, arranged, failure));
    expect(await statuses(arranged)).toEqual([
      "churn_report merged into orders_source",
      "finance_orders merged into orders_source",
      "orders_source triggered",
    ]);
  });

  it("joins it even if the DAG in between did not fail", async () => {
    const arranged = await arrangeChain();
    const root = await report(db, arranged, SOURCE);
    const symptom = await report(db, arranged, last);
    await analyze(arranged, root);
    await analyze(arranged, symptom);
    expect((await timelineTexts(arranged, symptom)).find((text) => text.startsWith("Joined"))).toContain(
      "it depends on orders_source through finance_orders, and its sensor gave up waiting",
    );
  });
});
