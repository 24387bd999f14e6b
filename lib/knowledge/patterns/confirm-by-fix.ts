import { findIncidentOfFix } from "@/lib/knowledge/patterns/data";
import { learnFromIncident } from "@/lib/knowledge/patterns/learn-from-incident";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/**
 * Confirms the cause of a fix's incident if the run after its merge succeeded (`fixes.outcome` is `worked`), and takes that back if
 * it does not any more. Call it after writing the outcome; a trigger marks the incident too, so that nothing is missed.
 * Idempotent.
 * @returns the pattern that it belongs to, if the incident is resolved
 * @throws AppError NOT_FOUND.
 */
export async function confirmByFix(
  ctx: Context,
  input: { fixId: string },
): Promise<{ patternId: string | null }> {
  authorize(ctx, "incident.learn");
  const incidentId = await findIncidentOfFix(ctx, input.fixId);
  if (incidentId === null) throw new AppError("NOT_FOUND", "There is no such fix.");
  return learnFromIncident(ctx, incidentId);
}
