import { describe, expect, it } from "vitest";
import { connectionLabel, healthLabel, isTestOutdated } from "@/components/setup/source-words";

it.each([
  [true, true, "API connected"],
  [false, true, "Repository connected"],
  [true, false, "Connection failed"],
])("labels the result, has an API: %s, ok: %s", (hasApi, isOk, label) => {
  expect(healthLabel({ hasApi, isOk })).toBe(label);
});

describe("what was last seen of the connection", () => {
  const comparedAt = "2026-11-30T13:18:00.000Z";
  const source = (
    failingSince: string | null,
    healthCheckedAt: string | null,
    isOk = true,
    isReconciled = true,
  ) => ({
    enabled: true,
    isReconciled,
    health: healthCheckedAt === null ? null : { ok: isOk, detail: "healthy" },
    healthCheckedAt,
    reconciliation: {
      succeededAt: null,
      finishedAt: comparedAt,
      readUntil: null,
      failingSince,
      error: null,
      requests: 5,
      durationMs: 100,
    },
  });
  const before = "2026-11-30T13:00:00.000Z";
  const after = "2026-11-30T13:18:30.000Z";
  it.each([
    ["a failed comparison after a good test", source(before, before), "Cannot be compared", true],
    ["a good test after a failed comparison", source(before, after), "API connected", false],
    ["a good comparison after a failed test", source(null, before, false), "API connected", true],
    ["a good comparison after a good test", source(null, before), "API connected", false],
    ["a failed test after a good comparison", source(null, after, false), "Connection failed", false],
    ["a comparison alone", source(null, null), "API connected", false],
    ["a test, if it is not compared any more", source(before, before, true, false), "API connected", false],
  ])("is %s", (_, seen, text, isOutdated) => {
    expect(connectionLabel(seen, true)?.text).toBe(text);
    expect(isTestOutdated(seen)).toBe(isOutdated);
  });

  it("is nothing before anything was seen", () => {
    expect(connectionLabel({ ...source(null, null), reconciliation: null }, true)).toBeNull();
  });
});
