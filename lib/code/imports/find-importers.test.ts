import { describe, expect, it } from "vitest";
import { findImporters } from "@/lib/code/imports/find-importers";

/** A repository in memory that is searched as git does. */
function repository(files: Record<string, string>, canSearch = true) {
  const read: string[] = [];
  return {
    read,
    findMentions: async (words: readonly string[], _ref: string, limit: number) => {
      if (!canSearch) return null;
      const found = Object.entries(files).flatMap(([path, text]) =>
        words.some((word) => new RegExp(`(?<!\\w)${word.replaceAll(".", "\\.")}(?!\\w)`).test(text))
          ? [path]
          : [],
      );
      return { paths: found.slice(0, limit), isComplete: found.length <= limit };
    },
    readFiles: async (paths: readonly string[]) => {
      read.push(...paths);
      return new Map(
        paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]] as const])),
      );
    },
  };
}
const find = (files: Record<string, string>, changed: string[], canSearch = true) => {
  const searched = repository(files, canSearch);
  const input = { changed, paths: Object.keys(files), dagsFolder: "dags", ref: "HEAD" };
  return findImporters(searched, input).then((found) => ({ ...found, read: searched.read }));
};

describe("files that use a changed one", () => {
  const FILES = {
    "dags/orders.py": "from common.load import load\n",
    "dags/report.py": "from common import etl\n",
    "dags/common/etl.py": "from common.load import load\n",
    "dags/common/load.py": "def load(): pass\n",
    "dags/other.py": "load = 1  # another load\n",
    "tests/test_load.py": "from common.load import load\n",
  };

  it("import it, directly or through others; tests are marked", async () => {
    const { importers, gap } = await find(FILES, ["dags/common/load.py"]);
    expect(importers.map(({ path, uses, isTest }) => [path, uses, isTest])).toEqual([
      ["dags/orders.py", "dags/common/load.py", false],
      ["dags/common/etl.py", "dags/common/load.py", false],
      ["tests/test_load.py", "dags/common/load.py", true],
      ["dags/report.py", "dags/common/etl.py", false],
    ]);
    expect(gap).toBeNull();
  });

  it("are not those that only use the same word", async () => {
    const { importers } = await find(FILES, ["dags/common/load.py"]);
    expect(importers.map(({ path }) => path)).not.toContain("dags/other.py");
  });

  it("name an SQL file or refer to a dbt model", async () => {
    const files = {
      "dags/a.py": 'SQLOperator(sql="sql/orders.sql")\n',
      "dags/sql/orders.sql": "select 1\n",
      "models/stg_orders.sql": "select 1\n",
      "models/mart.sql": "select * from {{ ref('stg_orders') }}\n",
    };
    expect((await find(files, ["dags/sql/orders.sql"])).importers).toMatchObject([{ path: "dags/a.py" }]);
    expect((await find(files, ["models/stg_orders.sql"])).importers).toMatchObject([
      { path: "models/mart.sql" },
    ]);
  });

  it("are found in cycles once", async () => {
    const files = { "dags/a.py": "import b\n", "dags/b.py": "import a\n" };
    expect((await find(files, ["dags/a.py"])).importers).toMatchObject([{ path: "dags/b.py" }]);
  });

  it("are limited, and the rest is stated", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`dags/d${i}.py`, "import shared\n"]),
    );
    const { importers, gap, read } = await find({ ...many, "dags/shared.py": "" }, ["dags/shared.py"]);
    expect(importers).toHaveLength(300);
    expect(read).toHaveLength(300);
    expect(gap).toBe("Not all files that mention shared were read (100 left out).");
  });

  it("are the nearest ones where a repository cannot be searched", async () => {
    const far = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`other/d${i}.py`, "x = 1\n"]));
    const { importers, gap, read } = await find({ ...far, ...FILES }, ["dags/common/load.py"], false);
    expect(importers.map(({ path }) => path)).toContain("dags/orders.py");
    expect(read.slice(0, 2)).toContain("dags/common/etl.py");
    expect(gap).toMatch(/^The repository cannot be searched; \d+ Python files were not read\./);
  });

  it("read nothing for a file that no code names", async () => {
    expect((await find(FILES, ["README.md"])).read).toEqual([]);
  });
});
