import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  arrangeIncident,
  arrangePrefectFailure,
  arrangeWorkspace,
  type Arranged,
} from "@/e2e/database/arrange";
import { dumpTables } from "@/e2e/database/dump-tables";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { useClaude, useGitHub } from "@/e2e/database/use-environment";
import { connectEmbeddedRunner } from "@/inngest/embedded-link";
import { functions } from "@/inngest/functions/list";
import { CHANGE, claudeAnswers } from "@/inngest/functions/testing/claude-answers";
import { scheduledScenarios, type Scenario } from "@/inngest/functions/testing/scheduled-scenarios";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { COLLECTORS } from "@/lib/evidence/collectors/list";
import { listEvidence } from "@/lib/evidence/data";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import { saveCheckedFix } from "@/lib/fixes/testing/orders-fix";
import { ORDERS, ORDERS_FAILURE } from "@/lib/failures/testing/orders-failure";
import { withTask } from "@/lib/failures/testing/report";
import type { FailureReport } from "@/lib/failures/schemas";
import { newId } from "@/lib/platform/crypto";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { sendJson, startFakeServer, type FakeServer } from "@/lib/vendors/testing/fake-server";

/**
 * A step may run again after it has done its work, because the process can die before the engine saves the result. So
 * every step of every function runs twice here, and the second run must not change a row, a branch, a pull request or
 * what was sent. A function or step without a scenario fails the last test.
 */

const ports = { github: await useGitHub(), claude: await useClaude() };

type StepFunction = (typeof functions)[number];

const claude = new LLMock({ port: ports.claude });
let db: TestDatabase;
let github: EmulatedGitHub;
let airflow: FakeServer;
let repository: TemporaryRepository;
/** How often Airflow still reports the task as running. */
let runningFor = 0;
/** Airflow takes longer than collectors wait, until the next pause. */
let isBusy = false;
const deadlines = COLLECTORS.map(({ deadlineMs }) => deadlineMs);
function setBusy(busy: boolean): void {
  isBusy = busy;
  for (const [i, collector] of COLLECTORS.entries())
    collector.deadlineMs = busy ? 1_000 : (deadlines[i] ?? 0);
}
/** Bodies of the events sent to the engine. */
const sent: unknown[] = [];
/** `function/step` of everything that was run twice. */
const taken = new Set<string>();

beforeAll(async () => {
  db = await testDatabase();
  github = await startEmulatedGitHub({ "dags/orders.py": ORDERS }, ports.github);
  await claude.start();
  repository = createTemporaryRepository({ "dags/orders.py": ORDERS });
  airflow = await startFakeServer((request, response) => {
    if (request.path.endsWith("/version")) return sendJson(response, 200, { version: "3.1.0" });
    if (request.path.endsWith("/token")) return sendJson(response, 201, { access_token: "t" });
    if (isBusy) return;
    if (!request.path.endsWith("/taskInstances")) return sendJson(response, 404, { detail: "no" });
    runningFor -= 1;
    const state = runningFor < 0 ? "failed" : "running";
    const ids = { dag_id: "orders_daily", dag_run_id: "r", task_id: "transform", map_index: -1 };
    const instance = { ...ids, try_number: 2, max_tries: 1, state };
    sendJson(response, 200, { task_instances: [instance], total_entries: 1 });
  });
  connectEmbeddedRunner(async (_input, init) => {
    sent.push(JSON.parse(String(init?.body)));
    return Response.json({ ids: ["x"], status: 200 });
  });
});
beforeEach(() => {
  claude.reset();
  runningFor = 0;
  setBusy(false);
});
afterAll(async () => {
  setBusy(false);
  connectEmbeddedRunner(null);
  repository.remove();
  await airflow.close();
  await claude.stop();
  await github.close();
  await db.close();
});

/** Everything a step can change. */
async function world() {
  return {
    tables: await dumpTables(db.pool),
    git: repository.git("for-each-ref", "--format=%(refname) %(objectname)"),
    refs: await github.api("GET", "/repos/ada/pipelines/branches"),
    pulls: await github.api("GET", "/repos/ada/pipelines/pulls?state=all"),
    sent: [...sent],
  };
}

async function settledResult(work: () => unknown): Promise<PromiseSettledResult<unknown>> {
  const [result] = await Promise.allSettled([Promise.resolve().then(work)]);
  return result;
}

/** The engine's step API, except that each step runs twice and sleeps are skipped. */
function stepsRunTwice(functionId: string) {
  // Steps that an engine may run side by side, one after the other: what another one changed is no difference.
  let previous: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(work: () => Promise<T>): Promise<T> => {
    const next = previous.then(work, work);
    previous = next;
    return next;
  };
  return {
    sleep: () => Promise.resolve(setBusy(false)),
    run: (id: string, work: () => unknown): Promise<unknown> => inOrder(() => twice(functionId, id, work)),
  };
}

async function twice(functionId: string, id: string, work: () => unknown): Promise<unknown> {
  taken.add(`${functionId}/${id.replace(/\d+$/, "#")}`);
  const first = await settledResult(work);
  const before = await world();
  const second = await settledResult(work);
  expect([id, second.status]).toEqual([id, first.status]);
  expect([id, await world()]).toEqual([id, before]);
  if (first.status === "rejected") throw first.reason;
  return JSON.parse(JSON.stringify(first.value ?? null)) as unknown;
}

type Handler = (args: { event: unknown; step: unknown; runId: string }) => Promise<unknown>;

async function runTwice(functionId: string, event: { name: string; data: object }, isFailure = false) {
  const fn = functions.find((candidate) => candidate.id() === functionId) as StepFunction;
  const handler = (isFailure ? fn["onFailureFn"] : fn["fn"]) as unknown as Handler;
  const error = new Error("the engine gave up");
  return handler({ event, step: stepsRunTwice(functionId), runId: newId(), ...(isFailure ? { error } : {}) });
}

const where = { dagsFolder: "dags" };
const local = () => ({ repository: { kind: "local", path: repository.path } as const, ...where });
const onGitHub = { repository: { kind: "github", owner: "ada", repo: "pipelines" } as const, ...where };

function analysis(
  { ctx, incidentId, workflowId }: Arranged & { incidentId: string; workflowId: string },
  engine: "auto" | "claude" = "auto",
) {
  const data = { workspaceId: ctx.workspaceId, incidentId, workflowId, engine };
  return { name: "incident/analysis.requested", data };
}

/** An incident with evidence, a diagnosis and a patch whose pull request was requested. */
async function requested(options: Parameters<typeof arrangeIncident>[2]) {
  const { ctx, incidentId, workflowId } = await arrangeIncident(db, ORDERS_FAILURE, options);
  const input = { incidentId, workflowId };
  await collectEvidence(ctx, input);
  await diagnoseIncident(ctx, input);
  const fixId = await saveCheckedFix({ ctx, ...input });
  const { value } = await requestPullRequest(ctx, fixId);
  return { workspaceId: ctx.workspaceId, fixId, workflowId: value.workflowId ?? "" };
}

async function analyse(report: FailureReport, options: Parameters<typeof arrangeIncident>[2] = {}) {
  await runTwice("analyze-incident", analysis(await arrangeIncident(db, report, options)));
}

const SCENARIOS: Scenario[] = [
  {
    fn: "analyze-incident",
    name: "while Airflow is too busy to answer at first",
    run: async () => {
      claudeAnswers(claude);
      setBusy(true);
      const arranged = await arrangeIncident(db, ORDERS_FAILURE, { apiBaseUrl: airflow.url });
      await runTwice("analyze-incident", analysis(arranged));
      const { items } = await listEvidence(arranged.ctx, arranged.incidentId);
      const states = items.filter(({ collector }) => collector === "orchestrator-state");
      expect(states.map(({ status }) => status)).toContain("ok");
      expect(items.filter(({ status, supersededAt }) => status === "timeout" && !supersededAt)).toEqual([]);
    },
  },
  {
    fn: "analyze-incident",
    name: "while Airflow still calls the task running, with Claude",
    run: async () => {
      // Collected twice by the first step, which runs twice.
      runningFor = 4;
      claudeAnswers(claude);
      await analyse(ORDERS_FAILURE, { ...local(), apiBaseUrl: airflow.url });
    },
  },
  {
    fn: "analyze-incident",
    name: "of a run whose failed task Airflow names",
    run: async () => {
      claudeAnswers(claude, { change: { ...CHANGE, canFix: false, edits: [], steps: [] } });
      await analyse(withTask(ORDERS_FAILURE, { scope: "run", task: null, attempt: null }), {
        apiBaseUrl: airflow.url,
      });
    },
  },
  {
    fn: "analyze-incident",
    name: "with Claude's agents, because much is to read and nothing clear",
    run: async () => {
      claudeAnswers(claude);
      const log = Array.from({ length: 900 }, (_, i) => `batch ${i}: read 17 rows, wrote 17`).join("\n");
      await analyse({ ...ORDERS_FAILURE, exception: null, log: `${log}\nexit status 3` }, local());
    },
  },
  {
    fn: "analyze-incident",
    name: "while Claude refuses",
    run: async () => {
      claude.onMessage(/./, { error: { message: "no", type: "invalid_request_error" }, status: 400 });
      await analyse(ORDERS_FAILURE, local());
    },
  },
  {
    fn: "analyze-incident",
    name: "while Claude's rate limit is used up",
    run: async () => {
      claude.onMessage(/./, { error: { message: "slow", type: "rate_limit_error" }, status: 429 });
      // Asked for, so that Claude's fix is wanted beside a verified one.
      const arranged = await arrangeIncident(db, ORDERS_FAILURE, local());
      await runTwice("analyze-incident", analysis(arranged, "claude"));
    },
  },
  {
    fn: "analyze-incident",
    name: "of a Prefect run that failed with the run it started",
    run: async () => {
      claudeAnswers(claude);
      const arranged = await arrangeWorkspace(db, { kind: "prefect" });
      const parent = { parent_task_run_id: "task-1", parent_flow_run_id: "run-outer" };
      const runs = [
        { flow_name: "outer", flow_run_id: "run-outer" },
        { flow_name: "inner", flow_run_id: "run-inner", ...parent },
      ];
      for (const fields of runs) {
        const incidentId = await arrangePrefectFailure(db, arranged, fields);
        await runTwice("analyze-incident", analysis({ ...arranged, incidentId, workflowId: newId() }));
      }
      const incidents = await db.prisma.incident.findMany({
        where: { workspaceId: arranged.ctx.workspaceId },
        orderBy: { number: "asc" },
      });
      expect(incidents.map(({ status }) => status)).toEqual(["merged", "triggered"]);
    },
  },
  {
    fn: "propose-fixes",
    name: "on demand, with a hint",
    run: async () => {
      claudeAnswers(claude);
      const { ctx, incidentId, workflowId } = await arrangeIncident(db, ORDERS_FAILURE, local());
      await collectEvidence(ctx, { incidentId });
      await diagnoseIncident(ctx, { incidentId, workflowId });
      const data = { workspaceId: ctx.workspaceId, incidentId, workflowId: newId(), hint: "skip them" };
      await runTwice("propose-fixes", { name: "incident/fixes.requested", data });
    },
  },
  {
    fn: "open-pull-request",
    name: "in a local repository",
    run: async () => {
      const data = await requested(local());
      await runTwice("open-pull-request", { name: "fix/pull-request.requested", data });
    },
  },
  {
    fn: "open-pull-request",
    name: "on GitHub",
    run: async () => {
      const data = await requested(onGitHub);
      await runTwice("open-pull-request", { name: "fix/pull-request.requested", data });
    },
  },
  {
    fn: "open-pull-request",
    name: "that the engine gave up",
    run: async () => {
      const data = { event: { data: await requested(local()) } };
      await runTwice("open-pull-request", { name: "inngest/function.failed", data }, true);
    },
  },
  {
    fn: "follow-fixes",
    name: "with a branch that was deleted, and a fix that no run has shown to work",
    run: async () => {
      // Those of other scenarios.
      await db.prisma.fix.updateMany({ where: { status: "open" }, data: { status: "closed" } });
      const data = await requested(local());
      await runTwice("open-pull-request", { name: "fix/pull-request.requested", data });
      const { branch } = await db.prisma.fix.findUniqueOrThrow({ where: { id: data.fixId } });
      repository.git("branch", "-D", branch ?? "");
      const { fixId } = await requested(local());
      const mergedAt = new Date(Date.now() - 8 * 24 * 3_600_000);
      await db.prisma.fix.update({ where: { id: fixId }, data: { status: "merged", mergedAt } });
      await runTwice("follow-fixes", { name: "inngest/scheduled.timer", data: {} });
      const fixes = await db.prisma.fix.findMany({ where: { id: { in: [data.fixId, fixId] } } });
      expect(fixes.map(({ status, outcome }) => `${status} ${outcome}`).toSorted()).toEqual([
        "closed null",
        "merged did_not_work",
      ]);
    },
  },
  {
    fn: "sweep-outbox",
    name: "with an event that a crash left behind",
    run: async () => {
      await arrangeIncident(db, ORDERS_FAILURE);
      await runTwice("sweep-outbox", { name: "inngest/scheduled.timer", data: {} });
      expect(sent.length).toBeGreaterThan(0);
    },
  },
  {
    fn: "apply-retention",
    name: "with something old in every table",
    run: async () => {
      const { ctx, incidentId, workflowId } = await arrangeIncident(db, ORDERS_FAILURE);
      const { workspaceId } = ctx;
      await collectEvidence(ctx, { incidentId });
      const old = new Date(Date.now() - 100 * 24 * 3_600_000);
      await db.prisma.incident.update({ where: { id: incidentId }, data: { status: "resolved" } });
      await db.prisma.delivery.updateMany({ where: { workspaceId }, data: { receivedAt: old } });
      await db.prisma.evidence.updateMany({ where: { workspaceId }, data: { collectedAt: old } });
      const ended = { status: "COMPLETED", endedAt: old };
      await db.prisma.workflowRun.update({ where: { id: workflowId }, data: ended });
      const pipeline = await db.prisma.pipeline.findFirstOrThrow({ where: { workspaceId } });
      const firstSeenAt = old;
      await db.prisma.pipeline.update({ where: { id: pipeline.id }, data: { firstSeenAt: new Date(0) } });
      await db.prisma.run.createMany({
        data: Array.from({ length: 102 }, (_, i) => ({
          id: newId(),
          workspaceId,
          pipelineId: pipeline.id,
          externalId: `old-${i}`,
          firstSeenAt,
          dueAt: new Date(old.getTime() + i),
        })),
      });
      await db.prisma.dataset.create({
        data: {
          id: newId(),
          workspaceId,
          namespace: "s3://lake",
          name: "day=1",
          firstSeenAt,
          lastSeenAt: new Date(0),
        },
      });
      await runTwice("apply-retention", { name: "inngest/scheduled.timer", data: {} });
      expect(await db.prisma.delivery.count({ where: { workspaceId } })).toBe(0);
      const removed = { workspaceId, textRemovedAt: { not: null } };
      expect(await db.prisma.evidence.count({ where: removed })).toBeGreaterThan(0);
      expect(await db.prisma.workflowRun.findUnique({ where: { id: workflowId } })).toMatchObject({
        finalProgress: "0/0 steps completed",
      });
      // The newest 100 of the pipeline, one of which is the incident's.
      expect(await db.prisma.run.count({ where: { workspaceId } })).toBe(100);
      expect(await db.prisma.dataset.count({ where: { workspaceId } })).toBe(0);
    },
  },
  {
    fn: "record-failed-runs",
    name: "of a workflow that the engine cancelled",
    run: async () => {
      const { workflowId } = await arrangeIncident(db, ORDERS_FAILURE);
      const engineRunId = newId();
      await db.prisma.workflowRun.update({ where: { id: workflowId }, data: { engineRunId } });
      const data = { run_id: engineRunId, error: { message: "gone" } };
      await runTwice("record-failed-runs", { name: "inngest/function.cancelled", data });
    },
  },
];

const ALL = [
  ...SCENARIOS,
  ...scheduledScenarios(
    () => db,
    (fn) => runTwice(fn, { name: "inngest/scheduled.timer", data: {} }),
  ),
];

describe("every step run twice", { timeout: 240_000 }, () => {
  it.each(ALL)("$fn $name", ({ run }) => run());

  it("covers every function and step", () => {
    expect([...new Set(ALL.map(({ fn }) => fn))].toSorted()).toEqual(
      functions.map((fn) => fn.id()).toSorted(),
    );
    const ids = new Set([...taken].map((step) => step.split("/")[1]));
    expect(stepIdsInSource().filter((id) => !ids.has(id))).toEqual([]);
  });
});

/** Ids of `step.run` in the files of this folder; `#` stands for a number. */
function stepIdsInSource(): string[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const sources = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const calls = sources.flatMap((file) => [
    ...readFileSync(`${folder}${file}`, "utf8").matchAll(/step\s*\.run\(\s*(["`])(?<id>[^"`]+)\1/g),
  ]);
  const counted = sources.flatMap(
    (file) => readFileSync(`${folder}${file}`, "utf8").match(/step\s*\.run\(/g) ?? [],
  );
  // A step id that is not a literal cannot be found.
  expect(calls).toHaveLength(counted.length);
  return calls.map((call) => (call.groups?.["id"] ?? "").replace(/\$\{[^}]*\}/, "#"));
}
