import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Longer than intake ever holds the lock; a full batch of large reports takes about a second. */
const TIMEOUTS_MS = { maxWait: 10_000, timeout: 15_000 };

/**
 * Runs `work` in a transaction that holds the workspace's intake lock, so nothing else can move failures between
 * incidents. Decide on rows read inside `work`; they stay valid until it commits. Keep it fast.
 */
export function withIncidentsLocked<T>(
  ctx: Context,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(LOCK_WORKSPACE, ctx.workspaceId);
    return work(tx);
  }, TIMEOUTS_MS);
}
