import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { AnswerWatch } from "@/lib/platform/db/answer-watch";
import { isEmbedded } from "@/lib/platform/db/embedded-disk";
import { watchedClient } from "@/lib/platform/db/watched-client";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";

const POOL = Symbol.for("pipeline-debugger.pool");

/**
 * The process's connection pool, created on first use, for the embedded or any other database.
 * @throws AppError UNAVAILABLE if no database is configured.
 */
export function pool(): Pool {
  const holder = globalThis as { [POOL]?: Pool };
  holder[POOL] ??= createPool(databaseUrl());
  return holder[POOL];
}

/**
 * Creates a separate pool for `url`, which the caller ends. Its timeouts add up to a response within five seconds if the
 * database is unavailable: see decision 014.
 */
export function createPool(url: string, max = 12): Pool {
  const watch = new AnswerWatch({ oneAtATime: isEmbedded(url) });
  const created = new Pool({
    connectionString: url,
    Client: watchedClient(watch),
    max,
    connectionTimeoutMillis: 4_000,
    idleTimeoutMillis: 30_000,
    idle_in_transaction_session_timeout: 15_000,
    lock_timeout: 3_500,
    statement_timeout: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Allow pipelining: statements may be sent before the previous response has arrived.
    pipeline: true,
    application_name: "pipeline-debugger",
  });
  // Without listeners, a database that goes away would end the process: the pool's is for connections at rest,
  // one of its own for each that is in use, whose user gets the error with the answer.
  created.on("error", (error) => log.warn({ err: error }, "lost an idle database connection"));
  created.on("connect", (client) => client.on("error", () => {}));
  return created;
}

/** Uses `existing` as the process's pool, instead of one created from DATABASE_URL. */
export function adoptPool(existing: Pool): void {
  (globalThis as { [POOL]?: Pool })[POOL] = existing;
}

/**
 * Ends the pool of this process; the next `pool()` makes a new one. A connection that is still in use, such as
 * the one that listens for changes, is waited for no longer than `patienceMs`.
 */
export async function closePool(patienceMs = 1_000): Promise<void> {
  const holder = globalThis as { [POOL]?: Pool };
  const current = holder[POOL];
  delete holder[POOL];
  if (!current) return;
  await Promise.race([current.end(), sleep(patienceMs, undefined, { ref: false })]);
}

function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url) {
    throw new AppError(
      "UNAVAILABLE",
      "DATABASE_URL is not set. `npm start` sets it to the embedded database by default.",
    );
  }
  return url;
}
