import { toPullRequest } from "@/lib/fixes/data";
import type { Fix } from "@/lib/fixes/schemas";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { actorLabel } from "@/lib/platform/actor-label";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Fix as FixRow, Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { EVENTS } from "@/lib/workflows/plans";
import { workflowStart } from "@/lib/workflows/workflow-start";

/** Steps to open a pull request, in order. */
export const PULL_REQUEST_STEPS = [
  "prepare",
  "create-branch",
  "create-commit",
  "open-draft",
  "request-reviews",
  "record",
] as const;

type Answer =
  | { status: 202; value: { workflowId: string } }
  | { status: 200; value: { workflowId: string | null; pullRequest: Fix["pullRequest"] } };

/**
 * Requests a fix's pull request. While one is being opened, a repeated request returns the same workflow; once open, the
 * same pull request. A failed attempt can be requested again.
 * @throws AppError NOT_FOUND; CONFLICT for a fix without a patch, one that failed verification or was superseded, and
 * without a repository.
 */
export async function requestPullRequest(ctx: Context, fixId: string): Promise<Answer> {
  authorize(ctx, "fix.request-pull-request");
  return ctx.db.$transaction(async (tx) => {
    // Lock the fix, so that concurrent requests share a workflow.
    await tx.$queryRaw`SELECT id FROM fixes WHERE id = ${fixId} AND workspace_id = ${ctx.workspaceId} FOR UPDATE`;
    const row = await tx.fix.findFirst({
      where: { id: fixId, workspaceId: ctx.workspaceId },
      include: { incident: { select: { source: { select: { repository: true, name: true } } } } },
    });
    if (!row) throw new AppError("NOT_FOUND", "There is no such fix.");
    const pullRequest = toPullRequest(row);
    if (pullRequest) return { status: 200, value: { workflowId: row.prWorkflowId, pullRequest } };
    const underWay = row.status === "opening" ? await findActiveWorkflow(ctx, tx, row) : null;
    if (underWay) return { status: 202, value: { workflowId: underWay } };
    const objection = objectionTo(row, row.incident.source);
    if (objection) throw new AppError("CONFLICT", objection);
    const start = workflowStart({
      workspaceId: ctx.workspaceId,
      type: "open-pull-request",
      event: EVENTS.pullRequestRequested,
      incidentId: row.incidentId,
      fixId,
      plannedSteps: PULL_REQUEST_STEPS,
      data: { fixId },
      at: ctx.now().toISOString(),
    });
    const workflowId = start.workflow.id;
    await tx.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId },
      data: {
        status: "opening",
        prWorkflowId: workflowId,
        error: null,
        // Whoever opens it approves it.
        decision: "approved",
        decisionReason: null,
        decidedBy: actorLabel(ctx.actor),
        decidedAt: ctx.now(),
      },
    });
    const event = { type: "pull_request_requested", fixId } as const;
    await recordEvents(ctx, tx, [{ incidentId: row.incidentId, event }], [start]);
    return { status: 202, value: { workflowId } };
  });
}

/** The workflow opening the pull request, unless it has ended without reporting. */
async function findActiveWorkflow(
  ctx: Context,
  tx: Prisma.TransactionClient,
  row: FixRow,
): Promise<string | null> {
  const run = await tx.workflowRun.findFirst({
    where: {
      id: row.prWorkflowId ?? "",
      workspaceId: ctx.workspaceId,
      status: { in: ["PENDING", "RUNNING"] },
    },
    select: { id: true },
  });
  return run?.id ?? null;
}

function objectionTo(row: FixRow, source: { repository: unknown; name: string }): string | null {
  if (row.patch === "") {
    return "This fix has no patch to open. Add a patch first, or follow its steps.";
  }
  if (row.decision === "rejected") {
    const why = row.decisionReason ? `: ${row.decisionReason.slice(0, 300)}` : ".";
    return `The fix was rejected${why}`;
  }
  if (row.status === "superseded") return "A newer analysis has replaced this fix.";
  if ((row.verification as { status?: unknown }).status === "failed") {
    return "The patch failed verification. Edit it first.";
  }
  if (!source.repository) return `No repository is connected. Connect one under Setup → ${source.name}.`;
  return null;
}
