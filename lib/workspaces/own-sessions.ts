import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Filter for a person's active sessions. */
export function activeSessions(ctx: Context, userId: string) {
  return { userId, revokedAt: null, expiresAt: { gt: ctx.now() } } satisfies Prisma.SessionWhereInput;
}

/** Ends a person's active sessions, optionally except the current one. @returns how many ended */
export async function endSessions(
  ctx: Context,
  tx: Prisma.TransactionClient,
  userId: string,
  { keepCurrent }: { keepCurrent: boolean },
): Promise<number> {
  const kept = keepCurrent ? { NOT: { id: ctx.sessionId ?? "" } } : {};
  const { count } = await tx.session.updateMany({
    where: { ...activeSessions(ctx, userId), ...kept },
    data: { revokedAt: ctx.now() },
  });
  return count;
}
