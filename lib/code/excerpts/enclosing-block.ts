import { statements } from "@/lib/code/excerpts/statement-span";

const HEAD = /^\s*(?:(?:async\s+)?def|class)\s+(\w+)/;

/** The Python function or class that encloses a line, by indentation; null at module level. Pure. */
export function enclosingBlock(
  lines: readonly string[],
  line: number,
): { name: string; line: number } | null {
  const starts: number[] = [];
  for (const { startLine } of statements(lines)) {
    if (startLine > line) break;
    if (isCode(lines[startLine - 1] ?? "")) starts.push(startLine);
  }
  let indent = Number.POSITIVE_INFINITY;
  for (const start of starts.toReversed()) {
    const text = lines[start - 1] ?? "";
    const own = text.length - text.trimStart().length;
    if (own >= indent) continue;
    indent = own;
    const name = HEAD.exec(text)?.[1];
    if (name !== undefined) return { name, line: start };
  }
  return null;
}

/** Blank lines and comments say nothing about the indentation. */
function isCode(text: string): boolean {
  const trimmed = text.trimStart();
  return trimmed !== "" && !trimmed.startsWith("#");
}
