import { expect, it } from "vitest";
import { slugOf } from "@/lib/workspaces/teams/slug";

it.each([
  ["Data Platform", "data-platform"],
  ["  R&D / EU ", "r-d-eu"],
  ["Équipe Données", "equipe-donnees"],
  ["注文", "team"],
  ["x".repeat(80), "x".repeat(60)],
  [`${"x".repeat(59)} y`, "x".repeat(59)],
])("turns %j into %j", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
