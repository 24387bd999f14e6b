import { audit } from "@/lib/platform/audit";
import { hashPassword, verifyPassword } from "@/lib/platform/auth/password-hash";
import { authorize } from "@/lib/platform/auth/permissions";
import { bookAttempt, refundAttempt, type CountedKey } from "@/lib/platform/auth/shared-backoff";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { getPasswordHash } from "@/lib/workspaces/data";
import { endSessions } from "@/lib/workspaces/own-sessions";
import { requirePerson } from "@/lib/workspaces/require-person";
import type { PasswordChanged } from "@/lib/workspaces/schemas";

const MINUTE_MS = 60_000;

/** Counted per person across instances, so that a stolen session cannot guess the password. */
const attemptsOf = (userId: string): CountedKey => ({
  name: `password-change ${userId}`,
  policy: { free: 5, firstMs: 2_000, maxMs: MINUTE_MS, forgetMs: 15 * MINUTE_MS },
});

/**
 * Changes the caller's password and ends their other sessions in one transaction.
 * @throws AppError FORBIDDEN for API tokens and for a wrong current password; RATE_LIMITED after several wrong ones;
 * CONFLICT after a concurrent change; UNAVAILABLE if too many passwords are being hashed.
 */
export async function changePassword(
  ctx: Context,
  input: { currentPassword: string; newPassword: string },
): Promise<PasswordChanged> {
  authorize(ctx, "self.update");
  const userId = requirePerson(ctx);
  const currentHash = await getPasswordHash(ctx, userId);
  if (currentHash) await checkCurrent(ctx, userId, input.currentPassword, currentHash);
  const passwordHash = await hashPassword(input.newPassword, { isUrgent: true });
  const revokedSessions = await ctx.db.$transaction(async (tx) => {
    const where = { id: userId, passwordHash: currentHash };
    const { count } = await tx.user.updateMany({ where, data: { passwordHash } });
    if (count === 0) throw new AppError("CONFLICT", "The password was changed elsewhere. Sign in again.");
    const ended = await endSessions(ctx, tx, userId, { keepCurrent: true });
    await audit(ctx, tx, {
      action: "user.change-password",
      targetType: "user",
      targetId: userId,
      detail: { revokedSessions: ended },
    });
    return ended;
  });
  return { changed: true, revokedSessions };
}

async function checkCurrent(ctx: Context, userId: string, password: string, stored: string): Promise<void> {
  const attempts = attemptsOf(userId);
  const booking = await bookAttempt(ctx.pool, [attempts], { nowMs: ctx.now().getTime(), maxWaitMs: 0 });
  if (!booking.isBooked) {
    const retryAfterMs = booking.waitMs;
    const seconds = Math.ceil(retryAfterMs / 1000);
    const message = `Too many wrong passwords. Wait ${seconds} s, then try again.`;
    throw new AppError("RATE_LIMITED", message, { retryAfterMs });
  }
  const { matches } = await verifyPassword(password, stored, { isUrgent: true }).catch(
    async (error: unknown) => {
      await refundAttempt(ctx.pool, [attempts]);
      throw error;
    },
  );
  if (!matches) throw new AppError("FORBIDDEN", "The current password is wrong.");
  await refundAttempt(ctx.pool, [attempts], [attempts]);
}
