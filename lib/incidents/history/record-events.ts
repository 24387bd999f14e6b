import type { PoolClient } from "pg";
import { eventRecords, type RecordedEvent } from "@/lib/incidents/history/event-records";
import { insertRecords } from "@/lib/incidents/history/record-sql";
import type { Context } from "@/lib/platform/context";
import { newId } from "@/lib/platform/crypto";
import type { Prisma } from "@/lib/platform/db/generated/client";
import type { WorkflowStart } from "@/lib/workflows/workflow-start";

const RECORD = `WITH records AS (SELECT $1::jsonb AS j), ${insertRecords("records")} SELECT 1`;

/**
 * Records incident events in the caller's transaction: timeline entries, audit entries for decisions, and the workflows
 * to start, with their outbox events. The only way to write a timeline entry, except for set-based statements, which
 * use `eventRecords` and `insertRecords` directly.
 * @throws a foreign key violation for an incident of another workspace.
 */
export async function recordEvents(
  ctx: Context,
  tx: Prisma.TransactionClient | PoolClient,
  events: readonly RecordedEvent[],
  starts: readonly WorkflowStart[] = [],
): Promise<void> {
  const origin = { workspaceId: ctx.workspaceId, actor: ctx.actor, at: ctx.now().toISOString() };
  const records = JSON.stringify(eventRecords(origin, events, starts, newId));
  if ("$queryRawUnsafe" in tx) await tx.$queryRawUnsafe(RECORD, records);
  else await tx.query(RECORD, [records]);
}
