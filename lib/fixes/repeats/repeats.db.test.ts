import { expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { getFix, listFixes } from "@/lib/fixes/data";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { ORDERS_DAG, UNNAMED_FAILURE, useFixes } from "@/lib/fixes/testing/orders-fix";
import { updateFix } from "@/lib/fixes/update-fix";

const fixes = useFixes();

/** A workspace whose repository has a commit that renamed the missing key, and incidents of this failure. */
async function arrange() {
  const repository = fixes.localRepository({
    "dags/orders.py": ORDERS_DAG,
    "sql/o.sql": "select customer_id from o\n",
  });
  const date = new Date(Date.now() - 3_600_000).toISOString();
  const dag = ORDERS_DAG.replace("total = 0", "total = 0.0");
  repository.commit("Rename customer_id", {
    date,
    files: { "sql/o.sql": "select client_id from o\n", "dags/orders.py": dag },
  });
  const like = await arrangeWorkspace(fixes.db, {
    repository: { kind: "local", path: repository.path },
    dagsFolder: "dags",
  });
  return {
    repository,
    ctx: like.ctx,
    /** Opens an incident, after closing the earlier one, and proposes fixes. */
    async fail() {
      await fixes.db.prisma.incident.updateMany({
        where: { workspaceId: like.ctx.workspaceId },
        data: { status: "resolved", resolvedAt: new Date() },
      });
      const { ctx, incidentId, workflowId } = await arrangeIncident(fixes.db, UNNAMED_FAILURE, { like });
      await collectEvidence(ctx, { incidentId });
      await diagnoseIncident(ctx, { incidentId, workflowId });
      const { fixIds } = await proposeFixes(ctx, { incidentId, workflowId, engine: "builtin" });
      return { incidentId, fix: await getFix(ctx, fixIds[0] ?? "") };
    },
  };
}

it("says that the same change was proposed before, and how it ended", async () => {
  const { ctx, fail } = await arrange();
  const first = await fail();
  expect(first.fix).toMatchObject({ kind: "patch", repeats: null });
  await fixes.db.prisma.fix.update({ where: { id: first.fix.id }, data: { status: "merged" } });
  const { number } = await fixes.db.prisma.incident.findUniqueOrThrow({ where: { id: first.incidentId } });
  const second = await fail();
  expect(second.incidentId).not.toBe(first.incidentId);
  expect(second.fix.repeats).toEqual({
    fixId: first.fix.id,
    incidentNumber: number,
    verdict: "merged",
    text: `Same change as the fix of #${number} (merged)`,
  });
  expect((await getFix(ctx, second.fix.id)).repeats?.verdict).toBe("merged");
});

it("does not count fixes of other workspaces, nor an unused proposal of the same incident", async () => {
  const { ctx, fail } = await arrange();
  await (await arrange()).fail();
  const { incidentId, fix } = await fail();
  expect(fix.repeats).toBeNull();
  const again = await proposeFixes(ctx, { incidentId, workflowId: "another", engine: "builtin" });
  expect((await getFix(ctx, again.fixIds[0] ?? "")).repeats).toBeNull();
});

it("keeps the proposal beside an edited patch, and compares the edit with earlier fixes", async () => {
  const { ctx, fail } = await arrange();
  const { fix } = await fail();
  const edited = await updateFix(ctx, fix.id, {
    patch: fix.patch.replace('row["client_id"]', 'row.get("client_id", 0)'),
  });
  expect(edited).toMatchObject({ kind: "patch", proposedPatch: fix.patch, editedBy: "Ada" });
  const restored = await updateFix(ctx, fix.id, { patch: fix.patch });
  expect(restored.proposedPatch).toBeNull();
});

it("does not propose a rejected change first", async () => {
  const { ctx, fail } = await arrange();
  const { prisma } = fixes.db;
  const first = await fail();
  await prisma.fix.update({
    where: { id: first.fix.id },
    data: { decision: "rejected", decisionReason: "hides rows" },
  });
  const second = await fail();
  expect(second.fix.patch).not.toBe(first.fix.patch);
  expect(second.fix.repeats).toBeNull();
  // If nothing else applies, it comes after the steps, and says why.
  const ids = { workspaceId: ctx.workspaceId, patch: { not: "" } };
  const others = await prisma.fix.findMany({ where: ids, select: { id: true } });
  const data = { decision: "rejected", decisionReason: "hides rows" };
  await prisma.fix.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data });
  const third = await fail();
  const { items } = await listFixes(ctx, third.incidentId);
  expect(items.map(({ kind }) => kind)).toEqual(["manual", "rerun", "patch"]);
  expect(items.at(-1)?.repeats).toMatchObject({
    verdict: "rejected",
    text: expect.stringContaining("rejected: hides rows"),
  });
});

it("proposes a change again that was rejected once and worked later", async () => {
  const { fail } = await arrange();
  const { prisma } = fixes.db;
  const rejected = await fail();
  const rejectedAt = { decision: "rejected", decidedAt: new Date(Date.now() - 60_000) };
  await prisma.fix.update({ where: { id: rejected.fix.id }, data: rejectedAt });
  const edited = await fail();
  const { patchKey } = await prisma.fix.findUniqueOrThrow({ where: { id: rejected.fix.id } });
  const worked = { patchKey, status: "merged", outcome: "worked", outcomeAt: new Date() };
  await prisma.fix.update({ where: { id: edited.fix.id }, data: worked });
  const third = await fail();
  expect(third.fix).toMatchObject({
    patch: rejected.fix.patch,
    repeats: { fixId: edited.fix.id, verdict: "worked" },
  });
});
