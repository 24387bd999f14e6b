import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { listFixes } from "@/lib/fixes/data";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { failureReport, withTask } from "@/lib/failures/testing/report";
import { listTimeline } from "@/lib/incidents/history/data";
import { ORDERS_DAG, MISSING_KEY_FAILURE, useFixes } from "@/lib/fixes/testing/orders-fix";

const fixes = useFixes();

// A patch is run in a sandbox, which takes seconds on a busy machine.
describe("proposing without a model", { timeout: 120_000 }, () => {
  it("creates a verified patch from the error and a commit that renamed the field", async () => {
    const repository = fixes.localRepository({
      "dags/orders.py": ORDERS_DAG,
      "sql/orders.sql": "select customer_id from o\n",
    });
    repository.commit("Rename customer_id to client_id", {
      date: new Date(Date.now() - 3_600_000).toISOString(),
      files: {
        "sql/orders.sql": "select client_id from o\n",
        "dags/orders.py": ORDERS_DAG.replace("total = 0", "total = 0.0"),
      },
    });
    const { fix } = await fixes.proposeRun({ kind: "local", path: repository.path });
    expect(fix).toMatchObject({
      kind: "patch",
      engine: "builtin",
      title: "Use client_id instead of customer_id in dags/orders.py",
      files: [{ path: "dags/orders.py", additions: 1, deletions: 1 }],
      baseCommit: repository.git("rev-parse", "HEAD"),
      status: "proposed",
      verification: {
        status: "verified",
        reason: expect.stringContaining(
          "`transform(rows=[{'client_id': 1}])` raises KeyError: 'customer_id' before the patch and returns 1.0 after it",
        ),
      },
      blastRadius: { files: 1, pipelines: ["orders_daily"], tasks: ["orders_daily.transform"] },
      pullRequest: null,
    });
    expect(fix.patch).toContain('-        total += row["customer_id"]\n+        total += row["client_id"]\n');
  });

  const failing = (type: string, message: string, line: number, source: string) =>
    failureReport({
      exception: {
        type,
        message,
        traceback: `Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line ${line}, in transform\n    ${source}\n${type}: ${message}\n`,
      },
    });

  it.each([
    [
      "a missing module",
      failing("ModuleNotFoundError", "No module named 'yaml'", 1, "import yaml"),
      { "dags/orders.py": "import yaml\n", "requirements.txt": "pandas\n" },
      "Add PyYAML to requirements.txt",
      "dependency_pin",
    ],
    [
      "a renamed column that the database suggests",
      failing(
        "psycopg2.errors.UndefinedColumn",
        'column "customer_id" does not exist\nLINE 1: select customer_id from orders\n               ^\nHINT:  Perhaps you meant to reference the column "orders.client_id".',
        2,
        'cur.execute("select customer_id from orders")',
      ),
      { "dags/orders.py": 'def transform(cur):\n    cur.execute("select customer_id from orders")\n' },
      "Use client_id instead of customer_id in dags/orders.py",
      "patch",
    ],
    [
      "a connection that was refused",
      failing(
        "requests.exceptions.ConnectionError",
        "HTTPConnectionPool(host='api', port=80): Max retries exceeded with url: / (Caused by NewConnectionError('Connection refused'))",
        3,
        "requests.get(url)",
      ),
      { "dags/orders.py": "@task\ndef transform(url):\n    requests.get(url)\n" },
      "Retry transform twice",
      "retry",
    ],
  ])("proposes a fix for %s", async (_, report, files, title, kind) => {
    const repository = fixes.localRepository(files);
    const { attempt } = report.subject;
    const lastAttempt = attempt && { ...attempt, tryNumber: 1, maxTries: 1 };
    const { fix } = await fixes.proposeRun(
      { kind: "local", path: repository.path },
      withTask(report, { attempt: lastAttempt }),
    );
    expect(fix).toMatchObject({ kind, title, verification: { status: "applies" } });
  });

  it("reverts the commit that introduced the failing line", async () => {
    const before = "def transform(row):\n    total = row.amount\n    return total\n";
    const repository = fixes.localRepository({ "dags/orders.py": before });
    repository.commit("Use the value object", {
      date: new Date(Date.now() - 3_600_000).toISOString(),
      files: { "dags/orders.py": before.replace("row.amount", "row.amount.value.cents") },
    });
    const report = failing(
      "AttributeError",
      "'int' object has no attribute 'value'",
      2,
      "total = row.amount.value.cents",
    );
    const { fix } = await fixes.proposeRun({ kind: "local", path: repository.path }, report);
    expect(fix.kind).toBe("rollback");
    expect(fix.title).toMatch(/^Revert [0-9a-f]{8}: Use the value object$/);
    expect(fix.patch).toContain("+    total = row.amount\n");
  });

  it("is safe to run twice, and supersedes unused fixes", async () => {
    const repository = fixes.localRepository();
    const { ctx, incidentId, workflowId, fixId } = await fixes.proposeRun({
      kind: "local",
      path: repository.path,
    });
    await proposeFixes(ctx, { incidentId, workflowId, engine: "builtin" });
    const first = (await listFixes(ctx, incidentId)).items;
    expect(first.map((fix) => [fix.id === fixId, fix.kind])).toEqual([
      [true, "patch"],
      [false, "rerun"],
    ]);
    const entries = await fixes.db.prisma.timelineEntry.count({
      where: { incidentId, kind: "fix_proposed" },
    });
    expect(entries).toBe(2);
    const next = await proposeFixes(ctx, { incidentId, workflowId: "another", engine: "builtin" });
    const { items } = await listFixes(ctx, incidentId);
    expect(items.map((fix) => [fix.id, fix.status])).toEqual([
      [next.fixIds[0], "proposed"],
      [next.planIds[0], "proposed"],
      ...first.toReversed().map((fix) => [fix.id, "superseded"]),
    ]);
  });

  it.each([
    ["no repository is connected", undefined, "No repository is connected"],
    [
      "the repository is gone",
      { kind: "local", path: join(tmpdir(), "nonexistent") } as const,
      "There is no folder",
    ],
  ])("proposes manual steps when %s", async (_, repository, why) => {
    const { ctx, fix, incidentId } = await fixes.proposeRun(repository);
    // The timeline mentions the manual steps too.
    expect(fix.title).toMatch(/^(?:Print|Use|Check) \S/);
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.map((entry) => entry.text)).toContain(`Manual steps proposed: ${fix.title}`);
    expect(fix).toMatchObject({
      kind: "manual",
      patch: "",
      files: [],
      verification: { status: "unverified" },
    });
    const [first = "", second = ""] = fix.rationale.split("\n");
    expect(first).toBe(`1. ${fix.title}`);
    expect(second).toMatch(/^2\. (?!Check: )[A-Z]/);
    expect(fix.rationale).toContain(`Why there is no patch: ${why}`);
  });

  it("refuses incidents without a diagnosis and those of other workspaces", async () => {
    const { ctx, incidentId } = await arrangeIncident(fixes.db, MISSING_KEY_FAILURE);
    const input = { incidentId, workflowId: "w", engine: "builtin" as const };
    await expect(proposeFixes(ctx, input)).rejects.toMatchObject({ code: "CONFLICT" });
    const stranger = await arrangeWorkspace(fixes.db);
    await expect(proposeFixes(stranger.ctx, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
