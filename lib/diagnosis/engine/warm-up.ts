import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

/** The first round builds tables and patterns, the second gets them compiled. */
const ROUNDS = 2;

const LOG = `[2026-03-04T02:00:02.274+0000] {taskinstance.py:2330} INFO - Starting attempt 1 of 1
[2026-03-04T02:00:05.685+0000] {taskinstance.py:3336} ERROR - Task failed with exception
Traceback (most recent call last):
  File "/opt/airflow/dags/orders.py", line 12, in load
    connection.execute(statement)
RuntimeError: database error: column "customer_id" does not exist, connection refused
[2026-03-04T02:00:06.370+0000] {taskinstance.py:1206} INFO - Marking task as FAILED.
`;

/**
 * Diagnoses a built-in example and discards the result, so that the first incident does not wait about 500 ms for
 * signatures to be indexed and patterns to be compiled. Synchronous.
 */
export function warmUpDiagnosis(): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    diagnoseFailure({
      evidence: [logPiece(readText(LOG))],
      failure: { orchestrator: "airflow", pipeline: "orders", task: "load" },
    });
  }
}
