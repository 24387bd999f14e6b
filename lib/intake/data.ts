import "server-only";
import { z } from "zod";
import type { Delivery, DeliveryFilter, DeliveryPage } from "@/lib/intake/schemas";
import { storableHeaders } from "@/lib/intake/webhooks/storable-headers";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

const INCLUDE = {
  source: { select: { id: true, kind: true, name: true } },
  incidents: {
    select: { incident: { select: { id: true, number: true } } },
    orderBy: { incident: { number: "asc" } },
    take: 50,
  },
} satisfies Prisma.DeliveryInclude;
type Row = Prisma.DeliveryGetPayload<{ include: typeof INCLUDE }>;

/** One page of deliveries, newest first. */
export async function listDeliveries(ctx: Context, filter: DeliveryFilter): Promise<DeliveryPage> {
  const limit = filter.limit ?? 50;
  const rows = await ctx.db.delivery.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(filter.status && { status: filter.status }),
      ...(filter.source && { OR: [{ sourceId: filter.source }, { source: { kind: filter.source } }] }),
      // Ids are time-ordered, so the id of the last row is the cursor.
      ...(filter.cursor && { id: { lt: filter.cursor } }),
    },
    orderBy: { id: "desc" },
    include: INCLUDE,
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const numbers = await incidentNumbers(ctx, page);
  return {
    items: page.map((row) => toDelivery(row, numbers)),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** @throws AppError NOT_FOUND. */
export async function getDelivery(ctx: Context, id: string): Promise<Delivery> {
  const row = await ctx.db.delivery.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: INCLUDE,
  });
  if (!row) throw new AppError("NOT_FOUND", "There is no such delivery.");
  return toDelivery(row, await incidentNumbers(ctx, [row]));
}

/** Body, headers and source of a delivery, as its report is read from them. */
interface StoredBody {
  id: string;
  body: string;
  headers: Record<string, string>;
  source: { id: string; kind: string; environment: string | null };
}

/** The stored bodies of these deliveries; those that are gone are left out. */
export async function listStoredBodies(ctx: Context, ids: readonly string[]): Promise<StoredBody[]> {
  const rows = await ctx.db.delivery.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: {
      id: true,
      body: true,
      headers: true,
      source: { select: { id: true, kind: true, environment: true } },
    },
  });
  return rows.map((row) => ({ ...row, headers: row.headers as Record<string, string> }));
}

async function incidentNumbers(ctx: Context, rows: readonly Row[]): Promise<Map<string, number>> {
  const ids = rows.flatMap((row) => row.incidentId ?? []);
  if (ids.length === 0) return new Map();
  const incidents = await ctx.db.incident.findMany({
    where: { id: { in: ids }, workspaceId: ctx.workspaceId },
    select: { id: true, number: true },
  });
  return new Map(incidents.map((one) => [one.id, one.number]));
}

const Issues = z.array(z.object({ path: z.string(), message: z.string() })).catch([]);
const Headers = z.record(z.string(), z.string()).catch({});

function toDelivery(row: Row, numbers: ReadonlyMap<string, number>): Delivery {
  return {
    id: row.id,
    status: row.status as Delivery["status"],
    reason: row.reason,
    source: row.source as Delivery["source"],
    incidentId: row.incidentId,
    incidentNumber: row.incidentId ? (numbers.get(row.incidentId) ?? null) : null,
    incidents: row.incidents.map(({ incident }) => incident),
    authMethod: row.authMethod,
    sizeBytes: row.sizeBytes,
    replays: row.replays,
    receivedAt: row.receivedAt.toISOString(),
    issues: Issues.parse(row.issues),
    // Also on read: earlier versions stored the values as they came.
    headers: storableHeaders(Headers.parse(row.headers)),
    body: row.body,
    isBodyCut: row.isBodyCut,
  };
}
