/** Reads the added and removed lines of a unified diff, by file. */

export interface ChangedLines {
  /** Path after the change, or before it for a deleted file. */
  path: string;
  added: string[];
  removed: string[];
}

const MAX_LINES = 50_000;

/** The files changed by a patch from `git diff` or `git show`. Lines are trimmed; blank lines are left out. */
export function readChangedLines(patch: string): ChangedLines[] {
  const files: ChangedLines[] = [];
  let file: ChangedLines | null = null;
  let before = "";
  let inHunk = false;
  for (const line of patch.split("\n", MAX_LINES)) {
    if (line.startsWith("diff --git ")) {
      file = null;
      inHunk = false;
    } else if (line.startsWith("@@")) {
      inHunk = true;
    } else if (!inHunk && line.startsWith("--- ")) {
      before = pathOf(line.slice(4));
    } else if (!inHunk && line.startsWith("+++ ")) {
      file = { path: pathOf(line.slice(4)) || before, added: [], removed: [] };
      files.push(file);
    } else if (inHunk && file !== null) {
      const text = squeeze(line.slice(1));
      if (text === "") continue;
      if (line.startsWith("+")) file.added.push(text);
      else if (line.startsWith("-")) file.removed.push(text);
    }
  }
  return files;
}

function pathOf(name: string): string {
  const path = (name.split("\t", 1)[0] ?? "").replace(/^"(.*)"$/, "$1");
  return path === "/dev/null" ? "" : path.replace(/^[ab]\//, "");
}

/** Normalizes a code line for comparison: no indentation, single spaces. */
export function squeeze(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}
