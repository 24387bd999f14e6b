import "server-only";
import type { Criticality } from "@/lib/failures/schemas";
import { settingsOf } from "@/lib/pipelines/settings";
import { findEdges, findImpactedDatasets } from "@/lib/pipelines/impact/data";
import { spread, type GraphEdge } from "@/lib/pipelines/impact/spread";
import type { Context } from "@/lib/platform/context";

/** A pipeline with the file that defines it. */
export interface DefinedPipeline {
  id: string;
  pipeline: string;
  /** As its orchestrator reported it; null if unknown. */
  path: string | null;
  tasks: string[] | null;
  criticality: Criticality | null;
  /** IANA zone of its schedule; null if unknown. */
  zone: string | null;
}

/** The pipelines of a source, with the paths that their orchestrator reported. */
export async function listDefinedPipelines(ctx: Context, sourceId: string): Promise<DefinedPipeline[]> {
  const { rows } = await ctx.pool.query<DefinedRow>(DEFINED_IN, [ctx.workspaceId, sourceId]);
  return rows.map(({ criticality, declared, ...row }) => {
    const settings = settingsOf({ criticality, deadline: null, declared });
    return { ...row, criticality: settings.criticality };
  });
}

interface DefinedRow extends Omit<DefinedPipeline, "criticality"> {
  criticality: string | null;
  declared: unknown;
}

/** A pipeline's file as stored, else from the latest evidence of its incidents. */
const DEFINED_IN = `
SELECT p.id, p.external_id AS pipeline, COALESCE(p.file_path, seen.path) AS path, p.schedule_zone AS zone,
  p.criticality, p.declared,
  (SELECT array_agg(t.external_id ORDER BY t.external_id) FROM tasks t WHERE t.pipeline_id = p.id) AS tasks
FROM pipelines p
LEFT JOIN LATERAL (
  SELECT COALESCE(e.facts->>'filePath', n.report->'refs'->>'fileloc') AS path
  FROM incidents n
  LEFT JOIN evidence e ON e.incident_id = n.id AND e.collector = 'orchestrator-state' AND e.superseded_at IS NULL
  WHERE n.pipeline_id = p.id AND COALESCE(e.facts->>'filePath', n.report->'refs'->>'fileloc') IS NOT NULL
  ORDER BY n.last_seen_at DESC LIMIT 1
) seen ON true
WHERE p.workspace_id = $1 AND p.source_id = $2
ORDER BY p.external_id
LIMIT 2000`;

const LIMITS = { depth: 8, count: 150 };
/** Pipelines to follow; a module that all use would otherwise mean the whole graph. */
const MAX_STARTS = 20;

/** Names of what pipelines write, and of the pipelines and dashboards that depend on it, nearest first. */
export async function findDownstreamOf(
  ctx: Context,
  pipelineIds: readonly string[],
): Promise<{ tables: string[]; pipelines: string[]; exposures: string[]; isTruncated: boolean }> {
  if (pipelineIds.length === 0) return { tables: [], pipelines: [], exposures: [], isTruncated: false };
  const starts = pipelineIds
    .slice(0, MAX_STARTS)
    .map((id) => ({ kind: "pipeline", id, taskId: null }) as const);
  const edges: GraphEdge[] = [];
  const { reached, isTruncated } = await spread(
    starts,
    async (nodes) => {
      const found = await findEdges(ctx, nodes);
      edges.push(...found);
      return found;
    },
    LIMITS,
  );
  const own = new Set(pipelineIds);
  const written = new Set(
    edges.flatMap(({ from, to }) => (own.has(from.id) && to.kind === "dataset" ? [to.id] : [])),
  );
  const idsOf = (kind: "pipeline" | "dataset") =>
    reached.filter((node) => node.kind === kind).map(({ id }) => id);
  const [datasets, pipelines] = await Promise.all([
    findImpactedDatasets(ctx, idsOf("dataset")),
    ctx.db.pipeline.findMany({
      where: { workspaceId: ctx.workspaceId, id: { in: idsOf("pipeline") } },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map(pipelines.map(({ id, name }) => [id, name]));
  const all = idsOf("dataset").flatMap((id) => datasets.get(id) ?? []);
  return {
    tables: all.filter(({ id, kind }) => written.has(id) && kind !== "dashboard").map(({ name }) => name),
    pipelines: idsOf("pipeline").flatMap((id) => (own.has(id) ? [] : (names.get(id) ?? []))),
    exposures: all.filter(({ kind }) => kind === "dashboard").map(({ name }) => name),
    isTruncated: isTruncated || pipelineIds.length > MAX_STARTS,
  };
}

/** What happened to files before. */
export interface FileHistory {
  /** Other incidents of the source whose traceback showed one of the files, in the last 90 days. */
  incidents: number;
  /** Merged fixes of the files that did not work. */
  failedFixes: number;
}

/** How often files failed before: by the code in evidence, and by fixes that changed them. */
export async function findFileHistory(
  ctx: Context,
  { incidentId, sourceId, paths }: { incidentId: string; sourceId: string; paths: readonly string[] },
): Promise<FileHistory> {
  const since = new Date(ctx.now().getTime() - HISTORY_MS);
  const { rows } = await ctx.pool.query<FileHistory>(HISTORY, [
    ctx.workspaceId,
    sourceId,
    incidentId,
    paths,
    since,
  ]);
  return rows[0] ?? { incidents: 0, failedFixes: 0 };
}

const HISTORY_MS = 90 * 86_400_000;

/** $1: workspace, $2: source, $3: incident, $4: paths, $5: since. */
const HISTORY = `
SELECT (
  SELECT count(DISTINCT n.id)::int FROM incidents n
  JOIN evidence e ON e.incident_id = n.id AND e.workspace_id = n.workspace_id
  WHERE n.workspace_id = $1 AND n.source_id = $2 AND n.id <> $3 AND n.last_seen_at >= $5
    AND e.kind = 'code' AND e.superseded_at IS NULL AND e.facts->>'path' = ANY($4)
) AS incidents, (
  SELECT count(*)::int FROM fixes f JOIN incidents n ON n.id = f.incident_id AND n.workspace_id = f.workspace_id
  WHERE f.workspace_id = $1 AND n.source_id = $2 AND f.created_at >= $5
    AND to_jsonb(f)->>'outcome' = 'did_not_work'
    AND EXISTS (SELECT 1 FROM jsonb_array_elements(f.files) file WHERE file->>'path' = ANY($4))
) AS "failedFixes"`;
