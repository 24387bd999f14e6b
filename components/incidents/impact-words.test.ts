import { describe, expect, it } from "vitest";
import { deadlineUrgency, impactCounts, orderItems, ownerWords } from "@/components/incidents/impact-words";
import type { ImpactItem } from "@/lib/pipelines/impact/schemas";

const item = (part: Partial<ImpactItem>): ImpactItem => ({
  kind: "dataset",
  id: "x",
  name: "x",
  path: [],
  ownerTeam: null,
  owner: null,
  criticality: null,
  ...part,
});

describe("impactCounts", () => {
  it.each([
    [{ pipelines: 2, datasets: 3, dashboards: 1 }, "2 pipelines, 3 datasets and 1 dashboard"],
    [{ pipelines: 1, datasets: 0, dashboards: 2 }, "1 pipeline and 2 dashboards"],
    [{ pipelines: 0, datasets: 1, dashboards: 0 }, "1 dataset"],
    [{ pipelines: 0, datasets: 0, dashboards: 0 }, ""],
  ])("of %j", (counts, words) => {
    expect(impactCounts({ counts })).toBe(words);
  });
});

describe("deadlineUrgency", () => {
  const deadline = { at: "2026-11-30T06:30:00Z", fixBy: "2026-11-30T05:28:00Z" };
  it.each([
    ["2026-11-30T05:00:00Z", "open"],
    ["2026-11-30T05:28:00Z", "at_risk"],
    ["2026-11-30T06:30:00Z", "missed"],
  ])("at %s", (now, urgency) => {
    expect(deadlineUrgency(deadline, Date.parse(now))).toBe(urgency);
  });

  it("is open without a usual duration until it is missed", () => {
    const now = Date.parse("2026-11-30T06:29:00Z");
    expect(deadlineUrgency({ ...deadline, fixBy: null }, now)).toBe("open");
  });
});

describe("an item", () => {
  it("belongs to its team, or else its owner", () => {
    const ownerTeam = { id: "t", slug: "finance", name: "Finance" };
    expect(ownerWords(item({ ownerTeam, owner: "ada" }))).toBe("Finance");
    expect(ownerWords(item({ owner: "ada" }))).toBe("ada");
    expect(ownerWords(item({}))).toBeNull();
  });

  it("is listed by what people look at first", () => {
    const items = [
      item({ name: "table" }),
      item({ name: "far", kind: "pipeline", path: [{ kind: "dataset", name: "d" }] }),
      item({ name: "near", kind: "pipeline" }),
      item({ name: "board", kind: "dashboard" }),
      item({ name: "billing", kind: "pipeline", criticality: "critical" }),
    ];
    expect(orderItems(items).map(({ name }) => name)).toEqual(["billing", "board", "near", "far", "table"]);
  });
});
