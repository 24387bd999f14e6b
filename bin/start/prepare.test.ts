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

describe("missing packages", () => {
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
    ["include everything on a fresh clone", null, false, ["node_modules/a"]],
    ["include tools if requested", { a: "1.0.0" }, true, ["node_modules/tool"]],
    ["are none if all are installed", { a: "1.0.0", tool: "2.0.0" }, true, []],
    ["exclude tools for a start", { a: "1.0.0" }, false, []],
    ["include another version", { a: "0.9.0" }, false, ["node_modules/a"]],
  ])("%s", (_name, versions, withTools, expected) => {
    if (versions) install(versions);
    expect(missingPackages(root, withTools)).toEqual(expected);
  });

  test("include a package whose folder was deleted", () => {
    install({ a: "1.0.0" });
    rmSync(join(root, "node_modules/a"), { recursive: true });
    expect(missingPackages(root, false)).toEqual(["node_modules/a"]);
  });
});

describe("the source hash", () => {
  const hash = (facts: string[] = []) => hashOf(root, ["app", "config.mjs", "absent"], facts);
  beforeEach(() => {
    write("app/page.tsx", "one");
    write("config.mjs", "two");
  });

  test.each<[string, () => void, boolean]>([
    ["stays the same if nothing changes", () => {}, false],
    ["changes with a file", () => write("app/page.tsx", "other"), true],
    ["changes with an added file", () => write("app/deep/new.ts", ""), true],
    [
      "changes with a moved file",
      () => (rmSync(join(root, "app/page.tsx")), write("app/page2.tsx", "one")),
      true,
    ],
    ["ignores tests", () => write("app/page.test.tsx", "test"), false],
    ["ignores fixtures", () => write("app/fixtures/x.json", "{}"), false],
    ["ignores other folders", () => write("docs/x.md", "text"), false],
  ])("%s", (_name, change, isDifferent) => {
    const before = hash();
    change();
    expect(hash() !== before).toBe(isDifferent);
  });

  test("changes with the facts", () => {
    expect(hash(["20.19"])).not.toBe(hash(["22.1"]));
  });
});
