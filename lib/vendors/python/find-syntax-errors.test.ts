import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findSyntaxErrors, type ParsableFile } from "@/lib/vendors/python/find-syntax-errors";

const folder = mkdtempSync(join(tmpdir(), "pd-python-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GOOD: ParsableFile[] = [
  {
    path: "dag.py",
    language: "python",
    text: "from airflow import DAG\n\n\ndef load(rows, *, key='a'):\n    return [row[key] for row in rows]\n",
  },
  {
    path: "match.py",
    language: "python",
    text: "match x:\n    case {'a': [1, *rest]}:\n        print(f'{rest!r:>{10}}')\n",
  },
];
const BAD: ParsableFile[] = [
  { path: "paren.py", language: "python", text: "def load(row:\n    return row\n" },
  { path: "indent.py", language: "python", text: "def load(row):\nreturn row\n" },
  { path: "old.py", language: "python", text: "print 'python 2'\n" },
];
const OTHER: ParsableFile[] = [
  {
    path: "pyproject.toml",
    language: "toml",
    text: '[project]\nname = "orders"\ndependencies = ["pandas>=2"]\n',
  },
  { path: "broken.toml", language: "toml", text: '[project\nname = "orders"\n' },
  { path: "double.toml", language: "toml", text: "a = 1\na = 2\n" },
  { path: "airflow.cfg", language: "ini", text: "[core]\nparallelism = 8\ndag_dir = %(home)s/dags\n" },
  { path: "plain.ini", language: "ini", text: "host = db\nport: 5432\n" },
  { path: "broken.cfg", language: "ini", text: "[core\nparallelism = 8\n" },
  { path: "double.cfg", language: "ini", text: "[core]\na = 1\n[core]\nb = 2\n" },
];

describe.each([
  ["the local Python", "python3", /^Python 3\.\d+/],
  ["no local Python", "/nonexistent/python3", /^Python 3\.12 in WebAssembly$/],
])("findSyntaxErrors with %s", (_, python, parser) => {
  it("finds exactly the broken files", async () => {
    const found = await findSyntaxErrors([...GOOD, ...BAD], python);
    expect(found?.parser).toMatch(parser);
    expect(Object.keys(found?.errors ?? {}).toSorted()).toEqual(["indent.py", "old.py", "paren.py"]);
    expect(found?.errors["paren.py"]).toMatch(/^line 1: /);
  });

  it("parses TOML and INI by CPython as WebAssembly", async () => {
    const found = await findSyntaxErrors([...GOOD, ...OTHER], python);
    expect(found?.parser).toBe("Python 3.12 in WebAssembly");
    expect(Object.keys(found?.errors ?? {}).toSorted()).toEqual([
      "broken.cfg",
      "broken.toml",
      "double.cfg",
      "double.toml",
    ]);
  });
});

it("falls back if the local Python is broken", async () => {
  const broken = join(folder, "not-python");
  writeFileSync(broken, "#!/bin/sh\nexit 3\n", { mode: 0o755 });
  expect((await findSyntaxErrors(GOOD, broken))?.parser).toContain("WebAssembly");
});
