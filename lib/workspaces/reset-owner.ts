import { audit } from "@/lib/platform/audit";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import type { Context } from "@/lib/platform/context";
import { newPassword } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { endSessions } from "@/lib/workspaces/own-sessions";

export interface OwnerReset {
  email: string;
  /** Shown once; only its hash is stored. */
  password: string;
  endedSessions: number;
}

/**
 * Gives an owner a new password and ends their sessions, for operators who are locked out.
 * @param email the owner's; null if there is only one owner
 * @throws AppError NOT_FOUND if no owner has that email address; INVALID if there are several to choose from.
 */
export async function resetOwner(
  deps: Pick<Context, "db" | "pool" | "now">,
  email: string | null,
): Promise<OwnerReset> {
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  return deps.db.$transaction(async (tx) => {
    const owner = await findOwner(tx, email);
    const ctx = systemContext(deps, owner.workspaceIds[0] ?? "");
    await tx.user.update({ where: { id: owner.id }, data: { passwordHash } });
    const endedSessions = await endSessions(ctx, tx, owner.id, { keepCurrent: false });
    for (const workspaceId of owner.workspaceIds) {
      await audit({ ...ctx, workspaceId }, tx, {
        action: "user.reset-password",
        targetType: "user",
        targetId: owner.id,
        detail: { revokedSessions: endedSessions },
      });
    }
    return { email: owner.email, password, endedSessions };
  });
}

async function findOwner(tx: Prisma.TransactionClient, email: string | null) {
  const owners = await tx.user.findMany({
    where: { memberships: { some: { role: "owner" } } },
    orderBy: { email: "asc" },
    select: {
      id: true,
      email: true,
      memberships: { where: { role: "owner" }, select: { workspaceId: true } },
    },
  });
  const found = email === null ? owners : owners.filter((owner) => owner.email === email.toLowerCase());
  const [owner, ...others] = found;
  const names = owners.map((item) => item.email).join(", ");
  if (!owner) {
    const message =
      names === "" ? "There is no owner yet. Start the product first." : `Owners are: ${names}.`;
    throw new AppError(
      "NOT_FOUND",
      email === null ? message : `No owner has the email address ${email}. ${message}`,
    );
  }
  if (others.length > 0) throw new AppError("INVALID", `There are several owners; name one of ${names}.`);
  return {
    id: owner.id,
    email: owner.email,
    workspaceIds: owner.memberships.map((membership) => membership.workspaceId),
  };
}

function systemContext(deps: Pick<Context, "db" | "pool" | "now">, workspaceId: string): Context {
  return {
    ...deps,
    workspaceId,
    role: "owner",
    scopes: [],
    actor: { type: "system", id: null, name: "pd reset-owner" },
  };
}
