import type { PoolClient } from "pg";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";

const INSERT = `
INSERT INTO audit_events (id, workspace_id, actor_type, actor_id, actor_name, action, target_type, target_id, detail, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::timestamptz)`;

/**
 * Writes an audit entry in the caller's transaction. Actions are named `noun.verb`. Incident events go through
 * `recordEvents`, which writes the audit entry too.
 */
export async function audit(
  ctx: Pick<Context, "workspaceId" | "actor" | "now">,
  tx: Prisma.TransactionClient | PoolClient,
  event: { action: string; targetType: string; targetId: string; detail?: Prisma.InputJsonObject },
): Promise<void> {
  const values = [
    newId(),
    ctx.workspaceId,
    ctx.actor.type,
    ctx.actor.id,
    ctx.actor.name,
    event.action,
    event.targetType,
    event.targetId,
    JSON.stringify(event.detail ?? {}),
    ctx.now().toISOString(),
  ];
  if ("$executeRawUnsafe" in tx) await tx.$executeRawUnsafe(INSERT, ...values);
  else await tx.query(INSERT, values);
}
