import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@/lib/platform/errors";
import { gitError, listTree, resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import type { FileChange, NewBranch, NewCommit } from "@/lib/vendors/source-control";

const AUTHOR = {
  GIT_AUTHOR_NAME: "Pipeline Debugger",
  GIT_AUTHOR_EMAIL: "pipeline-debugger@localhost",
  GIT_COMMITTER_NAME: "Pipeline Debugger",
  GIT_COMMITTER_EMAIL: "pipeline-debugger@localhost",
};

/** The tip of a local branch, or null. */
export async function findBranch({ ask }: LocalGit, branch: string): Promise<string | null> {
  const result = await ask(["rev-parse", "--verify", "--quiet", `refs/heads/${branch}^{commit}`]);
  return result.code === 0 ? result.stdout.toString("utf8").trim() : null;
}

/** Creates a branch at `base`; an existing branch is left unchanged. */
export async function createBranch(repository: LocalGit, input: NewBranch): Promise<{ created: boolean }> {
  await checkName(repository, input.branch);
  if ((await findBranch(repository, input.branch)) !== null) return { created: false };
  const base = await resolveCommit(repository, input.base);
  // An empty old value means: only if the branch still does not exist.
  const result = await repository.ask(["update-ref", `refs/heads/${input.branch}`, base, ""]);
  if (result.code === 0) return { created: true };
  if ((await findBranch(repository, input.branch)) !== null) return { created: false };
  throw gitError(repository.path, ["update-ref"], result);
}

/** Creates a commit on top of `base` without a working tree. See `SourceRepository.commitToBranch`. */
export async function commitToBranch(
  repository: LocalGit,
  input: NewCommit,
): Promise<{ sha: string; url: null }> {
  const base = await resolveCommit(repository, input.base);
  const tip = await findBranch(repository, input.branch);
  if (tip === null) {
    throw new AppError("NOT_FOUND", `There is no branch ${input.branch} in ${repository.path}.`);
  }
  const tree = await writeTree(repository, base, input.files);
  if (tip !== base) {
    const there = (await repository.git(["log", "-1", "--format=%T %P", tip])).trim();
    if (there === `${tree} ${base}`) return { sha: tip, url: null };
    if (tip !== input.replaces) throw taken(input.branch);
  }
  const commit = (
    await repository.git(["commit-tree", tree, "-p", base, "-F", "-"], { stdin: input.message, env: AUTHOR })
  ).trim();
  const result = await repository.ask(["update-ref", `refs/heads/${input.branch}`, commit, tip]);
  if (result.code === 0) return { sha: commit, url: null };
  if ((await findBranch(repository, input.branch)) !== tip) throw taken(input.branch);
  throw gitError(repository.path, ["update-ref"], result);
}

function taken(branch: string): AppError {
  return new AppError(
    "CONFLICT",
    `The branch ${branch} has other commits. Delete it, or propose a new fix, which gets its own branch.`,
  );
}

/** Writes the tree of `base` with the changes applied, using a temporary index. */
async function writeTree(repository: LocalGit, base: string, files: readonly FileChange[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pd-git-"));
  try {
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    await repository.git(["read-tree", base], { env });
    const lines = await Promise.all(files.map((file) => indexLine(repository, base, file)));
    await repository.git(["update-index", "-z", "--index-info"], { env, stdin: lines.join("") });
    return (await repository.git(["write-tree"], { env })).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function indexLine(repository: LocalGit, base: string, file: FileChange): Promise<string> {
  if (file.content === null) return `0 ${"0".repeat(base.length)}\t${file.path}\0`;
  const id = await repository.git(["hash-object", "-w", "--no-filters", "--stdin"], { stdin: file.content });
  const existing = (await listTree(repository, base, file.path))[0];
  const mode = existing?.isRegular ? existing.mode : "100644";
  return `${mode} ${id.trim()}\t${file.path}\0`;
}

async function checkName({ ask }: LocalGit, branch: string): Promise<void> {
  const result = await ask(["check-ref-format", `refs/heads/${branch}`]);
  if (result.code !== 0 || branch.startsWith("-")) {
    throw new AppError("INVALID", `"${branch.slice(0, 100)}" cannot be the name of a branch.`);
  }
}
