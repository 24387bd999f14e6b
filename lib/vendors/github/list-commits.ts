import type { GitHubHandle } from "@/lib/vendors/github/client";
import {
  cutPatch,
  DEFAULT_MAX_PATCH_BYTES,
  type ChangedFile,
  type ChangeQuery,
  type Commit,
  type CommitQuery,
  type CommitSummary,
} from "@/lib/vendors/source-control";

const PARALLEL = 5;

type Listed = Awaited<ReturnType<GitHubHandle["client"]["rest"]["repos"]["listCommits"]>>["data"][number];
type Detail = Awaited<ReturnType<GitHubHandle["client"]["rest"]["repos"]["getCommit"]>>["data"];
type DetailFile = NonNullable<Detail["files"]>[number];

/**
 * Commits on the default branch or before `from`, newest first. GitHub filters by commit date and omits merges from a file's history, so
 * merges are looked up too, because they show when older work landed.
 */
export async function listCommits(handle: GitHubHandle, query: CommitQuery): Promise<Commit[]> {
  const ofFile = await list(handle, query, query.path);
  const merges =
    query.path === undefined || query.since === undefined
      ? []
      : (await list(handle, query)).filter((commit) => commit.parents.length > 1);
  const known = new Set(ofFile.map((commit) => commit.sha));
  const wanted = [...ofFile, ...merges.filter((commit) => !known.has(commit.sha))];
  const commits = await readCommits(handle, wanted, query.maxPatchBytes);
  return commits
    .filter((commit) => known.has(commit.sha) || commit.files.some((file) => file.path === query.path))
    .sort((a, b) => b.date.localeCompare(a.date))
    .slice(0, query.limit);
}

const MAX_PATHS = 10;
const MAX_DETAILS = 40;
/** Pages of a comparison, 100 commits each. */
const MAX_PAGES = 10;

/**
 * See `SourceRepository.listChanges`. At most 10 requests for the range, 11 lists and 40 commits. GitHub returns the patch
 * with the files, so `readPatches` asks for nothing more.
 */
export async function listChanges(handle: GitHubHandle, query: ChangeQuery): Promise<CommitSummary[]> {
  const range = query.after === undefined ? null : await commitsAfter(handle, query.after, query.from);
  if (range?.size === 0) return [];
  // The dates of an exact range say nothing more.
  const { since: _since, until: _until, ...exact } = query;
  const asked = range === null ? query : { ...exact, limit: 100 };
  const paths = query.paths.slice(0, MAX_PATHS);
  const [all, ...ofPaths] = await Promise.all([
    paths.length > 0 && asked.since === undefined && range === null ? [] : list(handle, asked),
    ...paths.map((path) => list(handle, asked, path)),
  ]);
  const touching = new Set((paths.length === 0 ? all : ofPaths.flat()).map(({ sha }) => sha));
  // GitHub omits merges from a file's history, though they show when older work landed.
  const merges = (all ?? []).filter(({ sha, parents }) => parents.length > 1 && !touching.has(sha));
  const wanted = [...ofPaths.flat(), ...(paths.length === 0 ? (all ?? []) : merges)].filter(
    ({ sha }, i, listed) =>
      (range === null || range.has(sha)) && listed.findIndex((other) => other.sha === sha) === i,
  );
  const newest = wanted.toSorted((a, b) => dateOf(b).localeCompare(dateOf(a)));
  const commits = await readCommits(handle, newest.slice(0, Math.min(query.limit, MAX_DETAILS)));
  const isRelevant = ({ sha, files }: Commit) =>
    touching.has(sha) || files.some(({ path }) => paths.includes(path));
  return commits.filter(isRelevant).toSorted((a, b) => b.date.localeCompare(a.date));
}

function dateOf({ commit }: Listed): string {
  return commit.committer?.date ?? commit.author?.date ?? "";
}

/** The ids of the commits after `base` up to `head`; null if they are too many to list. */
async function commitsAfter(
  { client, owner, repo }: GitHubHandle,
  base: string,
  head = "HEAD",
): Promise<Set<string> | null> {
  const ids = new Set<string>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await client.rest.repos.compareCommitsWithBasehead({
      owner,
      repo,
      basehead: `${base}...${head}`,
      per_page: 100,
      page,
    });
    for (const { sha } of data.commits) ids.add(sha);
    if (ids.size >= data.total_commits || data.commits.length === 0) return ids;
  }
  return null;
}

/** See `SourceRepository.readPatches`. */
export async function readPatches(
  handle: GitHubHandle,
  commits: readonly CommitSummary[],
): Promise<Commit[]> {
  const hasPatch = (commit: CommitSummary): commit is Commit => "patch" in commit;
  const missing = await readCommits(
    handle,
    commits.filter((commit) => !hasPatch(commit)),
  );
  const read = new Map(missing.map((commit) => [commit.sha, commit]));
  return commits.flatMap((commit) => (hasPatch(commit) ? commit : (read.get(commit.sha) ?? [])));
}

async function readCommits(
  handle: GitHubHandle,
  wanted: readonly { sha: string }[],
  maxPatchBytes = DEFAULT_MAX_PATCH_BYTES,
): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (let i = 0; i < wanted.length; i += PARALLEL) {
    const batch = wanted.slice(i, i + PARALLEL);
    commits.push(...(await Promise.all(batch.map(({ sha }) => readCommit(handle, sha, maxPatchBytes)))));
  }
  return commits;
}

async function list(
  { client, owner, repo }: GitHubHandle,
  { from, since, until, limit }: Pick<CommitQuery, "from" | "since" | "until" | "limit">,
  path?: string,
): Promise<Listed[]> {
  const { data } = await client.rest.repos.listCommits({
    ...(from === undefined ? {} : { sha: from }),
    owner,
    repo,
    path,
    since: since?.toISOString(),
    until: until?.toISOString(),
    per_page: Math.min(limit, 100),
  });
  return data;
}

async function readCommit(
  { client, owner, repo }: GitHubHandle,
  sha: string,
  maxPatchBytes: number,
): Promise<Commit> {
  const { data } = await client.rest.repos.getCommit({ owner, repo, ref: sha });
  const files = data.files ?? [];
  const cut = cutPatch(files.map(toPatch).join(""), maxPatchBytes);
  const { author, committer, message } = data.commit;
  return {
    sha: data.sha,
    author: author?.name ?? data.author?.login ?? "unknown",
    date: new Date(committer?.date ?? author?.date ?? 0).toISOString(),
    message: message.trim(),
    files: files.map((file) => ({
      path: file.filename,
      status: toStatus(file.status),
      ...(file.previous_filename !== undefined && { formerPath: file.previous_filename }),
    })),
    url: data.html_url,
    patch: cut.patch,
    // GitHub omits the patch of large and binary files.
    isPatchCut: cut.isCut || files.some((file) => file.patch === undefined && file.changes > 0),
  };
}

function toStatus(status: DetailFile["status"]): ChangedFile["status"] {
  if (status === "added" || status === "removed" || status === "renamed") return status;
  return status === "copied" ? "added" : "modified";
}

/** A file's part of a unified diff; GitHub returns the hunks without file headers. */
function toPatch(file: DetailFile): string {
  const before = file.status === "added" ? "/dev/null" : `a/${file.previous_filename ?? file.filename}`;
  const after = file.status === "removed" ? "/dev/null" : `b/${file.filename}`;
  const head = `diff --git a/${file.previous_filename ?? file.filename} b/${file.filename}\n`;
  return file.patch === undefined ? head : `${head}--- ${before}\n+++ ${after}\n${file.patch}\n`;
}
