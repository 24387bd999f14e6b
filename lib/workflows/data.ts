import "server-only";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { PROGRESS, toWorkflowView, type WorkflowRow } from "@/lib/workflows/progress";
import type { WorkflowFilter, WorkflowPage, WorkflowView } from "@/lib/workflows/schemas";

/** @throws AppError NOT_FOUND, including for other workspaces. */
export async function getWorkflow(ctx: Context, id: string): Promise<WorkflowView> {
  const row = await ctx.db.workflowRun.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    ...PROGRESS,
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no such workflow.");
  return toWorkflowView(row);
}

/** The workspace's workflows, newest first. */
export async function listWorkflows(ctx: Context, filter: WorkflowFilter): Promise<WorkflowPage> {
  const limit = filter.limit ?? 50;
  const rows = await ctx.db.workflowRun.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      type: filter.type,
      status: filter.status,
      incidentId: filter.incident_id,
      // Ids are time-ordered, so the id of the last row is the cursor.
      ...(filter.cursor && { id: { lt: filter.cursor } }),
    },
    orderBy: { id: "desc" },
    ...PROGRESS,
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return {
    items: page.map(toWorkflowView),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Workflow rows by id, for lists that show progress. */
export async function findWorkflows(ctx: Context, ids: readonly string[]): Promise<Map<string, WorkflowRow>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db.workflowRun.findMany({
    where: { id: { in: [...ids] }, workspaceId: ctx.workspaceId },
    ...PROGRESS,
  });
  return new Map(rows.map((row) => [row.id, row]));
}
