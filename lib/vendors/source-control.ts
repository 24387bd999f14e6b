/**
 * The interface for reading a repository, implemented for local git and GitHub. Only `lib/code/open-repository.ts`
 * chooses between them.
 */

export interface HeadCommit {
  /** Full commit id. */
  sha: string;
  /** Base branch for proposals; null for a local repository with a detached HEAD. */
  branch: string | null;
}

export interface ChangedFile {
  path: string;
  status: "added" | "modified" | "removed" | "renamed";
  /** The path before the commit, if the file was renamed. */
  formerPath?: string;
}

/** A commit without its patch. */
export interface CommitSummary {
  sha: string;
  author: string;
  /** Commit date (not author date), ISO 8601 with `Z`. */
  date: string;
  message: string;
  files: ChangedFile[];
  /** URL of the commit page, if any. */
  url: string | null;
}

export interface Commit extends CommitSummary {
  /** Unified diff of the commit; for a merge, the changes it brought to the branch. */
  patch: string;
  /** True if the patch exceeds `maxPatchBytes` or parts of it are unavailable. */
  isPatchCut: boolean;
}

/** A line of a file in the repository, 1-based. */
export interface LineOfFile {
  path: string;
  line: number;
}

/** The commit that last changed a line. */
export interface LineChange {
  path: string;
  /** Null if only the last change of the whole file is known. */
  line: number | null;
  sha: string;
  author: string;
  /** Commit date (not author date), ISO 8601 with `Z`. */
  date: string;
  /** First line of the commit message. */
  subject: string;
  /** URL of the commit page, if any. */
  url: string | null;
}

export interface CommitQuery {
  /** Only commits that touch this file. */
  path?: string;
  /** The commit to start from, whose later commits are left out; default: the head. */
  from?: string;
  since?: Date;
  until?: Date;
  /** Maximum number of commits, newest first. */
  limit: number;
  /** Limit per patch; default 60,000. */
  maxPatchBytes?: number;
}

export interface ChangeQuery extends Pick<CommitQuery, "from" | "since" | "until" | "limit"> {
  /** Only commits that touch one of these files, the most important first; empty for all commits. */
  paths: readonly string[];
  /** Leaves out this commit and everything before it. */
  after?: string;
}

export interface FileChange {
  path: string;
  /** The complete new text; null deletes the file. */
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
  /** Our own commit that may be replaced if it is the branch's tip; any other tip is someone else's work. */
  replaces?: string | null;
}

export interface NewPullRequest {
  branch: string;
  /** Branch to merge into. */
  base: string;
  title: string;
  /** Markdown. */
  body: string;
}

export interface OpenedPullRequest {
  /** Null for a local repository, which has only branches. */
  number: number | null;
  url: string | null;
  state: "open" | "closed" | "merged";
  draft: boolean;
}

/** A pull request to read; for a local repository, its branch. */
export interface PullRequestPlace {
  /** Null for a local repository. */
  number: number | null;
  branch: string;
  /** The branch it is to be merged into. */
  base: string;
  /** The proposed commit. */
  commit: string | null;
  /** Of the previous reading; null to read it in any case. */
  etag: string | null;
}

/** A pull request as it is now. */
export interface PullRequestReading {
  state: OpenedPullRequest["state"];
  draft: boolean;
  /** GitHub's `mergeable_state` (`clean`, `dirty`, `behind`, `blocked`, `unstable`, `draft`, `unknown`); null where there is none. */
  mergeable: string | null;
  /** ISO 8601; null if it is not merged, or if it is not known when. */
  mergedAt: string | null;
  mergeCommit: string | null;
  etag: string | null;
}

/** What was set on a pull request, and what the host refused, in sentences. */
export interface Decorated {
  set: string[];
  notes: string[];
}

/** A repository. All methods throw AppError; the `signal` passed when opening aborts every call. */
export interface SourceRepository {
  /** For people: a path or `owner/name`. */
  readonly name: string;
  /** @throws AppError CONFLICT for a repository without a commit. */
  headCommit(): Promise<HeadCommit>;
  listCommits(query: CommitQuery): Promise<Commit[]>;
  /**
   * Commits, newest first, as `listCommits` but without patches. GitHub looks at the first ten paths and returns at most
   * 40 commits.
   * @throws AppError NOT_FOUND if the repository does not have `from` or `after`.
   */
  listChanges(query: ChangeQuery): Promise<CommitSummary[]>;
  /** Adds the patches, each at most `DEFAULT_MAX_PATCH_BYTES`. */
  readPatches(commits: readonly CommitSummary[]): Promise<Commit[]>;
  /** The text of a file, or null. @throws AppError INVALID for a binary file, TOO_LARGE over 1 MiB. */
  readFile(path: string, ref: string): Promise<string | null>;
  /** The texts of files by path; those that are missing, binary or over 1 MiB are left out. */
  readFiles(paths: readonly string[], ref: string): Promise<Map<string, string>>;
  /**
   * Paths of the text files of a commit that contain one of these words, at most `limit`. Null where a commit cannot be
   * searched without reading all of it, as on GitHub.
   */
  findMentions(
    words: readonly string[],
    ref: string,
    limit: number,
  ): Promise<{ paths: string[]; isComplete: boolean } | null>;
  /** Paths of all regular files, without submodules and symbolic links. */
  listFiles(ref: string): Promise<string[]>;
  /** Who last changed each of these lines as of `ref`. Lines without an answer are missing from the result. */
  blame(ref: string, lines: readonly LineOfFile[]): Promise<LineChange[]>;
  /** The tip of a branch, or null. */
  findBranch(branch: string): Promise<string | null>;
  /** Creates a branch; an existing branch is left unchanged. Safe to run twice. */
  createBranch(input: NewBranch): Promise<{ created: boolean }>;
  /**
   * Adds a commit to a branch at `base`. Safe to run twice: a tip that already contains this change is returned.
   * @throws AppError CONFLICT if someone else committed to the branch.
   */
  commitToBranch(input: NewCommit): Promise<{ sha: string; url: string | null }>;
  /** Opens a draft pull request, or returns the branch's existing one. Safe to run twice. */
  openDraftPullRequest(input: NewPullRequest): Promise<OpenedPullRequest>;
  /** Adds labels and creates those that are missing. Safe to run twice. Nothing is set in a local repository. */
  labelPullRequest(number: number, labels: readonly string[]): Promise<Decorated>;
  /**
   * Requests reviews from owners: a login, or `org/team`, with or without `@`. Never from the author of the pull request; whom
   * the host refuses is noted. Safe to run twice. Nobody is asked in a local repository.
   */
  requestReviews(number: number, owners: readonly string[]): Promise<Decorated>;
  /** Reads a pull request; null if it has not changed since the reading with this `etag`. */
  readPullRequest(place: PullRequestPlace): Promise<PullRequestReading | null>;
  /** Describes whether the repository can be read and written, for the connection test. */
  describe(): Promise<string>;
}

export const MAX_FILE_BYTES = 1024 * 1024;
export const DEFAULT_MAX_PATCH_BYTES = 60_000;

/** The start of a patch in complete lines, at most `maxBytes` UTF-8 bytes. */
export function cutPatch(patch: string, maxBytes: number): { patch: string; isCut: boolean } {
  const bytes = Buffer.from(patch);
  if (bytes.length <= maxBytes) return { patch, isCut: false };
  const end = bytes.lastIndexOf(0x0a, Math.max(maxBytes - 1, 0));
  return { patch: bytes.subarray(0, end + 1).toString("utf8"), isCut: true };
}
