import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase } from "@/e2e/database/test-database";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { getFix } from "@/lib/fixes/data";
import { commitFix, createFixBranch, prepareFix } from "@/lib/fixes/pull-requests/open-pull-request";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { updateFix } from "@/lib/fixes/update-fix";
import { failureReport } from "@/lib/failures/testing/report";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

const SECRET = "sesame-open-99";
const ORDERS = `def transform(rows):
    password = "${SECRET}"
    total = 0
    for row in rows:
        total += row["customer_id"]
    return total
`;
const REPORT = failureReport({
  exception: {
    type: "builtins.KeyError",
    message: "'customer_id'",
    traceback:
      'Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 5, in transform\n    total += row["customer_id"]\nKeyError: \'customer_id\'\n',
  },
  refs: { fileloc: "/opt/airflow/dags/orders.py" },
});

let db: Awaited<ReturnType<typeof testDatabase>>;
const made: TemporaryRepository[] = [];

beforeAll(async () => {
  db = await testDatabase();
});
afterEach(() => {
  for (const repository of made.splice(0)) repository.remove();
});
afterAll(() => db.close());

/** A fix whose patch has a password in its context lines. */
async function proposed() {
  const repository = createTemporaryRepository({
    "dags/orders.py": ORDERS,
    "sql/orders.sql": "select customer_id from o\n",
  });
  made.push(repository);
  repository.commit("Rename customer_id to client_id", {
    date: new Date(Date.now() - 3_600_000).toISOString(),
    files: {
      "sql/orders.sql": "select client_id from o\n",
      "dags/orders.py": ORDERS.replace("total = 0", "total = 0.0"),
    },
  });
  const arranged = await arrangeIncident(db, REPORT, {
    repository: { kind: "local", path: repository.path },
    dagsFolder: "dags",
  });
  const { ctx } = arranged;
  const input = { incidentId: arranged.incidentId, workflowId: arranged.workflowId || "w1" };
  await collectEvidence(ctx, input);
  await diagnoseIncident(ctx, input);
  const { fixIds } = await proposeFixes(ctx, { ...input, engine: "builtin" });
  return { ctx, repository, fixId: fixIds[0] ?? "" };
}

async function opened({ ctx, fixId }: Awaited<ReturnType<typeof proposed>>) {
  const answer = await requestPullRequest(ctx, fixId);
  const workflowId = answer.value.workflowId ?? "";
  const prepared = await prepareFix(ctx, { fixId, workflowId });
  await createFixBranch(ctx, { fixId, workflowId, prepared });
  await commitFix(ctx, { fixId, workflowId, prepared });
  return prepared.branch;
}

describe("a secret next to a fix's change", { timeout: 300_000 }, () => {
  it("is neither shown nor stored in clear text, but is in the commit", async () => {
    const fix = await proposed();
    const shown = await getFix(fix.ctx, fix.fixId);
    expect(shown.patch).toContain("[redacted:password");
    expect(shown.patch).toContain('+        total += row["client_id"]');
    const { rows } = await fix.ctx.pool.query<{ row: string }>(
      "SELECT to_jsonb(f)::text AS row FROM fixes f WHERE id = $1",
      [fix.fixId],
    );
    expect(rows[0]?.row).not.toContain(SECRET);
    const branch = await opened(fix);
    const committed = fix.repository.git("show", `${branch}:dags/orders.py`);
    expect(committed).toContain(SECRET);
    expect(committed).toContain('row["client_id"]');
    expect(committed).not.toContain("[redacted:");
  });

  it("is restored when a person edits the redacted patch", async () => {
    const fix = await proposed();
    const shown = await getFix(fix.ctx, fix.fixId);
    const patch = shown.patch.replace(
      '+        total += row["client_id"]',
      '+        total += int(row["client_id"])',
    );
    const updated = await updateFix(fix.ctx, fix.fixId, { patch });
    expect(updated.verification.status).toBe("verified");
    expect(updated.patch).not.toContain(SECRET);
    const branch = await opened(fix);
    expect(fix.repository.git("show", `${branch}:dags/orders.py`)).toContain(`password = "${SECRET}"`);
  });

  it("is refused as a placeholder when an edit touches its line", async () => {
    const fix = await proposed();
    const shown = await getFix(fix.ctx, fix.fixId);
    const line = shown.patch.split("\n").find((text) => text.includes("[redacted:")) ?? "";
    const patch = shown.patch.replace(line, `${line}  # why`);
    await expect(updateFix(fix.ctx, fix.fixId, { patch })).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringContaining("placeholder"),
    });
  });

  it("is refused in an edit that adds it, and stored nowhere", async () => {
    const fix = await proposed();
    const shown = await getFix(fix.ctx, fix.fixId);
    const line = '+        total += row["client_id"]';
    const patch = shown.patch.replace(line, `${line}  # postgresql://u:hunter2pass@db/x`);
    const refusal = updateFix(fix.ctx, fix.fixId, { patch });
    await expect(refusal).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringMatching(
        /^The patch is not saved: line 5 of dags\/orders\.py adds .* \(url password\)/,
      ),
    });
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining("hunter2") });
    expect((await getFix(fix.ctx, fix.fixId)).patch).toBe(shown.patch);
  });
});
