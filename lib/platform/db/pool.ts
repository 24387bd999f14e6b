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
 * The one connection pool of this process, made when first asked for. Embedded or not is only a URL.
 * @throws AppError UNAVAILABLE when no database is configured.
 */
export function pool(): Pool {
  const holder = globalThis as { [POOL]?: Pool };
  holder[POOL] ??= createPool(databaseUrl());
  return holder[POOL];
}

/**
 * A pool of its own for `url`; the caller ends it. Its limits add up to an answer within five seconds when the
 * database is away: see decision 014.
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
    // Statements may be sent before the answer to the one before is there; those that wait notice nothing.
    pipeline: true,
    application_name: "pipeline-debugger",
  });
  // Without listeners, a database that goes away would end the process: the pool's is for connections at rest,
  // one of its own for each that is in use, whose user gets the error with the answer.
  created.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost"));
  created.on("connect", (client) => client.on("error", () => {}));
  return created;
}

/** Makes `existing` the pool of this process, in place of one made from DATABASE_URL. */
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
      "DATABASE_URL is not set. `npm start` sets it to the embedded database when you do not.",
    );
  }
  return url;
}
