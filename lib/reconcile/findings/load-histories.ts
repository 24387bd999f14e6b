import "server-only";
import { z } from "zod";
import { type KnownHistory, prepareHistory, withHolidays } from "@/lib/pipelines/expectations/known-runs";
import { learnHolidays } from "@/lib/pipelines/expectations/learn-holidays";
import type { InputUpdate, PastRun, RunHistory } from "@/lib/pipelines/expectations/run-history";
import { wasDueAt } from "@/lib/pipelines/ran-at";
import { Deadline } from "@/lib/pipelines/schemas";
import type { Context } from "@/lib/platform/context";
import { batchesOf } from "@/lib/reconcile/runs/load-known-runs";
import type { JudgedPipeline } from "@/lib/reconcile/findings/run-findings";

/** The latest runs of a pipeline, and for frequent ones those of three days. */
const MIN_RUNS = 40;
const MAX_RUNS = 900;
const FREQUENT_DAYS = 3;
/** Pipelines whose history is loaded at a time. */
const BATCH = 200;

/** A pipeline with its history. */
export interface PipelineHistory extends JudgedPipeline {
  history: RunHistory & { nextRunAt: Date | null };
  /** The history prepared for judging it now. */
  known: KnownHistory;
}

interface Row {
  pipeline: string;
  name: string;
  schedule: string | null;
  zone: string | null;
  isPaused: boolean | null;
  changedAt: Date | null;
  nextRunAt: Date | null;
  deadline: unknown;
  declared: unknown;
  runs: RunRow[];
  inputs: { input: string; at: string }[] | null;
}

interface RunRow {
  runId: string;
  type: string | null;
  state: string | null;
  dueAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  rows: number | null;
  isSkipped: boolean | null;
  /** Null unless both the versions it wrote and the preceding ones are known. */
  hasChangedOutput: boolean | null;
}

const ORDER = wasDueAt("r");

/**
 * $1: workspace, $2: source, $3: pipelines to judge in any case, $4: the time. Further candidates are due, run, or have a
 * deadline; about all others there is nothing new to say.
 */
const CANDIDATES = `
SELECT p.id FROM pipelines p
WHERE p.workspace_id = $1 AND p.source_id = $2 AND COALESCE(p.is_active, true) AND (
  p.external_id = ANY($3::text[])
  OR p.deadline IS NOT NULL OR jsonb_typeof(p.declared->'deadline') = 'object'
  OR (p.schedule IS NOT NULL AND NOT COALESCE(p.is_paused, false) AND COALESCE(p.next_run_at, $4) <= $4)
  -- What is started by data or from outside has no due time, only a rhythm.
  OR (p.schedule IS NULL AND p.is_paused = false)
  OR EXISTS (SELECT 1 FROM runs r WHERE r.pipeline_id = p.id AND r.state = 'running'))
ORDER BY p.external_id`;

/** When the pipelines that write the assets which trigger `p` last succeeded; null if none does. */
const INPUTS = `
SELECT jsonb_agg(jsonb_build_object('input', u.name, 'at', i.ended_at))
FROM pipeline_dependencies d JOIN pipelines u ON u.id = d.upstream_id AND u.workspace_id = $1
CROSS JOIN LATERAL (
  SELECT r.ended_at FROM runs r
  WHERE r.pipeline_id = u.id AND r.state = 'succeeded' AND r.ended_at IS NOT NULL
    AND (SELECT bool_and(a.outcome = 'cancelled') FROM attempts a WHERE a.run_id = r.id) IS NOT TRUE
  ORDER BY ${ORDER} DESC LIMIT ${MIN_RUNS}
) i
WHERE d.workspace_id = $1 AND d.downstream_id = p.id AND d.via = 'asset'`;

/** $1: workspace, $2: ids of pipelines, $3: the time. */
const LOAD = `
SELECT p.external_id AS pipeline, p.name, p.schedule, p.schedule_zone AS zone, p.is_paused AS "isPaused",
  p.schedule_changed_at AS "changedAt", p.next_run_at AS "nextRunAt", p.deadline, p.declared,
  COALESCE(h.runs, '[]'::jsonb) AS runs, (${INPUTS}) AS inputs
FROM pipelines p LEFT JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_object('runId', r.external_id, 'type', r.type, 'state', r.state, 'dueAt', r.due_at,
    'startedAt', r.started_at, 'endedAt', r.ended_at,
    'rows', (SELECT sum(w.row_count) FROM dataset_writes w WHERE w.run_id = r.id),
    'hasChangedOutput', (SELECT bool_or(w.version <> earlier.version) FROM dataset_writes w CROSS JOIN LATERAL (
        SELECT v.version FROM dataset_writes v WHERE v.dataset_id = w.dataset_id AND v.at < w.at AND v.version IS NOT NULL
        ORDER BY v.at DESC LIMIT 1) earlier
      WHERE w.run_id = r.id AND w.version IS NOT NULL),
    'isSkipped', CASE WHEN r.state = 'succeeded'
      THEN (SELECT bool_and(a.outcome = 'cancelled') FROM attempts a WHERE a.run_id = r.id) END) ORDER BY ${ORDER} DESC) AS runs
  FROM (
    (SELECT r.* FROM runs r WHERE r.pipeline_id = p.id AND r.state IS NOT NULL ORDER BY ${ORDER} DESC LIMIT ${MIN_RUNS})
    UNION
    (SELECT r.* FROM runs r WHERE r.pipeline_id = p.id AND r.state IS NOT NULL
       AND ${ORDER} > $3::timestamptz - interval '${FREQUENT_DAYS} days'
     ORDER BY ${ORDER} DESC LIMIT ${MAX_RUNS})
  ) r
) h ON true
WHERE p.workspace_id = $1 AND p.id = ANY($2::text[])
ORDER BY p.external_id`;

/** The pipelines of a source that may have something to find, with their latest runs, newest first. */
export async function loadHistories(
  ctx: Context,
  sourceId: string,
  pipelines: readonly string[],
  now: Date,
): Promise<PipelineHistory[]> {
  const candidates = await ctx.pool.query<{ id: string }>(CANDIDATES, [
    ctx.workspaceId,
    sourceId,
    pipelines,
    now,
  ]);
  const ids = candidates.rows.map(({ id }) => id);
  const histories: PipelineHistory[] = [];
  for (const batch of batchesOf(ids, BATCH)) {
    const { rows } = await ctx.pool.query<Row>(LOAD, [ctx.workspaceId, batch, now]);
    histories.push(...rows.map((row) => toHistory(row, now)));
  }
  const holidays = learnHolidays(histories.map(({ known }) => known));
  return histories.map((pipeline) => ({
    ...pipeline,
    history: { ...pipeline.history, holidays },
    known: withHolidays(pipeline.known, holidays),
  }));
}

function toHistory(row: Row, now: Date): PipelineHistory {
  const history = {
    schedule: row.schedule,
    zone: row.zone,
    isPaused: row.isPaused ?? false,
    changedAt: row.changedAt,
    nextRunAt: row.nextRunAt,
    deadline: deadlineOf(row),
    runs: row.runs.map(pastRun),
    inputUpdates: row.inputs?.map(inputUpdate) ?? null,
  };
  const { pipeline, name, zone } = row;
  return { pipeline, name, zone, history, known: prepareHistory(history, now) };
}

const Declared = z
  .object({ deadline: Deadline.nullish().catch(null) })
  .nullable()
  .catch(null);

/** Set by people, or declared by the pipeline. */
function deadlineOf({ deadline, declared }: Row): Deadline | null {
  const set = Deadline.safeParse(deadline);
  return set.success ? set.data : (Declared.parse(declared)?.deadline ?? null);
}

function pastRun(row: RunRow): PastRun {
  return {
    runId: row.runId,
    type: typeOf(row.type),
    state: stateOf(row),
    dueAt: dateOf(row.dueAt),
    startedAt: dateOf(row.startedAt),
    endedAt: dateOf(row.endedAt),
    rowsWritten: row.rows === null ? null : Number(row.rows),
    hasChangedOutput: row.hasChangedOutput,
  };
}

function inputUpdate({ input, at }: { input: string; at: string }): InputUpdate {
  return { input, at: new Date(at) };
}

/** Orchestrators' words for how a run came about. */
function typeOf(type: string | null): PastRun["type"] {
  switch (type) {
    case "scheduled":
    case "manual":
      return type;
    case "backfill":
    case "backfill_job":
      return "backfill";
    case "asset_triggered":
    case "dataset_triggered":
      return "asset";
    default:
      return "other";
  }
}

function stateOf({ state, startedAt, isSkipped }: RunRow): PastRun["state"] {
  switch (state) {
    case "succeeded":
      return isSkipped ? "skipped" : "succeeded";
    case "failed":
      return "failed";
    case "cancelled":
      return "skipped";
    default:
      return startedAt === null ? "queued" : "running";
  }
}

function dateOf(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}
