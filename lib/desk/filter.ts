import { z } from "zod";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { SEVERITIES, Severity } from "@/lib/failures/schemas";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { Instant } from "@/lib/platform/instant";

/** Statuses that wait for somebody, unless snoozed. */
const WAITING = ["triggered", "acknowledged", "investigating"];

/** The filter as a `where` at `now`; the workspace is always part of it. */
export function incidentWhere(
  filter: IncidentFilter,
  scope: { workspaceId: string; userId: string | null; now: Date },
): Prisma.IncidentWhereInput {
  const and: Prisma.IncidentWhereInput[] = [{ workspaceId: scope.workspaceId }];
  if (filter.status?.length) and.push(statusWhere(filter.status, scope.now));
  if (filter.severity?.length) and.push({ severity: { in: filter.severity } });
  if (filter.category?.length) {
    const categories = filter.category;
    and.push(
      categories.includes("unknown")
        ? { OR: [{ category: { in: categories } }, { category: null }] }
        : { category: { in: categories } },
    );
  }
  if (filter.subject?.length) and.push({ subjectKind: { in: filter.subject } });
  if (filter.pipeline)
    and.push({ pipeline: { OR: [{ name: filter.pipeline }, { externalId: filter.pipeline }] } });
  if (filter.task) and.push({ task: { OR: [{ name: filter.task }, { externalId: filter.task }] } });
  if (filter.environment) and.push({ environment: filter.environment });
  if (filter.source) and.push({ OR: [{ sourceId: filter.source }, { source: { kind: filter.source } }] });
  if (filter.assignee) and.push({ assigneeId: assigneeOf(filter.assignee, scope.userId) });
  if (filter.since) and.push({ lastSeenAt: { gte: new Date(filter.since) } });
  if (filter.until) and.push({ firstSeenAt: { lt: new Date(filter.until) } });
  if (filter.q) and.push(textWhere(filter.q));
  return { AND: and };
}

function statusWhere(statuses: NonNullable<IncidentFilter["status"]>, now: Date): Prisma.IncidentWhereInput {
  const named = statuses.filter((status) => status !== "open" && status !== "snoozed");
  const status = { in: WAITING };
  return {
    OR: [
      { status: { in: named } },
      ...(statuses.includes("open")
        ? [{ status, OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: now } }] }]
        : []),
      ...(statuses.includes("snoozed") ? [{ status, snoozedUntil: { gt: now } }] : []),
    ],
  };
}

function assigneeOf(assignee: string, userId: string | null): string | null {
  if (assignee === "none") return null;
  return assignee === "me" ? (userId ?? "nobody") : assignee;
}

function textWhere(q: string): Prisma.IncidentWhereInput {
  const text = q.trim();
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  // What is looked for is text, not a pattern.
  const contains = { contains: text.replaceAll(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
  return {
    OR: [
      ...(number ? [{ number: Number(number) }] : []),
      { title: contains },
      { rootCause: contains },
      { pipeline: { name: contains } },
      { task: { name: contains } },
    ],
  };
}

type SortKey = "lastSeenAt" | "openedAt" | "severity" | "occurrenceCount" | "id";
type Sort = NonNullable<IncidentFilter["sort"]>;

/** Every order ends with the id, so that no two rows share a place. */
const ORDERS: Record<Sort, readonly [SortKey, "asc" | "desc"][]> = {
  "-lastSeenAt": [
    ["lastSeenAt", "desc"],
    ["id", "desc"],
  ],
  lastSeenAt: [
    ["lastSeenAt", "asc"],
    ["id", "asc"],
  ],
  "-openedAt": [
    ["openedAt", "desc"],
    ["id", "desc"],
  ],
  openedAt: [
    ["openedAt", "asc"],
    ["id", "asc"],
  ],
  severity: [
    ["severity", "asc"],
    ["lastSeenAt", "desc"],
    ["id", "desc"],
  ],
  "-occurrenceCount": [
    ["occurrenceCount", "desc"],
    ["id", "desc"],
  ],
};
const DEFAULT_SORT: Sort = "-lastSeenAt";

export function incidentOrder(sort: Sort = DEFAULT_SORT): Prisma.IncidentOrderByWithRelationInput[] {
  return ORDERS[sort].map(([key, direction]) => ({ [key]: direction }));
}

const CURSOR_VALUES: Record<SortKey, z.ZodType<string | number>> = {
  lastSeenAt: Instant,
  openedAt: Instant,
  severity: Severity,
  occurrenceCount: z.number().int(),
  id: z.string().regex(/^[\w-]{1,60}$/),
};

type CursorRow = Record<"lastSeenAt" | "openedAt", Date> & {
  id: string;
  severity: Severity;
  occurrenceCount: number;
};

/**
 * Where a page ended: the place of its last row, not the row itself, which may move before the next page is
 * asked for. Opaque to callers.
 */
export function encodeCursor(row: CursorRow, sort: Sort = DEFAULT_SORT): string {
  const place = [sort, ...ORDERS[sort].map(([key]) => row[key])];
  return Buffer.from(JSON.stringify(place), "utf8").toString("base64url");
}

/** What comes after a cursor in its order. @throws AppError INVALID for what is no cursor of this order. */
export function afterCursor(cursor: string, sort: Sort = DEFAULT_SORT): Prisma.IncidentWhereInput {
  const order = ORDERS[sort];
  const [named, ...place] = parsePlace(cursor);
  const values = order.map(([key], i) => CURSOR_VALUES[key].safeParse(place[i]).data);
  if (named !== sort || place.length !== order.length || values.includes(undefined)) {
    throw new AppError(
      "INVALID",
      "cursor: take it from `nextCursor` of the page before, with the same sort",
      {
        issues: [{ path: "cursor", message: "not a cursor of this list in this order" }],
      },
    );
  }
  return {
    OR: order.map(([key, direction], i) => ({
      AND: [
        ...order.slice(0, i).map(([earlier], j) => ({ [earlier]: values[j] })),
        beyond(key, direction, values[i]),
      ],
    })),
  };
}

function parsePlace(cursor: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return [];
  }
}

function beyond(key: SortKey, direction: "asc" | "desc", value: unknown): Prisma.IncidentWhereInput {
  // The database orders severities as they are listed, but compares them only for equality.
  if (key === "severity")
    return { severity: { in: SEVERITIES.slice(SEVERITIES.indexOf(value as Severity) + 1) } };
  return { [key]: { [direction === "asc" ? "gt" : "lt"]: value } };
}
