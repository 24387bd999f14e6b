import { describe, expect, it } from "vitest";
import { changeWords } from "@/components/incidents/change-words";
import type { UpdateIncident } from "@/lib/incidents/schemas";

describe("changeWords", () => {
  it.each<[UpdateIncident, string | null]>([
    [{ status: "triggered" }, "reopened"],
    [{ status: "resolved", resolution: "wont_fix" }, "resolved"],
    [{ severity: "low" }, "set to low"],
    [{ assigneeId: null }, "unassigned"],
    [{ ownerTeamId: "t" }, "given to the team"],
    [{ snoozedUntil: null }, "unsnoozed"],
    [{ wakeAfterFailures: 1 }, "snoozed until it fails again"],
    [{ resolution: "false_alarm", comment: "late feed" }, "resolved: false alarm"],
    [{ comment: "looking" }, "commented"],
    [{}, null],
  ])("%j", (body, words) => {
    expect(changeWords(body)).toBe(words);
  });
});
