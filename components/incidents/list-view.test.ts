import { describe, expect, it } from "vitest";
import { DEFAULT_VIEW, filterAt, parseView, viewSearch } from "@/components/incidents/list-view";

describe("parseView", () => {
  it("defaults to open incidents", () => {
    expect(parseView({})).toEqual(DEFAULT_VIEW);
    expect(viewSearch(DEFAULT_VIEW)).toBe("");
    expect(parseView({ status: "any" })).toEqual({ filter: {}, within: null });
  });

  it("parses lists, a period and single values", () => {
    expect(parseView({ severity: "critical,high", within: "7d", pipeline: "orders" })).toEqual({
      filter: { status: ["open"], severity: ["critical", "high"], pipeline: "orders" },
      within: "7d",
    });
  });

  it("drops invalid parameters and keeps the rest", () => {
    expect(
      parseView({ severity: "apocalyptic", within: "1y", foo: "bar", q: "x", cursor: "c", limit: "9999" }),
    ).toEqual({ filter: { status: ["open"], q: "x" }, within: null });
  });
});

describe("viewSearch", () => {
  it.each([
    ["", ""],
    ["status=any", "status=any"],
    ["within=7d&severity=critical,high", "severity=critical,high&within=7d"],
    ["status=resolved&q=a%26b", "q=a%26b&status=resolved"],
  ])("round-trips %s as %s", (search, expected) => {
    expect(viewSearch(parseView(Object.fromEntries(new URLSearchParams(search))))).toBe(expected);
  });
});

describe("filterAt", () => {
  it("counts a period back from now", () => {
    const now = Date.parse("2026-03-20T12:00:00Z");
    expect(filterAt(parseView({ within: "7d" }), now).since).toBe("2026-03-13T12:00:00.000Z");
    expect(filterAt(parseView({}), now).since).toBeUndefined();
  });
});
