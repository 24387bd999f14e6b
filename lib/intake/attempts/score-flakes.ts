import type { Pool, PoolClient } from "pg";
import { flakeScore, type ReportedTry, type RunOfTask } from "@/lib/intake/attempts/flake-score";
import { transaction } from "@/lib/platform/db/transaction";
import { ranAt } from "@/lib/pipelines/ran-at";

/** Tasks scored per statement. */
const BATCH = 200;
/** Leaves the rest to the next minute. */
const MAX_BATCHES = 20;

interface DueTask {
  id: string;
  runs: { tries: ReportedTry[]; hasSucceeded: boolean; hasTaskSuccesses: boolean }[];
}

/**
 * Recomputes the flake scores of tasks that were reported since their last score, in all workspaces; acceptance only marks
 * them. Safe to run twice and concurrently.
 * @returns how many tasks were scored.
 */
export async function scoreFlakes(pool: Pool, now: Date): Promise<number> {
  let scored = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
    const count = await transaction(pool, (client) => scoreBatch(client, now));
    scored += count;
    if (count < BATCH) break;
  }
  return scored;
}

async function scoreBatch(client: PoolClient, now: Date): Promise<number> {
  const { rows: taken } = await client.query<{ id: string }>(TAKE, [BATCH, now]);
  if (taken.length === 0) return 0;
  const { rows } = await client.query<DueTask>(RUNS_OF_TASKS, [taken.map(({ id }) => id), now]);
  await client.query(SAVE, [JSON.stringify(rows.map(scoreOf))]);
  return rows.length;
}

function scoreOf({ id, runs }: DueTask) {
  const found = flakeScore(runs satisfies RunOfTask[]);
  return { id, score: found?.score ?? null, runs: found?.runs ?? 0, retried: found?.retried ?? 0 };
}

/** Before the runs are read, so that a report that comes later marks the task again. Never waits for a writer. */
const TAKE = `
UPDATE tasks SET flake_scored_at = $2 WHERE id IN (
  SELECT id FROM tasks WHERE flake_scored_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING id`;

/** More runs than are counted, because some have not ended or did not reach the task. */
const RUNS_OF_TASKS = `
SELECT t.id, COALESCE((
  SELECT jsonb_agg(jsonb_build_object('hasSucceeded', COALESCE(r.state = 'succeeded', false), 'tries', COALESCE((
      SELECT jsonb_agg(jsonb_build_object('mapIndex', a.map_index, 'tryNumber', a.try_number, 'outcome', a.outcome,
        'version', a.version)) FROM attempts a WHERE a.run_id = r.id AND a.task_id = t.id), '[]'::jsonb),
    'hasTaskSuccesses', EXISTS (SELECT 1 FROM attempts a WHERE a.run_id = r.id AND a.outcome = 'succeeded'))
    ORDER BY r.ran_at DESC)
  FROM (
    SELECT recent.id, recent.state, ${ranAt("recent")} AS ran_at FROM runs recent
    WHERE recent.pipeline_id = t.pipeline_id AND ${ranAt("recent")} > $2::timestamptz - interval '90 days'
    ORDER BY ${ranAt("recent")} DESC LIMIT 60
  ) r), '[]'::jsonb) AS runs
FROM tasks t WHERE t.id = ANY($1)`;

const SAVE = `
UPDATE tasks t SET flake_score = x.score, flake_runs = x.runs, flake_retried = x.retried
FROM jsonb_to_recordset($1::jsonb) AS x(id text, score float8, runs int, retried int) WHERE t.id = x.id`;
