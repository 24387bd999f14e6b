import "server-only";
import { measureReliability } from "@/lib/knowledge/reliability/measure-reliability";
import { fitCurve, type Curve, type Judged } from "@/lib/knowledge/reliability/recalibrate";
import type { ReliabilityStats } from "@/lib/knowledge/reliability/schemas";
import type { Context } from "@/lib/platform/context";

interface JudgedRow extends Judged {
  engine: string;
  category: string;
  raw: number;
  isPattern: boolean;
}

const MAX_JUDGED = 5_000;
const CURVE_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

/** How reliable the confidences of diagnoses judged in a period were; `pipelineIds` null for all. */
export async function getReliability(
  ctx: Context,
  period: { since: Date; until: Date; pipelineIds: readonly string[] | null },
): Promise<ReliabilityStats> {
  const rows = await listJudged(ctx, period);
  const group = (key: (row: JudgedRow) => string) =>
    [...new Set(rows.map(key))]
      .map((name) => ({ name, reliability: measureReliability(rows.filter((row) => key(row) === name)) }))
      .toSorted((a, b) => b.reliability.count - a.reliability.count);
  return {
    all: measureReliability(rows),
    byEngine: group(({ engine }) => engine).map(({ name, ...rest }) => ({ engine: name, ...rest })),
    byCategory: group(({ category }) => category).map(({ name, ...rest }) => ({ category: name, ...rest })),
  };
}

/**
 * The correction of an engine's confidence, from what became of its diagnoses of the last year. Those that took a pattern's cause
 * are left out: their confidence is the pattern's.
 */
export async function loadCurve(ctx: Context, engine: "builtin" | "claude"): Promise<Curve> {
  const until = ctx.now();
  const since = new Date(until.getTime() - CURVE_DAYS * DAY_MS);
  const rows = await listJudged(ctx, { since, until, pipelineIds: null });
  const own = rows.filter((row) => row.engine === engine && !row.isPattern);
  return fitCurve(own.map(({ raw, outcome }) => ({ confidence: raw, outcome })));
}

async function listJudged(
  { pool, workspaceId }: Context,
  { since, until, pipelineIds }: { since: Date; until: Date; pipelineIds: readonly string[] | null },
): Promise<JudgedRow[]> {
  const { rows } = await pool.query<JudgedRow>(JUDGED, [workspaceId, since, until, pipelineIds, MAX_JUDGED]);
  return rows;
}

/**
 * One row per judged diagnosis. Of several verdicts the latest counts; a fix that worked counts as "right" where there is none. An
 * inconclusive diagnosis says nothing that could be right.
 */
const JUDGED = `
WITH said AS (
  SELECT DISTINCT ON (v.diagnosis_id) v.diagnosis_id, v.incident_id, v.engine, v.said_category AS category, v.confidence,
    v.raw_confidence AS raw, v.pattern_id IS NOT NULL AS led, v.created_at AS at,
    CASE v.verdict WHEN 'right' THEN 1.0 WHEN 'partly' THEN 0.5 ELSE 0.0 END AS outcome
  FROM verdicts v WHERE v.workspace_id = $1 AND v.ended_at IS NULL AND v.said_category <> 'unknown'
  ORDER BY v.diagnosis_id, v.created_at DESC
), fixed AS (
  SELECT DISTINCT ON (d.id) d.id, d.incident_id, d.engine, d.category, d.confidence,
    COALESCE((d.confidence_parts->>'raw')::float8, d.confidence) AS raw, d.pattern_id IS NOT NULL AS led,
    COALESCE(f.outcome_at, f.updated_at) AS at, 1.0 AS outcome
  FROM fixes f JOIN diagnoses d ON d.id = f.diagnosis_id AND d.workspace_id = $1 AND d.outcome = 'diagnosed'
  WHERE f.workspace_id = $1 AND f.outcome = 'worked' AND NOT EXISTS (SELECT 1 FROM said WHERE said.diagnosis_id = d.id)
  ORDER BY d.id, at DESC
), judged AS (
  SELECT * FROM said UNION ALL SELECT * FROM fixed
)
SELECT j.engine, j.category, j.confidence, j.raw, j.led AS "isPattern", j.outcome::float8 AS outcome
FROM judged j JOIN incidents n ON n.id = j.incident_id AND n.workspace_id = $1
WHERE j.at >= $2 AND j.at < $3 AND ($4::text[] IS NULL OR n.pipeline_id = ANY($4::text[]))
ORDER BY j.at DESC LIMIT $5`;
