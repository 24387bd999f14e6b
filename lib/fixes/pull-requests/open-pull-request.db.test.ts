import { describe, expect, it } from "vitest";
import { arrangeWorkspace } from "@/e2e/database/arrange";
import { useEnvironment } from "@/e2e/database/use-environment";
import { getFix, listFixes } from "@/lib/fixes/data";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { failPullRequest, recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { updateFix } from "@/lib/fixes/update-fix";
import {
  ORDERS_DAG,
  openPullRequest,
  requestOpening,
  UNNAMED_FAILURE,
  useFixes,
} from "@/lib/fixes/testing/orders-fix";

useEnvironment({ PUBLIC_URL: "http://pd.example.com" });

const fixes = useFixes();

describe("opening in a local repository", { timeout: 120_000 }, () => {
  it("creates one branch with one commit, no matter how often it is requested", async () => {
    const repository = fixes.localRepository();
    const given = await fixes.propose({ kind: "local", path: repository.path }, UNNAMED_FAILURE);
    const { ctx, incidentId, fixId } = given;
    const [first, second] = await Promise.all([
      requestPullRequest(ctx, fixId),
      requestPullRequest(ctx, fixId),
    ]);
    expect(first).toEqual(second);
    const workflowId = await requestOpening(ctx, fixId);
    expect(await fixes.db.prisma.workflowRun.count({ where: { fixId } })).toBe(1);
    expect(
      await fixes.db.prisma.outboxEvent.findFirst({
        where: { name: "fix/pull-request.requested", workspaceId: ctx.workspaceId },
      }),
    ).toMatchObject({
      data: { workflowId, fixId, workspaceId: ctx.workspaceId },
    });
    const fix = await openPullRequest(ctx, fixId, workflowId);
    const number = (await fixes.db.prisma.incident.findUniqueOrThrow({ where: { id: incidentId } })).number;
    expect(fix).toMatchObject({
      status: "open",
      branch: `pipeline-debugger/incident-${number}-${fixId.slice(-8)}`,
      commitSha: repository.git("rev-parse", fix.branch ?? ""),
      pullRequest: { number: null, url: null, state: "open", draft: true },
    });
    expect(repository.git("diff", `main..${fix.branch}`)).toContain('row.get("customer_id")');
    expect(repository.git("log", "-1", "--format=%B", fix.branch ?? "")).toContain(
      `http://pd.example.com/incidents/${number}`,
    );
    expect(repository.git("status", "--porcelain")).toBe("");
    expect(await requestPullRequest(ctx, fixId)).toEqual({
      status: 200,
      value: { workflowId, pullRequest: fix.pullRequest },
    });
    await expect(updateFix(ctx, fixId, { patch: fix.patch })).rejects.toMatchObject({ code: "CONFLICT" });
    // A repeated analysis does not propose an open fix again.
    expect(await proposeFixes(ctx, { incidentId, workflowId: "later", engine: "builtin" })).toMatchObject({
      fixIds: [fixId],
    });
  });

  it("is safe to run every step twice", async () => {
    const repository = fixes.localRepository();
    const { ctx, fixId, incidentId } = await fixes.propose({ kind: "local", path: repository.path });
    const step = { fixId, workflowId: await requestOpening(ctx, fixId) };
    const prepared = await prepareFix(ctx, step);
    expect(await prepareFix(ctx, step)).toEqual(prepared);
    expect(await createFixBranch(ctx, { ...step, prepared })).toEqual({ created: true });
    expect(await createFixBranch(ctx, { ...step, prepared })).toEqual({ created: false });
    const commit = await commitFix(ctx, { ...step, prepared });
    expect(await commitFix(ctx, { ...step, prepared })).toEqual(commit);
    const pullRequest = await openDraft(ctx, { ...step, prepared });
    expect(await openDraft(ctx, { ...step, prepared })).toEqual(pullRequest);
    await recordPullRequest(ctx, { ...step, pullRequest });
    await recordPullRequest(ctx, { ...step, pullRequest });
    expect(await failPullRequest(ctx, { ...step, message: "late" })).toEqual({ failed: false });
    const entries = await fixes.db.prisma.timelineEntry.count({
      where: { incidentId, kind: "pull_request" },
    });
    expect(entries).toBe(1);
    expect(
      await fixes.db.prisma.auditEvent.count({ where: { targetId: fixId, action: "fix.open_pull_request" } }),
    ).toBe(1);
  });

  it("rebases onto a newer head if the patch still applies, and fails if it does not", async () => {
    const repository = fixes.localRepository();
    const { ctx, fixId } = await fixes.propose({ kind: "local", path: repository.path });
    const base = repository.git("rev-parse", "main");
    const moved = repository.commit("before", { files: { "dags/orders.py": `import os\n${ORDERS_DAG}` } });
    const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
    expect(fix).toMatchObject({ baseCommit: moved, rebasedFrom: base, staleFiles: [] });
    expect(repository.git("show", `${fix.branch}:dags/orders.py`)).toMatch(/^import os\n/);

    const other = fixes.localRepository();
    const second = await fixes.propose({ kind: "local", path: other.path });
    other.commit("rewrite", { files: { "dags/orders.py": "def transform(rows):\n    return 0\n" } });
    const step = { fixId: second.fixId, workflowId: await requestOpening(second.ctx, second.fixId) };
    await expect(prepareFix(second.ctx, step)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("dags/orders.py has changed since the fix was proposed"),
    });
    await failPullRequest(second.ctx, { ...step, message: "The repository has changed since." });
    expect(await getFix(second.ctx, second.fixId)).toMatchObject({
      status: "failed",
      error: "The repository has changed since.",
      staleFiles: ["dags/orders.py"],
    });
    // It can be retried.
    expect(await requestOpening(second.ctx, second.fixId)).not.toBe(step.workflowId);
  });

  it("reuses the branch of a failed attempt after an edit", async () => {
    const repository = fixes.localRepository();
    const given = await fixes.propose({ kind: "local", path: repository.path }, UNNAMED_FAILURE);
    const { ctx, fixId, fix } = given;
    const step = { fixId, workflowId: await requestOpening(ctx, fixId) };
    const prepared = await prepareFix(ctx, step);
    await createFixBranch(ctx, { ...step, prepared });
    await failPullRequest(ctx, { ...step, message: "the machine went away" });
    repository.commit("meanwhile", { files: { "README.md": "x\n" } });
    await updateFix(ctx, fixId, { patch: fix.patch });
    const opened = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
    expect(opened.status).toBe("open");
    expect(repository.git("rev-parse", `${opened.branch}^`)).toBe(repository.git("rev-parse", "main"));
  });

  it("can be restarted if its workflow ended without reporting", async () => {
    const repository = fixes.localRepository();
    const { ctx, fixId } = await fixes.propose({ kind: "local", path: repository.path });
    const workflowId = await requestOpening(ctx, fixId);
    expect(await requestOpening(ctx, fixId)).toBe(workflowId);
    await fixes.db.prisma.workflowRun.update({ where: { id: workflowId }, data: { status: "FAILED" } });
    const again = await requestOpening(ctx, fixId);
    expect(again).not.toBe(workflowId);
    await expect(prepareFix(ctx, { fixId, workflowId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await openPullRequest(ctx, fixId, again)).status).toBe("open");
  });

  it("refuses a fix without a patch, and one of another workspace", async () => {
    const { ctx, fixId, fix } = await fixes.proposeRun(undefined);
    expect(fix.kind).toBe("manual");
    await expect(requestPullRequest(ctx, fixId)).rejects.toMatchObject({ code: "CONFLICT" });
    const stranger = await arrangeWorkspace(fixes.db);
    await expect(requestPullRequest(stranger.ctx, fixId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(getFix(stranger.ctx, fixId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(updateFix(stranger.ctx, fixId, { patch: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listFixes(stranger.ctx, fix.incidentId)).items).toEqual([]);
  });
});
