import { CODE_OWNERS_PATHS, codeOwnersOf, parseCodeOwners } from "@/lib/code/owners/code-owners";
import { getFixRow } from "@/lib/fixes/data";
import { openFixRepository } from "@/lib/fixes/pull-requests/open-fix-repository";
import type { PreparedFix, PullRequestStep } from "@/lib/fixes/pull-requests/open-pull-request";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { getSourceRow } from "@/lib/sources/data";
import type { SourceRepository } from "@/lib/vendors/source-control";

/**
 * Fifth step: labels, and reviews by the owners of the changed files, as CODEOWNERS at the base says. What the host refuses
 * is noted on the fix. Safe to run twice.
 */
export async function decoratePullRequest(
  ctx: Context,
  input: PullRequestStep & { prepared: PreparedFix; number: number | null },
): Promise<{ labels: string[]; reviewers: string[]; notes: string[] }> {
  authorize(ctx, "fix.open-pull-request");
  const { fixId, prepared, number } = input;
  if (number === null) return { labels: [], reviewers: [], notes: [] };
  const row = await getFixRow(ctx, fixId);
  const { repository, sourceId } = await openFixRepository(ctx, row);
  const { pullRequestLabels } = await getSourceRow(ctx, sourceId);
  const labelled = await repository.labelPullRequest(number, pullRequestLabels);
  const files = (row.files as { path: string }[]).map(({ path }) => path);
  const owners = await readOwners(repository, prepared.base, files);
  const asked = await repository.requestReviews(number, owners.owners);
  const result = {
    labels: labelled.set,
    reviewers: asked.set,
    notes: [...labelled.notes, ...owners.notes, ...asked.notes],
  };
  await ctx.db.fix.updateMany({
    where: { id: fixId, workspaceId: ctx.workspaceId },
    data: { prLabels: result.labels, prReviewers: result.reviewers, prNotes: result.notes },
  });
  return result;
}

/** The owners of the files by the first CODEOWNERS that the base has. */
async function readOwners(
  repository: SourceRepository,
  base: string,
  files: readonly string[],
): Promise<{ owners: string[]; notes: string[] }> {
  for (const path of CODE_OWNERS_PATHS) {
    try {
      const text = await repository.readFile(path, base);
      if (text === null) continue;
      const rules = parseCodeOwners(text);
      return { owners: [...new Set(files.flatMap((file) => codeOwnersOf(rules, file)))], notes: [] };
    } catch (error) {
      if (!(error instanceof AppError) || !["INVALID", "TOO_LARGE"].includes(error.code)) throw error;
      return { owners: [], notes: [`${path} was not read: ${error.message}`] };
    }
  }
  return { owners: [], notes: [] };
}
