import { filterParams } from "@/lib/desk/query-options";
import { IncidentFilter } from "@/lib/desk/schemas";

/** Periods relative to now. */
export const WITHIN = { "24h": "last 24 hours", "7d": "last 7 days", "30d": "last 30 days" } as const;
export type Within = keyof typeof WITHIN;

const HOURS: Record<Within, number> = { "24h": 24, "7d": 7 * 24, "30d": 30 * 24 };
const HOUR_MS = 3_600_000;

/** A list view: the API filter, and a period relative to now. */
export interface ListView {
  filter: IncidentFilter;
  within: Within | null;
}

/** Open incidents: the view without a query string. */
export const DEFAULT_VIEW: ListView = { filter: { status: ["open"] }, within: null };

/**
 * Parses a view from the URL's parameters. The status defaults to open; `status=any` shows all. Invalid parameters are
 * dropped.
 */
export function parseView(search: Readonly<Record<string, string>>): ListView {
  const { within, status = "open", ...rest } = search;
  const filter: Record<string, unknown> = {};
  for (const [name, value] of Object.entries({ ...rest, ...(status === "any" ? {} : { status }) })) {
    const field = IncidentFilter.shape[name as keyof typeof IncidentFilter.shape];
    const parsed = field?.safeParse(value);
    if (parsed?.success && name !== "cursor" && name !== "limit") filter[name] = parsed.data;
  }
  return {
    filter: IncidentFilter.parse(filter),
    within: Object.keys(WITHIN).includes(within ?? "") ? (within as Within) : null,
  };
}

/** The canonical query string of a view; empty for the default view. */
export function viewSearch({ filter, within }: ListView): string {
  const { status, ...rest } = filter;
  const params = filterParams(rest);
  if (!status?.length) params.set("status", "any");
  else if (status.join() !== "open") params.set("status", status.join(","));
  if (within) params.set("within", within);
  params.sort();
  return params.toString().replaceAll("%2C", ",");
}

/** The API filter for a view at `now` (epoch ms). */
export function filterAt({ filter, within }: ListView, now: number): IncidentFilter {
  if (!within) return filter;
  return { ...filter, since: new Date(now - HOURS[within] * HOUR_MS).toISOString() };
}
