import { describe, expect, it } from "vitest";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { updateFix } from "@/lib/fixes/update-fix";
import { listTimeline } from "@/lib/incidents/history/data";
import type { Context } from "@/lib/platform/context";
import {
  ORDERS_DAG,
  openPullRequest,
  requestOpening,
  UNNAMED_FAILURE,
  useFixes,
} from "@/lib/fixes/testing/orders-fix";

const fixes = useFixes();

// One test verifies its edits in a sandbox, which takes seconds on a busy machine.
describe("updateFix", { timeout: 180_000 }, () => {
  it("names the API token that edited a patch", async () => {
    const { ctx, fixId } = await fixes.propose(
      { kind: "local", path: fixes.localRepository().path },
      UNNAMED_FAILURE,
    );
    const after = ORDERS_DAG.replace("total = 0", "total = 1");
    const patch = makePatch([{ path: "dags/orders.py", before: ORDERS_DAG, after }]);
    const token: Context = { ...ctx, actor: { type: "token", id: "t", name: "Ada" } };
    expect(await updateFix(token, fixId, { patch })).toMatchObject({ editedBy: "API token Ada" });
  });

  it("titles an edited patch by what it changes, and a restored one as it was proposed", async () => {
    const { ctx, fixId, fix } = await fixes.propose(
      { kind: "local", path: fixes.localRepository().path },
      UNNAMED_FAILURE,
    );
    const edit = (start: number, title?: string) => {
      const after = ORDERS_DAG.replace("total = 0", `total = ${start}`);
      const patch = makePatch([{ path: "dags/orders.py", before: ORDERS_DAG, after }]);
      return updateFix(ctx, fixId, { patch, ...(title !== undefined && { title }) });
    };
    expect(await edit(1)).toMatchObject({ title: "Change dags/orders.py", editedBy: "Ada" });
    expect(await edit(2, "Start at two")).toMatchObject({ title: "Start at two" });
    expect(await edit(3)).toMatchObject({ title: "Start at two" });
    expect(await updateFix(ctx, fixId, { patch: fix.patch })).toMatchObject({
      title: fix.title,
      editedBy: null,
      proposedPatch: null,
    });
  });

  it("verifies and opens a patch edited by a person", async () => {
    const repository = fixes.localRepository();
    const { ctx, fixId } = await fixes.propose({ kind: "local", path: repository.path });
    const wanted = ORDERS_DAG.replace("total = 0", "total = 1");
    const edited = await updateFix(ctx, fixId, {
      patch: makePatch([{ path: "dags/orders.py", before: ORDERS_DAG, after: wanted }]),
      title: "Start at one",
    });
    expect(edited).toMatchObject({
      title: "Start at one",
      editedBy: "Ada",
      // Where the sum starts does not matter to the missing key.
      verification: {
        status: "unverified",
        reason: expect.stringContaining("still raises KeyError: 'customer_id' after the patch"),
      },
    });
    const broken = makePatch([{ path: "dags/orders.py", before: ORDERS_DAG, after: "def (\n" }]);
    expect(await updateFix(ctx, fixId, { patch: broken })).toMatchObject({
      verification: { status: "failed" },
      risk: { level: "high" },
    });
    await expect(requestPullRequest(ctx, fixId)).rejects.toMatchObject({ code: "CONFLICT" });
    const hook = makePatch([{ path: ".gitlab/ci/build.yml", before: null, after: "script: id\n" }]);
    expect(await updateFix(ctx, fixId, { patch: hook })).toMatchObject({
      // The patch changes other files now, so the title changes.
      title: "Change .gitlab/ci/build.yml",
      verification: {
        status: "failed",
        reason: expect.stringContaining("configures what CI runs"),
      },
    });
    const entries = (await listTimeline(ctx, edited.incidentId)).items.filter(
      (entry) => entry.kind === "fix_edited",
    );
    expect(entries.at(-1)).toMatchObject({ text: "Patch edited: .gitlab/ci/build.yml", actorName: "Ada" });
    await expect(requestPullRequest(ctx, fixId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(updateFix(ctx, fixId, { patch: "no diff" })).rejects.toMatchObject({ code: "INVALID" });
    await updateFix(ctx, fixId, { patch: edited.patch });
    const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
    expect(repository.git("show", `${fix.branch}:dags/orders.py`)).toBe(wanted.trimEnd());
    expect(await fixes.db.prisma.auditEvent.count({ where: { targetId: fixId, action: "fix.update" } })).toBe(
      4,
    );
  });
});
