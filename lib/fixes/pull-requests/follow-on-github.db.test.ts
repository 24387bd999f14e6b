import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useGitHub } from "@/e2e/database/use-environment";
import { getFix } from "@/lib/fixes/data";
import { checkPullRequest } from "@/lib/fixes/pull-requests/check-pull-request";
import { ORDERS_DAG, openPullRequest, requestOpening, useFixes } from "@/lib/fixes/testing/orders-fix";
import { listTimeline } from "@/lib/incidents/history/data";
import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { startGitHubGateway, type GitHubGateway } from "@/lib/vendors/github/testing/github-gateway";

const port = await useGitHub();

const fixes = useFixes();
let github: EmulatedGitHub;
let gateway: GitHubGateway;
beforeAll(async () => {
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS_DAG });
  gateway = await startGitHubGateway(github, port);
});
beforeEach(() => Object.assign(gateway, { faults: [], unchanged: 0 }));
afterAll(async () => {
  await gateway.close();
  await github.close();
});

async function opened() {
  const { ctx, fixId, incidentId } = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
  const fix = await openPullRequest(ctx, fixId, await requestOpening(ctx, fixId));
  const system: Context = { ...systemContext(ctx.workspaceId), db: ctx.db, pool: ctx.pool };
  const at = `/repos/ada/pipelines/pulls/${fix.pullRequest?.number}`;
  return { ctx, system, fixId, incidentId, fix, at };
}

const texts = async (ctx: Context, incidentId: string) =>
  (await listTimeline(ctx, incidentId)).items
    .filter(({ kind }) => kind === "pull_request")
    .map(({ text }) => text);

describe("a pull request that is read", () => {
  it("is ready, merged and final; an unchanged one costs no rate limit", async () => {
    const { ctx, system, fixId, incidentId, at, fix } = await opened();
    expect(await checkPullRequest(system, fixId)).toBeNull();
    expect(await checkPullRequest(system, fixId)).toBeNull();
    expect(gateway.unchanged).toBe(1);
    await github.api("PATCH", at, { draft: false });
    expect(await checkPullRequest(system, fixId)).toBe("ready");
    const { pullRequest } = await getFix(ctx, fixId);
    expect(pullRequest).toMatchObject({ state: "open", draft: false, mergeable: expect.any(String) });
    await github.api("PUT", `${at}/merge`, {});
    expect(await checkPullRequest(system, fixId)).toBe("merged");
    expect(await getFix(ctx, fixId)).toMatchObject({
      status: "merged",
      mergeCommitSha: expect.stringMatching(/^[0-9a-f]{40}$/),
      mergedAt: expect.any(String),
    });
    const name = `Pull request #${fix.pullRequest?.number}`;
    expect((await texts(ctx, incidentId)).toSorted()).toEqual([
      expect.stringMatching(/^Draft pull request #\d+ opened/),
      `${name} is ready for review`,
      `${name} was merged`,
    ]);
    // The other tests need the failing file.
    await github.put("dags/orders.py", ORDERS_DAG);
  }, 120_000);

  it("is closed without a merge", async () => {
    const { ctx, system, fixId, at } = await opened();
    await github.api("PATCH", at, { state: "closed" });
    expect(await checkPullRequest(system, fixId)).toBe("closed");
    expect(await getFix(ctx, fixId)).toMatchObject({ status: "closed", mergedAt: null });
  }, 120_000);

  it("keeps its turn if GitHub refuses to be read", async () => {
    const { system, fixId } = await opened();
    gateway.faults = [{ method: "GET", path: /\/pulls\/\d+$/, times: 1, kind: "limited" }];
    await expect(checkPullRequest(system, fixId)).rejects.toMatchObject({
      code: "RATE_LIMITED",
      retryAfterMs: 1_000,
    });
    const row = await fixes.db.prisma.fix.findUniqueOrThrow({ where: { id: fixId } });
    expect(row.prCheckedAt).not.toBeNull();
    expect(row.status).toBe("open");
  }, 120_000);
});
