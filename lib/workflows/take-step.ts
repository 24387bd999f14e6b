import type { Context } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";

/** The result of a step that had nothing to do, with the reason. It counts as completed. */
export interface Skipped {
  skipped: string;
}

interface StepInput {
  workflowId: string;
  name: string;
  /** From 1. */
  attempt: number;
}

/**
 * Runs a step of a workflow that can resume: a step that has completed is not run again, so that a retried workflow resumes
 * from the one that failed. `run` must still be safe to repeat, because a process can die after its effect and before its
 * result is stored.
 * @returns the result of `run`, now or earlier; JSON
 * @throws AppError CONFLICT if the workflow was cancelled, before or while the step ran; what `run` throws
 */
export async function takeStep<T>(
  { pool, workspaceId, now }: Pick<Context, "pool" | "workspaceId" | "now">,
  { workflowId, name, attempt }: StepInput,
  run: () => Promise<T>,
): Promise<T> {
  const { rows } = await pool.query<{ status: string; step: string | null; output: T }>(FIND, [
    workspaceId,
    workflowId,
    name,
  ]);
  const [known] = rows;
  if (!known || known.status === "CANCELLED") throw cancelled();
  if (known.step === "COMPLETED" || known.step === "SKIPPED") return known.output;
  const startedAt = now();
  const output = await run();
  const reason = reasonOf(output);
  const { rowCount } = await pool.query(SAVE, [
    workspaceId,
    workflowId,
    name,
    reason === null ? "COMPLETED" : "SKIPPED",
    attempt,
    reason,
    JSON.stringify(output ?? null),
    startedAt,
    now(),
  ]);
  if (rowCount === 0) throw cancelled();
  return output;
}

const cancelled = (): AppError => new AppError("CONFLICT", "The workflow was cancelled.");

function reasonOf(output: unknown): string | null {
  const reason = (output as Partial<Skipped> | null | undefined)?.skipped;
  return typeof reason === "string" ? reason.slice(0, 1_000) : null;
}

const FIND = `
SELECT w.status, s.status AS step, s.output FROM workflow_runs w
LEFT JOIN workflow_steps s ON s.workflow_id = w.id AND s.name = $3
WHERE w.workspace_id = $1 AND w.id = $2`;

const SAVE = `
INSERT INTO workflow_steps (workflow_id, name, "order", status, attempts, reason, output, started_at, ended_at)
SELECT w.id, $3, (SELECT count(*) FROM workflow_steps s WHERE s.workflow_id = w.id) + 1, $4, $5, $6, $7::jsonb, $8, $9
FROM workflow_runs w WHERE w.workspace_id = $1 AND w.id = $2 AND w.status <> 'CANCELLED'
ON CONFLICT (workflow_id, name) DO UPDATE SET status = excluded.status, attempts = excluded.attempts, error = NULL,
  reason = excluded.reason, output = excluded.output,
  started_at = COALESCE(workflow_steps.started_at, excluded.started_at), ended_at = excluded.ended_at`;
