import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hashOf, missingPackages } from "./prepare.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pd-prepare-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
}

describe("what is missing", () => {
  beforeEach(() => {
    write("package-lock.json", {
      packages: {
        "": { version: "0.1.0" },
        "node_modules/a": { version: "1.0.0" },
        "node_modules/tool": { version: "2.0.0", dev: true },
        "node_modules/only-elsewhere": { version: "3.0.0", optional: true },
      },
    });
  });

  const install = (versions: Record<string, string>) => {
    const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
    write("node_modules/.package-lock.json", { packages: Object.fromEntries(packages) });
    for (const name of Object.keys(versions)) write(`node_modules/${name}/package.json`, {});
  };

  test.each<[string, Record<string, string> | null, boolean, string[]]>([
    ["everything on a fresh clone", null, false, ["node_modules/a"]],
    ["tools too when they are wanted", { a: "1.0.0" }, true, ["node_modules/tool"]],
    ["nothing when all is there", { a: "1.0.0", tool: "2.0.0" }, true, []],
    ["tools do not count for a start", { a: "1.0.0" }, false, []],
    ["another version", { a: "0.9.0" }, false, ["node_modules/a"]],
  ])("%s", (_name, versions, withTools, expected) => {
    if (versions) install(versions);
    expect(missingPackages(root, withTools)).toEqual(expected);
  });

  test("a package whose folder somebody removed", () => {
    install({ a: "1.0.0" });
    rmSync(join(root, "node_modules/a"), { recursive: true });
    expect(missingPackages(root, false)).toEqual(["node_modules/a"]);
  });
});

describe("whether the sources changed", () => {
  const hash = (facts: string[] = []) => hashOf(root, ["app", "config.mjs", "absent"], facts);
  beforeEach(() => {
    write("app/page.tsx", "one");
    write("config.mjs", "two");
  });

  test.each<[string, () => void, boolean]>([
    ["nothing happened", () => {}, false],
    ["a file changed", () => write("app/page.tsx", "other"), true],
    ["a file was added", () => write("app/deep/new.ts", ""), true],
    ["a file moved", () => (rmSync(join(root, "app/page.tsx")), write("app/page2.tsx", "one")), true],
    ["a test changed", () => write("app/page.test.tsx", "test"), false],
    ["a fixture changed", () => write("app/fixtures/x.json", "{}"), false],
    ["a file elsewhere changed", () => write("docs/x.md", "text"), false],
  ])("%s", (_name, change, isDifferent) => {
    const before = hash();
    change();
    expect(hash() !== before).toBe(isDifferent);
  });

  test("a fact changed", () => {
    expect(hash(["20.19"])).not.toBe(hash(["22.1"]));
  });
});
