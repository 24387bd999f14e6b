import { expect, it } from "vitest";
import { qualifiedName } from "@/components/pipelines/qualified-name";

it.each([
  ["orders", null],
  ["staging/orders", "staging/orders"],
  ["prod-airflow/orders", "prod-airflow/orders"],
  ["0d3a5d3c-7d1e-4f6a-9f0e-6b1a3c5d7e9f", null],
])("tells pipelines of one name apart: %s", (externalId, expected) => {
  expect(qualifiedName({ name: "orders", externalId })).toBe(expected);
});
