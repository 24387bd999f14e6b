import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { compareBcrypt } from "@/lib/platform/auth/compare-bcrypt";
import { BoundedQueue } from "@/lib/platform/bounded-queue";
import { processWide } from "@/lib/platform/process-wide";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's setting for scrypt in 32 MiB. A change makes stored hashes outdated; they are replaced at the next sign-in. */
const COST = { ln: 15, r: 8, p: 3 };
const MAX_MEMORY = 64 * 1_048_576;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;
const BCRYPT = /^\$2[aby]\$\d\d\$/;

/** Compared against for an unknown address, so that it takes the work of a known one. Nothing matches it. */
const NOBODY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** One core stays free for the main thread, and two threads of the pool for files and name lookups. */
const CONCURRENCY = Math.max(1, Math.min(2, availableParallelism() - 1));

const queue = () =>
  processWide(
    "password-queue",
    () =>
      new BoundedQueue({
        concurrency: CONCURRENCY,
        maxWaiting: 20,
        reserved: 6,
        refusal: "Too many people are signing in at the moment. Try again in a few seconds.",
        retryAfterMs: 5_000,
      }),
  );

interface Urgency {
  /** A browser that is known here, or a person who is signed in: served before strangers. */
  isUrgent?: boolean;
}

/** What to store of a password: scrypt with its settings and salt. @throws AppError UNAVAILABLE when overloaded. */
export function hashPassword(password: string, urgency: Urgency = {}): Promise<string> {
  return queue().run(() => makeHash(password), urgency);
}

async function makeHash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(password, salt, COST);
  const { ln, r, p } = COST;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/**
 * Compares a password with what is stored; with null (nobody has that address) it does the same work and fails.
 * All of it happens off the main thread.
 * @returns `newHash` where the stored one is of an older format and should be replaced
 * @throws AppError UNAVAILABLE when overloaded.
 */
export function verifyPassword(
  password: string,
  stored: string | null,
  urgency: Urgency = {},
): Promise<{ matches: boolean; newHash: string | null }> {
  return queue().run(async () => {
    if (stored && BCRYPT.test(stored)) {
      // The new hash is made in any case: an old account answers no sooner than others.
      const [matches, newHash] = await Promise.all([compareBcrypt(password, stored), makeHash(password)]);
      return { matches, newHash: matches ? newHash : null };
    }
    const [, ln, r, p, salt = "", key = ""] = FORMAT.exec(stored ?? NOBODY) ?? FORMAT.exec(NOBODY) ?? [];
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    const expected = Buffer.from(key, "base64url");
    const actual = await deriveKey(password, Buffer.from(salt, "base64url"), cost);
    const matches = stored !== null && timingSafeEqual(actual, expected);
    const isCurrent = cost.ln === COST.ln && cost.r === COST.r && cost.p === COST.p;
    return { matches, newHash: matches && !isCurrent ? await makeHash(password) : null };
  }, urgency);
}

function deriveKey(password: string, salt: Buffer, { ln, r, p }: typeof COST): Promise<Buffer> {
  return derive(password, salt, KEY_BYTES, { N: 2 ** ln, r, p, maxmem: MAX_MEMORY });
}
