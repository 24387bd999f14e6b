import { epochMs } from "@/lib/platform/db/epoch-ms";
import { endsEarlierFailure, type DatedRun } from "@/lib/failures/later-run";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";

/** What is known about an incident's last failure and about successes since. Times are epoch ms. */
export interface RecoveryFacts {
  category: string | null;
  /** The failure of a whole run, not of a task. */
  isRunScope: boolean;
  /** The run that failed last in it. */
  lastRun: DatedRun & { run: string; failedAt: number | null; succeededAt: number | null };
  /** The attempts of its task in that run. */
  tries: readonly {
    mapIndex: number;
    tryNumber: number;
    outcome: string | null;
    at: number | null;
    /** It failed, and that failure belongs to the incident. */
    isFailure: boolean;
  }[];
  /** Successes of its task, or of whole runs, in other runs. */
  successes: readonly (DatedRun & { run: string; mapIndex: number; tryNumber: number | null })[];
}

/** The success that ended a failure. */
export interface Recovery {
  by: "run" | "retry" | "later_run";
  runId: string;
  /** The orchestrator's id of the run. */
  run: string;
  tryNumber: number | null;
  at: number;
}

/**
 * The success that has ended the incident's last failure, by the rules of intake (decision 045); null if there is none. For
 * incidents that were resolved by hand when it came, which it did not touch.
 */
export async function findRecovery(
  { workspaceId }: Context,
  tx: Prisma.TransactionClient,
  incidentId: string,
): Promise<Recovery | null> {
  const rows = await tx.$queryRawUnsafe<{ facts: RecoveryFacts }[]>(RECOVERY_FACTS, workspaceId, incidentId);
  return rows[0] ? recoveryIn(rows[0].facts) : null;
}

/** Pure. */
export function recoveryIn(facts: RecoveryFacts): Recovery | null {
  return repeatedTask(facts) ?? repeatedRun(facts) ?? laterRun(facts);
}

/** Each of its failed attempts was followed by a success of the same task, or mapped instance. */
function repeatedTask({ lastRun, tries }: RecoveryFacts): Recovery | null {
  const failed = tries.filter(({ isFailure }) => isFailure);
  const endedBy = failed.map((failure) =>
    tries.find(
      (other) =>
        other.outcome === "succeeded" &&
        other.mapIndex === failure.mapIndex &&
        other.tryNumber >= failure.tryNumber,
    ),
  );
  const last = endedBy.toSorted((a, b) => (b?.at ?? 0) - (a?.at ?? 0))[0];
  if (!last || endedBy.includes(undefined)) return null;
  const { runId, run, at } = lastRun;
  return { by: "retry", runId, run, tryNumber: last.tryNumber, at: last.at ?? at };
}

function repeatedRun({ isRunScope, lastRun }: RecoveryFacts): Recovery | null {
  const { runId, run, at, failedAt, succeededAt } = lastRun;
  if (succeededAt === null || succeededAt < Math.max(at, failedAt ?? at)) return null;
  // A run that never failed says nothing about a task of it.
  if (!isRunScope && failedAt === null) return null;
  return { by: "run", runId, run, tryNumber: null, at: succeededAt };
}

function laterRun({ category, lastRun, tries, successes }: RecoveryFacts): Recovery | null {
  const failed = tries.filter(({ isFailure }) => isFailure).toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
  const mapIndex = failed[0]?.mapIndex ?? -1;
  const ending = successes
    .filter((success) => success.mapIndex === mapIndex && endsEarlierFailure(success, lastRun, category))
    .toSorted((a, b) => a.at - b.at)[0];
  if (!ending) return null;
  const { runId, run, tryNumber, at } = ending;
  return { by: "later_run", runId, run, tryNumber, at };
}

const runOf = (
  alias: string,
  at: string,
) => `'runId', ${alias}.id, 'run', ${alias}.external_id, 'routine', ${alias}.routine,
  'logicalDate', ${epochMs(`${alias}.logical_date`)}, 'startedAt', ${epochMs(`${alias}.started_at`)}, 'at', ${epochMs(at)}`;

/** $1: workspace, $2: incident. */
const RECOVERY_FACTS = `
SELECT jsonb_build_object(
  'category', n.category,
  'isRunScope', n.task_id IS NULL,
  'lastRun', jsonb_build_object(${runOf("r", "failure.at")}, 'failedAt', ${epochMs("r.failed_at")},
    'succeededAt', ${epochMs("r.succeeded_at")}),
  'tries', COALESCE((SELECT jsonb_agg(jsonb_build_object('mapIndex', a.map_index, 'tryNumber', a.try_number,
      'outcome', a.outcome, 'at', ${epochMs("a.outcome_at")},
      'isFailure', a.incident_id = n.id AND a.is_failure_counted))
    FROM attempts a WHERE a.run_id = r.id AND a.task_id = n.task_id), '[]'::jsonb),
  'successes', COALESCE(CASE WHEN n.task_id IS NOT NULL THEN (
    SELECT jsonb_agg(jsonb_build_object(${runOf("o", "a.outcome_at")}, 'mapIndex', a.map_index, 'tryNumber', a.try_number))
    FROM attempts a JOIN runs o ON o.id = a.run_id
    WHERE a.task_id = n.task_id AND a.reported_at > failure.at AND a.outcome = 'succeeded'
      AND o.id <> r.id AND o.routine = r.routine
  ) ELSE (
    SELECT jsonb_agg(jsonb_build_object(${runOf("o", "o.succeeded_at")}, 'mapIndex', -1, 'tryNumber', NULL))
    FROM runs o WHERE o.pipeline_id = n.pipeline_id AND o.succeeded_at > failure.at AND o.state = 'succeeded'
      AND o.id <> r.id AND o.routine = r.routine
  ) END, '[]'::jsonb)) AS facts
FROM incidents n
JOIN runs r ON r.id = n.run_id AND r.workspace_id = n.workspace_id
CROSS JOIN LATERAL (
  SELECT COALESCE((SELECT max(a.outcome_at) FROM attempts a WHERE a.run_id = r.id AND a.task_id = n.task_id
      AND a.incident_id = n.id AND a.is_failure_counted), r.failed_at, n.last_seen_at) AS at
) failure
WHERE n.workspace_id = $1 AND n.id = $2`;
