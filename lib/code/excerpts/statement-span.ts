import type { LineSpan } from "@/lib/logs/schemas";

interface State {
  /** Number of open brackets. */
  depth: number;
  /** The quotes that close the open triple-quoted string, or null. */
  quote: string | null;
}

/**
 * The Python statement that contains a line: from the line that begins it to the line that closes its brackets, triple
 * quotes and backslash continuations. Line numbers are 1-based. Linear in the lines up to its end. Pure.
 */
export function statementSpan(lines: readonly string[], line: number): LineSpan {
  for (const span of statements(lines)) if (span.endLine >= line) return span;
  return { startLine: line, endLine: line };
}

/** The Python statements of a file in order; a block's head is a statement of its own, like a blank line. */
export function* statements(lines: readonly string[]): Generator<LineSpan> {
  let state: State = { depth: 0, quote: null };
  let startLine = 1;
  for (let at = 1; at <= lines.length; at += 1) {
    const text = lines[at - 1] ?? "";
    state = readLine(text, state);
    if (state.quote !== null || state.depth > 0 || text.endsWith("\\")) continue;
    yield { startLine, endLine: at };
    startLine = at + 1;
  }
  if (startLine <= lines.length) yield { startLine, endLine: lines.length };
}

function readLine(text: string, state: State): State {
  let { depth, quote } = state;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\") {
      at += 1;
    } else if (quote !== null) {
      if (!text.startsWith(quote, at)) continue;
      at += quote.length - 1;
      quote = null;
    } else if (char === "#") {
      break;
    } else if (char === '"' || char === "'") {
      const triple = char.repeat(3);
      quote = text.startsWith(triple, at) ? triple : char;
      at += quote.length - 1;
    } else if ("([{".includes(char)) {
      depth += 1;
    } else if (")]}".includes(char)) {
      depth = Math.max(0, depth - 1);
    }
  }
  // A string in single quotes ends with its line.
  return { depth, quote: quote?.length === 1 ? null : quote };
}
