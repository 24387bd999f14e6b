import type { Pool, PoolClient } from "pg";

interface Shared {
  client: Promise<PoolClient>;
  users: number;
  broken: Error | undefined;
  /** Until then the one before is sending. */
  turn: Promise<void>;
}

const shared = new WeakMap<Pool, Shared>();

/**
 * One connection that everybody who asks at the same time gets, one after the other. `work` may call `letNext`
 * once it has sent all it has to send (its COMMIT included): the next one then sends behind it on the same
 * connection without waiting for the answers. Back in the pool when the last one is done.
 * @throws what `work` throws, and what the database throws when there is no connection to be had.
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

/** What the database itself refuses leaves the connection usable; after anything else its state is unknown. */
function isAnswerOfDatabase(error: unknown): boolean {
  return error instanceof Error && "severity" in error && error.severity === "ERROR";
}
