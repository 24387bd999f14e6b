import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { dbtObjection } from "@/lib/fixes/patches/dbt-properties";

const SCHEMA = `
version: 2
models:
  - name: orders
    columns:
      - name: order_id
        data_tests: [unique, not_null]
      - name: status
        data_tests:
          - accepted_values:
              values: [placed, shipped]
sources:
  - name: shop
    tables:
      - name: payments
        columns: [{ name: id }]
exposures:
  - name: weekly
    type: dashboard
`;

describe("dbtObjection", () => {
  it.each([
    ["models/schema.yml", SCHEMA],
    ["models/empty.yml", "version: 2\nmodels:\n"],
    ["dags/config.yml", "tables:\n  a: 1\n"],
    ["dags/models.yml", "- models\n"],
    [
      "dbt_project.yml",
      "name: shop\nprofile: shop\nmodel-paths: [models]\nmodels:\n  shop:\n    +materialized: table\n",
    ],
    ["x.yml", "semantic_models: [{ name: a }]\nanchors: [&a { x: 1 }]\n"],
  ])("accepts %s", (path, text) => {
    expect(dbtObjection(path, parse(text))).toBeNull();
  });

  it.each([
    ["models/a.yml", SCHEMA.replace("models:", "modles:"), "`modles` is not a dbt key; `models` is"],
    ["models/a.yml", SCHEMA.replace("sources:", "source:"), "`source` is not a dbt key; `sources` is"],
    ["models/a.yml", SCHEMA.replace("- name: orders", "- nme: orders"), "`models[0]` has no name"],
    ["models/a.yml", "version: 2\nmodels:\n  orders: { columns: [] }\n", "`models` must be a list"],
    [
      "models/a.yml",
      SCHEMA.replace("- name: order_id\n        data_tests: [unique, not_null]", "- order_id"),
      "must be a mapping",
    ],
    ["models/a.yml", SCHEMA.replace("[unique, not_null]", "unique"), "must be a list"],
    ["models/a.yml", "models: [{ name: a }, { name: a }]\n", "`a` is listed twice"],
    ["models/a.yml", "sources: [{ name: a, tables: { name: b } }]\n", "`sources[0].tables` must be a list"],
    ["dbt_project.yml", "name: my-shop\n", "`name` must consist"],
    ["dbt_project.yml", "name: shop\nmodel-paths: models\n", "`model-paths` must be a list"],
  ])("refuses %s", (path, text, reason) => {
    expect(dbtObjection(path, parse(text))).toContain(reason);
  });
});
