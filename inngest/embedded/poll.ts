import type { Pool } from "pg";
import type { RunnerInput } from "./inputs";
import { bufferOf, eventOf, tickOf, waitFromRow } from "./rows";

const MAX_FOUND = 100;
const CLAIM_MS = 30_000;

interface FoundRow {
  kind: "wait" | "buffer" | "tick" | "event" | "soon";
  row: string;
}

interface Poll {
  workerId: string;
  /** Keys of the schedules known to this process. */
  cronKeys: string[];
  now: number;
  /** How far ahead to look for due instants, ms. */
  aheadMs: number;
}

/**
 * Finds due waits, buffered events, schedules and orphaned events, plus the next due instants. One statement.
 */
export async function findDue(
  pool: Pool,
  poll: Poll,
): Promise<{ inputs: RunnerInput[]; soon: number[]; isMore: boolean }> {
  const now = Math.floor(poll.now);
  const soon = (table: string, column: string): string =>
    `(SELECT 'soon', min(${column})::text FROM ${table} WHERE ${column} > $3::bigint AND ${column} <= $4::bigint)`;
  const due = (kind: string, table: string, where: string): string =>
    `(SELECT '${kind}', row_to_json(t)::text FROM ${table} t WHERE ${where} LIMIT ${MAX_FOUND})`;
  const { rows } = await pool.query<FoundRow>(
    `WITH orphans AS (
       UPDATE runner_events SET owner = $1, claimed_until = $3::bigint + ${CLAIM_MS} WHERE id IN (
         SELECT id FROM runner_events WHERE routed_at IS NULL AND claimed_until <= $3::bigint
         ORDER BY id LIMIT ${MAX_FOUND} FOR UPDATE SKIP LOCKED)
       RETURNING id, body)
     SELECT 'event' AS kind, json_build_array(id, body)::text AS row FROM orphans
     UNION ALL ${due("wait", "runner_waits", "until_at <= $3::bigint")}
     UNION ALL ${due("buffer", "runner_buffers", "due_at <= $3::bigint")}
     UNION ALL ${due("tick", "runner_crons", `next_at <= $3::bigint AND key = ANY($2::text[])`)}
     UNION ALL ${soon("runner_waits", "until_at")}
     UNION ALL ${soon("runner_buffers", "due_at")}
     UNION ALL ${soon("runner_crons", "next_at")}
     UNION ALL ${soon("runner_queue", "due_at")}`,
    [poll.workerId, poll.cronKeys, now, now + poll.aheadMs],
  );
  const inputs = rows.flatMap(inputOf);
  const instants = rows.flatMap(({ kind, row }) => (kind === "soon" && row !== null ? [Number(row)] : []));
  return { inputs, soon: instants, isMore: inputs.length >= MAX_FOUND };
}

function inputOf({ kind, row }: FoundRow): RunnerInput[] {
  switch (kind) {
    case "wait":
      return [{ kind, wait: waitFromRow(row) }];
    case "buffer":
      return [{ kind, buffer: bufferOf(row) }];
    case "tick":
      return [{ kind, tick: tickOf(row) }];
    case "event": {
      const [id, body] = JSON.parse(row) as [string, string];
      return [{ kind, stored: { id, event: eventOf(body) } }];
    }
    case "soon":
      return [];
  }
}
