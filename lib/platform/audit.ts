import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Writes who did what, in the transaction that did it. Actions are named `noun.verb`. */
export async function audit(
  ctx: Context,
  tx: Prisma.TransactionClient,
  event: { action: string; targetType: string; targetId: string; detail?: Prisma.InputJsonObject },
): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      actorType: ctx.actor.type,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      action: event.action,
      targetType: event.targetType,
      targetId: event.targetId,
      detail: event.detail ?? {},
      at: ctx.now(),
    },
  });
}
