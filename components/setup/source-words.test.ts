import { expect, it } from "vitest";
import { codeFolderLabel, hasTestFailure, healthLabel } from "@/components/setup/source-words";

it.each([
  ["airflow", true, "DAGs folder"],
  ["prefect", true, "Flows folder"],
  ["generic", true, "Code folder"],
  ["openlineage", false, "Code folder"],
])("%s", (kind, canTest, label) => {
  expect(hasTestFailure(kind)).toBe(canTest);
  expect(codeFolderLabel(kind)).toBe(label);
});

it.each([
  ["http://airflow:8080", true, "API connected"],
  [null, true, "Repository connected"],
  [null, false, "Connection failed"],
])("a test of %s that is %s", (apiBaseUrl, isOk, label) => {
  expect(healthLabel({ apiBaseUrl, isOk })).toBe(label);
});
