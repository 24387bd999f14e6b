import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkPatch } from "@/lib/fixes/patches/check-patch";
import { pathObjection } from "@/lib/fixes/patches/file-path";
import { makePatch } from "@/lib/fixes/patches/unified-diff";

const marker = join(mkdtempSync(join(tmpdir(), "pd-mark-")), "ran");
afterAll(() => rmSync(join(marker, ".."), { recursive: true, force: true }));

const FILES: Record<string, string> = {
  "dags/orders.py": "def load(row):\n    return row['a']\n",
  "dags/old.py": "print 'python 2'\n",
  "dags/conf.yaml": "a: 1\n---\nb: !custom 2\n",
  "dags/conf.json": '{"a": 1}\n',
  "sql/o.sql": "select 1\n",
  "jobs/Orders.scala": "object Orders\n",
  "models/orders.sql": "select * from {{ ref('raw_orders') }}\n",
  "models/schema.yml": "version: 2\nmodels:\n  - name: orders\n",
  "pyproject.toml": "[project]\nname = 'orders'\n",
  "setup.cfg": "[metadata]\nname = orders\n",
  "sql/strange.sql": "select a, from where\n",
  "requirements.txt": "pandas\n",
};

function check(path: string, after: string | null, more: { before?: string | null } = {}) {
  const before = more.before === undefined ? (FILES[path] ?? null) : more.before;
  return checkPatch({
    patch: makePatch([{ path, before, after }]),
    baseCommit: "0123456789abcdef",
    readFile: async (name) => FILES[name] ?? null,
    ...more,
  });
}

describe("checkPatch", () => {
  it("reports that a patch applies and parses, but was not run", async () => {
    const { verification, files, edits } = await check(
      "dags/orders.py",
      "def load(row):\n    return row['b']\n",
    );
    expect(verification.status).toBe("applies");
    expect(verification.reason).toBe("Applies to 01234567 and every changed file parses. It was not run.");
    expect(verification.log).toContain("git apply agrees");
    expect(files).toEqual([{ path: "dags/orders.py", kind: "modified", additions: 1, deletions: 1 }]);
    expect(edits[0]?.after).toContain("row['b']");
  });

  it.each([
    ["dags/orders.py", "def load(row:\n", "would no longer parse"],
    ["dags/new.py", "def (\n", "would no longer parse"],
    ["dags/conf.yaml", "a: [1\n", "would no longer parse"],
    ["dags/conf.json", '{"a": \n', "would no longer parse"],
    ["sql/o.sql", "select 1 form (\n", "would no longer parse"],
    ["models/orders.sql", "select * from {{ ref('raw_orders' }}\n", "would no longer parse: Jinja"],
    ["models/orders.sql", "select * form {{ ref('raw_orders') }} wher a = 1\n", "would no longer parse: SQL"],
    ["models/schema.yml", "version: 2\nmodles:\n  - name: orders\n", "`models` is"],
    ["pyproject.toml", "[project\nname = 'orders'\n", "would no longer parse"],
    ["setup.cfg", "[metadata\nname = orders\n", "would no longer parse"],
  ])("fails if %s would no longer parse", async (path, after, reason) => {
    const { verification, edits } = await check(path, after);
    expect(verification).toMatchObject({ status: "failed", reason: expect.stringContaining(reason) });
    expect(edits).toEqual([]);
  });

  it.each([
    ["dags/old.py", "print 'still python 2'\n"],
    ["sql/strange.sql", "select a b c from\n"],
    [
      "models/orders.sql",
      "select * from {{ ref('raw_orders') }} where {{ a_new_macro() }} and {{ another() }} (\n",
    ],
    ["jobs/Orders.scala", "object Orders { val a = 2 }\n"],
  ])("does not claim to have checked %s", async (path, after) => {
    const { verification } = await check(path, after);
    expect(verification.status).toBe("unverified");
  });

  it.each([
    ["dags/conf.yaml", "a: 2\n---\nb: !custom 2\n"],
    ["dags/conf.json", '{"a": 2}\n'],
    ["sql/o.sql", "select 2\n"],
    [
      "models/orders.sql",
      "select id from {{ ref('raw_orders') }} {% if is_incremental() %}where true{% endif %}\n",
    ],
    ["models/schema.yml", "version: 2\nmodels:\n  - name: orders\n    description: All orders\n"],
    ["pyproject.toml", "[project]\nname = 'sales'\n"],
    ["setup.cfg", "[metadata]\nname = sales\n"],
    ["requirements.txt", "pandas\nrequests\n"],
    ["dags/orders.py", null],
    ["dags/added.py", "x = 1\n"],
  ])("reports that %s applies", async (path, after) => {
    expect((await check(path, after)).verification.status).toBe("applies");
  });

  it("fails a patch for other lines", async () => {
    const { verification } = await check("dags/orders.py", "x\n", { before: "something else\n" });
    expect(verification.reason).toContain("does not apply to 01234567");
  });

  it("does not execute the patched code", async () => {
    const code = `import pathlib\npathlib.Path(${JSON.stringify(marker)}).touch()\n`;
    expect((await check("dags/evil.py", code)).verification.status).toBe("applies");
    expect(readdirSync(join(marker, ".."))).toEqual([]);
  });

  it.each([
    "../outside.py",
    "/etc/cron.d/x",
    "a/../../b.py",
    ".git/hooks/pre-commit",
    "sub/.GIT/config",
    ".git./config",
  ])("fails a path outside: %s", async (path) => {
    const patch = `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
    const { verification } = await checkPatch({ patch, baseCommit: "0", readFile: async () => null });
    expect(verification).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("cannot be used"),
    });
  });

  it("refuses build configuration", async () => {
    const path = ".github/workflows/ci.yml";
    expect((await check(path, "on: push\n")).verification.status).toBe("failed");
  });

  it("fails a patch that is too large", async () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ path: `f${i}.txt`, before: null, after: "x\n" }));
    const long = [{ path: "f.txt", before: null, after: "x\n".repeat(2_001) }];
    const wide = [{ path: "f.txt", before: null, after: "x".repeat(600_000) }];
    for (const edits of [many, long, wide]) {
      const { verification } = await checkPatch({
        patch: makePatch(edits),
        baseCommit: "0",
        readFile: async () => null,
      });
      expect(verification).toMatchObject({ status: "failed", reason: expect.stringContaining("too large") });
    }
  });

  it("fails a patch that adds invisible characters", async () => {
    const evil = "def load(row):\n    return row['a']  # \u202E admin \u2066\n";
    const { verification, edits } = await check("dags/orders.py", evil);
    expect(verification).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("invisible characters to dags/orders.py (U+202E, U+2066)"),
    });
    expect(edits).toEqual([]);
  });

  it("fails a patch that git reads differently", async () => {
    // Git reads the second file from a header that a lenient parser skips.
    const patch = `${makePatch([{ path: "dags/orders.py", before: FILES["dags/orders.py"] ?? "", after: "x = 1\n" }])}\ndiff --git a/evil b/evil\nnew file mode 100644\nindex 0000000..e69de29\n`;
    const { verification } = await checkPatch({
      patch,
      baseCommit: "0",
      readFile: async (path) => FILES[path] ?? null,
    });
    expect(verification.status).toBe("failed");
  });
});

it.each([
  ["dags/orders.py", true],
  ["requirements/base.txt", true],
  [".github/CODEOWNERS", false],
  [".github/dependabot.yml", false],
  [".gitea/workflows/ci.yaml", false],
  [".woodpecker/build.yml", false],
  [".woodpecker.yml", false],
  [".drone.yml", false],
  [".drone.star", false],
  ["cloudbuild.yaml", false],
  ["deploy/cloudbuild-prod.yaml", false],
  ["azure-pipelines.release.yml", false],
  [".pre-commit-config.yaml", false],
  [".husky/pre-push", false],
  ["lefthook.yml", false],
  [".vscode/tasks.json", false],
  [".idea/runConfigurations/x.xml", false],
  [".devcontainer/devcontainer.json", false],
  [".envrc", false],
  [".npmrc", false],
  [".gitattributes", false],
  ["renovate.json", false],
  ["CLAUDE.md", false],
  [".cursor/rules/x.mdc", false],
  [".mcp.json", false],
  ["dags/github/load.py", true],
  ["dags/drone.yml", true],
  ["dags/agents.py", true],
  ["docs/cloudbuild.md", true],
  ["dags/\u202Eorders.py", false],
  ["dags/or\u200Dders.py", false],
  [".github/workflows/x.yml", false],
  [".gitlab-ci.yml", false],
  ["Jenkinsfile", false],
  ["deploy/Jenkinsfile.prod", false],
  [".gitmodules", false],
  ["a//b", false],
  ["a\\b", false],
  ["a\nb", false],
  ["~/x", false],
])("pathObjection(%j) allows the path: %s", (path, isAllowed) => {
  expect(pathObjection(path) === null).toBe(isAllowed);
});
