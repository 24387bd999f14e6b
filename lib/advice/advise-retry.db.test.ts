import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { acceptDelivery, arrangeWorkspace, incomingDelivery, type Arranged } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { adviseRetry } from "@/lib/advice/advise-retry";
import type { RetryQuestion } from "@/lib/advice/schemas";
import { getIncident } from "@/lib/desk/data";
import { failureReport, type TaskReportPart } from "@/lib/failures/testing/report";
import { acceptDeliveries } from "@/lib/intake/acceptance/accept-deliveries";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const ODD = { type: "acme.errors.OddError", message: "the gizmo is in state seven" };

const question = (part: Partial<RetryQuestion> = {}): RetryQuestion => ({
  pipeline: "orders_daily",
  task: "transform_orders",
  runId: "run-9",
  mapIndex: -1,
  tryNumber: 1,
  maxTries: 3,
  error: ODD,
  ...part,
});

function attempt(run: string, tryNumber: number, part: TaskReportPart) {
  return failureReport({
    pipeline: { externalId: "orders_daily", name: "orders_daily", owner: null },
    task: { externalId: "transform_orders", name: "transform_orders", operator: null },
    run: {
      externalId: run,
      type: null,
      logicalDate: null,
      startedAt: null,
      url: null,
      parentTaskRunId: null,
    },
    attempt: {
      tryNumber,
      maxTries: 3,
      mapIndex: -1,
      state: null,
      hostname: null,
      startedAt: null,
      endedAt: null,
      logUrl: null,
      version: null,
    },
    exception: { ...ODD, traceback: null },
    ...part,
  });
}

/** Runs whose first attempt failed with `exception` and whose second one came to `outcome`. */
async function arrangeRetries(
  arranged: Arranged,
  outcome: "succeeded" | "failed",
  options: { runs: number; message?: string },
): Promise<void> {
  const exception = { ...ODD, message: options.message ?? ODD.message, traceback: null };
  for (let n = 0; n < options.runs; n++) {
    const run = `${outcome}-${options.message ?? ""}-${n}`;
    const reports = [
      attempt(run, 1, { event: "will_retry", exception }),
      attempt(run, 2, { event: outcome, exception: outcome === "failed" ? exception : null }),
    ];
    for (const report of reports) {
      await acceptDeliveries(db.pool, [incomingDelivery(arranged, report)], { analysisSteps: [] });
    }
  }
}

describe("adviseRetry", () => {
  it("judges by the error alone for a task without history", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    expect(await adviseRetry(ctx, sourceId, question())).toMatchObject({ retry: true });
    const error = {
      type: "builtins.ModuleNotFoundError",
      message: "No module named 'pandas'",
      traceback:
        "Traceback (most recent call last):\n  File \"/opt/airflow/dags/orders.py\", line 3, in load\n    import pandas\nModuleNotFoundError: No module named 'pandas'\n",
    };
    expect(await adviseRetry(ctx, sourceId, question({ error }))).toEqual({
      retry: false,
      reason: expect.stringMatching(/`pandas` is not installed.* A retry cannot change that\.$/),
    });
  });

  it("counts what retries of the same error achieved in this task", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx, sourceId } = arranged;
    await arrangeRetries(arranged, "failed", { runs: 3 });
    await arrangeRetries(arranged, "succeeded", { runs: 2, message: "another error entirely" });
    const refused = { retry: false, reason: "The last 3 retries of this error failed the same way." };
    expect(await adviseRetry(ctx, sourceId, question())).toEqual(refused);
    // A token names no source and asks about any pipeline of its workspace.
    expect(await adviseRetry(ctx, null, question())).toEqual(refused);
    expect(await adviseRetry(ctx, sourceId, question({ task: "load" }))).toMatchObject({ retry: true });
    await arrangeRetries(arranged, "succeeded", { runs: 1 });
    expect(await adviseRetry(ctx, sourceId, question())).toEqual({
      retry: true,
      reason: "A retry helped in 1 of the last 4 cases of this error.",
    });
  });

  it("does not learn from another workspace or source", async () => {
    const theirs = await arrangeWorkspace(db);
    await arrangeRetries(theirs, "failed", { runs: 4 });
    const mine = await arrangeWorkspace(db);
    for (const sourceId of [mine.sourceId, theirs.sourceId, null]) {
      expect(await adviseRetry(mine.ctx, sourceId, question())).toMatchObject({ retry: true });
    }
  });

  it("forgets what is older than 90 days", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx, sourceId } = arranged;
    await arrangeRetries(arranged, "failed", { runs: 4 });
    const now = () => new Date(Date.now() + 91 * 24 * 3_600_000);
    expect(await adviseRetry({ ...ctx, now }, sourceId, question())).toMatchObject({ retry: true });
  });

  it("keeps why a retry was not made, and the incident of that attempt says it", async () => {
    const arranged = await arrangeWorkspace(db);
    const { ctx, sourceId } = arranged;
    const error = {
      type: "builtins.NameError",
      message: "name 'df' is not defined, password=hunter2-Secret",
    };
    const advice = await adviseRetry(ctx, sourceId, question({ error }));
    expect(advice.retry).toBe(false);
    const report = attempt("run-9", 1, { event: "failed", exception: { ...error, traceback: null } });
    const incidentId = await acceptDelivery(db, incomingDelivery(arranged, report));
    const incident = await getIncident(ctx, incidentId);
    expect(incident.attempt?.retryPrevented).toEqual({ reason: advice.reason, at: expect.any(String) });
    expect(JSON.stringify(await db.prisma.retryAdvice.findMany({ where: { sourceId } }))).not.toContain(
      "hunter2",
    );

    const other = attempt("run-10", 1, { event: "failed", exception: { ...error, traceback: null } });
    await acceptDelivery(db, incomingDelivery(arranged, other));
    expect((await getIncident(ctx, incidentId)).attempt?.retryPrevented).toBeNull();
  });

  it("says when no attempt is left, and keeps nothing then", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    expect(await adviseRetry(ctx, sourceId, question({ tryNumber: 3 }))).toMatchObject({ retry: false });
    expect(await db.prisma.retryAdvice.count({ where: { sourceId } })).toBe(0);
  });

  it("answers in time when the database does not", async () => {
    const { ctx, sourceId } = await arrangeWorkspace(db);
    const pool = { query: () => new Promise(() => {}) } as unknown as typeof ctx.pool;
    expect(await adviseRetry({ ...ctx, pool }, sourceId, question())).toEqual({
      retry: true,
      reason: "There was no time to judge this error.",
    });
  });
});
