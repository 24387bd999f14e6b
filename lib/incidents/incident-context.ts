import "server-only";
import { readReport } from "@/lib/failures/read-report";
import type { FailureReport } from "@/lib/failures/schemas";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { Repository } from "@/lib/code/schemas";

/** What collectors, engines and fixes need to know about an incident. */
export interface IncidentContext {
  incidentId: string;
  number: number;
  title: string;
  /** Of the current diagnosis; null if it found none. */
  rootCause: string | null;
  fingerprint: string;
  report: FailureReport;
  /** `reconciler`: it was found by reading the orchestrator's API; nobody reported it. */
  detectedBy: string;
  openedAt: Date;
  lastSeenAt: Date;
  /** Null for a service, workload or check. */
  pipelineId: string | null;
  /** As the orchestrator names it. */
  pipeline: string | null;
  taskId: string | null;
  task: string | null;
  operator: string | null;
  /** How often its task succeeds only on a retry, 0 to 1; null if unknown. */
  flakeScore: number | null;
  run: string | null;
  tryNumber: number | null;
  mapIndex: number;
  source: {
    id: string;
    kind: string;
    name: string;
    apiBaseUrl: string | null;
    repository: Repository | null;
    dagsFolder: string | null;
  };
}

interface Row {
  id: string;
  number: number;
  title: string;
  root_cause: string | null;
  fingerprint: string;
  report: unknown;
  detected_by: string;
  opened_at: Date;
  last_seen_at: Date;
  pipeline_id: string | null;
  pipeline: string | null;
  task_id: string | null;
  task: string | null;
  operator: string | null;
  flake_score: number | null;
  run: string | null;
  try_number: number | null;
  map_index: number | null;
  source_id: string;
  kind: string;
  source_name: string;
  api_base_url: string | null;
  repository: unknown;
  dags_folder: string | null;
}

const LOAD_CONTEXT = `
SELECT n.id, n.number, n.title, n.root_cause, n.fingerprint, n.report, n.detected_by, n.opened_at, n.last_seen_at, n.pipeline_id,
  p.external_id AS pipeline, n.task_id, t.external_id AS task, t.operator, t.flake_score, r.external_id AS run,
  a.try_number, a.map_index, s.id AS source_id, s.kind, s.name AS source_name, s.api_base_url,
  s.repository, s.dags_folder
FROM incidents n
LEFT JOIN pipelines p ON p.id = n.pipeline_id
-- The orchestrator that has the pipeline can be asked about it, whichever source reported the failure.
JOIN sources s ON s.id = COALESCE(p.source_id, n.source_id)
LEFT JOIN tasks t ON t.id = n.task_id
LEFT JOIN runs r ON r.id = n.run_id
LEFT JOIN LATERAL (
  SELECT try_number, map_index FROM attempts
  WHERE run_id = n.run_id AND task_id = n.task_id
  -- Not a mapped instance of the task that did not fail, however late it is known.
  ORDER BY (incident_id = n.id) DESC NULLS LAST, reported_at DESC, try_number DESC LIMIT 1
) a ON true
WHERE n.id = $1 AND n.workspace_id = $2`;

/** @throws AppError NOT_FOUND when the incident is not of this workspace. */
export async function loadIncidentContext(ctx: Context, incidentId: string): Promise<IncidentContext> {
  const { rows } = await ctx.pool.query<Row>(LOAD_CONTEXT, [incidentId, ctx.workspaceId]);
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND", "There is no such incident.");
  return {
    incidentId: row.id,
    number: row.number,
    title: row.title,
    rootCause: row.root_cause,
    fingerprint: row.fingerprint,
    report: reportOf(row),
    detectedBy: row.detected_by,
    openedAt: row.opened_at,
    lastSeenAt: row.last_seen_at,
    pipelineId: row.pipeline_id,
    pipeline: row.pipeline,
    taskId: row.task_id,
    task: row.task,
    operator: row.operator,
    flakeScore: row.flake_score,
    run: row.run,
    tryNumber: row.try_number,
    mapIndex: row.map_index ?? -1,
    source: {
      id: row.source_id,
      kind: row.kind,
      name: row.source_name,
      apiBaseUrl: row.api_base_url,
      repository: Repository.nullable().catch(null).parse(row.repository),
      dagsFolder: row.dags_folder,
    },
  };
}

function reportOf({ number, report }: Row): FailureReport {
  const stored = readReport(report);
  if (!stored)
    throw new AppError(
      "INTERNAL",
      `The report of #${number} was stored by another version and cannot be read.`,
    );
  return stored;
}
