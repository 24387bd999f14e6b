import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { incomingDelivery } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { getIncident, listIncidents } from "@/lib/desk/data";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listEvidence } from "@/lib/evidence/data";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";
import { normaliseAirflowDelivery } from "@/lib/intake/sources/airflow/plugin-reports";
import { assessImpact } from "@/lib/pipelines/impact/assess-impact";
import { lineageGraph } from "@/lib/pipelines/testing/graph";
import type { RunFinding } from "@/lib/pipelines/expectations/run-history";
import { listTimeline } from "@/lib/incidents/history/data";
import { reassessSeverity } from "@/lib/incidents/reassess-severity";
import { updateIncident } from "@/lib/incidents/update-incident";
import { newId } from "@/lib/platform/crypto";
import { arrangePasses, at, type Passes } from "@/lib/reconcile/testing/airflow-passes";
import { redactJson } from "@/lib/redaction/redact-json";
import { airflowFixture } from "@/lib/vendors/airflow/testing/fake-airflow";
import { rawDag } from "@/lib/vendors/airflow/testing/polled-airflow";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { createTemporaryRepository } from "@/lib/vendors/git/testing/temporary-repository";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const recordedErrors = () =>
  (JSON.parse(airflowFixture("v2_importErrors.json")) as { import_errors: Record<string, unknown>[] })
    .import_errors;

const DUE = { timetable_summary: "0 2 * * *", next_dagrun_run_after: at("02:00").toISOString() };
const judgeMissing = (): RunFinding[] => [
  { kind: "missing", runId: null, at: at("02:00"), expectedAt: null, deadlineAt: null, because: "-" },
];

async function first({ ctx }: Passes) {
  const { items } = await listIncidents(ctx, { sort: "openedAt" });
  return getIncident(ctx, items[0]?.id ?? "");
}

/** apache/airflow#10968, #27089: they make no run and no alert. */
describe("files that cannot be parsed", () => {
  it("open an incident each, with the pipelines that will not run, until they are repaired", async () => {
    const passes = await arrangePasses(db);
    const { world } = passes;
    const [syntax, module] = recordedErrors();
    const file = String(syntax?.["filename"]);
    world.dags.push(
      rawDag({ dag_id: "orders_daily", relative_fileloc: file }),
      rawDag({ dag_id: "orders_hourly", relative_fileloc: file }),
      rawDag({ dag_id: "billing", relative_fileloc: "billing.py" }),
    );
    await passes.pass("02:00");
    world.importErrors = [syntax ?? {}, module ?? {}];
    await passes.pass("02:01");
    expect(await passes.incidents()).toEqual([
      "broken_syntax.py cannot be parsed: SyntaxError: '(' was never closed | triggered",
      "broken_import.py cannot be parsed: ModuleNotFoundError: No module named 'pandass' | triggered",
    ]);
    const incident = await first(passes);
    expect(incident).toMatchObject({
      detectedBy: "reconciler",
      subject: { kind: "check" },
      pipeline: null,
      run: null,
    });
    const row = await db.prisma.incident.findUniqueOrThrow({ where: { id: incident.id } });
    expect(row.report).toMatchObject({
      reason:
        "The orchestrator cannot parse broken_syntax.py. orders_daily and orders_hourly will not run until this is fixed.",
      exception: { type: "SyntaxError", message: "'(' was never closed" },
      labels: { pipelines: "orders_daily, orders_hourly" },
      refs: { fileloc: "broken_syntax.py" },
    });
    // The time of an error moves with every parse.
    world.importErrors = world.importErrors.map((error) => ({ ...error, timestamp: "2026-11-30T02:01:30Z" }));
    await passes.pass("02:02");
    expect(await passes.incidents()).toHaveLength(2);
    world.importErrors = [];
    await passes.pass("02:03");
    expect((await passes.incidents()).every((text) => text.endsWith("| resolved"))).toBe(true);
  });

  it("take criticality, deadline and team of the pipelines that will not run, and are facts of the API", async () => {
    const passes = await arrangePasses(db);
    const { world } = passes;
    const ctx = { ...passes.ctx, now: () => at("02:02") };
    const finance = await createTeam(ctx, { name: "Finance", owns: {} });
    const [syntax] = recordedErrors();
    const file = String(syntax?.["filename"]);
    const tag = (name: string) => ({ name });
    world.dags.push(
      rawDag({ dag_id: "orders_daily", relative_fileloc: file, owners: ["ops"] }),
      rawDag({
        dag_id: "missing_5m",
        relative_fileloc: file,
        owners: ["ada"],
        tags: ["criticality:critical", "owner:finance", "deadline:daily@03:00@UTC"].map(tag),
      }),
      rawDag({ dag_id: "billing", relative_fileloc: "billing.py" }),
    );
    await passes.pass("02:00");
    const rows = await db.prisma.pipeline.findMany({ where: { workspaceId: ctx.workspaceId } });
    const idOf = (name: string) => rows.find(({ externalId }) => externalId === name)?.id ?? "";
    const graph = lineageGraph(db.prisma, ctx, passes.sourceId);
    await graph.triggers(idOf("missing_5m"), idOf("billing"));
    world.importErrors = [syntax ?? {}];
    await passes.pass("02:01");
    const incidentId = (await first(passes)).id;
    await collectEvidence(ctx, { incidentId });
    await diagnoseIncident(ctx, { incidentId, workflowId: newId() });
    await assessImpact(ctx, incidentId);
    await reassessSeverity(ctx, incidentId);
    const incident = await getIncident(ctx, incidentId);
    expect(incident).toMatchObject({
      notRun: ["missing_5m", "orders_daily"],
      severity: "high",
      ownerTeam: { id: finance.id },
      owner: "ada",
      impact: {
        items: [
          { name: "missing_5m", path: [], criticality: "critical" },
          { name: "orders_daily", path: [] },
          { name: "billing", path: [] },
        ],
        counts: { pipelines: 3 },
        deadlines: [{ pipeline: "missing_5m", at: at("03:00").toISOString() }],
        blocked: [idOf("missing_5m"), idOf("orders_daily")],
      },
      diagnosis: {
        impact: {
          text: "missing_5m and orders_daily will not run until it is repaired; 1 other pipeline depends on it",
        },
      },
    });
    expect(incident.severityReasons.map(({ text }) => text)).toContain(
      "The criticality of missing_5m, which will not run, is critical",
    );
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.map(({ text }) => text).join("\n")).toContain(
      "missing_5m, orders_daily will not run until it is repaired",
    );
    const evidence = await listEvidence(ctx, incidentId);
    expect(evidence.items.filter(({ collector }) => collector === "orchestrator-log")).toMatchObject([
      { title: "Error from the orchestrator's API", provenance: "fact", message: null },
    ]);
    // Safe to run twice, and a person may take the team away.
    await updateIncident(ctx, incidentId, { ownerTeamId: null });
    await assessImpact(ctx, incidentId);
    expect((await getIncident(ctx, incidentId)).ownerTeam).toBeNull();
  });

  it("name the pipelines of a file that only the plugin reported", async () => {
    const passes = await arrangePasses(db);
    const file = "broken_syntax.py";
    passes.world.dags.push(
      rawDag({ dag_id: "orders_daily", relative_fileloc: file }),
      rawDag({ dag_id: "billing", relative_fileloc: `not_${file}` }),
    );
    await passes.pass("02:00");
    const normalised = normaliseAirflowDelivery({
      event: "import_error",
      filename: `/opt/airflow/dags/${file}`,
      stack_trace: recordedErrors()[0]?.["stack_trace"],
    });
    const [report] = normalised.ok ? normalised.reports : [];
    if (!report) throw new Error("not a report");
    const delivery = incomingDelivery(passes, report, { receivedAt: at("02:01") });
    await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
    const { id } = await first(passes);
    await assessImpact(passes.ctx, id);
    expect((await first(passes)).notRun).toEqual(["orders_daily"]);
  });

  it("are one incident with the runs that do not start because of them", async () => {
    const passes = await arrangePasses(db);
    const { world } = passes;
    const [syntax] = recordedErrors();
    world.dags.push(
      rawDag({ dag_id: "orders_daily", relative_fileloc: String(syntax?.["filename"]), ...DUE }),
      rawDag({ dag_id: "billing", relative_fileloc: "billing.py", ...DUE }),
    );
    await passes.pass("01:58");
    world.importErrors = [syntax ?? {}];
    await passes.pass("01:59");
    for (const time of ["02:05", "02:06"]) await passes.pass(time, judgeMissing);
    expect(await passes.incidents()).toEqual([
      "broken_syntax.py cannot be parsed: SyntaxError: '(' was never closed | triggered",
      "billing did not run: due 02:00 UTC | triggered",
    ]);
    // Repaired, and it still does not run.
    world.importErrors = [];
    await passes.pass("02:07", judgeMissing);
    expect((await passes.incidents()).slice(2)).toEqual([
      "orders_daily did not run: due 02:00 UTC | triggered",
    ]);
  });

  it("keep what was wrong with their pipelines before", async () => {
    const passes = await arrangePasses(db);
    const { world } = passes;
    const [syntax] = recordedErrors();
    world.dags.push(
      rawDag({ dag_id: "orders_daily", relative_fileloc: String(syntax?.["filename"]), ...DUE }),
    );
    await passes.pass("01:59");
    await passes.pass("02:05", judgeMissing);
    world.importErrors = [syntax ?? {}];
    await passes.pass("02:06", judgeMissing);
    expect(await passes.incidents()).toEqual([
      "orders_daily did not run: due 02:00 UTC | triggered",
      "broken_syntax.py cannot be parsed: SyntaxError: '(' was never closed | triggered",
    ]);
  });

  it("are not opened again after a person resolved them, but when they break again", async () => {
    const passes = await arrangePasses(db);
    const [syntax] = recordedErrors();
    await passes.pass("02:00");
    passes.world.importErrors = [syntax ?? {}];
    await passes.pass("02:01");
    await updateIncident(passes.ctx, (await first(passes)).id, { status: "resolved" });
    await passes.pass("02:02");
    expect(await passes.incidents()).toHaveLength(1);
    passes.world.importErrors = [];
    await passes.pass("02:03");
    passes.world.importErrors = [syntax ?? {}];
    await passes.pass("02:04");
    expect(await passes.incidents()).toHaveLength(2);
  });

  it.each(["before", "after"])(
    "are one incident with the plugin's report that arrives %s the pass",
    async (when) => {
      const passes = await arrangePasses(db);
      const [syntax] = recordedErrors();
      const tell = async (time: string) => {
        const normalised = normaliseAirflowDelivery({
          event: "import_error",
          filename: `/opt/airflow/dags/${String(syntax?.["filename"])}`,
          stack_trace: syntax?.["stack_trace"],
        });
        const [report] = normalised.ok ? normalised.reports : [];
        if (!report) throw new Error("not a report");
        const delivery = incomingDelivery(passes, report, { receivedAt: at(time) });
        await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
      };
      await passes.pass("02:00");
      passes.world.importErrors = [syntax ?? {}];
      if (when === "before") await tell("02:01");
      await passes.pass("02:02");
      if (when === "after") await tell("02:03");
      const incidents = await passes.incidents();
      expect(incidents).toEqual([expect.stringMatching(/SyntaxError|was never closed/)]);
      expect(incidents[0]).toMatch(/triggered$/);
      passes.world.importErrors = [];
      await passes.pass("02:04");
      expect(await passes.incidents()).toEqual([expect.stringMatching(/resolved$/)]);
    },
  );

  it("are resolved by the plugin alone, unless they have broken again since it looked", async () => {
    const passes = await arrangePasses(db);
    const stack_trace = String(recordedErrors()[0]?.["stack_trace"]);
    const tell = async (time: string, part: Record<string, unknown>) => {
      const normalised = normaliseAirflowDelivery({ stack_trace, ...part });
      const [report] = normalised.ok ? normalised.reports : [];
      if (!report) throw new Error("not a report");
      const delivery = incomingDelivery(passes, report, { receivedAt: at(time) });
      await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
      return (await passes.incidents()).map((text) => text.slice(text.indexOf("|")));
    };
    const broken = { event: "import_error", filename: "/opt/airflow/dags/broken_syntax.py" };
    const repaired = { event: "import_error_resolved", filename: "broken_syntax.py" };
    expect(await tell("02:01", broken)).toEqual(["| triggered"]);
    expect(await tell("02:05", { ...repaired, observed_at: at("02:04").toISOString() })).toEqual([
      "| resolved",
    ]);
    expect(await tell("02:10", broken)).toEqual(["| resolved", "| triggered"]);
    expect(await tell("02:11", { ...repaired, observed_at: at("02:09").toISOString() })).toEqual([
      "| resolved",
      "| triggered",
    ]);
    const other = { stack_trace: "Traceback (most recent call last):\nNameError: name 'x' is not defined\n" };
    expect(await tell("02:12", { ...repaired, ...other })).toEqual(["| resolved", "| triggered"]);
    expect(await tell("02:14", { ...repaired, observed_at: at("02:13").toISOString() })).toEqual([
      "| resolved",
      "| resolved",
    ]);
  });

  const SECRET = "Hq7wz9Lm2pXv";
  const URL = `postgresql://etl:${SECRET}@dwh:5432/shop`;
  const stackOf = (url: string) => `Traceback (most recent call last):
  File "/opt/airflow/dags/orders.py", line 7, in <module>
    engine = connect()
  File "/opt/airflow/dags/common/db.py", line 3, in connect
    raise RuntimeError(f"cannot parse {url}, password={password}")
RuntimeError: cannot parse ${url}, password=${url.includes(SECRET) ? SECRET : "***"}
`;
  it.each([
    ["before the pass, redacted by Airflow", "before", stackOf(URL.replace(SECRET, "***"))],
    ["after the pass, redacted by Airflow", "after", stackOf(URL.replace(SECRET, "***"))],
    ["before the pass, redacted on receipt", "before", stackOf(URL)],
    ["after the pass, redacted on receipt", "after", stackOf(URL)],
  ])(
    "are one incident if the API shows a secret that the plugin's report does not: %s",
    async (_, when, stack) => {
      const passes = await arrangePasses(db);
      const tell = async (time: string) => {
        const body = redactJson({
          event: "import_error",
          filename: "/opt/airflow/dags/orders.py",
          stack_trace: stack,
        });
        const normalised = normaliseAirflowDelivery(body);
        const [report] = normalised.ok ? normalised.reports : [];
        if (!report) throw new Error("not a report");
        expect(JSON.stringify(report)).not.toContain(SECRET);
        const delivery = incomingDelivery(passes, report, { receivedAt: at(time) });
        await acceptDeliveries(db.pool, [delivery], { analysisSteps: [] });
      };
      const [syntax] = recordedErrors();
      await passes.pass("02:00");
      passes.world.importErrors = [{ ...syntax, filename: "orders.py", stack_trace: stackOf(URL) }];
      if (when === "before") await tell("02:01");
      await passes.pass("02:02");
      if (when === "after") await tell("02:03");
      expect(await passes.incidents()).toEqual([expect.stringMatching(/cannot parse .*\| triggered$/)]);
      passes.world.importErrors = [];
      await passes.pass("02:04");
      expect(await passes.incidents()).toEqual([expect.stringMatching(/resolved$/)]);
      const stored = await db.prisma.incident.findMany({ where: { workspaceId: passes.ctx.workspaceId } });
      expect(JSON.stringify(stored)).not.toContain(SECRET);
    },
  );

  it("name the commit that last changed the file", async () => {
    const repository = createTemporaryRepository({ "dags/broken_syntax.py": "x = 1\n" });
    try {
      repository.commit("Rename the DAG", {
        files: { "dags/broken_syntax.py": "with DAG(\n" },
        date: new Date(Date.now() - 3_600_000).toISOString(),
      });
      const passes = await arrangePasses(db, { repository: { kind: "local", path: repository.path } });
      const now = new Date();
      const { reconcileSource } = await import("@/lib/reconcile/reconcile-source");
      passes.world.importErrors = recordedErrors().slice(0, 1);
      await reconcileSource(passes.ctx, { sourceId: passes.sourceId, at: now }, { judge: () => [] });
      const row = await db.prisma.incident.findFirstOrThrow({ where: { sourceId: passes.sourceId } });
      expect(JSON.stringify(row.report)).toContain(String.raw`\"Rename the DAG\"`);
    } finally {
      repository.remove();
    }
  });
});
