import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { requirePerson } from "@/lib/workspaces/require-person";

/**
 * Switches the session to another of the person's workspaces, from the next request on.
 * @throws AppError FORBIDDEN for API tokens, which belong to one workspace; NOT_FOUND if the person is not a member.
 */
export async function switchWorkspace(ctx: Context, workspaceId: string): Promise<{ workspaceId: string }> {
  authorize(ctx, "self.update");
  const userId = requirePerson(ctx);
  const { rowCount } = await ctx.pool.query(SWITCH, [ctx.sessionId, userId, workspaceId]);
  if (rowCount !== 1) throw new AppError("NOT_FOUND", "There is no such workspace.");
  return { workspaceId };
}

// Locks the membership, so that it cannot end in between.
const SWITCH = `
UPDATE sessions SET workspace_id = m.workspace_id
FROM (SELECT workspace_id FROM memberships WHERE user_id = $2 AND workspace_id = $3 FOR SHARE) AS m
WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL`;
