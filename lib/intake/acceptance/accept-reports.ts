import { failureIdentity } from "@/lib/failures/identity";
import { FailureReport } from "@/lib/failures/schemas";
import { LOCK_WORKSPACE } from "@/lib/incidents/workspace-lock";
import {
  planPlaced,
  placeRow,
  type PlacedRow,
  type ReportOrigin,
  type Understood,
} from "@/lib/intake/acceptance/place-reports";
import { PLACE_REPORTS } from "@/lib/intake/acceptance/record-sql";
import { recordLineage } from "@/lib/lineage/record-lineage";
import type { LineageFact } from "@/lib/lineage/schemas";
import { writePlan } from "@/lib/intake/acceptance/write-plan";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db/transaction";
import { cleanJson } from "@/lib/platform/clean-json";
import { redactJson } from "@/lib/redaction/redact-json";
import { getSourceRow } from "@/lib/sources/data";

/**
 * Accepts reports that came without a delivery, such as failures found by polling, and treats them like those of
 * webhooks. All from one source, in batches of 500, each in its own transaction; `lineage` is recorded first. Secrets are
 * redacted. The caller sends the events.
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
  const { lineage = [] } = options;
  for (let first = 0; first < lineage.length; first += BATCH) {
    const facts = lineage.slice(first, first + BATCH);
    await transaction(ctx.pool, (client) => recordLineage(client, origin, facts));
  }
  let opened = 0;
  for (let first = 0; first < reports.length; first += BATCH) {
    const understood = reports.slice(first, first + BATCH).map((raw) => {
      const report = redactJson(FailureReport.parse(cleanJson(raw)));
      return { origin, report, identity: failureIdentity(sourceId, report) };
    });
    opened += await acceptBatch(ctx, understood, options.analysisSteps);
  }
  return { opened };
}

function acceptBatch(
  ctx: Context,
  understood: readonly Understood[],
  analysisSteps: readonly string[],
): Promise<number> {
  return transaction(ctx.pool, async (client) => {
    await client.query(LOCK_WORKSPACE, [ctx.workspaceId]);
    const { rows } = await client.query<PlacedRow>(PLACE_REPORTS, [JSON.stringify(understood.map(placeRow))]);
    const plan = planPlaced(understood, rows);
    if (!plan) return 0;
    await client.query(writePlan(plan, analysisSteps));
    return plan.newIncidents.length;
  });
}

const BATCH = 500;
