import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Longer than intake ever holds the lock: a full batch of large reports takes about a second. */
const PATIENCE = { maxWait: 10_000, timeout: 15_000 };

/**
 * Runs `work` in a transaction that holds the workspace's intake lock, so that nothing else decides meanwhile which
 * failure belongs to which incident. What `work` reads stays true until it commits; decide on those rows, not on
 * rows read before. Nothing slow belongs inside.
 */
export function withIncidentsLocked<T>(
  ctx: Context,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(LOCK_WORKSPACE, ctx.workspaceId);
    return work(tx);
  }, PATIENCE);
}
