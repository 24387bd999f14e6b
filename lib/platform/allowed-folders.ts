import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";

/** The folders that exist, with symbolic links resolved. */
export async function resolveFolders(folders: readonly string[]): Promise<string[]> {
  const resolved = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
  return resolved.filter((folder) => folder !== null);
}

/** Whether a path is one of `folders` or below one. Both without symbolic links. Pure. */
export function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some(
    (folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep),
  );
}

/** Whether a path, which need not exist, is inside one of `folders` after resolving symbolic links. */
export async function isAllowedPath(path: string, folders: readonly string[]): Promise<boolean> {
  return isInside(await realpath(path).catch(() => resolve(path)), await resolveFolders(folders));
}
