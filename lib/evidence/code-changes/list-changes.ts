import { isCommitId } from "@/lib/evidence/source-code/failing-frames";
import type { ReachedFile } from "@/lib/code/imports/reach-files";
import { AppError } from "@/lib/platform/errors";
import type { ChangeQuery, CommitSummary, SourceRepository } from "@/lib/vendors/source-control";

/** The two versions between which the code changed, as far as they are known. */
export interface Versions {
  /** The commit of the last successful run. */
  good: string | null;
  /** The commit that ran. */
  failed: string | null;
  /** The time of the last successful run, or the start of the period to look at. */
  since: Date;
  until: Date;
}

export interface FoundChanges {
  commits: CommitSummary[];
  /** With the former paths of renamed files. */
  reached: ReachedFile[];
  /** `exact`: between two known commits; `start`, `end`: only that end is a known commit; `time`: by dates alone. */
  range: "exact" | "start" | "end" | "time";
}

const MAX_LISTED = 200;
/** How many times a file may have been renamed since. */
const MAX_RENAMES = 3;
const MAX_PATHS = 120;

/**
 * The commits between two runs that touch the reached files, or all of them if none is known. Between two known commits
 * the range is exact; what the repository does not know is replaced by the time. A file that was renamed since is
 * followed to its former path.
 */
export async function listChangesBetween(
  repository: SourceRepository,
  reached: readonly ReachedFile[],
  versions: Versions,
): Promise<FoundChanges> {
  const known = [...reached];
  let found = await listRange(repository, pathsOf(known), versions);
  for (let i = 0; i < MAX_RENAMES; i += 1) {
    const former = formerFiles(found.commits, known);
    if (former.length === 0) break;
    known.push(...former);
    found = await listRange(repository, pathsOf(known), versions);
  }
  return { ...found, reached: known };
}

function pathsOf(reached: readonly ReachedFile[]): string[] {
  return reached.slice(0, MAX_PATHS).map(({ path }) => path);
}

/** The former paths of files that these commits renamed. Pure. */
export function formerFiles(
  commits: readonly CommitSummary[],
  reached: readonly ReachedFile[],
): ReachedFile[] {
  const byPath = new Map(reached.map((file) => [file.path, file]));
  const found = new Map<string, ReachedFile>();
  for (const { path, formerPath } of commits.flatMap(({ files }) => files)) {
    const file = byPath.get(path);
    if (file === undefined || formerPath === undefined || byPath.has(formerPath)) continue;
    found.set(formerPath, { ...file, path: formerPath });
  }
  return [...found.values()];
}

async function listRange(
  repository: SourceRepository,
  paths: readonly string[],
  { good, failed, since, until }: Versions,
): Promise<Pick<FoundChanges, "commits" | "range">> {
  const [after, from] = [commitOf(good), commitOf(failed)];
  // Allow for a committer's clock that runs ahead.
  const period = { since, until: new Date(until.getTime() + 60_000) };
  const attempts: { query: Partial<ChangeQuery>; range: FoundChanges["range"] }[] = [
    ...(after && from ? [{ query: { after, from }, range: "exact" as const }] : []),
    ...(from ? [{ query: { from, ...period }, range: "end" as const }] : []),
    ...(after ? [{ query: { after, until: period.until }, range: "start" as const }] : []),
  ];
  for (const { query, range } of attempts) {
    const commits = await repository
      .listChanges({ paths, limit: MAX_LISTED, ...query })
      .catch(nullIfUnknownCommit);
    if (commits !== null) return { commits, range };
  }
  return { commits: await repository.listChanges({ paths, limit: MAX_LISTED, ...period }), range: "time" };
}

function commitOf(version: string | null): string | null {
  return version !== null && isCommitId(version) ? version : null;
}

function nullIfUnknownCommit(error: unknown): null {
  if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID")) return null;
  throw error;
}
