import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arrangeIncident, arrangeWorkspace } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { failureReport } from "@/lib/failures/testing/report";
import { systemContext } from "@/lib/platform/auth/authenticate";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { removeDatasets } from "@/lib/retention/remove-datasets";
import { removeRuns } from "@/lib/retention/remove-runs";
import { updateWorkspace } from "@/lib/workspaces/update-workspace";

const DAY_MS = 24 * 3_600_000;
const NOW = Date.parse("2026-11-29T08:15:00Z");
const ALL = 1_000;

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const scheduled = (ctx: Context): Context => ({
  ...systemContext(ctx.workspaceId),
  now: () => new Date(NOW),
});
const daysAgo = (days: number, olderMs = 0) => new Date(NOW - days * DAY_MS - olderMs);

type At = { ctx: Context; sourceId: string };

async function storePipeline({ ctx, sourceId }: At): Promise<string> {
  const id = newId();
  const { workspaceId } = ctx;
  await db.prisma.pipeline.create({
    data: { id, workspaceId, sourceId, externalId: id, name: id, firstSeenAt: new Date(0) },
  });
  return id;
}

/** Runs of a pipeline, due and first seen as many days ago, unless `part` says otherwise. @returns their ids */
async function storeRuns(
  { ctx }: At,
  pipelineId: string,
  days: readonly number[],
  part: { state?: string; firstSeenAt?: Date } = {},
): Promise<string[]> {
  const rows = days.map((ago) => ({
    id: newId(),
    workspaceId: ctx.workspaceId,
    pipelineId,
    externalId: newId(),
    state: "succeeded",
    dueAt: daysAgo(ago),
    firstSeenAt: daysAgo(ago),
    ...part,
  }));
  await db.prisma.run.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

async function runsOf(pipelineId: string): Promise<string[]> {
  const rows = await db.prisma.run.findMany({ where: { pipelineId }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** From `from` days ago, `count` days in a row. */
const daily = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe("removeRuns", () => {
  it("removes expired runs with attempts, ids and writes, beyond the newest 100 of the pipeline", async () => {
    const own = await arrangeWorkspace(db);
    const { workspaceId } = own.ctx;
    const pipelineId = await storePipeline(own);
    const newest = await storeRuns(own, pipelineId, daily(30, 100));
    const old = await storeRuns(own, pipelineId, daily(130, 5));
    const [taskId, datasetId] = [newId(), newId()];
    await db.prisma.task.create({
      data: { id: taskId, workspaceId, pipelineId, externalId: "t", name: "t" },
    });
    const seen = { firstSeenAt: daysAgo(1), lastSeenAt: daysAgo(1) };
    await db.prisma.dataset.create({
      data: { id: datasetId, workspaceId, namespace: "s3://x", name: "orders", ...seen },
    });
    for (const runId of [...old, ...newest.slice(0, 1)]) {
      const attemptId = newId();
      await db.prisma.attempt.create({ data: { id: attemptId, workspaceId, runId, taskId, tryNumber: 1 } });
      await db.prisma.attemptId.create({ data: { workspaceId, externalId: attemptId, attemptId } });
      await db.prisma.datasetWrite.create({
        data: { id: newId(), workspaceId, datasetId, runId, at: daysAgo(130) },
      });
    }
    const other = await arrangeWorkspace(db);
    const foreign = await storePipeline(other);
    await storeRuns(other, foreign, daily(100, 150));
    expect(await removeRuns(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(3);
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(0);
    expect((await runsOf(pipelineId)).sort()).toEqual([...newest].sort());
    const counts = [db.prisma.attempt, db.prisma.attemptId, db.prisma.datasetWrite].map((table) =>
      (table as typeof db.prisma.attempt).count({ where: { workspaceId } }),
    );
    expect(await Promise.all(counts)).toEqual([1, 1, 1]);
    expect(await runsOf(foreign)).toHaveLength(150);
  });

  it("keeps what is younger, what still runs, and everything when configured", async () => {
    const own = await arrangeWorkspace(db);
    const pipelineId = await storePipeline(own);
    const kept = [
      ...(await storeRuns(own, pipelineId, daily(0, 100))),
      ...(await storeRuns(own, pipelineId, daily(200, 3), { firstSeenAt: daysAgo(90) })),
      ...(await storeRuns(own, pipelineId, [300], { state: "running" })),
    ];
    const expired = await storeRuns(own, pipelineId, [400], { firstSeenAt: daysAgo(90, 1) });
    await updateWorkspace(own.ctx, { retention: { runsDays: null } });
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(0);
    expect(await runsOf(pipelineId)).toContain(expired[0]);
    await updateWorkspace(own.ctx, { retention: { runsDays: 90 } });
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(1);
    expect((await runsOf(pipelineId)).sort()).toEqual(kept.sort());
  });

  it("lets no backfill push out the runs by which a monthly pipeline is judged", async () => {
    const own = await arrangeWorkspace(db);
    const pipelineId = await storePipeline(own);
    const monthly = Array.from({ length: 40 }, (_, i) => i * 30);
    const routine = await storeRuns(own, pipelineId, monthly);
    await storeRuns(own, pipelineId, daily(2_000, 300), { firstSeenAt: daysAgo(100) });
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(240);
    expect(await runsOf(pipelineId)).toEqual(expect.arrayContaining(routine));
  });

  it("keeps the runs that incidents refer to, and looks at them once", async () => {
    const own = await arrangeIncident(db, failureReport());
    const { workspaceId } = own.ctx;
    const { id: pipelineId } = await db.prisma.pipeline.findFirstOrThrow({ where: { workspaceId } });
    await db.prisma.pipeline.update({ where: { id: pipelineId }, data: { firstSeenAt: new Date(0) } });
    const again = await arrangeIncident(db, failureReport(), { like: own });
    expect(again.incidentId).toBe(own.incidentId);
    const reported = await runsOf(pipelineId);
    expect(reported).toHaveLength(2);
    await db.prisma.run.updateMany({
      where: { pipelineId },
      data: { firstSeenAt: daysAgo(999), dueAt: daysAgo(999), startedAt: null },
    });
    await storeRuns(own, pipelineId, daily(10, 100));
    const [resolving = "", unrelated] = await storeRuns(own, pipelineId, [500, 501]);
    await db.prisma.incident.update({
      where: { id: own.incidentId },
      data: { resolvedByRunId: resolving, status: "resolved" },
    });
    const attempts = await db.prisma.attempt.count({ where: { workspaceId } });
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(4);
    const left = await runsOf(pipelineId);
    expect(left).toEqual(expect.arrayContaining([...reported, resolving]));
    expect(left).not.toContain(unrelated);
    expect(await db.prisma.attempt.count({ where: { workspaceId } })).toBe(attempts);
    expect(await removeRuns(scheduled(own.ctx), ALL)).toBe(0);
  });

  it("takes the attempts of a large run in several batches", async () => {
    const own = await arrangeWorkspace(db);
    const { workspaceId } = own.ctx;
    const pipelineId = await storePipeline(own);
    await storeRuns(own, pipelineId, daily(0, 100));
    const [runId = ""] = await storeRuns(own, pipelineId, [200]);
    const taskId = newId();
    await db.prisma.task.create({
      data: { id: taskId, workspaceId, pipelineId, externalId: "t", name: "t" },
    });
    await db.prisma.attempt.createMany({
      data: daily(0, 1_500).map((mapIndex) => ({
        id: newId(),
        workspaceId,
        runId,
        taskId,
        mapIndex,
        tryNumber: 1,
      })),
    });
    expect(await removeRuns(scheduled(own.ctx), 5)).toBe(5);
    expect(await db.prisma.attempt.count({ where: { runId } })).toBe(500);
    expect(await removeRuns(scheduled(own.ctx), 5)).toBe(1);
    expect(await runsOf(pipelineId)).toHaveLength(100);
  });

  it("finds them by index among many", async () => {
    const own = await arrangeWorkspace(db);
    const { ctx, sourceId } = own;
    const [id, now] = [ctx.workspaceId, new Date(NOW)];
    await db.pool.query(
      `WITH p AS (
        INSERT INTO pipelines (id, workspace_id, source_id, external_id, name, first_seen_at)
        SELECT $1 || '-' || i, $1, $2, 'p' || i, 'p' || i, '2026-01-01' FROM generate_series(1, 60) i RETURNING id
      ) INSERT INTO tasks (id, workspace_id, pipeline_id, external_id, name) SELECT id, $1, id, 't', 't' FROM p`,
      [id, sourceId],
    );
    await db.pool.query(
      `INSERT INTO runs (id, workspace_id, pipeline_id, external_id, state, due_at, first_seen_at)
       SELECT p.id || '-' || j, $1, p.id, 'r' || j, 'succeeded', x.at, x.at
       FROM pipelines p, generate_series(1, 150) j, LATERAL (SELECT $2::timestamptz - j * interval '1 day' AS at) x
       WHERE p.workspace_id = $1`,
      [id, now],
    );
    await db.pool.query(
      `INSERT INTO attempts (id, workspace_id, run_id, task_id, try_number)
       SELECT id, $1, id, pipeline_id, 1 FROM runs WHERE workspace_id = $1`,
      [id],
    );
    await db.pool.query("ANALYZE pipelines, runs, attempts, occurrences, incidents");
    const plans: string[] = [];
    const explain = async (sql: string, values: unknown[]) => {
      const { rows } = await db.pool.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`, values);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
      return { rows: [] };
    };
    const explained = { ...scheduled(ctx), pool: { query: explain } as unknown as Context["pool"] };
    await removeRuns(explained, 100);
    expect(plans[0]).toContain("runs_retention_idx");
    expect(plans[0]).not.toMatch(/Seq Scan on (runs|attempts)/);
    const startedAt = performance.now();
    expect(await removeRuns(scheduled(ctx), 100)).toBe(100);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe("removeDatasets", () => {
  it("removes what nobody has mentioned for 400 days, with columns and lineage", async () => {
    const own = await arrangeWorkspace(db);
    const { workspaceId } = own.ctx;
    const pipelineId = await storePipeline(own);
    const store = async (lastSeenAt: Date) => {
      const id = newId();
      const seen = { firstSeenAt: lastSeenAt, lastSeenAt };
      await db.prisma.dataset.create({
        data: { id, workspaceId, namespace: "s3://lake", name: id, ...seen },
      });
      await db.prisma.schemaSnapshot.create({
        data: {
          id: newId(),
          workspaceId,
          datasetId: id,
          origin: "dbt",
          columns: [],
          hash: "",
          takenAt: lastSeenAt,
          lastSeenAt,
        },
      });
      await db.prisma.lineageEdge.create({
        data: {
          id: newId(),
          workspaceId,
          pipelineId,
          datasetId: id,
          direction: "writes",
          origin: "dbt",
          ...seen,
        },
      });
      return id;
    };
    const young = await store(daysAgo(400));
    for (const ms of [1, 2, 3]) await store(daysAgo(400, ms));
    expect(await removeDatasets(scheduled(own.ctx), 2)).toBe(2);
    expect(await removeDatasets(scheduled(own.ctx), 2)).toBe(1);
    const left = await db.prisma.dataset.findMany({
      where: { workspaceId },
      include: { snapshots: true, edges: true },
    });
    expect(left.map(({ id, snapshots, edges }) => [id, snapshots.length, edges.length])).toEqual([
      [young, 1, 1],
    ]);
    await updateWorkspace(own.ctx, { retention: { runsDays: 500 } });
    await store(daysAgo(450));
    expect(await removeDatasets(scheduled(own.ctx), 2)).toBe(0);
    await updateWorkspace(own.ctx, { retention: { runsDays: null } });
    await store(daysAgo(3_000));
    expect(await removeDatasets(scheduled(own.ctx), 2)).toBe(0);
  });
});
