import { getNoisePolicyRow } from "@/lib/incidents/noise/data";
import { reevaluateSuppressed } from "@/lib/incidents/noise/reevaluate";
import { authorizeChange } from "@/lib/incidents/noise/save-noise-policy";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";

/**
 * Deletes a noise policy and wakes the incidents that only it suppressed.
 * @throws AppError NOT_FOUND; FORBIDDEN for a responder and another person's policy.
 */
export async function deleteNoisePolicy(ctx: Context, id: string): Promise<{ id: string }> {
  authorize(ctx, "noise-policy.create");
  await withIncidentsLocked(ctx, async (tx) => {
    const row = await getNoisePolicyRow({ ...ctx, db: tx }, id);
    authorizeChange(ctx, row);
    await tx.noisePolicy.deleteMany({ where: { id, workspaceId: ctx.workspaceId } });
    const { woken } = await reevaluateSuppressed(ctx, tx);
    await audit(ctx, tx, {
      action: "noise-policy.delete",
      targetType: "noise_policy",
      targetId: id,
      // The row is gone, so keep its name here.
      detail: { kind: row.kind, name: row.name, woken },
    });
  });
  return { id };
}
