import type { Severity } from "@/lib/failures/schemas";
import { assessIncident, isUnchanged } from "@/lib/incidents/assess-incident";
import { recordEvents } from "@/lib/incidents/history/record-events";
import { OPEN_STATUSES } from "@/lib/incidents/schemas";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

/**
 * Computes an open incident's severity from everything known by now: impact, settings, repeats, the time left until a
 * deadline. Leaves a severity that a person has set alone. Safe to run twice.
 * @throws AppError NOT_FOUND.
 */
export async function reassessSeverity(ctx: Context, incidentId: string): Promise<{ severity: Severity }> {
  authorize(ctx, "incident.reassess");
  return withIncidentsLocked(ctx, async (tx) => {
    const incident = await assessIncident(ctx, tx, incidentId);
    if (!incident) throw new AppError("NOT_FOUND", "There is no such incident.");
    const { status, severity, reasons, isSeveritySet, assessed } = incident;
    const isOpen = OPEN_STATUSES.some((open) => open === status);
    if (!isOpen || isSeveritySet || isUnchanged(incident)) return { severity };
    await tx.incident.updateMany({
      where: { id: incidentId, workspaceId: ctx.workspaceId },
      data: {
        severity: assessed.severity,
        severityReasons: assessed.reasons.map((reason): Prisma.InputJsonObject => ({ ...reason })),
      },
    });
    if (assessed.severity !== severity) {
      const known = new Set(reasons.map(({ text }) => text));
      const because = assessed.reasons.filter(({ text }) => !known.has(text)).map(({ text }) => text);
      const event = {
        type: "severity_changed",
        from: severity,
        to: assessed.severity,
        because: because.join(". ") || null,
      } as const;
      await recordEvents(ctx, tx, [{ incidentId, event }]);
    }
    return { severity: assessed.severity };
  });
}
