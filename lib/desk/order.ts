import { z } from "zod";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { Severity } from "@/lib/failures/schemas";
import type { StatementValues } from "@/lib/platform/db/statement-values";
import { invalidField } from "@/lib/platform/errors";
import { Instant } from "@/lib/platform/instant";

type SortKey = "lastSeenAt" | "openedAt" | "severity" | "occurrenceCount" | "id";
type Sort = NonNullable<IncidentFilter["sort"]>;
type Direction = "ASC" | "DESC";

/**
 * Every order ends with the id as a tiebreaker and has an index that starts with its keys. The worst severity comes
 * first because the database sorts an enum in declaration order.
 */
const ORDERS: Record<Sort, readonly [SortKey, Direction][]> = {
  "-lastSeenAt": [
    ["lastSeenAt", "DESC"],
    ["id", "DESC"],
  ],
  lastSeenAt: [
    ["lastSeenAt", "ASC"],
    ["id", "ASC"],
  ],
  "-openedAt": [
    ["openedAt", "DESC"],
    ["id", "DESC"],
  ],
  openedAt: [
    ["openedAt", "ASC"],
    ["id", "ASC"],
  ],
  severity: [
    ["severity", "ASC"],
    ["lastSeenAt", "DESC"],
    ["id", "DESC"],
  ],
  "-occurrenceCount": [
    ["occurrenceCount", "DESC"],
    ["id", "DESC"],
  ],
};
const DEFAULT_SORT: Sort = "-lastSeenAt";

const COLUMNS: Record<SortKey, string> = {
  lastSeenAt: "n.last_seen_at",
  openedAt: "n.opened_at",
  severity: "n.severity",
  occurrenceCount: "n.occurrence_count",
  id: "n.id",
};

/** The `ORDER BY` list for `incidents n`. */
export function incidentOrder(sort: Sort = DEFAULT_SORT): string {
  return ORDERS[sort].map(([key, direction]) => `${COLUMNS[key]} ${direction}`).join(", ");
}

const CURSOR_VALUES: Record<SortKey, z.ZodType<string | number>> = {
  lastSeenAt: Instant,
  openedAt: Instant,
  severity: Severity,
  occurrenceCount: z.int32(),
  id: z.string().regex(/^[\w-]{1,60}$/),
};

type CursorRow = Record<"lastSeenAt" | "openedAt", Date> & {
  id: string;
  severity: Severity;
  occurrenceCount: number;
};

/**
 * Encodes where a page ended: the sort keys of its last row, because the row itself may move before the next page is
 * read. Opaque to callers.
 */
export function encodeCursor(row: CursorRow, sort: Sort = DEFAULT_SORT): string {
  const position = [sort, ...ORDERS[sort].map(([key]) => row[key])];
  return Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
}

/**
 * Disjoint conditions that together match every row after the cursor. Each is one range of the order's index.
 * @throws AppError INVALID if the cursor is malformed or belongs to another sort order.
 */
export function afterCursor(cursor: string, sort: Sort = DEFAULT_SORT, values: StatementValues): string[] {
  const order = ORDERS[sort];
  const [cursorSort, ...position] = parsePosition(cursor);
  const parsed = order.map(([key], i) => CURSOR_VALUES[key].safeParse(position[i]).data);
  if (cursorSort !== sort || position.length !== order.length || parsed.includes(undefined)) {
    const isOfAnotherSort = typeof cursorSort === "string" && cursorSort in ORDERS && cursorSort !== sort;
    const message = `must be the \`nextCursor\` of the previous page${isOfAnotherSort ? ", with the same sort" : ""}`;
    throw invalidField("cursor", message);
  }
  const names = parsed.map((value) => values.add(value));
  // Trailing keys that share a direction are compared as a row value; each key before them is either equal or past it.
  const start = order.findIndex(([, direction]) => direction === order.at(-1)?.[1]);
  const keys = order.map(([key]) => COLUMNS[key]);
  const ends = [start, ...Array.from({ length: start }, (_, i) => start - 1 - i)];
  return ends.map((end) => {
    const equal = keys.slice(0, end).map((key, i) => `${key} = ${names[i]}`);
    const [left, right] =
      end === start
        ? [`(${keys.slice(end).join(", ")})`, `(${names.slice(end).join(", ")})`]
        : [keys[end], names[end]];
    return [...equal, `${left} ${order[end]?.[1] === "ASC" ? ">" : "<"} ${right}`].join(" AND ");
  });
}

function parsePosition(cursor: string): unknown[] {
  try {
    return z.array(z.unknown()).parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    return [];
  }
}
