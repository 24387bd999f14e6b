import { parsePatch } from "diff";
import { sha256 } from "@/lib/platform/crypto";

/**
 * Identifies a change by what it does: the paths, and the removed and added lines of each file without whitespace. Context,
 * line numbers and the order of files do not count. Null for text that is not a patch. Expects a redacted patch, because
 * the hash is stored. Pure.
 */
export function patchKey(patch: string): string | null {
  const files = changedLines(patch);
  if (files.length === 0) return null;
  return sha256(JSON.stringify(files.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function changedLines(patch: string): [path: string, lines: string[]][] {
  try {
    return parsePatch(patch).flatMap((file): [string, string[]][] => {
      const isAdded = file.oldFileName === undefined || file.oldFileName === "/dev/null";
      const path = (isAdded ? file.newFileName : file.oldFileName)?.replace(/^[ab]\//, "") ?? "";
      const lines = file.hunks
        .flatMap((hunk) => hunk.lines)
        .filter((line) => /^[+-]/.test(line))
        .map((line) => line.charAt(0) + line.slice(1).replaceAll(/\s+/g, ""))
        .filter((line) => line.length > 1);
      return lines.length === 0 ? [] : [[path, lines]];
    });
  } catch {
    return [];
  }
}
