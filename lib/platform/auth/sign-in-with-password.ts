import type { Pool } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { noteFailedSignIn } from "@/lib/platform/auth/note-failed-sign-in";
import { openSession } from "@/lib/platform/auth/open-session";
import { verifyPassword } from "@/lib/platform/auth/password-hash";
import { bookAttempt, refundAttempt } from "@/lib/platform/auth/shared-backoff";
import { countedKeys, HOLD_MS, SignInThrottle } from "@/lib/platform/auth/sign-in-throttle";
import type { PrismaClient } from "@/lib/platform/db/generated/client";
import { coarseNetwork, throttleNetwork } from "@/lib/platform/http/client-address";
import { log } from "@/lib/platform/log";
import { processWide } from "@/lib/platform/process-wide";

export interface PasswordSignIn {
  /** In lowercase. */
  email: string;
  password: string;
  /** The client's IP address. */
  address: string;
  userAgent: string;
  /** The browser's id, if a signed cookie proves that it has signed in to this account before. */
  device: string | null;
}

interface Deps {
  db: PrismaClient;
  pool: Pool;
  now: () => Date;
  throttle?: SignInThrottle;
  /** Delays an attempt; tests replace it. */
  hold?: (ms: number) => Promise<unknown>;
}

export type PasswordSignInResult =
  | { outcome: "signed-in"; secret: string; user: { id: string; email: string; name: string } }
  | { outcome: "wrong" }
  | { outcome: "throttled"; retryAfterMs: number };

const processThrottle = () => processWide("sign-in-throttle", () => new SignInThrottle());

/**
 * Signs a person in. An unknown email address takes the same time as a wrong password.
 * @throws AppError UNAVAILABLE if too many passwords are being compared; database errors.
 */
export async function signInWithPassword(deps: Deps, input: PasswordSignIn): Promise<PasswordSignInResult> {
  const { throttle = processThrottle(), hold = sleep } = deps;
  const attempt = {
    account: input.email,
    address: throttleNetwork(input.address),
    device: input.device,
  };
  const admission = throttle.begin(attempt, deps.now().getTime());
  if (!admission.isAllowed) return { outcome: "throttled", retryAfterMs: admission.retryAfterMs };
  let outcome: "right" | "wrong" | "none" = "none";
  const counted = countedKeys(attempt);
  let isBooked = false;
  try {
    const booking = await bookAttempt(deps.pool, counted, {
      nowMs: deps.now().getTime(),
      maxWaitMs: HOLD_MS,
    });
    isBooked = booking.isBooked;
    if (!isBooked) return { outcome: "throttled", retryAfterMs: booking.waitMs };
    const waitMs = Math.max(admission.waitMs, booking.waitMs);
    if (waitMs > 0) await hold(waitMs);
    const user = await deps.db.user.findUnique({ where: { email: input.email } });
    const { matches, newHash } = await verifyPassword(input.password, user?.passwordHash ?? null, {
      isUrgent: input.device !== null,
    });
    if (!user?.passwordHash || !matches) {
      outcome = "wrong";
      // Not awaited, so that known email addresses take no longer.
      if (user) void noteFailedSignIn(deps, { userId: user.id, network: coarseNetwork(input.address) });
      return { outcome };
    }
    const passwordHash = newHash
      ? await replaceHash(deps, {
          id: user.id,
          oldHash: user.passwordHash,
          newHash,
          password: input.password,
        })
      : user.passwordHash;
    const secret = await openSession(deps, {
      userId: user.id,
      proof: { method: "password", passwordHash },
      userAgent: input.userAgent,
      network: coarseNetwork(input.address),
    });
    if (!secret) return { outcome: "wrong" };
    await deps.db.user.update({ where: { id: user.id }, data: { lastSignInAt: deps.now() } });
    outcome = "right";
    return { outcome: "signed-in", secret, user: { id: user.id, email: user.email, name: user.name } };
  } finally {
    admission.end(outcome);
    if (isBooked && outcome !== "wrong") {
      await endShared(deps.pool, counted, outcome);
    }
  }
}

/** A failed refund must not fail a successful sign-in; it only costs a delay later. */
async function endShared(
  pool: Pool,
  counted: ReturnType<typeof countedKeys>,
  outcome: "right" | "none",
): Promise<void> {
  const [own] = counted;
  await refundAttempt(pool, counted, outcome === "right" ? [own] : []).catch((error: unknown) => {
    log.warn({ err: error }, "could not refund a sign-in attempt");
  });
}

/**
 * Replaces an outdated hash, unless a concurrent sign-in or password change did.
 * @returns the stored hash that the password matches, else the old one, which opens nothing
 */
async function replaceHash(
  { db }: Deps,
  input: { id: string; oldHash: string; newHash: string; password: string },
): Promise<string> {
  const { id, oldHash, newHash, password } = input;
  const where = { id, passwordHash: oldHash };
  const { count } = await db.user.updateMany({ where, data: { passwordHash: newHash } });
  if (count === 1) return newHash;
  const stored = (await db.user.findUnique({ where: { id } }))?.passwordHash ?? null;
  const { matches } = await verifyPassword(password, stored);
  return stored && matches ? stored : oldHash;
}
