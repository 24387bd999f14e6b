import { expect, test } from "vitest";
import { deadPaths } from "./document-paths.mjs";

const FILES = new Set(["lib/a.ts", "docs/b.md", "README.md", "lib"]);
const repository = {
  exists: (path: string) => FILES.has(path),
  top: new Set(["lib", "docs", "README.md"]),
  folder: "docs",
};

test.each<[string, string[]]>([
  ["see `lib/a.ts` and [b](b.md) and [home](../README.md#part)", []],
  ["see `lib/gone.ts`", ["lib/gone.ts"]],
  ["see [gone](gone.md#part)", ["gone.md"]],
  ["a line of it: `lib/a.ts:12`", []],
  ["elsewhere `owner/repo`, `https://x.org/y`, [site](https://x.org), [part](#part)", []],
  ["patterns `lib/<domain>/data.ts`, `lib/*.ts`, `lib/{a,b}.ts`", []],
  ["commands `npm run x`", []],
])("%s", (markdown, expected) => {
  expect(deadPaths(markdown, repository).map(({ path }) => path)).toEqual(expected);
});

test("reports the line", () => {
  expect(deadPaths("one\n\n`lib/gone.ts`", repository)).toEqual([{ line: 3, path: "lib/gone.ts" }]);
});
