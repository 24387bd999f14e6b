import "server-only";
import { CATEGORIES } from "@/lib/failures/category";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { chooseBucket, fillBuckets, type Bucket } from "@/lib/stats/buckets";
import type { PipelinePage, Stats, StatsFilter } from "@/lib/stats/schemas";

const DEFAULT_DAYS = 30;
const MAX_DAYS = 36_600;
const DAY_MS = 24 * 3600 * 1000;

interface StatsRow {
  totals: Stats["totals"];
  over_time: { at: string; opened: number; resolved: number }[] | null;
  by_category: { category: string; count: number }[] | null;
  by_pipeline: Stats["byPipeline"] | null;
  by_severity: Stats["bySeverity"] | null;
  diagnosis: Stats["timeToDiagnosis"];
  acknowledge: Stats["timeToAcknowledge"];
  resolve: Stats["timeToResolve"];
  diagnosis_over_time: Stats["diagnosisOverTime"] | null;
}

/**
 * Figures of a period (30 days unless told), computed in one statement.
 * @throws AppError INVALID for a period that ends before it begins or is longer than a hundred years.
 */
export async function getStats(ctx: Context, filter: StatsFilter): Promise<Stats> {
  const { since, until } = periodOf(filter, ctx.now());
  const bucket = chooseBucket(since, until);
  const { rows } = await ctx.pool.query<StatsRow>(STATS, [
    ctx.workspaceId,
    since,
    until,
    filter.pipeline ?? null,
    bucket,
    ctx.now(),
  ]);
  const row = rows[0];
  if (!row) throw new Error("the statistics statement answers one row");
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    bucket,
    totals: row.totals,
    overTime: fillBuckets(range(since, until, bucket), row.over_time ?? [], { opened: 0, resolved: 0 }),
    byCategory: (row.by_category ?? []).map(({ category, count }) => ({
      category: CATEGORIES.find((known) => known === category) ?? "unknown",
      count,
    })),
    byPipeline: row.by_pipeline ?? [],
    bySeverity: row.by_severity ?? [],
    timeToDiagnosis: row.diagnosis,
    timeToAcknowledge: row.acknowledge,
    timeToResolve: row.resolve,
    // A day without a diagnosis has no duration: a gap, not a zero.
    diagnosisOverTime: fillBuckets<{ p50Ms: number | null; p95Ms: number | null }>(
      range(since, until, bucket),
      row.diagnosis_over_time ?? [],
      {
        p50Ms: null,
        p95Ms: null,
      },
    ),
  };
}

function periodOf(filter: StatsFilter, now: Date): { since: Date; until: Date } {
  const until = filter.until ? new Date(filter.until) : now;
  const since = filter.since ? new Date(filter.since) : new Date(until.getTime() - DEFAULT_DAYS * DAY_MS);
  const days = (until.getTime() - since.getTime()) / DAY_MS;
  if (days >= 0 && days <= MAX_DAYS) return { since, until };
  const message =
    days < 0
      ? "must be before until, which is now unless told"
      : "must not be more than a hundred years before until, which is now unless told";
  throw new AppError("INVALID", `since: ${message}`, { issues: [{ path: "since", message }] });
}

function range(since: Date, until: Date, bucket: Bucket) {
  return { since, until, bucket };
}

const SPREAD = (expression: string, condition: string) => `
  SELECT jsonb_build_object('count', count(*)::int,
    'p50Ms', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${expression}),
    'p95Ms', percentile_cont(0.95) WITHIN GROUP (ORDER BY ${expression}))
  FROM scope WHERE ${condition}`;

const MS = (to: string) => `EXTRACT(EPOCH FROM (${to} - opened_at)) * 1000`;

/** What the list of open incidents shows at `now`: the figures agree with it. */
const isWaiting = (table: string, now: string) =>
  `${table}.status IN ('triggered', 'acknowledged', 'investigating')
    AND (${table}.snoozed_until IS NULL OR ${table}.snoozed_until <= ${now})`;

const STATS = `
WITH mine AS (
  SELECT n.*, p.name AS pipeline FROM incidents n JOIN pipelines p ON p.id = n.pipeline_id
  WHERE n.workspace_id = $1 AND n.status <> 'merged' AND ($4::text IS NULL OR p.name = $4 OR p.external_id = $4)
), scope AS (
  SELECT m.*, (SELECT min(d.created_at) FROM diagnoses d WHERE d.incident_id = m.id AND d.outcome = 'diagnosed') AS first_diagnosed_at
  FROM mine m WHERE m.opened_at >= $2 AND m.opened_at < $3
), happened AS (
  SELECT date_trunc($5, opened_at AT TIME ZONE 'UTC') AS at, 1 AS opened, 0 AS resolved FROM scope
  UNION ALL
  SELECT date_trunc($5, resolved_at AT TIME ZONE 'UTC'), 0, 1 FROM mine WHERE resolved_at >= $2 AND resolved_at < $3
)
SELECT
  (SELECT jsonb_build_object(
    'opened', count(*)::int,
    'resolved', (SELECT count(*)::int FROM mine WHERE resolved_at >= $2 AND resolved_at < $3),
    'open', (SELECT count(*)::int FROM mine WHERE ${isWaiting("mine", "$6")}),
    'occurrences', COALESCE(sum(occurrence_count), 0)::int,
    'previousOpened', (SELECT count(*)::int FROM mine WHERE opened_at >= $2::timestamptz - ($3::timestamptz - $2::timestamptz) AND opened_at < $2),
    'diagnosed', count(first_diagnosed_at)::int) FROM scope) AS totals,
  (SELECT jsonb_agg(x ORDER BY x.at) FROM (
    SELECT to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, sum(opened)::int AS opened, sum(resolved)::int AS resolved
    FROM happened GROUP BY 1) x) AS over_time,
  (SELECT jsonb_agg(x ORDER BY x.count DESC) FROM (
    SELECT COALESCE(category, 'unknown') AS category, count(*)::int AS count FROM scope GROUP BY 1) x) AS by_category,
  (SELECT jsonb_agg(x ORDER BY x.count DESC, x.occurrences DESC) FROM (
    SELECT pipeline, count(*)::int AS count, sum(occurrence_count)::int AS occurrences FROM scope
    GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT 20) x) AS by_pipeline,
  (SELECT jsonb_agg(x ORDER BY x.severity) FROM (
    SELECT severity, count(*)::int AS count FROM scope GROUP BY 1) x) AS by_severity,
  (${SPREAD(MS("first_diagnosed_at"), "first_diagnosed_at IS NOT NULL")}) AS diagnosis,
  (${SPREAD(MS("acknowledged_at"), "acknowledged_at IS NOT NULL")}) AS acknowledge,
  (${SPREAD(MS("resolved_at"), "resolved_at IS NOT NULL")}) AS resolve,
  (SELECT jsonb_agg(x ORDER BY x.at) FROM (
    SELECT to_char(date_trunc($5, opened_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY ${MS("first_diagnosed_at")}) AS "p50Ms",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY ${MS("first_diagnosed_at")}) AS "p95Ms"
    FROM scope WHERE first_diagnosed_at IS NOT NULL GROUP BY 1) x) AS diagnosis_over_time`;

interface PipelineRow {
  id: string;
  name: string;
  kind: string;
  source_name: string;
  owner: string | null;
  task_count: number;
  open_incidents: number;
  incidents_30d: number;
  trend: { day: string; count: number }[] | null;
  last_failure_at: Date | null;
}

/** Every pipeline seen, those with open incidents first. */
export async function listPipelines(ctx: Context): Promise<PipelinePage> {
  const until = ctx.now();
  const since = new Date(until.getTime() - (DEFAULT_DAYS - 1) * DAY_MS);
  const { rows } = await ctx.pool.query<PipelineRow>(PIPELINES, [ctx.workspaceId, since, until]);
  return {
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      source: { kind: row.kind, name: row.source_name },
      owner: row.owner,
      taskCount: row.task_count,
      openIncidents: row.open_incidents,
      incidents30d: row.incidents_30d,
      trend: fillBuckets(
        range(since, until, "day"),
        (row.trend ?? []).map(({ day, count }) => ({ at: day, count })),
        { count: 0 },
      ).map((point) => point.count),
      lastFailureAt: row.last_failure_at?.toISOString() ?? null,
    })),
  };
}

const PIPELINES = `
SELECT p.id, p.name, s.kind, s.name AS source_name, p.owner,
  (SELECT count(*)::int FROM tasks t WHERE t.pipeline_id = p.id) AS task_count,
  count(n.id) FILTER (WHERE ${isWaiting("n", "$3")})::int AS open_incidents,
  count(n.id) FILTER (WHERE n.opened_at >= $2)::int AS incidents_30d,
  max(n.last_seen_at) AS last_failure_at,
  (SELECT jsonb_agg(x) FROM (
    SELECT to_char(date_trunc('day', m.opened_at AT TIME ZONE 'UTC'), 'YYYY-MM-DD"T"00:00:00"Z"') AS day, count(*)::int AS count
    FROM incidents m WHERE m.pipeline_id = p.id AND m.opened_at >= $2 AND m.status <> 'merged' GROUP BY 1) x) AS trend
FROM pipelines p
JOIN sources s ON s.id = p.source_id
LEFT JOIN incidents n ON n.pipeline_id = p.id AND n.status <> 'merged'
WHERE p.workspace_id = $1
GROUP BY p.id, s.kind, s.name
ORDER BY open_incidents DESC, last_failure_at DESC NULLS LAST, p.name
LIMIT 500`;
