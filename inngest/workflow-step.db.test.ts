import type { Inngest } from "inngest";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { useTestRunners } from "@/inngest/embedded/testing/use-test-runners";
import { CANCEL_ON } from "@/inngest/functions/limits";
import { RecordWorkflows } from "@/inngest/record-workflows";
import { workflowSteps } from "@/inngest/workflow-step";
import { failureReport } from "@/lib/failures/testing/report";
import { recordEvents } from "@/lib/incidents/history/record-events";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { cancelWorkflow } from "@/lib/workflows/cancel-workflow";
import { getWorkflow, listWorkflows } from "@/lib/workflows/data";
import { EVENTS } from "@/lib/workflows/plans";
import { retryWorkflow } from "@/lib/workflows/retry-workflow";
import { workflowStart } from "@/lib/workflows/workflow-start";

const runners = useTestRunners();
const STEPS = ["first", "second", "third"];

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** The steps that ran, in order. */
let ran: string[] = [];
/** What the second step does. */
let second: () => Promise<unknown> = async () => "two";
afterEach(() => {
  ran = [];
  second = async () => "two";
});

async function arrange() {
  const { ctx, incidentId } = await arrangeIncident(db, failureReport());
  const start = workflowStart({
    workspaceId: ctx.workspaceId,
    type: "INCIDENT_RESPONSE",
    event: EVENTS.incidentResponseRequested,
    incidentId,
    plannedSteps: STEPS,
    data: { incidentId },
    at: ctx.now().toISOString(),
  });
  await ctx.db.$transaction((tx) => recordEvents(ctx, tx, [], [start]));
  const t = await runners.start((client: Inngest) => [functionOf(client, ctx)], {
    middleware: [RecordWorkflows],
  });
  const { id } = start.workflow;
  const send = (name: string) =>
    t.client.send({ name, data: { workflowId: id, workspaceId: ctx.workspaceId, incidentId } });
  return { ctx, id, t, send, start: () => send(EVENTS.incidentResponseRequested) };
}

const functionOf = (client: Inngest, ctx: Context) =>
  client.createFunction(
    { id: "fn", triggers: [{ event: EVENTS.incidentResponseRequested }], retries: 3, cancelOn: CANCEL_ON },
    async ({ event, step, attempt }) => {
      const { workflowId } = event.data as { workflowId: string };
      const take = workflowSteps({ step: step as never, attempt, ctx, workflowId });
      const skipped = await take(
        "first",
        async () => {
          ran.push("first");
          return { skipped: "GitHub is not connected." };
        },
        { isRetried: false },
      );
      const answer = await take("second", () => {
        ran.push("second");
        return second();
      });
      return take("third", async () => {
        ran.push("third");
        return [skipped, answer];
      });
    },
  );

const statuses = async (ctx: Context, id: string) =>
  (await getWorkflow(ctx, id)).steps.map(({ name, status }) => `${name} ${status}`);

it("goes on from the step that failed, with what the earlier steps answered", async () => {
  second = async () => {
    throw new AppError("INVALID", "There is no such repository.");
  };
  const { ctx, id, t, start } = await arrange();
  await start();
  await t.ended("fn", 1);
  expect(await getWorkflow(ctx, id)).toMatchObject({
    status: "FAILED",
    error: "There is no such repository.",
    progress: "1/2 steps completed",
    can_cancel: false,
    can_retry: true,
    steps: [
      { name: "first", status: "skipped", reason: "GitHub is not connected." },
      { name: "second", status: "failed", error: "There is no such repository." },
    ],
  });

  second = async () => "two";
  expect(await retryWorkflow(ctx, id)).toMatchObject({
    status: "PENDING",
    error: null,
    progress: "1/3 steps completed",
  });
  await start();
  const [, again] = await t.ended("fn", 2);
  expect(again?.output).toEqual([{ skipped: "GitHub is not connected." }, "two"]);
  expect(ran).toEqual(["first", "second", "second", "third"]);
  expect(await getWorkflow(ctx, id)).toMatchObject({ status: "COMPLETED", progress: "3/3 steps completed" });
  await expect(retryWorkflow(ctx, id)).rejects.toMatchObject({ code: "CONFLICT" });
});

it("retries a step three times, after about 1, 2 and 4 seconds", async () => {
  const at: number[] = [];
  second = async () => {
    at.push(performance.now());
    throw new AppError("UNAVAILABLE", "GitHub does not answer.");
  };
  const { ctx, id, t, start } = await arrange();
  await start();
  await t.ended("fn", 1);
  expect((await getWorkflow(ctx, id)).steps.at(-1)).toMatchObject({ status: "failed", attempts: 4 });
  const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
  expect(pauses).toHaveLength(3);
  for (const [i, pause] of pauses.entries()) {
    expect(pause).toBeGreaterThan(750 * 2 ** i - 50);
  }
});

it("does not take another step once it is cancelled, and drops what the running one answers", async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  second = async () => {
    await held;
    return "late";
  };
  const { ctx, id, t, start, send } = await arrange();
  await start();
  await expect.poll(() => ran).toEqual(["first", "second"]);
  expect(await cancelWorkflow(ctx, id)).toMatchObject({ status: "CANCELLED", can_retry: true });
  await send(EVENTS.workflowCancelled);
  release();
  expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "cancelled" });
  await t.idle();
  expect(ran).toEqual(["first", "second"]);
  expect((await statuses(ctx, id))[0]).toBe("first skipped");
  expect(await statuses(ctx, id)).not.toContain("second completed");
  await expect(cancelWorkflow(ctx, id)).rejects.toMatchObject({
    code: "CONFLICT",
    message: "The workflow is already cancelled.",
  });

  second = async () => "two";
  await retryWorkflow(ctx, id);
  await start();
  expect((await t.ended("fn", 2))[1]?.output).toEqual([{ skipped: "GitHub is not connected." }, "two"]);
});

it("takes no step of a workflow that was cancelled before it started", async () => {
  const { ctx, id, t, start } = await arrange();
  await cancelWorkflow(ctx, id);
  const { rows } = await ctx.pool.query(
    "SELECT data FROM outbox_events WHERE workspace_id = $1 AND name = $2",
    [ctx.workspaceId, EVENTS.workflowCancelled],
  );
  expect(rows).toEqual([{ data: { workflowId: id, workspaceId: ctx.workspaceId } }]);
  await start();
  expect((await t.ended("fn", 1))[0]).toMatchObject({ status: "failed" });
  expect(ran).toEqual([]);
  expect(await getWorkflow(ctx, id)).toMatchObject({ status: "CANCELLED", steps: [] });
});

it("lists workflows by type, status and incident, newest first", async () => {
  const { ctx, id } = await arrange();
  const { incident_id: incidentId } = await getWorkflow(ctx, id);
  const ids = async (filter: Parameters<typeof listWorkflows>[1]) =>
    (await listWorkflows(ctx, filter)).items.map(({ workflow_id }) => workflow_id);
  expect(await ids({ type: "INCIDENT_RESPONSE" })).toEqual([id]);
  expect(await ids({ status: "COMPLETED" })).toEqual([]);
  expect((await ids({ incident_id: incidentId ?? "" }))[0]).toBe(id);
  const first = await listWorkflows(ctx, { limit: 1 });
  expect(first.items.map(({ workflow_id }) => workflow_id)).toEqual([id]);
  expect(await ids({ limit: 1, cursor: first.nextCursor ?? "" })).not.toContain(id);
});
