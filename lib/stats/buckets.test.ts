import { describe, expect, it } from "vitest";
import { chooseBucket, fillBuckets } from "@/lib/stats/buckets";

const day = (n: number) => new Date(Date.UTC(2026, 10, n));

describe("fillBuckets", () => {
  it("adds a point for every empty day and keeps the data", () => {
    const points = [{ at: "2026-11-02T00:00:00Z", opened: 3 }];
    expect(fillBuckets({ since: day(1), until: day(4), bucket: "day" }, points, { opened: 0 })).toEqual([
      { at: "2026-11-01T00:00:00.000Z", opened: 0 },
      { at: "2026-11-02T00:00:00.000Z", opened: 3 },
      { at: "2026-11-03T00:00:00.000Z", opened: 0 },
    ]);
  });

  it("starts at the bucket that contains `since`", () => {
    const since = new Date("2026-11-01T10:20:00Z");
    const hours = fillBuckets({ since, until: new Date("2026-11-01T12:00:00Z"), bucket: "hour" }, [], {
      n: 0,
    });
    expect(hours.map((hour) => hour.at)).toEqual(["2026-11-01T10:00:00.000Z", "2026-11-01T11:00:00.000Z"]);
  });

  it("fills empty buckets with null instead of zero if asked to", () => {
    expect(fillBuckets({ since: day(1), until: day(2), bucket: "day" }, [], { p50Ms: null })).toEqual([
      { at: "2026-11-01T00:00:00.000Z", p50Ms: null },
    ]);
  });
});

describe("chooseBucket", () => {
  it.each([
    [day(1), day(2), "hour"],
    [day(1), day(4), "hour"],
    [day(1), day(5), "day"],
  ] as const)("%s to %s", (since, until, bucket) => expect(chooseBucket(since, until)).toBe(bucket));
});
