import "server-only";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { toWorkflowView, type WorkflowRow } from "@/lib/workflows/progress";
import type { WorkflowView } from "@/lib/workflows/schemas";

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getWorkflow(ctx: Context, id: string): Promise<WorkflowView> {
  const row = await ctx.db.workflowRun.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: { steps: true },
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no such workflow.");
  return toWorkflowView(row);
}

/** Workflow rows by id, for lists that show progress. */
export async function findWorkflows(ctx: Context, ids: readonly string[]): Promise<Map<string, WorkflowRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.workflowRun.findMany({
    where: { id: { in: [...ids] }, workspaceId: ctx.workspaceId },
    include: { steps: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
