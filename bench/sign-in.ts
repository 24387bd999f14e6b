import { hashPassword, verifyPassword } from "@/lib/platform/auth/password-hash";
import { bookAttempt, refundAttempt } from "@/lib/platform/auth/shared-backoff";
import { countedKeys, HOLD_MS } from "@/lib/platform/auth/sign-in-throttle";
import { createPool } from "@/lib/platform/db/pool";

const ATTEMPTS = 200;
const WARM_UP = 20;

/**
 * The cost of counting a sign-in attempt in the database, in milliseconds, compared with verifying a password. `url` is a
 * migrated database.
 */
export async function benchSignIn(url: string): Promise<Record<string, number>> {
  const pool = createPool(url, 4);
  try {
    const book: number[] = [];
    const refund: number[] = [];
    for (let n = 0; n < ATTEMPTS + WARM_UP; n++) {
      const attempt = { account: `person-${n % 20}@example.com`, address: `192.0.2.${n % 50}`, device: null };
      const counted = countedKeys(attempt);
      const nowMs = Date.now();
      book.push(await timed(() => bookAttempt(pool, counted, { nowMs, maxWaitMs: HOLD_MS })));
      refund.push(await timed(() => refundAttempt(pool, counted, counted.slice(0, 1))));
    }
    const stored = await hashPassword("correct horse battery staple");
    const compare = await timed(() => verifyPassword("correct horse battery staple", stored));
    return {
      bookP50Ms: quantile(book, 0.5),
      bookP95Ms: quantile(book, 0.95),
      refundP50Ms: quantile(refund, 0.5),
      refundP95Ms: quantile(refund, 0.95),
      comparePasswordMs: compare,
    };
  } finally {
    await pool.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function quantile(all: readonly number[], share: number): number {
  const sorted = all.slice(WARM_UP).toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}
