import "server-only";
import type { RetryHistory } from "@/lib/advice/decide-retry";
import type { RetryQuestion } from "@/lib/advice/schemas";
import { fingerprintFailure } from "@/lib/logs/fingerprints/fingerprint";
import type { Context } from "@/lib/platform/context";

interface FailedAttemptRow {
  error_type: string | null;
  error_message: string | null;
  next_outcome: string | null;
}

/** Failed attempts of the task, each with what the next attempt of the same run came to. */
const FAILED_ATTEMPTS = `
SELECT a.error_type, a.error_message, next.outcome AS next_outcome
FROM pipelines p
JOIN tasks t ON t.pipeline_id = p.id AND t.external_id = $4
CROSS JOIN LATERAL (
  SELECT * FROM attempts WHERE task_id = t.id AND reported_at > $5 AND (is_failure_counted OR outcome IN ('failed', 'will_retry'))
  ORDER BY reported_at DESC LIMIT 200
) a
CROSS JOIN LATERAL (
  SELECT outcome FROM attempts b
  WHERE b.run_id = a.run_id AND b.task_id = a.task_id AND b.map_index = a.map_index AND b.try_number > a.try_number
  ORDER BY b.try_number LIMIT 1
) next
WHERE p.workspace_id = $1 AND ($2::text IS NULL OR p.source_id = $2) AND p.external_id = $3`;

const HISTORY_MS = 90 * 24 * 3_600_000;

/**
 * What retries of this task achieved after the same error, judged by type and message, in the last 90 days.
 * `sourceId`: null searches the whole workspace.
 */
export async function loadRetryHistory(
  ctx: Context,
  sourceId: string | null,
  question: RetryQuestion,
): Promise<RetryHistory> {
  if (!question.task) return { succeeded: 0, failedAgain: 0 };
  const since = new Date(ctx.now().getTime() - HISTORY_MS);
  const { rows } = await ctx.pool.query<FailedAttemptRow>(FAILED_ATTEMPTS, [
    ctx.workspaceId,
    sourceId,
    question.pipeline,
    question.task,
    since,
  ]);
  const asked = errorIdentity(question.error.type ?? null, question.error.message);
  const same = rows.filter((row) => errorIdentity(row.error_type, row.error_message ?? "") === asked);
  return {
    succeeded: same.filter((row) => row.next_outcome === "succeeded").length,
    failedAgain: same.filter((row) => FAILED.has(row.next_outcome ?? "")).length,
  };
}

const FAILED = new Set(["failed", "will_retry"]);

/** Without a traceback, which is not stored with attempts. */
function errorIdentity(exceptionType: string | null, message: string): string {
  return fingerprintFailure({ exceptionType, message: message.slice(0, 4_000) }).value;
}

/** Why a retry of this attempt was not made, if it was advised against. */
export async function findRetryAdvice(
  ctx: Context,
  attempt: {
    sourceId: string;
    pipeline: string;
    task: string;
    run: string;
    mapIndex: number;
    tryNumber: number;
  },
): Promise<{ reason: string; at: string } | null> {
  const row = await ctx.db.retryAdvice.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      pipeline: attempt.pipeline,
      task: attempt.task,
      run: attempt.run,
      mapIndex: attempt.mapIndex,
      tryNumber: attempt.tryNumber,
      OR: [{ sourceId: attempt.sourceId }, { sourceId: null }],
    },
    orderBy: { at: "desc" },
  });
  return row && { reason: row.reason, at: row.at.toISOString() };
}
