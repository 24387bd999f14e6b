import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useEnvironment, useGitHub } from "@/e2e/database/use-environment";
import { getFix } from "@/lib/fixes/data";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { failPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { updateFix } from "@/lib/fixes/update-fix";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { ORDERS_DAG, openPullRequest, requestOpening, useFixes } from "@/lib/fixes/testing/orders-fix";

const port = await useGitHub();
useEnvironment({ PUBLIC_URL: "http://pd.example.com" });

const fixes = useFixes();
let github: EmulatedGitHub;

beforeAll(async () => {
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS_DAG }, port);
});
afterAll(() => github.close());

describe("opening on GitHub", { timeout: 120_000 }, () => {
  it("opens one draft pull request with the cause, the evidence and the verification", async () => {
    const { ctx, fixId } = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
    const workflowId = await requestOpening(ctx, fixId);
    const fix = await openPullRequest(ctx, fixId, workflowId);
    expect(fix).toMatchObject({
      status: "open",
      pullRequest: {
        number: expect.any(Number),
        url: expect.stringContaining("/ada/pipelines/pull/"),
        state: "open",
        draft: true,
      },
    });
    expect(await requestPullRequest(ctx, fixId)).toEqual({
      status: 200,
      value: { workflowId, pullRequest: fix.pullRequest },
    });
    const step = { fixId, workflowId };
    await expect(prepareFix(ctx, step)).rejects.toMatchObject({ code: "CONFLICT" });
    const pulls = (await github.api("GET", "/repos/ada/pipelines/pulls?state=all")) as {
      draft: boolean;
      body: string;
      head: { ref: string };
    }[];
    expect(pulls).toHaveLength(1);
    expect(pulls[0]).toMatchObject({ draft: true, head: { ref: fix.branch } });
    for (const part of [
      "## Cause",
      "KeyError: 'customer_id'",
      "It was not run.",
      "http://pd.example.com/incidents/",
    ]) {
      expect(pulls[0]?.body).toContain(part);
    }
  }, 60_000);

  interface Pull {
    number: number;
    state: string;
    head: { ref: string };
  }
  const pullsOf = async (branch: string | null) =>
    ((await github.api("GET", "/repos/ada/pipelines/pulls?state=all")) as Pull[]).filter(
      (item) => item.head.ref === branch,
    );
  const commitOf = async (branch: string | null) =>
    (await github.api("GET", `/repos/ada/pipelines/commits/${branch}`)) as {
      sha: string;
      parents: { sha: string }[];
    };

  const STEPS = ["prepare", "create-branch", "create-commit", "open-draft"] as const;

  it.each(STEPS)(
    "continues after an attempt that ended after %s, even if the repository moved on",
    async (last) => {
      const { ctx, fixId } = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
      const step = { fixId, workflowId: await requestOpening(ctx, fixId) };
      const prepared = await prepareFix(ctx, step);
      const reached = STEPS.indexOf(last);
      if (reached >= 1) await createFixBranch(ctx, { ...step, prepared });
      const commit = reached >= 2 ? await commitFix(ctx, { ...step, prepared }) : null;
      const pull = reached >= 3 ? await openDraft(ctx, { ...step, prepared }) : null;
      await failPullRequest(ctx, { ...step, message: "the machine went away" });
      expect(await getFix(ctx, fixId)).toMatchObject({ status: "failed", error: "the machine went away" });
      await github.put("notes.md", `after ${last}\n`);

      const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
      expect(fix).toMatchObject({ status: "open", error: null, branch: prepared.branch });
      const pulls = await pullsOf(fix.branch);
      expect(pulls).toMatchObject([{ number: fix.pullRequest?.number, state: "open" }]);
      const tip = await commitOf(fix.branch);
      expect(tip.sha).toBe(fix.commitSha);
      expect(tip.parents.map((parent) => parent.sha)).toEqual([fix.baseCommit]);
      // Existing work is kept, not repeated.
      if (commit) expect(fix.commitSha).toBe(commit.sha);
      if (pull) expect(fix.pullRequest?.number).toBe(pull.number);
      expect(fix.baseCommit === prepared.base).toBe(reached >= 1);
    },
    60_000,
  );

  it("adds an edit to the branch of a failed attempt, and reports a closed draft", async () => {
    const { ctx, fixId } = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
    const step = { fixId, workflowId: await requestOpening(ctx, fixId) };
    const prepared = await prepareFix(ctx, step);
    await createFixBranch(ctx, { ...step, prepared });
    const { sha } = await commitFix(ctx, { ...step, prepared });
    const pull = await openDraft(ctx, { ...step, prepared });
    await failPullRequest(ctx, { ...step, message: "the machine went away" });
    const wanted = ORDERS_DAG.replace("total = 0", "total = 1");
    await updateFix(ctx, fixId, {
      patch: makePatch([{ path: "dags/orders.py", before: ORDERS_DAG, after: wanted }]),
    });
    await github.api("PATCH", `/repos/ada/pipelines/pulls/${pull.number}`, { state: "closed" });
    const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
    expect(fix.commitSha).not.toBe(sha);
    expect((await commitOf(fix.branch)).sha).toBe(fix.commitSha);
    expect(fix).toMatchObject({ status: "closed", pullRequest: { number: pull.number, state: "closed" } });
    expect(await pullsOf(fix.branch)).toHaveLength(1);
  }, 60_000);

  it("never overwrites commits that a person added to the branch of a failed attempt", async () => {
    const { ctx, fixId } = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
    const step = { fixId, workflowId: await requestOpening(ctx, fixId) };
    const prepared = await prepareFix(ctx, step);
    await createFixBranch(ctx, { ...step, prepared });
    await commitFix(ctx, { ...step, prepared });
    await failPullRequest(ctx, { ...step, message: "the machine went away" });
    await github.put("dags/orders.py", "by a person\n", { branch: prepared.branch });
    const again = { fixId, workflowId: await requestOpening(ctx, fixId) };
    const next = await prepareFix(ctx, again);
    await createFixBranch(ctx, { ...again, prepared: next });
    await expect(commitFix(ctx, { ...again, prepared: next })).rejects.toMatchObject({ code: "CONFLICT" });
    const file = (await github.api(
      "GET",
      `/repos/ada/pipelines/contents/dags/orders.py?ref=${prepared.branch}`,
    )) as {
      content: string;
    };
    expect(Buffer.from(file.content, "base64").toString("utf8")).toBe("by a person\n");
  }, 60_000);
});
