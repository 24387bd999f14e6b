import type { Context } from "@/lib/platform/context";

/** Rows per statement: few enough not to block the embedded database noticeably. */
const BATCH = 100;

interface Limits {
  /** No batch starts after this; the rest is removed on the next run. */
  budgetMs: number;
  batch?: number;
  /** Monotonic clock in milliseconds. */
  elapsed?: () => number;
}

/**
 * Removes rows in small batches, workspace by workspace, within a time budget. Each run starts with a different
 * workspace, so that a large one does not starve the others.
 * @param remove removes one batch; returns fewer than the limit if nothing is left
 */
export async function removeInBatches(
  contexts: readonly Context[],
  remove: (ctx: Context, limit: number) => Promise<number>,
  { budgetMs, batch = BATCH, elapsed = () => performance.now() }: Limits,
): Promise<{ removed: number; isDone: boolean }> {
  const startedAt = elapsed();
  const hour = Math.floor((contexts[0]?.now().getTime() ?? 0) / 3_600_000);
  const first = contexts.length > 0 ? hour % contexts.length : 0;
  let removed = 0;
  for (const ctx of [...contexts.slice(first), ...contexts.slice(0, first)]) {
    for (;;) {
      if (elapsed() - startedAt >= budgetMs) return { removed, isDone: false };
      const count = await remove(ctx, batch);
      removed += count;
      if (count < batch) break;
    }
  }
  return { removed, isDone: true };
}
