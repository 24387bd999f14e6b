import type { Context } from "@/lib/platform/context";

/** Rows of one statement: few enough that whoever waits for the embedded database does not notice it. */
const BATCH = 100;

interface Limits {
  /** No further batch begins after so long; what is left goes the next time. */
  budgetMs: number;
  batch?: number;
  /** Milliseconds that only move forward. */
  elapsed?: () => number;
}

/**
 * Removes in small batches, workspace after workspace, for as long as the budget lasts. Each run begins with another
 * workspace, so that one with a great deal to remove keeps no other waiting.
 * @param remove one batch; it answers with fewer than the limit when nothing is left
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
