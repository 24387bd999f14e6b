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
FROM ${storedDays(scope, days, values)}`;
}

/** A FROM clause that selects the stored rows of whole days as `d`. */
function storedDays(scope: FiguresScope, days: TimeRange, values: StatementValues): string {
  const workspace = values.add(scope.workspaceId);
  const range = `d.day >= ${values.add(dateOf(days.from))} AND d.day < ${values.add(dateOf(days.to))}`;
  return scope.pipelineIds
    ? `incident_days d WHERE d.workspace_id = ${workspace} AND ${range} AND d.pipeline_id = ANY(${values.add(scope.pipelineIds)})`
    : `workspace_days d WHERE d.workspace_id = ${workspace} AND ${range}`;
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
  const pipelines = ids
    ? `unnest(${ids}::text[])`
    : `(SELECT id FROM pipelines WHERE workspace_id = ${workspace} UNION ALL SELECT '')`;
  const trunc = (column: string) => `date_trunc('${bucket}', ${column} AT TIME ZONE 'UTC')`;
  const durations = (column: string) =>
    `COALESCE(array_agg(x.${column} ORDER BY x.${column}) FILTER (WHERE x.${column} IS NOT NULL), '{}')::text`;
  const events = rest.flatMap(({ from, to }) => {
    const within = (column: string) => `${column} >= ${values.add(from)} AND ${column} < ${values.add(to)}`;
    return [
      `SELECT ${trunc("f.opened_at")} AS at, true AS is_opened, f.occurrence_count, f.category, f.severity, f.to_diagnosis,
    f.to_acknowledge, f.to_resolve
  FROM incident_figures f WHERE f.workspace_id = ${workspace} ${ids ? `AND f.pipeline_id = ANY(${ids})` : ""} AND ${within("f.opened_at")}`,
      // One lookup per pipeline, to match the index.
      `SELECT ${trunc("n.resolved_at")}, false, 0, NULL, NULL, NULL, NULL, NULL
  FROM ${pipelines} AS p(id) JOIN incidents n ON n.workspace_id = ${workspace} AND COALESCE(n.pipeline_id, '') = p.id
  WHERE n.status <> 'merged' AND ${within("n.resolved_at")}`,
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
    counts.push(`(SELECT COALESCE(sum(d.opened), 0) FROM ${storedDays(scope, parts.days, values)})`);
  return { text: `SELECT (${counts.join(" + ") || "0"})::int AS opened`, values: values.list };
}

function openedIn(scope: FiguresScope, { from, to }: TimeRange, values: StatementValues): string {
  const ids = scope.pipelineIds;
  return `FROM incidents n WHERE n.workspace_id = ${values.add(scope.workspaceId)} AND n.status <> 'merged'
    AND n.opened_at >= ${values.add(from)} AND n.opened_at < ${values.add(to)}
    ${ids ? `AND COALESCE(n.pipeline_id, '') = ANY(${values.add(ids)})` : ""}`;
}

/** The 20 pipelines with the most incidents in a period: `pipeline`, `count`, `occurrences`. */
export function pipelinesStatement(scope: FiguresScope, parts: Parts): SqlStatement {
  const values = new StatementValues();
  const selects = parts.rest.map(
    (range) =>
      `SELECT n.pipeline_id, count(*) AS opened, sum(n.occurrence_count) AS occurrences
  ${openedIn(scope, range, values)} AND n.pipeline_id IS NOT NULL GROUP BY 1`,
  );
  if (parts.days) {
    const ids = scope.pipelineIds;
    selects.push(`SELECT d.pipeline_id, sum(d.opened) AS opened, sum(d.occurrences) AS occurrences FROM incident_days d
  WHERE d.workspace_id = ${values.add(scope.workspaceId)} AND d.day >= ${values.add(dateOf(parts.days.from))}
    AND d.day < ${values.add(dateOf(parts.days.to))} ${ids ? `AND d.pipeline_id = ANY(${values.add(ids)})` : ""} GROUP BY 1`);
  }
  const text = `
SELECT p.name AS pipeline, sum(x.opened)::int AS count, sum(x.occurrences)::int AS occurrences
FROM (${selects.join(" UNION ALL ") || "SELECT NULL::text AS pipeline_id, 0 AS opened, 0 AS occurrences"}) x
JOIN pipelines p ON p.id = x.pipeline_id
WHERE pd_without_workers()
GROUP BY p.name HAVING sum(x.opened) > 0 ORDER BY 2 DESC, 3 DESC, 1 LIMIT 20`;
  return { text, values: values.list };
}

/** How many incidents are open at `now`, counted like the open list; returns one row, `open`. */
export function openStatement(scope: FiguresScope, now: Date): SqlStatement {
  const values = new StatementValues();
  const ids = scope.pipelineIds;
  const text = `
SELECT count(*)::int AS open FROM incidents n
WHERE n.workspace_id = ${values.add(scope.workspaceId)} AND ${isOpen("n", values.add(now))}
  ${ids ? `AND n.pipeline_id = ANY(${values.add(ids)})` : ""}`;
  return { text, values: values.list };
}

/** The same condition as `status=open` in the list. */
const isOpen = (table: string, now: string) =>
  `${table}.status IN ('triggered', 'acknowledged', 'investigating')
    AND (${table}.snoozed_until IS NULL OR ${table}.snoozed_until <= ${now})`;

/**
 * All known pipelines, those with open incidents first. $1: workspace, $2: now, $3: first day of the trend. `trend` maps
 * the day's offset from $3 to the number of incidents opened.
 */
export const PIPELINES = `
SELECT p.id, p.name, s.kind, s.name AS source_name, p.owner, t.task_count, COALESCE(o.open_incidents, 0) AS open_incidents,
  d.trend, l.last_seen_at AS last_failure_at
FROM pipelines p
JOIN sources s ON s.id = p.source_id
CROSS JOIN LATERAL (SELECT count(*)::int AS task_count FROM tasks t WHERE t.pipeline_id = p.id) t
LEFT JOIN (
  SELECT n.pipeline_id, count(*)::int AS open_incidents FROM incidents n
  WHERE n.workspace_id = $1 AND ${isOpen("n", "$2")} GROUP BY 1
) o ON o.pipeline_id = p.id
LEFT JOIN (
  SELECT d.pipeline_id, jsonb_object_agg(d.day - $3::date, d.opened) AS trend
  FROM incident_days d WHERE d.workspace_id = $1 AND d.day >= $3::date GROUP BY 1
) d ON d.pipeline_id = p.id
LEFT JOIN LATERAL (
  SELECT n.last_seen_at FROM incidents n WHERE n.pipeline_id = p.id AND n.status <> 'merged' ORDER BY n.last_seen_at DESC LIMIT 1
) l ON true
WHERE p.workspace_id = $1
ORDER BY open_incidents DESC, last_failure_at DESC NULLS LAST, p.name
LIMIT 500`;
