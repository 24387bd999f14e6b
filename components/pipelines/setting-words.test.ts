import { describe, expect, it } from "vitest";
import { deadlineWords, originWords } from "@/components/pipelines/setting-words";

describe("originWords", () => {
  it.each([
    [{ origin: "set", declaredBy: null }, "Set here"],
    [{ origin: "set", declaredBy: "tag tier:1" }, "Set here, over tag tier:1"],
    [{ origin: "declared", declaredBy: "meta owner" }, "Declared by meta owner"],
    [{ origin: "team", declaredBy: "orders_*" }, "The team lists orders_* as its own"],
    [{ origin: "default", declaredBy: null }, "Default"],
    [{ origin: "default", declaredBy: "tag owner:ada" }, "Default; tag owner:ada names no team here"],
  ] as const)("of %j", (setting, words) => {
    expect(originWords({ ...setting, value: null })).toBe(words);
  });
});

describe("deadlineWords", () => {
  it("names time, zone and days", () => {
    expect(deadlineWords({ time: "07:30", zone: "Europe/Berlin", calendar: "month_end" })).toBe(
      "07:30 Europe/Berlin, on the last day of the month",
    );
  });
});
