import { changedFields, type IncidentState } from "@/lib/incidents/lifecycle";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** Saves what changed between the states of incidents, in one statement. Call it inside `withIncidentsLocked`. */
export async function saveChanges(
  ctx: Context,
  tx: Prisma.TransactionClient,
  changes: readonly { state: IncidentState; next: IncidentState }[],
): Promise<void> {
  const rows = changes.map(({ state, next }) => ({ id: next.id, c: changedFields(state, next).after }));
  if (rows.length === 0) return;
  await tx.$executeRawUnsafe(SAVE_CHANGES, ctx.workspaceId, JSON.stringify(rows), ctx.now());
}

/** `column = new value if it is among the changes`. */
const set = (column: string, name: string, cast = "") =>
  `${column} = CASE WHEN jsonb_exists(x.c, '${name}') THEN (x.c->>'${name}')${cast} ELSE n.${column} END`;

const setJson = (column: string, name: string) =>
  `${column} = CASE WHEN jsonb_exists(x.c, '${name}') THEN NULLIF(x.c->'${name}', 'null') ELSE n.${column} END`;

const SAVE_CHANGES = `
UPDATE incidents n SET
  ${[
    set("status", "status"),
    set("severity", "severity", "::severity"),
    set("is_severity_set", "isSeveritySet", "::boolean"),
    setJson("severity_reasons", "severityReasons"),
    setJson("suppressed_by", "suppressedBy"),
    set("assignee_id", "assigneeId"),
    set("owner_team_id", "ownerTeamId"),
    set("snoozed_until", "snoozedUntil", "::timestamptz"),
    set("snoozed_severity", "snoozedSeverity", "::severity"),
    set("wake_at_count", "wakeAtCount", "::int"),
    set("resolution", "resolution"),
    set("resolved_by_run_id", "resolvedByRunId"),
    set("acknowledged_at", "acknowledgedAt", "::timestamptz"),
    set("resolved_at", "resolvedAt", "::timestamptz"),
  ].join(",\n  ")},
  updated_at = $3::timestamptz
FROM jsonb_to_recordset($2::jsonb) AS x(id text, c jsonb)
WHERE n.id = x.id AND n.workspace_id = $1`;
