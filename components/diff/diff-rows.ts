import { diffWordsWithSpace, parsePatch } from "diff";
import { showHiddenInCode } from "@/lib/platform/hidden-characters";

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
  /** Set only if it differs from `path`. */
  oldPath: string | null;
  change: "added" | "deleted" | "changed";
  additions: number;
  deletions: number;
  hunks: { header: string; rows: DiffRow[] }[];
}

/** A row of the side-by-side view; a side is null when the line has no counterpart. */
export interface SidePair {
  left: DiffRow | null;
  right: DiffRow | null;
}

const DEV_NULL = "/dev/null";

/**
 * Parses a unified diff into rows, marking changed words in replaced lines and spelling out invisible characters.
 * Returns null if the text is not a diff.
 */
export function diffFiles(patch: string): DiffFile[] | null {
  try {
    const files = parsePatch(patch).filter((file) => file.hunks.length > 0);
    return files.length === 0 ? null : files.map(toFile);
  } catch {
    return null;
  }
}

type Parsed = ReturnType<typeof parsePatch>[number];

function toFile(file: Parsed): DiffFile {
  const oldPath = cleanPath(file.oldFileName);
  const newPath = cleanPath(file.newFileName);
  const hunks = file.hunks.map((hunk) => ({
    header: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    rows: markWords(hunkRows(hunk)),
  }));
  const rows = hunks.flatMap((hunk) => hunk.rows);
  return {
    path: newPath === DEV_NULL ? oldPath : newPath,
    oldPath: oldPath === DEV_NULL || newPath === DEV_NULL || oldPath === newPath ? null : oldPath,
    change: oldPath === DEV_NULL ? "added" : newPath === DEV_NULL ? "deleted" : "changed",
    additions: rows.filter((row) => row.kind === "add").length,
    deletions: rows.filter((row) => row.kind === "remove").length,
    hunks,
  };
}

function cleanPath(name: string | undefined): string {
  if (!name || name === DEV_NULL) return DEV_NULL;
  return showHiddenInCode(name.replace(/^[ab]\//, ""));
}

function hunkRows(hunk: Parsed["hunks"][number]): DiffRow[] {
  let oldNumber = hunk.oldStart;
  let newNumber = hunk.newStart;
  const rows: DiffRow[] = [];
  for (const line of hunk.lines) {
    const words = [{ text: showHiddenInCode(line.slice(1)), isChanged: false }];
    if (line.startsWith("+")) rows.push({ kind: "add", oldNumber: null, newNumber: newNumber++, words });
    else if (line.startsWith("-"))
      rows.push({ kind: "remove", oldNumber: oldNumber++, newNumber: null, words });
    else if (!line.startsWith("\\"))
      rows.push({ kind: "context", oldNumber: oldNumber++, newNumber: newNumber++, words });
  }
  return rows;
}

/** Pairs the n-th removed line of a run with the n-th added line that follows. */
function markWords(rows: readonly DiffRow[]): DiffRow[] {
  const out = [...rows];
  for (const { removed, added, end } of changeRuns(rows)) {
    const pairs = Math.min(added - removed, end - added);
    for (let i = 0; i < pairs; i++) markPair(out, removed + i, added + i);
  }
  return out;
}

/** Index where each run's removed lines start, where its added lines start, and where it ends. */
function changeRuns(rows: readonly DiffRow[]): { removed: number; added: number; end: number }[] {
  const runs: { removed: number; added: number; end: number }[] = [];
  for (let i = 0; i < rows.length;) {
    if (rows[i]?.kind === "context") {
      i++;
      continue;
    }
    let added = i;
    while (rows[added]?.kind === "remove") added++;
    let end = added;
    while (rows[end]?.kind === "add") end++;
    runs.push({ removed: i, added, end });
    i = end;
  }
  return runs;
}

const textOf = (row: DiffRow | undefined) => row?.words.map((word) => word.text).join("") ?? "";

/** Share of text two lines must have in common; below it nearly every word would be marked. */
const MIN_SHARED = 0.35;

function markPair(rows: DiffRow[], before: number, after: number): void {
  const a = rows[before];
  const b = rows[after];
  if (!a || !b) return;
  const parts = diffWordsWithSpace(textOf(a), textOf(b));
  const shared = parts
    .filter((part) => !part.added && !part.removed)
    .reduce((n, part) => n + part.value.trim().length, 0);
  if (shared < MIN_SHARED * Math.max(textOf(a).trim().length, textOf(b).trim().length)) return;
  rows[before] = {
    ...a,
    words: parts.filter((part) => !part.added).map((part) => ({ text: part.value, isChanged: part.removed })),
  };
  rows[after] = {
    ...b,
    words: parts.filter((part) => !part.removed).map((part) => ({ text: part.value, isChanged: part.added })),
  };
}

/** Arranges the rows in two columns: old at the left, new at the right. */
export function sidePairs(rows: readonly DiffRow[]): SidePair[] {
  const pairs: SidePair[] = [];
  let at = 0;
  for (const { removed, added, end } of changeRuns(rows)) {
    for (const row of rows.slice(at, removed)) pairs.push({ left: row, right: row });
    for (let i = 0; i < Math.max(added - removed, end - added); i++) {
      const left = removed + i < added ? (rows[removed + i] ?? null) : null;
      const right = added + i < end ? (rows[added + i] ?? null) : null;
      pairs.push({ left, right });
    }
    at = end;
  }
  for (const row of rows.slice(at)) pairs.push({ left: row, right: row });
  return pairs;
}
