import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { ReadRun, ReadTry } from "@/lib/reconcile/orchestrators/reading";
import { runKey, taskKey } from "@/lib/reconcile/runs/known-runs";
import { batchesOf } from "@/lib/reconcile/runs/load-known-runs";
import type { SortedReading } from "@/lib/reconcile/runs/sort-reading";
import {
  WRITE_BARE_RUNS,
  WRITE_HISTORY,
  WRITE_PIPELINES,
  WRITE_RUNS,
  WRITE_TASKS,
  WRITE_TRIES,
} from "@/lib/reconcile/runs/write-sql";

/**
 * Stores runs and attempts that concern no incident, a statement per kind and batch. Safe to run twice; a batch that was
 * written stays written if a later one fails.
 */
export async function writeRuns(
  ctx: Context,
  sourceId: string,
  { runs, tries }: Pick<SortedReading, "runs" | "tries">,
): Promise<void> {
  const { workspaceId, pool } = ctx;
  const pipelines = [...new Set([...runs, ...tries].map(({ pipeline }) => pipeline))];
  for (const batch of batchesOf(pipelines))
    await pool.query(WRITE_PIPELINES, [workspaceId, sourceId, batch, batch.map(() => newId()), ctx.now()]);
  const write = (statement: string, rows: readonly object[]) => writeRows(ctx, sourceId, statement, rows);
  await write(
    WRITE_RUNS,
    distinctBy(runs, runKey).map(({ details: _details, ...run }) => run),
  );
  await write(WRITE_TASKS, distinctBy(tries, taskKey).map(taskRow));
  await write(
    WRITE_BARE_RUNS,
    distinctBy(tries, runKey).map(({ pipeline, run }) => ({ pipeline, run })),
  );
  await write(
    WRITE_TRIES,
    distinctBy(tries, tryKey).map(({ details: _details, ...found }) => found),
  );
}

/**
 * Stores ended runs of the past. Of runs that are known already, for instance from callbacks, only what is unknown is filled
 * in; nothing that was reported changes. Safe to run twice.
 */
export async function writeHistory(ctx: Context, sourceId: string, runs: readonly ReadRun[]): Promise<void> {
  const rows = distinctBy(runs, runKey).map(({ details: _details, ...run }) => run);
  await writeRows(ctx, sourceId, WRITE_HISTORY, rows);
}

async function writeRows(
  ctx: Context,
  sourceId: string,
  statement: string,
  rows: readonly object[],
): Promise<void> {
  for (const batch of batchesOf(rows)) {
    const json = JSON.stringify(batch.map((row) => ({ ...row, id: newId() })));
    await ctx.pool.query(statement, [ctx.workspaceId, sourceId, json, ctx.now()]);
  }
}

function taskRow({ pipeline, task, taskName, operator }: ReadTry) {
  return { pipeline, task, taskName, operator };
}

function tryKey({ pipeline, run, task, mapIndex, tryNumber }: ReadTry): string {
  return JSON.stringify([pipeline, run, task, mapIndex, tryNumber]);
}

/** One row per key: a statement cannot update a row twice. */
function distinctBy<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}
