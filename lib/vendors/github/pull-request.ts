import { AppError } from "@/lib/platform/errors";
import { statusOf } from "@/lib/vendors/github/github-error";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import type { NewPullRequest, OpenedPullRequest } from "@/lib/vendors/source-control";

/**
 * Opens a draft, or answers the pull request that the branch has already, whatever its state. A plan without
 * drafts gets an ordinary one: it too is merged by a person only.
 */
export async function openDraftPullRequest(
  handle: GitHubHandle,
  input: NewPullRequest,
): Promise<OpenedPullRequest> {
  const existing = await findPullRequest(handle, input.branch);
  if (existing) return existing;
  try {
    return await create(handle, input, true);
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    const message = error instanceof Error ? error.message : "";
    if (/already exists/i.test(message)) {
      const other = await findPullRequest(handle, input.branch);
      if (other) return other;
    }
    if (/draft pull requests are not supported/i.test(message)) return create(handle, input, false);
    if (/no commits between/i.test(message)) {
      const text = `There is nothing to propose: ${input.base} already contains what ${input.branch} changes.`;
      throw new AppError("CONFLICT", text, { cause: error });
    }
    throw error;
  }
}

async function create(
  { client, owner, repo }: GitHubHandle,
  { branch, base, title, body }: NewPullRequest,
  draft: boolean,
): Promise<OpenedPullRequest> {
  const { data } = await client.rest.pulls.create({
    owner,
    repo,
    head: branch,
    base,
    title,
    body,
    draft,
    maintainer_can_modify: true,
  });
  return toPullRequest(data);
}

/** The branch's pull request: an open one if there is, else the newest. */
async function findPullRequest(
  { client, owner, repo }: GitHubHandle,
  branch: string,
): Promise<OpenedPullRequest | null> {
  const { data } = await client.rest.pulls.list({
    owner,
    repo,
    head: `${owner}:${branch}`,
    state: "all",
    sort: "created",
    direction: "desc",
    per_page: 10,
  });
  const found = data.find((pull) => pull.state === "open") ?? data[0];
  return found ? toPullRequest(found) : null;
}

function toPullRequest(pull: {
  number: number;
  html_url: string;
  state: string;
  draft?: boolean;
  merged_at: string | null;
}): OpenedPullRequest {
  const state = pull.merged_at !== null ? "merged" : pull.state === "open" ? "open" : "closed";
  return { number: pull.number, url: pull.html_url, state, draft: pull.draft ?? false };
}
