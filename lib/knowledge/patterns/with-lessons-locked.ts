import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

const TIMEOUTS_MS = { maxWait: 10_000, timeout: 30_000 };
const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('lessons:' || $1, 0))::text";

/** Runs `work` in a transaction that alone changes the confirmed causes and patterns of the workspace. */
export function withLessonsLocked<T>(
  ctx: Context,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRawUnsafe(LOCK, ctx.workspaceId);
    return work(tx);
  }, TIMEOUTS_MS);
}
