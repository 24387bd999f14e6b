import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { ReadTry } from "@/lib/reconcile/orchestrators/reading";
import { runKey, taskKey } from "@/lib/reconcile/runs/known-runs";
import { batchesOf } from "@/lib/reconcile/runs/load-known-runs";
import type { SortedReading } from "@/lib/reconcile/runs/sort-reading";
import {
  WRITE_BARE_RUNS,
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
  const now = ctx.now();
  const pipelines = [...new Set([...runs, ...tries].map(({ pipeline }) => pipeline))];
  for (const batch of batchesOf(pipelines))
    await pool.query(WRITE_PIPELINES, [workspaceId, sourceId, batch, batch.map(() => newId()), now]);
  const write = async (statement: string, rows: readonly object[]) => {
    for (const batch of batchesOf(rows)) {
      const json = JSON.stringify(batch.map((row) => ({ ...row, id: newId() })));
      await pool.query(statement, [workspaceId, sourceId, json, now]);
    }
  };
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
