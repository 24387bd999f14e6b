import type { Pool } from "pg";
import type { RunnerFunction } from "./function-config";
import { nextTick } from "./schedule";

/** Keys of the functions' schedules in the table of next ticks. */
export function cronKeysOf(functions: Map<string, RunnerFunction>): string[] {
  return [...functions.values()].flatMap((fn) => fn.schedules.map((schedule) => cronKey(fn.id, schedule)));
}

/** Records the next tick of every new schedule. Known schedules keep theirs, so that missed ticks are caught up. */
export async function registerCrons(
  pool: Pool,
  functions: Map<string, RunnerFunction>,
  now: number,
): Promise<void> {
  const rows = [...functions.values()].flatMap((fn) =>
    fn.schedules.flatMap((schedule) => {
      const nextAt = nextTick(schedule, now);
      return nextAt === null ? [] : [{ key: cronKey(fn.id, schedule), functionId: fn.id, schedule, nextAt }];
    }),
  );
  if (rows.length === 0) return;
  await pool.query(
    `INSERT INTO runner_crons (key, function_id, schedule, next_at)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) ON CONFLICT (key) DO NOTHING`,
    [
      rows.map((row) => row.key),
      rows.map((row) => row.functionId),
      rows.map((row) => row.schedule),
      rows.map((row) => row.nextAt),
    ],
  );
}

function cronKey(functionId: string, schedule: string): string {
  return `${functionId}|${schedule}`;
}
