import { Backoff, type BackoffPolicy } from "@/lib/platform/auth/backoff";
import type { CountedKey } from "@/lib/platform/auth/shared-backoff";

const MINUTE_MS = 60_000;
const FORGET_MS = 15 * MINUTE_MS;

/** An attempt that has to wait no longer than this is held back for so long instead of being refused. */
export const HOLD_MS = 2_000;
const MAX_HELD = 100;

/** Who tries to sign in as whom. */
export interface SignInAttempt {
  /** The account's address, in lower case. */
  account: string;
  /** Where the request comes from. */
  address: string;
  /** The browser, when a signed cookie proves that it has signed in to this account before. */
  device: string | null;
}

/** What to do with an attempt: wait so long, then compare the password, then say how it ended; or refuse it. */
export type Admission =
  | {
      isAllowed: true;
      waitMs: number;
      /** `wrong`, `right`, or `none` when nothing was compared. */
      end: (outcome: "right" | "wrong" | "none") => void;
    }
  | { isAllowed: false; retryAfterMs: number };

const POLICIES = {
  pair: { free: 10, firstMs: 1_000, maxMs: 30_000, forgetMs: FORGET_MS },
  device: { free: 10, firstMs: 1_000, maxMs: 30_000, forgetMs: FORGET_MS },
  account: { free: 50, firstMs: 500, maxMs: 4_000, forgetMs: FORGET_MS },
  address: { free: 50, firstMs: 500, maxMs: 8_000, forgetMs: FORGET_MS },
} satisfies Record<string, BackoffPolicy>;

type Scope = keyof typeof POLICIES;

interface ScopedKey extends CountedKey {
  scope: Scope;
}

/**
 * What an attempt counts for, its own key first. An unknown browser shares delays with its address and, more loosely,
 * with everybody who tries the same account or comes from the same address; a browser that has signed in before has
 * delays of its own alone. Pure.
 */
export function countedKeys({ account, address, device }: SignInAttempt): [ScopedKey, ...ScopedKey[]] {
  const key = (scope: Scope, name: string): ScopedKey => ({
    scope,
    name: `sign-in ${scope} ${name}`,
    policy: POLICIES[scope],
  });
  if (device) return [key("device", `${device}|${account}`)];
  return [key("pair", `${address}|${account}`), key("account", account), key("address", address)];
}

/**
 * Slows guessing at this process without locking anybody out; no delay exceeds half a minute. What it refuses costs the
 * database nothing, where attempts at all instances are counted once more.
 */
export class SignInThrottle {
  private readonly backoffs: Record<Scope, Backoff> = {
    pair: new Backoff(POLICIES.pair),
    device: new Backoff(POLICIES.device),
    account: new Backoff(POLICIES.account),
    address: new Backoff(POLICIES.address),
  };
  private held = 0;

  /** Books the attempt, so that a hundred at once wait for each other. */
  begin(attempt: SignInAttempt, nowMs: number): Admission {
    const counted = countedKeys(attempt);
    const waitMs = Math.max(...counted.map(({ scope, name }) => this.backoffs[scope].waitMs(name, nowMs)));
    if (waitMs > HOLD_MS || (waitMs > 0 && this.held >= MAX_HELD)) {
      return { isAllowed: false, retryAfterMs: waitMs };
    }
    for (const { scope, name } of counted) this.backoffs[scope].book(name, nowMs);
    if (waitMs > 0) this.held++;
    return {
      isAllowed: true,
      waitMs,
      end: (outcome) => {
        if (waitMs > 0) this.held--;
        if (outcome === "wrong") return;
        for (const { scope, name } of counted) this.backoffs[scope].refund(name);
        // Whoever has an account of their own must not clear what is counted for others.
        const [own] = counted;
        if (outcome === "right") this.backoffs[own.scope].clear(own.name);
      },
    };
  }
}
