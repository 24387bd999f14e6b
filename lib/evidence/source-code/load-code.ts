import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { openRepository } from "@/lib/code/open-repository";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { orchestratorReader } from "@/lib/evidence/orchestrators/open-reader";
import type { FailingFrame } from "@/lib/evidence/source-code/failing-frames";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { MAX_FILE_BYTES, type LineChange, type SourceRepository } from "@/lib/vendors/source-control";

/** A file with the frames in it. */
export interface CodeFile {
  /** Path in the repository, or on the orchestrator's machine. */
  path: string;
  lines: string[];
  frames: FailingFrame[];
  changes: LineChange[];
  origin: "repository" | "orchestrator";
  commit: string | null;
  isVersionThatRan: boolean;
  /** What to know about the version; null if it is the one that ran. */
  note: string | null;
}

interface Wanted {
  frames: readonly FailingFrame[];
  /** The commit that ran, if known. */
  commit: string | null;
}

/** Only a detail, so that a slow history does not cost the code. */
const BLAME_WITHIN_MS = 8_000;

/**
 * The files of the frames from the connected repository, at the commit that ran if the repository has it, else at its
 * head. On GitHub at most 12 requests: the file list (twice if the commit is unknown), the head, one per file. Files that
 * the repository does not have or that cannot be shown are left out.
 * @throws AppError if the repository cannot be read.
 */
export async function loadFromRepository(
  ctx: Context,
  { source }: EvidenceTarget,
  { frames, commit }: Wanted,
  signal: AbortSignal,
): Promise<CodeFile[]> {
  if (!source.repository) return [];
  const repository = await openRepository(ctx, source.repository, signal);
  const version = await findVersion(repository, commit);
  const paths = frames.map(({ file }) => findRepositoryPath(file, version.files, source.dagsFolder));
  const found = await Promise.all(
    [...new Set(paths)].map(async (path): Promise<CodeFile[]> => {
      const text = path === null ? null : await readText(repository, path, version.sha);
      if (path === null || text === null) return [];
      const own = frames.filter((_, i) => paths[i] === path);
      return [
        {
          path,
          lines: linesOf(text),
          frames: own,
          changes: [],
          origin: "repository",
          commit: version.sha,
          isVersionThatRan: version.isVersionThatRan,
          note: version.note,
        },
      ];
    }),
  );
  return found.flat();
}

/** Adds who last changed the lines of files from the repository. On GitHub at most two requests. */
export async function loadChanges(
  ctx: Context,
  { source }: EvidenceTarget,
  files: readonly CodeFile[],
  signal: AbortSignal,
): Promise<CodeFile[]> {
  const commit = files.find((file) => file.origin === "repository")?.commit ?? null;
  if (!source.repository || commit === null) return [...files];
  const soon = AbortSignal.any([signal, AbortSignal.timeout(BLAME_WITHIN_MS)]);
  const lines = files
    .filter((file) => file.origin === "repository")
    .flatMap(({ path, frames }) => frames.map(({ line }) => ({ path, line })));
  const repository = await openRepository(ctx, source.repository, soon);
  const changes = await repository.blame(commit, lines).catch(() => []);
  return files.map((file) =>
    file.origin === "repository"
      ? { ...file, changes: changes.filter(({ path }) => path === file.path) }
      : file,
  );
}

/** The commit at which the code is read. */
export interface CodeVersion {
  sha: string;
  /** Paths of all its regular files. */
  files: string[];
  isVersionThatRan: boolean;
  /** What to know about it; null if it is the one that ran. */
  note: string | null;
}

/**
 * The commit that ran if it is known and in the repository, else the head.
 * @throws AppError if the repository cannot be read.
 */
export async function findVersion(repository: SourceRepository, commit: string | null): Promise<CodeVersion> {
  const ran = commit === null ? null : await filesOf(repository, commit);
  if (commit !== null && ran !== null) return { sha: commit, files: ran, isVersionThatRan: true, note: null };
  const { sha, branch } = await repository.headCommit();
  const shown = `this is ${branch ? `${branch} at ` : ""}${sha.slice(0, 8)}, which may differ`;
  return {
    sha,
    files: await repository.listFiles(sha),
    isVersionThatRan: false,
    note:
      commit === null
        ? `The commit that ran is not known, so ${shown}.`
        : `The commit that ran, ${commit.slice(0, 8)}, is not in the repository, so ${shown}.`,
  };
}

/** Null for a commit that the repository does not have; GitHub answers 404 or 422. */
async function filesOf(repository: SourceRepository, commit: string): Promise<string[] | null> {
  return repository.listFiles(commit).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID")) return null;
    throw error;
  });
}

/** Null for a file that is missing, binary or very large. */
async function readText(repository: SourceRepository, path: string, sha: string): Promise<string | null> {
  return repository.readFile(path, sha).catch((error: unknown) => {
    if (error instanceof AppError && (error.code === "INVALID" || error.code === "TOO_LARGE")) return null;
    throw error;
  });
}

/**
 * The orchestrator's own copy of the file that defines the pipeline, with the frames in it; null if none is in that file,
 * the orchestrator has no copy, or no API is connected.
 * @throws AppError if the orchestrator's API fails.
 */
export async function loadFromOrchestrator(
  incident: EvidenceTarget,
  frames: readonly FailingFrame[],
  signal: AbortSignal,
): Promise<CodeFile | null> {
  const source = (await orchestratorReader(incident)?.readSource(incident, signal)) ?? null;
  if (source === null || source.text.length > MAX_FILE_BYTES) return null;
  const own = frames.filter(({ file }) => source.paths.some((path) => isSameFile(file, path)));
  const [first] = own;
  if (first === undefined) return null;
  return {
    path: first.file,
    lines: linesOf(source.text),
    frames: own,
    changes: [],
    origin: "orchestrator",
    commit: null,
    isVersionThatRan: source.isVersionThatRan,
    note: source.isVersionThatRan
      ? `From ${incident.source.name}, as it parsed the file for this run.`
      : `From ${incident.source.name}, as it parsed the file last, which may be later than this run.`,
  };
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Whether a worker's path is that of the file; `path` may be relative to its bundle. */
function isSameFile(file: string, path: string): boolean {
  return file === path || (!path.startsWith("/") && file.endsWith(`/${path}`));
}
