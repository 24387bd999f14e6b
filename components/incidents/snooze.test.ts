import { describe, expect, it } from "vitest";
import { snoozeChoices } from "@/components/incidents/snooze";

describe("snoozeChoices", () => {
  // Local times: the tests run in a fixed time zone.
  it.each([
    [new Date(2026, 2, 20, 3, 10), new Date(2026, 2, 21, 9), new Date(2026, 2, 23, 9)], // Friday
    [new Date(2026, 2, 23, 8, 0), new Date(2026, 2, 24, 9), new Date(2026, 2, 30, 9)], // Monday
    [new Date(2026, 2, 22, 23, 59), new Date(2026, 2, 23, 9), new Date(2026, 2, 23, 9)], // Sunday
  ])("from %s", (now, tomorrow, monday) => {
    const [hour, four, ...days] = snoozeChoices(now).map(({ until }) => until.getTime());
    expect(hour).toBe(now.getTime() + 3_600_000);
    expect(four).toBe(now.getTime() + 4 * 3_600_000);
    expect(days).toEqual([tomorrow.getTime(), monday.getTime()]);
  });
});
