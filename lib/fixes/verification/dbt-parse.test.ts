import { describe, expect, it } from "vitest";
import { judgeDbt, parseDbtProject } from "@/lib/fixes/verification/dbt-parse";
import { hasNamespaces } from "@/lib/vendors/sandbox/namespaces";

const missing =
  "Compilation Error Model 'model.shop.orders' depends on a node named 'raws' which was not found";

describe("judgeDbt", () => {
  it.each([
    ["parses twice", true, true, "", "passed", false, false],
    ["fails as reported, then parses", false, true, `Compilation Error\n  ${missing}`, "passed", true, false],
    ["fails otherwise, then parses", false, true, "Database Error in model orders", "passed", false, false],
    ["breaks", true, false, "", "failed", false, true],
    ["never parses", false, false, "", "skipped", false, false],
  ] as const)("judges a project that %s", (_, before, after, failure, status, proof, breaks) => {
    const parsed = (ok: boolean) => (ok ? { ok } : { ok, message: missing }) as { ok: true };
    const run = judgeDbt({ before: parsed(before), after: parsed(after), failure, durationMs: 1 });
    expect(run).toMatchObject({ check: { name: "dbt_parse", status }, proof, breaks });
  });
});

const dbt = process.env["PD_DBT"] ?? "";

/** Needs a dbt with an adapter, which nothing here installs: `PD_DBT=/path/to/dbt npx vitest run …`. */
describe.skipIf(dbt === "" || !(await hasNamespaces()))("parseDbtProject", () => {
  const project = new Map([
    ["dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\nmodel-paths: [models]\n"],
    ["models/raw.sql", "select 1 as id\n"],
    ["models/orders.sql", "select * from {{ ref('raws') }}\n"],
  ]);
  const fixed = new Map([...project, ["models/orders.sql", "select * from {{ ref('raw') }}\n"]]);
  const signal = AbortSignal.timeout(120_000);

  it("sees a missing model before the patch and none after it", async () => {
    const run = await parseDbtProject({ dbt, before: project, after: fixed, failure: missing, signal });
    expect(run).toMatchObject({ check: { status: "passed" }, proof: true });
    expect(run.check.detail).toContain("depends on a node named 'raws' which was not found");
  });

  it("sees a patch that breaks the project", async () => {
    const run = await parseDbtProject({ dbt, before: fixed, after: project, failure: missing, signal });
    expect(run).toMatchObject({ check: { status: "failed" }, breaks: true });
  });
});
