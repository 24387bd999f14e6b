import type { GitHubHandle } from "@/lib/vendors/github/client";
import { statusOf } from "@/lib/vendors/github/github-error";
import type { PullRequestPlace, PullRequestReading } from "@/lib/vendors/source-control";

/**
 * See `SourceRepository.readPullRequest`. A conditional request: an unchanged pull request is answered with 304, which does
 * not count against the rate limit (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
 */
export async function readPullRequest(
  { client, owner, repo }: GitHubHandle,
  { number, etag }: PullRequestPlace,
): Promise<PullRequestReading | null> {
  if (number === null) return null;
  const headers = etag === null ? {} : { "if-none-match": etag };
  const answer = await client.rest.pulls
    .get({ owner, repo, pull_number: number, headers })
    .catch((error: unknown) => {
      if (statusOf(error) === 304) return null;
      throw error;
    });
  if (answer === null) return null;
  const { data } = answer;
  return {
    state: data.merged_at !== null ? "merged" : data.state === "open" ? "open" : "closed",
    draft: data.draft ?? false,
    mergeable: data.mergeable_state || null,
    mergedAt: data.merged_at,
    // While it is open, this is a test merge.
    mergeCommit: data.merged_at === null ? null : data.merge_commit_sha,
    etag: answer.headers.etag ?? null,
  };
}
