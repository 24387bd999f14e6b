import type { GitHubHandle } from "@/lib/vendors/github/client";
import {
  cutPatch,
  DEFAULT_MAX_PATCH_BYTES,
  type ChangedFile,
  type Commit,
  type CommitQuery,
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
  const commits: Commit[] = [];
  for (let i = 0; i < wanted.length; i += PARALLEL) {
    const batch = wanted.slice(i, i + PARALLEL);
    commits.push(...(await Promise.all(batch.map((commit) => readCommit(handle, commit, query)))));
  }
  return commits
    .filter((commit) => known.has(commit.sha) || commit.files.some((file) => file.path === query.path))
    .sort((a, b) => b.date.localeCompare(a.date))
    .slice(0, query.limit);
}

async function list(
  { client, owner, repo }: GitHubHandle,
  { from, since, until, limit }: CommitQuery,
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
  listed: Listed,
  query: CommitQuery,
): Promise<Commit> {
  const { data } = await client.rest.repos.getCommit({ owner, repo, ref: listed.sha });
  const files = data.files ?? [];
  const cut = cutPatch(files.map(toPatch).join(""), query.maxPatchBytes ?? DEFAULT_MAX_PATCH_BYTES);
  const { author, committer, message } = data.commit;
  return {
    sha: data.sha,
    author: author?.name ?? data.author?.login ?? "unknown",
    date: new Date(committer?.date ?? author?.date ?? 0).toISOString(),
    message: message.trim(),
    files: files.map((file) => ({ path: file.filename, status: toStatus(file.status) })),
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
