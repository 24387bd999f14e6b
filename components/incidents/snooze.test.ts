import { describe, expect, it } from "vitest";
import { snoozeChoices } from "@/components/incidents/snooze";

describe("snoozeChoices", () => {
  // Local times: the tests run in a fixed time zone.
  it.each([
    [new Date(2026, 2, 20, 3, 10), new Date(2026, 2, 21, 9), new Date(2026, 2, 23, 9)], // Friday
    [new Date(2026, 2, 23, 8, 0), new Date(2026, 2, 24, 9), new Date(2026, 2, 30, 9)], // Monday
    [new Date(2026, 2, 22, 23, 59), new Date(2026, 2, 23, 9), new Date(2026, 2, 23, 9)], // Sunday
  ])("from %s", (now, tomorrow, monday) => {
    const choices = snoozeChoices(now);
    const [hour, four, ...days] = choices.flatMap(({ body }) =>
      body.snoozedUntil ? Date.parse(body.snoozedUntil) : [],
    );
    expect(hour).toBe(now.getTime() + 3_600_000);
    expect(four).toBe(now.getTime() + 4 * 3_600_000);
    expect(days).toEqual([tomorrow.getTime(), monday.getTime()]);
    expect(choices.at(-1)).toEqual({
      label: "Until it fails again",
      done: "snoozed until it fails again",
      body: { wakeAfterFailures: 1 },
    });
    expect(choices[0]?.done).toBe("snoozed for 1 hour");
  });
});
