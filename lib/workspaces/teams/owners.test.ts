import { describe, expect, it } from "vitest";
import { matchesPattern, ownersOf } from "@/lib/workspaces/teams/owners";

const team = (slug: string, owns: Partial<Record<"pipelines" | "services" | "tags", string[]>>) => ({
  slug,
  owns: { pipelines: [], services: [], tags: [], ...owns },
});

describe("matchesPattern", () => {
  it.each([
    ["orders_daily", "orders_daily", true],
    ["orders_daily", "orders", false],
    ["orders_daily", "Orders_daily", false],
    ["orders_daily", "orders_*", true],
    ["orders_", "orders_*", true],
    ["my_orders_", "orders_*", false],
    ["orders_daily", "*daily", true],
    ["orders_daily", "*_*", true],
    ["orders_daily", "o*s_d*y", true],
    ["orders_daily", "o*x*y", false],
    ["aba", "ab*ba", false],
    ["abba", "ab*ba", true],
    ["aab", "*a*ab", true],
    ["ab", "*a*ab", false],
    ["anything", "*", true],
    ["", "*", true],
    ["anything", "**", true],
    ["a.b", "a?b", false],
    ["a+b", "a+b", true],
  ])("%j with %j: %s", (name, pattern, matches) => {
    expect(matchesPattern(name, pattern)).toBe(matches);
  });

  it("is linear in the longest names and patterns", () => {
    const name = `${"a".repeat(100_000)}b`;
    expect(matchesPattern(name, `${"a*".repeat(100)}c`)).toBe(false);
    expect(matchesPattern(name, `${"a*".repeat(100)}b`)).toBe(true);
  });
});

describe("ownersOf", () => {
  const teams = [
    team("everything", { pipelines: ["*"], services: ["*"] }),
    team("orders", { pipelines: ["orders_*", "refunds"] }),
    team("orders-daily", { pipelines: ["orders_daily"] }),
    team("checkout", { services: ["checkout-api"] }),
    team("finance", { tags: ["finance", "team:finance-*"] }),
  ];
  const slugs = (subject: Parameters<typeof ownersOf>[0]) =>
    ownersOf(subject, teams).map((owner) => owner.team.slug);

  it.each([
    [
      "a full name before a pattern, a longer pattern before a shorter one",
      "orders_daily",
      ["orders-daily", "orders", "everything"],
    ],
    ["only what matches", "orders_hourly", ["orders", "everything"]],
    ["what matches everything", "payroll", ["everything"]],
  ])("ranks first %s", (_, pipeline, expected) => {
    expect(slugs({ pipeline })).toEqual(expected);
  });

  it("keeps services apart from pipelines, and ranks tags after both", () => {
    expect(slugs({ service: "checkout-api" })).toEqual(["checkout", "everything"]);
    expect(slugs({ pipeline: "checkout-api" })).toEqual(["everything"]);
    expect(slugs({ pipeline: "payroll", tags: ["finance"] })).toEqual(["everything", "finance"]);
    expect(slugs({ tags: ["team:finance-eu"] })).toEqual(["finance"]);
  });

  it("is empty without an owner or a name", () => {
    expect(slugs({})).toEqual([]);
    expect(slugs({ pipeline: null, service: null, tags: [] })).toEqual([]);
    expect(ownersOf({ pipeline: "orders_daily" }, [])).toEqual([]);
  });

  it("returns each team's most specific pattern, and orders ties by slug", () => {
    const equal = [team("b", { pipelines: ["*", "ord*"] }), team("a", { pipelines: ["ord*"] })];
    expect(ownersOf({ pipeline: "orders" }, equal)).toEqual([
      { team: equal[1], kind: "pipelines", pattern: "ord*" },
      { team: equal[0], kind: "pipelines", pattern: "ord*" },
    ]);
  });
});
