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
  /** Only where it differs from `path`. */
  oldPath: string | null;
  change: "added" | "deleted" | "changed";
  additions: number;
  deletions: number;
  hunks: { header: string; rows: DiffRow[] }[];
}

/** Two columns beside each other; one side is null where the other has no counterpart. */
export interface SidePair {
  left: DiffRow | null;
  right: DiffRow | null;
}

const NOWHERE = "/dev/null";

/**
 * A unified diff as rows to draw, with the changed words of replaced lines marked and hidden characters written out;
 * null for what is no diff.
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
    path: newPath === NOWHERE ? oldPath : newPath,
    oldPath: oldPath === NOWHERE || newPath === NOWHERE || oldPath === newPath ? null : oldPath,
    change: oldPath === NOWHERE ? "added" : newPath === NOWHERE ? "deleted" : "changed",
    additions: rows.filter((row) => row.kind === "add").length,
    deletions: rows.filter((row) => row.kind === "remove").length,
    hunks,
  };
}

function cleanPath(name: string | undefined): string {
  if (!name || name === NOWHERE) return NOWHERE;
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

/** A run of removed lines followed by added ones is a replacement: the n-th for the n-th. */
function markWords(rows: readonly DiffRow[]): DiffRow[] {
  const out = [...rows];
  for (const { removed, added, end } of changeRuns(rows)) {
    const pairs = Math.min(added - removed, end - added);
    for (let i = 0; i < pairs; i++) markPair(out, removed + i, added + i);
  }
  return out;
}

/** Where removed lines begin, where the added ones after them begin, and where those end. */
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

/** Lines that share too little are two different lines; marking nearly everything would say nothing. */
const SHARED_AT_LEAST = 0.35;

function markPair(rows: DiffRow[], before: number, after: number): void {
  const a = rows[before];
  const b = rows[after];
  if (!a || !b) return;
  const parts = diffWordsWithSpace(textOf(a), textOf(b));
  const shared = parts
    .filter((part) => !part.added && !part.removed)
    .reduce((n, part) => n + part.value.trim().length, 0);
  if (shared < SHARED_AT_LEAST * Math.max(textOf(a).trim().length, textOf(b).trim().length)) return;
  rows[before] = {
    ...a,
    words: parts.filter((part) => !part.added).map((part) => ({ text: part.value, isChanged: part.removed })),
  };
  rows[after] = {
    ...b,
    words: parts.filter((part) => !part.removed).map((part) => ({ text: part.value, isChanged: part.added })),
  };
}

/** The rows in two columns: what was at the left, what becomes of it at the right. */
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
