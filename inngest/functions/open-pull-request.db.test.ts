import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useGitHub } from "@/e2e/database/use-environment";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { sendOutbox } from "@/inngest/send-outbox";
import { listTimeline } from "@/lib/incidents/history/data";
import { getFix } from "@/lib/fixes/data";
import { ORDERS_DAG, useFixes } from "@/lib/fixes/testing/orders-fix";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import type { Context } from "@/lib/platform/context";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import {
  startGitHubGateway,
  type Fault,
  type GitHubGateway,
} from "@/lib/vendors/github/testing/github-gateway";
import { getWorkflow } from "@/lib/workflows/data";

const port = await useGitHub();

const fixes = useFixes();
let github: EmulatedGitHub;
let gateway: GitHubGateway;
let runner: EmbeddedRunner;

beforeAll(async () => {
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS_DAG });
  gateway = await startGitHubGateway(github, port);
  runner = await launchRunner({ pool: fixes.db.pool, backoffMs: () => 20 });
});
beforeEach(() => Object.assign(gateway, { faults: [], struck: [], writes: [], hasGraphql: true }));
afterAll(async () => {
  await runner.stop();
  await gateway.close();
  await github.close();
});

async function pullsOf(branch: string) {
  const all = (await github.api("GET", "/repos/ada/pipelines/pulls?state=all")) as {
    number: number;
    state: string;
    draft: boolean;
    head: { ref: string };
  }[];
  return all.filter((item) => item.head.ref === branch);
}

async function proposed(): Promise<{ ctx: Context; fixId: string; incidentId: string }> {
  const incident = await fixes.propose({ kind: "github", owner: "ada", repo: "pipelines" });
  // It was analyzed here, so the runner only opens the pull request.
  await fixes.db.pool.query("DELETE FROM outbox_events WHERE workspace_id = $1", [incident.ctx.workspaceId]);
  return incident;
}

async function opened(ctx: Context, fixId: string) {
  const { value } = await requestPullRequest(ctx, fixId);
  await sendOutbox();
  for (let i = 0; i < 600; i++) {
    const workflow = await getWorkflow(ctx, value.workflowId ?? "");
    if (workflow.status === "COMPLETED" || workflow.status === "FAILED") return workflow;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the workflow did not end within 30 s");
}

/** Expects one branch with one commit on its base, and one open draft. */
async function expectOneOfEach(ctx: Context, fixId: string) {
  const fix = await getFix(ctx, fixId);
  expect(fix).toMatchObject({ status: "open", error: null, pullRequest: { state: "open", draft: true } });
  expect(await pullsOf(fix.branch ?? "")).toMatchObject([
    { number: fix.pullRequest?.number, state: "open", draft: true },
  ]);
  const tip = (await github.api("GET", `/repos/ada/pipelines/commits/${fix.branch}`)) as {
    sha: string;
    parents: { sha: string }[];
  };
  expect([tip.sha, tip.parents.map((parent) => parent.sha)]).toEqual([fix.commitSha, [fix.baseCommit]]);
  return fix;
}

const SIGNED: readonly [name: string, method: string, path: RegExp][] = [
  ["the branch", "POST", /\/git\/refs$/],
  ["the commit", "POST", /^\/graphql$/],
  ["the pull request", "POST", /\/pulls$/],
];
/** Where GitHub has no `createCommitOnBranch`. */
const WRITES: typeof SIGNED = [
  ["the branch", "POST", /\/git\/refs$/],
  ["the tree", "POST", /\/git\/trees$/],
  ["the commit", "POST", /\/git\/commits$/],
  ["the branch's new tip", "PATCH", /\/git\/refs\/heads/],
  ["the pull request", "POST", /\/pulls$/],
];

describe("open-pull-request", { timeout: 60_000 }, () => {
  it("opens one draft", async () => {
    const { ctx, fixId } = await proposed();
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED", progress: "6/6 steps completed" });
    await expectOneOfEach(ctx, fixId);
  });

  it("creates one of each even if every write's response is lost once", async () => {
    const { ctx, fixId } = await proposed();
    gateway.hasGraphql = false;
    gateway.faults = WRITES.map(([, method, path]) => ({ method, path, times: 1, kind: "lost" }));
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED" });
    expect(gateway.struck).toHaveLength(WRITES.length);
    await expectOneOfEach(ctx, fixId);
  });

  it("creates one signed commit even if its response is lost", async () => {
    const { ctx, fixId } = await proposed();
    gateway.faults = SIGNED.map(([, method, path]) => ({ method, path, times: 1, kind: "lost" }));
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED" });
    expect(gateway.struck).toHaveLength(SIGNED.length);
    await expectOneOfEach(ctx, fixId);
    expect(gateway.writes.filter((made) => made === "POST graphql")).toHaveLength(1);
  });

  it.each(["limited", "used up"] as const)("waits for as long as GitHub says when it is %s", async (kind) => {
    const { ctx, fixId } = await proposed();
    gateway.faults = SIGNED.map(([, method, path]): Fault => ({ method, path, times: 1, kind }));
    const started = Date.now();
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED" });
    // Each of the three steps was asked to wait for a second; a retry without it would come after 20 ms.
    expect(Date.now() - started).toBeGreaterThan(3_000);
    expect(gateway.struck).toHaveLength(SIGNED.length);
    await expectOneOfEach(ctx, fixId);
  });

  it("opens it without reviewers if they cannot be asked", async () => {
    const { ctx, fixId } = await proposed();
    gateway.faults = [{ method: "POST", path: /\/issues\/\d+\/labels$/, times: 1, kind: "refused" }];
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED" });
    const fix = await expectOneOfEach(ctx, fixId);
    expect(fix.pullRequest?.notes).toEqual([
      'GitHub did not accept the label pipeline-debugger; this needs the permission "Issues", read and write.',
    ]);
  });

  // A call is attempted three times before its step fails and is retried.
  it.each(WRITES.slice(3))(
    "takes the step again when %s was made and no answer came for long",
    async (_name, method, path) => {
      const { ctx, fixId, incidentId } = await proposed();
      gateway.hasGraphql = false;
      gateway.faults = [{ method, path, times: 3, kind: "lost" }];
      const workflow = await opened(ctx, fixId);
      expect(workflow).toMatchObject({ status: "COMPLETED" });
      expect(workflow.steps.map((step) => step.attempts).toSorted()).toEqual([1, 1, 1, 1, 1, 2]);
      expect(gateway.struck).toHaveLength(3);
      await expectOneOfEach(ctx, fixId);
      const { items } = await listTimeline(ctx, incidentId);
      expect(items.filter((entry) => entry.kind === "pull_request")).toMatchObject([
        { text: expect.stringMatching(/^Draft pull request #\d+ opened/) },
      ]);
    },
  );

  it.each(WRITES)(
    "says why %s was refused, and goes on from there when it is allowed",
    async (_name, method, path) => {
      const { ctx, fixId, incidentId } = await proposed();
      gateway.hasGraphql = false;
      gateway.faults = [{ method, path, times: 1, kind: "refused" }];
      const workflow = await opened(ctx, fixId);
      expect(workflow).toMatchObject({ status: "FAILED", error: expect.stringContaining("Contents") });
      await expect.poll(async () => (await getFix(ctx, fixId)).status, { timeout: 10_000 }).toBe("failed");
      const failed = await getFix(ctx, fixId);
      expect(failed).toMatchObject({ status: "failed", error: expect.stringContaining("not accessible") });
      const done = await opened(ctx, fixId);
      expect([done.status, done.workflow_id === workflow.workflow_id]).toEqual(["COMPLETED", false]);
      const fix = await expectOneOfEach(ctx, fixId);
      expect(fix.branch).toBe(failed.branch);
      if (failed.commitSha) expect(fix.commitSha).toBe(failed.commitSha);
      const { items } = await listTimeline(ctx, incidentId);
      const entries = items.filter((entry) => entry.kind === "pull_request");
      expect(entries.map((entry) => entry.text)).toEqual([
        expect.stringMatching(/^Pull request failed: /),
        expect.stringMatching(/^Draft pull request #\d+ opened/),
      ]);
    },
  );
});
