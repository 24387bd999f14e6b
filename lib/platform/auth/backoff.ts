export interface BackoffPolicy {
  /** Attempts without a delay. */
  free: number;
  /** Delay after the first attempt beyond those; doubles with each further one. */
  firstMs: number;
  maxMs: number;
  /** Attempts are forgotten after this long without a new one. */
  forgetMs: number;
}

/** The state of a key: its attempts, when the next is allowed, and when the last one was. */
export interface Attempts {
  attempts: number;
  nextAt: number;
  lastAt: number;
}

/** Milliseconds until an attempt is allowed. Pure. */
export function waitAfter(policy: BackoffPolicy, known: Attempts | undefined, nowMs: number): number {
  return Math.max(0, current(policy, known, nowMs).nextAt - nowMs);
}

/** The state after another attempt, made as soon as the previous wait has passed. Pure. */
export function bookedAfter(policy: BackoffPolicy, known: Attempts | undefined, nowMs: number): Attempts {
  const { attempts, nextAt } = current(policy, known, nowMs);
  const delay = delayMs(policy, attempts + 1);
  // Without a delay set nothing, so that an instance whose clock is behind does not wait for ours.
  return {
    attempts: attempts + 1,
    nextAt: delay === 0 ? nextAt : Math.max(nowMs, nextAt) + delay,
    lastAt: nowMs,
  };
}

/** The state after refunding an attempt that succeeded or was not made. Pure. */
export function refundedFrom(policy: BackoffPolicy, known: Attempts): Attempts {
  const { attempts, nextAt, lastAt } = known;
  return { attempts: attempts - 1, nextAt: nextAt - delayMs(policy, attempts), lastAt };
}

function current({ forgetMs }: BackoffPolicy, known: Attempts | undefined, nowMs: number): Attempts {
  // A clock that was set back must not delay anyone.
  const isRemembered = known && Math.abs(nowMs - known.lastAt) < forgetMs;
  return isRemembered ? known : { attempts: 0, nextAt: 0, lastAt: nowMs };
}

function delayMs({ free, firstMs, maxMs }: BackoffPolicy, attempts: number): number {
  const beyond = attempts - free;
  return beyond < 0 ? 0 : Math.min(firstMs * 2 ** Math.min(beyond, 30), maxMs);
}

/** Exponential backoff per key, in memory. Attempts are counted before their outcome is known, so parallel ones queue. */
export class Backoff {
  private readonly entries = new Map<string, Attempts>();
  private readonly policy: BackoffPolicy;
  private readonly maxKeys: number;

  /** `maxKeys`: how many keys are remembered; beyond it, the one idle longest is forgotten. */
  constructor({ maxKeys = 10_000, ...policy }: BackoffPolicy & { maxKeys?: number }) {
    this.policy = policy;
    this.maxKeys = maxKeys;
  }

  /** Milliseconds until `key` may make an attempt. */
  waitMs(key: string, nowMs: number): number {
    return waitAfter(this.policy, this.entries.get(key), nowMs);
  }

  /** Counts an attempt, made as soon as the previous `waitMs` has passed. */
  book(key: string, nowMs: number): void {
    const booked = bookedAfter(this.policy, this.entries.get(key), nowMs);
    this.entries.delete(key);
    this.entries.set(key, booked);
    if (this.entries.size <= this.maxKeys) return;
    const [idle] = this.entries.keys();
    if (idle !== undefined) this.entries.delete(idle);
  }

  /** Refunds an attempt that succeeded or was not made. */
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
