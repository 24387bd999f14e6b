import { filterConditions, type FilterConditions, type FilterScope } from "@/lib/desk/filter";
import { afterCursor, incidentOrder } from "@/lib/desk/order";
import type { IncidentFilter } from "@/lib/desk/schemas";
import { StatementValues, type SqlStatement } from "@/lib/platform/db/statement-values";

/** Counting stops here; a larger count is a lower bound. */
export const COUNT_LIMIT = 10_000;

/** Columns the list shows or sorts by. */
export const LISTED_COLUMNS = `n.id, n.number, n.title, n.status, n.severity, n.category, n.confidence, n.root_cause, n.environment,
  n.source_id, n.subject_kind, n.subject_id, n.pipeline_id, n.task_id, n.assignee_id, n.occurrence_count, n.opened_at,
  n.first_seen_at, n.last_seen_at, n.snoozed_until, n.snoozed_severity, n.wake_at_count, n.suppressed_by, n.resolution,
  n.owner_team_id, n.workflow_id`;

/** Selects `ListedRow`s. `from` must alias the incidents as `n`; `extraColumns` go first. */
export function shownRows(from: string, order: string, extraColumns = ""): string {
  return `
SELECT ${extraColumns}n.id, n.number, n.title, n.status, n.severity, n.category, n.confidence, n.root_cause AS "rootCause",
  n.environment, n.occurrence_count AS "occurrenceCount", n.opened_at AS "openedAt", n.first_seen_at AS "firstSeenAt",
  n.last_seen_at AS "lastSeenAt", n.snoozed_until AS "snoozedUntil", n.snoozed_severity AS "snoozedSeverity",
  n.wake_at_count AS "wakeAtCount", n.resolution, n.suppressed_by AS "suppressedBy", n.workflow_id AS "workflowId",
  n.subject_kind AS "subjectKind", jsonb_build_object('kind', s.kind, 'name', s.name) AS source,
  CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('name', p.name) END AS pipeline,
  CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('name', b.name) END AS subject,
  CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('name', t.name) END AS task,
  CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'name', u.name, 'image', u.image) END AS assignee,
  CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name) END AS "ownerTeam"
FROM ${from}
LEFT JOIN sources s ON s.id = n.source_id
LEFT JOIN pipelines p ON p.id = n.pipeline_id
LEFT JOIN subjects b ON b.id = n.subject_id
LEFT JOIN tasks t ON t.id = n.task_id
LEFT JOIN users u ON u.id = n.assignee_id
LEFT JOIN teams o ON o.id = n.owner_team_id
ORDER BY ${order}`;
}

/** Count columns (`CountsRow`) over the incidents `n` that meet `condition`. */
export const countsOf = (condition = "true") =>
  [
    ["total", condition],
    ["critical", `${condition} AND n.severity = 'critical'`],
    ["unowned", `${condition} AND n.assignee_id IS NULL`],
  ]
    .map(([name, counted]) => `count(*) FILTER (WHERE ${counted})::int AS ${name}`)
    .join(", ");

/** The first `limit` incidents that match the filter, after its cursor and in its order; ignores the text search. */
export function pageStatement(filter: IncidentFilter, scope: FilterScope, limit: number): SqlStatement {
  const values = new StatementValues();
  const rows = orderedRows(filter, scope, { limit, columns: LISTED_COLUMNS }, values);
  return { text: shownRows(`(${rows}) n`, incidentOrder(filter.sort)), values: values.list };
}

/**
 * How many incidents match the filter, across all pages. Reads at most the newest `COUNT_LIMIT` + 1, which are the most
 * likely to be cached.
 */
export function countStatement(filter: IncidentFilter, scope: FilterScope): SqlStatement {
  const values = new StatementValues();
  const rows = union(
    rangeQueries(filterConditions(filter, scope, values), {
      columns: "n.severity, n.assignee_id",
      order: "n.last_seen_at DESC",
      limit: COUNT_LIMIT + 1,
    }),
  );
  const text = `SELECT ${countsOf()} FROM (SELECT * FROM (${rows}) n LIMIT ${COUNT_LIMIT + 1}) n`;
  return { text, values: values.list };
}

/** The query for the rows of a page. `columns` must include the sort columns. */
export function orderedRows(
  filter: IncidentFilter,
  scope: FilterScope,
  { limit, columns }: { limit: number; columns: string },
  values: StatementValues,
): string {
  const order = incidentOrder(filter.sort);
  const conditions = filterConditions(filter, scope, values);
  if (filter.cursor) conditions.oneOf.push(afterCursor(filter.cursor, filter.sort, values));
  const parts = rangeQueries(conditions, { columns, order, limit });
  return `SELECT * FROM (${union(parts)}) n ORDER BY ${order} LIMIT ${limit}`;
}

/** One query per index range for its first `limit` rows; their union contains the first `limit` rows overall. */
function rangeQueries(
  { and, oneOf, among }: FilterConditions,
  { columns, order, limit }: { columns: string; order: string; limit: number },
): string[] {
  const combinations = oneOf.reduce<string[][]>(
    (lists, list) => lists.flatMap((chosen) => list.map((condition) => [...chosen, condition])),
    [[]],
  );
  const amongCondition = among ? [`${among.column} = e.value`] : [];
  return combinations.map((chosen) => {
    const where = [...and, ...amongCondition, ...chosen].join(" AND ");
    const rows = `SELECT ${columns} FROM incidents n WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
    return among
      ? `SELECT n.* FROM unnest(${among.values}::${among.type}[]) AS e(value) CROSS JOIN LATERAL (${rows}) n`
      : rows;
  });
}

const union = (parts: readonly string[]) => parts.map((part) => `(${part})`).join(" UNION ALL ");
