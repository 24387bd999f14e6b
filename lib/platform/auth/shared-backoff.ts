import type { Pool, PoolClient } from "pg";
import {
  bookedAfter,
  refundedFrom,
  waitAfter,
  type Attempts,
  type BackoffPolicy,
} from "@/lib/platform/auth/backoff";
import { sha256 } from "@/lib/platform/crypto";
import { transaction } from "@/lib/platform/db/transaction";

/** A key whose attempts are counted in the database, shared by all instances. */
export interface CountedKey {
  /** What is counted, such as `account ada@example.com`. Stored only as a hash. */
  name: string;
  policy: BackoffPolicy;
}

export interface Booking {
  /** False if one of the keys has to wait too long; nothing was counted then. */
  isBooked: boolean;
  /** How long to wait before the attempt, or before the next request. */
  waitMs: number;
}

/** Entries idle longer than this are removed, a few with each attempt; longer than any policy remembers. */
const STALE_MS = 3_600_000;
const REMOVED_AT_ONCE = 20;

/**
 * Counts an attempt for all keys, unless one of them has to wait longer than `maxWaitMs`. Concurrent attempts on all
 * instances are serialized.
 */
export function bookAttempt(
  pool: Pool,
  counted: readonly CountedKey[],
  { nowMs, maxWaitMs }: { nowMs: number; maxWaitMs: number },
): Promise<Booking> {
  return transaction(pool, async (client) => {
    await client.query(REMOVE_STALE, [new Date(nowMs - STALE_MS), REMOVED_AT_ONCE]);
    const keys = keysOf(counted);
    await client.query(INSERT_MISSING, [keys, new Date(nowMs)]);
    const known = await lockEntries(client, keys);
    const waits = counted.map(({ policy }, i) => waitAfter(policy, known.get(keys[i] ?? ""), nowMs));
    const waitMs = Math.max(0, ...waits);
    if (waitMs > maxWaitMs) return { isBooked: false, waitMs };
    const entries = counted.map(({ policy }, i) => bookedAfter(policy, known.get(keys[i] ?? ""), nowMs));
    await saveEntries(client, keys, entries);
    return { isBooked: true, waitMs };
  });
}

/** Refunds an attempt that succeeded or was not made. Removes all attempts of `cleared`. */
export async function refundAttempt(
  pool: Pool,
  counted: readonly CountedKey[],
  cleared: readonly CountedKey[] = [],
): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query(CLEAR, [keysOf(cleared)]);
    const left = counted.filter((key) => !cleared.includes(key));
    const keys = keysOf(left);
    const known = await lockEntries(client, keys);
    const found = left.flatMap(({ policy }, i) => {
      const entry = known.get(keys[i] ?? "");
      return entry && entry.attempts > 0 ? [{ key: keys[i] ?? "", entry: refundedFrom(policy, entry) }] : [];
    });
    await saveEntries(
      client,
      found.map(({ key }) => key),
      found.map(({ entry }) => entry),
    );
  });
}

function keysOf(counted: readonly CountedKey[]): string[] {
  return counted.map(({ name }) => sha256(name));
}

interface EntryRow {
  key: string;
  attempts: number;
  next_at: Date;
  last_at: Date;
}

async function lockEntries(client: PoolClient, keys: readonly string[]): Promise<Map<string, Attempts>> {
  const { rows } = await client.query<EntryRow>(LOCK, [keys]);
  return new Map(
    rows.map(({ key, attempts, next_at: nextAt, last_at: lastAt }) => [
      key,
      { attempts, nextAt: nextAt.getTime(), lastAt: lastAt.getTime() },
    ]),
  );
}

async function saveEntries(
  client: PoolClient,
  keys: readonly string[],
  entries: readonly Attempts[],
): Promise<void> {
  if (keys.length === 0) return;
  await client.query(SAVE, [
    keys,
    entries.map(({ attempts }) => attempts),
    entries.map(({ nextAt }) => new Date(nextAt)),
    entries.map(({ lastAt }) => new Date(lastAt)),
  ]);
}

const REMOVE_STALE = `
DELETE FROM backoff_entries WHERE key IN (
  SELECT key FROM backoff_entries WHERE last_at < $1 ORDER BY last_at LIMIT $2 FOR UPDATE SKIP LOCKED
)`;

// In the same order as the lock below, to avoid deadlocks.
const INSERT_MISSING = `
INSERT INTO backoff_entries (key, attempts, next_at, last_at)
SELECT key, 0, to_timestamp(0), $2 FROM unnest($1::text[]) AS key ORDER BY key
ON CONFLICT (key) DO NOTHING`;

const LOCK = `
SELECT key, attempts, next_at, last_at FROM backoff_entries WHERE key = ANY ($1::text[]) ORDER BY key FOR UPDATE`;

const SAVE = `
UPDATE backoff_entries b SET attempts = n.attempts, next_at = n.next_at, last_at = n.last_at
FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::timestamptz[]) AS n (key, attempts, next_at, last_at)
WHERE b.key = n.key`;

const CLEAR = `DELETE FROM backoff_entries WHERE key = ANY ($1::text[])`;
