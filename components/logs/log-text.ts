/** A log as it is drawn: lines with the numbers they have in the original. */
export interface LogText {
  lines: readonly string[];
  /** Number of the first line. */
  first: number;
}

// Colours and cursor moves of terminals; they say nothing on a page.
const ANSI = /\u001B\[[0-9;?]*[A-Za-z]/g;

/** Evidence text as lines; a final line break makes no further line. Of a progress bar the last state stays. */
export function logText(text: string, startLine: number | null): LogText {
  const lines = text.split("\n");
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return { lines: lines.map(readable), first: startLine ?? 1 };
}

function readable(line: string): string {
  const plain = line.includes("\u001B") ? line.replaceAll(ANSI, "") : line;
  if (!plain.includes("\r")) return plain;
  return plain.split("\r").findLast((part) => part.trim() !== "") ?? "";
}

/** Numbers of the lines that contain `wanted`, letter case aside; none for an empty wish. */
export function findLines({ lines, first }: LogText, wanted: string): number[] {
  const text = wanted.trim().toLowerCase();
  if (!text) return [];
  return lines.flatMap((line, i) => (line.toLowerCase().includes(text) ? [first + i] : []));
}

/** A line cut at the places where `wanted` stands. */
export function markFound(line: string, wanted: string): { text: string; isFound: boolean }[] {
  const text = wanted.trim().toLowerCase();
  if (!text) return [{ text: line, isFound: false }];
  const low = line.toLowerCase();
  const parts: { text: string; isFound: boolean }[] = [];
  let from = 0;
  for (let at = low.indexOf(text); at !== -1; at = low.indexOf(text, from)) {
    if (at > from) parts.push({ text: line.slice(from, at), isFound: false });
    parts.push({ text: line.slice(at, at + text.length), isFound: true });
    from = at + text.length;
  }
  if (from < line.length || parts.length === 0) parts.push({ text: line.slice(from), isFound: false });
  return parts;
}
