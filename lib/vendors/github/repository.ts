import { AppError } from "@/lib/platform/errors";
import { blameLines } from "@/lib/vendors/github/blame-lines";
import {
  createGitHubClient,
  gitHubConnection,
  type GitHubClient,
  type GitHubConnection,
  type GitHubHandle,
} from "@/lib/vendors/github/client";
import { commitToBranch, createBranch, findBranch } from "@/lib/vendors/github/commit-to-branch";
import { labelPullRequest, requestReviews } from "@/lib/vendors/github/decorate-pull-request";
import { gitHubError } from "@/lib/vendors/github/github-error";
import { listChanges, listCommits, readPatches } from "@/lib/vendors/github/list-commits";
import { listFiles, readFile, readFiles } from "@/lib/vendors/github/read-files";
import { openDraftPullRequest } from "@/lib/vendors/github/pull-request";
import { readPullRequest } from "@/lib/vendors/github/read-pull-request";
import type { HeadCommit, SourceRepository } from "@/lib/vendors/source-control";

/**
 * A GitHub repository, by default accessed as the App or token from the environment. Every error is an AppError: UNAUTHENTICATED
 * 401, FORBIDDEN 403, RATE_LIMITED with `retryAfterMs`, NOT_FOUND, CONFLICT, INVALID 422, UNAVAILABLE.
 */
export function openGitHubRepository(
  { owner, repo, installationId }: { owner: string; repo: string; installationId?: number },
  connection: GitHubConnection = gitHubConnection(),
): SourceRepository {
  const name = `${owner}/${repo}`;
  let opened: Promise<GitHubClient> | undefined;
  const call = async <T>(run: (handle: GitHubHandle) => Promise<T>): Promise<T> => {
    try {
      opened ??= createGitHubClient(connection, { owner, repo, installationId });
      const work = opened.then((client) => run({ client, owner, repo }));
      return await (connection.signal ? Promise.race([work, abortOf(connection.signal)]) : work);
    } catch (error) {
      throw gitHubError(error, { ...connection, name });
    }
  };
  return {
    name,
    headCommit: () => call(headCommit),
    listCommits: (query) => call((handle) => listCommits(handle, query)),
    listChanges: (query) => call((handle) => listChanges(handle, query)),
    readPatches: (commits) => call((handle) => readPatches(handle, commits)),
    readFiles: (paths, ref) => call((handle) => readFiles(handle, paths, ref)),
    readFile: (path, ref) => call((handle) => readFile(handle, path, ref)),
    // Its code search knows only the default branch, lags behind, and allows ten requests a minute.
    findMentions: () => Promise.resolve(null),
    listFiles: (ref) => call((handle) => listFiles(handle, ref)),
    blame: (ref, lines) => call((handle) => blameLines(handle, ref, lines)),
    findBranch: (branch) => call((handle) => findBranch(handle, branch)),
    createBranch: (input) => call((handle) => createBranch(handle, input)),
    commitToBranch: (input) => call((handle) => commitToBranch(handle, input)),
    openDraftPullRequest: (input) => call((handle) => openDraftPullRequest(handle, input)),
    labelPullRequest: (number, labels) => call((handle) => labelPullRequest(handle, number, labels)),
    requestReviews: (number, owners) => call((handle) => requestReviews(handle, number, owners)),
    readPullRequest: (place) => call((handle) => readPullRequest(handle, place)),
    describe: () => call(describeAccess),
  };
}

/** Rejects on abort, because a client that waits before a retry would notice later. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function headCommit({ client, owner, repo }: GitHubHandle): Promise<HeadCommit> {
  const { data } = await client.rest.repos.get({ owner, repo });
  const sha = await findBranch({ client, owner, repo }, data.default_branch);
  if (sha === null) throw new AppError("CONFLICT", `The repository ${owner}/${repo} has no commit yet.`);
  return { sha, branch: data.default_branch };
}

async function describeAccess(handle: GitHubHandle): Promise<string> {
  const { data } = await handle.client.rest.repos.get({ owner: handle.owner, repo: handle.repo });
  const head = await headCommit(handle);
  // Missing in responses to an App, whose permissions show at the first write.
  const mayWrite = data.permissions?.push !== false;
  const access = mayWrite ? "" : " The token is read-only, so pull requests cannot be opened.";
  return `GitHub repository ${data.full_name} is at ${head.sha.slice(0, 8)} on ${head.branch}.${access}`;
}
