import type { IncidentFilter } from "@/lib/desk/schemas";
import type { StatementValues } from "@/lib/platform/db/statement-values";

/** Ids of what a filter names: null where it names nothing, empty where nothing has the name. */
export interface NamedIds {
  pipelines: string[] | null;
  tasks: string[] | null;
  sources: string[] | null;
}

/** What the meaning of a filter depends on: whose list it is, when it is read, and the ids of what it names. */
export interface FilterScope {
  workspaceId: string;
  userId: string | null;
  now: Date;
  ids: NamedIds;
}

/** The filter as conditions on incidents named `n`, all of which hold. */
export interface FilterConditions {
  /** The workspace is the first. */
  and: string[];
  /** Of each list exactly one holds. Each condition is one range of an index. */
  oneOf: string[][];
  /** One column that has one of several values, each of which is one range of an index. */
  among: { column: string; type: string; values: string } | null;
}

const DAY_MS = 24 * 3_600_000;
/** Up to this many values of a column are looked up one by one. */
const FEW = 100;

/** Statuses that wait for somebody, unless snoozed. Written out, so that the database sees which index holds them. */
const WAITING = "n.status IN ('triggered', 'acknowledged', 'investigating')";

/** The filter as conditions; the text searched for is not among them. */
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
    const different = [...new Set(wanted)];
    const only = different.length === 1;
    const value = values.add(only ? different[0] : different);
    if (only) conditions.and.push(`${column} = ${value}`);
    else if (conditions.among || different.length > FEW)
      conditions.and.push(`${column} = ANY(${value}::${type}[])`);
    else conditions.among = { column, type, values: value };
  };
  equal("n.task_id", "text", ids.tasks);
  equal("n.pipeline_id", "text", ids.pipelines);
  equal("n.source_id", "text", ids.sources);
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
  if (statuses.includes("open"))
    or.push(`(${WAITING} AND (n.snoozed_until IS NULL OR n.snoozed_until <= ${values.add(now)}))`);
  if (statuses.includes("snoozed")) or.push(`(${WAITING} AND n.snoozed_until > ${values.add(now)})`);
  // What is open has one of the statuses that may be named beside it.
  return [or.length === 1 ? (or[0] ?? "") : `(${or.join(" OR ")})`];
}

/**
 * First seen before `until`. Incidents that lasted at most a day were not seen later than a day after `until`; the few
 * that lasted longer, and much longer, have indexes of their own. So later incidents are never scanned.
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

/** All conditions as one, for rows that are found by other means. */
export function asOneCondition({ and, oneOf, among }: FilterConditions): string {
  return [
    ...and,
    ...oneOf.map((list) => `(${list.join(" OR ")})`),
    ...(among ? [`${among.column} = ANY(${among.values}::${among.type}[])`] : []),
  ].join(" AND ");
}
