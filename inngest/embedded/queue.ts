import type { Pool, QueryConfig } from "pg";
import { itemOf, runOf } from "./rows";
import type { QueueItem, Run } from "./state";

/** How long a worker owns a call without renewing its lease; see `renewLeases`. */
const LEASE_MS = 30_000;
/** Advisory lock key that serializes claims under concurrency limits. */
const CLAIM_LOCK = 7_351_902;
/** Calls considered per slot in each claim. */
const MAX_CANDIDATES = 200;
/** Slots whose longest-waiting call is considered in each claim. */
const MAX_KEYS = 500;

/**
 * Settings of a claim's transaction. It walks the rank index and stops early; on unanalyzed tables the planner would
 * sort the complete queue and its cost estimate would trigger JIT compilation. Planning takes longer than claiming, so the
 * plan is kept. A claim does not wait for the disk: one lost with the database is simply due again, and any later save
 * makes it durable too.
 */
const SETTINGS = `SET LOCAL enable_sort = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan;
  SET LOCAL synchronous_commit = off;`;

/** A call to make, with its complete input. */
export interface ClaimedCall {
  item: QueueItem;
  run: Run;
  /** Results of finished steps, by step id. */
  steps: Record<string, unknown>;
}

interface Claim {
  workerId: string;
  functionIds: string[];
  limit: number;
  now: number;
  /** Whether any function limits concurrency. */
  hasSlots: boolean;
}

interface ClaimedRow {
  item: string;
  run: string;
  steps: string | null;
}

/**
 * Claims due calls for this worker, oldest runs first, and marks their runs as started, in one round trip. Among keyed
 * concurrency slots, the key with the fewest running calls goes first, so that a backlog does not starve others. Under
 * concurrency limits, claims of all processes are serialized, because counting and claiming must be atomic.
 */
export async function claimCalls(pool: Pool, claim: Claim): Promise<ClaimedCall[]> {
  if (claim.functionIds.length === 0 || claim.limit <= 0) return [];
  const lock = claim.hasSlots ? `SELECT pg_advisory_xact_lock(${CLAIM_LOCK});` : "";
  const now = Math.floor(claim.now);
  const values = [claim.workerId, claim.functionIds, claim.limit, now];
  const statement = claim.hasSlots
    ? { name: "claim-under-limits", text: CLAIM_UNDER_LIMITS }
    : { name: "claim", text: CLAIM };
  const rows = await pipelined(pool, `BEGIN; ${SETTINGS} ${lock}`, { ...statement, values });
  return rows.map(({ item, run, steps }) => {
    const known = runOf(run);
    return {
      item: itemOf(item),
      run: { ...known, startedAt: known.startedAt ?? claim.now },
      // Fail on unreadable results; treating them as missing would run the steps again.
      steps: JSON.parse(`{${steps ?? ""}}`) as Record<string, unknown>,
    };
  });
}

/** Runs a statement in a transaction of its own that begins with `begin`, without waiting for the responses in between. */
async function pipelined(pool: Pool, begin: string, statement: QueryConfig): Promise<ClaimedRow[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const sent = [client.query(begin), client.query<ClaimedRow>(statement), client.query("COMMIT")] as const;
    const [, { rows }] = await Promise.all(sent);
    return rows;
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Values: worker, functions, limit, now (ms). `+ 0` keeps the planner off the due_at index: in a long queue nearly
 * everything is due, and rank decides.
 */
const OPEN = "q.due_at + 0 <= $4::bigint AND q.lease_until <= $4::bigint AND q.function_id = ANY($2::text[])";

function claimSql(due: string): string {
  return `WITH ${due},
    leased AS (
      UPDATE runner_queue q
      SET owner = $1, lease_until = $4::bigint + ${LEASE_MS}, deliveries = q.deliveries + 1
      FROM due WHERE q.id = due.id RETURNING q.*),
    started AS (
      UPDATE runner_runs r SET started_at = $4::bigint FROM leased
      WHERE r.id = leased.run_id AND r.started_at IS NULL RETURNING r.id, r.finish_timeout_ms),
    timed AS (
      INSERT INTO runner_waits (id, run_id, kind, until_at)
      SELECT id || '.finish-timeout', id, 'finish-timeout', $4::bigint + finish_timeout_ms FROM started
      WHERE finish_timeout_ms IS NOT NULL ON CONFLICT (id) DO NOTHING)
    SELECT row_to_json(leased)::text AS item, row_to_json(r)::text AS run,
      (SELECT string_agg('"' || s.step_id || '":' || s.value, ',') FROM runner_steps s WHERE s.run_id = r.id) AS steps
    FROM leased JOIN runner_runs r ON r.id = leased.run_id ORDER BY leased.rank, leased.id`;
}

/**
 * The same under concurrency limits: a call is due only while each of its slots has room. The first slot is the narrower
 * one (see `concurrencyOf`), so that calls blocked there do not use up the other. `turn` is the number of running calls
 * in that slot including this one.
 */
function limitedSql(): string {
  const columns = "q.id, q.rank, q.slot_a, q.limit_a, q.slot_b, q.limit_b";
  const hasRoom = `NOT EXISTS (SELECT 1 FROM held h
      WHERE (h.key = q.slot_a AND h.calls >= q.limit_a) OR (h.key = q.slot_b AND h.calls >= q.limit_b))`;
  return `RECURSIVE held AS MATERIALIZED (
      SELECT s.key, count(*) AS calls FROM runner_queue q, LATERAL (VALUES (q.slot_a), (q.slot_b)) s(key)
      WHERE q.owner IS NOT NULL AND q.lease_until > $4::bigint AND s.key IS NOT NULL GROUP BY s.key),
    oldest AS MATERIALIZED (
      SELECT ${columns} FROM runner_queue q WHERE ${OPEN} AND ${hasRoom} ORDER BY q.rank, q.id LIMIT ${MAX_CANDIDATES}),
    keys AS (
      SELECT min(q.slot_a) AS key, 1 AS n FROM runner_queue q
      UNION ALL
      SELECT (SELECT min(q.slot_a) FROM runner_queue q WHERE q.slot_a > k.key), k.n + 1
      FROM keys k WHERE k.key IS NOT NULL AND k.n < ${MAX_KEYS}),
    firsts AS MATERIALIZED (
      SELECT first.* FROM keys k, LATERAL (
        SELECT ${columns} FROM runner_queue q WHERE q.slot_a = k.key AND ${OPEN} AND ${hasRoom}
        ORDER BY q.rank, q.id LIMIT 1) first WHERE k.key IS NOT NULL),
    candidates AS MATERIALIZED (SELECT * FROM oldest UNION SELECT * FROM firsts),
    placed AS (
      SELECT c.*, CASE WHEN c.slot_a IS NULL THEN 1 ELSE coalesce(h.calls, 0)
          + row_number() OVER (PARTITION BY c.slot_a ORDER BY c.rank, c.id) END AS turn
      FROM candidates c LEFT JOIN held h ON h.key = c.slot_a),
    fitting AS MATERIALIZED (SELECT * FROM placed p WHERE p.slot_a IS NULL OR p.turn <= p.limit_a),
    wanted AS (
      SELECT f.id, s.key, s.most, row_number() OVER (PARTITION BY s.key ORDER BY f.turn, f.rank, f.id) AS place
      FROM fitting f, LATERAL (VALUES (f.slot_a, f.limit_a), (f.slot_b, f.limit_b)) s(key, most)
      WHERE s.key IS NOT NULL),
    crowded AS (
      SELECT w.id FROM wanted w LEFT JOIN held h ON h.key = w.key WHERE coalesce(h.calls, 0) + w.place > w.most),
    due AS (
      SELECT q.id FROM runner_queue q WHERE q.id IN (
        SELECT f.id FROM fitting f WHERE f.id NOT IN (SELECT id FROM crowded)
        ORDER BY f.turn, f.rank, f.id LIMIT $3)
      FOR UPDATE SKIP LOCKED)`;
}

const CLAIM = claimSql(
  `due AS (
      SELECT q.id FROM runner_queue q WHERE ${OPEN} ORDER BY q.rank, q.id LIMIT $3 FOR UPDATE SKIP LOCKED)`,
);
const CLAIM_UNDER_LIMITS = claimSql(limitedSql());

/** Renews the leases of this worker's running calls. */
export async function renewLeases(
  pool: Pool,
  workerId: string,
  itemIds: string[],
  now: number,
): Promise<void> {
  if (itemIds.length === 0) return;
  await pool.query("UPDATE runner_queue SET lease_until = $3 WHERE owner = $1 AND id = ANY($2::text[])", [
    workerId,
    itemIds,
    now + LEASE_MS,
  ]);
}

/** The calls this worker still owns: id → deliveries. */
export async function stillLeased(
  pool: Pool,
  workerId: string,
  itemIds: string[],
): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ id: string; deliveries: number }>(
    "SELECT id, deliveries FROM runner_queue WHERE owner = $1 AND id = ANY($2::text[])",
    [workerId, itemIds],
  );
  return new Map(rows.map((row) => [row.id, row.deliveries]));
}

/** Running runs of functions this process does not have, by function. */
export async function runsWithoutFunction(
  pool: Pool,
  functionIds: string[],
): Promise<{ functionId: string; runs: number }[]> {
  const { rows } = await pool.query<{ functionId: string; runs: number }>(
    `SELECT function_id AS "functionId", count(*)::int AS runs FROM runner_runs
     WHERE status = 'running' AND function_id <> ALL($1::text[]) GROUP BY function_id`,
    [functionIds],
  );
  return rows;
}
