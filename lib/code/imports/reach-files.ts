import { namedFiles, referencedModels, selectedModels } from "@/lib/code/imports/named-files";
import { readPythonReferences } from "@/lib/code/imports/read-python";
import {
  arrangeFiles,
  resolveImport,
  resolveModel,
  resolveName,
  type RepositoryFiles,
} from "@/lib/code/imports/repository-files";

/** A file that a pipeline runs or reads. */
export interface ReachedFile {
  path: string;
  /** The files from an entry to this one, both included. */
  via: string[];
  /** `entry`: defines the pipeline or is in the traceback; `imports`: reached by imports alone; `names`: also by name. */
  how: "entry" | "imports" | "names";
}

interface Limits {
  /** Most files to read; reached files count. */
  maxFiles: number;
  maxDepth: number;
}

/**
 * The files of a repository that a pipeline runs or reads: what its file imports, transitively, and the SQL, templates,
 * configuration and scripts that these name, with the dbt models that they refer to. Entries first, then the nearest.
 * Files from outside the repository and dynamic imports are ignored.
 * @param read the texts of files, one call per step; missing ones are left out.
 */
export async function reachFiles(
  input: { entries: readonly string[]; paths: readonly string[]; dagsFolder: string | null } & Limits,
  read: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<ReachedFile[]> {
  const { entries, maxFiles, maxDepth } = input;
  const files = arrangeFiles(input.paths, { dagsFolder: input.dagsFolder, entries });
  const reached = new Map<string, ReachedFile>();
  let next: ReachedFile[] = entries.map((path) => ({ path, via: [path], how: "entry" }));
  for (let depth = 0; depth <= maxDepth && next.length > 0; depth += 1) {
    const fresh = next
      .filter(({ path }, i) => !reached.has(path) && next.findIndex((other) => other.path === path) === i)
      .slice(0, maxFiles - reached.size);
    for (const file of fresh) reached.set(file.path, file);
    if (depth === maxDepth || reached.size >= maxFiles) break;
    const texts = fresh.length === 0 ? new Map<string, string>() : await read(fresh.map(({ path }) => path));
    next = fresh.flatMap((file) => linksOf(file, texts.get(file.path) ?? "", files));
  }
  return [...reached.values()];
}

function linksOf(file: ReachedFile, text: string, files: RepositoryFiles): ReachedFile[] {
  const { imported, named } = referencesIn(file.path, text, files);
  const step = (path: string, how: "imports" | "names"): ReachedFile => ({
    path,
    via: [...file.via, path],
    how: file.how === "names" ? "names" : how,
  });
  return [
    ...imported.map((path) => step(path, "imports")),
    ...named.map((path) => step(path, "names")),
  ].filter(({ path }) => path !== file.path);
}

/** The files of the repository that one of its files imports and names. Pure. */
export function referencesIn(
  path: string,
  text: string,
  files: RepositoryFiles,
): { imported: string[]; named: string[] } {
  const byName = (source: string) =>
    namedFiles(source).flatMap((name) => resolveName(name, path, files) ?? []);
  const models = (names: readonly string[]) => names.flatMap((name) => resolveModel(name, files) ?? []);
  if (path.endsWith(".py")) {
    const { imports, strings } = readPythonReferences(text);
    const imported = imports.flatMap((statement) => resolveImport(statement, path, files));
    const literals = strings.join("\n");
    return {
      imported,
      named: [...byName(literals), ...models([...selectedModels(literals), ...referencedModels(text)])],
    };
  }
  if (path.endsWith(".csv") || path.endsWith(".json")) return { imported: [], named: [] };
  return {
    imported: [],
    named: [...byName(text), ...models([...referencedModels(text), ...selectedModels(text)])],
  };
}
