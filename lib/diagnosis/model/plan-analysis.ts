import { chooseRoute, leadOf, type ChosenRoute } from "@/lib/diagnosis/model/choose-route";
import { listDiagnoses } from "@/lib/diagnosis/data";
import { boundaryOf } from "@/lib/model/boundary";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/**
 * Chooses how much of a model an incident needs, and names the boundary of its prompts. A cause that is known needs none,
 * which is recorded on the built-in diagnosis. Safe to run twice.
 * @param input.patternId the pattern that the built-in diagnosis used; null if none
 */
export async function planAnalysis(
  ctx: Context,
  input: { incidentId: string; workflowId: string; patternId: string | null },
): Promise<ChosenRoute & { boundary: string }> {
  authorize(ctx, "incident.analyze");
  const { incidentId, workflowId, patternId } = input;
  const [{ items }, { rows }] = await Promise.all([
    listDiagnoses(ctx, incidentId),
    ctx.pool.query<{ chars: number }>(EVIDENCE_CHARS, [ctx.workspaceId, incidentId]),
  ]);
  const builtin = items.find((diagnosis) => diagnosis.engine === "builtin");
  const chosen = chooseRoute({
    builtin: builtin ? leadOf(builtin) : null,
    patternId,
    evidenceChars: rows[0]?.chars ?? 0,
  });
  if (chosen.way === "known") {
    const route = { way: chosen.way, why: chosen.why, escalatedBecause: null };
    await ctx.db.diagnosis.updateMany({
      where: { workspaceId: ctx.workspaceId, incidentId, workflowId, engine: "builtin" },
      data: { route },
    });
  }
  return { ...chosen, boundary: boundaryOf(workflowId) };
}

const EVIDENCE_CHARS = `
SELECT COALESCE(sum(length(text)), 0)::int AS chars FROM evidence
WHERE workspace_id = $1 AND incident_id = $2 AND status = 'ok' AND superseded_at IS NULL`;
