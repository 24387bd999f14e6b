import { Backoff, type BackoffPolicy } from "@/lib/platform/auth/backoff";
import type { CountedKey } from "@/lib/platform/auth/shared-backoff";

const MINUTE_MS = 60_000;
const FORGET_MS = 15 * MINUTE_MS;

/** Attempts with a shorter wait are delayed instead of refused. */
export const HOLD_MS = 2_000;
const MAX_HELD = 100;

/** A sign-in attempt. */
export interface SignInAttempt {
  /** The account's email address, in lowercase. */
  account: string;
  /** The client's IP address. */
  address: string;
  /** The browser's id, if a signed cookie proves that it has signed in to this account before. */
  device: string | null;
}

/** How to handle an attempt: wait, compare the password and report the outcome; or refuse it. */
export type Admission =
  | {
      isAllowed: true;
      waitMs: number;
      /** `wrong`, `right`, or `none` if nothing was compared. */
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
 * The keys an attempt counts against, most specific first. An unknown browser shares delays with its address and, more
 * loosely, with everyone who tries the same account or uses the same address. A browser that has signed in before has
 * only its own delays. Pure.
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
 * Throttles guessing on this process without locking anyone out; no delay exceeds 30 s. Refused attempts do not reach the
 * database, where attempts of all instances are counted again.
 */
export class SignInThrottle {
  private readonly backoffs: Record<Scope, Backoff> = {
    pair: new Backoff(POLICIES.pair),
    device: new Backoff(POLICIES.device),
    account: new Backoff(POLICIES.account),
    address: new Backoff(POLICIES.address),
  };
  private held = 0;

  /** Counts the attempt, so that a hundred concurrent ones queue up. */
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
        // Signing in to one account must not clear the counts of others.
        const [own] = counted;
        if (outcome === "right") this.backoffs[own.scope].clear(own.name);
      },
    };
  }
}
