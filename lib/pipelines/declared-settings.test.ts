import { describe, expect, it } from "vitest";
import { declaredSettings } from "@/lib/pipelines/declared-settings";

describe("declaredSettings", () => {
  it.each([
    [["criticality:high"], { criticality: "high", origins: { criticality: "tag criticality:high" } }],
    [["Criticality: CRITICAL "], { criticality: "critical" }],
    [["tier:1"], { criticality: "critical" }],
    [["tier:tier-2"], { criticality: "high" }],
    [["owner:data-platform"], { owner: "data-platform" }],
    [["team:@finance"], { owner: "finance" }],
    [["deadline:07:30"], { deadline: { time: "07:30", zone: "UTC", calendar: "daily" } }],
    [
      ["deadline:07:30@Europe/Berlin"],
      { deadline: { time: "07:30", zone: "Europe/Berlin", calendar: "daily" } },
    ],
    [
      ["deadline:weekdays@07:30@Europe/Berlin"],
      { deadline: { time: "07:30", zone: "Europe/Berlin", calendar: "weekdays" } },
    ],
    [
      ["deadline:month_end@18:00@America/New_York"],
      { deadline: { time: "18:00", zone: "America/New_York", calendar: "month_end" } },
    ],
  ])("reads the tags %j", (tags, expected) => {
    expect(declaredSettings(tags)).toMatchObject({ ...expected, notes: [] });
  });

  it("reads dbt's meta", () => {
    const meta = {
      criticality: "high",
      owner: "finance",
      deadline: { time: "07:30", timezone: "Europe/Berlin", calendar: "weekdays" },
      contains_pii: true,
    };
    expect(declaredSettings([], meta)).toEqual({
      criticality: "high",
      owner: "finance",
      deadline: { time: "07:30", zone: "Europe/Berlin", calendar: "weekdays" },
      origins: { criticality: "meta criticality", owner: "meta owner", deadline: "meta deadline" },
      notes: [],
    });
    expect(declaredSettings([], { tier: 3, deadline: "06:00@Asia/Tokyo" })).toMatchObject({
      criticality: "normal",
      deadline: { time: "06:00", zone: "Asia/Tokyo", calendar: "daily" },
    });
  });

  it("ignores a value that it does not understand, with a note", () => {
    const { criticality, deadline, owner, notes } = declaredSettings(
      ["criticality:urgent", "deadline:7am@Europe/Berlin", "deadline:07:30@Mars", "tier:9", "owner:"],
      { deadline: { time: "07:30", zone: 7 }, criticality: ["high"] },
    );
    expect([criticality, deadline, owner]).toEqual([null, null, null]);
    expect(notes).toEqual([
      "tag criticality:urgent: must be low, normal, high or critical",
      "tag deadline:7am@Europe/Berlin: must be a deadline such as 07:30@Europe/Berlin or weekdays@07:30@Europe/Berlin",
      "tag deadline:07:30@Mars: must be a deadline such as 07:30@Europe/Berlin or weekdays@07:30@Europe/Berlin",
      "tag tier:9: must be 0 to 4",
      "tag owner:: must be the slug of a team",
      "meta deadline: must be a deadline such as 07:30@Europe/Berlin or weekdays@07:30@Europe/Berlin",
      "meta criticality: must be low, normal, high or critical",
    ]);
  });

  it("lets the first declaration count, and says so", () => {
    expect(declaredSettings(["tier:2", "criticality:low"], { criticality: "low" })).toMatchObject({
      criticality: "high",
      notes: [
        "tag criticality:low: already declared by tag tier:2",
        "meta criticality: already declared by tag tier:2",
      ],
    });
  });

  it("takes no notice of other tags and of meta that is not an object", () => {
    const nothing = { criticality: null, deadline: null, owner: null, origins: {}, notes: [] };
    expect(declaredSettings(["daily", "example", ":x", "cost-center:12", "__proto__:x"])).toEqual(nothing);
    for (const meta of ["criticality: high", ["criticality"], 3, null])
      expect(declaredSettings([], meta)).toEqual(nothing);
  });

  it("bounds what it keeps", () => {
    const tags = Array.from({ length: 500 }, (_, i) => `criticality:${i}`);
    expect(declaredSettings(tags).notes).toHaveLength(20);
    expect(declaredSettings([`owner:${"x".repeat(5_000)}`]).owner).toBeNull();
  });
});
