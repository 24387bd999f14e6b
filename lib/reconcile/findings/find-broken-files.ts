import { findRepositoryPath } from "@/lib/code/find-repository-path";
import { openRepository } from "@/lib/code/open-repository";
import type { Repository } from "@/lib/code/schemas";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import {
  brokenFilesFinding,
  groupBrokenFiles,
  type BreakingCommit,
  type BrokenGroup,
} from "@/lib/reconcile/findings/broken-files";
import type { Alerts } from "@/lib/reconcile/findings/alerts";
import type { Finding } from "@/lib/reconcile/findings/check-report";
import type { BrokenFile } from "@/lib/reconcile/orchestrators/reading";

/** A change older than this did not break a file that was parsed until now. */
const BREAKING_WITHIN_MS = 30 * 24 * 3_600_000;
const MAX_FILES = 2_000;
const MAX_LOOKUPS = 20;

/** $1: workspace, $2: source, $3: files. Airflow 3 names a file by its path in the bundle, Airflow 2 by its whole path. */
const PIPELINES_OF_FILES = `
SELECT p.file_path AS file, array_agg(p.external_id ORDER BY p.external_id) AS pipelines
FROM pipelines p WHERE p.workspace_id = $1 AND p.source_id = $2 AND p.file_path = ANY($3::text[])
GROUP BY p.file_path`;

interface SourceCode {
  id: string;
  repository: Repository | null;
  dagsFolder: string | null;
}

/** What is broken, and the orchestrator's ids of the pipelines that therefore do not run. */
export interface BrokenFiles {
  findings: Finding[];
  pipelines: ReadonlySet<string>;
}

/**
 * Findings for files that the orchestrator cannot parse: which pipelines will not run, and the commit that last changed the
 * file, which is looked up once. A repository that cannot be read adds nothing.
 */
export async function findBrokenFiles(
  ctx: Context,
  source: SourceCode,
  files: readonly BrokenFile[],
  alerts: Alerts,
  signal: AbortSignal,
): Promise<BrokenFiles> {
  const groups = groupBrokenFiles(files.slice(0, MAX_FILES));
  if (groups.length === 0) return { findings: [], pipelines: new Set() };
  const { rows } = await ctx.pool.query<{ file: string; pipelines: string[] }>(PIPELINES_OF_FILES, [
    ctx.workspaceId,
    source.id,
    files.map(({ file }) => file),
  ]);
  const pipelines = new Map(rows.map((row) => [row.file, row.pipelines]));
  const news = groups.filter(({ key }) => !(key in alerts));
  const commits = await findCommits(ctx, source, news, signal);
  const findings = groups.map((group) =>
    brokenFilesFinding(
      group,
      group.files.flatMap(({ file }) => pipelines.get(file) ?? []),
      commits.get(group.key) ?? null,
    ),
  );
  return { findings, pipelines: new Set(rows.flatMap((row) => row.pipelines)) };
}

async function findCommits(
  ctx: Context,
  { repository, dagsFolder }: SourceCode,
  groups: readonly BrokenGroup[],
  signal: AbortSignal,
): Promise<Map<string, BreakingCommit>> {
  const commits = new Map<string, BreakingCommit>();
  if (!repository || groups.length === 0) return commits;
  try {
    const code = await openRepository(ctx, repository, signal);
    const paths = await code.listFiles((await code.headCommit()).sha);
    const until = new Date(ctx.now().getTime() + 60_000);
    const since = new Date(until.getTime() - BREAKING_WITHIN_MS);
    for (const { key, files, raisedIn } of groups.slice(0, MAX_LOOKUPS)) {
      const candidates = [raisedIn, files[0]?.file].flatMap((file) =>
        file == null ? [] : (findRepositoryPath(file, paths, dagsFolder) ?? []),
      );
      const [path] = candidates;
      if (path === undefined) continue;
      const [commit] = await code.listCommits({ path, since, until, limit: 1, maxPatchBytes: 0 });
      if (!commit) continue;
      const { sha, author, message, date } = commit;
      commits.set(key, { sha, author, subject: message.split("\n", 1)[0] ?? "", at: date });
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return commits;
}
