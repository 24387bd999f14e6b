/**
 * What a repository of any kind answers and takes. Two systems speak it (a local git repository and GitHub);
 * which one a source has is decided in one place, `lib/code/open-repository.ts`, so that nobody else asks.
 */

export interface HeadCommit {
  /** Full commit id. */
  sha: string;
  /** Branch that a proposal is made against; null for a local repository with a detached HEAD. */
  branch: string | null;
}

export interface ChangedFile {
  path: string;
  status: "added" | "modified" | "removed" | "renamed";
}

export interface Commit {
  sha: string;
  author: string;
  /** When it was committed (not written), ISO 8601 with `Z`. */
  date: string;
  message: string;
  files: ChangedFile[];
  /** Page of the commit; null where there is none. */
  url: string | null;
  /** Unified diff of the whole commit; of a merge, what it brought to the branch. */
  patch: string;
  /** True when the patch was longer than `maxPatchBytes` or parts of it were not to be had. */
  isPatchCut: boolean;
}

export interface CommitQuery {
  /** Only commits that touch this file. */
  path?: string;
  since?: Date;
  until?: Date;
  /** At most so many, newest first. */
  limit: number;
  /** Of each commit's patch; 60,000 unless told. */
  maxPatchBytes?: number;
}

export interface FileChange {
  path: string;
  /** Whole new text; null deletes the file. */
  content: string | null;
}

export interface NewBranch {
  branch: string;
  /** Full id of the commit it starts from. */
  base: string;
}

export interface NewCommit extends NewBranch {
  message: string;
  files: readonly FileChange[];
  /** A commit of ours that may be replaced when it is the branch's tip; any other tip is somebody's work. */
  replaces?: string | null;
}

export interface NewPullRequest {
  branch: string;
  /** Branch it is to be merged into. */
  base: string;
  title: string;
  /** Markdown. */
  body: string;
}

export interface OpenedPullRequest {
  /** Null where there are only branches (a local repository). */
  number: number | null;
  url: string | null;
  state: "open" | "closed" | "merged";
  draft: boolean;
}

/** One repository. Everything throws AppError; `signal` given at opening aborts every call. */
export interface SourceRepository {
  /** For people: a path or `owner/name`. */
  readonly name: string;
  /** @throws AppError CONFLICT for a repository without a commit. */
  headCommit(): Promise<HeadCommit>;
  listCommits(query: CommitQuery): Promise<Commit[]>;
  /** Text of a file, null when there is none. @throws AppError INVALID for a binary file, TOO_LARGE over 1 MiB. */
  readFile(path: string, ref: string): Promise<string | null>;
  /** Paths of all regular files, without submodules and symbolic links. */
  listFiles(ref: string): Promise<string[]>;
  /** Tip of a branch, null when there is no such branch. */
  findBranch(branch: string): Promise<string | null>;
  /** Starts a branch; one that exists is left as it is. Safe to run twice. */
  createBranch(input: NewBranch): Promise<{ created: boolean }>;
  /**
   * One commit on a branch that stands at `base`. Safe to run twice: a tip that already holds this change is
   * the answer. @throws AppError CONFLICT when somebody else committed to the branch.
   */
  commitToBranch(input: NewCommit): Promise<{ sha: string; url: string | null }>;
  /** Opens a draft pull request, or answers the one that the branch already has. Safe to run twice. */
  openDraftPullRequest(input: NewPullRequest): Promise<OpenedPullRequest>;
  /** A word on whether the repository can be read and written, for the connection test. */
  describe(): Promise<string>;
}

export const MAX_FILE_BYTES = 1024 * 1024;
export const DEFAULT_MAX_PATCH_BYTES = 60_000;

/** The beginning of a patch in whole lines, at most `maxBytes` UTF-8 bytes. */
export function cutPatch(patch: string, maxBytes: number): { patch: string; isCut: boolean } {
  const bytes = Buffer.from(patch);
  if (bytes.length <= maxBytes) return { patch, isCut: false };
  const end = bytes.lastIndexOf(0x0a, Math.max(maxBytes - 1, 0));
  return { patch: bytes.subarray(0, end + 1).toString("utf8"), isCut: true };
}
