import type { ReportedPullRequest, Reports } from "@/lib/intake/sources/descriptor";
import { PullRequestEvent } from "@/lib/intake/sources/github/schema";
import { identifier, lenientText, objectOf } from "@/lib/intake/sources/lenient";

/**
 * The pull request of a `pull_request` event, in the state after whatever happened to it. Without reports, because it is no
 * failure; those of forks are left out, because the product opens none. Pure.
 */
export function pullRequestsIn(body: Record<string, unknown>): Reports {
  const repository = identifier(
    objectOf(body["repository"]) ?? {},
    "full_name",
    "the repository as owner/name",
  );
  const number = Number(
    lenientText(body["number"]) ?? lenientText(objectOf(body["pull_request"])?.["number"]),
  );
  const { pull_request: pull } = PullRequestEvent.parse(body);
  const branch = pull?.head?.ref ?? null;
  if (!("value" in repository) || !Number.isSafeInteger(number) || number < 1 || !pull || branch === null) {
    const message = "expected a pull_request event with repository, number and head";
    return { ok: false, issues: [{ path: "pull_request", message }] };
  }
  const isOwn = (pull.head?.repo?.full_name ?? repository.value) === repository.value;
  const isMerged = pull.merged === true || pull.merged_at !== null;
  const reported: ReportedPullRequest = {
    repository: repository.value,
    number,
    branch,
    state: isMerged ? "merged" : pull.state === "closed" ? "closed" : "open",
    draft: pull.draft ?? false,
    mergedAt: pull.merged_at,
    mergeCommit: isMerged ? pull.merge_commit_sha : null,
  };
  return { ok: true, reports: [], pullRequests: isOwn ? [reported] : [] };
}
