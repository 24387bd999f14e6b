import type { Pool } from "pg";

/**
 * The time shared by all processes of a database, epoch ms. It follows the database's clock but never goes back: if that
 * clock is set back, time continues from the latest value any process saw, so that due work does not stall. Between
 * syncs it advances by the process's own clock, of which only differences matter.
 */
export class RunnerClock {
  private time = 0;
  private seen: number;
  private ready: Promise<void> | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly ownMs: () => number = () => performance.now(),
  ) {
    this.seen = ownMs();
  }

  /** Epoch ms; valid once `whenReady` has resolved. */
  now(): number {
    const own = this.ownMs();
    // If the local clock was set back, the elapsed time is unknown.
    this.time += Math.max(0, own - this.seen);
    this.seen = own;
    return Math.floor(this.time);
  }

  /** Syncs with the database once. */
  whenReady(): Promise<void> {
    this.ready ??= this.sync().catch((error: unknown) => {
      this.ready = null;
      throw error;
    });
    return this.ready;
  }

  /** Syncs with the database's clock again. */
  async sync(): Promise<void> {
    const { rows } = await this.pool.query<{ at: string }>(AGREE, [this.now()]);
    this.time = Math.max(this.now(), Number(rows[0]?.at ?? 0));
  }
}

const AGREE = `
INSERT INTO runner_clock (id, at_ms)
VALUES (1, GREATEST($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint))
ON CONFLICT (id) DO UPDATE SET at_ms = GREATEST(runner_clock.at_ms, excluded.at_ms) RETURNING at_ms AS at`;
