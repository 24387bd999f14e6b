import type { StoredBlastRadius } from "@/lib/fixes/schemas";
import { subjectName } from "@/lib/failures/subject";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import type { Context } from "@/lib/platform/context";
import { findRepositoryPath } from "@/lib/code/find-repository-path";

interface Row {
  pipeline: string;
  path: string | null;
  tasks: string[] | null;
}

/**
 * Finds the known pipelines and tasks defined in a changed file, by the paths their orchestrators reported. Other files
 * that import a changed file are unknown, which the text states.
 */
export async function findBlastRadius(
  ctx: Context,
  incident: IncidentContext,
  changed: readonly string[],
  files: readonly string[],
): Promise<StoredBlastRadius> {
  const { rows } = await ctx.pool.query<Row>(DEFINED_IN, [ctx.workspaceId, incident.source.id]);
  const hit = rows.filter(({ path }) => {
    const file = path ? findRepositoryPath(path, files, incident.source.dagsFolder) : null;
    return file !== null && changed.includes(file);
  });
  const tasks = hit.flatMap(({ pipeline, tasks }) => (tasks ?? []).map((task) => `${pipeline}.${task}`));
  const pipelines = hit.map((row) => row.pipeline);
  return {
    files: changed.length,
    tasks: tasks.slice(0, 100),
    pipelines,
    text: describe(incident, changed, pipelines, tasks),
  };
}

function describe(
  incident: IncidentContext,
  changed: readonly string[],
  pipelines: readonly string[],
  tasks: readonly string[],
): string {
  const files = `${changed.length} file${changed.length === 1 ? "" : "s"}`;
  if (changed.some((path) => /(?:^|\/)requirements[^/]*\.txt$/.test(path))) {
    return `${files}; affects everything in an environment built from it.`;
  }
  if (pipelines.length === 0) {
    const failed =
      [incident.pipeline, incident.task].filter(Boolean).join(" / ") || subjectName(incident.report.subject);
    return `${files}, changed for ${failed}. Other users of the file are unknown.`;
  }
  const defined = pipelines.slice(0, 5).join(", ");
  const more = pipelines.length > 5 ? ` and ${pipelines.length - 5} more` : "";
  const count = `${tasks.length} known task${tasks.length === 1 ? "" : "s"}`;
  return `${files}; defines ${defined}${more} with ${count}. Other importers are unknown.`;
}

/** A pipeline's file as stored, else from the latest evidence of its incidents. */
const DEFINED_IN = `
SELECT p.external_id AS pipeline, COALESCE(p.file_path, seen.path) AS path,
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
