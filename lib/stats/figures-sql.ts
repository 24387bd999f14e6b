import { isOpenNow } from "@/lib/incidents/open-sql";
import type { Parts, TimeRange } from "@/lib/stats/period";
import type { Bucket } from "@/lib/stats/buckets";
import { StatementValues, type SqlStatement } from "@/lib/platform/db/statement-values";

/** A workspace, or some of its pipelines. */
export interface FiguresScope {
  workspaceId: string;
  pipelineIds: readonly string[] | null;
}

/** Figures for one bucket; several rows may share a bucket. Durations in milliseconds, sorted. */
export interface FiguresRow {
  /** ISO 8601, the start of the bucket. */
  at: string;
  opened: number;
  resolved: number;
  occurrences: number;
  categories: Record<string, number>;
  severities: Record<string, number>;
  diagnosed: number;
  acknowledged: number;
  closed: number;
  /** In PostgreSQL's array notation, `{1,2}`; may be long. */
  toDiagnosis: string;
  toAcknowledge: string;
  toResolve: string;
  /** Exact percentiles of time to diagnosis, if stored; `toDiagnosis` may be a sample. */
  p50Ms: number | null;
  p95Ms: number | null;
}

/** The id of what failed in incident `n`, as in `incident_days` and the indexes of its days. */
const FAILED = "COALESCE(n.pipeline_id, n.subject_id, '')";
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const DURATIONS = `d.to_diagnosis::text AS "toDiagnosis", d.to_acknowledge::text AS "toAcknowledge",
  d.to_resolve::text AS "toResolve"`;

/** Figures per bucket (`FiguresRow`): stored ones for whole days, the rest computed from the incidents. */
export function figuresStatement(scope: FiguresScope, parts: Parts, bucket: Bucket): SqlStatement {
  const values = new StatementValues();
  const selects: string[] = [];
  if (parts.days) selects.push(daysSelect(scope, parts.days, values));
  if (parts.rest.length > 0) selects.push(restSelect(scope, parts.rest, bucket, values));
  return { text: selects.join("\nUNION ALL\n") || `SELECT WHERE false`, values: values.list };
}

function daysSelect(scope: FiguresScope, days: TimeRange, values: StatementValues): string {
  const isWhole = scope.pipelineIds === null;
  const counts = isWhole
    ? "d.diagnosed, d.acknowledged, d.closed"
    : `cardinality(d.to_diagnosis) AS diagnosed, cardinality(d.to_acknowledge) AS acknowledged,
  cardinality(d.to_resolve) AS closed`;
  return `
SELECT to_char(d.day, ${ISO}) AS at, d.opened, d.resolved, d.occurrences, d.categories, d.severities, ${counts}, ${DURATIONS},
  ${isWhole ? "d.diagnosis_p50" : "NULL::float8"} AS "p50Ms", ${isWhole ? "d.diagnosis_p95" : "NULL::float8"} AS "p95Ms"
FROM ${storedDays(isWhole ? "workspace_days" : "incident_days", scope, days, values)}`;
}

/** A FROM clause that selects the stored rows of whole days as `d`: `incident_days` by pipeline and other subject. */
function storedDays(
  table: "workspace_days" | "incident_days",
  { workspaceId, pipelineIds }: FiguresScope,
  days: TimeRange,
  values: StatementValues,
): string {
  const conditions = [
    `d.workspace_id = ${values.add(workspaceId)}`,
    `d.day >= ${values.add(dateOf(days.from))}`,
    `d.day < ${values.add(dateOf(days.to))}`,
    ...(pipelineIds ? [`d.pipeline_id = ANY(${values.add(pipelineIds)})`] : []),
  ];
  return `${table} d WHERE ${conditions.join(" AND ")}`;
}

const dateOf = (at: Date) => at.toISOString().slice(0, 10);

function restSelect(
  scope: FiguresScope,
  rest: readonly TimeRange[],
  bucket: Bucket,
  values: StatementValues,
): string {
  const workspace = values.add(scope.workspaceId);
  const ids = scope.pipelineIds && values.add(scope.pipelineIds);
  // One lookup per pipeline, to match the index.
  const resolved = ids
    ? `unnest(${ids}::text[]) AS p(id) JOIN incidents n ON ${FAILED} = p.id`
    : "incidents n";
  const trunc = (column: string) => `date_trunc('${bucket}', ${column} AT TIME ZONE 'UTC')`;
  const durations = (column: string) =>
    `COALESCE(array_agg(x.${column} ORDER BY x.${column}) FILTER (WHERE x.${column} IS NOT NULL), '{}')::text`;
  const events = rest.flatMap(({ from, to }) => {
    const within = (column: string) => `${column} >= ${values.add(from)} AND ${column} < ${values.add(to)}`;
    return [
      `SELECT ${trunc("f.opened_at")} AS at, true AS is_opened, f.occurrence_count, f.category, f.severity, f.to_diagnosis,
    f.to_acknowledge, f.to_resolve
  FROM incident_figures f WHERE f.workspace_id = ${workspace} ${ids ? `AND f.pipeline_id = ANY(${ids})` : ""} AND ${within("f.opened_at")}`,
      `SELECT ${trunc("n.resolved_at")}, false, 0, NULL, NULL, NULL, NULL, NULL
  FROM ${resolved} WHERE n.workspace_id = ${workspace} AND n.status <> 'merged' AND ${within("n.resolved_at")}`,
    ];
  });
  return `
SELECT to_char(x.at, ${ISO}) AS at, count(*) FILTER (WHERE x.is_opened)::int AS opened,
  count(*) FILTER (WHERE NOT x.is_opened)::int AS resolved, sum(x.occurrence_count)::int AS occurrences,
  pd_tally(array_agg(x.category) FILTER (WHERE x.is_opened)) AS categories,
  pd_tally(array_agg(x.severity) FILTER (WHERE x.is_opened)) AS severities,
  count(x.to_diagnosis)::int AS diagnosed, count(x.to_acknowledge)::int AS acknowledged, count(x.to_resolve)::int AS closed,
  ${durations("to_diagnosis")} AS "toDiagnosis", ${durations("to_acknowledge")} AS "toAcknowledge",
  ${durations("to_resolve")} AS "toResolve", NULL::float8 AS "p50Ms", NULL::float8 AS "p95Ms"
FROM (
  ${events.join("\n  UNION ALL\n  ")}
) x GROUP BY x.at`;
}

/** How many incidents were opened in a period; returns one row, `opened`. */
export function openedStatement(scope: FiguresScope, parts: Parts): SqlStatement {
  const values = new StatementValues();
  const counts = parts.rest.map((range) => `(SELECT count(*) ${openedIn(scope, range, values)})`);
  if (parts.days)
    counts.push(
      `(SELECT COALESCE(sum(d.opened), 0) FROM ${storedDays(scope.pipelineIds ? "incident_days" : "workspace_days", scope, parts.days, values)})`,
    );
  return { text: `SELECT (${counts.join(" + ") || "0"})::int AS opened`, values: values.list };
}

function openedIn(scope: FiguresScope, { from, to }: TimeRange, values: StatementValues): string {
  const ids = scope.pipelineIds;
  return `FROM incidents n WHERE n.workspace_id = ${values.add(scope.workspaceId)} AND n.status <> 'merged'
    AND n.opened_at >= ${values.add(from)} AND n.opened_at < ${values.add(to)}
    ${ids ? `AND ${FAILED} = ANY(${values.add(ids)})` : ""}`;
}

/** What `subjectsStatement` selects. */
export interface SubjectFigures {
  kind: "pipeline" | "service" | "workload" | "check";
  name: string;
  count: number;
  occurrences: number;
}

/**
 * Pipelines and other subjects with the most incidents in a period, most first: at least the first 20 of all, and of the
 * pipelines.
 */
export function subjectsStatement(scope: FiguresScope, parts: Parts): SqlStatement {
  const values = new StatementValues();
  const selects = parts.rest.map(
    (range) =>
      `SELECT ${FAILED} AS id, count(*) AS opened, sum(n.occurrence_count) AS occurrences
  ${openedIn(scope, range, values)} GROUP BY 1`,
  );
  if (parts.days)
    selects.push(`SELECT d.pipeline_id AS id, sum(d.opened) AS opened, sum(d.occurrences) AS occurrences
  FROM ${storedDays("incident_days", scope, parts.days, values)} GROUP BY 1`);
  const text = `
SELECT r.kind, r.name, r.count, r.occurrences FROM (
  SELECT CASE WHEN p.id IS NULL THEN s.kind ELSE 'pipeline' END AS kind, COALESCE(p.name, s.name) AS name,
    sum(x.opened)::int AS count, sum(x.occurrences)::int AS occurrences,
    row_number() OVER (PARTITION BY p.id IS NULL ORDER BY sum(x.opened) DESC, sum(x.occurrences) DESC, COALESCE(p.name, s.name)) AS rank
  FROM (${selects.join(" UNION ALL ") || "SELECT NULL::text AS id, 0 AS opened, 0 AS occurrences"}) x
  LEFT JOIN pipelines p ON p.id = x.id LEFT JOIN subjects s ON s.id = x.id
  WHERE pd_without_workers() AND (p.id IS NOT NULL OR s.id IS NOT NULL)
  GROUP BY 1, 2, p.id IS NULL HAVING sum(x.opened) > 0
) r WHERE r.rank <= 20 ORDER BY r.count DESC, r.occurrences DESC, r.name, r.kind`;
  return { text, values: values.list };
}

/** How many incidents are open at `now`, counted like the open list; returns one row, `open`. */
export function openStatement(scope: FiguresScope, now: Date): SqlStatement {
  const values = new StatementValues();
  const ids = scope.pipelineIds;
  const text = `
SELECT count(*)::int AS open FROM incidents n
WHERE n.workspace_id = ${values.add(scope.workspaceId)} AND ${isOpenNow("n", values.add(now))}
  ${ids ? `AND n.pipeline_id = ANY(${values.add(ids)})` : ""}`;
  return { text, values: values.list };
}

/**
 * All known pipelines, those with open incidents first. $1: workspace, $2: now, $3: first day of the trend. `trend` maps
 * the day's offset from $3 to the number of incidents opened.
 */
export const PIPELINES = `
SELECT p.id, p.external_id, p.name, s.kind, s.name AS source_name, p.owner, t.task_count, COALESCE(o.open_incidents, 0) AS open_incidents, m.part_of,
  d.trend, l.last_seen_at AS last_failure_at
FROM pipelines p
JOIN sources s ON s.id = p.source_id
CROSS JOIN LATERAL (SELECT count(*)::int AS task_count FROM tasks t WHERE t.pipeline_id = p.id) t
LEFT JOIN (
  SELECT n.pipeline_id, count(*)::int AS open_incidents FROM incidents n
  WHERE n.workspace_id = $1 AND ${isOpenNow("n", "$2")} GROUP BY 1
) o ON o.pipeline_id = p.id
LEFT JOIN (
  SELECT n.pipeline_id, (array_agg(DISTINCT root.number ORDER BY root.number))[1:5] AS part_of
  FROM incidents root JOIN incidents n ON n.parent_incident_id = root.id AND n.workspace_id = $1
  WHERE root.workspace_id = $1 AND ${isOpenNow("root", "$2")} AND n.status = 'merged' AND n.resolved_at IS NULL
    AND root.pipeline_id IS DISTINCT FROM n.pipeline_id
  GROUP BY 1
) m ON m.pipeline_id = p.id
LEFT JOIN (
  SELECT d.pipeline_id, jsonb_object_agg(d.day - $3::date, d.opened) AS trend
  FROM incident_days d WHERE d.workspace_id = $1 AND d.day >= $3::date GROUP BY 1
) d ON d.pipeline_id = p.id
LEFT JOIN LATERAL (
  SELECT n.last_seen_at FROM incidents n WHERE n.pipeline_id = p.id ORDER BY n.last_seen_at DESC LIMIT 1
) l ON true
WHERE p.workspace_id = $1
ORDER BY open_incidents DESC, m.part_of IS NULL, last_failure_at DESC NULLS LAST, p.name
LIMIT 500`;
