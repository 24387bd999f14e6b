import { getFixRow } from "@/lib/fixes/data";
import { openFixRepository } from "@/lib/fixes/pull-requests/open-fix-repository";
import { savePullRequestState } from "@/lib/fixes/pull-requests/save-pull-request-state";
import type { PullRequestChange } from "@/lib/fixes/pull-requests/pull-request-change";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/** How long a host may take. */
const TIMEOUT_MS = 20_000;

/**
 * Reads what became of a fix's pull request, or of its branch in a local repository. A repository that cannot be read keeps
 * its turn until the next round. Safe to run twice.
 * @returns what changed; null if nothing did
 * @throws AppError as the repository does
 */
export async function checkPullRequest(ctx: Context, fixId: string): Promise<PullRequestChange | null> {
  authorize(ctx, "fix.follow");
  const row = await getFixRow(ctx, fixId);
  if (row.status !== "open" || row.branch === null) return null;
  // Also if it fails, so that one that always fails does not keep the others waiting.
  const checkedAt = ctx.now();
  await ctx.db.fix.updateMany({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    data: { prCheckedAt: checkedAt },
  });
  const { repository } = await openFixRepository(ctx, row, AbortSignal.timeout(TIMEOUT_MS));
  const base = row.targetBranch ?? (await repository.headCommit()).branch;
  if (base === null) return null;
  const reading = await repository.readPullRequest({
    number: row.prNumber,
    branch: row.branch,
    base,
    commit: row.commitSha,
    etag: row.prEtag,
  });
  return reading === null ? null : savePullRequestState(ctx, fixId, { ...reading, checkedAt });
}
