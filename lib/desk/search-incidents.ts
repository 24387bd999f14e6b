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

/** Shorter texts stand nearly everywhere or nowhere; a trigram tells little of them. */
const TRIGRAM = 3;
/** Incidents that are read through for a text that many have. */
const RECENT = 1_000;
/** What is not resolved is little, so all of it is read through. */
const UNRESOLVED = 20_000;

/**
 * Incidents that the filter lets through and that have a text in them, `limit` at most, in the filter's order. A text
 * that many incidents have is found among the first ones of the order, a rare one by the index of texts. Counts are
 * lower bounds where not all that have the text were looked at.
 */
export async function searchIncidents(
  ctx: Context,
  filter: IncidentFilter,
  scope: FilterScope,
  input: { search: SearchText; limit: number },
): Promise<Found> {
  const readThrough = async (window: number) => {
    const answer = await read(ctx, recentStatement(filter, scope, { ...input, window }));
    return { ...answer, isWhole: answer.examined < window };
  };
  if (isUnresolved(filter)) {
    const unresolved = await readThrough(UNRESOLVED);
    if (unresolved.isWhole || unresolved.rows.length >= input.limit) return atLeast(unresolved);
  }
  const isShort = [...input.search.text].length < TRIGRAM;
  if (!isShort) {
    const found = await read(ctx, foundStatement(filter, scope, input));
    if (found.examined <= COMMON) return found;
  }
  const recent = await readThrough(RECENT);
  if (recent.isWhole || recent.rows.length >= input.limit)
    return atLeast(recent, !isShort && isTextAlone(filter) ? COMMON : 0);
  if (isShort) {
    const found = await read(ctx, foundStatement(filter, scope, input));
    if (found.examined <= COMMON) return found;
  }
  const { rows } = await ctx.pool.query<ListedRow>(commonStatement(filter, scope, input));
  return { rows, counts: atLeast({ ...recent, rows }, isTextAlone(filter) ? COMMON : rows.length).counts };
}

function isUnresolved({ status }: IncidentFilter): boolean {
  return (
    status !== undefined &&
    status.length > 0 &&
    !status.some((value) => value === "resolved" || value === "merged")
  );
}

/** Nothing but the text is asked for, so what has it is what is counted. */
function isTextAlone({
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

/** What was counted among the incidents read through; `total` of them at least are known to be there. */
function atLeast({ rows, counts, isWhole }: Found & { isWhole: boolean }, total = 0): Found {
  if (isWhole || !counts) return { rows, counts };
  return { rows, counts: { ...counts, total: Math.max(counts.total, total), isLowerBound: true } };
}

async function read(
  { pool }: Context,
  statement: { text: string; values: unknown[] },
): Promise<{ examined: number; rows: ListedRow[]; counts: Counts }> {
  const { rows } = await pool.query<SearchRow>(statement);
  const [first] = rows;
  return {
    examined: first?.examined ?? 0,
    rows: rows.filter((row): row is SearchRow & ListedRow => row.id !== null),
    counts: toCounts(first),
  };
}

/** What was counted, as far as counting goes. */
export function toCounts(row: CountsRow | undefined): Counts {
  const { total = 0, critical = 0, unowned = 0 } = row ?? {};
  return {
    total: Math.min(total, COUNT_LIMIT),
    critical: Math.min(critical, COUNT_LIMIT),
    unowned: Math.min(unowned, COUNT_LIMIT),
    isLowerBound: total > COUNT_LIMIT,
  };
}
