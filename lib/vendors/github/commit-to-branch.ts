import { AppError } from "@/lib/platform/errors";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import { statusOf } from "@/lib/vendors/github/github-error";
import { listTree } from "@/lib/vendors/github/read-files";
import type { FileChange, NewBranch, NewCommit } from "@/lib/vendors/source-control";

/** Tip of a branch, null when there is none (also in an empty repository, which GitHub answers with 409). */
export async function findBranch(
  { client, owner, repo }: GitHubHandle,
  branch: string,
): Promise<string | null> {
  try {
    const { data } = await client.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
    return data.object.sha;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 409) return null;
    throw error;
  }
}

/** A branch at `base`; one that exists (GitHub then answers 422) is left as it is. */
export async function createBranch(handle: GitHubHandle, input: NewBranch): Promise<{ created: boolean }> {
  const { client, owner, repo } = handle;
  try {
    await client.rest.git.createRef({ owner, repo, ref: `refs/heads/${input.branch}`, sha: input.base });
    return { created: true };
  } catch (error) {
    if (statusOf(error) === 422 && (await findBranch(handle, input.branch)) !== null) {
      return { created: false };
    }
    throw error;
  }
}

/**
 * One commit on top of `base` through the git data API, so that several files change at once. Author and
 * committer are left out: GitHub then signs the commits of an App.
 */
export async function commitToBranch(
  handle: GitHubHandle,
  input: NewCommit,
): Promise<{ sha: string; url: string | null }> {
  const { client, owner, repo } = handle;
  const tip = await findBranch(handle, input.branch);
  if (tip === null) {
    throw new AppError("NOT_FOUND", `There is no branch ${input.branch} in ${owner}/${repo}.`);
  }
  const tree = await createTree(handle, input.base, input.files);
  if (tip !== input.base) {
    const { data: there } = await client.rest.git.getCommit({ owner, repo, commit_sha: tip });
    const isOurs =
      there.tree.sha === tree && there.parents.length === 1 && there.parents[0]?.sha === input.base;
    if (isOurs) return { sha: tip, url: there.html_url };
    if (tip !== input.replaces) throw taken(input.branch);
  }
  const { data: commit } = await client.rest.git.createCommit({
    owner,
    repo,
    message: input.message,
    tree,
    parents: [input.base],
  });
  await client.rest.git.updateRef({
    owner,
    repo,
    ref: `heads/${input.branch}`,
    sha: commit.sha,
    force: tip !== input.base,
  });
  return { sha: commit.sha, url: commit.html_url };
}

async function createTree(handle: GitHubHandle, base: string, files: readonly FileChange[]): Promise<string> {
  const { client, owner, repo } = handle;
  const [{ data: commit }, existing] = await Promise.all([
    client.rest.git.getCommit({ owner, repo, commit_sha: base }),
    listTree(handle, base),
  ]);
  const isExecutable = new Set(existing.filter((file) => file.mode === "100755").map((file) => file.path));
  const { data: tree } = await client.rest.git.createTree({
    owner,
    repo,
    base_tree: commit.tree.sha,
    tree: files.map(({ path, content }) => ({
      path,
      type: "blob" as const,
      mode: isExecutable.has(path) ? ("100755" as const) : ("100644" as const),
      ...(content === null ? { sha: null } : { content }),
    })),
  });
  return tree.sha;
}

function taken(branch: string): AppError {
  return new AppError(
    "CONFLICT",
    `The branch ${branch} holds other commits. Delete it, or propose a new fix, which gets a branch of its own.`,
  );
}
