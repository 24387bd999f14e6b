import type { IncidentFilter } from "@/lib/desk/schemas";
import { isOpenNow, isSnoozedNow } from "@/lib/incidents/open-sql";
import type { StatementValues } from "@/lib/platform/db/statement-values";

/** Ids for the names in a filter: null if the filter has no such name, empty if nothing matches it. */
export interface NamedIds {
  pipelines: string[] | null;
  tasks: string[] | null;
  sources: string[] | null;
  teams: string[] | null;
}

/** Context for evaluating a filter: workspace, user, current time, and the ids behind its names. */
export interface FilterScope {
  workspaceId: string;
  userId: string | null;
  now: Date;
  ids: NamedIds;
}

/** The filter as SQL conditions on `incidents n`; all three parts must hold. */
export interface FilterConditions {
  /** The first one is the workspace. */
  and: string[];
  /** Lists of disjoint alternatives; each alternative is one index range. */
  oneOf: string[][];
  /** A column that must have one of several values; each value is one index range. */
  among: { column: string; type: string; values: string } | null;
}

const DAY_MS = 24 * 3_600_000;
/** Up to this many values of a column get an index lookup each. */
const MAX_LOOKUPS = 100;

/** The filter as SQL conditions, without the text search. */
export function filterConditions(
  filter: IncidentFilter,
  { workspaceId, userId, now, ids }: FilterScope,
  values: StatementValues,
): FilterConditions {
  const conditions: FilterConditions = {
    and: [`n.workspace_id = ${values.add(workspaceId)}`],
    oneOf: [],
    among: null,
  };
  const equal = (column: string, type: string, wanted: readonly string[] | null | undefined) => {
    if (!wanted) return;
    const distinct = [...new Set(wanted)];
    const isSingle = distinct.length === 1;
    const value = values.add(isSingle ? distinct[0] : distinct);
    if (isSingle) conditions.and.push(`${column} = ${value}`);
    else if (conditions.among || distinct.length > MAX_LOOKUPS)
      conditions.and.push(`${column} = ANY(${value}::${type}[])`);
    else conditions.among = { column, type, values: value };
  };
  equal("n.task_id", "text", ids.tasks);
  equal("n.pipeline_id", "text", ids.pipelines);
  equal("n.source_id", "text", ids.sources);
  equal("n.owner_team_id", "text", ids.teams);
  if (filter.team === "none") conditions.and.push("n.owner_team_id IS NULL");
  if (filter.resolution?.length) equal("n.resolution", "text", filter.resolution);
  if (filter.category?.length) equal("COALESCE(n.category, 'unknown')", "text", filter.category);
  if (filter.severity?.length) equal("n.severity", "severity", filter.severity);
  if (filter.subject?.length) equal("n.subject_kind", "text", filter.subject);
  if (filter.environment) equal("n.environment", "text", [filter.environment]);
  if (filter.assignee === "none") conditions.and.push("n.assignee_id IS NULL");
  else if (filter.assignee)
    equal("n.assignee_id", "text", [filter.assignee === "me" ? (userId ?? "nobody") : filter.assignee]);
  if (filter.status?.length) conditions.oneOf.push(statusConditions(filter.status, now, values));
  if (filter.since) conditions.and.push(`n.last_seen_at >= ${values.add(new Date(filter.since))}`);
  if (filter.until) conditions.oneOf.push(untilConditions(new Date(filter.until), values));
  return conditions;
}

function statusConditions(
  statuses: NonNullable<IncidentFilter["status"]>,
  now: Date,
  values: StatementValues,
): string[] {
  const named = [...new Set(statuses)].filter((status) => status !== "open" && status !== "snoozed");
  const or = named.map((status) => `n.status = '${status}'`);
  if (named.length === statuses.length) return or;
  if (statuses.includes("open")) or.push(`(${isOpenNow("n", values.add(now))})`);
  if (statuses.includes("snoozed")) or.push(`(${isSnoozedNow("n", values.add(now))})`);
  // `open` and `snoozed` overlap with plain statuses, so they cannot be separate ranges.
  return [or.length === 1 ? (or[0] ?? "") : `(${or.join(" OR ")})`];
}

/**
 * First seen before `until`, without scanning later incidents: those that lasted at most a day were last seen within a
 * day of `until`, and longer and much longer ones have their own partial indexes.
 */
function untilConditions(until: Date, values: StatementValues): string[] {
  const isBefore = `n.first_seen_at < ${values.add(until)}`;
  const after = (days: number) => values.add(new Date(until.getTime() + days * DAY_MS));
  const [nextDay, sixteenDaysLater] = [after(1), after(16)];
  const lasted = "n.last_seen_at - n.first_seen_at >";
  return [
    `${isBefore} AND n.last_seen_at < ${nextDay}`,
    `${isBefore} AND n.last_seen_at >= ${nextDay} AND n.last_seen_at < ${sixteenDaysLater} AND ${lasted} interval '24 hours'`,
    `${isBefore} AND n.last_seen_at >= ${sixteenDaysLater} AND ${lasted} interval '384 hours'`,
  ];
}

/** All conditions joined with AND, for rows found through another index. */
export function joinConditions({ and, oneOf, among }: FilterConditions): string {
  return [
    ...and,
    ...oneOf.map((list) => `(${list.join(" OR ")})`),
    ...(among ? [`${among.column} = ANY(${among.values}::${among.type}[])`] : []),
  ].join(" AND ");
}
