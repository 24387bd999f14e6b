import type { IncidentFilter } from "@/lib/incidents/schemas";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";

const OPEN = ["triggered", "acknowledged", "investigating"];

/** The filter as a `where`; the workspace is always part of it. */
export function incidentWhere(
  filter: IncidentFilter,
  scope: { workspaceId: string; userId: string | null },
): Prisma.IncidentWhereInput {
  const and: Prisma.IncidentWhereInput[] = [{ workspaceId: scope.workspaceId }];
  if (filter.status?.length) {
    const statuses = filter.status.flatMap((status) => (status === "open" ? OPEN : [status]));
    and.push({ status: { in: statuses } });
  }
  if (filter.severity?.length) and.push({ severity: { in: filter.severity } });
  if (filter.category?.length) {
    const categories = filter.category;
    and.push(
      categories.includes("unknown")
        ? { OR: [{ category: { in: categories } }, { category: null }] }
        : { category: { in: categories } },
    );
  }
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

function assigneeOf(assignee: string, userId: string | null): string | null {
  if (assignee === "none") return null;
  return assignee === "me" ? (userId ?? "nobody") : assignee;
}

function textWhere(q: string): Prisma.IncidentWhereInput {
  const text = q.trim();
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  const contains = { contains: text, mode: "insensitive" as const };
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

const ORDERS: Record<NonNullable<IncidentFilter["sort"]>, Prisma.IncidentOrderByWithRelationInput[]> = {
  "-lastSeenAt": [{ lastSeenAt: "desc" }, { id: "desc" }],
  lastSeenAt: [{ lastSeenAt: "asc" }, { id: "asc" }],
  "-openedAt": [{ openedAt: "desc" }, { id: "desc" }],
  openedAt: [{ openedAt: "asc" }, { id: "asc" }],
  severity: [{ severity: "asc" }, { lastSeenAt: "desc" }, { id: "desc" }],
  "-occurrenceCount": [{ occurrenceCount: "desc" }, { id: "desc" }],
};

export function incidentOrder(sort: IncidentFilter["sort"]): Prisma.IncidentOrderByWithRelationInput[] {
  return ORDERS[sort ?? "-lastSeenAt"];
}

/** A page's cursor is the id of its last row; opaque to callers. */
export function encodeCursor(id: string): string {
  return Buffer.from(id, "utf8").toString("base64url");
}

/** @throws AppError INVALID for something that is not a cursor of ours. */
export function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (!/^[\w-]{1,60}$/.test(id)) {
    throw new AppError("INVALID", "cursor: take it from `nextCursor` of the page before", {
      issues: [{ path: "cursor", message: "not a cursor of this list" }],
    });
  }
  return id;
}
