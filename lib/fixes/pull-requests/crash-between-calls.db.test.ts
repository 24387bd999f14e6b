import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useGitHub } from "@/e2e/database/use-environment";
import { getFix } from "@/lib/fixes/data";
import { decoratePullRequest } from "@/lib/fixes/pull-requests/decorate-pull-request";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { ORDERS_DAG, requestOpening, useFixes } from "@/lib/fixes/testing/orders-fix";
import type { Context } from "@/lib/platform/context";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import {
  startGitHubGateway,
  type Fault,
  type GitHubGateway,
} from "@/lib/vendors/github/testing/github-gateway";

const port = await useGitHub();

const fixes = useFixes();
let github: EmulatedGitHub;
let gateway: GitHubGateway;

beforeAll(async () => {
  github = await startEmulatedGitHub({
    "dags/orders.py": ORDERS_DAG,
    ".github/CODEOWNERS": "* @nobody\n/dags/ @ada @bob @ghost @acme/data\n",
  });
  gateway = await startGitHubGateway(github, port);
});
beforeEach(() => Object.assign(gateway, { faults: [], struck: [], writes: [], hasGraphql: true }));
afterAll(async () => {
  await gateway.close();
  await github.close();
});

const REPOSITORY = { kind: "github", owner: "ada", repo: "pipelines" } as const;

/** The steps of the workflow, from the first one, as a new process takes them. */
async function open(ctx: Context, fixId: string, workflowId: string): Promise<void> {
  const step = { fixId, workflowId };
  const prepared = await prepareFix(ctx, step);
  await createFixBranch(ctx, { ...step, prepared });
  await commitFix(ctx, { ...step, prepared });
  const pullRequest = await openDraft(ctx, { ...step, prepared });
  await decoratePullRequest(ctx, { ...step, prepared, number: pullRequest.number });
  await recordPullRequest(ctx, { ...step, pullRequest });
}

interface Pull {
  number: number;
  head: { ref: string };
  draft: boolean;
  labels: { name: string }[];
  requested_reviewers: { login: string }[];
}

async function expectOneOfEach(ctx: Context, fixId: string): Promise<void> {
  const fix = await getFix(ctx, fixId);
  const pulls = (await github.api("GET", "/repos/ada/pipelines/pulls?state=all")) as Pull[];
  const ours = pulls.filter(({ head }) => head.ref === fix.branch);
  expect(ours).toHaveLength(1);
  const number = ours[0]?.number;
  const pull = (await github.api("GET", `/repos/ada/pipelines/pulls/${number}`)) as Pull;
  const labels = (await github.api("GET", `/repos/ada/pipelines/issues/${number}/labels`)) as Pull["labels"];
  expect(pull.draft).toBe(true);
  expect(labels.map(({ name }) => name)).toEqual(["pipeline-debugger"]);
  expect(pull.requested_reviewers.map(({ login }) => login)).toEqual(["bob"]);
  const tip = (await github.api("GET", `/repos/ada/pipelines/commits/${fix.branch}`)) as {
    sha: string;
    parents: { sha: string }[];
  };
  expect([tip.sha, tip.parents.map(({ sha }) => sha)]).toEqual([fix.commitSha, [fix.baseCommit]]);
  expect(fix).toMatchObject({
    status: "open",
    pullRequest: {
      number,
      labels: ["pipeline-debugger"],
      reviewers: ["bob"],
      notes: ["GitHub did not accept ghost as a reviewer.", "GitHub did not accept acme/data as a reviewer."],
    },
  });
  // What creates something was accepted once; the label of the repository is there since the first test.
  const once = [
    "POST git/refs",
    "POST pulls",
    `POST issues/${number}/labels`,
    `POST pulls/${number}/requested_reviewers`,
  ];
  for (const write of once) expect(gateway.writes.filter((made) => made === write)).toHaveLength(1);
}

const SIGNED: readonly [name: string, method: string, path: RegExp][] = [
  ["the branch", "POST", /\/git\/refs$/],
  ["the commit", "POST", /^\/graphql$/],
  ["the pull request", "POST", /\/pulls$/],
  ["the label on it", "POST", /\/issues\/\d+\/labels$/],
  ["the review", "POST", /\/requested_reviewers$/],
];
const BY_GIT_DATA: typeof SIGNED = [
  ["the tree", "POST", /\/git\/trees$/],
  ["the commit", "POST", /\/git\/commits$/],
  ["the branch's tip", "PATCH", /\/git\/refs\/heads/],
];
const ENDS = ["killed before", "killed after"] as const;

describe("a process that ends between two calls", { timeout: 60_000 }, () => {
  it("does everything once when nothing happens", async () => {
    const { ctx, fixId } = await fixes.propose(REPOSITORY);
    await open(ctx, fixId, await requestOpening(ctx, fixId));
    await expectOneOfEach(ctx, fixId);
    expect(gateway.writes.filter((made) => made === "POST labels")).toHaveLength(1);
    expect(gateway.writes.filter((made) => made === "POST graphql")).toHaveLength(1);
  });

  const interrupted = async (fault: Fault, hasGraphql: boolean) => {
    gateway.hasGraphql = hasGraphql;
    const { ctx, fixId } = await fixes.propose(REPOSITORY);
    const workflowId = await requestOpening(ctx, fixId);
    gateway.faults = [fault];
    await expect(open(ctx, fixId, workflowId)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect(gateway.struck).toHaveLength(1);
    await open(ctx, fixId, workflowId);
    // And once more, as a double click or a repeated event would.
    await expect(prepareFix(ctx, { fixId, workflowId })).rejects.toMatchObject({ code: "CONFLICT" });
    await expectOneOfEach(ctx, fixId);
    return gateway.writes;
  };

  describe.each(ENDS)("%s", (kind) => {
    it.each(SIGNED)("%s", async (_name, method, path) => {
      const writes = await interrupted({ method, path, times: 1, kind }, true);
      expect(writes.filter((made) => made === "POST graphql")).toHaveLength(1);
    });

    it.each(BY_GIT_DATA)(
      "%s, on a GitHub Enterprise without GraphQL commits",
      async (_name, method, path) => {
        const writes = await interrupted({ method, path, times: 1, kind }, false);
        expect(writes.filter((made) => made.startsWith("PATCH git/refs"))).toHaveLength(1);
      },
    );
  });

  it("creates a missing label once", async () => {
    await github.api("PATCH", "/repos/ada/pipelines/labels/pipeline-debugger", { new_name: "other" });
    const { ctx, fixId } = await fixes.propose(REPOSITORY);
    const workflowId = await requestOpening(ctx, fixId);
    gateway.faults = [{ method: "POST", path: /\/pipelines\/labels$/, times: 1, kind: "killed after" }];
    await expect(open(ctx, fixId, workflowId)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    await open(ctx, fixId, workflowId);
    await expectOneOfEach(ctx, fixId);
    expect(gateway.writes.filter((made) => made === "POST labels")).toHaveLength(1);
  });
});
