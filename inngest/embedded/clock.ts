import type { Pool } from "pg";

/**
 * The time that all processes of a database agree on, epoch ms. It follows the database's clock, and never goes back:
 * when that clock is set back, time goes on from the latest that any process saw, so that nothing due has to wait
 * until the clock has caught up. Between two looks at the database it goes on by the process's own clock, of which
 * only the differences count.
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
    // An own clock that was set back says nothing of how much time has passed.
    this.time += Math.max(0, own - this.seen);
    this.seen = own;
    return Math.floor(this.time);
  }

  /** Asks the database once, unless it was asked before. */
  whenReady(): Promise<void> {
    this.ready ??= this.sync().catch((error: unknown) => {
      this.ready = null;
      throw error;
    });
    return this.ready;
  }

  /** Looks at the database's clock again. */
  async sync(): Promise<void> {
    const { rows } = await this.pool.query<{ at: string }>(AGREE, [this.now()]);
    this.time = Math.max(this.now(), Number(rows[0]?.at ?? 0));
  }
}

const AGREE = `
INSERT INTO runner_clock (id, at_ms)
VALUES (1, GREATEST($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000)::bigint))
ON CONFLICT (id) DO UPDATE SET at_ms = GREATEST(runner_clock.at_ms, excluded.at_ms) RETURNING at_ms AS at`;
