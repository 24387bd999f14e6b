import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { compareBcrypt } from "@/lib/platform/auth/compare-bcrypt";
import { BoundedQueue } from "@/lib/platform/bounded-queue";
import { processWide } from "@/lib/platform/process-wide";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's scrypt parameters for 32 MiB. After a change, stored hashes are upgraded on the next sign-in. */
const COST = { ln: 15, r: 8, p: 3 };
const MAX_MEMORY = 64 * 1_048_576;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;
const BCRYPT = /^\$2[aby]\$\d\d\$/;

/** Compared against for unknown email addresses, so that they take the same time. Nothing matches it. */
const NOBODY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Leaves a core for the main thread, and two pool threads for files and DNS. */
const CONCURRENCY = Math.max(1, Math.min(2, availableParallelism() - 1));

const queue = () =>
  processWide(
    "password-queue",
    () =>
      new BoundedQueue({
        concurrency: CONCURRENCY,
        maxWaiting: 20,
        reserved: 6,
        refusal: "Too many people are signing in right now. Try again in a few seconds.",
        retryAfterMs: 5_000,
      }),
  );

interface Urgency {
  /** Known browsers and signed-in people are served first. */
  isUrgent?: boolean;
}

/** Hashes a password for storage (scrypt with parameters and salt). @throws AppError UNAVAILABLE if overloaded. */
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
 * Compares a password with a stored hash off the main thread; null (unknown email address) takes the same time and fails.
 * @returns `newHash` if the stored hash is outdated and should be replaced
 * @throws AppError UNAVAILABLE if overloaded
 */
export function verifyPassword(
  password: string,
  stored: string | null,
  urgency: Urgency = {},
): Promise<{ matches: boolean; newHash: string | null }> {
  return queue().run(async () => {
    if (stored && BCRYPT.test(stored)) {
      // Always compute the new hash, so that old accounts take the same time.
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
