import { describe, expect, it } from "vitest";
import { passGate } from "./starting";

/** When each of several simultaneous arrivals may start, in ms from now. */
function startsOf(option: { limit: number; periodMs: number; burst: number }, count: number): number[] {
  const now = 1_000_000;
  const gate = { key: "k", revision: 0, freeAt: 0, holder: null };
  return Array.from({ length: count }, () => {
    const { startAt, freeAt } = passGate(gate, option, now);
    gate.freeAt = freeAt;
    return startAt - now;
  });
}

describe("passGate", () => {
  it.each([
    // Throttle: burst is limit - 1 + burst, as recorded from a real server.
    ["throttle 1 per 3 s", { limit: 1, periodMs: 3_000, burst: 0 }, [0, 3_000, 6_000]],
    ["throttle 2 per 4 s", { limit: 2, periodMs: 4_000, burst: 1 }, [0, 0, 2_000, 4_000, 6_000]],
    ["throttle 1 per 4 s, burst 2", { limit: 1, periodMs: 4_000, burst: 2 }, [0, 0, 0, 4_000, 8_000]],
    // Rate limit: spaced, not counted in windows.
    ["rate limit 2 per 10 s", { limit: 2, periodMs: 10_000, burst: 0 }, [0, 5_000, 10_000]],
  ])("%s", (_case, option, starts) => {
    expect(startsOf(option, starts.length)).toEqual(starts);
  });

  it("is open again once the gap has passed", () => {
    const gate = { key: "k", revision: 0, freeAt: 5_000, holder: null };
    const option = { limit: 1, periodMs: 1_000, burst: 0 };
    expect(passGate(gate, option, 4_999).startAt).toBe(5_000);
    expect(passGate(gate, option, 5_000)).toEqual({ startAt: 5_000, freeAt: 6_000 });
    expect(passGate(gate, option, 60_000)).toEqual({ startAt: 60_000, freeAt: 61_000 });
  });
});
