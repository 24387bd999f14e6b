import { getFixRow } from "@/lib/fixes/data";
import { redact } from "@/lib/redaction/redact";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import type { OpenedPullRequest } from "@/lib/vendors/source-control";

/** Last step: records the pull request on the fix, in the timeline and the audit log. Safe to run twice. */
export async function recordPullRequest(
  ctx: Context,
  input: { fixId: string; workflowId: string; pullRequest: OpenedPullRequest },
): Promise<{ status: string }> {
  authorize(ctx, "fix.open-pull-request");
  const { fixId, workflowId, pullRequest } = input;
  const row = await getFixRow(ctx, fixId);
  // It may have been merged or closed before this step ran.
  const status = pullRequest.state;
  await ctx.db.$transaction(async (tx) => {
    const recorded = await tx.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId, status: "opening", prWorkflowId: workflowId },
      data: {
        status,
        prNumber: pullRequest.number,
        prUrl: pullRequest.url,
        prState: pullRequest.state,
        prDraft: pullRequest.draft,
        ...(status === "merged" && { mergedAt: ctx.now() }),
        error: null,
      },
    });
    if (recorded.count === 0) return;
    await recordEvents(ctx, tx, [
      {
        incidentId: row.incidentId,
        event: {
          type: "pull_request_opened",
          fixId,
          number: pullRequest.number,
          url: pullRequest.url,
          branch: row.branch,
          isDraft: pullRequest.draft,
          title: row.title,
        },
      },
    ]);
  });
  return { status };
}

/**
 * Marks the fix as failed with the reason when its workflow gives up; it can be retried. A no-op if another workflow
 * has claimed the fix.
 */
export async function failPullRequest(
  ctx: Context,
  input: { fixId: string; workflowId: string; message: string },
): Promise<{ failed: boolean }> {
  authorize(ctx, "fix.open-pull-request");
  const { fixId, workflowId } = input;
  const message = redact(input.message).text.slice(0, 1_000);
  const row = await getFixRow(ctx, fixId);
  return ctx.db.$transaction(async (tx) => {
    const failed = await tx.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId, status: "opening", prWorkflowId: workflowId },
      data: { status: "failed", error: message },
    });
    if (failed.count === 0) return { failed: false };
    log.warn({ fixId, reason: message }, "pull request not opened");
    const event = { type: "pull_request_failed", fixId, message } as const;
    await recordEvents(ctx, tx, [{ incidentId: row.incidentId, event }]);
    return { failed: true };
  });
}
