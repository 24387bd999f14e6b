import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Runs `work` in a transaction that locks the workspace's teams against other changes. */
export function withTeamsLocked<T>(
  ctx: Context,
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${ctx.workspaceId}, 8))`;
    return work(tx);
  });
}
