import { describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { listFixes } from "@/lib/fixes/data";
import { proposePlans } from "@/lib/fixes/proposals/propose-plans";
import { MISSING_KEY_FAILURE, ORDERS_DAG, useFixes } from "@/lib/fixes/testing/orders-fix";
import { failureReport } from "@/lib/failures/testing/report";
import { newId } from "@/lib/platform/crypto";
import { lineageGraph } from "@/lib/pipelines/testing/graph";

const fixes = useFixes();

/** An analyzed incident whose pipeline has a dependent that ran since. */
async function arrange(files: Record<string, string> = { "dags/orders.py": ORDERS_DAG }) {
  const repository = fixes.localRepository(files);
  const incident = await fixes.analyze({ kind: "local", path: repository.path });
  const { ctx, incidentId } = incident;
  const row = await fixes.db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } });
  const graph = lineageGraph(fixes.db.prisma, ctx, row.sourceId);
  return { ...incident, row, graph, pipelineId: row.pipelineId ?? "" };
}
const planOf = async ({ ctx, incidentId }: Awaited<ReturnType<typeof arrange>>) =>
  (await listFixes(ctx, incidentId)).items.find((fix) => fix.kind === "rerun" || fix.kind === "retry")?.plan;

describe("a plan of what to run again", () => {
  it("has the failed run with its dates, and nothing to run by itself", async () => {
    const incident = await arrange();
    await proposePlans(incident.ctx, incident);
    const plan = await planOf(incident);
    expect(plan?.intervals).toEqual([
      expect.objectContaining({
        run: expect.stringMatching(/^scheduled__2026-11-20-/),
        logicalDate: "2026-11-20T00:00:00.000Z",
        start: null,
      }),
    ]);
    const [deploy, repeat] = plan?.steps ?? [];
    expect(deploy?.title).toBe("Deploy the fix");
    expect(repeat?.command).toContain("--start-date=2026-11-20T00:00:00.000Z");
    expect(plan?.orderNote).toContain("Nothing is known about what this pipeline writes");
  });

  it("adds runs that failed since or never started, but none that succeeded or failed before", async () => {
    const incident = await arrange();
    const { ctx, pipelineId, row } = incident;
    const later = (hours: number) => new Date(row.firstSeenAt.getTime() + hours * 3_600_000);
    const run = (externalId: string, part: object) =>
      fixes.db.prisma.run.create({
        data: { id: newId(), workspaceId: ctx.workspaceId, pipelineId, externalId, ...part },
      });
    const day = (n: number) => new Date(`2026-11-${n}T00:00:00Z`);
    await run("failed-later", {
      state: "failed",
      type: "scheduled",
      failedAt: later(1),
      logicalDate: day(21),
      dueAt: day(22),
    });
    await run("succeeded", {
      state: "succeeded",
      failedAt: later(1),
      succeededAt: later(2),
      logicalDate: day(22),
    });
    await run("failed-before", { state: "failed", failedAt: later(-5), logicalDate: day(18) });
    await proposePlans(ctx, incident);
    const plan = await planOf(incident);
    expect(plan?.intervals.map((interval) => interval.run.replace(/-\w{20,}$/, ""))).toEqual([
      "scheduled__2026-11-20",
      "failed-later",
    ]);
    expect(plan?.intervals[1]).toMatchObject({ start: day(21).toISOString(), end: day(22).toISOString() });
  });

  it("orders dependents by lineage and counts their runs since the failure", async () => {
    const incident = await arrange();
    const { ctx, graph, pipelineId, row } = incident;
    const orders = await graph.dataset("mart.orders");
    const daily = await graph.dataset("mart.daily");
    const [mart, report] = [await graph.pipeline("mart"), await graph.pipeline("report")];
    await graph.edge(pipelineId, "writes", orders);
    await graph.edge(mart, "reads", orders);
    await graph.edge(mart, "writes", daily);
    await graph.edge(report, "reads", daily);
    await graph.edge(report, "reads", orders);
    const startedAt = new Date(row.openedAt.getTime() + 60_000);
    await fixes.db.prisma.run.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        pipelineId: report,
        externalId: "r1",
        startedAt,
        state: "succeeded",
      },
    });
    await proposePlans(ctx, incident);
    const plan = await planOf(incident);
    expect(plan?.order.map(({ pipeline, runs }) => [pipeline, runs])).toEqual([
      ["orders_daily", 1],
      ["mart", null],
      ["report", 1],
    ]);
    expect(plan?.order[1]?.why).toBe("Reads mart.orders.");
  });

  it("warns about code that appends, before anything runs", async () => {
    const incident = await arrange({
      "dags/orders.py": `${ORDERS_DAG}\n\ndef save(df):\n    df.write.mode("append").saveAsTable("mart.orders")\n`,
    });
    await proposePlans(incident.ctx, incident);
    const steps = (await planOf(incident))?.steps ?? [];
    const check = steps.findIndex(({ title }) =>
      title.startsWith("Check what the failed attempt wrote to mart.orders"),
    );
    const repeat = steps.findIndex(({ command }) => command?.startsWith("airflow tasks clear") === true);
    expect(check).toBeGreaterThan(-1);
    expect(check).toBeLessThan(repeat);
    expect(steps[repeat]?.isDestructive).toBe(true);
  });

  it("finds appends in modules that the pipeline imports", async () => {
    const incident = await arrange({
      "dags/orders.py": `from common.load import save\n${ORDERS_DAG}`,
      "dags/common/load.py": 'def save(df):\n    df.to_sql("orders", engine, if_exists="append")\n',
    });
    await proposePlans(incident.ctx, incident);
    expect(
      (await planOf(incident))?.steps.some(({ why }) => why.includes("dags/common/load.py, line 2")),
    ).toBe(true);
  });

  it("is safe to run twice, and not made for other workspaces", async () => {
    const incident = await arrange();
    const first = await proposePlans(incident.ctx, incident);
    expect(await proposePlans(incident.ctx, incident)).toEqual(first);
    expect((await listFixes(incident.ctx, incident.incidentId)).items).toHaveLength(1);
    const stranger = await arrangeWorkspace(fixes.db);
    await expect(proposePlans(stranger.ctx, incident)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("retries a transient failure without repairing anything", async () => {
    const repository = fixes.localRepository();
    const exception = {
      type: "requests.exceptions.ConnectionError",
      message: "Connection refused",
      traceback: null,
    };
    const incident = await fixes.analyze(
      { kind: "local", path: repository.path },
      failureReport({ exception }),
    );
    await proposePlans(incident.ctx, incident);
    const [fix] = (await listFixes(incident.ctx, incident.incidentId)).items;
    expect(fix).toMatchObject({ kind: "retry", title: "Run transform again", patch: "" });
    expect(fix?.plan?.steps[0]?.title).toMatch(/^Repeat transform/);
  });

  it("repairs data that failed a check", async () => {
    const repository = fixes.localRepository();
    const { exception } = MISSING_KEY_FAILURE;
    const report = failureReport({
      exception: {
        ...exception,
        type: "psycopg2.errors.NotNullViolation",
        message: 'null value in column "client_id" of relation "orders" violates not-null constraint',
        traceback: null,
      },
    });
    const incident = await fixes.analyze({ kind: "local", path: repository.path }, report);
    await proposePlans(incident.ctx, incident);
    const { items } = await listFixes(incident.ctx, incident.incidentId);
    expect(items.map(({ kind }) => kind)).toEqual(["rerun", "data_repair"]);
    const [find] = items[1]?.plan?.steps ?? [];
    expect(find?.command).toContain("WHERE client_id IS NULL");
    expect(items[1]?.plan?.steps.map(({ title }) => title)).toContain("Run transform again");
  });
});
