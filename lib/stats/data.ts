import "server-only";
import { getReliability } from "@/lib/knowledge/reliability/data";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { chooseBucket, fillBuckets } from "@/lib/stats/buckets";
import {
  figuresStatement,
  openedStatement,
  openStatement,
  PIPELINES,
  subjectsStatement,
  type FiguresRow,
  type SubjectFigures,
} from "@/lib/stats/figures-sql";
import { partsOf } from "@/lib/stats/period";
import { refreshDays } from "@/lib/stats/refresh-days";
import type { PipelinePage, Stats, StatsFilter } from "@/lib/stats/schemas";
import { sumFigures } from "@/lib/stats/sum-figures";

const DEFAULT_DAYS = 30;
const MAX_DAYS = 36_600;
const MAX_SUBJECTS = 20;
const DAY_MS = 24 * 3600 * 1000;

/**
 * Figures for a period (default: the last 30 days). Counts are exact. Percentiles are exact too, except those of a
 * whole workspace over days with more than a hundred incidents: these are within half a percentile of the exact ones.
 * @throws AppError INVALID for a period that ends before it starts or is longer than a hundred years.
 */
export async function getStats(ctx: Context, filter: StatsFilter): Promise<Stats> {
  const { pool, workspaceId } = ctx;
  const { since, until } = periodOf(filter, ctx.now());
  const bucket = chooseBucket(since, until);
  const [pipelineIds] = await Promise.all([findPipelineIds(ctx, filter), refreshDays(pool, workspaceId)]);
  const scope = { workspaceId, pipelineIds };
  const parts = partsOf({ from: since, to: until }, bucket);
  const before = partsOf({ from: new Date(2 * since.getTime() - until.getTime()), to: since }, "day");
  const [figures, previous, open, subjects, reliability] = await Promise.all([
    pool.query<FiguresRow>(figuresStatement(scope, parts, bucket)),
    pool.query<{ opened: number }>(openedStatement(scope, before)),
    pool.query<{ open: number }>(openStatement(scope, ctx.now())),
    pool.query<SubjectFigures>(subjectsStatement(scope, parts)),
    getReliability(ctx, { since, until, pipelineIds }),
  ]);
  const { opened, resolved, occurrences, overTime, diagnosisOverTime, ...summed } = sumFigures(figures.rows);
  const range = { since, until, bucket };
  return {
    since: since.toISOString(),
    until: until.toISOString(),
    bucket,
    totals: {
      opened,
      resolved,
      open: open.rows[0]?.open ?? 0,
      occurrences,
      previousOpened: previous.rows[0]?.opened ?? 0,
      diagnosed: summed.timeToDiagnosis.count,
    },
    ...summed,
    reliability,
    overTime: fillBuckets(range, overTime, { opened: 0, resolved: 0 }),
    byPipeline: subjects.rows.flatMap(({ kind, name, ...counts }) =>
      kind === "pipeline" ? [{ pipeline: name, ...counts }] : [],
    ),
    bySubject: subjects.rows.slice(0, MAX_SUBJECTS),
    // A bucket without a diagnosis has no duration: show a gap, not zero.
    diagnosisOverTime: fillBuckets<{ p50Ms: number | null; p95Ms: number | null }>(range, diagnosisOverTime, {
      p50Ms: null,
      p95Ms: null,
    }),
  };
}

function periodOf(filter: StatsFilter, now: Date): { since: Date; until: Date } {
  const until = filter.until ? new Date(filter.until) : now;
  const since = filter.since ? new Date(filter.since) : new Date(until.getTime() - DEFAULT_DAYS * DAY_MS);
  const days = (until.getTime() - since.getTime()) / DAY_MS;
  if (days >= 0 && days <= MAX_DAYS) return { since, until };
  const message =
    days < 0
      ? "must be before until (default: now)"
      : "must be at most a hundred years before until (default: now)";
  throw new AppError("INVALID", `since ${message}`, { issues: [{ path: "since", message }] });
}

async function findPipelineIds({ pool, workspaceId }: Context, { pipeline }: StatsFilter) {
  if (!pipeline) return null;
  const { rows } = await pool.query<{ id: string }>(PIPELINE_IDS, [workspaceId, pipeline]);
  return rows.map(({ id }) => id);
}

const PIPELINE_IDS = "SELECT id FROM pipelines WHERE workspace_id = $1 AND (name = $2 OR external_id = $2)";

interface PipelineRow {
  id: string;
  external_id: string;
  name: string;
  kind: string;
  source_name: string;
  owner: string | null;
  task_count: number;
  open_incidents: number;
  part_of: number[] | null;
  trend: Record<string, number> | null;
  last_failure_at: Date | null;
}

/** All known pipelines, those that are failing first. */
export async function listPipelines(ctx: Context): Promise<PipelinePage> {
  await refreshDays(ctx.pool, ctx.workspaceId);
  const until = ctx.now();
  const since = new Date(until.getTime() - (DEFAULT_DAYS - 1) * DAY_MS);
  const { rows } = await ctx.pool.query<PipelineRow>(PIPELINES, [
    ctx.workspaceId,
    until,
    since.toISOString().slice(0, 10),
  ]);
  return {
    items: rows.map((row) => {
      const trend = Array.from({ length: DEFAULT_DAYS }, (_, day) => row.trend?.[day] ?? 0);
      return {
        id: row.id,
        externalId: row.external_id,
        name: row.name,
        source: { kind: row.kind, name: row.source_name },
        owner: row.owner,
        taskCount: row.task_count,
        openIncidents: row.open_incidents,
        partOf: row.part_of ?? [],
        incidents30d: trend.reduce((sum, count) => sum + count, 0),
        trend,
        lastFailureAt: row.last_failure_at?.toISOString() ?? null,
      };
    }),
  };
}
