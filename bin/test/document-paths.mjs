// Fails if a document names a file or folder of this repository that does not exist.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const LINK = /\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g;
const CODE = /`([^`\s]+)`/g;
const EXTERNAL = /^(?:[a-z]+:|\/|#)/;
/** Patterns and placeholders name no single file. */
const PLACEHOLDER = /[<>*{}…$]/;

/**
 * The paths of one document that lead nowhere.
 * @param {string} markdown
 * @param {{ exists: (path: string) => boolean, top: Set<string>, folder: string }} repository `top`: the names in
 *   its root; `folder`: that of the document, relative to the root; `exists` takes a path relative to the root
 * @returns {{ line: number, path: string }[]}
 */
export function deadPaths(markdown, { exists, top, folder }) {
  const dead = [];
  for (const [index, line] of markdown.split("\n").entries()) {
    for (const [, path] of line.matchAll(LINK)) {
      if (EXTERNAL.test(path) || PLACEHOLDER.test(path)) continue;
      if (!exists(join(folder, decodeURI(path)))) dead.push({ line: index + 1, path });
    }
    for (const [, path] of line.matchAll(CODE)) {
      if (!looksLikePath(path, top)) continue;
      if (!exists(path.replace(/:\d+(?:-\d+)?$/, ""))) dead.push({ line: index + 1, path });
    }
  }
  return dead;
}

/** Code in backquotes counts as a path when it begins with a folder of the root. */
function looksLikePath(/** @type {string} */ path, /** @type {Set<string>} */ top) {
  const slash = path.indexOf("/");
  return slash > 0 && top.has(path.slice(0, slash)) && !PLACEHOLDER.test(path);
}

/** @param {string} folder @returns {string[]} */
function documentsUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isOurs =
        entry.name !== "node_modules" && entry.name !== "fixtures" && !entry.name.startsWith(".");
      return isOurs ? documentsUnder(path) : [];
    }
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

function main() {
  const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
  const top = new Set(readdirSync(root).filter((name) => name !== "node_modules"));
  let found = 0;
  for (const document of documentsUnder(root)) {
    const folder = dirname(relative(root, document));
    const exists = (/** @type {string} */ path) => existsSync(join(root, path));
    for (const { line, path } of deadPaths(readFileSync(document, "utf8"), { exists, top, folder })) {
      process.stdout.write(`${relative(root, document)}:${line}: ${path} is not there\n`);
      found += 1;
    }
  }
  process.exitCode = found > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
