import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Pool } from "pg";
import { processWide } from "@/lib/platform/process-wide";

/** A worker without a heartbeat for this long counts as dead, on any host. */
const SILENT_MS = 60_000;

export interface Worker {
  id: string;
  host: string;
  pid: number;
}

/** Ids of this process's workers, shared by all copies of this module. */
export function livingWorkers(): Set<string> {
  return processWide("runner-workers", () => new Set<string>());
}

/**
 * Identifies the scope in which process ids are comparable: the machine's boot and PID namespace. Falls back to the host
 * name.
 */
export function processHost(): string {
  const read = (get: () => string): string => {
    try {
      return get().trim();
    } catch {
      return "";
    }
  };
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const namespace = read(() => readlinkSync("/proc/self/ns/pid"));
  return [hostname(), boot, namespace].join("|");
}

/** Records a heartbeat; the first one registers the worker. */
export async function heartbeat(pool: Pool, worker: Worker, now: number): Promise<void> {
  await pool.query(
    `INSERT INTO runner_workers (id, host, pid, started_at, heartbeat_at) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at`,
    [worker.id, worker.host, worker.pid, now],
  );
}

/**
 * Releases the calls and events of dead workers. A worker is dead if its process is gone from this host, or after a
 * minute without a heartbeat. Returns how many were dead.
 */
export async function recoverDeadWorkers(pool: Pool, self: Worker, now: number): Promise<number> {
  const living = livingWorkers();
  const { rows } = await pool.query<{ id: string; host: string; pid: number; silent: boolean }>(
    "SELECT id, host, pid, heartbeat_at < $1 AS silent FROM runner_workers",
    [now - SILENT_MS],
  );
  const dead = rows
    .filter(
      (row) => !living.has(row.id) && (row.silent || (row.host === self.host && isGone(row.pid, self.pid))),
    )
    .map((row) => row.id);
  await releaseWorkers(pool, dead);
  return dead.length;
}

/** Removes workers and releases their calls and events. */
export async function releaseWorkers(pool: Pool, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query(
    `WITH calls AS (UPDATE runner_queue SET owner = NULL, lease_until = 0 WHERE owner = ANY($1::text[])),
       events AS (UPDATE runner_events SET claimed_until = 0 WHERE owner = ANY($1::text[]) AND routed_at IS NULL)
     DELETE FROM runner_workers WHERE id = ANY($1::text[])`,
    [ids],
  );
}

/** Whether a process on this host has ended. Our own pid on another worker means the pid was reused. */
function isGone(pid: number, ownPid: number): boolean {
  if (pid === ownPid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
