import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import { bookAttempt, refundAttempt, type CountedKey } from "@/lib/platform/auth/shared-backoff";
import { SignInThrottle } from "@/lib/platform/auth/sign-in-throttle";
import { signInWithPassword } from "@/lib/platform/auth/sign-in-with-password";
import { createPool } from "@/lib/platform/db/pool";

let db: TestDatabase;
/** The connections of another instance. */
let elsewhere: ReturnType<typeof createPool>;
beforeAll(async () => {
  db = await testDatabase();
  elsewhere = createPool(db.url, 2);
});
afterAll(async () => {
  await elsewhere.end();
  await db.close();
});
beforeEach(() => db.pool.query("TRUNCATE backoff_entries"));

const START = Date.UTC(2026, 0, 1);
const POLICY = { free: 2, firstMs: 1_000, maxMs: 8_000, forgetMs: 60_000 };
const key = (name: string): CountedKey => ({ name, policy: POLICY });
const book = (names: string[], nowMs = START, maxWaitMs = 60_000, pool = db.pool) =>
  bookAttempt(pool, names.map(key), { nowMs, maxWaitMs });
const rows = async () => (await db.pool.query("SELECT * FROM backoff_entries ORDER BY attempts DESC")).rows;

describe("bookAttempt", () => {
  it("includes attempts counted by another instance", async () => {
    expect(await book(["a"])).toEqual({ isBooked: true, waitMs: 0 });
    expect(await book(["a"], START, 60_000, elsewhere)).toEqual({ isBooked: true, waitMs: 0 });
    expect(await book(["a"])).toEqual({ isBooked: true, waitMs: 1_000 });
    expect(await book(["a"], START, 60_000, elsewhere)).toEqual({ isBooked: true, waitMs: 3_000 });
    expect(await book(["b"])).toEqual({ isBooked: true, waitMs: 0 });
  });

  it("does not count an attempt whose delay is too long", async () => {
    for (let n = 0; n < 3; n++) await book(["a", "b"]);
    const before = await rows();
    expect(await book(["a", "new"], START, 1_000)).toEqual({ isBooked: false, waitMs: 3_000 });
    expect((await rows()).filter(({ attempts }) => attempts > 0)).toEqual(before);
    expect(await book(["new"])).toEqual({ isBooked: true, waitMs: 0 });
  });

  it("counts concurrent attempts one after the other, whatever they share", async () => {
    const names = ["a", "b", "c"];
    const turns = Array.from({ length: 12 }, (_, n) => {
      const shared = n % 2 === 0 ? names : names.toReversed();
      return book(shared, START, Number.MAX_SAFE_INTEGER, n % 3 === 0 ? elsewhere : db.pool);
    });
    await Promise.all(turns);
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([12, 12, 12]);
  });

  it("allows the free attempts to an instance whose clock is behind", async () => {
    await book(["a"], START + 30_000);
    expect(await book(["a"], START)).toEqual({ isBooked: true, waitMs: 0 });
  });

  it("stores no name in clear text, and deletes old rows", async () => {
    await book(["account ada@example.com"]);
    expect(JSON.stringify(await rows())).not.toContain("ada");
    await book(["b"], START + 2 * 3_600_000);
    expect(await rows()).toHaveLength(1);
  });
});

describe("refundAttempt", () => {
  it("undoes an attempt completely, and forgets cleared keys", async () => {
    for (let n = 0; n < 3; n++) await book(["a", "b"]);
    await refundAttempt(elsewhere, [key("a")]);
    expect(await book(["a"])).toMatchObject({ waitMs: 1_000 });
    const [a, b] = [key("a"), key("b")];
    await refundAttempt(db.pool, [a, b], [a]);
    expect(await book(["a"])).toMatchObject({ waitMs: 0 });
    expect((await rows()).map(({ attempts }) => attempts)).toEqual([2, 1]);
    await refundAttempt(db.pool, [key("never counted")]);
  });
});

it("slows guesses across several instances as if they were one instance", async () => {
  const input = { email: "nobody@example.com", password: "wrong", address: "192.0.2.1", userAgent: "" };
  const outcomes: string[] = [];
  for (let n = 0; n < 14; n++) {
    // Each attempt goes to an instance that has seen none before.
    const deps = {
      db: db.prisma,
      pool: n % 2 === 0 ? db.pool : elsewhere,
      now: () => new Date(START),
      throttle: new SignInThrottle(),
      hold: () => Promise.resolve(),
    };
    outcomes.push((await signInWithPassword(deps, { ...input, device: null })).outcome);
  }
  expect(outcomes.filter((outcome) => outcome === "wrong")).toHaveLength(11);
  expect(outcomes.slice(11)).toEqual(["throttled", "throttled", "throttled"]);
}, 120_000);
