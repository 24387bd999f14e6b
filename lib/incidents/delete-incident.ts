import { getIncidentRef, type IncidentRef } from "@/lib/incidents/data";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/**
 * Deletes an incident with everything it owns: occurrences, evidence, diagnoses, fixes, timeline, workflows, and the
 * incidents merged into it. Deliveries, runs and attempts stay: they are what was reported. Cannot be undone.
 * @throws AppError NOT_FOUND; CONFLICT if it is merged into another one, where its failures are.
 */
export async function deleteIncident(ctx: Context, id: string): Promise<IncidentRef> {
  authorize(ctx, "incident.delete");
  const { workspaceId } = ctx;
  const ref = await getIncidentRef(ctx, id);
  await withIncidentsLocked(ctx, async (tx) => {
    const row = await tx.incident.findFirst({
      where: { id: ref.id, workspaceId },
      select: { title: true, status: true, parent: { select: { number: true } } },
    });
    if (!row) throw new AppError("NOT_FOUND", `There is no incident ${id.slice(0, 60)}.`);
    if (row.status === "merged" && row.parent)
      throw new AppError(
        "CONFLICT",
        `#${ref.number} was merged into #${row.parent.number}. Take it out first, or delete #${row.parent.number}.`,
      );
    const [deleted] = await tx.$queryRawUnsafe<{ merged: string }[]>(DELETE_INCIDENT, workspaceId, ref.id);
    await audit(ctx, tx, {
      action: "incident.delete",
      targetType: "incident",
      targetId: ref.id,
      detail: { name: `#${ref.number}`, title: row.title, merged: deleted?.merged ?? "" },
    });
  });
  return ref;
}

/**
 * Deletes the incident and all that were merged into it, however deep, with their workflows; the rest follows by foreign
 * keys. Returns the numbers of the merged ones.
 */
const DELETE_INCIDENT = `
WITH RECURSIVE owned AS (
  SELECT id, number FROM incidents WHERE id = $2 AND workspace_id = $1
  UNION SELECT n.id, n.number FROM owned JOIN incidents n ON n.parent_incident_id = owned.id AND n.workspace_id = $1
), forgotten AS (
  UPDATE deliveries SET incident_id = NULL WHERE workspace_id = $1 AND incident_id IN (SELECT id FROM owned)
), workflows AS (
  DELETE FROM workflow_runs WHERE workspace_id = $1 AND incident_id IN (SELECT id FROM owned)
), deleted AS (
  DELETE FROM incidents WHERE workspace_id = $1 AND id IN (SELECT id FROM owned)
)
SELECT COALESCE(string_agg('#' || number, ', ' ORDER BY number) FILTER (WHERE id <> $2), '') AS merged FROM owned`;
