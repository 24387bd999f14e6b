import { resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import {
  cutPatch,
  DEFAULT_MAX_PATCH_BYTES,
  type ChangedFile,
  type Commit,
  type CommitQuery,
} from "@/lib/vendors/source-control";

const FIELDS = ["%H", "%P", "%an", "%cI", "%B"] as const;
const PARALLEL = 4;

/**
 * Commits on the current branch or before `from`, newest first, with a merge standing for the commits it merged (`--first-parent`).
 * Commits on a side branch have dates from before the merge, so a search by time would miss them.
 */
export async function listCommits(repository: LocalGit, query: CommitQuery): Promise<Commit[]> {
  const { path, since, until, limit } = query;
  const out = await repository.git([
    "log",
    "-z",
    "--first-parent",
    "--encoding=UTF-8",
    `--format=${FIELDS.join("%x00")}`,
    `--max-count=${limit}`,
    ...(since ? [`--since=${since.toISOString()}`] : []),
    ...(until ? [`--until=${until.toISOString()}`] : []),
    query.from === undefined ? "HEAD" : await resolveCommit(repository, query.from),
    "--",
    ...(path === undefined ? [] : [path]),
  ]);
  const cells = out.split("\0");
  const heads = [];
  for (let i = 0; i + FIELDS.length <= cells.length; i += FIELDS.length) heads.push(cells.slice(i));
  const commits: Commit[] = [];
  for (let i = 0; i < heads.length; i += PARALLEL) {
    const batch = heads.slice(i, i + PARALLEL);
    commits.push(...(await Promise.all(batch.map((head) => readCommit(repository, head, query)))));
  }
  return commits;
}

async function readCommit(
  repository: LocalGit,
  [sha = "", parents = "", author = "", date = "", message = ""]: readonly string[],
  query: CommitQuery,
): Promise<Commit> {
  const parent = parents.split(" ")[0];
  const between = parent ? [parent, sha] : ["--root", sha];
  const diff = (...form: readonly string[]) => [
    "diff-tree",
    "-r",
    "--no-commit-id",
    "--no-ext-diff",
    "--no-textconv",
    ...form,
    ...between,
  ];
  const maxBytes = query.maxPatchBytes ?? DEFAULT_MAX_PATCH_BYTES;
  const [names, patch] = await Promise.all([
    repository.ask(diff("-M", "--name-status", "-z")),
    repository.ask(diff("-M", "-p"), { maxBytes: maxBytes + 1 }),
  ]);
  const cut = cutPatch(patch.stdout.toString("utf8"), maxBytes);
  return {
    sha,
    author,
    date: new Date(date).toISOString(),
    message: message.trim(),
    files: changedFiles(
      names.code === 0
        ? names.stdout.toString("utf8")
        : // Rename detection needs file contents, which a partial clone may lack.
          await repository.git(diff("--no-renames", "--name-status", "-z")),
    ),
    url: null,
    patch: cut.patch,
    isPatchCut: cut.isCut || patch.isCut || patch.code !== 0,
  };
}

const STATUSES: Record<string, ChangedFile["status"]> = {
  A: "added",
  C: "added",
  D: "removed",
  R: "renamed",
};

/** `--name-status -z`: `M\0path\0`, for renames and copies `R087\0old\0new\0`. */
function changedFiles(out: string): ChangedFile[] {
  const cells = out.split("\0");
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < cells.length;) {
    const letter = cells[i]?.charAt(0) ?? "";
    const hasTwo = letter === "R" || letter === "C";
    files.push({ path: cells[i + (hasTwo ? 2 : 1)] ?? "", status: STATUSES[letter] ?? "modified" });
    i += hasTwo ? 3 : 2;
  }
  return files;
}
