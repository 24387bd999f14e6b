import { AppError } from "@/lib/platform/errors";
import { findRepository, type FoundRepository } from "@/lib/vendors/git/find-repository";
import { runGit, type GitResult, type GitRun } from "@/lib/vendors/git/run-git";

/** Runs git in one repository. `ask` answers any ending; `git` throws for a status that is not 0. */
export interface LocalGit {
  /** Top of the working tree, or the bare repository. */
  path: string;
  ask(args: readonly string[], options?: Partial<GitRun>): Promise<GitResult>;
  git(args: readonly string[], options?: Partial<GitRun>): Promise<string>;
}

/** @throws what `findRepository` throws. */
export async function openGit(
  path: string,
  roots: readonly string[],
  signal?: AbortSignal,
): Promise<LocalGit> {
  signal?.throwIfAborted();
  return localGit(await findRepository(path, roots), signal);
}

function localGit({ top: path, gitDir }: FoundRepository, signal: AbortSignal | undefined): LocalGit {
  const ask: LocalGit["ask"] = (args, options = {}) => runGit({ path, gitDir, args, signal, ...options });
  return {
    path,
    ask,
    git: async (args, options) => {
      const result = await ask(args, options);
      if (result.code !== 0) throw gitError(path, args, result);
      return result.stdout.toString("utf8");
    },
  };
}

/** @throws AppError NOT_FOUND for a ref that names no commit. */
export async function resolveCommit({ path, ask }: LocalGit, ref: string): Promise<string> {
  const result = ref.startsWith("-")
    ? null
    : await ask(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  const sha = result?.stdout.toString("utf8").trim();
  if (!sha) throw new AppError("NOT_FOUND", `There is no commit ${ref.slice(0, 100)} in ${path}.`);
  return sha;
}

export interface TreeEntry {
  mode: string;
  id: string;
  path: string;
  isRegular: boolean;
}

/** Entries of a commit's tree, all or the one of `file`. */
export async function listTree({ git }: LocalGit, sha: string, file?: string): Promise<TreeEntry[]> {
  // ls-tree matches paths from the working directory, which for a subfolder is not the top.
  const args = ["ls-tree", "-r", "-z", "--full-tree", sha, ...(file === undefined ? [] : ["--", file])];
  return (await git(args))
    .split("\0")
    .filter(Boolean)
    .map((line) => {
      const tab = line.indexOf("\t");
      const [mode = "", , id = ""] = line.slice(0, tab).split(" ");
      return { mode, id, path: line.slice(tab + 1), isRegular: mode.startsWith("100") };
    });
}

/** What git said, told to a person. */
export function gitError(path: string, args: readonly string[], result: GitResult): AppError {
  const detail = result.stderr.split("\n")[0]?.slice(0, 300) ?? "";
  const isReadOnly = /permission denied|read-only file system|insufficient permission/i.test(result.stderr);
  return isReadOnly
    ? new AppError("FORBIDDEN", `Pipeline Debugger may not write to the repository at ${path}: ${detail}`)
    : new AppError("INVALID", `git ${args[0] ?? ""} failed in ${path}: ${detail || `status ${result.code}`}`);
}
