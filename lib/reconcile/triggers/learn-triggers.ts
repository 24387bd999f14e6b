import type { Pool } from "pg";
import { resolveRecovered } from "@/lib/incidents/recovery/resolve-recovered";
import { systemContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import {
  openTriggerReader,
  TRIGGER_KINDS,
  type TriggerReading,
  type TriggerReader,
} from "@/lib/reconcile/triggers/read-trigger";
import { findConnection } from "@/lib/sources/data";

/** Runs asked for per source and minute; the rest follows a minute later. */
const MAX_RUNS = 20;

/** What is stored for a run that the orchestrator no longer has, so that it is not asked again. */
const GONE: TriggerReading = { type: "UNKNOWN", routine: null, startedAt: null };

/**
 * Ends failures by later runs for connected sources whose reports do not say what started a run, in all workspaces. A source
 * that does not answer is asked again a minute later. Safe to run twice.
 * @returns how many incidents were resolved
 */
export async function learnTriggersEverywhere(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string; kind: string; workspaceId: string }>(WAITING_SOURCES, [
    TRIGGER_KINDS,
  ]);
  const resolved = await Promise.all(
    rows.map(({ workspaceId, ...source }) => learnTriggers(systemContext(workspaceId), source)),
  );
  return resolved.reduce((sum, count) => sum + count, 0);
}

/**
 * Asks what started the failed runs of a source's open incidents and the runs that have succeeded since, and resolves what
 * those end (decision 045).
 */
export async function learnTriggers(ctx: Context, source: { id: string; kind: string }): Promise<number> {
  authorize(ctx, "incident.reassess");
  const connection = await findConnection(ctx, source.id);
  const readTrigger = connection && openTriggerReader(source.kind, connection);
  if (!readTrigger) return 0;
  const { rows } = await ctx.pool.query<WaitingRun>(WAITING_RUNS, [ctx.workspaceId, source.id, MAX_RUNS]);
  const asked = await askAll(ctx, readTrigger, rows);
  let resolved = 0;
  for (const incidentId of new Set(asked.map((run) => run.incidentId)))
    resolved += (await resolveRecovered(ctx, incidentId)) ? 1 : 0;
  return resolved;
}

interface WaitingRun {
  incidentId: string;
  runId: string;
  run: string;
}

/** Stores what started the runs. @returns those that were answered: the first error ends it for now. */
async function askAll(
  ctx: Context,
  readTrigger: TriggerReader,
  runs: readonly WaitingRun[],
): Promise<WaitingRun[]> {
  const asked: WaitingRun[] = [];
  for (const waiting of runs) {
    const trigger = await readTrigger(waiting.run).catch((error: unknown) => {
      if (error instanceof AppError) return error.code === "NOT_FOUND" ? GONE : null;
      throw error;
    });
    if (!trigger) break;
    const { type, routine, startedAt } = trigger;
    const values = [ctx.workspaceId, waiting.runId, type ?? GONE.type, routine, startedAt];
    await ctx.pool.query(STORE_TRIGGER, values);
    asked.push(waiting);
  }
  return asked;
}

const OPEN = "'triggered','acknowledged','investigating','suppressed'";

/** Open incidents `n` of source `s` with their last failed run `r`, and runs `o` whose success may have ended them. */
const WAITING = `
FROM sources s
JOIN pipelines p ON p.source_id = s.id
JOIN incidents n ON n.workspace_id = s.workspace_id AND n.pipeline_id = p.id AND n.status IN (${OPEN})
JOIN runs r ON r.id = n.run_id AND (r.type IS NULL OR r.routine IS NOT NULL)
JOIN runs o ON o.pipeline_id = p.id AND o.id <> r.id AND (o.type IS NULL OR r.type IS NULL AND o.routine IS NOT NULL)
  AND o.first_seen_at > n.first_seen_at
  AND CASE WHEN n.task_id IS NULL THEN o.succeeded_at IS NOT NULL ELSE EXISTS (
    SELECT 1 FROM attempts a WHERE a.run_id = o.id AND a.task_id = n.task_id AND a.outcome = 'succeeded') END
WHERE s.enabled AND s.api_base_url IS NOT NULL`;

/** $1: kinds. */
const WAITING_SOURCES = `
SELECT DISTINCT s.id, s.kind, s.workspace_id AS "workspaceId" ${WAITING} AND s.kind = ANY($1::text[])`;

/** $1: workspace, $2: source, $3: limit. The failed run of an incident comes before the successes, the newest first. */
const WAITING_RUNS = `
SELECT "incidentId", "runId", run FROM (
  SELECT n.id AS "incidentId", x.id AS "runId", x.external_id AS run, x.rank, o.first_seen_at AS at
  ${WAITING.replace(
    "WHERE s.enabled",
    `CROSS JOIN LATERAL (VALUES (r.id, r.external_id, r.type, 0), (o.id, o.external_id, o.type, 1)) AS x(id, external_id, type, rank)
WHERE x.type IS NULL AND s.enabled`,
  )} AND s.workspace_id = $1 AND s.id = $2
) waiting
GROUP BY "incidentId", "runId", run, rank ORDER BY rank, max(at) DESC LIMIT $3`;

/** $1: workspace, $2: run, $3: type, $4: routine, $5: start. */
const STORE_TRIGGER = `
UPDATE runs SET type = $3, routine = $4, started_at = LEAST(started_at, $5::timestamptz)
WHERE workspace_id = $1 AND id = $2`;
