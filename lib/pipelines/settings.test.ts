import { describe, expect, it } from "vitest";
import { declaredSettings } from "@/lib/pipelines/declared-settings";
import { pipelineSettings, settingsOf } from "@/lib/pipelines/settings";

const team = (slug: string, pipelines: string[] = []) => ({
  id: `id-${slug}`,
  slug,
  name: slug.toUpperCase(),
  owns: { pipelines, services: [], tags: [] },
});
const TEAMS = [team("finance"), team("orders", ["orders_*"])];
const DEADLINE = { time: "07:30", zone: "Europe/Berlin", calendar: "daily" } as const;

const stored = (part: Partial<Parameters<typeof pipelineSettings>[0]> = {}) => ({
  name: "orders_daily",
  tags: [],
  ownerTeam: null,
  criticality: null,
  deadline: null,
  declared: null,
  ...part,
});

describe("pipelineSettings", () => {
  it("takes what a person has set before what is declared", () => {
    const declared = declaredSettings(["tier:1", "owner:finance", "deadline:06:00"]);
    const { ownerTeam, ...rest } = pipelineSettings(stored({ declared }), TEAMS);
    expect(rest).toEqual({
      criticality: { value: "critical", origin: "declared", declaredBy: "tag tier:1" },
      deadline: {
        value: { time: "06:00", zone: "UTC", calendar: "daily" },
        origin: "declared",
        declaredBy: "tag deadline:06:00",
      },
    });
    expect(ownerTeam).toMatchObject({ value: { slug: "finance" }, origin: "declared" });
    const set = { declared, criticality: "low", deadline: DEADLINE, ownerTeam: TEAMS[1] ?? null };
    expect(pipelineSettings(stored(set), TEAMS)).toMatchObject({
      criticality: { value: "low", origin: "set", declaredBy: "tag tier:1" },
      deadline: { value: DEADLINE, origin: "set" },
      ownerTeam: { value: { slug: "orders" }, origin: "set" },
    });
  });

  it("falls back to the team that lists the pipeline, and to normal", () => {
    expect(pipelineSettings(stored(), TEAMS)).toEqual({
      criticality: { value: "normal", origin: "default", declaredBy: null },
      deadline: { value: null, origin: "default", declaredBy: null },
      ownerTeam: {
        value: { id: "id-orders", slug: "orders", name: "ORDERS" },
        origin: "team",
        declaredBy: "orders_*",
      },
    });
    expect(pipelineSettings(stored({ name: "billing" }), TEAMS).ownerTeam).toMatchObject({
      value: null,
      origin: "default",
    });
  });

  it("takes a declared owner that is no team for a person", () => {
    const declared = declaredSettings(["owner:ada"]);
    expect(pipelineSettings(stored({ declared, name: "billing" }), TEAMS).ownerTeam).toEqual({
      value: null,
      origin: "default",
      declaredBy: "tag owner:ada",
    });
  });

  it("survives what another version wrote", () => {
    const broken = { criticality: "extreme", deadline: { hour: 7 }, declared: { criticality: 9 } };
    expect(settingsOf(broken)).toEqual({ criticality: null, deadline: null });
  });
});
