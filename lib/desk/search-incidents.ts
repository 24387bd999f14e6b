import "server-only";
import type { FilterScope } from "@/lib/desk/filter";
import { COUNT_LIMIT } from "@/lib/desk/list-sql";
import type { IncidentFilter, IncidentPage } from "@/lib/desk/schemas";
import {
  COMMON,
  commonStatement,
  foundStatement,
  recentStatement,
  type SearchText,
} from "@/lib/desk/search-sql";
import type { ListedRow } from "@/lib/desk/view";
import type { Context } from "@/lib/platform/context";
import type { SqlStatement } from "@/lib/platform/db/statement-values";

type Counts = NonNullable<IncidentPage["counts"]>;
export type CountsRow = Omit<Counts, "isLowerBound">;

export interface Found {
  rows: ListedRow[];
  counts: Counts | null;
}

interface SearchRow extends CountsRow, Omit<ListedRow, "id"> {
  examined: number;
  id: string | null;
}

/** Shorter texts contain no trigram, so the index does not narrow them down. */
const TRIGRAM = 3;
/** How many incidents to scan for a common text. */
const RECENT = 1_000;
/** Unresolved incidents are few enough to scan them all. */
const UNRESOLVED = 20_000;

/**
 * Up to `limit` incidents that match the filter and contain a text, in the filter's order. A common text is found by
 * scanning the first incidents in that order, a rare one through the trigram index. Counts are lower bounds if the scan
 * stopped early.
 */
export async function searchIncidents(
  ctx: Context,
  filter: IncidentFilter,
  scope: FilterScope,
  input: { search: SearchText; limit: number },
): Promise<Found> {
  const scan = async (window: number) => {
    const scanned = await read(ctx, recentStatement(filter, scope, { ...input, window }));
    return { ...scanned, isComplete: scanned.examined < window };
  };
  if (isUnresolvedOnly(filter)) {
    const unresolved = await scan(UNRESOLVED);
    if (unresolved.isComplete || unresolved.rows.length >= input.limit) return withLowerBound(unresolved);
  }
  const isShort = [...input.search.text].length < TRIGRAM;
  if (!isShort) {
    const found = await read(ctx, foundStatement(filter, scope, input));
    if (found.examined <= COMMON) return found;
  }
  const recent = await scan(RECENT);
  if (recent.isComplete || recent.rows.length >= input.limit)
    return withLowerBound(recent, !isShort && isTextOnly(filter) ? COMMON : 0);
  if (isShort) {
    const found = await read(ctx, foundStatement(filter, scope, input));
    if (found.examined <= COMMON) return found;
  }
  const { rows } = await ctx.pool.query<ListedRow>(commonStatement(filter, scope, input));
  const { counts } = withLowerBound({ ...recent, rows }, isTextOnly(filter) ? COMMON : rows.length);
  return { rows, counts };
}

function isUnresolvedOnly({ status }: IncidentFilter): boolean {
  return (
    status !== undefined &&
    status.length > 0 &&
    !status.some((value) => value === "resolved" || value === "merged")
  );
}

/** Whether the filter has no condition but the text, so that every incident with the text counts. */
function isTextOnly({
  q: _q,
  sort: _sort,
  limit: _limit,
  cursor: _cursor,
  ...rest
}: IncidentFilter): boolean {
  return Object.values(rest).every(
    (value) => value === undefined || (Array.isArray(value) && value.length === 0),
  );
}

/** Marks the counts of an incomplete scan as lower bounds; at least `total` matches are known to exist. */
function withLowerBound({ rows, counts, isComplete }: Found & { isComplete: boolean }, total = 0): Found {
  if (isComplete || !counts) return { rows, counts };
  return { rows, counts: { ...counts, total: Math.max(counts.total, total), isLowerBound: true } };
}

async function read(
  { pool }: Context,
  statement: SqlStatement,
): Promise<{ examined: number; rows: ListedRow[]; counts: Counts }> {
  const { rows } = await pool.query<SearchRow>(statement);
  const [first] = rows;
  return {
    examined: first?.examined ?? 0,
    rows: rows.filter((row): row is SearchRow & ListedRow => row.id !== null),
    counts: toCounts(first),
  };
}

/** Caps the counts at `COUNT_LIMIT`. */
export function toCounts(row: CountsRow | undefined): Counts {
  const { total = 0, critical = 0, unowned = 0 } = row ?? {};
  return {
    total: Math.min(total, COUNT_LIMIT),
    critical: Math.min(critical, COUNT_LIMIT),
    unowned: Math.min(unowned, COUNT_LIMIT),
    isLowerBound: total > COUNT_LIMIT,
  };
}
