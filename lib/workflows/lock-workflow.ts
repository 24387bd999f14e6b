import type { Context } from "@/lib/platform/context";
import type { Prisma, WorkflowRun } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/** Locks a workflow for the rest of the transaction. @throws AppError NOT_FOUND, including for other workspaces. */
export async function lockWorkflow(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  id: string,
): Promise<WorkflowRun> {
  await tx.$queryRaw`SELECT id FROM workflow_runs WHERE id = ${id} AND workspace_id = ${workspaceId} FOR UPDATE`;
  const row = await tx.workflowRun.findFirst({ where: { id, workspaceId } });
  if (!row) throw new AppError("NOT_FOUND", "There is no such workflow.");
  return row;
}
