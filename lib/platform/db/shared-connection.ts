import type { Pool, PoolClient } from "pg";

interface Shared {
  client: Promise<PoolClient>;
  users: number;
  broken: Error | undefined;
  /** Resolves once the previous user has sent everything. */
  turn: Promise<void>;
}

const shared = new WeakMap<Pool, Shared>();

/**
 * Shares one connection between concurrent callers, in turn. `work` may call `letNext` once it has sent everything (its
 * COMMIT included), so that the next caller can pipeline behind it without waiting for responses. The connection returns to
 * the pool after the last caller.
 * @throws errors of `work`, and database errors if no connection is available.
 */
export async function withSharedConnection<T>(
  pool: Pool,
  work: (client: PoolClient, letNext: () => void) => Promise<T>,
): Promise<T> {
  const connection = shared.get(pool) ?? open(pool);
  connection.users++;
  const { turn } = connection;
  let letNext = () => {};
  connection.turn = new Promise((resolve) => (letNext = resolve));
  try {
    await turn;
    return await work(await connection.client, letNext);
  } catch (error) {
    if (!isAnswerOfDatabase(error)) {
      connection.broken = error instanceof Error ? error : new Error(String(error));
      forget(pool, connection);
    }
    throw error;
  } finally {
    letNext();
    if (--connection.users === 0) close(pool, connection);
  }
}

function open(pool: Pool): Shared {
  const connection = { client: pool.connect(), users: 0, broken: undefined, turn: Promise.resolve() };
  shared.set(pool, connection);
  return connection;
}

function forget(pool: Pool, connection: Shared): void {
  if (shared.get(pool) === connection) shared.delete(pool);
}

function close(pool: Pool, connection: Shared): void {
  forget(pool, connection);
  connection.client.then(
    (client) => client.release(connection.broken),
    () => {},
  );
}

/** After an error reported by the database the connection is usable; after any other its state is unknown. */
function isAnswerOfDatabase(error: unknown): boolean {
  return error instanceof Error && "severity" in error && error.severity === "ERROR";
}
