import { describe, expect, it } from "vitest";
import { partsOf } from "@/lib/stats/period";

const at = (time: string) => new Date(`2026-11-${time}Z`);
const parts = (from: string, to: string, bucket: "day" | "hour" = "day") => {
  const { days, rest } = partsOf({ from: at(from), to: at(to) }, bucket);
  const short = (range: { from: Date; to: Date }) =>
    [range.from, range.to].map((time) => time.toISOString().slice(8, 16)).join(" – ");
  return { days: days && short(days), rest: rest.map(short) };
};

describe("partsOf", () => {
  it("splits a period into whole days and the remainders", () => {
    expect(parts("03T10:20", "07T08:00")).toEqual({
      days: "04T00:00 – 07T00:00",
      rest: ["03T10:20 – 04T00:00", "07T00:00 – 07T08:00"],
    });
  });

  it("has no remainder for whole days", () => {
    expect(parts("03T00:00", "07T00:00")).toEqual({ days: "03T00:00 – 07T00:00", rest: [] });
  });

  it.each([
    ["03T10:00", "03T20:00"],
    ["03T10:00", "04T09:00"],
  ])("has no whole day between %s and %s", (from, to) => {
    expect(parts(from, to)).toEqual({ days: null, rest: [`${from} – ${to}`] });
  });

  it("has no whole days with hourly buckets, and nothing for an empty period", () => {
    expect(parts("03T00:00", "05T00:00", "hour")).toEqual({ days: null, rest: ["03T00:00 – 05T00:00"] });
    expect(parts("03T10:00", "03T10:00")).toEqual({ days: null, rest: [] });
  });
});
