/** A part of Python source: the contents of a string literal (without quotes), a comment, or code. */
export interface PythonPart {
  kind: "string" | "comment" | "code";
  text: string;
}

/**
 * Splits Python source into strings, comments and code. Joined, the parts give the source again; quotes belong to the
 * surrounding code. Handles single and triple quotes and backslashes; code inside an f-string counts as string.
 */
export function splitPython(source: string): PythonPart[] {
  const parts: PythonPart[] = [];
  let code = "";
  let at = 0;
  const flush = () => {
    if (code !== "") parts.push({ kind: "code", text: code });
    code = "";
  };
  while (at < source.length) {
    const char = source.charAt(at);
    if (char === "#") {
      const end = indexOrEnd(source, "\n", at);
      flush();
      parts.push({ kind: "comment", text: source.slice(at, end) });
      at = end;
    } else if (char === '"' || char === "'") {
      const quote = source.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      const start = at + quote.length;
      const end = closingQuote(source, quote, start);
      code += quote;
      flush();
      parts.push({ kind: "string", text: source.slice(start, end) });
      const hasEnd = source.startsWith(quote, end);
      code = hasEnd ? quote : "";
      at = hasEnd ? end + quote.length : end;
    } else {
      code += char;
      at += 1;
    }
  }
  flush();
  return parts;
}

function closingQuote(source: string, quote: string, from: number): number {
  for (let at = from; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === "\\") at += 1;
    else if (source.startsWith(quote, at)) return at;
    else if (quote.length === 1 && char === "\n") return at;
  }
  return source.length;
}

function indexOrEnd(source: string, wanted: string, from: number): number {
  const found = source.indexOf(wanted, from);
  return found === -1 ? source.length : found;
}
