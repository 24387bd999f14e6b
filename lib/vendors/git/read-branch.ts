import { findBranch } from "@/lib/vendors/git/commit-to-branch";
import { gitError, type LocalGit } from "@/lib/vendors/git/local-git";
import type { PullRequestPlace, PullRequestReading } from "@/lib/vendors/source-control";

/**
 * What became of a branch: merged if its base contains its commit, or one with the same changes (rebased or squashed); else
 * open while it exists, and closed once it is deleted. See `SourceRepository.readPullRequest`.
 */
export async function readBranch(
  repository: LocalGit,
  { branch, base, commit }: PullRequestPlace,
): Promise<PullRequestReading> {
  const reading = { draft: false, mergeable: null, mergedAt: null, mergeCommit: null, etag: null };
  const [tip, target] = await Promise.all([findBranch(repository, branch), findBranch(repository, base)]);
  const merged = commit !== null && target !== null ? await findMerge(repository, commit, target) : null;
  if (merged) return { ...reading, state: "merged", ...merged };
  return { ...reading, state: tip === null ? "closed" : "open", draft: tip !== null };
}

async function findMerge(
  repository: LocalGit,
  commit: string,
  target: string,
): Promise<Pick<PullRequestReading, "mergedAt" | "mergeCommit"> | null> {
  const { ask, git } = repository;
  // The commit is gone when its branch was deleted long ago.
  const isKnown = await ask(["cat-file", "-e", `${commit}^{commit}`]);
  if (isKnown.code !== 0) return null;
  const contains = await ask(["merge-base", "--is-ancestor", commit, target]);
  if (contains.code === 0) {
    const path = ["rev-list", "--ancestry-path", "--merges", "--reverse", `${commit}..${target}`];
    const merge = (await git(path)).split("\n")[0]?.trim();
    // A fast-forward leaves no merge commit, and no time.
    if (!merge) return { mergedAt: null, mergeCommit: commit };
    return { mergedAt: await dateOf(repository, merge), mergeCommit: merge };
  }
  if (contains.code !== 1) throw gitError(repository.path, ["merge-base"], contains);
  const copy = await findCopy(repository, commit, target);
  return copy === null ? null : { mergedAt: await dateOf(repository, copy), mergeCommit: copy };
}

/** Commits of the base that are looked at for the same changes. */
const MAX_LOOKED_AT = 200;

/** The commit of the base with the same changes, by git's patch id. */
async function findCopy({ ask, git }: LocalGit, commit: string, target: string): Promise<string | null> {
  const cherry = await ask([
    "rev-list",
    "--cherry-mark",
    "--right-only",
    `--max-count=${MAX_LOOKED_AT}`,
    "--no-merges",
    `${commit}...${target}`,
  ]);
  if (cherry.code !== 0) return null;
  const same = cherry.stdout
    .toString("utf8")
    .split("\n")
    .find((line) => line.startsWith("="));
  if (same === undefined) return null;
  return (await git(["rev-parse", "--verify", same.slice(1).trim()])).trim();
}

async function dateOf({ git }: LocalGit, commit: string): Promise<string> {
  return new Date((await git(["log", "-1", "--format=%cI", commit])).trim()).toISOString();
}
