export interface BackoffPolicy {
  /** Attempts that wait for nothing. */
  free: number;
  /** Delay after the first attempt beyond them; each further one doubles it. */
  firstMs: number;
  maxMs: number;
  /** Attempts are forgotten after so long without a new one. */
  forgetMs: number;
}

/** What is known of a key: its attempts, when the next may be made, and when the last was. */
export interface Attempts {
  attempts: number;
  nextAt: number;
  lastAt: number;
}

/** Milliseconds until an attempt may be made. Pure. */
export function waitAfter(policy: BackoffPolicy, known: Attempts | undefined, nowMs: number): number {
  return Math.max(0, current(policy, known, nowMs).nextAt - nowMs);
}

/** What is known after one attempt more, which is made as soon as the wait of before has passed. Pure. */
export function bookedAfter(policy: BackoffPolicy, known: Attempts | undefined, nowMs: number): Attempts {
  const { attempts, nextAt } = current(policy, known, nowMs);
  const delay = delayMs(policy, attempts + 1);
  // Without a delay nothing is set: another instance whose clock is behind must not wait for ours.
  return {
    attempts: attempts + 1,
    nextAt: delay === 0 ? nextAt : Math.max(nowMs, nextAt) + delay,
    lastAt: nowMs,
  };
}

/** What is known when one booked attempt is taken back: it was none, or it succeeded. Pure. */
export function refundedFrom(policy: BackoffPolicy, known: Attempts): Attempts {
  const { attempts, nextAt, lastAt } = known;
  return { attempts: attempts - 1, nextAt: nextAt - delayMs(policy, attempts), lastAt };
}

function current({ forgetMs }: BackoffPolicy, known: Attempts | undefined, nowMs: number): Attempts {
  // A clock that was set back must not keep anybody waiting.
  const isRemembered = known && Math.abs(nowMs - known.lastAt) < forgetMs;
  return isRemembered ? known : { attempts: 0, nextAt: 0, lastAt: nowMs };
}

function delayMs({ free, firstMs, maxMs }: BackoffPolicy, attempts: number): number {
  const beyond = attempts - free;
  return beyond < 0 ? 0 : Math.min(firstMs * 2 ** Math.min(beyond, 30), maxMs);
}

/** Exponential delays per key, in memory. An attempt is booked before its outcome is known, so parallel ones queue. */
export class Backoff {
  private readonly entries = new Map<string, Attempts>();
  private readonly policy: BackoffPolicy;
  private readonly maxKeys: number;

  /** `maxKeys`: how many keys are remembered; over it the one idle for longest is forgotten. */
  constructor({ maxKeys = 10_000, ...policy }: BackoffPolicy & { maxKeys?: number }) {
    this.policy = policy;
    this.maxKeys = maxKeys;
  }

  /** Milliseconds until `key` may make an attempt. */
  waitMs(key: string, nowMs: number): number {
    return waitAfter(this.policy, this.entries.get(key), nowMs);
  }

  /** Counts an attempt, which is made as soon as `waitMs` of before has passed. */
  book(key: string, nowMs: number): void {
    const booked = bookedAfter(this.policy, this.entries.get(key), nowMs);
    this.entries.delete(key);
    this.entries.set(key, booked);
    if (this.entries.size <= this.maxKeys) return;
    const [idle] = this.entries.keys();
    if (idle !== undefined) this.entries.delete(idle);
  }

  /** Takes one booked attempt back: it was none, or it succeeded. */
  refund(key: string): void {
    const entry = this.entries.get(key);
    if (entry) this.entries.set(key, refundedFrom(this.policy, entry));
  }

  /** Forgets every attempt of `key`. */
  clear(key: string): void {
    this.entries.delete(key);
  }

  get size(): number {
    return this.entries.size;
  }
}
