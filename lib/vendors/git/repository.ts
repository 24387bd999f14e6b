import { AppError } from "@/lib/platform/errors";
import { blameLines } from "@/lib/vendors/git/blame-lines";
import { commitToBranch, createBranch, findBranch } from "@/lib/vendors/git/commit-to-branch";
import { listChanges, listCommits, readPatches } from "@/lib/vendors/git/list-commits";
import { readBranch } from "@/lib/vendors/git/read-branch";
import { findMentions } from "@/lib/vendors/git/find-mentions";
import { readFiles } from "@/lib/vendors/git/read-files";
import { gitError, listTree, openGit, resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import { MAX_FILE_BYTES, type HeadCommit, type SourceRepository } from "@/lib/vendors/source-control";

/**
 * A git repository (working tree or bare) in a local folder below one of `roots`. Reads and writes only objects and
 * branches, never the working tree or its index.
 * @throws AppError NOT_FOUND, INVALID or FORBIDDEN from any call if the folder is not such a repository.
 */
export function openLocalRepository(
  path: string,
  roots: readonly string[],
  signal?: AbortSignal,
): SourceRepository {
  let git: Promise<LocalGit> | undefined;
  const opened = () => (git ??= openGit(path, roots, signal));
  return {
    name: path,
    headCommit: async () => headCommit(await opened()),
    listCommits: async (query) => listCommits(await opened(), query),
    listChanges: async (query) => listChanges(await opened(), query),
    readPatches: async (commits) => readPatches(await opened(), commits),
    readFiles: async (paths, ref) => readFiles(await opened(), paths, ref),
    readFile: async (file, ref) => readFile(await opened(), file, ref),
    findMentions: async (words, ref, limit) => findMentions(await opened(), words, ref, limit),
    listFiles: async (ref) => listFiles(await opened(), ref),
    blame: async (ref, lines) => blameLines(await opened(), ref, lines),
    findBranch: async (branch) => findBranch(await opened(), branch),
    createBranch: async (input) => createBranch(await opened(), input),
    commitToBranch: async (input) => commitToBranch(await opened(), input),
    // A local repository has no pull requests: the branch itself is the proposal.
    openDraftPullRequest: async (input) => {
      if ((await findBranch(await opened(), input.branch)) === null) {
        throw new AppError("NOT_FOUND", `There is no branch ${input.branch} in ${path}.`);
      }
      return { number: null, url: null, state: "open", draft: true };
    },
    labelPullRequest: () => Promise.resolve({ set: [], notes: [] }),
    requestReviews: () => Promise.resolve({ set: [], notes: [] }),
    readPullRequest: async (place) => readBranch(await opened(), place),
    describe: async () => {
      const head = await headCommit(await opened());
      return `The repository at ${path} is at ${head.sha.slice(0, 8)}${head.branch ? ` on ${head.branch}` : ""}.`;
    },
  };
}

async function headCommit({ path, git, ask }: LocalGit): Promise<HeadCommit> {
  const head = await ask(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (head.code !== 0) throw new AppError("CONFLICT", `The repository at ${path} has no commit yet.`);
  const branch = await ask(["symbolic-ref", "--quiet", "--short", "HEAD"]);
  // HEAD may move between the two calls, so read the tip of the named branch.
  const name = branch.code === 0 ? branch.stdout.toString("utf8").trim() : null;
  const sha = name === null ? head.stdout.toString("utf8") : await git(["rev-parse", `refs/heads/${name}`]);
  return { sha: sha.trim(), branch: name };
}

async function readFile(repository: LocalGit, file: string, ref: string): Promise<string | null> {
  const entry = (await listTree(repository, await resolveCommit(repository, ref), file))[0];
  if (!entry || entry.path !== file || !entry.isRegular) return null;
  const args = ["cat-file", "blob", entry.id];
  const result = await repository.ask(args, { maxBytes: MAX_FILE_BYTES });
  // The object may be missing, as in a partial clone.
  if (result.code !== 0) throw gitError(repository.path, args, result);
  const { stdout, isCut } = result;
  if (isCut) throw new AppError("TOO_LARGE", `${file} is larger than 1 MiB.`);
  if (stdout.includes(0)) throw new AppError("INVALID", `${file} is not a text file.`);
  return stdout.toString("utf8");
}

async function listFiles(repository: LocalGit, ref: string): Promise<string[]> {
  const entries = await listTree(repository, await resolveCommit(repository, ref));
  return entries.filter((entry) => entry.isRegular).map((entry) => entry.path);
}
