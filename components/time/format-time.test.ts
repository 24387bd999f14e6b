import { describe, expect, it } from "vitest";
import { age, duration, exactTime, relativeTime } from "@/components/time/format-time";

const NOW = Date.parse("2026-03-20T12:00:00Z");
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

describe("relativeTime", () => {
  it.each([
    [0, "just now"],
    [44_000, "just now"],
    [46_000, "1 min ago"],
    [59.4 * MIN, "59 min ago"],
    [HOUR, "1 h ago"],
    [35 * HOUR, "35 h ago"],
    [36 * HOUR, "2 days ago"],
    [7 * DAY, "7 days ago"],
    [9 * DAY, "11 Mar"],
    [100 * DAY, "10 Dec 2025"],
    [-2 * HOUR, "in 2 h"],
  ])("formats %d ms before now as %s", (ms, text) => {
    expect(relativeTime(ago(ms), NOW)).toBe(text);
  });
});

describe("age", () => {
  it.each([
    [10_000, "now"],
    [5 * MIN, "5 min"],
    [4 * DAY, "4 days"],
  ])("%d ms is %s", (ms, text) => {
    expect(age(ago(ms), NOW)).toBe(text);
  });
});

describe("exactTime", () => {
  it("includes the time zone", () => {
    expect(exactTime("2026-03-20T12:00:05Z", "Asia/Kathmandu")).toBe("Fri, 20 Mar 2026, 17:45:05 GMT+5:45");
  });
});

describe("duration", () => {
  it.each([
    [0, "0 ms"],
    [80.4, "80 ms"],
    [1_449, "1.4 s"],
    [12_400, "12 s"],
    [59_700, "1 min"],
    [250_000, "4 min 10 s"],
    [599_900, "10 min"],
    [25 * MIN, "25 min"],
    [HOUR, "1 h"],
    [2 * HOUR + 5 * MIN, "2 h 5 min"],
    [3 * DAY + 4 * HOUR, "3 d 4 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});
