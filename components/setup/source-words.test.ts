import { expect, it } from "vitest";
import { healthLabel } from "@/components/setup/source-words";

it.each([
  ["http://airflow:8080", true, "API connected"],
  [null, true, "Repository connected"],
  [null, false, "Connection failed"],
])("labels the result for %s, ok: %s", (apiBaseUrl, isOk, label) => {
  expect(healthLabel({ apiBaseUrl, isOk })).toBe(label);
});
