import type { PoolClient } from "pg";
import { applyReports } from "@/lib/intake/acceptance/accept-deliveries";
import type { IncomingDelivery } from "@/lib/intake/webhooks/incoming-delivery";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import { getDelivery } from "@/lib/intake/data";
import type { Delivery } from "@/lib/intake/schemas";
import type { Meaning } from "@/lib/intake/sources/understand-body";
import { understandStored } from "@/lib/intake/understand-delivery";
import { audit } from "@/lib/platform/audit";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { summarizeMeaning } from "@/lib/intake/summarize-meaning";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { getSourceRow } from "@/lib/sources/data";
import { plannedAnalysis } from "@/lib/workflows/planned-analysis";

/**
 * Runs a stored delivery through intake again, with the current version. A delivery that already has an incident keeps
 * it and is not counted twice; a quarantined one that is now understood gets its incident.
 * @throws AppError NOT_FOUND; CONFLICT for a duplicate (replay the first one); INVALID if it is still not understood.
 */
export async function replayDelivery(ctx: Context, id: string): Promise<Delivery> {
  authorize(ctx, "delivery.replay");
  const delivery = await getDelivery(ctx, id);
  if (delivery.status === "duplicate") {
    throw new AppError("CONFLICT", "This is a duplicate without its own body. Replay the first delivery.");
  }
  if (delivery.isBodyCut) {
    const message = "Only the start of this delivery is stored, because it reports no failure.";
    throw new AppError("CONFLICT", `${message} It cannot be replayed.`);
  }
  const source = await getSourceRow(ctx, delivery.source.id);
  const meaning = await understandStored(ctx, {
    ...delivery,
    source: { ...delivery.source, environment: source.environment },
  });
  await transaction(ctx.pool, async (client) => {
    // Lock before reading, like intake does, so that decisions still hold when they are written.
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    await audit(ctx, client, { action: "delivery.replay", targetType: "delivery", targetId: id });
    await apply(ctx, client, { delivery, environment: source.environment, meaning });
  });
  if (!meaning.ok) throw new AppError("INVALID", meaning.reason, { issues: meaning.issues });
  return getDelivery(ctx, id);
}

interface Replayed {
  delivery: Delivery;
  environment: string | null;
  meaning: Meaning;
}

async function apply(ctx: Context, client: PoolClient, replayed: Replayed): Promise<void> {
  const { delivery, environment, meaning } = replayed;
  const { rows } = await client.query<{ incident_id: string | null; delivery_key: string }>(MARK, [
    delivery.id,
    ctx.workspaceId,
    meaning.ok ? "accepted" : "quarantined",
    meaning.ok ? null : meaning.reason,
    JSON.stringify(meaning.ok ? [] : meaning.issues),
    summarizeMeaning(meaning),
  ]);
  const [row] = rows;
  if (!row || row.incident_id !== null || !meaning.ok) return;
  const incoming: IncomingDelivery = {
    id: delivery.id,
    workspaceId: ctx.workspaceId,
    sourceId: delivery.source.id,
    sourceName: delivery.source.name,
    environment,
    deliveryKey: row.delivery_key,
    headers: delivery.headers,
    body: delivery.body,
    sizeBytes: delivery.sizeBytes,
    sha256: "",
    authMethod: delivery.authMethod,
    receivedAt: new Date(delivery.receivedAt),
    meaning,
  };
  await applyReports(client, [incoming], { analysisSteps: plannedAnalysis() });
}

const MARK = `
UPDATE deliveries SET status = $3, reason = $4, issues = $5, summary = $6, replays = replays + 1
WHERE id = $1 AND workspace_id = $2 RETURNING incident_id, delivery_key`;
