import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { isInside, resolveFolders } from "@/lib/platform/allowed-folders";
import { AppError } from "@/lib/platform/errors";

/** The location of a repository, with symbolic links resolved. */
export interface FoundRepository {
  /** Top of the working tree, or the bare repository. */
  top: string;
  gitDir: string;
}

const MAX_POINTER_BYTES = 64 * 1024;
const MAX_ALTERNATES = 20;
/** Folders that git reads and writes, where a link could lead outside the allowed roots. */
const FOLDERS = [
  "",
  "info",
  "logs",
  "logs/refs",
  "logs/refs/heads",
  "logs/refs/heads/pipeline-debugger",
  "refs",
  "refs/heads",
  "refs/heads/pipeline-debugger",
];

/**
 * Finds the repository of a folder without running git, which would follow the repository's own configuration. All its
 * parts (its folder, the target of a `.git` file, shared and alternate object stores) must be below one of `roots` after
 * resolving symbolic links.
 * @throws AppError NOT_FOUND if the folder does not exist, INVALID if it is not a git repository or not an absolute path,
 * FORBIDDEN if it is not below a root.
 */
export async function findRepository(path: string, roots: readonly string[]): Promise<FoundRepository> {
  // Earlier releases stored relative paths, which would depend on the working directory.
  if (!isAbsolute(path)) {
    throw new AppError("INVALID", `${path} is not an absolute path. Connect the repository again.`);
  }
  const allowed = await resolveFolders(roots);
  const folder = await realpath(path).catch(() => null);
  // Do not reveal anything about folders outside, not even whether they exist.
  if (!isInside(folder ?? resolve(path), allowed)) throw outside(path);
  if (folder === null || !(await isFolder(folder))) {
    throw new AppError("NOT_FOUND", `There is no folder ${path} on the machine that runs Pipeline Debugger.`);
  }
  const found = await searchUpwards(folder, allowed);
  if (!found) throw new AppError("INVALID", `${path} is not a git repository.`);
  await checkParts(found.gitDir, allowed, path);
  return found;
}

/** The error message for a folder that is not below a root. */
export function outsideRoots(path: string): string {
  return `${path} is not inside an allowed folder. The operator of Pipeline Debugger lists the allowed folders in PD_REPOSITORY_ROOTS.`;
}

function outside(path: string): AppError {
  return new AppError("FORBIDDEN", outsideRoots(path));
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/** The nearest parent folder that is or contains a repository, searched only inside the roots. */
async function searchUpwards(folder: string, roots: readonly string[]): Promise<FoundRepository | null> {
  for (let top = folder; isInside(top, roots); top = dirname(top)) {
    const gitDir = await gitDirOf(top);
    if (gitDir !== null) return { top, gitDir };
    if (await isGitDir(top)) return { top, gitDir: top };
    if (dirname(top) === top) return null;
  }
  return null;
}

/** Resolves `.git` in a working tree: a folder, or a file with a path (worktrees, submodules). */
async function gitDirOf(top: string): Promise<string | null> {
  const dotGit = join(top, ".git");
  const entry = await stat(dotGit).catch(() => null);
  if (!entry) return null;
  if (entry.isDirectory()) {
    const gitDir = await realpath(dotGit);
    return (await isGitDir(gitDir)) ? gitDir : null;
  }
  if (!entry.isFile()) return null;
  const pointer = /^gitdir: (.+)$/m.exec(await readPointer(dotGit))?.[1]?.trim();
  return pointer === undefined ? null : realpath(resolve(top, pointer)).catch(() => null);
}

async function isGitDir(path: string): Promise<boolean> {
  // HEAD may be a link to a branch that does not exist yet.
  const head = await lstat(join(path, "HEAD")).catch(() => null);
  return head !== null && (await isFolder(await commonDirOf(path).then((common) => join(common, "objects"))));
}

/** The shared git folder of a linked worktree, or the folder itself. */
async function commonDirOf(gitDir: string): Promise<string> {
  const pointer = (await readPointer(join(gitDir, "commondir"))).trim();
  return pointer === "" ? gitDir : realpath(resolve(gitDir, pointer)).catch(() => gitDir);
}

async function checkParts(gitDir: string, roots: readonly string[], path: string): Promise<void> {
  const common = await commonDirOf(gitDir);
  for (const folder of new Set([gitDir, common])) {
    if (!isInside(folder, roots)) throw outside(path);
    for (const part of FOLDERS) await checkEntries(join(folder, part), roots, path);
    await checkObjects(join(folder, "objects"), roots, path);
  }
}

/** Links must stay inside the roots; pipes and devices are rejected, because git would block on them. */
async function checkEntries(folder: string, roots: readonly string[], path: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const full = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      const actual = await realpath(full).catch(() => null);
      if (actual !== null && !isInside(actual, roots)) throw outside(path);
    } else if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
      throw new AppError("INVALID", `${full} is not what git writes there.`);
    }
  }
}

const OBJECT_FOLDER = /^(?:[0-9a-f]{2}|pack|info)$/;

/** Checks an object store and its alternates, recursively. */
async function checkObjects(objects: string, roots: readonly string[], path: string): Promise<void> {
  const seen = new Set<string>();
  const open = [objects];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const actual = await realpath(next).catch(() => null);
    if (seen.size > MAX_ALTERNATES || (actual !== null && !isInside(actual, roots))) throw outside(path);
    // Links to objects of another repository would expose its files.
    await checkEntries(next, roots, path);
    for (const name of await readdir(next).catch(() => [])) {
      if (OBJECT_FOLDER.test(name)) await checkEntries(join(next, name), roots, path);
    }
    const lines = (await readPointer(join(next, "info", "alternates"))).split("\n");
    for (const line of lines) {
      if (line === "" || line.startsWith("#")) continue;
      // Reject quoted paths, which are not needed.
      if (line.startsWith('"')) throw outside(path);
      open.push(resolve(next, line));
    }
  }
}

/** The text of a small file, empty if it does not exist. @throws AppError INVALID if it is not a small regular file. */
async function readPointer(path: string): Promise<string> {
  const entry = await stat(path).catch(() => null);
  if (!entry) return "";
  if (!entry.isFile() || entry.size > MAX_POINTER_BYTES) {
    throw new AppError("INVALID", `${path} is not what git writes there.`);
  }
  return readFile(path, "utf8");
}
