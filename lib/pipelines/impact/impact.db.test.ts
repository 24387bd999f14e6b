import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident } from "@/lib/desk/data";
import { getPipeline } from "@/lib/desk/pipeline/data";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { incidentImpact } from "@/lib/diagnosis/incident-impact";
import { loadIncidentContext } from "@/lib/incidents/incident-context";
import { listTimeline } from "@/lib/incidents/history/data";
import { reassessDeadlines } from "@/lib/incidents/reassess-deadlines";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { updateIncident } from "@/lib/incidents/update-incident";
import { declarePipelines } from "@/lib/pipelines/declare-pipelines";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { RECENT_RUNS } from "@/lib/pipelines/impact/data";
import { lineageGraph } from "@/lib/pipelines/testing/graph";
import { updatePipeline } from "@/lib/pipelines/update-pipeline";
import type { Context } from "@/lib/platform/context";
import { createTeam } from "@/lib/workspaces/teams/create-team";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const FAILED_AT = new Date("2026-11-30T03:00:00Z");
const BERLIN = { time: "07:30", zone: "Europe/Berlin", calendar: "daily" } as const;
const PRODUCTION: TaskReportPart = { environment: "production" };

async function arrange() {
  const arranged = await arrangeWorkspace(db);
  const { sourceId } = arranged;
  const ctx: Context = { ...arranged.ctx, now: () => FAILED_AT };
  const graph = lineageGraph(db.prisma, ctx, sourceId);
  let runs = 0;
  return {
    ctx,
    sourceId,
    graph,
    atTime: (iso: string): Context => ({ ...ctx, now: () => new Date(iso) }),
    fails: (part: TaskReportPart = PRODUCTION, receivedAt = FAILED_AT) => {
      const run = {
        externalId: `run-${++runs}`,
        type: "scheduled",
        logicalDate: null,
        startedAt: null,
        url: null,
        parentTaskRunId: null,
      };
      const report = failureReport({ ...part, run });
      return acceptDelivery(db, incomingDelivery(arranged, report, { receivedAt }));
    },
  };
}

/** orders_daily.transform writes raw, which staging reads to make mart; a dashboard and a critical pipeline follow. */
async function arrangeLineage() {
  const arranged = await arrange();
  const { graph, ctx } = arranged;
  const finance = await createTeam(ctx, { name: "Finance", owns: { pipelines: ["revenue"] } });
  const orders = await graph.pipeline("orders_daily");
  const transform = await graph.task(orders, "transform");
  const cleanup = await graph.task(orders, "cleanup");
  const staging = await graph.pipeline("staging", { owner: "ada" });
  const revenue = await graph.pipeline("revenue", { criticality: "critical", deadline: BERLIN });
  const raw = await graph.dataset("raw.orders", { kind: "table" });
  const tmp = await graph.dataset("tmp.orders", { kind: "table" });
  const mart = await graph.dataset("mart.orders", { kind: "table" });
  const board = await graph.dataset("Revenue board", { kind: "dashboard", owner: "cfo@example.com" });
  await graph.edge(orders, "writes", raw, transform);
  await graph.edge(orders, "writes", tmp, cleanup);
  await graph.edge(staging, "reads", raw);
  await graph.edge(staging, "writes", mart);
  await graph.edge(revenue, "reads", mart);
  await graph.derives(mart, board);
  // Back to the start.
  await graph.edge(orders, "reads", mart, cleanup);
  await graph.triggers(revenue, orders);
  await graph.ran(orders, 30, 30, 30);
  await graph.ran(staging, 20, 20);
  await graph.ran(revenue, 10, 12, 14);
  return { ...arranged, finance, orders, staging, revenue, board };
}

describe("assessImpact", () => {
  it("finds what depends on the failed task, how, whose it is and which deadline is at risk", async () => {
    const { ctx, fails, staging, revenue, board, finance } = await arrangeLineage();
    const id = await fails();
    expect(await assessImpact(ctx, id)).toEqual({ pipelines: 2, datasets: 3, dashboards: 1 });
    const { impact } = await getIncident(ctx, id);
    const pathOf = (name: string) =>
      impact?.items.find((item) => item.name === name)?.path.map((step) => step.name);
    expect(impact?.items.map((item) => item.name)).toEqual([
      "raw.orders",
      "staging",
      "mart.orders",
      "revenue",
      "Revenue board",
      "tmp.orders",
    ]);
    expect(pathOf("raw.orders")).toEqual([]);
    expect(pathOf("Revenue board")).toEqual(["raw.orders", "staging", "mart.orders"]);
    // `cleanup` reads the mart, so what it writes is affected as well.
    expect(pathOf("tmp.orders")).toEqual(["raw.orders", "staging", "mart.orders"]);
    expect(impact?.items).toContainEqual(
      expect.objectContaining({
        id: revenue,
        kind: "pipeline",
        criticality: "critical",
        ownerTeam: { id: finance.id, slug: "finance", name: "Finance" },
      }),
    );
    expect(impact?.items).toContainEqual(expect.objectContaining({ id: staging, owner: "ada" }));
    expect(impact?.items).toContainEqual(
      expect.objectContaining({ id: board, kind: "dashboard", owner: "cfo@example.com" }),
    );
    // 30, 20 and 12 minutes before 07:30 in Berlin.
    expect(impact?.deadlines).toEqual([
      {
        pipelineId: revenue,
        pipeline: "revenue",
        label: "07:30 Europe/Berlin",
        at: "2026-11-30T06:30:00.000Z",
        fixBy: "2026-11-30T05:28:00.000Z",
      },
    ]);
    expect(impact).toMatchObject({ isTruncated: false, isLineageKnown: true });
  });

  it("is part of what the diagnosis says", async () => {
    const { ctx, fails } = await arrangeLineage();
    const incidentId = await fails();
    await assessImpact(ctx, incidentId);
    const { text } = await incidentImpact(ctx, await loadIncidentContext(ctx, incidentId));
    expect(text).toBe(
      "1 run of orders_daily failed; 2 other pipelines, 3 datasets and 1 dashboard depend on it",
    );
  });

  it("takes everything a pipeline writes if the task is unknown", async () => {
    const { ctx, fails } = await arrangeLineage();
    const id = await fails({ scope: "run", task: null, attempt: null });
    expect(await assessImpact(ctx, id)).toEqual({ pipelines: 2, datasets: 3, dashboards: 1 });
    const { impact } = await getIncident(ctx, id);
    expect(impact?.items.slice(0, 2).map((item) => [item.name, item.path])).toEqual([
      ["raw.orders", []],
      ["tmp.orders", []],
    ]);
  });

  it("says that nothing is known without lineage", async () => {
    const { ctx, fails } = await arrange();
    const id = await fails();
    expect((await getIncident(ctx, id)).impact).toBeNull();
    expect(await assessImpact(ctx, id)).toEqual({ pipelines: 0, datasets: 0, dashboards: 0 });
    expect((await getIncident(ctx, id)).impact).toMatchObject({ items: [], isLineageKnown: false });
  });

  it("follows two hundred pipelines at most", async () => {
    const { ctx, fails, graph } = await arrange();
    const orders = await graph.pipeline("orders_daily");
    for (let i = 0; i < 205; i += 1) await graph.triggers(orders, await graph.pipeline(`child-${i}`));
    const id = await fails();
    expect(await assessImpact(ctx, id)).toMatchObject({ pipelines: 200 });
    expect((await getIncident(ctx, id)).impact).toMatchObject({ isTruncated: true });
  });
});

describe("the severity of an incident", () => {
  const reasonsOf = async (ctx: Context, id: string) =>
    (await getIncident(ctx, id)).severityReasons.map(({ code }) => code);

  it("is computed when it opens, from settings, direct dependents and the deadline", async () => {
    const { ctx, fails, graph } = await arrange();
    const orders = await graph.pipeline("orders_daily", { criticality: "high", deadline: BERLIN });
    const board = await graph.dataset("Board", { kind: "dashboard" });
    const raw = await graph.dataset("raw.orders");
    await graph.edge(orders, "writes", raw);
    await graph.derives(raw, board);
    await graph.ran(orders, 120, 120, 120);
    const id = await fails({ environment: "staging" }, new Date("2026-11-30T05:00:00Z"));
    expect(await getIncident(ctx, id)).toMatchObject({
      severity: "high",
      isSeveritySet: false,
      severityReasons: [
        { text: "It failed in staging", points: 2 },
        { text: "The criticality of the pipeline is high" },
        { text: "1 dataset and 1 dashboard depend on it" },
        {
          text: "The deadline of orders_daily, 07:30 Europe/Berlin, is at risk: less time is left than the work usually takes",
        },
      ],
    });
  });

  it("counts a critical pipeline that depends on it directly", async () => {
    const { ctx, fails, graph } = await arrange();
    const orders = await graph.pipeline("orders_daily");
    await graph.triggers(orders, await graph.pipeline("billing", { declared: { criticality: "critical" } }));
    const id = await fails();
    expect((await getIncident(ctx, id)).severity).toBe("critical");
  });

  it("rises while it keeps failing", async () => {
    const { ctx, fails, graph } = await arrange();
    await graph.pipeline("orders_daily", { criticality: "high" });
    const id = await fails();
    await fails();
    expect((await getIncident(ctx, id)).severity).toBe("high");
    await fails();
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "critical", occurrenceCount: 3 });
    expect((await listTimeline(ctx, id)).items.at(-1)).toMatchObject({
      text: "Severity changed from high to critical: It has failed several times",
      actorType: "system",
    });
    await fails();
    expect((await listTimeline(ctx, id)).items.filter(({ kind }) => kind === "severity")).toHaveLength(1);
  });

  it("is assessed again with the whole impact, once", async () => {
    const { ctx, fails } = await arrangeLineage();
    const id = await fails();
    expect((await getIncident(ctx, id)).severity).toBe("high");
    await assessImpact(ctx, id);
    expect(await reassessSeverity(ctx, id)).toEqual({ severity: "critical" });
    expect(await reasonsOf(ctx, id)).toEqual(["environment", "downstream"]);
    await reassessSeverity(ctx, id);
    const entries = (await listTimeline(ctx, id)).items.filter(({ kind }) => kind === "severity");
    expect(entries.map(({ text }) => text)).toEqual([
      "Severity changed from high to critical: The critical pipeline revenue depends on it",
    ]);
  });

  it("rises as a deadline comes closer", async () => {
    const { ctx, fails, graph, atTime } = await arrange();
    const orders = await graph.pipeline("orders_daily", { deadline: BERLIN });
    await graph.ran(orders, 30, 30);
    const id = await fails();
    await assessImpact(ctx, id);
    expect(await reassessDeadlines(atTime("2026-11-30T05:00:00Z"))).toEqual({ changed: 0 });
    expect(await reassessDeadlines(atTime("2026-11-30T06:01:00Z"))).toEqual({ changed: 1 });
    expect((await getIncident(ctx, id)).severity).toBe("critical");
    expect(await reassessDeadlines(atTime("2026-11-30T06:02:00Z"))).toEqual({ changed: 0 });
    await updateIncident(ctx, id, { status: "resolved" });
    expect(await reassessDeadlines(atTime("2026-11-30T07:00:00Z"))).toEqual({ changed: 0 });
  });

  it("stays as a person sets it, until it is given back", async () => {
    const { ctx, fails, graph } = await arrange();
    await graph.pipeline("orders_daily", { criticality: "critical" });
    const id = await fails();
    expect((await getIncident(ctx, id)).severity).toBe("critical");
    await updateIncident(ctx, id, { severity: "low" });
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "low", isSeveritySet: true });
    for (let i = 0; i < 3; i += 1) await fails();
    await assessImpact(ctx, id);
    await reassessSeverity(ctx, id);
    expect((await getIncident(ctx, id)).severity).toBe("low");
    await updateIncident(ctx, id, { severity: null });
    expect(await getIncident(ctx, id)).toMatchObject({ severity: "critical", isSeveritySet: false });
    expect(await reasonsOf(ctx, id)).toEqual(["environment", "criticality", "repeats"]);
  });
});

describe("the settings of a pipeline", () => {
  it("are declared by tags and meta, set-based, and only for known pipelines", async () => {
    const { ctx, sourceId, graph } = await arrange();
    const orders = await graph.pipeline("orders_daily");
    const billing = await graph.pipeline("billing", { tags: ["old"] });
    const declarations = [
      { sourceId, externalId: "orders_daily", tags: ["tier:1", "daily"], meta: null },
      { sourceId, externalId: "billing", tags: null, meta: { criticality: "low", owner: "finance" } },
      { sourceId, externalId: "unknown", tags: ["tier:1"], meta: null },
    ];
    expect(await declarePipelines(db.pool, ctx.workspaceId, declarations)).toEqual({ changed: 2 });
    expect(await declarePipelines(db.pool, ctx.workspaceId, declarations)).toEqual({ changed: 0 });
    expect(await declarePipelines(db.pool, "another", declarations)).toEqual({ changed: 0 });
    expect(await getPipeline(ctx, orders)).toMatchObject({
      tags: ["tier:1", "daily"],
      settings: { criticality: { value: "critical", origin: "declared", declaredBy: "tag tier:1" } },
    });
    expect(await getPipeline(ctx, billing)).toMatchObject({
      tags: ["old"],
      settings: { criticality: { value: "low", declaredBy: "meta criticality" } },
    });
  });

  it("are set by a person, and reset to what is declared", async () => {
    const { ctx, sourceId, graph } = await arrange();
    const orders = await graph.pipeline("orders_daily");
    await declarePipelines(db.pool, ctx.workspaceId, [
      { sourceId, externalId: "orders_daily", tags: ["tier:2"], meta: null },
    ]);
    const team = await createTeam(ctx, { name: "Finance" });
    await updatePipeline(ctx, orders, {
      criticality: "low",
      deadline: { time: "07:30", zone: "Europe/Berlin" },
      ownerTeamId: team.id,
    });
    expect(await getPipeline(ctx, orders)).toMatchObject({
      settings: {
        criticality: { value: "low", origin: "set" },
        deadline: { value: BERLIN, origin: "set" },
        ownerTeam: { value: { slug: "finance" }, origin: "set" },
      },
      nextDeadlineAt: "2026-11-30T06:30:00.000Z",
    });
    await updatePipeline(ctx, orders, { criticality: null, deadline: null, ownerTeamId: null });
    expect((await getPipeline(ctx, orders)).settings).toEqual({
      criticality: { value: "high", origin: "declared", declaredBy: "tag tier:2" },
      deadline: { value: null, origin: "default", declaredBy: null },
      ownerTeam: { value: null, origin: "default", declaredBy: null },
    });
  });
});

describe("the page of a pipeline", () => {
  it("has runs, tasks, lineage and open incidents", async () => {
    const { ctx, fails, staging, orders, revenue } = await arrangeLineage();
    const id = await fails();
    await db.prisma.task.updateMany({
      where: { pipelineId: orders, name: "transform" },
      data: { flakeScore: 0.2 },
    });
    const page = await getPipeline(ctx, orders);
    expect(page).toMatchObject({
      usualDurationMs: 30 * 60_000,
      tasks: [
        { name: "transform", flakeScore: 0.2 },
        { name: "cleanup", flakeScore: null },
      ],
      writes: [{ name: "raw.orders" }, { name: "tmp.orders" }],
      reads: [{ name: "mart.orders" }],
      upstream: [
        { id: revenue, via: ["trigger"] },
        { id: staging, via: ["dataset"] },
      ],
      downstream: [{ id: staging, via: ["dataset"] }],
      openIncidents: [{ id, severity: "high" }],
    });
    expect(page.runs).toHaveLength(4);
    expect(page.runs.find(({ runId }) => runId === "run-1")).toMatchObject({
      state: "failed",
      failedAttempts: 1,
      durationMs: null,
    });
    expect(page.runs.filter(({ durationMs }) => durationMs === 30 * 60_000)).toHaveLength(3);
  });

  it("has the runs that ran last, of those read in one pass", async () => {
    const { ctx, graph } = await arrange();
    const pipeline = await graph.pipeline("every_five_minutes");
    const at = (index: number) => new Date(FAILED_AT.getTime() - (30 - index) * 300_000);
    // Shuffled, so that neither ids nor the order of insertion tell.
    const order = Array.from({ length: 30 }, (_, index) => (index * 7) % 30);
    await db.prisma.run.createMany({
      data: order.map((index) => ({
        id: `${pipeline}-${(index * 11) % 30}`,
        workspaceId: ctx.workspaceId,
        pipelineId: pipeline,
        externalId: `run-${index}`,
        state: "succeeded",
        // The newest is due and has not started.
        ...(index === 29
          ? { dueAt: at(index) }
          : { startedAt: at(index), endedAt: new Date(+at(index) + (index < 10 ? 60_000 : 120_000)) }),
        firstSeenAt: FAILED_AT,
      })),
    });
    const page = await getPipeline(ctx, pipeline);
    expect(page.runs.map(({ runId }) => runId)).toEqual(
      Array.from({ length: 20 }, (_, index) => `run-${29 - index}`),
    );
    expect(page.usualDurationMs).toBe(120_000);
    const { rows } = await db.pool.query<{ runs: { id: string }[] }>(
      `SELECT ${RECENT_RUNS} AS runs FROM pipelines p WHERE p.id = $1`,
      [pipeline],
    );
    expect(rows[0]?.runs.map(({ id }) => id)).toEqual(page.runs.map(({ id }) => id));
  });

  it("finds recent runs by an index", async () => {
    const client = await db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SET LOCAL enable_seqscan = off");
      await client.query("SET LOCAL enable_sort = off");
      const { rows } = await client.query<{ "QUERY PLAN": string }>(
        `EXPLAIN SELECT ${RECENT_RUNS} AS runs FROM pipelines p WHERE p.id = 'x'`,
      );
      expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("using runs_recent on runs");
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});
