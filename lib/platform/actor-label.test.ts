import { expect, it } from "vitest";
import { actorLabel } from "@/lib/platform/actor-label";

it.each([
  ["token", "Ada", "API token Ada"],
  ["token", "Pipeline Debugger", "API token Pipeline Debugger"],
  ["source", "Ada", "Source Ada"],
  ["user", "Ada", "Ada"],
  ["system", "Pipeline Debugger", "Pipeline Debugger"],
] as const)("names a %s called %s", (type, name, label) => {
  expect(actorLabel({ type, name })).toBe(label);
});
