import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { EmbeddedRunner } from "@/inngest/embedded/runner";
import { launchRunner } from "@/inngest/launch-runner";
import { sendOutbox } from "@/inngest/send-outbox";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { listTimeline } from "@/lib/incidents/history/data";
import { getFix } from "@/lib/fixes/data";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { ORDERS, ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import type { Context } from "@/lib/platform/context";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { getWorkflow } from "@/lib/workflows/data";

// The environment is read once, when the first module loads.
const ports = await vi.hoisted(async () => {
  const { freePorts } = await import("@/e2e/database/free-ports");
  const [gateway = 0] = await freePorts(1);
  process.env["GITHUB_API_URL"] = `http://127.0.0.1:${gateway}`;
  process.env["GITHUB_TOKEN"] = "ada-token";
  return { gateway };
});

/** Faults on the way to GitHub: `lost` executes the request and drops the connection. */
interface Fault {
  method: string;
  path: RegExp;
  times: number;
  kind: "lost" | "refused";
}

let db: TestDatabase;
let github: EmulatedGitHub;
let gateway: Server;
let runner: EmbeddedRunner;
let faults: Fault[] = [];
let struck: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS });
  gateway = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => gateway.listen(ports.gateway, "127.0.0.1", resolve));
  runner = await launchRunner({ pool: db.pool, backoffMs: () => 20 });
});
beforeEach(() => {
  faults = [];
  struck = [];
});
afterAll(async () => {
  await runner.stop();
  gateway.closeAllConnections();
  gateway.close();
  await github.close();
  await db.close();
});

async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = "GET", url = "/" } = request;
  const body = Buffer.concat(chunks);
  const fault = faults.find((item) => item.times > 0 && item.method === method && item.path.test(url));
  if (fault) {
    fault.times -= 1;
    struck.push(`${method} ${url.split("/").slice(4).join("/").split("?")[0]}`);
  }
  if (fault?.kind === "refused") {
    response.writeHead(403, { "content-type": "application/json" });
    return void response.end(JSON.stringify({ message: "Resource not accessible by personal access token" }));
  }
  const reply = await take(request, method, url, body);
  if (fault?.kind === "lost") return void request.socket.destroy();
  response.writeHead(reply.status, { "content-type": "application/json" });
  response.end(reply.text);
}

async function take(request: IncomingMessage, method: string, url: string, body: Buffer) {
  const double = await secondPullRequest(method, url, body);
  if (double) {
    const message = `Validation Failed: A pull request already exists for ${double}.`;
    return { status: 422, text: JSON.stringify({ message }) };
  }
  const { authorization = "", "content-type": type = "application/json" } = request.headers;
  const answered = await fetch(github.url + url, {
    method,
    headers: { authorization, "content-type": type },
    body: body.length > 0 ? body.toString("utf8") : undefined,
  });
  return { status: answered.status, text: await answered.text() };
}

/** GitHub refuses a second pull request for a branch; the emulator does not. */
async function secondPullRequest(method: string, url: string, body: Buffer): Promise<string | null> {
  if (method !== "POST" || !url.endsWith("/pulls")) return null;
  const { head } = JSON.parse(body.toString("utf8")) as { head: string };
  return (await pullsOf(head)).some((item) => item.state === "open") ? `ada:${head}` : null;
}

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
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, ORDERS_FAILURE, {
    repository: { kind: "github", owner: "ada", repo: "pipelines" },
    dagsFolder: "dags",
  });
  // The analysis runs here, step by step, so the runner only opens the pull request.
  await db.pool.query("DELETE FROM outbox_events WHERE workspace_id = $1", [ctx.workspaceId]);
  const input = { incidentId, workflowId };
  await collectEvidence(ctx, input);
  await diagnoseIncident(ctx, input);
  const { fixIds } = await proposeFixes(ctx, { ...input, engine: "builtin" });
  return { ctx, incidentId, fixId: fixIds[0] ?? "" };
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

const WRITES: readonly [name: string, method: string, path: RegExp][] = [
  ["the branch", "POST", /\/git\/refs$/],
  ["the tree", "POST", /\/git\/trees$/],
  ["the commit", "POST", /\/git\/commits$/],
  ["the branch's new tip", "PATCH", /\/git\/refs\/heads/],
  ["the pull request", "POST", /\/pulls$/],
];

describe("open-pull-request", { timeout: 60_000 }, () => {
  it("opens one draft", async () => {
    const { ctx, fixId } = await proposed();
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED", progress: "5/5 steps completed" });
    await expectOneOfEach(ctx, fixId);
  });

  it("creates one of each even if every write's response is lost once", async () => {
    const { ctx, fixId } = await proposed();
    faults = WRITES.map(([, method, path]) => ({ method, path, times: 1, kind: "lost" }));
    expect(await opened(ctx, fixId)).toMatchObject({ status: "COMPLETED" });
    expect(struck).toHaveLength(WRITES.length);
    await expectOneOfEach(ctx, fixId);
  });

  // A call is attempted three times before its step fails and is retried.
  it.each(WRITES.slice(3))(
    "takes the step again when %s was made and no answer came for long",
    async (_name, method, path) => {
      const { ctx, fixId, incidentId } = await proposed();
      faults = [{ method, path, times: 3, kind: "lost" }];
      const workflow = await opened(ctx, fixId);
      expect(workflow).toMatchObject({ status: "COMPLETED" });
      expect(workflow.steps.map((step) => step.attempts).toSorted()).toEqual([1, 1, 1, 1, 2]);
      expect(struck).toHaveLength(3);
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
      faults = [{ method, path, times: 1, kind: "refused" }];
      const workflow = await opened(ctx, fixId);
      expect(workflow).toMatchObject({ status: "FAILED", error: expect.stringContaining("Contents") });
      await expect.poll(async () => (await getFix(ctx, fixId)).status).toBe("failed");
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
