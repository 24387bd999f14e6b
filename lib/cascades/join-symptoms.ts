import type { PoolClient } from "pg";
import { loadRunPairs, type RelatedIncident, type RunPair } from "@/lib/cascades/related-runs";
import { judgeSymptom } from "@/lib/cascades/symptom";
import { isMerged } from "@/lib/incidents/data";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { IncidentEvent } from "@/lib/incidents/history/schemas";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * Merges an incident into the incident of a run that its own run started and that made it fail (a Prefect subflow and
 * its parent both report). It becomes `merged`, and its run is listed there as affected. The incident of the innermost
 * failure remains, at any nesting depth. Safe to run twice, in any order.
 * @returns how many incidents were joined, and whether this one is merged now.
 */
export async function joinSymptoms(
  ctx: Context,
  incidentId: string,
): Promise<{ symptoms: number; isMerged: boolean }> {
  authorize(ctx, "incident.merge");
  // Most runs are not nested and need no lock.
  const related = await loadRunPairs(ctx, ctx.pool, incidentId);
  const symptoms = related.length === 0 ? 0 : await joinPairs(ctx, incidentId);
  return { symptoms, isMerged: await isMerged(ctx, incidentId) };
}

/** Reloads and judges the pairs under the lock, because occurrences may have moved since. */
function joinPairs(ctx: Context, incidentId: string): Promise<number> {
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    let symptoms = 0;
    for (const pair of await loadRunPairs(ctx, client, incidentId)) {
      const judgement = judgeSymptom(pair.outer.failed, pair.inner.failed);
      if (judgement.kind === "symptom") {
        const isJoined = await join(ctx, client, pair, judgement.because);
        symptoms += isJoined ? 1 : 0;
      }
      // Only the outer run's own analysis may decide this, because it has read the complete log.
      if (judgement.kind === "own" && pair.outer.id === incidentId) await noteOwnReason(ctx, client, pair);
    }
    return symptoms;
  });
}

interface Root {
  id: string;
  number: number;
}

async function join(ctx: Context, client: PoolClient, pair: RunPair, because: string): Promise<boolean> {
  const { outer, inner } = pair;
  const { rows } = await client.query<Root>(FIND_ROOT, [inner.id, ctx.workspaceId]);
  const root = rows[0];
  if (!root || root.id === outer.id) return false;
  const apart = await client.query(KEPT_APART, [outer.id, [inner.id, root.id], ctx.workspaceId]);
  if ((apart.rowCount ?? 0) > 0) return false;
  const { rowCount } = await client.query(MERGE, [outer.id, root.id, ctx.workspaceId]);
  const isJoined = rowCount !== null && rowCount > 0;
  const events: RecordedEvent[] = [];
  if (isJoined) {
    events.push(...(await moveSymptoms(ctx, client, outer, root)));
    events.push({ incidentId: outer.id, event: joined(pair, root, because) });
  }
  const affected = await client.query(ADD_AFFECTED, [outer.id, root.id, ctx.workspaceId]);
  if (isJoined || (affected.rowCount ?? 0) > 0) {
    const via = root.id === inner.id ? null : inner.pipeline;
    events.push({
      incidentId: root.id,
      event: { type: "affected", ...related(outer), via, isMerged: isJoined, because },
    });
  }
  if (events.length > 0) await recordEvents(ctx, client, events);
  return isJoined;
}

function joined({ inner }: RunPair, root: Root, because: string): IncidentEvent {
  return { type: "joined", ...related(inner), rootId: root.id, rootNumber: root.number, because };
}

/** The fields by which a timeline entry names the other incident and its run. */
function related({ id, run, pipeline, number }: RelatedIncident) {
  return { relatedIncidentId: id, run, pipeline, number };
}

/**
 * Re-parents the symptoms of `from` to the root.
 * @returns the timeline entries for the root: those of `from`, one run further away.
 */
async function moveSymptoms(
  ctx: Context,
  client: PoolClient,
  from: RelatedIncident,
  root: Root,
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<{ data: unknown }>(MOVE_SYMPTOMS, [from.id, root.id, ctx.workspaceId]);
  return rows.flatMap(({ data }) => {
    const event = IncidentEvent.safeParse(data).data;
    if (event?.type !== "affected") return [];
    return [{ incidentId: root.id, event: { ...event, via: event.via ?? from.pipeline } }];
  });
}

async function noteOwnReason(ctx: Context, client: PoolClient, { outer, inner }: RunPair): Promise<void> {
  const { rowCount } = await client.query(ALREADY_RECORDED, [outer.id, inner.id, ctx.workspaceId]);
  if ((rowCount ?? 0) > 0) return;
  await recordEvents(ctx, client, [
    { incidentId: outer.id, event: { type: "failed_independently", ...related(inner) } },
    { incidentId: inner.id, event: { type: "parent_failed_independently", ...related(outer) } },
  ]);
}

/** The open incident at the top of the merge chain of `$1`; `$1` itself if it is not merged. */
const FIND_ROOT = `
WITH RECURSIVE up AS (
  SELECT id, number, status, parent_incident_id, 0 AS depth FROM incidents WHERE id = $1 AND workspace_id = $2
  UNION ALL
  SELECT n.id, n.number, n.status, n.parent_incident_id, depth + 1
  FROM up JOIN incidents n ON n.id = up.parent_incident_id AND n.workspace_id = $2 WHERE up.status = 'merged' AND depth < 20
)
SELECT id, number FROM up WHERE status IN ('triggered', 'acknowledged', 'investigating', 'suppressed') ORDER BY depth LIMIT 1`;

/** Incidents that a person has resolved or suppressed stay unchanged. */
const MERGE = `
UPDATE incidents SET status = 'merged', parent_incident_id = $2, snoozed_until = NULL, updated_at = now()
WHERE id = $1 AND workspace_id = $3 AND parent_incident_id IS NULL
  AND status IN ('triggered', 'acknowledged', 'investigating')`;

/** Returns, for each moved incident, the entry that named it on the timeline of `$1`. */
const MOVE_SYMPTOMS = `
WITH moved AS (
  UPDATE incidents SET parent_incident_id = $2, updated_at = now()
  WHERE parent_incident_id = $1 AND workspace_id = $3 AND status = 'merged'
  RETURNING id
)
SELECT (
  SELECT t.data FROM timeline_entries t
  WHERE t.incident_id = $1 AND t.data->>'relatedIncidentId' = moved.id AND t.data->>'type' = 'affected'
  ORDER BY t.at DESC LIMIT 1) AS data
FROM moved`;

/** Adds the runs of the joined incident and its symptoms that the root does not list yet. */
const ADD_AFFECTED = `
WITH joined AS (
  SELECT n.id, p.name AS pipeline FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id
  WHERE n.workspace_id = $3 AND (n.id = $1 OR (n.parent_incident_id = $2 AND n.status = 'merged'))
), affected AS (
  INSERT INTO occurrences (id, workspace_id, incident_id, run_id, delivery_id, kind, message, at)
  SELECT DISTINCT ON (o.run_id) 'aff' || substr(md5($2 || o.run_id), 1, 23), $3, $2, o.run_id, o.delivery_id, 'run_report',
    j.pipeline || ' failed with it: ' || o.message, o.at
  FROM joined j JOIN occurrences o ON o.incident_id = j.id AND o.workspace_id = $3 AND o.kind = 'failure' AND o.run_id IS NOT NULL
  WHERE NOT EXISTS (SELECT 1 FROM occurrences known WHERE known.incident_id = $2 AND known.run_id = o.run_id)
  ORDER BY o.run_id, o.at
  ON CONFLICT (id) DO NOTHING
  RETURNING at
)
UPDATE incidents SET last_seen_at = GREATEST(last_seen_at, (SELECT max(at) FROM affected))
WHERE id = $2 AND workspace_id = $3 AND EXISTS (SELECT 1 FROM affected)`;

const ALREADY_RECORDED = `
SELECT 1 FROM timeline_entries
WHERE incident_id = $1 AND workspace_id = $3 AND data->>'relatedIncidentId' = $2 LIMIT 1`;

/** A person took the incident `$1` out of one of `$2`. */
const KEPT_APART = `
SELECT 1 FROM timeline_entries
WHERE incident_id = $1 AND workspace_id = $3 AND data->>'type' = 'unmerged' AND data->>'from' = ANY($2)
  AND undone_at IS NULL LIMIT 1`;
