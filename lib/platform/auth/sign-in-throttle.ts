import { Backoff } from "@/lib/platform/auth/backoff";

const MINUTE_MS = 60_000;
const FORGET_MS = 15 * MINUTE_MS;

/** An attempt that has to wait no longer than this is held back for so long instead of being refused. */
const HOLD_MS = 2_000;
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

/**
 * Slows guessing without locking anybody out. An unknown browser shares delays with its address and, more loosely,
 * with everybody who tries the same account or comes from the same address; a browser that has signed in before has
 * delays of its own alone. No delay exceeds half a minute.
 */
export class SignInThrottle {
  private readonly pairs = new Backoff({ free: 10, firstMs: 1_000, maxMs: 30_000, forgetMs: FORGET_MS });
  private readonly devices = new Backoff({ free: 10, firstMs: 1_000, maxMs: 30_000, forgetMs: FORGET_MS });
  private readonly accounts = new Backoff({ free: 50, firstMs: 500, maxMs: 4_000, forgetMs: FORGET_MS });
  private readonly addresses = new Backoff({ free: 50, firstMs: 500, maxMs: 8_000, forgetMs: FORGET_MS });
  private held = 0;

  /** Books the attempt, so that a hundred at once wait for each other. */
  begin({ account, address, device }: SignInAttempt, nowMs: number): Admission {
    const own = device ? this.devices : this.pairs;
    const ownKey = `${device ?? address}|${account}`;
    const shared: [Backoff, string][] = device
      ? []
      : [
          [this.accounts, account],
          [this.addresses, address],
        ];
    const counted: [Backoff, string][] = [[own, ownKey], ...shared];
    const waitMs = Math.max(...counted.map(([backoff, key]) => backoff.waitMs(key, nowMs)));
    if (waitMs > HOLD_MS || (waitMs > 0 && this.held >= MAX_HELD)) {
      return { isAllowed: false, retryAfterMs: waitMs };
    }
    for (const [backoff, key] of counted) backoff.book(key, nowMs);
    if (waitMs > 0) this.held++;
    return {
      isAllowed: true,
      waitMs,
      end: (outcome) => {
        if (waitMs > 0) this.held--;
        if (outcome === "wrong") return;
        for (const [backoff, key] of counted) backoff.refund(key);
        // Whoever has an account of their own must not clear what is counted for others.
        if (outcome === "right") own.clear(ownKey);
      },
    };
  }
}
