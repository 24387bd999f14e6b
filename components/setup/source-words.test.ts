import { expect, it } from "vitest";
import { codeFolderLabel, hasTestFailure } from "@/components/setup/source-words";

it.each([
  ["airflow", true, "DAGs folder"],
  ["prefect", true, "Flows folder"],
  ["generic", true, "Code folder"],
  ["openlineage", false, "Code folder"],
])("%s", (kind, canTest, label) => {
  expect(hasTestFailure(kind)).toBe(canTest);
  expect(codeFolderLabel(kind)).toBe(label);
});
