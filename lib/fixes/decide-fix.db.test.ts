import { describe, expect, it } from "vitest";
import { getFix, listRejectedFixes } from "@/lib/fixes/data";
import { decideFix } from "@/lib/fixes/decide-fix";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { openPullRequest, requestOpening, useFixes } from "@/lib/fixes/testing/orders-fix";
import { listTimeline } from "@/lib/incidents/history/data";

const fixes = useFixes();

async function proposed() {
  const repository = fixes.localRepository();
  return fixes.propose({ kind: "local", path: repository.path });
}

describe("decideFix", () => {
  it("rejects a fix with a reason, which keeps it from being opened and is kept for the next proposal", async () => {
    const { ctx, fixId, incidentId, fix } = await proposed();
    const reason = "customer_id is required; password=hunter2secret99";
    await decideFix(ctx, fixId, { decision: "rejected", reason });
    await decideFix(ctx, fixId, { decision: "rejected", reason });
    expect((await getFix(ctx, fixId)).decision).toMatchObject({ decision: "rejected", by: "Ada" });
    await expect(requestPullRequest(ctx, fixId)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("The fix was rejected: customer_id is required"),
    });
    const [rejected, ...others] = await listRejectedFixes(ctx, incidentId);
    expect(others).toEqual([]);
    expect(rejected).toMatchObject({ id: fixId, title: fix.title, patch: fix.patch });
    expect(rejected?.reason).toContain("customer_id is required");
    expect(rejected?.reason).not.toContain("hunter2");
    const { items } = await listTimeline(ctx, incidentId);
    expect(items.filter(({ kind }) => kind === "fix_decided")).toHaveLength(1);
  });

  it("takes a rejection back", async () => {
    const { ctx, fixId, incidentId } = await proposed();
    await decideFix(ctx, fixId, { decision: "rejected" });
    await decideFix(ctx, fixId, { decision: "approved" });
    expect(await listRejectedFixes(ctx, incidentId)).toEqual([]);
    expect((await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId))).status).toBe("open");
  });

  it("records whoever opens a fix as its approver, and cannot be changed after that", async () => {
    const { ctx, fixId } = await proposed();
    await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
    expect((await getFix(ctx, fixId)).decision).toMatchObject({ decision: "approved", by: "Ada" });
    await expect(decideFix(ctx, fixId, { decision: "rejected" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("rejects a patch that failed verification, and does not approve it", async () => {
    const { ctx, fixId, fix } = await proposed();
    const verification = { ...fix.verification, status: "failed" };
    await fixes.db.prisma.fix.update({ where: { id: fixId }, data: { verification } });
    await expect(decideFix(ctx, fixId, { decision: "approved" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("failed verification"),
    });
    expect((await decideFix(ctx, fixId, { decision: "rejected" })).decision?.decision).toBe("rejected");
  });

  it("is refused to viewers", async () => {
    const { ctx, fixId } = await proposed();
    const viewer = { ...ctx, role: "viewer" as const };
    await expect(decideFix(viewer, fixId, { decision: "rejected" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
