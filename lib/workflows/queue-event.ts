import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

/**
 * Queues an event about an existing workflow in the caller's transaction; the edge sends it after the commit, and a sweep what a
 * crash left behind.
 */
export async function queueEvent(
  ctx: Context,
  tx: Prisma.TransactionClient,
  event: { name: string; data: { workflowId: string; incidentId?: string } },
): Promise<void> {
  const { workspaceId } = ctx;
  await tx.outboxEvent.create({
    data: {
      id: newId(),
      workspaceId,
      name: event.name,
      data: { ...event.data, workspaceId },
      createdAt: ctx.now(),
    },
  });
}
