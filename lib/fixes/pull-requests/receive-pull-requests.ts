import { findFixesOfPullRequest } from "@/lib/fixes/data";
import { savePullRequestState } from "@/lib/fixes/pull-requests/save-pull-request-state";
import type { ReportedPullRequest } from "@/lib/intake/sources/descriptor";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/**
 * Takes over what a verified webhook says about pull requests that the workspace opened; others are ignored. Each is read again
 * soon, because webhooks may arrive in any order. Safe to run twice.
 * @returns how many of its fixes changed
 */
export async function receivePullRequests(
  ctx: Context,
  reported: readonly ReportedPullRequest[],
): Promise<number> {
  authorize(ctx, "fix.follow");
  let changed = 0;
  for (const pullRequest of reported) {
    for (const { id } of await findFixesOfPullRequest(ctx, pullRequest)) {
      const { state, draft, mergedAt, mergeCommit } = pullRequest;
      const observed = { state, draft, mergedAt, mergeCommit, checkedAt: null, etag: null };
      if (await savePullRequestState(ctx, id, observed)) changed += 1;
    }
  }
  return changed;
}
