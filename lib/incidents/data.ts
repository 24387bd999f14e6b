import "server-only";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/** Identifies the incident that a verb changed. */
export interface IncidentRef {
  id: string;
  number: number;
}

/** An incident that a person changed, with the timeline entries by which the change can be undone, oldest first. */
export interface IncidentChanged extends IncidentRef {
  changeIds: string[];
}

/** Resolves an id or number to both. @throws AppError NOT_FOUND. */
export async function getIncidentRef(ctx: Context, idOrNumber: string): Promise<IncidentRef> {
  const byNumber = /^\d{1,9}$/.test(idOrNumber);
  const row = await ctx.db.incident.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      ...(byNumber ? { number: Number(idOrNumber) } : { id: idOrNumber }),
    },
    select: { id: true, number: true },
  });
  if (!row) throw new AppError("NOT_FOUND", `There is no incident ${idOrNumber.slice(0, 60)}.`);
  return row;
}

/** Whether an incident is merged into another one. */
export async function isMerged(ctx: Context, incidentId: string): Promise<boolean> {
  const row = await ctx.db.incident.findFirst({
    where: { id: incidentId, workspaceId: ctx.workspaceId, status: "merged" },
    select: { id: true },
  });
  return row !== null;
}
