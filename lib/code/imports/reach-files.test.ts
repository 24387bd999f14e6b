import { describe, expect, it } from "vitest";
import { namedFiles, referencedModels, selectedModels } from "@/lib/code/imports/named-files";
import { reachFiles } from "@/lib/code/imports/reach-files";

interface Asked {
  entries?: string[];
  dagsFolder?: string | null;
  maxFiles?: number;
  maxDepth?: number;
}

/** What is reached in a repository, as `path (how): chain`. */
async function reach(files: Record<string, string>, asked: Asked = {}) {
  const limits = { maxFiles: 50, maxDepth: 8, dagsFolder: "dags", entries: ["dags/orders.py"], ...asked };
  const found = await reachFiles({ ...limits, paths: Object.keys(files) }, async (paths) => {
    return new Map(paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]]])));
  });
  return found.map(({ path, via, how }) => `${path} (${how}): ${via.join(" → ")}`);
}

describe("reachFiles", () => {
  it("follows imports from the DAGs folder, through packages and relative imports", async () => {
    expect(
      await reach({
        "dags/orders.py": "from common.load import load_orders\nimport os, pandas",
        "dags/common/__init__.py": "",
        "dags/common/load.py": "from . import retry\nfrom .db.engine import connect",
        "dags/common/retry.py": "",
        "dags/common/db/engine.py": "",
        "dags/unused.py": "",
        "common/load.py": "",
      }),
    ).toEqual([
      "dags/orders.py (entry): dags/orders.py",
      "dags/common/load.py (imports): dags/orders.py → dags/common/load.py",
      "dags/common/__init__.py (imports): dags/orders.py → dags/common/__init__.py",
      "dags/common/retry.py (imports): dags/orders.py → dags/common/load.py → dags/common/retry.py",
      "dags/common/db/engine.py (imports): dags/orders.py → dags/common/load.py → dags/common/db/engine.py",
    ]);
  });

  it.each([
    ["the plugins folder", "dags", "plugins/hooks/shop.py", "from hooks.shop import ShopHook"],
    ["plugins beside a nested DAGs folder", "airflow/dags", "airflow/plugins/shop.py", "import shop"],
    ["the repository itself", "dags", "etl/shop.py", "import etl.shop"],
    ["a src folder", "dags", "src/etl/shop.py", "from etl import shop"],
    ["a namespace package", "dags", "dags/a/b/c.py", "from a.b import c"],
    ["the folder of the file", null, "dags/helper.py", "from helper import x"],
  ])("finds a module in %s", async (_, dagsFolder, path, statement) => {
    const entry = `${dagsFolder ?? "dags"}/orders.py`;
    const found = await reach({ [entry]: statement, [path]: "" }, { dagsFolder, entries: [entry] });
    expect(found).toContain(`${path} (imports): ${entry} → ${path}`);
  });

  it("does not leave the repository with relative imports, nor loop", async () => {
    const files = {
      "dags/orders.py": "from ....x import y\nimport a",
      "dags/a.py": "import orders",
      "x.py": "",
    };
    expect(await reach(files)).toHaveLength(2);
  });

  it("follows the SQL, templates, configuration and scripts that a DAG names", async () => {
    expect(
      await reach({
        "dags/orders.py": `
SQLExecuteQueryOperator(sql="sql/load.sql")
BashOperator(bash_command="scripts/run.sh {{ ds }} ")
open(os.path.join(HERE, "config/orders.yml"))`,
        "dags/sql/load.sql": "{% include 'sql/macros.sql' %} select 1",
        "dags/sql/macros.sql": "",
        "scripts/run.sh": "python jobs/export.py --day $1",
        "jobs/export.py": "from lib import s3",
        "jobs/lib/s3.py": "",
        "lib/s3.py": "",
        "dags/config/orders.yml": "query: other.sql",
        "reports/other.sql": "",
      }),
    ).toEqual([
      "dags/orders.py (entry): dags/orders.py",
      "dags/sql/load.sql (names): dags/orders.py → dags/sql/load.sql",
      "scripts/run.sh (names): dags/orders.py → scripts/run.sh",
      "dags/config/orders.yml (names): dags/orders.py → dags/config/orders.yml",
      "dags/sql/macros.sql (names): dags/orders.py → dags/sql/load.sql → dags/sql/macros.sql",
      "jobs/export.py (names): dags/orders.py → scripts/run.sh → jobs/export.py",
      "reports/other.sql (names): dags/orders.py → dags/config/orders.yml → reports/other.sql",
      "lib/s3.py (names): dags/orders.py → scripts/run.sh → jobs/export.py → lib/s3.py",
    ]);
  });

  it("follows the models of a dbt command and their refs", async () => {
    const found = await reach({
      "dags/orders.py": `BashOperator(bash_command="cd dbt && dbt run --select +orders tag:daily --target prod")`,
      "dbt/models/marts/orders.sql":
        'select * from {{ ref(\'stg_orders\') }} join {{ ref("pkg", "countries") }}',
      "dbt/models/staging/stg_orders.sql": "select 1",
      "dbt/seeds/countries.csv": "a,b",
      "dbt/models/other.sql": "",
    });
    expect(found.map((line) => line.split(" ")[0])).toEqual([
      "dags/orders.py",
      "dbt/models/marts/orders.sql",
      "dbt/models/staging/stg_orders.sql",
      "dbt/seeds/countries.csv",
    ]);
  });

  it("stops at its limits", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`dags/m${i}.py`, `import m${i + 1}`]),
    );
    const chain = { ...files, "dags/orders.py": "import m0" };
    expect(await reach(chain, { maxFiles: 5 })).toHaveLength(5);
    expect(await reach(chain, { maxDepth: 3 })).toHaveLength(4);
  });
});

describe("names in texts", () => {
  it.each([
    ["sql='/opt/airflow/dags/sql/a.sql'", ["/opt/airflow/dags/sql/a.sql"]],
    ["./run.sh && ./run.sh", ["run.sh"]],
    ["see config.yaml.", ["config.yaml"]],
    ["v1.2 .sql http://x/y {{ params.table }}", []],
  ])("finds the files in %j", (text, expected) => expect(namedFiles(text)).toEqual(expected));

  it("reads long texts in linear time", () => {
    const started = performance.now();
    namedFiles(`${"a/".repeat(200_000)} ${"x".repeat(200_000)}`);
    referencedModels("ref(".repeat(100_000));
    selectedModels(`dbt ${"--select ".repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it.each([
    ["dbt run --select +orders+ 2+customers --exclude x", ["orders", "customers"]],
    ["dbt build -s orders,tag:x", ["orders"]],
    ["ls --select orders", []],
  ])("finds the models selected in %j", (text, expected) => expect(selectedModels(text)).toEqual(expected));
});
