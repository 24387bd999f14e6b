import { AppError } from "@/lib/platform/errors";
import type { GitHubHandle } from "@/lib/vendors/github/client";
import { commitSigned } from "@/lib/vendors/github/commit-signed";
import { statusOf } from "@/lib/vendors/github/github-error";
import { listTree } from "@/lib/vendors/github/read-files";
import type { NewBranch, NewCommit } from "@/lib/vendors/source-control";

/** The tip of a branch, or null (also for an empty repository, which returns 409). */
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

/** Creates a branch at `base`; an existing branch (422) is left unchanged. */
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
 * Creates a commit on top of `base`, in which several files change at once. GraphQL signs it for Apps and tokens alike and
 * refuses a branch that has moved; the git data API is used for what GraphQL cannot do (files with a mode, a tip that is
 * replaced) and where it is missing. See `SourceRepository.commitToBranch`.
 */
export async function commitToBranch(
  handle: GitHubHandle,
  input: NewCommit,
): Promise<{ sha: string; url: string | null }> {
  const { client, owner, repo } = handle;
  let tip = await tipOf(handle, input.branch);
  const modes = await modesAt(handle, input);
  if (tip === input.base && [...modes.values()].every((mode) => mode === REGULAR)) {
    const signed = await commitSigned(handle, input);
    if (signed) return signed;
    tip = await tipOf(handle, input.branch);
  }
  const tree = await createTree(handle, input, modes);
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

async function tipOf(handle: GitHubHandle, branch: string): Promise<string> {
  const tip = await findBranch(handle, branch);
  if (tip !== null) return tip;
  throw new AppError("NOT_FOUND", `There is no branch ${branch} in ${handle.owner}/${handle.repo}.`);
}

const REGULAR = "100644";

/** The modes of the changed files that exist at the base. */
async function modesAt(handle: GitHubHandle, { base, files }: NewCommit): Promise<Map<string, string>> {
  const changed = new Set(files.map(({ path }) => path));
  const tree = await listTree(handle, base);
  return new Map(tree.filter(({ path }) => changed.has(path)).map(({ path, mode }) => [path, mode]));
}

async function createTree(
  { client, owner, repo }: GitHubHandle,
  { base, files }: NewCommit,
  modes: ReadonlyMap<string, string>,
): Promise<string> {
  const { data: commit } = await client.rest.git.getCommit({ owner, repo, commit_sha: base });
  const { data: tree } = await client.rest.git.createTree({
    owner,
    repo,
    base_tree: commit.tree.sha,
    tree: files.map(({ path, content }) => ({
      path,
      type: "blob" as const,
      mode: modes.get(path) === "100755" ? ("100755" as const) : ("100644" as const),
      ...(content === null ? { sha: null } : { content }),
    })),
  });
  return tree.sha;
}

function taken(branch: string): AppError {
  return new AppError(
    "CONFLICT",
    `The branch ${branch} has other commits. Delete it, or propose a new fix, which gets its own branch.`,
  );
}
