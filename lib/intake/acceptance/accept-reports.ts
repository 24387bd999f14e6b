import { failureIdentity } from "@/lib/failures/identity";
import type { FailureReport } from "@/lib/failures/schemas";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import {
  planPlaced,
  placeRow,
  type PlacedRow,
  type ReportOrigin,
} from "@/lib/intake/acceptance/place-reports";
import { PLACE_REPORTS } from "@/lib/intake/acceptance/record-sql";
import { recordLineage } from "@/lib/lineage/record-lineage";
import type { LineageFact } from "@/lib/lineage/schemas";
import { writePlan } from "@/lib/intake/acceptance/write-plan";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { getSourceRow } from "@/lib/sources/data";

/**
 * Accepts reports that came without a delivery, such as failures found by polling, and treats them like those of
 * webhooks. All from one source, at most 1,000; `lineage` is recorded with them. The caller sends the events.
 * @returns how many incidents were opened
 * @throws AppError NOT_FOUND if the source is not in this workspace
 */
export async function acceptReports(
  ctx: Context,
  sourceId: string,
  reports: readonly FailureReport[],
  options: { analysisSteps: readonly string[]; lineage?: readonly LineageFact[] },
): Promise<{ opened: number }> {
  authorize(ctx, "delivery.ingest");
  if (reports.length > MAX_REPORTS)
    throw new AppError("INVALID", `At most ${MAX_REPORTS} reports are accepted at once.`);
  const source = await getSourceRow(ctx, sourceId);
  const origin: ReportOrigin = {
    deliveryId: null,
    workspaceId: ctx.workspaceId,
    sourceId,
    sourceName: source.name,
    environment: source.environment,
    receivedAt: ctx.now(),
    detectedBy: "reconciler",
  };
  const understood = reports.map((report) => ({
    origin,
    report,
    identity: failureIdentity(sourceId, report),
  }));
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [JSON.stringify(understood.map(placeRow))]);
    if (options.lineage) await recordLineage(client, origin, options.lineage);
    const plan = planPlaced(understood, rows);
    if (!plan) return { opened: 0 };
    await client.query(writePlan(plan, options.analysisSteps));
    return { opened: plan.newIncidents.length };
  });
}

const MAX_REPORTS = 1_000;
