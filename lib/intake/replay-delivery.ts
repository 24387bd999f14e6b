import { applyReports, type IncomingDelivery } from "@/lib/intake/accept-deliveries";
import { getDelivery } from "@/lib/intake/data";
import type { Delivery } from "@/lib/intake/schemas";
import { parseBody, understandBody } from "@/lib/intake/understand-body";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";

/**
 * Reads a stored delivery again, as a newer version of the product understands it. One that already has an
 * incident keeps it and counts nothing twice; a quarantined one that is understood now gets its incident.
 * @throws AppError NOT_FOUND; CONFLICT for a duplicate (replay the first one); INVALID when it is still not understood.
 */
export async function replayDelivery(ctx: Context, id: string): Promise<Delivery> {
  const delivery = await getDelivery(ctx, id);
  if (delivery.status === "duplicate") {
    throw new AppError("CONFLICT", "This is a repeat without a body of its own. Replay the first delivery.");
  }
  const source = await ctx.db.source.findFirstOrThrow({
    where: { id: delivery.source.id, workspaceId: ctx.workspaceId },
  });
  const parsed = parseBody(new TextEncoder().encode(delivery.body));
  const meaning = parsed.ok
    ? understandBody({ id: source.id, kind: delivery.source.kind as never }, parsed.value, delivery.headers)
    : parsed;
  await ctx.db.$transaction((tx) =>
    audit(ctx, tx, { action: "delivery.replay", targetType: "delivery", targetId: id }),
  );
  if (!meaning.ok) {
    await ctx.pool.query(
      "UPDATE deliveries SET status = 'quarantined', reason = $2, issues = $3, replays = replays + 1 WHERE id = $1",
      [id, meaning.reason, JSON.stringify(meaning.issues)],
    );
    throw new AppError("INVALID", meaning.reason, { issues: meaning.issues });
  }
  const incoming: IncomingDelivery = {
    id,
    workspaceId: ctx.workspaceId,
    sourceId: source.id,
    environment: source.environment,
    deliveryKey: "",
    headers: delivery.headers,
    body: delivery.body,
    sizeBytes: delivery.sizeBytes,
    sha256: "",
    authMethod: delivery.authMethod,
    receivedAt: new Date(delivery.receivedAt),
    meaning,
  };
  await transaction(ctx.pool, async (client) => {
    // The row is locked first, so that two people pressing Replay at once apply it once.
    const { rows } = await client.query<{ incident_id: string | null; status: string }>(
      `UPDATE deliveries SET status = 'accepted', reason = NULL, issues = '[]', replays = replays + 1
       WHERE id = $1 AND workspace_id = $2 RETURNING incident_id, status`,
      [id, ctx.workspaceId],
    );
    if (rows[0]?.incident_id === null) {
      await applyReports(client, [incoming], { analysisSteps: plannedAnalysis() });
    }
  });
  return getDelivery(ctx, id);
}
