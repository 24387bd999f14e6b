import { expect, it } from "vitest";
import { healthLabel } from "@/components/setup/source-words";

it.each([
  [true, true, "API connected"],
  [false, true, "Repository connected"],
  [true, false, "Connection failed"],
])("labels the result, has an API: %s, ok: %s", (hasApi, isOk, label) => {
  expect(healthLabel({ hasApi, isOk })).toBe(label);
});
