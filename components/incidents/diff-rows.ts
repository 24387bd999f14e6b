import { diffWordsWithSpace, parsePatch } from "diff";

export interface DiffWord {
  text: string;
  isChanged: boolean;
}

export interface DiffRow {
  kind: "context" | "add" | "remove";
  oldNumber: number | null;
  newNumber: number | null;
  words: DiffWord[];
}

export interface DiffFile {
  path: string;
  hunks: { header: string; rows: DiffRow[] }[];
}

/** A unified diff as rows to draw, with the changed words of replaced lines marked; null for text that is no diff. */
export function diffFiles(patch: string): DiffFile[] | null {
  try {
    return parsePatch(patch)
      .filter((file) => file.hunks.length > 0)
      .map((file) => ({
        path: cleanPath(file.newFileName === "/dev/null" ? file.oldFileName : file.newFileName),
        hunks: file.hunks.map((hunk) => ({
          header: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
          rows: hunkRows(hunk),
        })),
      }));
  } catch {
    return null;
  }
}

function cleanPath(name: string | undefined): string {
  return (name ?? "").replace(/^[ab]\//, "");
}

function hunkRows(hunk: { oldStart: number; newStart: number; lines: string[] }): DiffRow[] {
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  const rows: DiffRow[] = [];
  for (const line of hunk.lines) {
    const words = [{ text: line.slice(1), isChanged: false }];
    if (line.startsWith("+")) rows.push({ kind: "add", oldNumber: null, newNumber: newNumber++, words });
    else if (line.startsWith("-"))
      rows.push({ kind: "remove", oldNumber: oldNumber++, newNumber: null, words });
    else if (!line.startsWith("\\"))
      rows.push({ kind: "context", oldNumber: oldNumber++, newNumber: newNumber++, words });
  }
  return markWords(rows);
}

/** A run of removed lines followed by as many added ones is a replacement, line by line. */
function markWords(rows: DiffRow[]): DiffRow[] {
  const out = [...rows];
  for (let i = 0; i < out.length; i++) {
    if (out[i]?.kind !== "remove") continue;
    let removed = i;
    while (out[removed]?.kind === "remove") removed++;
    let added = removed;
    while (out[added]?.kind === "add") added++;
    if (removed - i === added - removed) {
      for (let k = 0; k < removed - i; k++) markPair(out, i + k, removed + k);
    }
    i = added - 1;
  }
  return out;
}

function markPair(rows: DiffRow[], before: number, after: number): void {
  const a = rows[before];
  const b = rows[after];
  if (!a || !b) return;
  const parts = diffWordsWithSpace(a.words[0]?.text ?? "", b.words[0]?.text ?? "");
  rows[before] = {
    ...a,
    words: parts
      .filter((part) => !part.added)
      .map((part) => ({ text: part.value, isChanged: Boolean(part.removed) })),
  };
  rows[after] = {
    ...b,
    words: parts
      .filter((part) => !part.removed)
      .map((part) => ({ text: part.value, isChanged: Boolean(part.added) })),
  };
}
