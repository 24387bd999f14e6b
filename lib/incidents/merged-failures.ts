import { IncidentEvent } from "@/lib/incidents/history/schemas";
import type { MovedFailures } from "@/lib/incidents/move-failures";
import { Undo } from "@/lib/incidents/undo/schemas";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

const NOTHING: MovedFailures = { occurrenceIds: [], attemptIds: [], childIds: [] };

/** What the incident brought when a person merged it last; nothing for a symptom, which keeps its failures. */
export async function findBrought(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<MovedFailures> {
  const entries = await tx.timelineEntry.findMany({
    where: { workspaceId, incidentId, undoneAt: null, data: { path: ["type"], equals: "merged" } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 1,
  });
  const undo = Undo.safeParse(entries[0]?.undo).data;
  if (undo?.type !== "merge" || IncidentEvent.safeParse(entries[0]?.data).data?.type !== "merged")
    return NOTHING;
  const { occurrenceIds, attemptIds, childIds } = undo;
  return { occurrenceIds, attemptIds, childIds };
}

/**
 * What a merged incident's own task or pipeline reported since to the incident that it was merged into, if that is about
 * another one. Failures of the same task cannot be told apart, and stay.
 */
export async function findArrivedSince(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  { childId, parentId }: { childId: string; parentId: string },
): Promise<MovedFailures> {
  const rows = await tx.$queryRawUnsafe<{ occurrenceId: string; attemptId: string | null }[]>(
    ARRIVED_SINCE,
    workspaceId,
    childId,
    parentId,
  );
  return {
    occurrenceIds: rows.map(({ occurrenceId }) => occurrenceId),
    attemptIds: rows.flatMap(({ attemptId }) => attemptId ?? []),
    childIds: [],
  };
}

/** Whether `child` is about another task or pipeline than `parent`. A run whose task is unknown may be about any of its tasks. */
export const isOtherWork = (child: string, parent: string) =>
  `(${child}.pipeline_id <> ${parent}.pipeline_id OR ${child}.task_id <> ${parent}.task_id)`;

/** By when they were received: what a merge brought is older. */
const ARRIVED_SINCE = `
SELECT o.id AS "occurrenceId", o.attempt_id AS "attemptId"
FROM incidents child JOIN incidents parent ON parent.id = $3 AND parent.workspace_id = $1 AND ${isOtherWork("child", "parent")}
JOIN occurrences o ON o.workspace_id = $1 AND o.incident_id = parent.id
JOIN runs r ON r.id = o.run_id AND r.pipeline_id = child.pipeline_id
LEFT JOIN attempts a ON a.id = o.attempt_id
WHERE child.id = $2 AND child.workspace_id = $1 AND a.task_id IS NOT DISTINCT FROM child.task_id
  AND (o.kind = 'failure' OR a.id IS NOT NULL)
  AND o.at > (SELECT max(t.at) FROM timeline_entries t
    WHERE t.workspace_id = $1 AND t.incident_id = child.id AND t.undone_at IS NULL AND t.data->>'type' = 'merged')`;
