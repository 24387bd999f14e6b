import type { PoolClient } from "pg";
import { loadRunPairs, type RelatedIncident, type RunPair } from "@/lib/cascades/related-runs";
import { judgeSymptom } from "@/lib/cascades/symptom";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";

/**
 * An incident whose run started another failing run and failed because of it (a Prefect subflow and its parent both
 * report) joins that one's incident: it becomes `merged`, and its run stands there as affected. The incident that
 * stays is that of the innermost failure, however deep the runs are nested. Safe to run twice, in any order.
 * @returns how many incidents were joined, and whether this one belongs to another one now.
 */
export async function joinSymptoms(
  ctx: Context,
  incidentId: string,
): Promise<{ symptoms: number; isMerged: boolean }> {
  authorize(ctx, "incident.merge");
  // Most runs neither start another one nor were started by one: those take no lock.
  const related = await loadRunPairs(ctx, ctx.pool, incidentId);
  const symptoms = related.length === 0 ? 0 : await joinPairs(ctx, incidentId);
  return { symptoms, isMerged: await isMerged(ctx, incidentId) };
}

/** Decides on the pairs as they stand under the lock: an occurrence may have moved since they were looked for. */
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
      // Only its own analysis may say so: that has read the whole log.
      if (judgement.kind === "own" && pair.outer.id === incidentId) await noteOwnReason(ctx, client, pair);
    }
    return symptoms;
  });
}

async function isMerged(ctx: Context, incidentId: string): Promise<boolean> {
  const row = await ctx.db.incident.findFirst({
    where: { id: incidentId, workspaceId: ctx.workspaceId, status: "merged" },
    select: { id: true },
  });
  return row !== null;
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
  const { rowCount } = await client.query(MERGE, [outer.id, root.id, ctx.workspaceId]);
  const isJoined = rowCount !== null && rowCount > 0;
  if (isJoined) {
    await moveSymptoms(ctx, client, outer, root);
    await client.query(AUDIT, [newId(), ctx.workspaceId, outer.id, root.id, ctx.actor.name, ctx.now()]);
    await say(ctx, client, outer.id, root.id, joinedText(pair, root, because));
  }
  const affected = await client.query(ADD_AFFECTED, [outer.id, root.id, ctx.workspaceId]);
  if (isJoined || (affected.rowCount ?? 0) > 0) {
    await say(ctx, client, root.id, outer.id, affectedText(pair, root, because, isJoined));
  }
  return isJoined;
}

/** What had joined the joined incident belongs to the root now, which says so in the words it was said in. */
async function moveSymptoms(
  ctx: Context,
  client: PoolClient,
  from: RelatedIncident,
  root: Root,
): Promise<void> {
  const { rows } = await client.query<{ id: string; text: string | null }>(MOVE_SYMPTOMS, [
    from.id,
    root.id,
    ctx.workspaceId,
  ]);
  for (const { id, text } of rows) {
    if (text) await say(ctx, client, root.id, id, text.replace(STARTED_THIS, startedThatOf(from)));
  }
}

const STARTED_THIS = "which started this one";
const startedThatOf = ({ pipeline }: RelatedIncident) => `which started that of ${pipeline}`;

function joinedText({ inner }: RunPair, root: Root, because: string): string {
  const deeper = root.id === inner.id ? "" : `, which is part of #${root.number}`;
  return `Joined to #${root.number}. This run started ${runOf(inner)}, waited for it and failed with it (#${inner.number}${deeper}): ${because}`;
}

function affectedText({ outer, inner }: RunPair, root: Root, because: string, isJoined: boolean): string {
  const started = root.id === inner.id ? STARTED_THIS : startedThatOf(inner);
  const where = isJoined ? `#${outer.number} is part of this incident now` : `see #${outer.number}`;
  return `Affected: ${runOf(outer)}, ${started} and waited for it, failed too: ${because}. ${where}`;
}

function runOf({ pipeline, run }: RelatedIncident): string {
  return run ? `run ${run} of ${pipeline}` : `a run of ${pipeline}`;
}

async function noteOwnReason(ctx: Context, client: PoolClient, { outer, inner }: RunPair): Promise<void> {
  const { rowCount } = await client.query(ALREADY_SAID, [outer.id, inner.id, ctx.workspaceId]);
  if ((rowCount ?? 0) > 0) return;
  const text = `${runOf(inner)} failed inside this run (#${inner.number}), but this run ended with an error of its own, so it stays an incident of its own`;
  await say(ctx, client, outer.id, inner.id, text);
  await say(
    ctx,
    client,
    inner.id,
    outer.id,
    `${runOf(outer)}, which started this one, failed for a reason of its own: #${outer.number}`,
  );
}

async function say(
  ctx: Context,
  client: PoolClient,
  incidentId: string,
  otherId: string,
  text: string,
): Promise<void> {
  const data = JSON.stringify({ relatedIncidentId: otherId });
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  const values = [
    newId(),
    ctx.workspaceId,
    incidentId,
    sentence.slice(0, 1_000),
    ctx.actor.name,
    ctx.now(),
    data,
  ];
  await client.query(SAY, values);
}

/** The open incident that `$1` belongs to in the end; itself when it is not merged. */
const FIND_ROOT = `
WITH RECURSIVE up AS (
  SELECT id, number, status, parent_incident_id, 0 AS depth FROM incidents WHERE id = $1 AND workspace_id = $2
  UNION ALL
  SELECT n.id, n.number, n.status, n.parent_incident_id, depth + 1
  FROM up JOIN incidents n ON n.id = up.parent_incident_id AND n.workspace_id = $2 WHERE up.status = 'merged' AND depth < 20
)
SELECT id, number FROM up WHERE status IN ('triggered', 'acknowledged', 'investigating', 'suppressed') ORDER BY depth LIMIT 1`;

/** What a person has put away (resolved, suppressed) stays as it is. */
const MERGE = `
UPDATE incidents SET status = 'merged', parent_incident_id = $2, snoozed_until = NULL, updated_at = now()
WHERE id = $1 AND workspace_id = $3 AND parent_incident_id IS NULL
  AND status IN ('triggered', 'acknowledged', 'investigating')`;

/** Answers each moved incident with what `$1` said of it. */
const MOVE_SYMPTOMS = `
WITH moved AS (
  UPDATE incidents SET parent_incident_id = $2, updated_at = now()
  WHERE parent_incident_id = $1 AND workspace_id = $3 AND status = 'merged'
  RETURNING id
)
SELECT moved.id, (
  SELECT t.text FROM timeline_entries t
  WHERE t.incident_id = $1 AND t.data->>'relatedIncidentId' = moved.id AND t.text LIKE 'Affected: %'
  ORDER BY t.at DESC LIMIT 1) AS text
FROM moved`;

/** Runs of the joined incident, and of those joined to it before, that the root does not name yet. */
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

const ALREADY_SAID = `
SELECT 1 FROM timeline_entries
WHERE incident_id = $1 AND workspace_id = $3 AND data->>'relatedIncidentId' = $2 LIMIT 1`;

const SAY = `
INSERT INTO timeline_entries (id, workspace_id, incident_id, kind, text, actor_name, at, data)
VALUES ($1, $2, $3, 'status', $4, $5, $6, $7)`;

const AUDIT = `
INSERT INTO audit_events (id, workspace_id, actor_type, actor_name, action, target_type, target_id, detail, at)
VALUES ($1, $2, 'system', $5, 'incident.merge', 'incident', $3, jsonb_build_object('into', $4::text, 'reason', 'symptom'), $6)`;
