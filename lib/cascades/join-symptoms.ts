import type { PoolClient } from "pg";
import { loadDependentPairs } from "@/lib/cascades/dependent-pairs";
import { loadOutagePairs } from "@/lib/cascades/outage-pairs";
import { loadRunPairs, type IncidentRun } from "@/lib/cascades/related-runs";
import { judgeSymptom, type Judgement } from "@/lib/cascades/symptom";
import { isMerged } from "@/lib/incidents/data";
import type { RecordedEvent } from "@/lib/incidents/history/event-records";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { IncidentEvent } from "@/lib/incidents/history/schemas";
import { Suppression } from "@/lib/incidents/noise/schemas";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * Merges an incident into the incident that caused it: of a run that its own run started and waited for (a Prefect subflow
 * and its parent both report), of a pipeline that it depends on, or of the same outage. It becomes `merged`, and its run is listed there as
 * affected. The incident of the innermost failure remains, at any depth; the incident may itself be that one. Safe to run
 * twice, in any order.
 * @returns how many incidents were joined, and whether this one is merged now.
 */
export async function joinSymptoms(
  ctx: Context,
  incidentId: string,
): Promise<{ symptoms: number; isMerged: boolean }> {
  authorize(ctx, "incident.merge");
  // Most failures are alone and need no lock.
  const nested = await loadRunPairs(ctx, ctx.pool, incidentId);
  const dependent = await loadDependentPairs(ctx, ctx.pool, incidentId);
  const outage = await loadOutagePairs(ctx, ctx.pool, incidentId);
  const isAlone =
    nested.length === 0 &&
    outage.length === 0 &&
    dependent.every(({ judgement }) => judgement.kind === "unknown");
  const symptoms = isAlone ? 0 : await joinPairs(ctx, incidentId);
  return { symptoms, isMerged: await isMerged(ctx, incidentId) };
}

/** Reloads and judges the pairs under the lock, because incidents and their occurrences may have changed since. */
function joinPairs(ctx: Context, incidentId: string): Promise<number> {
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    let symptoms = 0;
    const settle = async (pair: Pair, judgement: Judgement): Promise<void> => {
      if (judgement.kind === "symptom" && (await join(ctx, client, pair, judgement.because))) symptoms += 1;
      // Only the outer run's own analysis may decide this, because it has read the complete log.
      if (judgement.kind === "own" && pair.outer.id === incidentId) await noteOwnReason(ctx, client, pair);
      if (judgement.kind === "other_time") await noteOwnReason(ctx, client, pair, judgement.timing);
    };
    for (const pair of await loadRunPairs(ctx, client, incidentId))
      await settle(pair, judgeSymptom(pair.outer.failed, pair.inner.failed));
    const dependents = await loadDependentPairs(ctx, client, incidentId);
    const explained = new Set(
      dependents.flatMap(({ outer, judgement }) => (judgement.kind === "symptom" ? outer.id : [])),
    );
    for (const pair of dependents) {
      const isNoted = pair.isDirect && !explained.has(pair.outer.id);
      if (pair.judgement.kind === "symptom" || isNoted) await settle(pair, pair.judgement);
    }
    for (const { because, ...pair } of await loadOutagePairs(ctx, client, incidentId))
      await settle(pair, { kind: "symptom", because });
    return symptoms;
  });
}

/** `outer` may be a symptom of `inner`. */
interface Pair {
  outer: IncidentRun;
  inner: IncidentRun;
  /** What connects the pipeline of `outer` with that of `inner`; absent if its run started the other one. */
  link?: string;
}

interface Root {
  id: string;
  number: number;
  suppressedBy: unknown;
}

async function join(ctx: Context, client: PoolClient, pair: Pair, because: string): Promise<boolean> {
  const { outer, inner, link } = pair;
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
    events.push(...(await wakeRoot(ctx, client, root, outer)));
  }
  const affected = await client.query(ADD_AFFECTED, [outer.id, root.id, ctx.workspaceId]);
  if (isJoined || (affected.rowCount ?? 0) > 0) {
    const via = root.id === inner.id ? null : inner.pipeline;
    events.push({
      incidentId: root.id,
      event: { type: "affected", ...related(outer), via, isMerged: isJoined, because, link },
    });
  }
  if (events.length > 0) await recordEvents(ctx, client, events);
  return isJoined;
}

/**
 * A policy that suppresses the root says nothing about an open symptom, which would be hidden with it. So the root is
 * triggered, once: one incident for all its symptoms. A root that a person suppressed stays suppressed.
 */
async function wakeRoot(
  ctx: Context,
  client: PoolClient,
  { id, suppressedBy }: Root,
  { number, pipeline }: IncidentRun,
): Promise<RecordedEvent[]> {
  const policy = Suppression.safeParse(suppressedBy).data;
  const { rowCount } = await client.query(WAKE, [id, ctx.workspaceId]);
  if (!policy || rowCount === 0) return [];
  const { policyId, name } = policy;
  return [{ incidentId: id, event: { type: "woken", policyId, name, symptom: { number, pipeline } } }];
}

function joined({ inner, link }: Pair, root: Root, because: string): IncidentEvent {
  return { type: "joined", ...related(inner), rootId: root.id, rootNumber: root.number, because, link };
}

/** The fields by which a timeline entry names the other incident and its run. */
function related({ id, run, pipeline, number }: IncidentRun) {
  return { relatedIncidentId: id, run, pipeline, number };
}

/**
 * Re-parents the symptoms of `from` to the root.
 * @returns the timeline entries for the root: those of `from`, one run further away.
 */
async function moveSymptoms(
  ctx: Context,
  client: PoolClient,
  from: IncidentRun,
  root: Root,
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<{ data: unknown }>(MOVE_SYMPTOMS, [from.id, root.id, ctx.workspaceId]);
  return rows.flatMap(({ data }) => {
    const event = IncidentEvent.safeParse(data).data;
    if (event?.type !== "affected") return [];
    return [{ incidentId: root.id, event: { ...event, via: event.via ?? from.pipeline } }];
  });
}

/** `timing`: how their times differ, if that is the reason. */
async function noteOwnReason(
  ctx: Context,
  client: PoolClient,
  { outer, inner, link }: Pair,
  timing?: "before" | "after",
): Promise<void> {
  const { rowCount } = await client.query(ALREADY_RECORDED, [outer.id, inner.id, ctx.workspaceId]);
  if ((rowCount ?? 0) > 0) return;
  await recordEvents(ctx, client, [
    { incidentId: outer.id, event: { type: "failed_independently", ...related(inner), link, timing } },
    { incidentId: inner.id, event: { type: "parent_failed_independently", ...related(outer), link, timing } },
  ]);
}

/** The open incident at the top of the merge chain of `$1`; `$1` itself if it is not merged. */
const FIND_ROOT = `
WITH RECURSIVE up AS (
  SELECT id, number, status, suppressed_by, parent_incident_id, 0 AS depth FROM incidents WHERE id = $1 AND workspace_id = $2
  UNION ALL
  SELECT n.id, n.number, n.status, n.suppressed_by, n.parent_incident_id, depth + 1
  FROM up JOIN incidents n ON n.id = up.parent_incident_id AND n.workspace_id = $2 WHERE up.status = 'merged' AND depth < 20
)
SELECT id, number, suppressed_by AS "suppressedBy" FROM up WHERE status IN ('triggered', 'acknowledged', 'investigating', 'suppressed') ORDER BY depth LIMIT 1`;

/** Incidents that a person has resolved or suppressed stay unchanged. */
const MERGE = `
UPDATE incidents SET status = 'merged', merge_kind = 'symptom', parent_incident_id = $2, snoozed_until = NULL,
  updated_at = now()
WHERE id = $1 AND workspace_id = $3 AND parent_incident_id IS NULL
  AND status IN ('triggered', 'acknowledged', 'investigating')`;

const WAKE = `
UPDATE incidents SET status = 'triggered', suppressed_by = NULL, updated_at = now()
WHERE id = $1 AND workspace_id = $2 AND status = 'suppressed' AND suppressed_by IS NOT NULL`;

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
