import { describe, expect, it } from "vitest";
import { Backoff } from "@/lib/platform/auth/backoff";
import { SignInThrottle, type SignInAttempt } from "@/lib/platform/auth/sign-in-throttle";

const OWNER: SignInAttempt = { account: "owner@example.com", address: "192.0.2.1", device: null };
const START = Date.UTC(2026, 0, 1);

/** Enters wrong passwords in sequence, each as soon as it is allowed. @returns the time of the last one. */
function guess(throttle: SignInThrottle, attempt: SignInAttempt, times: number, startMs = START): number {
  let now = startMs;
  for (let n = 0; n < times;) {
    const admission = throttle.begin(attempt, now);
    if (!admission.isAllowed) {
      now += admission.retryAfterMs;
      continue;
    }
    now += admission.waitMs;
    admission.end("wrong");
    n++;
  }
  return now;
}

describe("SignInThrottle", () => {
  it("accepts the right password after ten wrong ones", () => {
    const throttle = new SignInThrottle();
    const now = guess(throttle, OWNER, 10);
    expect(now).toBe(START);
    expect(throttle.begin(OWNER, now)).toMatchObject({ isAllowed: true, waitMs: 1_000 });
  });

  it("doubles the delay for one address, up to half a minute, and reports it", () => {
    const throttle = new SignInThrottle();
    const delays: number[] = [];
    let now = guess(throttle, OWNER, 10);
    for (let n = 0; n < 8; n++) {
      const next = guess(throttle, OWNER, 1, now);
      delays.push(next - now);
      now = next;
    }
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(throttle.begin(OWNER, now)).toEqual({ isAllowed: false, retryAfterMs: 30_000 });
    expect(throttle.begin(OWNER, now + 30_000)).toMatchObject({ isAllowed: true, waitMs: 0 });
  });

  it("makes parallel attempts wait for each other", () => {
    const throttle = new SignInThrottle();
    const admissions = Array.from({ length: 60 }, () => throttle.begin(OWNER, START));
    expect(admissions.filter(({ isAllowed }) => isAllowed)).toHaveLength(11);
  });

  it("resets after the right password", () => {
    const throttle = new SignInThrottle();
    const now = guess(throttle, OWNER, 10);
    const admission = throttle.begin(OWNER, now);
    if (!admission.isAllowed) throw new Error("refused");
    admission.end("right");
    expect(throttle.begin(OWNER, now)).toMatchObject({ isAllowed: true, waitMs: 0 });
  });

  it("counts nothing when no password was compared", () => {
    const throttle = new SignInThrottle();
    for (let n = 0; n < 100; n++) {
      const admission = throttle.begin(OWNER, START);
      expect(admission).toMatchObject({ isAllowed: true, waitMs: 0 });
      if (admission.isAllowed) admission.end("none");
    }
  });

  it("slows an account across addresses, but not from a known browser", () => {
    const throttle = new SignInThrottle();
    const guesses = (now: number, from: number, count: number) => {
      let allowed = 0;
      for (let n = from; n < from + count; n++) {
        const admission = throttle.begin({ ...OWNER, address: `198.51.100.${n}` }, now);
        if (!admission.isAllowed) continue;
        admission.end("wrong");
        allowed++;
      }
      return allowed;
    };
    expect(guesses(START, 0, 200)).toBeLessThan(60);
    // From then on, one attempt every four seconds, no matter how many addresses take part.
    let allowed = 0;
    for (let second = 60; second < 160; second++) allowed += guesses(START + second * 1_000, second * 5, 5);
    expect(allowed).toBeLessThanOrEqual(30);
    const stranger = throttle.begin(OWNER, START + 160_000);
    expect(stranger.isAllowed ? stranger.waitMs : stranger.retryAfterMs).toBeLessThanOrEqual(6_000);
    expect(throttle.begin({ ...OWNER, device: "laptop" }, START + 160_000)).toMatchObject({
      isAllowed: true,
      waitMs: 0,
    });
  });

  it("slows an address across accounts, even one that has an account", () => {
    const throttle = new SignInThrottle();
    const own = { ...OWNER, account: "mallory@example.com" };
    for (let n = 0; n < 60; n++) {
      const admission = throttle.begin({ ...OWNER, account: `user${n}@example.com` }, START);
      if (admission.isAllowed) admission.end("wrong");
      const success = throttle.begin(own, START);
      if (success.isAllowed) success.end("right");
    }
    expect(throttle.begin({ ...OWNER, account: "next@example.com" }, START).isAllowed).toBe(false);
    expect(throttle.begin({ ...OWNER, address: "203.0.113.9" }, START)).toMatchObject({ waitMs: 0 });
  });

  it("slows a known browser too, separately from all others", () => {
    const throttle = new SignInThrottle();
    guess(throttle, { ...OWNER, device: "stolen" }, 14);
    expect(throttle.begin(OWNER, START)).toMatchObject({ isAllowed: true, waitMs: 0 });
    expect(throttle.begin({ ...OWNER, device: "laptop" }, START)).toMatchObject({ waitMs: 0 });
  });
});

describe("Backoff", () => {
  const options = { free: 1, firstMs: 1_000, maxMs: 8_000, forgetMs: 60_000, maxKeys: 3 };

  it("forgets after a while, and when the clock is set back", () => {
    const backoff = new Backoff(options);
    for (let n = 0; n < 5; n++) backoff.book("a", START);
    expect(backoff.waitMs("a", START)).toBeGreaterThan(8_000);
    expect(backoff.waitMs("a", START + 60_000)).toBe(0);
    expect(backoff.waitMs("a", START - 3_600_000)).toBe(0);
  });

  it("limits the number of remembered keys", () => {
    const backoff = new Backoff(options);
    for (let n = 0; n < 1_000; n++) backoff.book(`key ${n}`, START);
    expect(backoff.size).toBe(3);
    expect(backoff.waitMs("key 999", START)).toBe(1_000);
    expect(backoff.waitMs("key 0", START)).toBe(0);
  });

  it("undoes an attempt completely", () => {
    const backoff = new Backoff(options);
    backoff.book("a", START);
    backoff.book("a", START);
    backoff.refund("a");
    expect(backoff.waitMs("a", START)).toBe(1_000);
    backoff.refund("a");
    expect(backoff.waitMs("a", START)).toBe(0);
    backoff.refund("unknown");
  });
});
