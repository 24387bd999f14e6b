import { referencesIn } from "@/lib/code/imports/reach-files";
import { arrangeFiles } from "@/lib/code/imports/repository-files";
import type { SourceRepository } from "@/lib/vendors/source-control";

/** A file that uses a changed one, directly or through others. */
export interface Importer {
  path: string;
  /** The changed file or the importer that it uses. */
  uses: string;
  isTest: boolean;
}

export interface FoundImporters {
  importers: Importer[];
  /** Why there may be more; null if all were found. Dynamic imports are never seen. */
  gap: string | null;
}

interface ImportersInput {
  changed: readonly string[];
  /** Paths of the repository's files. */
  paths: readonly string[];
  dagsFolder: string | null;
  ref: string;
}

type Reader = Pick<SourceRepository, "findMentions" | "readFiles">;

const MAX_DEPTH = 4;
/** Files to read in all, and those to look at where a commit cannot be searched. */
const MAX_READ = 300;
const MAX_UNSEARCHED = 25;
const CODE = /\.(?:py|sql|ya?ml|json|toml|sh|j2|jinja2?|cfg|ini)$/;

/**
 * The files of a repository that import a changed file, name it, or refer to its dbt model; then those that use these, up
 * to four steps away. Only files that mention the name are read, at most 300. Where a commit cannot be searched, the 25
 * Python files nearest to the change are read, and the gap says so.
 */
export async function findImporters(repository: Reader, input: ImportersInput): Promise<FoundImporters> {
  const known = new Set(input.changed);
  const importers: Importer[] = [];
  const gaps = new Set<string>();
  let targets = [...input.changed].filter((path) => CODE.test(path) || path.endsWith(".csv"));
  let budget = MAX_READ;
  for (let depth = 0; depth < MAX_DEPTH && targets.length > 0 && budget > 0; depth += 1) {
    const { candidates, gap } = await candidatesFor(repository, input, { targets, known, limit: budget });
    if (gap !== null) gaps.add(gap);
    budget -= candidates.length;
    const found = await usersAmong(repository, input, { candidates, targets });
    for (const importer of found) known.add(importer.path);
    importers.push(...found);
    // Nothing imports a test.
    targets = found.filter(({ isTest }) => !isTest).map(({ path }) => path);
    if (depth === MAX_DEPTH - 1 && targets.length > 0)
      gaps.add(`Files more than ${MAX_DEPTH} steps away were not looked for.`);
  }
  return { importers, gap: gaps.size > 0 ? [...gaps].join(" ") : null };
}

async function candidatesFor(
  repository: Reader,
  { paths, ref }: ImportersInput,
  { targets, known, limit }: { targets: readonly string[]; known: ReadonlySet<string>; limit: number },
): Promise<{ candidates: string[]; gap: string | null }> {
  const isNew = (path: string) => !known.has(path) && CODE.test(path);
  const words = [...new Set(targets.flatMap(namesOf))];
  const mentioned = await repository.findMentions(words, ref, limit * 4);
  if (mentioned === null) {
    const near = nearest(
      paths.filter((path) => path.endsWith(".py") && isNew(path)),
      targets,
    );
    const left = near.length - MAX_UNSEARCHED;
    const gap = left > 0 ? `The repository cannot be searched; ${left} Python files were not read.` : null;
    return { candidates: near.slice(0, MAX_UNSEARCHED), gap };
  }
  const candidates = mentioned.paths.filter(isNew);
  const left = candidates.length - limit;
  const isCut = left > 0 || !mentioned.isComplete;
  const gap = isCut
    ? `Not all files that mention ${words.slice(0, 3).join(", ")} were read${left > 0 ? ` (${left} left out)` : ""}.`
    : null;
  return { candidates: candidates.slice(0, limit), gap };
}

async function usersAmong(
  repository: Reader,
  { paths, dagsFolder, ref }: ImportersInput,
  { candidates, targets }: { candidates: readonly string[]; targets: readonly string[] },
): Promise<Importer[]> {
  if (candidates.length === 0) return [];
  const files = arrangeFiles(paths, { dagsFolder, entries: candidates });
  const texts = await repository.readFiles(candidates, ref);
  const wanted = new Set(targets);
  return [...texts].flatMap(([path, text]) => {
    const { imported, named } = referencesIn(path, text, files);
    const uses = [...imported, ...named].find((target) => wanted.has(target));
    return uses === undefined ? [] : [{ path, uses, isTest: isTestFile(path) }];
  });
}

/** The words by which other files can name a file: its module, its model, its file name. */
function namesOf(path: string): string[] {
  const parts = path.split("/");
  const file = parts.at(-1) ?? "";
  const stem = file.replace(/\.[^.]+$/, "");
  if (file === "__init__.py") return parts.length > 1 ? [parts.at(-2) ?? ""] : [];
  return path.endsWith(".py") || path.endsWith(".sql") || path.endsWith(".csv") ? [stem] : [file];
}

/** Files with the longest common folder first. */
function nearest(paths: readonly string[], targets: readonly string[]): string[] {
  const shared = (path: string) =>
    Math.max(
      ...targets.map((target) => {
        const [a, b] = [path.split("/"), target.split("/")];
        const end = a.findIndex((part, i) => part !== b[i]);
        return end === -1 ? a.length : end;
      }),
    );
  return paths
    .map((path) => ({ path, score: shared(path) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ path }) => path);
}

/** Whether a path is a test's by the conventions of pytest and unittest. */
export function isTestFile(path: string): boolean {
  return /(?:^|\/)(?:tests?\/|test_[^/]*\.py$|[^/]*_test\.py$|conftest\.py$)/.test(path);
}
