import { compare, hash } from "bcryptjs";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

const BCRYPT_ROUNDS = 10;

/** @throws AppError FORBIDDEN for API tokens and for a wrong current password. */
export async function changePassword(
  ctx: Context,
  input: { currentPassword: string; newPassword: string },
): Promise<{ changed: true }> {
  if (ctx.actor.type !== "user" || !ctx.actor.id)
    throw new AppError("FORBIDDEN", "Only a signed-in person has a password.");
  const userId = ctx.actor.id;
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.passwordHash && !(await compare(input.currentPassword, user.passwordHash))) {
    throw new AppError("FORBIDDEN", "The current password is not right.");
  }
  const passwordHash = await hash(input.newPassword, BCRYPT_ROUNDS);
  await ctx.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } });
    await audit(ctx, tx, { action: "user.change-password", targetType: "user", targetId: userId });
  });
  return { changed: true };
}
