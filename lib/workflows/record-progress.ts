import type { Pool } from "pg";

/** A workflow event, the same for every engine. */
export type ProgressEvent =
  | { kind: "run-started"; workflowId: string; engineRunId: string; at: Date }
  | { kind: "step-started"; workflowId: string; step: string; attempt: number; at: Date }
  | { kind: "step-completed"; workflowId: string; step: string; attempt: number; startedAt: Date; at: Date }
  | {
      kind: "step-failed";
      workflowId: string;
      step: string;
      attempt: number;
      isFinal: boolean;
      error: string;
      startedAt: Date;
      at: Date;
    }
  | { kind: "run-completed"; workflowId: string; at: Date }
  | { kind: "run-failed"; workflowId: string; error: string; at: Date };

/**
 * Records progress. Safe to run twice: a repeated step keeps its order, a finished workflow stays finished.
 */
export async function recordProgress(pool: Pool, event: ProgressEvent): Promise<void> {
  switch (event.kind) {
    case "run-started":
      await pool.query(RUN_STARTED, [event.workflowId, event.engineRunId, event.at]);
      return;
    case "step-started":
      await pool.query(STEP, [event.workflowId, event.step, "RUNNING", event.attempt, null, event.at, null]);
      return;
    case "step-completed":
      await pool.query(STEP, [
        event.workflowId,
        event.step,
        "COMPLETED",
        event.attempt,
        null,
        event.startedAt,
        event.at,
      ]);
      return;
    case "step-failed": {
      const status = event.isFinal ? "FAILED" : "PENDING";
      await pool.query(STEP, [
        event.workflowId,
        event.step,
        status,
        event.attempt,
        event.error,
        event.startedAt,
        event.at,
      ]);
      return;
    }
    case "run-completed":
      await pool.query(RUN_ENDED, [event.workflowId, "COMPLETED", null, event.at]);
      return;
    case "run-failed":
      await pool.query(RUN_ENDED, [event.workflowId, "FAILED", event.error, event.at]);
      return;
  }
}

const RUN_STARTED = `
UPDATE workflow_runs SET status = 'RUNNING', engine_run_id = $2, started_at = COALESCE(started_at, $3)
WHERE id = $1 AND status IN ('PENDING', 'RUNNING')`;

const STEP = `
INSERT INTO workflow_steps (workflow_id, name, "order", status, attempts, error, started_at, ended_at)
SELECT w.id, $2, (SELECT count(*) FROM workflow_steps s WHERE s.workflow_id = w.id) + 1, $3, $4, $5, $6, $7
FROM workflow_runs w WHERE w.id = $1 AND w.status <> 'CANCELLED'
ON CONFLICT (workflow_id, name) DO UPDATE SET status = excluded.status, attempts = excluded.attempts,
  error = excluded.error, started_at = COALESCE(workflow_steps.started_at, excluded.started_at), ended_at = excluded.ended_at
WHERE workflow_steps.status NOT IN ('COMPLETED', 'SKIPPED')`;

const RUN_ENDED = `
UPDATE workflow_runs SET status = $2, error = $3, ended_at = $4
WHERE id = $1 AND status IN ('PENDING', 'RUNNING')`;

/** Ends a run by its engine id; a no-op if it has already ended. */
export async function endEngineRun(
  pool: Pool,
  engineRunId: string,
  status: "FAILED" | "CANCELLED",
  error: string,
  now: Date,
): Promise<void> {
  await pool.query(
    `UPDATE workflow_runs SET status = $2, error = $3, ended_at = $4
     WHERE engine_run_id = $1 AND status IN ('PENDING', 'RUNNING')`,
    [engineRunId, status, error.slice(0, 1_000), now],
  );
}
