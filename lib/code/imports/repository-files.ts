import { posix } from "node:path";
import { findRepositoryPath } from "@/lib/code/find-repository-path";
import type { PythonImport } from "@/lib/code/imports/read-python";

/** The paths of a repository, arranged for resolving imports and file names. Pure. */
export interface RepositoryFiles {
  paths: ReadonlySet<string>;
  /** Paths by the last part of their name. */
  byName: ReadonlyMap<string, readonly string[]>;
  /** Folders that modules are imported from, in Python's order, without a trailing slash; empty is the repository itself. */
  roots: readonly string[];
  dagsFolder: string | null;
}

const USUAL_ROOTS = ["dags", "plugins", "config", "src", "flows"];

/**
 * @param dagsFolder where the DAGs are in the repository, if known; its sibling `plugins` is a root too.
 * @param entries files that Python runs itself: every folder above them may be a root.
 */
export function arrangeFiles(
  paths: readonly string[],
  { dagsFolder, entries }: { dagsFolder: string | null; entries: readonly string[] },
): RepositoryFiles {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const known = byName.get(name);
    if (known) known.push(path);
    else byName.set(name, [path]);
  }
  const dags = dagsFolder === null ? [] : [posix.normalize(dagsFolder).replace(/^\/|\/$/g, "")];
  const siblings = dags.flatMap((folder) => [
    join(dirname(folder), "plugins"),
    join(dirname(folder), "config"),
  ]);
  const roots = [...dags, ...siblings, ...entries.flatMap(foldersAbove), "", ...USUAL_ROOTS];
  return { paths: new Set(paths), byName, roots: [...new Set(roots)], dagsFolder };
}

/** The files that an import statement in `from` runs, packages included; empty if none is in the repository. */
export function resolveImport(statement: PythonImport, from: string, files: RepositoryFiles): string[] {
  const { level, module, names } = statement;
  const parts = module === "" ? [] : module.split(".");
  if (level > 0) {
    const base = folderUp(dirname(from), level - 1);
    return base === null ? [] : filesOfModule(base, parts, names, files);
  }
  for (const root of files.roots) {
    const found = filesOfModule(root, parts, names, files);
    if (found.length > 0) return found;
  }
  return [];
}

/** A file that a text in `from` names, or null: beside it, below a root, or the only one that ends so. */
export function resolveName(name: string, from: string, files: RepositoryFiles): string | null {
  const places = [dirname(from), ...files.roots].map((folder) => posix.normalize(join(folder, name)));
  const exact = places.find((path) => files.paths.has(path));
  if (exact !== undefined) return exact;
  const alike = files.byName.get(name.slice(name.lastIndexOf("/") + 1)) ?? [];
  return findRepositoryPath(name, alike, files.dagsFolder);
}

/** The file of a dbt model, seed or snapshot, or null. */
export function resolveModel(name: string, files: RepositoryFiles): string | null {
  const named = [`${name}.sql`, `${name}.py`, `${name}.csv`].flatMap((file) => files.byName.get(file) ?? []);
  const found = named.filter((path) => /(?:^|\/)(?:models|seeds|snapshots)\//.test(path));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A package's `__init__.py` runs with its modules; a folder without one is a namespace package. */
function filesOfModule(
  base: string,
  parts: readonly string[],
  names: readonly string[],
  { paths }: RepositoryFiles,
): string[] {
  const target = join(base, ...parts);
  const module = parts.length > 0 && paths.has(`${target}.py`) ? [`${target}.py`] : [];
  const inPackage = module.length > 0 ? [] : names.flatMap((name) => moduleFile(join(target, name), paths));
  const packages = parts.map((_, i) => join(base, ...parts.slice(0, i + 1), "__init__.py"));
  const own = module.length > 0 ? packages.slice(0, -1) : packages;
  const relative = parts.length === 0 ? [join(base, "__init__.py")] : [];
  const initial = [...own, ...relative].filter((path) => paths.has(path));
  const isFound = module.length > 0 || inPackage.length > 0 || paths.has(join(target, "__init__.py"));
  return isFound ? [...module, ...inPackage, ...initial] : [];
}

function moduleFile(target: string, paths: ReadonlySet<string>): string[] {
  return [`${target}.py`, join(target, "__init__.py")].filter((path) => paths.has(path)).slice(0, 1);
}

function dirname(path: string): string {
  const at = path.lastIndexOf("/");
  return at === -1 ? "" : path.slice(0, at);
}

function folderUp(folder: string, levels: number): string | null {
  let up: string = folder;
  for (let i = 0; i < levels; i += 1) {
    if (up === "") return null;
    up = dirname(up);
  }
  return up;
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === "" ? [] : [folder, ...foldersAbove(folder)];
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("/");
}
