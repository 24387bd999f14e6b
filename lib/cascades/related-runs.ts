import "server-only";
import type { Pool, PoolClient } from "pg";
import { readFacts, storedExceptions } from "@/lib/evidence/stored-facts";
import type { FailedRun } from "@/lib/cascades/symptom";
import { readReport } from "@/lib/failures/read-report";
import { taskOf } from "@/lib/failures/subject";
import type { Context } from "@/lib/platform/context";

/** An incident with its failed run, as timelines name it. */
export interface IncidentRun {
  id: string;
  number: number;
  pipeline: string;
  /** The orchestrator's run id. */
  run: string | null;
}

/** An incident whose run started, or was started by, another failed run. */
export interface RelatedIncident extends IncidentRun {
  failed: FailedRun;
}

/** `outer` started `inner` and waited for it. */
export interface RunPair {
  outer: RelatedIncident;
  inner: RelatedIncident;
}

interface LinkRow {
  id: string;
  side: "outer" | "inner";
}

interface IncidentRow {
  id: string;
  number: number;
  pipeline: string;
  run: string | null;
  report: unknown;
  state: unknown;
  log: unknown;
}

/**
 * The pairs that an incident's run is part of. Which run started which comes from the orchestrator's API (the state
 * evidence of either incident) or from a report. Whichever is analyzed last finds the other, so the order does not
 * matter.
 */
export async function loadRunPairs(
  ctx: Context,
  connection: Pool | PoolClient,
  incidentId: string,
): Promise<RunPair[]> {
  const { rows: links } = await connection.query<LinkRow>(LINKS, [incidentId, ctx.workspaceId]);
  if (links.length === 0) return [];
  const ids = [incidentId, ...links.map((link) => link.id)];
  const { rows } = await connection.query<IncidentRow>(INCIDENTS, [ids, ctx.workspaceId]);
  const incidents = new Map(rows.map((row) => [row.id, toRelated(row)]));
  const me = incidents.get(incidentId);
  return links.flatMap(({ id, side }) => {
    const other = incidents.get(id);
    if (!me || !other) return [];
    return [side === "outer" ? { outer: other, inner: me } : { outer: me, inner: other }];
  });
}

function toRelated({ report, state, log, ...row }: IncidentRow): RelatedIncident {
  const stored = readReport(report);
  const stateFacts = readFacts({ kind: "upstream", status: "ok" }, state);
  return {
    ...row,
    failed: {
      error: stored?.exception ? { type: stored.exception.type, message: stored.exception.message } : null,
      reason: stored?.reason ?? null,
      state: (stored && taskOf(stored)?.attempt?.state) ?? null,
      chain: storedExceptions(log),
      failedTasks: stateFacts?.failedTasks ?? null,
      startedTasks: stateFacts?.startedRuns?.map((startedRun) => startedRun.task) ?? [],
    },
  };
}

/** Reports that name their parent run are searched only around the same time. */
const LINKS = `
WITH me AS (
  SELECT n.id, n.source_id, n.first_seen_at, n.report, r.external_id AS run
  FROM incidents n LEFT JOIN runs r ON r.id = n.run_id WHERE n.id = $1 AND n.workspace_id = $2
), state AS (
  SELECT facts FROM evidence WHERE incident_id = $1 AND workspace_id = $2 AND collector = 'orchestrator-state'
    AND superseded_at IS NULL ORDER BY collected_at DESC LIMIT 1
), named AS (
  SELECT facts->>'parentRunId' AS run, 'outer' AS side FROM state
  UNION SELECT report->'refs'->>'parent_flow_run_id', 'outer' FROM me
  UNION SELECT started->>'runId', 'inner' FROM state,
    jsonb_array_elements(CASE jsonb_typeof(facts->'startedRuns') WHEN 'array' THEN facts->'startedRuns' ELSE '[]' END) started
), found AS (
  SELECT o.incident_id AS id, named.side
  FROM named JOIN me ON true
  JOIN runs r ON r.workspace_id = $2 AND r.external_id = named.run
  JOIN pipelines p ON p.id = r.pipeline_id AND p.source_id = me.source_id
  JOIN occurrences o ON o.run_id = r.id AND o.kind = 'failure'
  UNION
  SELECT n.id, 'inner' FROM me JOIN incidents n ON n.source_id = me.source_id AND n.workspace_id = $2
  WHERE n.last_seen_at > me.first_seen_at - interval '1 day' AND n.report->'refs'->>'parent_flow_run_id' = me.run
)
SELECT n.id, found.side FROM found JOIN incidents n ON n.id = found.id AND n.workspace_id = $2
WHERE n.id <> $1 ORDER BY n.number`;

const INCIDENTS = `
SELECT n.id, n.number, p.name AS pipeline, r.external_id AS run, n.report, state.facts AS state, log.facts AS log
FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id LEFT JOIN runs r ON r.id = n.run_id
LEFT JOIN LATERAL (
  SELECT facts FROM evidence e WHERE e.incident_id = n.id AND e.collector = 'orchestrator-state' AND e.status = 'ok'
    AND e.superseded_at IS NULL ORDER BY e.collected_at DESC LIMIT 1
) state ON true
LEFT JOIN LATERAL (
  SELECT facts FROM evidence e WHERE e.incident_id = n.id AND e.collector = 'orchestrator-log' AND e.kind = 'log'
    AND e.status = 'ok' AND e.superseded_at IS NULL ORDER BY e.collected_at DESC LIMIT 1
) log ON true
WHERE n.id = ANY($1) AND n.workspace_id = $2`;
