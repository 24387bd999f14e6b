import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DECLARATION = /^export (?:default )?(?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)/gm;

/**
 * Files whose exports share names on purpose: requests of the browser are named after the verb that they call, vendors
 * of source control have the same functions, and every set of `evals/sets` exports a `name` and a `run`.
 */
const SHARED = [
  /^lib\/(?:[\w-]+\/){1,2}(?:query-options|actions)\.ts$/,
  /^lib\/vendors\/(?:git|github)\//,
  /^evals\/sets\//,
  /^inngest\/functions\//,
];

function exportedNames(file: string): string[] {
  const text = readFileSync(`${ROOT}/${file}`, "utf8");
  return [...new Set([...text.matchAll(DECLARATION)].flatMap(([, name]) => name ?? []))];
}

it("exports each name only once", () => {
  const files = ["lib", "components", "inngest", "evals", "bench"]
    .flatMap((folder) =>
      readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: "utf8" }).map(
        (path) => `${folder}/${path.replaceAll("\\", "/")}`,
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\/(?:testing|generated)\//.test(file))
    .filter((file) => !SHARED.some((pattern) => pattern.test(file)));
  const places = new Map<string, string[]>();
  for (const file of files)
    for (const name of exportedNames(file)) places.set(name, [...(places.get(name) ?? []), file]);
  expect(files.length).toBeGreaterThan(500);
  expect([...places].filter(([, where]) => where.length > 1)).toEqual([]);
});
