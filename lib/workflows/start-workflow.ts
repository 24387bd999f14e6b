import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

interface StartWorkflow {
  /** Function id, e.g. `analyze-incident`. */
  type: string;
  /** Name of the event that starts it. */
  event: string;
  incidentId?: string;
  fixId?: string;
  /** Names of the steps it is going to take, in order; shown as progress before the first one starts. */
  plannedSteps: readonly string[];
  /** Further ids for the event's data; `workflowId` and `workspaceId` are added. */
  data: Record<string, string | null>;
}

/**
 * Writes the workflow's row and the event that starts it, in the caller's transaction. Nothing is sent here:
 * the edge sends after the commit, and a sweep sends what a crash left behind.
 */
export async function startWorkflow(
  ctx: Context,
  tx: Prisma.TransactionClient,
  input: StartWorkflow,
): Promise<{ workflowId: string }> {
  const workflowId = newId();
  const createdAt = ctx.now();
  await tx.workflowRun.create({
    data: {
      id: workflowId,
      workspaceId: ctx.workspaceId,
      incidentId: input.incidentId ?? null,
      fixId: input.fixId ?? null,
      type: input.type,
      status: "PENDING",
      plannedSteps: [...input.plannedSteps],
      createdAt,
    },
  });
  await tx.outboxEvent.create({
    data: {
      id: newId(),
      workspaceId: ctx.workspaceId,
      name: input.event,
      data: { ...input.data, workflowId, workspaceId: ctx.workspaceId },
      createdAt,
    },
  });
  return { workflowId };
}
