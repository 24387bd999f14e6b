import { connectionOf, getIntegrationRow, unchangedConnection } from "@/lib/integrations/data";
import { toWarehouseConnection } from "@/lib/integrations/warehouses/warehouse-connection";
import { storeTables, type StoredTables } from "@/lib/lineage/warehouses/store-tables";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { Prisma, type Integration as IntegrationRow } from "@/lib/platform/db/generated/client";
import { messageOf } from "@/lib/platform/errors";
import { openWarehouse } from "@/lib/vendors/warehouse/open-warehouse";
import type { WarehouseReading } from "@/lib/vendors/warehouse/warehouse";

/** Longer than the statement timeout of the database. */
const DEADLINE_MS = 60_000;

export type Snapshot =
  | ({ outcome: "stored" } & StoredTables)
  | { outcome: "failed"; detail: string }
  /** Disabled, or without credentials. */
  | { outcome: "skipped" };

/**
 * Reads the columns of a warehouse and stores what changed. A warehouse that cannot be read is a result, and becomes the
 * integration's health, where people see it.
 * @throws AppError NOT_FOUND, and what the database throws.
 */
export async function snapshotWarehouse(
  ctx: Context,
  integrationId: string,
  signal: AbortSignal = AbortSignal.timeout(DEADLINE_MS),
): Promise<Snapshot> {
  authorize(ctx, "incident.analyze");
  const row = await getIntegrationRow(ctx, integrationId);
  if (row.kind !== "warehouse" || !row.enabled) return { outcome: "skipped" };
  const reading = await read(row, signal);
  if (reading === null) return { outcome: "skipped" };
  if ("problem" in reading) {
    const detail = `The columns could not be read: ${reading.problem}`.slice(0, 500);
    await setHealth(ctx, row, { ok: false, detail });
    return { outcome: "failed", detail };
  }
  const stored = await storeTables(ctx, { origin: integrationId, ...reading });
  if (isFailing(row.health)) {
    const detail = `The columns of ${stored.tables} tables and views were read.`;
    await setHealth(ctx, row, { ok: true, detail });
  }
  return { outcome: "stored", ...stored };
}

async function read(
  row: IntegrationRow,
  signal: AbortSignal,
): Promise<WarehouseReading | { problem: string } | null> {
  try {
    const connection = connectionOf(row);
    if (connection?.kind !== "warehouse") return null;
    return await openWarehouse(toWarehouseConnection(connection, signal)).readTables();
  } catch (error) {
    return { problem: signal.aborted ? "no answer in time." : messageOf(error) };
  }
}

function isFailing(health: unknown): boolean {
  return typeof health === "object" && health !== null && "ok" in health && health.ok === false;
}

async function setHealth(
  ctx: Context,
  row: IntegrationRow,
  health: { ok: boolean; detail: string },
): Promise<void> {
  await ctx.db.integration.updateMany({
    where: {
      ...unchangedConnection(row),
      workspaceId: ctx.workspaceId,
      OR: [{ health: { equals: Prisma.DbNull } }, { NOT: { health: { equals: health } } }],
    },
    data: { health, healthCheckedAt: ctx.now() },
  });
}
