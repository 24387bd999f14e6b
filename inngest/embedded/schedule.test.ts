import { describe, expect, it } from "vitest";
import { nextTick, requireSchedule } from "./schedule";

describe("nextTick", () => {
  it.each([
    ["* * * * *", "2026-11-21T10:00:30Z", "2026-11-21T10:01:00Z"],
    ["*/15 * * * *", "2026-11-21T10:00:00Z", "2026-11-21T10:15:00Z"],
    ["0 9 * * 1-5", "2026-11-21T10:00:00Z", "2026-11-23T09:00:00Z"],
    ["TZ=Europe/Berlin 0 9 * * 1-5", "2026-11-21T10:00:00Z", "2026-11-23T08:00:00Z"],
    ["CRON_TZ=America/New_York 30 2 * * *", "2026-11-21T10:00:00Z", "2026-11-22T07:30:00Z"],
    ["0 0 29 2 *", "2026-11-21T10:00:00Z", "2028-02-29T00:00:00Z"],
    // Clocks go forward over 02:30 in Berlin on that day.
    ["TZ=Europe/Berlin 30 3 * * *", "2027-03-28T00:00:00Z", "2027-03-28T01:30:00Z"],
  ])("%s after %s", (schedule, after, next) => {
    expect(new Date(nextTick(schedule, Date.parse(after)) ?? 0).toISOString()).toBe(
      next.replace("Z", ".000Z"),
    );
  });
});

describe("requireSchedule", () => {
  it.each([
    ["every minute", /invalid cron schedule/],
    ["* * * * * *", /invalid cron schedule/],
    ["61 * * * *", /invalid cron schedule/],
    ["TZ=Mars/Olympus 0 9 * * *", /invalid cron schedule/],
    ["0 0 30 2 *", /never fires/],
  ])("refuses %s", (schedule, message) => {
    expect(() => requireSchedule(schedule)).toThrow(message);
  });
});
