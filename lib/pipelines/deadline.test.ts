import { describe, expect, it } from "vitest";
import { deadlineLabel, deadlineOutlook, lastDeadline, nextDeadline } from "@/lib/pipelines/deadline";
import { Deadline } from "@/lib/pipelines/schemas";

const berlin = (time: string, calendar: Deadline["calendar"] = "daily"): Deadline => ({
  time,
  zone: "Europe/Berlin",
  calendar,
});

const at = (iso: string) => new Date(iso);

describe("nextDeadline and lastDeadline", () => {
  it.each([
    // [deadline, at, next, last]
    [berlin("07:30"), "2026-11-30T05:00:00Z", "2026-11-30T06:30:00Z", "2026-11-29T06:30:00Z"],
    [berlin("07:30"), "2026-11-30T06:30:00Z", "2026-12-01T06:30:00Z", "2026-11-30T06:30:00Z"],
    [berlin("07:30"), "2026-11-30T06:29:59.500Z", "2026-11-30T06:30:00Z", "2026-11-29T06:30:00Z"],
    // The evening before is still the same day elsewhere.
    [
      { ...berlin("23:30"), zone: "America/New_York" },
      "2026-11-30T03:00:00Z",
      "2026-11-30T04:30:00Z",
      "2026-11-29T04:30:00Z",
    ],
    [
      { ...berlin("07:30"), zone: "Asia/Kathmandu" },
      "2026-11-30T00:00:00Z",
      "2026-11-30T01:45:00Z",
      "2026-11-29T01:45:00Z",
    ],
    // Summer time begins on 29 March 2026 and ends on 25 October 2026.
    [berlin("07:30"), "2026-03-28T12:00:00Z", "2026-03-29T05:30:00Z", "2026-03-28T06:30:00Z"],
    [berlin("07:30"), "2026-10-24T12:00:00Z", "2026-10-25T06:30:00Z", "2026-10-24T05:30:00Z"],
    // 02:30 does not exist on that day, and happens twice on the other.
    [berlin("02:30"), "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-28T01:30:00Z"],
    [berlin("02:30"), "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-24T00:30:00Z"],
    [berlin("02:30"), "2026-10-25T00:45:00Z", "2026-10-26T01:30:00Z", "2026-10-25T00:30:00Z"],
    // Friday evening to Monday.
    [berlin("07:30", "weekdays"), "2026-11-27T12:00:00Z", "2026-11-30T06:30:00Z", "2026-11-27T06:30:00Z"],
    [berlin("07:30", "month_start"), "2026-11-30T12:00:00Z", "2026-12-01T06:30:00Z", "2026-11-01T06:30:00Z"],
    [berlin("07:30", "month_end"), "2026-02-10T12:00:00Z", "2026-02-28T06:30:00Z", "2026-01-31T06:30:00Z"],
    [berlin("07:30", "month_end"), "2028-02-10T12:00:00Z", "2028-02-29T06:30:00Z", "2028-01-31T06:30:00Z"],
  ] as const)("of %o at %s", (deadline, now, next, last) => {
    expect(nextDeadline(deadline, at(now))).toEqual(at(next));
    expect(lastDeadline(deadline, at(now))).toEqual(at(last));
  });
});

describe("deadlineOutlook", () => {
  const outlook = (now: string, minutes: number | null, failedAt = "2026-11-30T03:00:00Z") =>
    deadlineOutlook(berlin("07:30"), {
      failedAt: at(failedAt),
      now: at(now),
      remainingMs: minutes === null ? null : minutes * 60_000,
    });

  it("compares the time left with the usual duration", () => {
    expect(outlook("2026-11-30T03:00:00Z", 45)).toEqual({
      at: at("2026-11-30T06:30:00Z"),
      fixBy: at("2026-11-30T05:45:00Z"),
      state: "met",
    });
    expect(outlook("2026-11-30T05:15:00Z", 45).state).toBe("tight");
    expect(outlook("2026-11-30T05:46:00Z", 45).state).toBe("at_risk");
    expect(outlook("2026-11-30T06:30:00Z", 45).state).toBe("missed");
  });

  it("stays missed while the same failure lasts", () => {
    expect(outlook("2026-12-04T03:00:00Z", 45)).toMatchObject({
      at: at("2026-11-30T06:30:00Z"),
      state: "missed",
    });
  });

  it("calls a deadline close in its last hour if the duration is unknown", () => {
    expect(outlook("2026-11-30T05:29:00Z", null)).toMatchObject({ fixBy: null, state: "met" });
    expect(outlook("2026-11-30T05:31:00Z", null).state).toBe("tight");
  });
});

describe("Deadline", () => {
  it("knows time zones and times", () => {
    expect(Deadline.parse({ time: "07:30", zone: "Europe/Berlin" }).calendar).toBe("daily");
    for (const wrong of [
      { time: "24:00", zone: "UTC" },
      { time: "7:30", zone: "UTC" },
      { time: "07:30", zone: "Mars/Olympus" },
      { time: "07:30", zone: "+02:00" },
      { time: "07:30", zone: "" },
    ])
      expect(Deadline.safeParse(wrong).success).toBe(false);
  });

  it("reads as people write it", () => {
    expect(deadlineLabel(berlin("07:30", "weekdays"))).toBe("07:30 Europe/Berlin on weekdays");
    expect(deadlineLabel(berlin("07:30"))).toBe("07:30 Europe/Berlin");
  });
});
