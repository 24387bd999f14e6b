import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { reachFiles, type ReachedFile } from "@/lib/code/imports/reach-files";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { AppError } from "@/lib/platform/errors";
import type { SourceRepository } from "@/lib/vendors/source-control";

/** On GitHub every file is a request. */
const LIMITS = {
  local: { maxFiles: 100, maxDepth: 8 },
  github: { maxFiles: 25, maxDepth: 4 },
} as const;

/**
 * The files of the repository that the task runs or reads, as of the commit that ran or, if it is not known there, the
 * head: `paths` on the worker, and what they import and name. Empty if the repository has none of them.
 */
export async function reachedFiles(
  repository: SourceRepository,
  { source }: EvidenceTarget,
  { paths, ran }: { paths: readonly string[]; ran: string | null },
): Promise<ReachedFile[]> {
  const base = await openVersion(repository, ran);
  const entries = paths.flatMap((path) => findRepositoryPath(path, base.files, source.dagsFolder) ?? []);
  if (entries.length === 0) return [];
  const input = {
    entries: [...new Set(entries)],
    paths: base.files,
    dagsFolder: source.dagsFolder,
    ...LIMITS[source.repository?.kind ?? "local"],
  };
  return reachFiles(input, (wanted) => repository.readFiles(wanted, base.sha));
}

async function openVersion(
  repository: SourceRepository,
  ran: string | null,
): Promise<{ sha: string; files: string[] }> {
  const files = ran === null ? null : await repository.listFiles(ran).catch(nullIfUnknown);
  if (ran !== null && files !== null) return { sha: ran, files };
  const { sha } = await repository.headCommit();
  return { sha, files: await repository.listFiles(sha) };
}

function nullIfUnknown(error: unknown): null {
  if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "INVALID")) return null;
  throw error;
}
