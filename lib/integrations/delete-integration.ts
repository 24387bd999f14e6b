import { authorize } from "@/lib/platform/auth/permissions";
import { getIntegrationRow } from "@/lib/integrations/data";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";

/** Deletes an integration and its credentials. @throws AppError NOT_FOUND. */
export async function deleteIntegration(ctx: Context, id: string): Promise<{ id: string }> {
  authorize(ctx, "integration.delete");
  await ctx.db.$transaction(async (tx) => {
    const { kind, name } = await getIntegrationRow({ ...ctx, db: tx }, id);
    await tx.integration.deleteMany({ where: { id, workspaceId: ctx.workspaceId } });
    // The row is gone, so keep its name here.
    const detail = { kind, name };
    await audit(ctx, tx, {
      action: "integration.delete",
      targetType: "integration",
      targetId: id,
      detail,
    });
  });
  return { id };
}
