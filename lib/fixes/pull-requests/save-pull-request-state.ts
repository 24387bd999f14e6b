import { changeOf, type PullRequestChange } from "@/lib/fixes/pull-requests/pull-request-change";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { PullRequestReading } from "@/lib/vendors/source-control";

/** What is known about a pull request now; `undefined` leaves a value as it is. */
export type ObservedPullRequest = Pick<PullRequestReading, "state" | "draft" | "mergedAt" | "mergeCommit"> &
  Partial<Pick<PullRequestReading, "mergeable" | "etag">> & {
    /** When it was read; null if the host told it and it is to be read again. */
    checkedAt: Date | null;
  };

/** Statuses of a fix that has a pull request or a branch. */
const FOLLOWED = ["open", "closed", "merged"];

/**
 * Saves the state of a fix's pull request, and what changed in the timeline. Safe to run twice, and concurrently for the same
 * pull request.
 * @returns what changed
 */
export async function savePullRequestState(
  ctx: Context,
  fixId: string,
  observed: ObservedPullRequest,
): Promise<PullRequestChange | null> {
  authorize(ctx, "fix.follow");
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM fixes WHERE id = ${fixId} AND workspace_id = ${ctx.workspaceId} FOR UPDATE`;
    const row = await tx.fix.findFirst({
      where: { id: fixId, workspaceId: ctx.workspaceId, status: { in: FOLLOWED } },
    });
    if (!row) return null;
    const before = { state: row.status as "open" | "closed" | "merged", draft: row.prDraft ?? false };
    const change = changeOf(before, observed);
    const isMerge = change === "merged";
    await tx.fix.updateMany({
      where: { id: fixId, workspaceId: ctx.workspaceId },
      data: {
        prCheckedAt: observed.checkedAt,
        ...(observed.etag !== undefined && { prEtag: observed.etag }),
        ...(observed.mergeable !== undefined && { prMergeable: observed.mergeable }),
        ...(before.state !== "merged" && {
          status: observed.state,
          prState: observed.state,
          prDraft: observed.draft,
        }),
        ...(isMerge && {
          // The time of a fast-forward in a local repository is not known; it is when it was seen.
          mergedAt: observed.mergedAt === null ? ctx.now() : new Date(observed.mergedAt),
          mergeCommitSha: observed.mergeCommit,
        }),
      },
    });
    if (change === null) return null;
    const { incidentId, title, prNumber: number, branch } = row;
    const event = { type: "pull_request_changed", change, fixId, title, number, branch } as const;
    await recordEvents(ctx, tx, [{ incidentId, event }]);
    return change;
  });
}
