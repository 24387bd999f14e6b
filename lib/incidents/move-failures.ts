import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** What belongs to an incident and moves with its failures. */
export interface MovedFailures {
  occurrenceIds: string[];
  attemptIds: string[];
  /** Incidents merged into it. */
  childIds: string[];
}

/** Moves the occurrences, attempts and merged incidents of some incidents to another. @returns what moved, by origin. */
export async function moveFailures(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  fromIds: readonly string[],
  toId: string,
): Promise<Map<string, MovedFailures>> {
  const rows = await tx.$queryRawUnsafe<{ origin: string; kind: keyof MovedFailures; id: string }[]>(
    MOVE,
    workspaceId,
    JSON.stringify(fromIds),
    toId,
  );
  const moved = new Map<string, MovedFailures>();
  for (const { origin, kind, id } of rows) {
    const entry = moved.get(origin) ?? { occurrenceIds: [], attemptIds: [], childIds: [] };
    entry[kind].push(id);
    moved.set(origin, entry);
  }
  return moved;
}

/** $1: workspace, $2: ids of the origins as JSON, $3: the incident they move to. An update returns only new values. */
const MOVE = `
WITH origins AS (SELECT jsonb_array_elements_text($2::jsonb) AS id),
occurrence AS (
  SELECT o.id, o.incident_id AS origin FROM occurrences o JOIN origins ON origins.id = o.incident_id
  WHERE o.workspace_id = $1
), attempt AS (
  SELECT a.id, a.incident_id AS origin FROM attempts a JOIN origins ON origins.id = a.incident_id
  WHERE a.workspace_id = $1
), child AS (
  SELECT n.id, n.parent_incident_id AS origin FROM incidents n JOIN origins ON origins.id = n.parent_incident_id
  WHERE n.workspace_id = $1 AND n.status = 'merged' AND n.id <> $3
), moved_occurrences AS (
  UPDATE occurrences o SET incident_id = $3 FROM occurrence WHERE o.id = occurrence.id AND o.workspace_id = $1
), moved_attempts AS (
  UPDATE attempts a SET incident_id = $3 FROM attempt WHERE a.id = attempt.id AND a.workspace_id = $1
), moved_children AS (
  UPDATE incidents n SET parent_incident_id = $3 FROM child WHERE n.id = child.id AND n.workspace_id = $1
)
SELECT origin, 'occurrenceIds' AS kind, id FROM occurrence
UNION ALL SELECT origin, 'attemptIds', id FROM attempt
UNION ALL SELECT origin, 'childIds', id FROM child`;

/** Moves these back, as far as they still belong to `fromId`. @returns how many occurrences and children moved. */
export async function moveBack(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { occurrenceIds, attemptIds, childIds }: MovedFailures,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<{ occurrences: number; children: number }> {
  const [row] = await tx.$queryRawUnsafe<{ occurrences: number; children: number }[]>(
    MOVE_BACK,
    workspaceId,
    fromId,
    toId,
    JSON.stringify(occurrenceIds),
    JSON.stringify(attemptIds),
    JSON.stringify(childIds),
  );
  return row ?? { occurrences: 0, children: 0 };
}

const idsOf = (param: string) => `(SELECT jsonb_array_elements_text(${param}::jsonb))`;

const MOVE_BACK = `
WITH occurrence AS (
  UPDATE occurrences SET incident_id = $3
  WHERE workspace_id = $1 AND incident_id = $2 AND id IN ${idsOf("$4")} RETURNING id
), attempt AS (
  UPDATE attempts SET incident_id = $3 WHERE workspace_id = $1 AND incident_id = $2 AND id IN ${idsOf("$5")}
), child AS (
  UPDATE incidents SET parent_incident_id = $3, updated_at = now()
  WHERE workspace_id = $1 AND parent_incident_id = $2 AND status = 'merged' AND id IN ${idsOf("$6")} RETURNING id
)
SELECT (SELECT count(*)::int FROM occurrence) AS occurrences, (SELECT count(*)::int FROM child) AS children`;

/**
 * Recomputes the counts and times of an incident from its current failures, without reports that only accompany one. A
 * snooze that waits for failures does not count those that moved.
 * @returns how many failures it has
 */
export async function recount(
  ctx: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
  { withLatest = false }: { withLatest?: boolean } = {},
): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ count: number }[]>(
    RECOUNT,
    ctx.workspaceId,
    incidentId,
    withLatest,
    ctx.now(),
  );
  return row?.count ?? 0;
}

/** $3: whether its run and attempt become those of its latest failure. */
const RECOUNT = `
WITH failure AS (
  SELECT count(*)::int AS count, min(at) AS first_at, max(at) AS last_at FROM occurrences
  WHERE workspace_id = $1 AND incident_id = $2 AND kind = 'failure'
), latest AS (
  SELECT run_id, attempt_id FROM occurrences WHERE workspace_id = $1 AND incident_id = $2 AND kind = 'failure'
  ORDER BY at DESC, id DESC LIMIT 1
)
UPDATE incidents n SET occurrence_count = failure.count,
  wake_at_count = n.wake_at_count + failure.count - n.occurrence_count,
  first_seen_at = COALESCE(failure.first_at, n.first_seen_at),
  last_seen_at = COALESCE(failure.last_at, n.last_seen_at),
  run_id = CASE WHEN $3 AND failure.count > 0 THEN latest.run_id ELSE n.run_id END,
  attempt_id = CASE WHEN $3 AND failure.count > 0 THEN latest.attempt_id ELSE n.attempt_id END,
  updated_at = $4::timestamptz
FROM failure LEFT JOIN latest ON true
WHERE n.id = $2 AND n.workspace_id = $1
RETURNING n.occurrence_count AS count`;
