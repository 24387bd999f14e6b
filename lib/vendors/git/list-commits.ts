import { randomBytes } from "node:crypto";
import { resolveCommit, type LocalGit } from "@/lib/vendors/git/local-git";
import {
  cutPatch,
  DEFAULT_MAX_PATCH_BYTES,
  type ChangedFile,
  type ChangeQuery,
  type Commit,
  type CommitQuery,
  type CommitSummary,
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
  const maxBytes = query.maxPatchBytes ?? DEFAULT_MAX_PATCH_BYTES;
  return inBatches(heads, (head) => readCommit(repository, head, maxBytes));
}

/**
 * See `SourceRepository.listChanges`. Four runs of git, whatever the length of the history. Git takes several seconds to
 * leave out the ancestors of a commit from a history of files, so the range is listed apart, and its oldest date bounds the search.
 */
export async function listChanges(repository: LocalGit, query: ChangeQuery): Promise<CommitSummary[]> {
  const { paths, since, until, limit } = query;
  const from = query.from === undefined ? "HEAD" : await resolveCommit(repository, query.from);
  const range = query.after === undefined ? null : await listRange(repository, from, query.after);
  if (range?.ids.size === 0) return [];
  const start = range === null ? since : new Date(range.oldestMs);
  // Tells the start of a commit from any path.
  const mark = randomBytes(12).toString("hex");
  const log = (...renames: readonly string[]) => [
    "log",
    "-z",
    "-m",
    "--first-parent",
    "--full-diff",
    "--name-status",
    "--no-ext-diff",
    "--no-textconv",
    ...renames,
    "--encoding=UTF-8",
    `--format=${["", mark, ...FIELDS, ""].join("%x00")}`,
    `--max-count=${limit}`,
    ...(start ? [`--since=${start.toISOString()}`] : []),
    ...(until ? [`--until=${until.toISOString()}`] : []),
    from,
    "--",
    ...paths,
  ];
  const found = await repository.ask(log("-M"));
  const out =
    found.code === 0
      ? found.stdout.toString("utf8")
      : // Rename detection needs file contents, which a partial clone may lack.
        await repository.git(log("--no-renames"));
  return out
    .split(`\0${mark}\0`)
    .slice(1)
    .map((text) => summaryOf(text.split("\0")))
    .filter(({ sha }) => range === null || range.ids.has(sha));
}

/** The commits up to `from` that are not before `after`, and the oldest of their dates, which need not be in order. */
async function listRange(
  repository: LocalGit,
  from: string,
  after: string,
): Promise<{ ids: Set<string>; oldestMs: number }> {
  const base = await resolveCommit(repository, after);
  const out = await repository.git([
    "log",
    "--first-parent",
    "--no-show-signature",
    "--format=%H %ct",
    from,
    `^${base}`,
    "--",
  ]);
  const ids = new Set<string>();
  let oldestS = Number.POSITIVE_INFINITY;
  for (const line of out.split("\n").filter(Boolean)) {
    const [id = "", time] = line.split(" ");
    ids.add(id);
    oldestS = Math.min(oldestS, Number(time));
  }
  return { ids, oldestMs: oldestS * 1_000 };
}

function summaryOf(cells: readonly string[]): CommitSummary {
  const [sha = "", , author = "", date = "", message = ""] = cells;
  const names = cells.slice(FIELDS.length).filter((cell) => cell !== "" && cell !== "\n");
  return {
    sha,
    author,
    date: new Date(date).toISOString(),
    message: message.trim(),
    files: changedFiles(names.map((cell, i) => (i === 0 ? cell.replace(/^\n/, "") : cell))),
    url: null,
  };
}

/** See `SourceRepository.readPatches`. */
export async function readPatches(
  repository: LocalGit,
  commits: readonly CommitSummary[],
): Promise<Commit[]> {
  return inBatches(commits, async (commit) => {
    const parent = await repository.ask(["rev-parse", "--verify", "--quiet", `${commit.sha}^1`]);
    const between = parent.code === 0 ? [`${commit.sha}^1`, commit.sha] : ["--root", commit.sha];
    return { ...commit, ...(await readPatch(repository, between, DEFAULT_MAX_PATCH_BYTES)) };
  });
}

async function inBatches<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (let i = 0; i < items.length; i += PARALLEL) {
    done.push(...(await Promise.all(items.slice(i, i + PARALLEL).map(work))));
  }
  return done;
}

/** A diff between two commits, or of a first commit: `--root` and its id. */
function diff(between: readonly string[], ...form: readonly string[]): string[] {
  return ["diff-tree", "-r", "--no-commit-id", "--no-ext-diff", "--no-textconv", ...form, ...between];
}

async function readPatch(
  { ask }: LocalGit,
  between: readonly string[],
  maxBytes: number,
): Promise<Pick<Commit, "patch" | "isPatchCut">> {
  const patch = await ask(diff(between, "-M", "-p"), { maxBytes: maxBytes + 1 });
  const cut = cutPatch(patch.stdout.toString("utf8"), maxBytes);
  return { patch: cut.patch, isPatchCut: cut.isCut || patch.isCut || patch.code !== 0 };
}

async function readCommit(
  repository: LocalGit,
  [sha = "", parents = "", author = "", date = "", message = ""]: readonly string[],
  maxBytes: number,
): Promise<Commit> {
  const parent = parents.split(" ")[0];
  const between = parent ? [parent, sha] : ["--root", sha];
  const [names, patch] = await Promise.all([
    repository.ask(diff(between, "-M", "--name-status", "-z")),
    readPatch(repository, between, maxBytes),
  ]);
  const listed =
    names.code === 0
      ? names.stdout.toString("utf8")
      : // Rename detection needs file contents, which a partial clone may lack.
        await repository.git(diff(between, "--no-renames", "--name-status", "-z"));
  return {
    sha,
    author,
    date: new Date(date).toISOString(),
    message: message.trim(),
    files: changedFiles(listed.split("\0")),
    url: null,
    ...patch,
  };
}

const STATUSES: Record<string, ChangedFile["status"]> = {
  A: "added",
  C: "added",
  D: "removed",
  R: "renamed",
};

/** `--name-status -z`: `M\0path\0`, for renames and copies `R087\0old\0new\0`. */
function changedFiles(cells: readonly string[]): ChangedFile[] {
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < cells.length;) {
    const letter = cells[i]?.charAt(0) ?? "";
    const hasTwo = letter === "R" || letter === "C";
    files.push({
      path: cells[i + (hasTwo ? 2 : 1)] ?? "",
      status: STATUSES[letter] ?? "modified",
      ...(letter === "R" && { formerPath: cells[i + 1] ?? "" }),
    });
    i += hasTwo ? 3 : 2;
  }
  return files;
}
