import type { Pool, QueryResult } from "pg";
import { escapeLiteral } from "pg";
import { itemOf, runOf } from "./rows";
import type { QueueItem, Run } from "./state";

/** How long a call is this worker's own unless it renews; see `renewLeases`. */
const LEASE_MS = 30_000;
/** Any number, the same for all: claims under concurrency limits happen one after the other. */
const CLAIM_LOCK = 7_351_902;
/** Of many calls that wait for the same slot only so many are looked at per claim. */
const MAX_CANDIDATES = 200;
/** The longest waiting call is looked at for so many slots, however many older ones wait for others. */
const MAX_KEYS = 500;

/**
 * For the one transaction of a claim. It walks the index on rank and stops early: tables that nobody analyzes make
 * the planner sort the whole queue, and its guess of the cost sets off just-in-time compilation. It does not wait
 * for the disk: a claim that is lost with the database is a call that is due again, and whatever is saved after it
 * makes it safe too.
 */
const PLAN_SETTINGS = "SET LOCAL enable_sort = off; SET LOCAL jit = off; SET LOCAL synchronous_commit = off;";

/** A call to make, with all that it has to be told. */
export interface ClaimedCall {
  item: QueueItem;
  run: Run;
  /** Result of each finished step, by step id. */
  steps: Record<string, unknown>;
}

interface Claim {
  workerId: string;
  functionIds: string[];
  limit: number;
  now: number;
  /** Whether any function limits concurrency, so that calls have to be counted. */
  hasSlots: boolean;
}

interface ClaimedRow {
  item: string;
  run: string;
  steps: string | null;
}

/**
 * Takes due calls for this worker, oldest runs first, and marks their runs as started, in one round trip. Where calls
 * wait for slots with a key, each key gets its turn: the one with the fewest calls out comes first, however many the
 * others queued. Where concurrency is limited, claims of all processes take turns, because counting and taking must
 * happen together.
 */
export async function claimCalls(pool: Pool, claim: Claim): Promise<ClaimedCall[]> {
  if (claim.functionIds.length === 0 || claim.limit <= 0) return [];
  const lock = claim.hasSlots ? `SELECT pg_advisory_xact_lock(${CLAIM_LOCK});` : "";
  const results: unknown = await pool.query(`${PLAN_SETTINGS} ${lock} ${claimSql(claim)}`);
  const { rows } = [results].flat().at(-1) as QueryResult<ClaimedRow>;
  return rows.map(({ item, run, steps }) => {
    const known = runOf(run);
    return {
      item: itemOf(item),
      run: { ...known, startedAt: known.startedAt ?? claim.now },
      // Unreadable results must not look like none: the steps would be done again.
      steps: JSON.parse(`{${steps ?? ""}}`) as Record<string, unknown>,
    };
  });
}

/** Several statements in one round trip take no parameters: all values here are numbers or escaped. */
function claimSql({ workerId, functionIds, limit, now, hasSlots }: Claim): string {
  const at = Math.floor(now);
  // The sum keeps the planner from the index on due_at: in a long queue nearly all is due, and order is by rank.
  const open = `q.due_at + 0 <= ${at} AND q.lease_until <= ${at}
    AND q.function_id IN (${functionIds.map((id) => escapeLiteral(id)).join(", ")})`;
  const free = `due AS (
      SELECT q.id FROM runner_queue q WHERE ${open} ORDER BY q.rank, q.id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  return `WITH ${hasSlots ? limitedSql(open, limit, at) : free},
    leased AS (
      UPDATE runner_queue q
      SET owner = ${escapeLiteral(workerId)}, lease_until = ${at + LEASE_MS}, deliveries = q.deliveries + 1
      FROM due WHERE q.id = due.id RETURNING q.*),
    started AS (
      UPDATE runner_runs r SET started_at = ${at} FROM leased
      WHERE r.id = leased.run_id AND r.started_at IS NULL RETURNING r.id, r.finish_timeout_ms),
    timed AS (
      INSERT INTO runner_waits (id, run_id, kind, until_at)
      SELECT id || '.finish-timeout', id, 'finish-timeout', ${at} + finish_timeout_ms FROM started
      WHERE finish_timeout_ms IS NOT NULL ON CONFLICT (id) DO NOTHING)
    SELECT row_to_json(leased)::text AS item, row_to_json(r)::text AS run,
      (SELECT string_agg('"' || s.step_id || '":' || s.value, ',') FROM runner_steps s WHERE s.run_id = r.id) AS steps
    FROM leased JOIN runner_runs r ON r.id = leased.run_id ORDER BY leased.rank, leased.id`;
}

/**
 * The same under concurrency limits: a call is due only while each of its slots has room. The first slot is the
 * narrower one (see `concurrencyOf`), so that calls which do not fit there take no place in the other. `turn` is how
 * many calls of that slot would be out with this one.
 */
function limitedSql(open: string, limit: number, at: number): string {
  const columns = "q.id, q.rank, q.slot_a, q.limit_a, q.slot_b, q.limit_b";
  const hasRoom = `NOT EXISTS (SELECT 1 FROM held h
      WHERE (h.key = q.slot_a AND h.calls >= q.limit_a) OR (h.key = q.slot_b AND h.calls >= q.limit_b))`;
  return `RECURSIVE held AS MATERIALIZED (
      SELECT s.key, count(*) AS calls FROM runner_queue q, LATERAL (VALUES (q.slot_a), (q.slot_b)) s(key)
      WHERE q.owner IS NOT NULL AND q.lease_until > ${at} AND s.key IS NOT NULL GROUP BY s.key),
    oldest AS MATERIALIZED (
      SELECT ${columns} FROM runner_queue q WHERE ${open} AND ${hasRoom} ORDER BY q.rank, q.id LIMIT ${MAX_CANDIDATES}),
    keys AS (
      SELECT min(q.slot_a) AS key, 1 AS n FROM runner_queue q
      UNION ALL
      SELECT (SELECT min(q.slot_a) FROM runner_queue q WHERE q.slot_a > k.key), k.n + 1
      FROM keys k WHERE k.key IS NOT NULL AND k.n < ${MAX_KEYS}),
    firsts AS MATERIALIZED (
      SELECT first.* FROM keys k, LATERAL (
        SELECT ${columns} FROM runner_queue q WHERE q.slot_a = k.key AND ${open} AND ${hasRoom}
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
        ORDER BY f.turn, f.rank, f.id LIMIT ${limit})
      FOR UPDATE SKIP LOCKED)`;
}

/** Keeps the calls that are out this worker's own. */
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

/** Of these calls, those that are still this worker's: id → deliveries. */
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

/** How many runs go on whose function is none of these: it was removed, or another process has it. */
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
