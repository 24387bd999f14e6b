import { capMarks } from "@/lib/platform/hidden-characters";

/** A log as shown: its lines, numbered as in the original. */
export interface LogText {
  lines: readonly string[];
  /** Line number of the first line. */
  first: number;
}

// Terminal colors and cursor movements.
const ANSI = /\u001B\[[0-9;?]*[A-Za-z]/g;

/**
 * Splits evidence text into lines, without a trailing empty one. Keeps only the last state of a progress bar, and caps runs
 * of combining marks, which texts stored by earlier versions contain.
 */
export function logText(text: string, startLine: number | null): LogText {
  const lines = text.split("\n");
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return { lines: lines.map(readable), first: startLine ?? 1 };
}

function readable(line: string): string {
  const plain = line.includes("\u001B") ? line.replaceAll(ANSI, "") : line;
  const last = plain.includes("\r") ? plain.split("\r").findLast((part) => part.trim() !== "") : plain;
  return capMarks(last ?? "");
}

/** Numbers of the lines that contain `query`, ignoring case; none for an empty query. */
export function findLines({ lines, first }: LogText, query: string): number[] {
  const text = query.trim().toLowerCase();
  if (!text) return [];
  return lines.flatMap((line, i) => (line.toLowerCase().includes(text) ? [first + i] : []));
}

/** Splits a line into matches of `query` and the text between them. */
export function splitMatches(line: string, query: string): { text: string; isMatch: boolean }[] {
  const text = query.trim().toLowerCase();
  if (!text) return [{ text: line, isMatch: false }];
  const low = line.toLowerCase();
  const parts: { text: string; isMatch: boolean }[] = [];
  let from = 0;
  for (let at = low.indexOf(text); at !== -1; at = low.indexOf(text, from)) {
    if (at > from) parts.push({ text: line.slice(from, at), isMatch: false });
    parts.push({ text: line.slice(at, at + text.length), isMatch: true });
    from = at + text.length;
  }
  if (from < line.length || parts.length === 0) parts.push({ text: line.slice(from), isMatch: false });
  return parts;
}
