import { describe, expect, it } from "vitest";
import { addRequirement } from "@/lib/fixes/templates/add-requirement";
import { draftFix, editedText, frameAt, type TemplateScene } from "@/lib/fixes/templates/testing/draft-fix";

describe("add-requirement", () => {
  const files = {
    "requirements.txt": "pandas==2.2.0\n",
    "dags/sales/requirements.txt": "requests\n",
    "dags/sales/orders.py": "import x\n",
    "lib/shared/__init__.py": "",
  };
  const scene = (module: string, more: Partial<TemplateScene> = {}): TemplateScene => ({
    files,
    params: { module },
    ...more,
  });

  it.each([
    ["great_expectations", "great-expectations"],
    ["yaml", "PyYAML"],
    ["google.cloud.bigquery", "google-cloud-bigquery"],
    ["airflow.providers.snowflake.hooks.snowflake", "apache-airflow-providers-snowflake"],
    ["airflow.providers.apache.spark.operators", "apache-airflow-providers-apache-spark"],
    ["db-dtypes", "db-dtypes"],
  ])("knows the package of %s", async (module, name) => {
    expect(await editedText(addRequirement, scene(module))).toBe(`pandas==2.2.0\n${name}\n`);
  });

  it("uses the file nearest to the code, and keeps its line endings", async () => {
    const fix = await draftFix(
      addRequirement,
      scene("tomli", { frames: [frameAt("dags/sales/orders.py", 1)] }),
    );
    expect(fix?.edits[0]).toMatchObject({ path: "dags/sales/requirements.txt", after: "requests\ntomli\n" });
    const windows = { "requirements.txt": "pandas\r\nnumpy" };
    expect(await editedText(addRequirement, scene("tomli", { files: windows }))).toBe(
      "pandas\r\nnumpy\r\ntomli\r\n",
    );
  });

  it("warns about an assumed name", async () => {
    expect((await draftFix(addRequirement, scene("tomli")))?.cautions.join(" ")).toContain("assumed");
    expect((await draftFix(addRequirement, scene("yaml")))?.cautions.join(" ")).not.toContain("assumed");
  });

  it.each([
    ["the repository's own module", "shared.loaders", files],
    ["a listed package", "Pandas", files],
    ["a module removed from Python", "distutils.util", files],
    ["a namespace", "google.protobuf_x.y", files],
    ["no requirements file", "tomli", { "dags/orders.py": "" }],
    ["two files, none nearer", "tomli", { "a/requirements.txt": "", "b/requirements.txt": "" }],
    ["an invalid module name", "x; rm -rf /", files],
  ])("does nothing for %s", async (_, module, existing) => {
    expect(
      await draftFix(addRequirement, scene(module, { files: existing as Record<string, string> })),
    ).toBeNull();
  });
});
