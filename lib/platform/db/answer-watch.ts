/** An open database connection to watch. */
export interface WatchedConnection {
  /** Bytes received so far. */
  bytesRead: () => number;
  /** Closes the connection; pending queries fail with `error`. */
  giveUp: (error: Error) => void;
}

/** The database did not respond to a query. */
export class SilentDatabaseError extends Error {
  constructor(seconds: number) {
    super(`the database has not answered for ${seconds} s`);
    this.name = "SilentDatabaseError";
  }
}

interface Waiting {
  bytesRead: number;
  silentTicks: number;
}

const TICK_MS = 500;
/** Together with the wait for a connection, a request is answered within five seconds. */
const MAX_SILENT_TICKS = 8;

/**
 * Detects a frozen or unreachable database, whose connections stay open but silent. Silence is counted in ticks, not by
 * the clock, so that our own busy event loop is not mistaken for it.
 */
export class AnswerWatch {
  private readonly waiting = new Map<WatchedConnection, Waiting>();
  private timer: NodeJS.Timeout | undefined;
  private readonly oneAtATime: boolean;

  /** @param options `oneAtATime`: the database serves clients in turn, so a response to any of them proves that it is alive. */
  constructor(options: { oneAtATime: boolean }) {
    this.oneAtATime = options.oneAtATime;
  }

  /** A query was sent on `connection`. */
  asked(connection: WatchedConnection): void {
    if (this.waiting.has(connection)) return;
    this.waiting.set(connection, { bytesRead: connection.bytesRead(), silentTicks: 0 });
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** All queries on `connection` are answered, or it is closed. */
  settled(connection: WatchedConnection): void {
    this.waiting.delete(connection);
    if (this.waiting.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Counts a tick of silence and closes connections that exceeded the limit. */
  tick(): void {
    let hasHeard = false;
    for (const [connection, state] of this.waiting) {
      const bytesRead = connection.bytesRead();
      const isSilent = bytesRead === state.bytesRead;
      hasHeard ||= !isSilent;
      state.bytesRead = bytesRead;
      state.silentTicks = isSilent ? state.silentTicks + 1 : 0;
    }
    for (const [connection, state] of this.waiting) {
      if (hasHeard && this.oneAtATime) state.silentTicks = 0;
      if (state.silentTicks < MAX_SILENT_TICKS) continue;
      this.settled(connection);
      connection.giveUp(new SilentDatabaseError((MAX_SILENT_TICKS * TICK_MS) / 1000));
    }
  }
}
