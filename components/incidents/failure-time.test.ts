import { describe, expect, it } from "vitest";
import { isAboutDueRun, wasFoundLater } from "@/components/incidents/failure-time";
import type { Incident } from "@/lib/desk/schemas";

describe("wasFoundLater", () => {
  const lastSeenAt = "2026-11-30T13:30:00.000Z";
  it.each([
    ["2026-11-30T13:05:00.000Z", true],
    ["2026-11-30T13:28:30.000Z", false],
    [lastSeenAt, false],
  ])("of a failure at %s", (failedAt, expected) => {
    expect(wasFoundLater({ failedAt, lastSeenAt })).toBe(expected);
  });
});

describe("isAboutDueRun", () => {
  const check = (externalId: string) => ({
    kind: "check",
    check: { externalId, name: "orders_daily", owner: null },
    target: null,
    pipeline: null,
    run: null,
  });
  it.each([
    ["missing:orders_daily", true],
    ["late:orders_daily", true],
    ["empty:orders_daily", false],
    ["import:missing:1", false],
  ])("of %s", (key, expected) => {
    expect(isAboutDueRun({ subject: check(key) as unknown as Incident["subject"] })).toBe(expected);
  });
});
