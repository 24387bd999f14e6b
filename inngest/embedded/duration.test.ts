import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { defaultBackoffMs, instantMs, requireSpanMs, retryAfterInstant, spanMs } from "./duration";

const NOW = Date.parse("2026-11-21T10:00:00Z");

describe("spanMs", () => {
  it.each([
    ["30s", 30_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1.5s", 1_500],
    ["2w1d", 15 * 86_400_000],
    ["", 0],
    ["5", null],
    ["s", null],
    ["10 s", null],
    ["1h-1m", null],
    ["2026-11-21T10:00:00Z", null],
    ["9".repeat(100_000), null],
  ])("%j → %j", (text, ms) => {
    expect(spanMs(text)).toBe(ms);
  });
});

describe("requireSpanMs", () => {
  it("names the invalid option", () => {
    expect(() => requireSpanMs("soon", "debounce.period")).toThrow(AppError);
    expect(() => requireSpanMs("soon", "debounce.period")).toThrow(/debounce\.period: "soon"/);
    expect(() => requireSpanMs("0s", "throttle.period")).toThrow(/throttle\.period/);
  });
});

describe("instantMs", () => {
  it.each([
    ["2s", NOW + 2_000],
    ["2026-11-21T10:00:05Z", NOW + 5_000],
    ["2026-11-20T10:00:00Z", NOW - 86_400_000],
    ["tomorrow-ish", null],
  ])("%j → %j", (text, at) => {
    expect(instantMs(text, NOW)).toBe(at);
  });
});

describe("retryAfterInstant", () => {
  it.each([
    ["4", NOW + 4_000],
    ["0", NOW + 1_000],
    ["999999", NOW + 86_400_000],
    ["Sat, 21 Nov 2026 10:00:30 GMT", NOW + 30_000],
    ["2026-11-21T10:01:00.000Z", NOW + 60_000],
    ["whenever", null],
  ])("%j → %j", (header, at) => {
    expect(retryAfterInstant(header, NOW)).toBe(at);
  });
});

describe("defaultBackoffMs", () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [2, 4_000],
    [30, 600_000],
  ])("attempt %i waits %i ms plus up to a quarter", (attempt, base) => {
    const waits = Array.from({ length: 200 }, () => defaultBackoffMs(attempt));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(base);
    expect(Math.max(...waits)).toBeLessThanOrEqual(base * 1.25);
    expect(new Set(waits).size).toBeGreaterThan(1);
  });
});
