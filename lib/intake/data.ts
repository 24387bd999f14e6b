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
type RowWithoutBody = Omit<Row, "body">;

/** Characters of a body that a list contains. */
const PREVIEW = 2_048;

/** A page of deliveries, newest first, with the start of each body: whole ones may be megabytes each. */
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
    omit: { body: true },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const [numbers, previews] = await Promise.all([incidentNumbers(ctx, page), bodyPreviews(ctx, page)]);
  return {
    items: page.map((row) => toDelivery(row, previews.get(row.id) ?? NO_BODY, numbers)),
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
  return toDelivery(row, { body: row.body, isBodyPreview: false }, await incidentNumbers(ctx, [row]));
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

type ShownBody = Pick<Delivery, "body" | "isBodyPreview">;

/** Of a delivery removed while the list is read. */
const NO_BODY: ShownBody = { body: "", isBodyPreview: false };

async function bodyPreviews(ctx: Context, rows: readonly RowWithoutBody[]): Promise<Map<string, ShownBody>> {
  const ids = rows.map((row) => row.id);
  const found = await ctx.pool.query<ShownBody & { id: string }>(PREVIEWS, [ctx.workspaceId, ids, PREVIEW]);
  return new Map(found.rows.map(({ id, ...shown }) => [id, shown]));
}

// The database reads only the start of a body for `left`, and none of it for its length in bytes.
const PREVIEWS = `
SELECT id, left(body, $3::int) AS body, octet_length(body) > octet_length(left(body, $3::int)) AS "isBodyPreview"
FROM deliveries WHERE workspace_id = $1 AND id = ANY($2::text[])`;

async function incidentNumbers(ctx: Context, rows: readonly RowWithoutBody[]): Promise<Map<string, number>> {
  const ids = rows.flatMap((row) => row.incidentId ?? []);
  if (ids.length === 0) return new Map();
  const incidents = await ctx.db.incident.findMany({
    where: { id: { in: ids }, workspaceId: ctx.workspaceId },
    select: { id: true, number: true },
  });
  return new Map(incidents.map((incident) => [incident.id, incident.number]));
}

const Issues = z.array(z.object({ path: z.string(), message: z.string() })).catch([]);
const Headers = z.record(z.string(), z.string()).catch({});

function toDelivery(row: RowWithoutBody, shown: ShownBody, numbers: ReadonlyMap<string, number>): Delivery {
  return {
    id: row.id,
    status: row.status as Delivery["status"],
    reason: row.reason,
    summary: row.summary,
    source: row.source as Delivery["source"],
    incidentId: row.incidentId,
    incidentNumber: row.incidentId ? (numbers.get(row.incidentId) ?? null) : null,
    incidents: row.incidents.map(({ incident }) => incident),
    authMethod: row.authMethod,
    sizeBytes: row.sizeBytes,
    replays: row.replays,
    receivedAt: row.receivedAt.toISOString(),
    issues: Issues.parse(row.issues),
    // Also redact on read, because earlier versions stored raw values.
    headers: storableHeaders(Headers.parse(row.headers)),
    body: shown.body,
    isBodyPreview: shown.isBodyPreview,
    isBodyCut: row.isBodyCut,
  };
}

/** The other enabled sources of the workspace, the oldest first. */
export async function listOtherSources(
  { db, workspaceId }: Context,
  sourceId: string,
): Promise<{ kind: string; name: string; environment: string | null }[]> {
  return db.source.findMany({
    where: { workspaceId, enabled: true, id: { not: sourceId } },
    select: { kind: true, name: true, environment: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}
