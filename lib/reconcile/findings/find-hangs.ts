import type { Context } from "@/lib/platform/context";
import { wasDueAt } from "@/lib/pipelines/ran-at";
import { AppError } from "@/lib/platform/errors";
import type { Finding } from "@/lib/reconcile/findings/check-report";
import {
  hangFinding,
  hangKey,
  isOverdue,
  nextLogMark,
  type UsualDuration,
} from "@/lib/reconcile/findings/hangs";
import type { Poller, RunningTry } from "@/lib/reconcile/orchestrators/reading";
import type { LogMark } from "@/lib/reconcile/schemas";

/** No task that started later is suspicious. */
const SUSPICIOUS_AFTER_MS = 10 * 60_000;
/** Logs may be large, so each pass reads only a few, those of the longest-running tasks first. */
const MAX_LOGS = 5;
/** A heartbeat and the last line of a log are small. */
const MAX_HEARTBEATS = 20;
const SAMPLES = 20;

/** $1: workspace, $2: source, $3: tasks, or runs where the task is null. The longest of their latest successes. */
const USUAL = `
SELECT x.i, count(d.ms)::int AS samples, COALESCE(max(d.ms), 0)::float8 AS "longestMs"
FROM jsonb_to_recordset($3::jsonb) AS x(i int, pipeline text, task text)
JOIN pipelines p ON p.source_id = $2 AND p.external_id = x.pipeline AND p.workspace_id = $1
LEFT JOIN tasks t ON t.pipeline_id = p.id AND t.external_id = x.task
CROSS JOIN LATERAL (
  (SELECT extract(epoch FROM a.ended_at - a.started_at) * 1000 AS ms FROM attempts a
   WHERE a.task_id = t.id AND a.outcome = 'succeeded' AND a.ended_at > a.started_at
   ORDER BY a.reported_at DESC LIMIT ${SAMPLES})
  UNION ALL
  (SELECT extract(epoch FROM r.ended_at - r.started_at) * 1000 FROM runs r
   WHERE x.task IS NULL AND r.pipeline_id = p.id AND r.state = 'succeeded' AND r.ended_at > r.started_at
   ORDER BY ${wasDueAt("r")} DESC LIMIT ${SAMPLES})
) d
GROUP BY x.i`;

/**
 * Findings for tries that hang, and the marks of the logs that were looked at. A log that cannot be read proves nothing.
 * @param now by the orchestrator's clock
 */
export async function findHangs(
  ctx: Context,
  sourceId: string,
  poller: Poller,
  running: readonly RunningTry[],
  logs: Readonly<Record<string, LogMark>>,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<{ findings: Finding[]; logs: Record<string, LogMark> }> {
  const old = running.filter(({ startedAt }) => now.getTime() - Date.parse(startedAt) > SUSPICIOUS_AFTER_MS);
  const usual = await loadUsual(ctx, sourceId, old);
  const suspects = old
    .map((found, i) => ({ found, usual: usual.get(i) ?? null }))
    .filter((candidate) => poller.showsHeartbeats || isOverdue(candidate.found, candidate.usual, now))
    .toSorted((a, b) => a.found.startedAt.localeCompare(b.found.startedAt))
    .slice(0, poller.showsHeartbeats ? MAX_HEARTBEATS : MAX_LOGS);
  const findings: Finding[] = [];
  const marks: Record<string, LogMark> = {};
  for (const candidate of suspects) {
    const life = await poller.readSignOfLife(candidate.found, signal).catch((error: unknown) => {
      if (error instanceof AppError) return null;
      throw error;
    });
    if (!life) continue;
    const key = JSON.stringify([hangKey(candidate.found), candidate.found.run, candidate.found.tryNumber]);
    const mark = nextLogMark(logs[key], life.logMark, now);
    marks[key] = mark;
    const finding = hangFinding(candidate.found, candidate.usual, life, mark, now);
    if (finding) findings.push(finding);
  }
  return { findings, logs: marks };
}

async function loadUsual(
  ctx: Context,
  sourceId: string,
  running: readonly RunningTry[],
): Promise<Map<number, UsualDuration>> {
  if (running.length === 0) return new Map();
  const asked = running.map(({ pipeline, task }, i) => ({ i, pipeline, task }));
  const { rows } = await ctx.pool.query<UsualDuration & { i: number }>(USUAL, [
    ctx.workspaceId,
    sourceId,
    JSON.stringify(asked),
  ]);
  return new Map(rows.map(({ i, ...usual }) => [i, usual]));
}
