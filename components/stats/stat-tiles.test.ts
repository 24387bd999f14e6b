import { describe, expect, it } from "vitest";
import { finding, statTiles } from "@/components/stats/stat-tiles";
import type { Stats } from "@/lib/stats/schemas";

const totals = { opened: 0, resolved: 0, open: 0, occurrences: 0, previousOpened: 0, diagnosed: 0 };

describe("finding", () => {
  it.each([
    [{}, "No incidents in this period or the previous one"],
    [{ opened: 1, previousOpened: 3 }, "1 incident, 2 fewer than in the previous period"],
    [{ opened: 5, previousOpened: 3 }, "5 incidents, 2 more than in the previous period"],
    [{ opened: 3, previousOpened: 3 }, "3 incidents, as many as in the previous period"],
  ])("%j", (part, text) => expect(finding({ ...totals, ...part })).toBe(text));
});

describe("statTiles", () => {
  const none = { count: 0, p50Ms: null, p95Ms: null };
  const stats = {
    totals: { ...totals, opened: 4, diagnosed: 3 },
    timeToDiagnosis: { count: 3, p50Ms: 900, p95Ms: 2_400 },
    timeToAcknowledge: none,
    timeToResolve: { count: 1, p50Ms: 60_000, p95Ms: null },
  } as Stats;

  it("shows units, and a dash for what was not measured", () => {
    const byName = new Map(statTiles(stats).map((tile) => [tile.name, tile]));
    expect(byName.get("Diagnosed")?.value).toBe("3 of 4");
    expect(byName.get("Time to diagnosis")).toMatchObject({
      value: "900 ms",
      note: "median of 3; 95% within 2.4 s",
    });
    expect(byName.get("Time to acknowledge")).toMatchObject({ value: "–", note: "none in this period" });
    expect(byName.get("Time to resolve")).toMatchObject({ value: "1 min", note: "median of 1" });
  });
});
