interface BackoffOptions {
  /** Attempts that wait for nothing. */
  free: number;
  /** Delay after the first attempt beyond them; each further one doubles it. */
  firstMs: number;
  maxMs: number;
  /** Attempts are forgotten after so long without a new one. */
  forgetMs: number;
  /** How many keys are remembered; over it the one idle for longest is forgotten. */
  maxKeys?: number;
}

interface Entry {
  attempts: number;
  /** When the next attempt may be made. */
  nextAt: number;
  lastAt: number;
}

/** Exponential delays per key, in memory. An attempt is booked before its outcome is known, so parallel ones queue. */
export class Backoff {
  private readonly entries = new Map<string, Entry>();
  private readonly options: BackoffOptions;

  constructor(options: BackoffOptions) {
    this.options = options;
  }

  /** Milliseconds until `key` may make an attempt. */
  waitMs(key: string, nowMs: number): number {
    return Math.max(0, this.entry(key, nowMs).nextAt - nowMs);
  }

  /** Counts an attempt, which is made as soon as `waitMs` of before has passed. */
  book(key: string, nowMs: number): void {
    const entry = this.entry(key, nowMs);
    const attempts = entry.attempts + 1;
    const nextAt = Math.max(nowMs, entry.nextAt) + this.delayMs(attempts);
    this.entries.delete(key);
    this.entries.set(key, { attempts, nextAt, lastAt: nowMs });
    if (this.entries.size <= (this.options.maxKeys ?? 10_000)) return;
    const [idle] = this.entries.keys();
    if (idle !== undefined) this.entries.delete(idle);
  }

  /** Takes one booked attempt back: it was none, or it succeeded. */
  refund(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    const delayMs = this.delayMs(entry.attempts);
    this.entries.set(key, { ...entry, attempts: entry.attempts - 1, nextAt: entry.nextAt - delayMs });
  }

  /** Forgets every attempt of `key`. */
  clear(key: string): void {
    this.entries.delete(key);
  }

  get size(): number {
    return this.entries.size;
  }

  private entry(key: string, nowMs: number): Entry {
    const entry = this.entries.get(key);
    // A clock that was set back must not keep anybody waiting.
    const isKnown = entry && Math.abs(nowMs - entry.lastAt) < this.options.forgetMs;
    return isKnown ? entry : { attempts: 0, nextAt: 0, lastAt: nowMs };
  }

  private delayMs(attempts: number): number {
    const { free, firstMs, maxMs } = this.options;
    const beyond = attempts - free;
    return beyond < 0 ? 0 : Math.min(firstMs * 2 ** Math.min(beyond, 30), maxMs);
  }
}
