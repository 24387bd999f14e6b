import { expect, it } from "vitest";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { findBlastRadius } from "@/lib/fixes/impact/blast-radius";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { getFix } from "@/lib/fixes/data";
import { findFileHistory } from "@/lib/fixes/impact/data";
import { ORDERS_DAG, useFixes } from "@/lib/fixes/testing/orders-fix";
import { lineageGraph } from "@/lib/pipelines/testing/graph";

const fixes = useFixes();

const RENAME = {
  "sql/orders.sql": "select client_id from o\n",
  "dags/orders.py": ORDERS_DAG.replace("total = 0", "total = 0.0"),
};

async function arrange(files: Record<string, string> = {}) {
  const repository = fixes.localRepository({
    "dags/orders.py": ORDERS_DAG,
    "sql/orders.sql": "select customer_id from o\n",
    ...files,
  });
  const date = new Date(Date.now() - 3_600_000).toISOString();
  repository.commit("Rename customer_id to client_id", { date, files: RENAME });
  const incident = await fixes.analyze({ kind: "local", path: repository.path });
  const row = await fixes.db.prisma.incident.findUniqueOrThrow({ where: { id: incident.incidentId } });
  const graph = lineageGraph(fixes.db.prisma, incident.ctx, row.sourceId);
  const propose = async () => {
    const { fixIds } = await proposeFixes(incident.ctx, { ...incident, engine: "builtin" });
    return getFix(incident.ctx, fixIds[0] ?? "");
  };
  return { ...incident, row, graph, propose, pipelineId: row.pipelineId ?? "" };
}

it("follows imports to other pipelines, and lineage to tables, pipelines and dashboards", async () => {
  const incident = await arrange({
    "dags/refunds.py": "from orders import transform\n",
    "tests/test_orders.py": "from orders import transform\n",
    ".github/CODEOWNERS": "*.py @acme/data\n",
  });
  const { graph, pipelineId } = incident;
  await graph.pipeline("refunds", { filePath: "/opt/airflow/dags/refunds.py", criticality: "critical" });
  const table = await graph.dataset("mart.orders");
  const dashboard = await graph.dataset("Sales", { kind: "dashboard" });
  const mart = await graph.pipeline("mart");
  await graph.edge(pipelineId, "writes", table);
  await graph.edge(mart, "reads", table);
  await graph.derives(table, dashboard);
  const fix = await incident.propose();
  expect(fix.blastRadius).toMatchObject({
    files: 1,
    pipelines: ["orders_daily", "refunds"],
    importers: ["dags/refunds.py"],
    tables: ["mart.orders"],
    downstream: ["mart"],
    exposures: ["Sales"],
    isComplete: true,
    gap: null,
  });
  expect(fix.blastRadius.text).toBe(
    "1 file; used by orders_daily, refunds with 1 known task; imported by 1 file; 1 table written; 1 dependent pipeline; 1 dashboard.",
  );
  expect(fix.risk.level).toBe("high");
  expect(fix.risk.reasons).toContain("A critical pipeline runs this code.");
  expect(fix.risk.reasons).toContain("Owned by @acme/data (CODEOWNERS).");
  expect(fix.risk.reasons).not.toContain("No test imports the changed code.");
});

it("says what is not known", async () => {
  const fix = await (await arrange()).propose();
  expect(fix.blastRadius).toMatchObject({ importers: [], tables: [], isComplete: false });
  expect(fix.blastRadius.gap).toBe("What these pipelines write is not known.");
  expect(fix.risk.reasons).toContain("No test imports the changed code.");
});

it("does not call a change complete whose pipelines are not known", async () => {
  const { ctx, incidentId } = await arrange();
  const { incident, code } = await loadFixMaterial(ctx, incidentId);
  if (!code) throw new Error("no code");
  const { repository, head, files } = code;
  const reach = async (changed: string[]) => {
    const { blastRadius } = await findBlastRadius(ctx, {
      incident,
      changed,
      paths: files,
      ref: head.sha,
      repository,
    });
    return [blastRadius.isComplete, blastRadius.gap];
  };
  // A model or a job whose file no orchestrator reported.
  expect(await reach(["sql/orders.sql"])).toEqual([
    false,
    "It is not known which pipelines run the changed files, or what they write.",
  ]);
  // A patch that cannot be read.
  expect(await reach([])).toEqual([false, "It is not known which files it changes."]);
});

it("counts other incidents of the changed file, in this source only", async () => {
  const first = await arrange();
  const input = { incidentId: "another", sourceId: first.row.sourceId, paths: ["dags/orders.py"] };
  expect(await findFileHistory(first.ctx, input)).toEqual({ incidents: 1, failedFixes: 0 });
  expect(await findFileHistory(first.ctx, { ...input, incidentId: first.incidentId })).toEqual({
    incidents: 0,
    failedFixes: 0,
  });
  expect(await findFileHistory(first.ctx, { ...input, sourceId: "another" })).toEqual({
    incidents: 0,
    failedFixes: 0,
  });
});
